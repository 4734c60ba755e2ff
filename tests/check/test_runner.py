"""The review as a whole: determinism, counts, obligations, crashes, last year's report set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.check import check, rules
from drafter.check.case import Case, build
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.rule import Rule, rule
from drafter.check.runner import review
from drafter.documents import Report, Severity, Source, State, Verdict
from drafter.form import Amount, edition

MakeReport = Callable[[Mapping[str, Any]], Report]

TEXT = """
云岭县水务局2024年政府信息公开工作年度报告
数据的统计期限为2024年1月1日至2024年12月31日。
一、总体情况
（一）主动公开。全年发布水质监测信息40余条，组织培训2场。
（二）依申请公开。全年新收政府信息公开申请7件，上年结转1件，办结8件。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
目录更新不够及时，明年按季检查。
六、其他需要报告的事项
2024年没有收取信息处理费。
"""
SPEC = {
    "text": TEXT,
    "fill": 0,
    "cells": {
        "t3.new.natural": 6,
        "t3.new.total": 6,
        "t3.carried_in.natural": 1,
        "t3.carried_in.total": 1,
        "t3.granted.natural": 8,
        "t3.granted.total": 8,
        "t3.processed.natural": 8,
        "t3.processed.total": 8,
    },
}


def test_same_report_twice_gives_the_same_bytes(make_report: MakeReport) -> None:
    first, second = (check(make_report(SPEC)).model_dump_json(by_alias=True) for _ in range(2))
    assert first == second


def test_verdicts_add_up(make_report: MakeReport) -> None:
    found = check(make_report(SPEC))
    total = found.summary
    assert total.mentions == len(found.mentions) > 0
    parts = (total.matched, total.contradicted, total.unsupported, total.undecided, total.exempt)
    assert sum(parts) == total.mentions
    assert total.contradicted == sum(m.verdict is Verdict.CONTRADICTED for m in found.mentions) == 1
    assert total.errors + total.warnings + total.infos == len(found.findings)


def test_every_rule_states_its_obligation(make_report: MakeReport) -> None:
    found = check(make_report(SPEC))
    assert [o.rule for o in found.obligations] == [r.code for r in rules()]
    assert all(o.reason for o in found.obligations)
    failed = {o.rule for o in found.obligations if o.state is State.FAILED}
    assert failed == {f.rule for f in found.findings} == {"TAB101", "NUM101"}


def test_text_findings_come_first_and_name_their_section(make_report: MakeReport) -> None:
    found = check(make_report(SPEC))
    assert [(f.rule, f.section) for f in found.findings] == [("NUM101", "1"), ("TAB101", "3"), ("TAB101", "3")]
    (figure,) = [f for f in found.findings if f.start is not None]
    assert found.text[figure.start : figure.end] == figure.quote == "7件"


def test_an_empty_report_passes_nothing(make_report: MakeReport) -> None:
    found = check(make_report({"text": ""}))
    assert not found.findings
    assert not [o for o in found.obligations if o.state is State.HELD]


def test_fingerprints_outlive_changes_elsewhere(make_report: MakeReport) -> None:
    longer = {
        **SPEC,
        "text": TEXT.replace("目录更新", "本机关目录更新").replace("云岭县水务局2024", "云岭县水务局 2024"),
    }
    before, after = check(make_report(SPEC)), check(make_report(longer))
    assert [f.fingerprint for f in before.findings] == [f.fingerprint for f in after.findings]
    assert len({f.fingerprint for f in before.findings}) == len(before.findings)


def test_like_findings_have_their_own_fingerprints(make_report: MakeReport) -> None:
    twice = {**SPEC, "text": TEXT.replace("办结8件。", "办结8件。全年新收政府信息公开申请7件。")}
    found = check(make_report(twice), select=["NUM101"])
    assert [f.quote for f in found.findings] == ["7件", "7件"]
    assert len({f.fingerprint for f in found.findings}) == 2


def test_select_and_ignore(make_report: MakeReport) -> None:
    report = make_report(SPEC)
    assert [o.rule for o in check(report, select=["TAB101"]).obligations] == ["TAB101"]
    assert "TAB" not in {o.rule[:3] for o in check(report, ignore=["TAB"]).obligations}
    assert check(report, select=["STR"]).summary.mentions == check(report).summary.mentions


def test_another_organs_report_is_set_aside_with_a_notice(make_report: MakeReport) -> None:
    other = make_report({"agency": "青川市林业局", "year": 2023, "fill": 0})
    found = check(make_report(SPEC), other)
    (notice,) = [n for n in found.notices if n.code == "previous_set_aside"]
    assert "青川市林业局" in notice.message
    years = [o for o in found.obligations if o.rule.startswith("YOY")]
    assert {o.state for o in years} == {State.NOT_APPLICABLE}
    assert all("不是同一机关" in o.reason for o in years)


@pytest.mark.parametrize(
    ("agency", "same"),
    [
        ("云岭县水务局", True),
        ("青川市云岭县水务局", True),
        ("云岭县 水务局", True),
        ("云岭县水务局信息中心", False),
        ("云岭县", False),
    ],
)
def test_same_organ(agency: str, same: bool, make_report: MakeReport) -> None:
    previous = make_report({"agency": agency, "year": 2023, "fill": 0})
    assert (build(make_report(SPEC), previous).previous is not None) == same


def test_a_government_is_the_same_with_or_without_its_suffix(make_report: MakeReport) -> None:
    previous = make_report({"agency": "云岭县人民政府", "year": 2023, "fill": 0})
    assert build(make_report({**SPEC, "agency": "云岭县"}), previous).previous is not None
    office = make_report({"agency": "云岭县人民政府办公室", "year": 2023, "fill": 0})
    assert build(make_report({**SPEC, "agency": "云岭县人民政府"}), office).previous is None


@rule("ZZZ101", "trial.breaks_halfway", Severity.WARNING, "见{what}")
def breaks_halfway(case: Case) -> Iterator[Outcome]:
    """试验规则。"""
    yield Held()
    yield Hit({"what": "一处"}, subject="一")
    raise ZeroDivisionError("除数为零")


@rule("ZZZ102", "trial.sees_nothing", Severity.WARNING, "")
def sees_nothing(case: Case) -> Iterator[Outcome]:
    """什么也没有看到的规则。"""
    yield from ()


def _review(make_report: MakeReport, *tried: Rule) -> Any:
    return review(build(make_report(SPEC)), tried)


def test_a_crash_is_told_and_the_other_rules_still_run(make_report: MakeReport) -> None:
    found = _review(make_report, breaks_halfway, *rules())
    assert len(found.obligations) == len(rules()) + 1
    crash = [f for f in found.findings if "自身出错" in f.message]
    assert [(f.rule, f.severity) for f in crash] == [("ZZZ101", Severity.ERROR)]
    assert any(n.code == "rule_crash" and "ZZZ101" in n.message for n in found.notices)
    assert "无法核对" in found.obligations[0].reason
    assert "见一处" in {f.message for f in found.findings}, "what was found before the crash is kept"


def test_seeing_nothing_is_not_passing(make_report: MakeReport) -> None:
    (obligation,) = _review(make_report, sees_nothing).obligations
    assert obligation.state is State.NOT_APPLICABLE


def test_a_review_can_be_reviewed_again(make_report: MakeReport) -> None:
    once = check(make_report(SPEC))
    assert check(once).model_dump_json() == once.model_dump_json()


APPLICANTS = ("natural", "commercial", "research", "public_welfare", "legal_service", "other")


@st.composite
def consistent_tables(draw: st.DrawFn) -> dict[str, Amount | None]:
    """Tables three and four of the 2021 form filled so that every identity holds."""
    form = edition("2021")
    cells: dict[str, Amount | None] = dict.fromkeys(form.printed, 0)
    outcomes = [line.key for line in form.table(3).blocks[0].rows if line.key not in BALANCE_ROWS]
    for column in APPLICANTS:
        amounts = draw(st.lists(st.integers(0, 40), min_size=len(outcomes), max_size=len(outcomes)))
        cells |= {f"t3.{row}.{column}": amount for row, amount in zip(outcomes, amounts, strict=True)}
        done, left_over = sum(amounts), draw(st.integers(0, 9))
        brought = draw(st.integers(0, done + left_over))
        cells |= {
            f"t3.processed.{column}": done,
            f"t3.carried_out.{column}": left_over,
            f"t3.carried_in.{column}": brought,
            f"t3.new.{column}": done + left_over - brought,
        }
    for row in form.table(3).blocks[0].rows:
        cells[f"t3.{row.key}.total"] = sum(int(cells[f"t3.{row.key}.{column}"] or 0) for column in APPLICANTS)
    return cells


BALANCE_ROWS = ("new", "carried_in", "processed", "carried_out")


def _of_tables(cells: dict[str, Amount | None]) -> Report:
    source = Source(name="样例", sha256="", format="text")
    return Report(source=source, agency="云岭县水务局", year=2024, edition="2021", figures=cells)


@settings(max_examples=40, deadline=None)
@given(consistent_tables(), st.data())
def test_one_changed_cell_is_found_and_none_before(cells: dict[str, Amount | None], data: st.DataObject) -> None:
    assert not check(_of_tables(cells)).findings
    key = data.draw(st.sampled_from([key for key in cells if key.startswith("t3.")]))
    changed = cells | {key: int(cells[key] or 0) + data.draw(st.integers(1, 20))}
    findings = check(_of_tables(changed)).findings
    assert findings
    assert all(key in finding.refs for finding in findings)


@settings(max_examples=40, deadline=None)
@given(consistent_tables(), st.data())
def test_blanking_zeros_raises_no_alarm(cells: dict[str, Amount | None], data: st.DataObject) -> None:
    zeros = [key for key, amount in cells.items() if amount == 0]
    blanked = data.draw(st.sets(st.sampled_from(zeros))) if zeros else set()
    review = check(_of_tables(cells | dict.fromkeys(blanked)))
    assert not [f for f in review.findings if f.severity is not Severity.INFO]
