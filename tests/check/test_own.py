"""An agency's own rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from drafter.check import check, own_rules
from drafter.documents import Report, Severity, State
from drafter.errors import SettingsError

MakeReport = Callable[[Mapping[str, Any]], Report]


def toml(expression: str, code: str = "OWN101", severity: str = "warning") -> str:
    return f'[[rules]]\ncode = "{code}"\nexpression = "{expression}"\nmessage = "按本局要求"\nseverity = "{severity}"\n'


def state_of(make_report: MakeReport, expression: str, spec: Mapping[str, Any]) -> State:
    review = check(make_report(spec), select=["TAB101"], own=own_rules(toml(expression), "自定.toml"))
    return next(o.state for o in review.obligations if o.rule == "OWN101")


@pytest.mark.parametrize(
    ("expression", "state"),
    [
        ("t3.new.total <= 500", State.HELD),
        ("t3.new.total < 12", State.FAILED),
        ("0 <= t3.new.total <= 20", State.HELD),
        ("t3.granted.total / t3.processed.total >= 0.5", State.HELD),
        ("t3.denied.total + t3.unable.total == 0", State.HELD),
        ("t3.new.total - 2 * t3.carried_in.total != 12", State.FAILED),
        ("t3.new.total / t3.carried_in.total > 1", State.UNDECIDED),
        ("t3.new.total > prev.t3.new.total", State.UNDECIDED),
    ],
)
def test_expressions(make_report: MakeReport, expression: str, state: State) -> None:
    cells = {"t3.new.total": 12, "t3.granted.total": 8, "t3.processed.total": 12}
    assert state_of(make_report, expression, {"fill": 0, "cells": cells}) is state


def test_a_hit_names_the_cells_and_keeps_its_severity(make_report: MakeReport) -> None:
    rules = own_rules(toml("t3.carried_out.total == 0", severity="error"), "自定.toml")
    review = check(make_report({"fill": 0, "cells": {"t3.carried_out.total": 3}}), select=["YOY"], own=rules)
    (finding,) = review.findings
    assert finding.severity is Severity.ERROR
    assert finding.message == "按本局要求（表三“四、结转下年度继续办理”行“总计”列为3）"
    assert finding.refs == ("t3.carried_out.total",)


def test_a_file_of_severities_alone_has_no_rules() -> None:
    assert own_rules('[severity]\nTAB302 = "warning"\n', "自定.toml") == ()


@pytest.mark.parametrize(
    ("select", "ignore", "ran"),
    [
        ([], [], True),
        (["YOY"], [], True),
        (["OWN101"], [], True),
        (["YOY", "OWN102"], [], False),
        ([], ["OWN101"], False),
        ([], ["own"], False),
    ],
)
def test_own_rules_are_chosen_by_name(
    make_report: MakeReport, select: list[str], ignore: list[str], *, ran: bool
) -> None:
    own = own_rules(toml("t3.new.total <= 500") + toml("t3.new.total >= 0", code="OWN102"), "自定.toml")
    review = check(make_report({"fill": 0}), select=select, ignore=ignore, own=own)
    assert ("OWN101" in {o.rule for o in review.obligations}) is ran
    if select == ["OWN101"]:
        assert [o.rule for o in review.obligations] == ["OWN101"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[rules]", "TOML"),
        ("", "没有 [[rules]]"),
        ('rules = ["t3.new.total == 0"]', "没有 [[rules]]"),
        (toml("t3.new.total"), "不是比较"),
        (toml("t3.nothing.total == 0"), "没有 t3.nothing.total"),
        (toml("open(1) == 0"), "不能用"),
        (toml("t3.new.total ** 9 == 0"), "不能用"),
        (toml("t3.new.total == 'x'"), "不能用"),
        (toml("t3.new.total =="), "看不懂"),
        (toml("(" * 300 + "1" + ")" * 300 + " == 1"), "不是比较"),
        (toml("1 == 1", code="TAB101"), "OWN"),
        (toml("1 == 1", severity="fatal"), "severity"),
        (toml("1 == 1") + toml("1 == 1"), "用了两次"),
        ('[[rules]]\ncode = "OWN101"\nexpression = "1 == 1"\n', "message"),
    ],
)
def test_what_cannot_be_used_is_told(text: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        own_rules(text, "自定.toml")
    assert told in str(caught.value) and "自定.toml" in str(caught.value)
