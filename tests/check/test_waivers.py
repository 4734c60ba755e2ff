"""Findings let stand, and findings that are not new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from drafter.check import check, only_new, waive, waivers
from drafter.documents import Report, Review
from drafter.errors import SettingsError

MakeReport = Callable[[Mapping[str, Any]], Report]
TEXT = "全年新收政府信息公开申请13件，办结政府信息公开申请11件。"


@pytest.fixture
def review(make_report: MakeReport) -> Review:
    cells = {"t3.new.total": 12, "t3.processed.total": 10}
    found = check(make_report({"fill": 0, "cells": cells, "text": TEXT}), select=["NUM101"])
    assert len(found.findings) == 2
    return found


def toml(fingerprint: str, until: str = "") -> str:
    text = f'[[waivers]]\nrule = "NUM101"\nfingerprint = "{fingerprint}"\nreason = "口径不同"\nwho = "办公室"\n'
    return text + (f"until = {until}\n" if until else "")


def test_a_waiver_takes_its_finding_away(review: Review) -> None:
    given = waivers(toml(review.findings[0].fingerprint, "2026-03-31"), "免查.toml")
    left = waive(review, given, "2026-03-31")
    assert left.findings == review.findings[1:]
    assert left.summary.errors == 1
    assert left.summary.contradicted == 2
    assert [n.code for n in left.notices] == ["waived"]


def test_an_expired_waiver_is_told_and_waives_nothing(review: Review) -> None:
    given = waivers(toml(review.findings[0].fingerprint, "2026-03-31"), "免查.toml")
    left = waive(review, given, "2026-04-01")
    assert left.findings == review.findings
    assert [n.code for n in left.notices] == ["waiver_expired"]


def test_a_waiver_without_a_finding_is_told(review: Review) -> None:
    left = waive(review, waivers(toml("0123456789ab"), "免查.toml"), "2026-01-01")
    assert left.findings == review.findings
    assert [n.code for n in left.notices] == ["waiver_unused"]
    assert "办公室：口径不同" in left.notices[0].message


def test_only_new_findings_are_left(review: Review, make_report: MakeReport) -> None:
    cells = {"t3.new.total": 12, "t3.processed.total": 11}
    older = check(make_report({"fill": 0, "cells": cells, "text": TEXT}), select=["NUM101"])
    left = only_new(review, older.findings)
    assert [f.quote for f in left.findings] == ["11件"]
    assert only_new(review, review.findings).summary.errors == 0


@pytest.mark.parametrize(("text", "told"), [("[[waivers", "TOML"), ('[[waivers]]\nrule = "NUM101"\n', "fingerprint")])
def test_what_cannot_be_used_is_told(text: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        waivers(text, "免查.toml")
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('waivers = ["NUM101"]\n', "[[waivers]]"),
        (toml("0" * 12, until='"2026/3/31"'), "until"),
        (toml("0" * 12, until='"明年"'), "until"),
    ],
)
def test_a_waiver_that_cannot_be_read_is_told(text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=r"免查\.toml") as caught:
        waivers(text, "免查.toml")
    assert told in str(caught.value)


def test_a_waiver_of_a_retired_rule_tells_where_it_went(review: Review) -> None:
    old = toml("0" * 12).replace("NUM101", "NUM104")
    (notice,) = waive(review, waivers(old, "免查.toml"), "2026-01-01").notices
    assert notice.code == "waiver_unused"
    assert "现由 ZER101、ZER102、CHG104 核对" in notice.message
