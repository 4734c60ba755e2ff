"""Ledgers to draft from: built so that every identity of the form holds."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import strategies as st

from drafter.form import Amount, Edition, Ledger, edition

COLUMNS = ("natural", "commercial", "research", "public_welfare", "legal_service", "other")
Cells = dict[str, Amount | None]


def outcome_rows(form: Edition) -> list[str]:
    rows = [row.key for row in form.table(3).blocks[0].rows]
    return [row for row in rows if row not in ("new", "carried_in", "processed", "carried_out")]


def with_sums(form: Edition, cells: Cells) -> Cells:
    """Fill in what follows from applicants' columns and results: processed, new, totals of tables 3 and 4."""
    done = dict.fromkeys(form.printed, 0) | cells
    for column in COLUMNS:
        done[f"t3.processed.{column}"] = sum(int(done[f"t3.{row}.{column}"] or 0) for row in outcome_rows(form))
        left = int(done[f"t3.processed.{column}"] or 0) + int(done[f"t3.carried_out.{column}"] or 0)
        done[f"t3.new.{column}"] = left - int(done[f"t3.carried_in.{column}"] or 0)
    for row in [row.key for row in form.table(3).blocks[0].rows]:
        done[f"t3.{row}.total"] = sum(int(done[f"t3.{row}.{column}"] or 0) for column in COLUMNS)
    for group in ("review", "direct", "after_review"):
        ended = ("upheld", "corrected", "other", "pending")
        done[f"t4.{group}.total"] = sum(int(done[f"t4.{group}.{column}"] or 0) for column in ended)
    return {key: done[key] for key in form.printed}


@st.composite
def ledgers(draw: st.DrawFn, edition_name: str, with_previous: bool) -> Ledger:
    form = edition(edition_name)
    size = draw(st.sampled_from((0, 1, 4, 30, 3000)))
    some = st.integers(0, size) if size else st.just(0)
    cells: Cells = {}
    for row in draw(st.lists(st.sampled_from(outcome_rows(form)), max_size=12, unique=True)):
        cells[f"t3.{row}.natural"] = draw(some)
        cells[f"t3.{row}.{draw(st.sampled_from(COLUMNS[1:]))}"] = draw(st.integers(0, size // 3))
    for column in COLUMNS[:2]:
        cells[f"t3.carried_out.{column}"] = draw(st.integers(0, size // 2))
        done = sum(int(cells.get(f"t3.{row}.{column}") or 0) for row in outcome_rows(form))
        most = done + int(cells[f"t3.carried_out.{column}"] or 0)
        cells[f"t3.carried_in.{column}"] = draw(st.integers(0, most))
    for group in ("review", "direct", "after_review"):
        for result in ("upheld", "corrected", "other", "pending"):
            cells[f"t4.{group}.{result}"] = draw(st.sampled_from((0, 0, 1, 2, 17)))
    cells |= draw(table_two(edition_name, size))
    previous = draw(last_year(form, cells, size)) if with_previous else None
    return Ledger(form, with_sums(form, cells), previous=previous)


@st.composite
def table_two(draw: st.DrawFn, edition_name: str, size: int) -> Cells:
    counts = st.integers(0, size)
    cells: Cells = {}
    if edition_name == "2021":
        for row in ("rules", "normative"):
            issued, repealed = draw(counts), draw(counts)
            cells[f"t2.{row}.issued"], cells[f"t2.{row}.repealed"] = issued, repealed
            cells[f"t2.{row}.valid"] = max(0, issued - repealed) + draw(counts)
        cells["t2.fees.amount"] = Decimal(draw(st.integers(0, 10**6))) / 10000
    else:
        made = draw(counts)
        cells |= {"t2.normative.made": made, "t2.normative.published": made, "t2.normative.total": made + draw(counts)}
        cells["t2.licensing.items_last_year"] = draw(counts)
        cells["t2.licensing.change"] = draw(st.integers(0, 3))
        cells |= {"t2.procurement.items": draw(counts), "t2.procurement.amount": Decimal(draw(counts)) / 100}
    for row in ("licensing", "penalty", "coercion"):
        cells[f"t2.{row}.decisions"] = draw(counts)
    return cells


@st.composite
def last_year(draw: st.DrawFn, form: Edition, cells: Cells, size: int) -> Ledger:
    before: Cells = {f"t3.carried_out.{column}": cells.get(f"t3.carried_in.{column}") or 0 for column in COLUMNS}
    before["t3.granted.natural"] = draw(st.integers(0, size))
    before["t4.review.upheld"] = draw(st.integers(0, 3))
    before["t2.penalty.decisions"] = draw(st.integers(0, size))
    if form.id == "2021":
        for row in ("rules", "normative"):
            issued, repealed, valid = (int(cells[f"t2.{row}.{c}"] or 0) for c in ("issued", "repealed", "valid"))
            before[f"t2.{row}.valid"] = valid - issued + repealed
    else:
        before["t2.licensing.items_last_year"] = cells["t2.licensing.items_last_year"]
    return Ledger(form, with_sums(form, before))


@pytest.fixture(scope="session")
def consistent() -> Callable[[str, bool], st.SearchStrategy[Ledger]]:
    """A strategy of ledgers of one edition, with last year's ledger or without, in which every identity holds."""
    return ledgers


@pytest.fixture(scope="session")
def build() -> Callable[..., Ledger]:
    """Make a ledger of the 2021 edition (or `edition_name`) from some cells: all others 0, sums filled in."""

    def make(cells: Cells | None = None, *, edition_name: str = "2021", previous: Ledger | None = None) -> Ledger:
        form = edition(edition_name)
        return Ledger(form, with_sums(form, dict(cells or {})), previous=previous)

    return make
