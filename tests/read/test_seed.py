"""The report the project began with, every cell of it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from drafter.documents import Report
from drafter.form import edition
from drafter.read import read_file

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seeds" / "000_a876fff85470bace.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed report lies beside the checkout, not in it")

ROWS_3 = (
    "new",
    "carried_in",
    "granted",
    "partial",
    "denied.secret",
    "denied.law_forbids",
    "denied.three_securities",
    "denied.third_party",
    "denied.internal",
    "denied.process",
    "denied.enforcement_file",
    "denied.inquiry",
    "unable.not_held",
    "unable.needs_creation",
    "unable.unclear",
    "refused.petition",
    "refused.repeat",
    "refused.publication",
    "refused.excessive",
    "refused.reconfirm",
    "other.overdue_correction",
    "other.overdue_fee",
    "other.misc",
    "processed",
    "carried_out",
)
COLUMNS_3 = ("natural", "commercial", "research", "public_welfare", "legal_service", "other", "total")
ROWS_4 = ("review", "direct", "after_review")
COLUMNS_4 = ("upheld", "corrected", "other", "pending", "total")
EXPECTED = {
    "t2.rules.issued": 0,
    "t2.rules.repealed": 0,
    "t2.rules.valid": 0,
    "t2.normative.issued": 0,
    "t2.normative.repealed": 0,
    "t2.normative.valid": 0,
    "t2.licensing.decisions": 0,
    "t2.penalty.decisions": 0,
    "t2.coercion.decisions": 0,
    "t2.fees.amount": 0,
    **{f"t3.{row}.{column}": 0 for row, column in product(ROWS_3, COLUMNS_3)},
    **{f"t4.{row}.{column}": 0 for row, column in product(ROWS_4, COLUMNS_4)},
}


@pytest.fixture(scope="module")
def report() -> Report:
    return read_file(SEED)


def test_all_two_hundred_cells(report: Report) -> None:
    assert len(EXPECTED) == 200
    assert report.figures == EXPECTED
    assert EXPECTED.keys() == edition("2021").printed.keys()


def test_whose_report_of_which_year_in_which_form(report: Report) -> None:
    assert (report.agency, report.year, report.edition) == ("孟津区统计局", 2024, "2021")
    assert not report.notices


def test_sections_and_sub_sections(report: Report) -> None:
    found = {section.id: section.title for section in report.sections}
    assert list(found) == ["0", "1", "1.1", "1.2", "1.3", "1.4", "1.5", "2", "3", "4", "5", "6"]
    assert found["1.2"] == "(二) 依申请公开"
    assert report.text.startswith("孟津区统计局 2024 年政府信息公开工作年度报告\n一、总体情况\n")


def test_tables_are_left_out_of_the_text(report: Report) -> None:
    assert "信息内容" not in report.text
    assert "\t" not in report.text


def test_provenance(report: Report) -> None:
    source = report.provenance["t3.denied.secret.natural"]
    assert (source.table, source.raw) == (3, "0")
    assert report.provenance.keys() == EXPECTED.keys()
