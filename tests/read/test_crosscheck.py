"""Figures read off pictures, held against the identities: a misread one is left out and named."""

from __future__ import annotations

import pytest

from drafter.documents import CellSource, Notice
from drafter.form import Amount
from drafter.read.crosscheck import cross_checked
from drafter.read.ledger import Figures, choose_edition

Cells = dict[str, Amount | None]


def read(amounts: Cells, *notices: Notice, where: str = "第2页的表格") -> Figures:
    """Figures of tables at `where` in a document of which page 2 was read off a picture."""
    provenance = {
        key: CellSource(table=int(key[1]), row=0, column=0, raw=str(v), where=where) for key, v in amounts.items()
    }
    return cross_checked(Figures(amounts, provenance, choose_edition(amounts), notices), frozenset({2}))


def test_figures_that_balance_stay(balanced: Cells) -> None:
    figures = {**balanced}
    found = read(figures)
    assert found.amounts == figures
    assert found.notices == ()


@pytest.mark.parametrize(
    "key", ["t3.granted.natural", "t3.denied.process.other", "t3.new.commercial", "t3.processed.total"]
)
def test_a_misread_figure_is_left_out_and_named(key: str, balanced: Cells) -> None:
    figures = {**balanced}
    amount = figures[key]
    assert isinstance(amount, int)
    found = read({**figures, key: amount + 7})
    assert found.amounts == {k: v for k, v in figures.items() if k != key}
    assert key not in found.provenance
    (notice,) = found.notices
    assert notice.code == "cell_contradicted"
    assert f"“{amount + 7}”" in notice.message


@pytest.mark.parametrize(
    ("where", "suspected"),
    [
        ("第1页的表格", False),
        ("第3至4页的表格", False),
        ("第1至3页的表格", True),
        ("第12页", False),
        ("第2页", True),
        ("", True),
    ],
)
def test_only_figures_on_recognised_pages_are_suspected(where: str, suspected: bool, balanced: Cells) -> None:
    """A report whose text layer says what does not add up says so: that is for the check to find."""
    figures = {**balanced, "t3.granted.natural": int(balanced["t3.granted.natural"] or 0) + 7}
    found = read(figures, where=where)
    assert (found.amounts != figures) is suspected
    assert bool(found.notices) is suspected


def test_two_misread_figures_of_a_column_are_both_left_out(balanced: Cells) -> None:
    figures = {**balanced}
    found = read({**figures, "t3.granted.other": 90, "t3.partial.other": 91})
    assert figures.keys() - found.amounts.keys() == {"t3.granted.other", "t3.partial.other"}


def test_a_group_of_table_four_that_does_not_add_up_is_left_out(balanced: Cells) -> None:
    figures = {**balanced}
    found = read({**figures, "t4.direct.upheld": 9})
    assert figures.keys() - found.amounts.keys() == {k for k in figures if k.startswith("t4.direct.")}


def test_blanks_and_cells_left_out_do_not_accuse_others(balanced: Cells) -> None:
    figures = {**balanced}
    del figures["t3.granted.natural"]
    figures["t3.partial.natural"] = None
    found = read(figures)
    assert found.amounts == figures


def test_a_figure_nothing_confirms_is_left_out_where_its_neighbours_could_not_be_read(balanced: Cells) -> None:
    """Two unread cells take with them the two that stand in a row and a column with one of them each."""
    unread = ("t3.granted.natural", "t3.partial.other")
    figures = {key: amount for key, amount in balanced.items() if key not in unread}
    notice = Notice(code="cell_unread", message="")
    found = read(figures, notice)
    assert figures.keys() - found.amounts.keys() == {"t3.granted.other", "t3.partial.natural"}
    assert read(figures).amounts == figures


def test_a_slip_nobody_can_place_is_told(balanced: Cells) -> None:
    """Both rows break, and each of their cells still balances in its column."""
    figures = {**balanced}
    for key in ("t3.new.natural", "t3.carried_out.natural"):
        figures[key] = int(figures[key] or 0) + 3
    found = read(figures)
    assert found.amounts == figures
    (notice,) = found.notices
    assert notice.code == "identities_broken"
    assert "“一、本年新收政府信息公开申请数量”行" in notice.message and "结转下年度" in notice.message


def test_reports_without_tables_pass_through() -> None:
    figures = Figures({}, {}, None, ())
    assert cross_checked(figures, frozenset({1})) is figures
