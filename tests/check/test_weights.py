"""Severities an agency sets for itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from drafter.check import check, own_rules, weights
from drafter.documents import Report, Severity
from drafter.errors import SettingsError

MakeReport = Callable[[Mapping[str, Any]], Report]
SPEC = {"fill": 0, "cells": {"t3.new.total": 12, "t3.processed.total": 10}, "text": "全年新收政府信息公开申请13件。"}


def severities(make_report: MakeReport, toml: str) -> dict[str, set[str]]:
    review = check(make_report(SPEC), severity=weights(toml, "自定.toml"))
    found: dict[str, set[str]] = {}
    for finding in review.findings:
        found.setdefault(finding.rule, set()).add(finding.severity.value)
    assert review.summary.errors == sum(f.severity is Severity.ERROR for f in review.findings)
    assert review.summary.infos == sum(f.severity is Severity.INFO for f in review.findings)
    return found


def test_a_code_a_family_and_the_longest_that_fits(make_report: MakeReport) -> None:
    before = severities(make_report, "")
    assert before["NUM101"] == before["TAB101"] == {"error"}
    after = severities(make_report, '[severity]\nNUM101 = "warning"\nTAB = "info"\ntab101 = "warning"\n')
    assert after["NUM101"] == after["TAB101"] == {"warning"}
    assert after["TAB102"] == {"info"}


def test_fingerprints_stay(make_report: MakeReport) -> None:
    plain = check(make_report(SPEC))
    changed = check(make_report(SPEC), severity=weights('[severity]\nNUM = "info"\n', "自定.toml"))
    assert [f.fingerprint for f in plain.findings] == [f.fingerprint for f in changed.findings]


def test_an_own_rule_may_be_named() -> None:
    own = '[[rules]]\ncode = "OWN101"\nexpression = "t3.new.total <= 5"\nmessage = "按本局要求"\n'
    text = own + '[severity]\nOWN101 = "error"\n'
    assert weights(text, "自定.toml", own_rules(text, "自定.toml")) == {"OWN101": Severity.ERROR}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[severity", "TOML"),
        ('severity = "error"', "一节"),
        ('[severity]\nXYZ = "error"', "没有编号为“XYZ”"),
        ('[severity]\nNUM104 = "error"', "已停用，现由 ZER101"),
        ('[severity]\nTAB101 = "off"', "error、warning、info"),
    ],
)
def test_what_cannot_be_used_is_told(text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=r"自定\.toml") as caught:
        weights(text, "自定.toml")
    assert told in str(caught.value)
