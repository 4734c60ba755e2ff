"""The likely cause of a broken identity is told where one slip, undone, mends everything, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from drafter.check import check
from drafter.check.case import build
from drafter.check.causes import cause
from drafter.documents import Report
from drafter.form import Balance

MakeReport = Callable[[Mapping[str, Any]], Report]
APPLICANTS = ("natural", "commercial", "research", "public_welfare", "legal_service", "other", "total")


def rows(**amounts: tuple[int, ...]) -> dict[str, int]:
    """Cells of table three: row (`a__b` for a.b) → amounts by column."""
    return {
        f"t3.{row.replace('__', '.')}.{column}": amount
        for row, line in amounts.items()
        for column, amount in zip(APPLICANTS, line, strict=True)
    }


SOUND = rows(
    new=(54, 13, 0, 0, 2, 0, 69),
    carried_in=(3, 1, 0, 0, 0, 0, 4),
    granted=(30, 8, 0, 0, 1, 0, 39),
    partial=(11, 0, 0, 0, 1, 0, 12),
    denied__internal=(4, 2, 0, 0, 0, 0, 6),
    unable__not_held=(9, 3, 0, 0, 0, 0, 12),
    processed=(54, 13, 0, 0, 2, 0, 69),
    carried_out=(3, 1, 0, 0, 0, 0, 4),
)


def messages(make_report: MakeReport, cells: Mapping[str, int], previous: Mapping[str, int] | None = None) -> list[str]:
    last = make_report({"year": 2023, "fill": 0, "cells": previous}) if previous is not None else None
    return [f.message for f in check(make_report({"fill": 0, "cells": cells}), last, select=["TAB"]).findings]


def test_the_sound_table_is_sound(make_report: MakeReport) -> None:
    assert messages(make_report, SOUND) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"t3.new.natural": 45}, "“一、本年新收政府信息公开申请数量”行“自然人”列的45似为54之误，相邻两位颠倒"),
        ({"t3.granted.total": 93}, "“总计”列的93似为39之误，相邻两位颠倒"),
        ({"t3.partial.natural": 1}, "的1似为11之误，少写了一位"),
        ({"t3.partial.total": 122}, "的122似为12之误，多写了一位"),
        (
            {"t3.granted.natural": 8, "t3.granted.commercial": 30},
            "“自然人”列的8与表三“（一）予以公开”行“商业企业”列的30似互相填错",
        ),
        ({"t3.denied.internal.commercial": 0, "t3.denied.internal.research": 2}, "行“科研机构”列的2似应填在表三"),
        (
            {"t3.granted.natural": 0, "t3.granted.commercial": 30, "t3.granted.research": 8}
            | {"t3.granted.legal_service": 0, "t3.granted.other": 1},
            "",
        ),
        ({"t3.new.natural": 13, "t3.new.commercial": 54}, "似互相填错"),
    ],
)
def test_a_slip_is_named(changed: dict[str, int], told: str, make_report: MakeReport) -> None:
    found = messages(make_report, SOUND | changed)
    assert found
    if told:
        assert all(told in message for message in found), found
    else:
        assert not any("可能的原因" in message for message in found), "two runs slipped, not one"


def test_a_row_slipped_by_one_column(make_report: MakeReport) -> None:
    slipped = rows(unable__not_held=(0, 9, 3, 0, 0, 0, 12))
    found = messages(make_report, SOUND | slipped)
    assert len(found) == 3
    assert all("行“商业企业”至“科研机构”各数似错后一列" in message for message in found), found


def test_a_column_slipped_by_one_row(make_report: MakeReport) -> None:
    column = {"t3.granted.natural": 0, "t3.partial.natural": 30, "t3.denied.secret.natural": 11}
    found = messages(make_report, SOUND | column)
    assert found
    assert all("“自然人”列" in message and "各数似错后一行" in message for message in found), found


def test_last_years_value_left_in(make_report: MakeReport) -> None:
    found = messages(make_report, SOUND | {"t3.new.natural": 37}, {"t3.new.natural": 37})
    assert all("的37与上年报告相同，似未更新，应为54" in message for message in found)
    assert len(found) == 2
    without = messages(make_report, SOUND | {"t3.new.natural": 37}, {"t3.new.natural": 36})
    assert not any("可能的原因" in message for message in without)


def test_a_total_without_one_part(make_report: MakeReport) -> None:
    found = messages(make_report, SOUND | {"t3.unable.not_held.total": 9})
    assert all("似漏加了表三" in message and "“商业企业”列的3" in message for message in found), found


def test_a_part_left_out_is_not_told_of_two_alike(make_report: MakeReport) -> None:
    cells = {"t4.review.upheld": 5, "t4.review.corrected": 1, "t4.review.pending": 1, "t4.review.total": 6}
    (found,) = messages(make_report, SOUND | cells)
    assert "可能的原因" not in found


def test_no_cause_where_another_identity_stays_broken(make_report: MakeReport) -> None:
    # 45 for 54 in the column alone would mend the row, but the column's own balance is broken by two more.
    found = messages(make_report, SOUND | {"t3.new.natural": 45, "t3.carried_out.natural": 5})
    assert found
    assert not any("可能的原因" in message for message in found)


def test_an_undecided_identity_is_no_proof(make_report: MakeReport) -> None:
    report = make_report({"fill": 0, "cells": {**SOUND, "t3.new.natural": 45}, "without": ["t3.new.total"]})
    case = build(report)
    broken = [item.identity for item in case.residuals.items if item.state is Balance.FAILED]
    assert broken
    assert [cause(case, identity) for identity in broken] == [("", ())] * len(broken)


def test_every_cell_of_the_cause_is_named(make_report: MakeReport) -> None:
    slipped = rows(unable__not_held=(0, 9, 3, 0, 0, 0, 12))
    review = check(make_report({"fill": 0, "cells": SOUND | slipped}), select=["TAB"])
    keys = {"t3.unable.not_held.natural", "t3.unable.not_held.commercial", "t3.unable.not_held.research"}
    assert all(keys <= set(finding.refs) for finding in review.findings)


def test_totals_without_one_row(make_report: MakeReport) -> None:
    short = rows(processed=(43, 13, 0, 0, 1, 0, 57))
    found = messages(make_report, SOUND | short)
    told = [message for message in found if "“（七）总计”行各数似都漏加了“（二）部分公开”行" in message]
    assert len(told) >= 3


def test_totals_without_one_column(make_report: MakeReport) -> None:
    short = {"t3.new.total": 67, "t3.granted.total": 38, "t3.partial.total": 11, "t3.processed.total": 67}
    found = messages(make_report, SOUND | short)
    assert found
    assert all("“总计”列各数似都漏加了“法律服务机构”列" in message for message in found), found


def test_a_cause_in_a_table_with_the_other_editions_row(make_report: MakeReport) -> None:
    """其他处理 as one row in a table of 2021: the identities are those without the rows that are not there."""
    without = ["t3.other.overdue_correction", "t3.other.overdue_fee"]
    report = make_report({"fill": 0, "cells": SOUND | {"t3.granted.natural": 3}, "without": without})
    found = [f.message for f in check(report, select=["TAB1"]).findings]
    assert len(found) == 2
    assert all("的3似为30之误，少写了一位" in message for message in found), found
