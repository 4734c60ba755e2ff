"""Every case of mending.yaml: what changes to what, or what is asked and nothing changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.documents import Revision
from drafter.draft.revising.facts import applied

CASES: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("mending.yaml").read_text("utf-8"))
Told = Callable[..., Revision]


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, revised: Told) -> None:
    case = CASES[name]
    found = revised(case["text"], case.get("cells"), rows=case.get("rows"), previous=case.get("previous", ""))
    assert found.text == case.get("becomes", case["text"])
    edits = [edit for proposal in found.proposals for edit in proposal.edits]
    assert applied(case["text"], edits) == found.text
    if "asks" in case:
        said = [f"{remark.why}{remark.asks}{''.join(remark.choices)}" for remark in found.remarks]
        assert any(case["asks"] in words for words in said), said
    assert all(proposal.why and proposal.rules for proposal in found.proposals)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "becomes" in case])
def test_accepting_leaves_less_to_find(name: str, revised: Told) -> None:
    case = CASES[name]
    found = revised(case["text"], case.get("cells"), rows=case.get("rows"))
    before, after = found.before, found.after
    assert after.contradicted <= before.contradicted
    assert (after.errors, after.warnings, after.infos) < (before.errors, before.warnings, before.infos)


REPORT = """青禾县水务局2024年政府信息公开工作年度报告
本报告统计期限为2024年1月1日至2024年12月31日。
一、总体情况
我局主动公开政府信息302条，及时更新水库水情、供水水质等信息。
全年新收政府信息公开申请12件，上年结转2件，办结13件，结转下年度1件。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
上年提出的目录更新慢，已按月检查。水质公告专业名词多，已附说明。
六、其他需要报告的事项
{closing}"""


def test_the_fee_statement_is_written_where_nobody_applied(revised: Told) -> None:
    text = REPORT.replace(
        "全年新收政府信息公开申请12件，上年结转2件，办结13件，结转下年度1件。", "全年未收到政府信息公开申请。"
    )
    found = revised(text.format(closing="无。"), rows={}, headed=True)
    (proposal,) = [p for p in found.proposals if p.rules == ("STR105",)]
    assert proposal.origin == "composer" and "信息处理费" in proposal.after and "其他需要报告的事项" in proposal.after
    assert "STR105" not in {remark.rule for remark in found.remarks}


def test_the_fee_statement_is_asked_for_where_somebody_did(revised: Told) -> None:
    found = revised(REPORT.format(closing="无。"), headed=True)
    assert found.text.endswith("\n无。")
    (remark,) = [r for r in found.remarks if r.rule == "STR105"]
    assert "收费通知" in remark.asks and "信息处理费" in remark.choices[0]


def test_the_fee_statement_is_taken_from_the_notes(revised: Told) -> None:
    found = revised(REPORT.format(closing="无。"), notes="- 2024年未收取信息处理费。", headed=True)
    assert "未收取信息处理费。" in found.text.rpartition("\n")[2]


def test_a_repeated_paragraph_goes_with_its_line(revised: Told) -> None:
    text = REPORT.format(closing="本年度未收取信息处理费。")
    again = "我局主动公开政府信息302条，及时更新水库水情、供水水质等信息。"
    found = revised(text.replace("\n二、", f"\n{again}\n二、"), headed=True)
    assert found.text == text
    (proposal,) = found.proposals
    assert proposal.rules == ("TXT102",) and proposal.edits[0].new == ""


def test_a_repetition_that_is_all_a_section_says_is_left(revised: Told) -> None:
    text = REPORT.format(closing="我局主动公开政府信息302条，及时更新水库水情、供水水质等信息。")
    found = revised(text, headed=True)
    assert found.text == text
    assert any(remark.rule == "TXT102" and "删去哪一处" in remark.asks for remark in found.remarks)


def test_a_sound_report_is_left_alone(revised: Told) -> None:
    found = revised(REPORT.format(closing="本年度未收取信息处理费。"), headed=True)
    assert found.proposals == ()
    assert found.before == found.after
    assert [remark.rule for remark in found.remarks if remark.kind == "finding"] == []


def test_a_repeated_paragraph_goes_with_the_short_sentences_in_it(revised: Told) -> None:
    text = REPORT.format(closing="本年度未收取信息处理费。")
    again = "全年新收政府信息公开申请12件，上年结转2件，办结13件，结转下年度1件。已答复。"
    text = text.replace("结转下年度1件。", "结转下年度1件。已答复。")
    assert revised(text.replace("\n二、", f"\n{again}\n二、"), headed=True).text == text


def test_the_fee_statement_is_not_put_before_the_signature(revised: Told) -> None:
    text = REPORT.replace(
        "全年新收政府信息公开申请12件，上年结转2件，办结13件，结转下年度1件。", "全年未收到政府信息公开申请。"
    )
    text = text.format(closing="青禾县水务局\n2025年1月15日")
    found = revised(text, rows={}, headed=True)
    assert found.text == text
    (remark,) = [r for r in found.remarks if r.rule == "STR105"]
    assert "标题下请写" in remark.asks and "信息处理费" in remark.asks


def test_a_missing_part_is_offered_with_its_heading_and_what_the_tables_say(revised: Told) -> None:
    text = REPORT.format(closing="本年度未收取信息处理费。").replace("四、政府信息公开行政复议、行政诉讼情况\n", "")
    none = {f"t4.review.{column}": 0 for column in ("upheld", "corrected", "total")}
    found = revised(text, none, headed=True)
    assert found.text == text
    (remark,) = [r for r in found.remarks if r.rule == "STR101"]
    assert remark.choices[0] == "标题：四、政府信息公开行政复议、行政诉讼情况"
    assert "行政复议" in remark.choices[1] and "行政诉讼" in remark.choices[1]


def test_what_the_tables_count_as_none_is_offered_where_the_text_passes_over_it(revised: Told) -> None:
    text = REPORT.format(closing="本年度未收取信息处理费。")
    none = {f"t4.review.{column}": 0 for column in ("upheld", "corrected", "total")}
    (remark,) = [r for r in revised(text, none, headed=True).remarks if r.rule == "没有写到复议和诉讼"]
    assert remark.kind == "weakness" and remark.choices[0].startswith("补写：")
    assert "没有写到复议和诉讼" not in {r.rule for r in revised(text, headed=True).remarks}
