"""What is known of blank cells."""

from __future__ import annotations

from decimal import Decimal

from drafter.check.amounts import Amounts
from drafter.form import Amount, Ledger, edition

FORM = edition("2021")
APPLICANTS = ("natural", "commercial", "research", "public_welfare", "legal_service", "other")


def amounts(cells: dict[str, Amount | None], previous: dict[str, Amount | None] | None = None) -> Amounts:
    last = None if previous is None else Ledger(FORM, previous)
    return Amounts(Ledger(FORM, cells, previous=last))


def row(key: str, *values: Amount | None) -> dict[str, Amount | None]:
    return {f"t3.{key}.{column}": value for column, value in zip((*APPLICANTS, "total"), values, strict=True)}


def test_printed_amounts_are_taken_as_they_stand() -> None:
    known = amounts({"t3.new.total": 7, "t2.fees.amount": Decimal("0.5")})
    assert known.of("t3.new.total") == 7
    assert known.of("t2.fees.amount") == Decimal("0.5")
    assert known.note("t3.new.total") == ""


def test_a_blank_is_not_zero_by_itself() -> None:
    known = amounts({"t3.new.total": None})
    assert known.of("t3.new.total") is None
    assert known.of("t3.carried_in.total") is None


def test_a_blank_that_the_row_leaves_no_room_for_is_zero() -> None:
    known = amounts(row("new", 3, None, None, None, None, None, 3))
    assert known.of("t3.new.commercial") == 0
    assert known.of("t3.new.legal") == 0
    assert "只能是0" in known.note("t3.new.commercial")


def test_one_forced_blank_forces_another() -> None:
    outcomes: dict[str, Amount | None] = {
        f"t3.{line.key}.{column}": None
        for line in FORM.table(3).blocks[0].rows
        for column in (*APPLICANTS, "total")
        if line.key not in ("new", "carried_in", "processed", "carried_out")
    }
    known = amounts(outcomes | {"t3.granted.total": 4, "t3.processed.total": 4, "t3.granted.natural": 4})
    assert known.of("t3.partial.total") == 0, "the column leaves no room for it"
    assert known.of("t3.partial.natural") == 0, "and then its row leaves none for the applicant"


def test_a_blank_total_is_the_sum_of_its_known_parts() -> None:
    known = amounts(row("granted", 5, 1, 0, 0, 0, 0, None))
    assert known.of("t3.granted.total") == 6
    assert "取各项之和" in known.note("t3.granted.total")


def test_a_missing_total_column_is_the_sum_of_its_known_parts() -> None:
    cells = row("granted", 5, 1, 0, 0, 0, 0, None)
    del cells["t3.granted.total"]
    assert amounts(cells).of("t3.granted.total") == 6


def test_a_blank_total_of_unknown_parts_is_unknown() -> None:
    assert amounts(row("granted", 5, None, 0, 0, 0, 0, None)).of("t3.granted.total") is None


def test_sums_that_differ_settle_nothing() -> None:
    cells = dict.fromkeys(FORM.printed, 0) | row("processed", 5, 0, 0, 0, 0, 0, None)
    assert amounts({**cells, "t3.granted.total": 3}).of("t3.processed.total") is None


def test_last_years_amounts_come_from_last_years_tables() -> None:
    known = amounts({"t3.new.total": 7}, previous=row("new", 2, 2, 0, 0, 0, 0, None))
    assert known.of("prev.t3.new.total") == 4
    assert amounts({"t3.new.total": 7}).of("prev.t3.new.total") is None
