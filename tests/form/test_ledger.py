"""What a ledger says of identities when cells are blank or absent: missing is never silently 0."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.form import Amount, Balance, Identity, Ledger, edition
from drafter.form.expression import change, count, growth, share

FORM = edition("2021")
APPLICANTS = ("natural", "commercial", "research", "public_welfare", "legal_service", "other")


def identity(code: str, key: str) -> Identity:
    return next(i for i in FORM.identities if i.code == code and key in i.keys)


def row(name: str, *amounts: Amount | None) -> dict[str, Amount | None]:
    return {f"t3.{name}.{column}": amount for column, amount in zip((*APPLICANTS, "total"), amounts, strict=True)}


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((3, 2, 0, 0, 0, 0, 5), Balance.HELD),
        ((3, 2, 0, 0, 0, 0, 6), Balance.FAILED),
        ((3, 2, None, None, None, None, 5), Balance.HELD),
        ((3, 2, None, None, None, None, 6), Balance.UNDECIDED),
        ((3, 2, None, None, None, None, 4), Balance.FAILED),
        ((3, 2, 0, 0, 0, 0, None), Balance.UNDECIDED),
        ((0, 0, 0, 0, 0, 0, None), Balance.HELD),
        ((None,) * 7, Balance.NOT_APPLICABLE),
    ],
)
def test_row_total_with_blanks(amounts: tuple[int | None, ...], expected: Balance) -> None:
    assert Ledger(FORM, row("new", *amounts)).balance(identity("row_total", "t3.new.total")) is expected


def test_absent_cells_leave_an_identity_undecided_even_where_the_rest_agrees() -> None:
    ledger = Ledger(FORM, {"t3.processed.total": 0})
    assert ledger.balance(identity("outcomes_total", "t3.processed.total")) is Balance.UNDECIDED


def test_derived_cells_are_sums_and_unknown_where_a_part_is() -> None:
    ledger = Ledger(FORM, {**row("new", 3, 2, 1, 0, 0, 0, 6), "t4.direct.total": 1, "t4.after_review.total": None})
    assert ledger.amount("t3.new.legal") == 3
    assert ledger.amount("t4.litigation.total") is None
    assert ledger.amount("t9.nothing") is None


def test_previous_year_is_reached_through_the_prefix() -> None:
    ledger = Ledger(FORM, {"t3.carried_in.total": 2}, previous=Ledger(FORM, {"t3.carried_out.total": 2}))
    assert ledger.balance(identity("carried_forward", "t3.carried_in.total")) is Balance.HELD
    assert Ledger(FORM, {"t3.carried_in.total": 2}).amount("prev.t3.carried_out.total") is None


def test_valid_documents_subtracts_what_was_repealed() -> None:
    cells = {"t2.normative.valid": 7, "t2.normative.issued": 4, "t2.normative.repealed": 1}
    held = Ledger(FORM, cells, previous=Ledger(FORM, {"t2.normative.valid": 4}))
    failed = Ledger(FORM, cells, previous=Ledger(FORM, {"t2.normative.valid": 2}))
    rule = identity("valid_documents", "t2.normative.valid")
    assert (held.balance(rule), failed.balance(rule)) == (Balance.HELD, Balance.FAILED)


def test_blanks_that_an_identity_forces_to_zero_are_settled() -> None:
    ledger = Ledger(FORM, row("new", 3, 2, None, None, None, 0, 5))
    assert dict(ledger.settled()) == {
        "t3.new.research": 0, "t3.new.public_welfare": 0, "t3.new.legal_service": 0,
    }  # fmt: skip
    assert dict(Ledger(FORM, row("new", 3, 2, None, None, None, 0, 6)).settled()) == {}


def test_expressions_are_exact() -> None:
    now: dict[str, Amount | None] = {
        "t3.granted.total": 1,
        "t3.processed.total": 3,
        "t3.new.total": 12,
        "t2.fees.amount": Decimal("0.1"),
    }
    ledger = Ledger(FORM, now, previous=Ledger(FORM, {"t3.new.total": 9}))
    assert share(("t3.granted.total",), ("t3.processed.total",)).evaluate(ledger.amount) == Fraction(100, 3)
    assert change(("t3.new.total",)).evaluate(ledger.amount) == 3
    assert growth(("t3.new.total",)).evaluate(ledger.amount) == Fraction(100, 3)
    assert count("t2.fees.amount").evaluate(ledger.amount) == Fraction(1, 10)
    assert growth(("t3.new.total",)).text == "(t3.new.total - prev.t3.new.total) / prev.t3.new.total"
    assert share(("t3.granted.total",), ("t3.partial.total",)).evaluate(ledger.amount) is None


def test_a_share_of_nothing_has_no_value() -> None:
    ledger = Ledger(FORM, {"t3.granted.total": 0, "t3.processed.total": 0})
    assert share(("t3.granted.total",), ("t3.processed.total",)).evaluate(ledger.amount) is None


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=7, max_size=7))
def test_an_identity_never_fails_where_some_filling_of_the_blanks_would_satisfy_it(amounts: list[int | None]) -> None:
    """Brute force over the sum the blanks can take: failed exactly where no filling works."""
    verdict = Ledger(FORM, row("new", *amounts)).balance(identity("row_total", "t3.new.total"))
    parts, total = amounts[:6], amounts[6]
    known = sum(p for p in parts if p is not None)
    possible = total is None or (known == total if None not in parts else known <= total)
    assert (verdict is Balance.FAILED) == (not possible)
