"""HTML and Markdown of one small report, compared to the files under golden/.

`DRAFTER_UPDATE_GOLDEN=1 pytest tests/write/test_golden.py` writes them anew; never in CI, where nobody looks at them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from drafter.documents import Report
from drafter.form import Amount, edition
from drafter.write import html, json, markdown

GOLDEN = Path(__file__).parent / "golden"
MakeReport = Callable[..., Report]


@pytest.mark.parametrize(
    ("name", "write"), [("report.html", html.write), ("report.md", markdown.write), ("report.json", json.write)]
)
def test_matches_the_golden_file(name: str, write: Callable[[Report], bytes], make_report: MakeReport) -> None:
    written = write(make_report(figures=small_figures()))
    path = GOLDEN / name
    if os.environ.get("DRAFTER_UPDATE_GOLDEN"):
        assert not os.environ.get("CI"), "golden files are refused for update in CI"
        path.write_bytes(written)
    assert written.decode() == path.read_text("utf-8")


def small_figures() -> dict[str, Amount | None]:
    """All of tables 2 and 4, with a blank and decimals, and seven rows of table 3."""
    rows = ("new", "carried_in", "granted", "denied.process", "unable.not_held", "processed", "carried_out")
    form = edition("2021")
    figures: dict[str, Amount | None] = {}
    for key, cell in form.printed.items():
        if cell.table != 3 or cell.row.key in rows:
            figures[key] = 0
    for column, counts in {"natural": (7, 1, 5, 1, 1, 7, 1), "commercial": (2, 0, 1, 0, 1, 2, 0)}.items():
        figures |= {f"t3.{row}.{column}": count for row, count in zip(rows, counts, strict=True)}
    figures |= {f"t3.{row}.total": total for row, total in zip(rows, (9, 1, 6, 1, 2, 9, 1), strict=True)}
    figures |= {"t2.rules.issued": None, "t2.normative.valid": 5, "t2.fees.amount": Decimal("126.50")}
    return figures
