"""What a new check does not bear out is withdrawn and said so."""

from collections.abc import Callable
from functools import partial

from drafter.check import check
from drafter.documents import Edit, Proposal, Review, Revision, Severity
from drafter.draft.revising.facts import facts, lost
from drafter.draft.revising.proving import proven
from drafter.write.corrections import Correction

Told = Callable[..., Revision]


def proposal(text: str, old: str, new: str) -> Proposal:
    start = text.index(old)
    edit = Edit(start=start, end=start + len(old), old=old, new=new)
    return Proposal(
        rules=("NUM101",),
        severity=Severity.ERROR,
        start=start,
        end=edit.end,
        before="",
        after="",
        why="",
        edits=(edit,),
    )


def reviewed(revised: Told, text: str) -> Review:
    return check(revised(text).report)


def test_a_change_against_the_tables_is_withdrawn_and_the_others_hold(revised: Told) -> None:
    text = "全年新收政府信息公开申请15件，上年结转2件。"
    review = reviewed(revised, text)
    right, wrong = proposal(text, "15", "12"), proposal(text, "结转2", "结转5")
    found = proven(review, [right, wrong], check)
    assert found.kept == (right,)
    assert found.after.text == "全年新收政府信息公开申请12件，上年结转2件。"
    (withdrawn,) = found.withdrawn
    assert withdrawn.proposal == wrong and "5件" in withdrawn.reason


def test_a_change_that_turns_a_number_into_another_is_withdrawn(revised: Told) -> None:
    text = "全年新收政府信息公开申请12件。上年结转申请2件。"
    review = reviewed(revised, text)
    only = partial(check, select=["NUM101"])
    found = proven(review, [proposal(text, "政府信息公开申请", "群众来信")], only)
    assert found.kept == () and "读成另一个意思" in found.withdrawn[0].reason


def test_a_change_that_brings_a_finding_is_withdrawn(revised: Told) -> None:
    text = "根据《中华人民共和国政府信息公开条例》第五十条规定，编制本年度报告。"
    review = reviewed(revised, text)
    found = proven(review, [proposal(text, "五十", "四十八")], check)
    assert found.kept == () and "LAW103" in found.withdrawn[0].reason


def test_a_fact_struck_out_is_lost_unless_it_stands_elsewhere() -> None:
    text = "2024年3月印发《公开指南》。共公开302条。"
    assert facts(text) == ("2024年3月", "《公开指南》", "302")
    whole = Edit(start=0, end=17, old=text[:17], new="")
    assert lost(text, [whole]) == ("2024年3月", "《公开指南》")
    assert lost(text + "再印发《公开指南》，2024年3月。", [whole]) == ()
    assert Correction(0, 17, text[:17], "").shift == -17
