from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from drafter.draft.slot import numeral, parse_slot, percent
from drafter.form import Ledger, edition


def filled(ledger: Ledger, slot: str, decimals: int = 1) -> str | None:
    parsed = parse_slot(slot)
    assert parsed is not None
    phrase = parsed.fill(ledger.amount, decimals)
    return phrase.text if phrase else None


def test_counts_sums_shares_and_changes(build: Callable[..., Ledger]) -> None:
    before = build({"t3.granted.natural": 8})
    ledger = build({"t3.granted.natural": 4, "t3.partial.natural": 2, "t3.carried_in.natural": 1}, previous=before)
    assert filled(ledger, "t3.processed.total") == "6"
    assert filled(ledger, "t3.new.total+t3.carried_in.total") == "6"
    assert filled(ledger, "share:t3.granted.total/t3.processed.total") == "66.7%"
    assert filled(ledger, "share:t3.granted.total+t3.partial.total/t3.processed.total") == "100%"
    assert filled(ledger, "change:t3.new.total") == "3"
    assert filled(ledger, "growth:t3.new.total", 2) == "37.50%"


def test_a_blank_cell_has_no_filling() -> None:
    ledger = Ledger(edition("2021"), {"t3.new.total": None})
    assert filled(ledger, "t3.new.total") is None
    assert filled(ledger, "t3.new.total+t3.carried_in.total") is None
    assert filled(ledger, "change:t3.new.total") is None


def test_a_share_of_nothing_has_no_filling(build: Callable[..., Ledger]) -> None:
    assert filled(build(), "share:t3.granted.total/t3.processed.total") is None


def test_a_filling_knows_its_cells_and_its_place(build: Callable[..., Ledger]) -> None:
    slot = parse_slot("share:t3.granted.total/t3.processed.total")
    assert slot is not None
    phrase = slot.fill(build({"t3.granted.natural": 3}).amount, 1)
    assert phrase is not None
    assert phrase.refs == ("t3.granted.total", "t3.processed.total")
    assert [(f.start, f.end) for f in phrase.figures] == [(0, len(phrase.text))]


@pytest.mark.parametrize("text", ["we", "year", "reasons", "share:t3.granted.total", "odd:t3.new.total", ""])
def test_what_is_not_a_slot_is_not_parsed(text: str) -> None:
    assert parse_slot(text) is None


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(1, 20), 1, "0.1%"),
        (Fraction(1, 21), 1, None),
        (Fraction(0), 1, "0.0%"),
        (Fraction(99999, 1000), 1, "100.0%"),
        (Fraction(100), 2, "100%"),
        (Fraction(100, 3), 2, "33.33%"),
        (Fraction(200, 3), 1, "66.7%"),
    ],
)
def test_percents_round_half_up_and_never_to_nothing(value: Fraction, decimals: int, text: str | None) -> None:
    assert percent(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1234567), "1234567"),
        (Decimal("12.500"), "12.5"),
        (Decimal("100"), "100"),
        (Decimal("0.0001"), "0.0001"),
    ],
)
def test_amounts_are_exact_and_without_separators(value: Fraction | Decimal, text: str) -> None:
    assert numeral(value) == text
