"""The judges of drafts find what was planted in a clean draft, each under its own name; in the clean one nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from drafter import pipeline
from drafter.documents import Draft, ExtraFigure, Fallen, Report, Sentence, Source
from drafter.documents.draft import Origin
from drafter.evaluate.drafts.backing import Backing, plain_digits
from drafter.evaluate.drafts.drawn_ledger import Cells
from drafter.evaluate.drafts.judged import Fault, Judged, judged
from drafter.evaluate.drafts.wording import COPIED, repeated_grams
from drafter.form import edition

NOTES = """# 主动公开
- 印发《果园灌溉用水管理办法》（澜政办发〔2024〕12号），同步公开解读材料
- 3月12日在门户网站征求意见，收到意见25条
# 监督保障
- 举办业务培训3次，86人次参加，邀请鹭汀区档案馆授课
# 其他
- 本年未收取信息处理费
"""
OTHER = "每逢集日把补贴发放的经办人和联系窗口写在移动展板上推到田间地头逐户讲明。"
OTHERS = (("桉泽市农业农村局", OTHER),)


def figures() -> Report:
    form = edition("2021")
    cells: Cells = dict.fromkeys(form.printed, 0)
    cells |= {"t3.new.natural": 7, "t3.new.commercial": 2, "t3.new.total": 9, "t3.carried_in.natural": 1}
    cells |= {"t3.carried_in.total": 1, "t3.granted.natural": 6, "t3.granted.commercial": 2, "t3.granted.total": 8}
    cells |= {"t3.unable.not_held.natural": 1, "t3.unable.not_held.total": 1}
    cells |= {"t3.processed.natural": 7, "t3.processed.commercial": 2, "t3.processed.total": 9}
    cells |= {"t3.carried_out.natural": 1, "t3.carried_out.total": 1, "t2.penalty.decisions": 46}
    own = Source(name="drawn", sha256="", format="drawn")
    extra = ExtraFigure(name="微信公众号发布信息", value=Decimal(302), unit="条")
    return Report(source=own, agency="澜溪县水务局", year=2024, edition="2021", figures=cells, supplementary=(extra,))


@pytest.fixture(scope="module")
def clean() -> Draft:
    return pipeline.draft_report(figures(), notes=NOTES).draft


def verdict(draft: Draft, composed: Draft) -> Judged:
    return judged(draft, Backing(figures(), None, NOTES, composed.report.text), OTHERS)


def planted(draft: Draft, words: str, *, origin: Origin = "model", section: str = "1.1", slotted: str = "") -> Draft:
    """The draft with one more sentence behind the last one of a section."""
    last = max(s.end for s in draft.sentences if s.section == section)
    end = last + len(words)
    more = Sentence(start=last, end=end, text=words, section=section, origin=origin, slotted=slotted or words)
    sentences = [*_moved(draft.sentences, last, len(words)), more]
    return _with(draft, draft.report.text[:last] + words + draft.report.text[last:], sentences, last, len(words))


def without(draft: Draft, gone: Sentence) -> Draft:
    """The draft without one of its sentences."""
    size, text = len(gone.text), draft.report.text
    sentences = _moved([s for s in draft.sentences if s is not gone], gone.end, -size)
    return _with(draft, text[: gone.start] + text[gone.end :], sentences, gone.end, -size)


def _moved(sentences: Sequence[Sentence], since: int, by: int) -> list[Sentence]:
    return [
        s.model_copy(update={"start": s.start + by, "end": s.end + by}) if s.start >= since else s for s in sentences
    ]


def _with(draft: Draft, text: str, sentences: Sequence[Sentence], since: int, by: int) -> Draft:
    sections = tuple(
        s.model_copy(update={"start": s.start + by * (s.start >= since), "end": s.end + by * (s.end >= since)})
        for s in draft.report.sections
    )
    report = draft.report.model_copy(update={"text": text, "sections": sections})
    return draft.model_copy(
        update={"report": report, "sentences": tuple(sorted(sentences, key=lambda sentence: sentence.start))}
    )


def faults(found: Judged) -> set[tuple[Fault, str]]:
    return {(blemish.fault, blemish.quote) for blemish in found.blemishes}


def test_a_clean_draft_has_no_blemish(clean: Draft) -> None:
    found = verdict(clean, clean)
    assert found.blemishes == ()
    assert found.missing == ()
    assert found.counts["numbers"] > 20 and found.counts["slots"] >= 10
    assert found.counts["unread_slots"] == 0
    assert found.counts["notes_told"] == 4


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("全年收到政府信息公开申请12件。", "12"),
        ("全年收到政府信息公开申请十二件。", "十二"),
        ("予以公开的占30.5%。", "30.5"),
    ],
)
def test_a_number_against_the_tables(clean: Draft, words: str, quote: str) -> None:
    assert (Fault.CONTRADICTED, quote) in faults(verdict(planted(clean, words, section="1.2"), clean))


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("另外公布办事指南57条。", "57"),
        ("另外公布办事指南５７条。", "57"),
        ("另外公布办事指南五十七条。", "五十七"),
        ("另外公布办事指南数十条。", "数十"),
        ("半数咨询当场答复。", "半数"),
        ("咨询量翻了一番。", "翻了一番"),
        ("咨询量增长近三成。", "近三"),
        ("百分之九十的咨询当场答复。", "百分之九十"),
        ("另外公布办事指南Ⅳ条。", "Ⅳ"),
        # A figure of a note told of another thing, and with another unit.
        ("走访企业25条。", "25"),
        ("收到意见25件。", "25"),
    ],
)
def test_a_number_nobody_supplied(clean: Draft, words: str, quote: str) -> None:
    found = verdict(planted(clean, words), clean)
    text = {plain_digits(blemish.quote) for blemish in found.blemishes if blemish.fault is Fault.UNACCOUNTED}
    assert quote in text


@pytest.mark.parametrize(
    "words",
    [
        "在门户网站征求意见期间收到意见25条。",
        "微信公众号全年发布302条信息。",
        "我局举办业务培训3次，参加的有86人次。",
        "2024年，统计期限自2024年1月1日起至2024年12月31日止。",
    ],
)
def test_numbers_of_notes_and_extras_may_be_reworded(clean: Draft, words: str) -> None:
    found = verdict(planted(clean, words), clean)
    assert [b for b in found.blemishes if b.fault in (Fault.UNACCOUNTED, Fault.CONTRADICTED, Fault.NAME)] == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("7月9日召开推进会。", "日期"),
        ("七月九日召开推进会。", "日期"),
        ("2019年起实行。", "日期"),
        ("上半年完成清理。", "日期"),
        ("印发《节水灌溉奖补细则》。", "标题"),
        ("印发通知（澜政办发〔2024〕13号）。", "文号"),
        ("荣获全市政务公开先进单位。", "荣誉"),
        ("王立民局长带队督办。", "人名"),
        ("到霁川市财政局学习。", "机关地名"),
        ("推广雁浦镇的做法。", "机关地名"),
        ("做法在鹭汀区交流。", ""),
        ("打造“阳光水务”品牌。", "引语"),
        ("OK，以下是JSON。", "外文"),
    ],
)
def test_a_name_or_date_nobody_supplied(clean: Draft, words: str, kind: str) -> None:
    found = verdict(planted(clean, words), clean)
    told = {b.note for b in found.blemishes if b.fault is Fault.NAME}
    assert told >= {kind} if kind else told == set()


def test_a_deed_nobody_did(clean: Draft) -> None:
    found = verdict(planted(clean, "组织无人机巡河拍摄并邀请渔民代表参加座谈。"), clean)
    assert "无人机巡河拍摄" in next(b.note for b in found.blemishes if b.fault is Fault.DEED)
    reworded = verdict(planted(clean, "公开解读材料的同时，还在门户网站征求意见。"), clean)
    assert [b for b in reworded.blemishes if b.fault is Fault.DEED] == []


def test_a_slot_in_words_that_mean_another_cell(clean: Draft) -> None:
    words, slotted = "全年收到政府信息公开申请9件。", "全年收到政府信息公开申请{{t3.processed.total}}件。"
    found = verdict(planted(clean, words, section="1.2", slotted=slotted), clean)
    assert (Fault.WRONG_SLOT, "9") in faults(found)
    right = verdict(planted(clean, words, section="1.2", slotted=slotted.replace("processed", "new")), clean)
    assert right.blemishes == ()


def test_a_slot_that_shows_another_figure_than_its_cells(clean: Draft) -> None:
    words, slotted = "全年收到政府信息公开申请9件。", "全年收到政府信息公开申请{{t3.granted.total}}件。"
    assert (Fault.WRONG_SLOT, "9") in faults(
        verdict(planted(clean, words, section="1.2", slotted=slotted, origin="composer"), clean)
    )


def test_a_run_copied_from_another_organ(clean: Draft) -> None:
    copied = OTHER[: COPIED + 4] + "。"
    found = verdict(planted(clean, copied), clean)
    assert (Fault.COPIED, OTHER[: COPIED + 4]) in faults(found)
    short = verdict(planted(clean, OTHER[: COPIED - 1] + "。"), clean)
    assert [b for b in short.blemishes if b.fault is Fault.COPIED] == []


def test_what_was_left_out_is_missing(clean: Draft) -> None:
    gone = next(s for s in clean.sentences if "申请9件" in s.text)
    short = without(clean, gone).model_copy(update={"questions": ()})
    found = verdict(short, clean)
    assert "t3.new.total" in found.missing
    assert found.counts["asks_missing"] > verdict(clean, clean).counts["asks_missing"]
    note = next(s for s in clean.sentences if "果园灌溉" in s.text)
    assert verdict(without(clean, note), clean).counts["notes_missing"] == 1


def test_words_over_and_over_again_are_counted(clean: Draft) -> None:
    once, _ = repeated_grams(clean)
    again = planted(planted(clean, "逐户讲明补贴标准。"), "逐户讲明补贴标准。")
    assert repeated_grams(again)[0] >= once + 5
    assert verdict(again, clean).counts["like_openings"] == verdict(clean, clean).counts["like_openings"] + 1


def test_reasons_are_counted_without_what_they_quote(clean: Draft) -> None:
    reasons = ("“霁川市”在素材中没有", "“苇塘镇”在素材中没有", "这里说的是t3.new.total，不是t3.granted.total")
    fallen = tuple(Fallen(section="1.1", text="", reasons=(reason,)) for reason in reasons)
    found = verdict(clean.model_copy(update={"fallen": fallen}), clean)
    assert found.fallen == {"“…”在素材中没有": 2, "这里说的是…，不是…": 1}
    assert found.counts["fallen"] == 3
