"""One claim held against the tables."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from drafter.check.amounts import Amounts
from drafter.check.verdict import Reading, judge
from drafter.claims import Claim, Kind
from drafter.documents import Verdict
from drafter.form import Amount, Expression, Ledger, Term, edition
from drafter.form.expression import change, count, growth, share
from drafter.numerals import Bound, Quantity

FORM = edition("2021")
SHARE = share(("t3.granted.total",), ("t3.processed.total",))


def amounts(cells: dict[str, Amount | None], previous: dict[str, Amount | None] | None = None) -> Amounts:
    return Amounts(Ledger(FORM, cells, previous=None if previous is None else Ledger(FORM, previous)))


def figure(
    text: str,
    value: str,
    expression: Expression | None,
    *,
    step: str = "1",
    bound: Bound = Bound.EXACT,
    high: str | None = None,
    shown: str | None = None,
) -> Claim:
    """A claim with a numeral; `shown` is the numeral's own value where the claim's differs (减少3件 is -3)."""
    quantity = Quantity(
        0, len(text), text, Fraction(shown or value), "件", bound, Fraction(step), Fraction(high) if high else None
    )
    return Claim(0, len(text), text, Kind.FIGURE, Fraction(value), "件", bound, quantity, expression)


def verdict(claim: Claim, known: Amounts) -> tuple[Verdict, str | None, str | None]:
    reading: Reading = judge(claim, known)
    return reading.verdict, reading.mention.value, reading.mention.expected


TABLE = amounts({"t3.new.total": 6, "t3.granted.total": 8, "t3.processed.total": 13, "t3.carried_in.total": 2})


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (figure("6件", "6", count("t3.new.total")), (Verdict.MATCHED, "6", "6")),
        (figure("5件", "5", count("t3.new.total")), (Verdict.CONTRADICTED, "5", "6")),
        (figure("8件", "8", count("t3.new.total", "t3.carried_in.total")), (Verdict.MATCHED, "8", "8")),
        (figure("61.5%", "61.5", SHARE, step="1/10"), (Verdict.MATCHED, "61.5", "61.54")),
        (figure("61.6%", "61.6", SHARE, step="1/10"), (Verdict.CONTRADICTED, "61.6", "61.54")),
        (figure("62%", "62", SHARE), (Verdict.MATCHED, "62", "61.5")),
        (figure("近14件", "14", count("t3.processed.total"), bound=Bound.ABOUT), (Verdict.MATCHED, "14", "13")),
        (figure("5至7件", "5", count("t3.new.total"), bound=Bound.RANGE, high="7"), (Verdict.MATCHED, "5..7", "6")),
        (figure("40余条", "40", None, bound=Bound.OVER), (Verdict.UNSUPPORTED, "40", None)),
        (figure("3件", "3", count("t4.review.total")), (Verdict.UNDECIDED, "3", None)),
    ],
)
def test_figures(claim: Claim, expected: tuple[Verdict, str, str | None]) -> None:
    assert verdict(claim, TABLE) == expected


def test_what_is_no_figure_is_exempt() -> None:
    claim = Claim(0, 5, "第二十条", Kind.CITATION)
    assert verdict(claim, TABLE) == (Verdict.EXEMPT, None, None)


@pytest.mark.parametrize(("amount", "expected"), [(0, Verdict.MATCHED), (2, Verdict.CONTRADICTED)])
def test_zero_statements(amount: int, expected: Verdict) -> None:
    claim = Claim(0, 5, "未收到申请", Kind.CLAIM, Fraction(0), expression=count("t3.new.total"))
    assert verdict(claim, amounts({"t3.new.total": amount})) == (expected, "0", str(amount))


def test_all_statements_compare_two_cells() -> None:
    all_granted = Expression((Term("t3.granted.total"), Term("t3.processed.total", -1)))
    claim = Claim(0, 5, "均予以公开", Kind.CLAIM, Fraction(0), expression=all_granted)
    assert verdict(claim, TABLE) == (Verdict.CONTRADICTED, "0", "-5")
    assert verdict(claim, amounts({"t3.granted.total": 4, "t3.processed.total": 4}))[0] is Verdict.MATCHED


def test_a_decline_is_held_against_the_negative_change() -> None:
    known = amounts({"t3.new.total": 90}, previous={"t3.new.total": 100})
    fewer = figure("10件", "-10", change(("t3.new.total",)), shown="10")
    assert verdict(fewer, known) == (Verdict.MATCHED, "-10", "-10")
    less = figure("10.5%", "-10.5", growth(("t3.new.total",)), step="1/10", shown="10.5")
    assert verdict(less, known) == (Verdict.CONTRADICTED, "-10.5", "-10")


def test_last_year_without_last_years_report_is_undecided() -> None:
    reading = judge(figure("20件", "20", change(("t3.new.total",))), TABLE)
    assert reading.verdict is Verdict.UNDECIDED
    assert "没有可用的上年报告" in reading.mention.note


def test_growth_from_nothing_has_no_value() -> None:
    known = amounts({"t3.new.total": 5}, previous={"t3.new.total": 0})
    reading = judge(figure("100%", "100", growth(("t3.new.total",))), known)
    assert reading.verdict is Verdict.UNDECIDED
    assert "基数为0" in reading.mention.note


def test_without_tables_nothing_is_decided() -> None:
    reading = judge(figure("6件", "6", count("t3.new.total")), amounts({}))
    assert reading.verdict is Verdict.UNDECIDED
    assert "没有读到附表" in reading.mention.note


def test_a_settled_blank_is_told_in_the_note() -> None:
    cells: dict[str, Amount | None] = {
        f"t4.review.{column}": None for column in ("upheld", "corrected", "other", "pending")
    }
    reading = judge(figure("1件", "1", count("t4.review.upheld")), amounts({**cells, "t4.review.total": 0}))
    assert reading.verdict is Verdict.CONTRADICTED
    assert reading.mention.note == "表四“行政复议”行“结果维持”列空白，按勾稽关系只能是0"


@pytest.mark.parametrize(("withdrawn", "expected"), [(2, Verdict.MATCHED), (3, Verdict.CONTRADICTED)])
def test_a_value_said_of_each_cell_must_be_in_every_one(withdrawn: int, expected: Verdict) -> None:
    keys = ("t3.other.overdue_correction.total", "t3.other.misc.total")
    both = Expression(tuple(map(Term, keys)), each=True)
    reading = judge(figure("2件", "2", both), amounts({keys[0]: 2, keys[1]: withdrawn}))
    assert reading.verdict is expected
    assert reading.mention.refs == keys
    assert reading.mention.expected == str(withdrawn)


def test_a_share_of_one_of_two_wholes_is_held_against_the_one_that_fits() -> None:
    of_new = share(("t3.granted.total",), ("t3.new.total",))
    claim = replace(figure("50%", "50", SHARE), readings=(of_new,))
    cells: dict[str, Amount | None] = {"t3.granted.total": 5, "t3.processed.total": 8, "t3.new.total": 10}
    reading = judge(claim, amounts(cells))
    assert (reading.verdict, reading.mention.expr) == (Verdict.MATCHED, of_new.text)
    assert "几种理解" in reading.mention.note
    wrong = judge(replace(claim, value=Fraction(40), quantity=figure("40%", "40", SHARE).quantity), amounts(cells))
    assert (wrong.verdict, wrong.mention.expr) == (Verdict.CONTRADICTED, SHARE.text)
