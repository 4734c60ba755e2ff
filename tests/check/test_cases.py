"""Every rule against its named cases."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.check import check, rule_of, rules
from drafter.documents import Report, State

CASES = Path(__file__).parent / "cases"
MakeReport = Callable[[Mapping[str, Any]], Report]


def _load(path: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def _cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        cases = _load(path)
        code = cases.pop("rule")
        found += [pytest.param(code, case, id=f"{code}-{name}") for name, case in cases.items()]
    return found


@pytest.mark.parametrize(("code", "case"), _cases())
def test_case(code: str, case: dict[str, Any], make_report: MakeReport) -> None:
    previous = make_report({"year": 2023, **case["previous"]}) if "previous" in case else None
    others = [make_report(spec) for spec in case.get("others", ())]
    review = check(make_report(case), previous, select=[code], others=others)
    (obligation,) = review.obligations
    messages = [f"{f.message} {f.refs}" for f in review.findings]
    assert len(review.findings) == case["hits"], (messages, obligation)
    if case["hits"]:
        assert obligation.state is State.FAILED
    else:
        assert obligation.state is not State.FAILED
    if "state" in case:
        assert obligation.state.value == case["state"], obligation
    if "quotes" in case:
        assert [f.quote for f in review.findings] == case["quotes"]
    if "expected" in case:
        assert [f.expected for f in review.findings] == case["expected"]
    if "severity" in case:
        assert {f.severity.value for f in review.findings} == {case["severity"]}
    for words in case.get("says", ()):
        assert any(words in message for message in messages), messages


@pytest.mark.parametrize("code", [rule.code for rule in rules()])
def test_rule_has_enough_cases(code: str) -> None:
    path = CASES / f"{code}.yaml"
    cases = _load(path)
    assert cases.pop("rule") == code
    assert len(cases) + 1 == len(re.findall(r"(?m)^\w+:", path.read_text("utf-8"))), "two cases share a name"
    failing = [name for name, case in cases.items() if case["hits"]]
    passing = [name for name, case in cases.items() if not case["hits"]]
    assert len(failing) >= 2
    assert len(passing) >= 3


def test_no_case_file_without_a_rule() -> None:
    for path in CASES.glob("*.yaml"):
        assert rule_of(path.stem).code == path.stem
