"""Claim + tables → the verdict on one number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from drafter.check.amounts import LAST_YEAR, Amounts
from drafter.check.phrase import cell_name, cell_names, decimal, listed, rounded
from drafter.claims import Claim, Kind
from drafter.documents import Mention, Verdict
from drafter.form import Expression

_WAN = 10_000
NEARLY = re.compile("基本|大致|大体")
DOUBLINGS = "番"
# 翻一番 is said of what is about twice as much: a little less than twice, or more short of the next half.
MOST_DOUBLINGS = 20  # a million times last year's; more is a slip of the pen, and no number to compute
DOUBLED = (Fraction(19, 20), Fraction(5, 4))
_ANOTHER_READING = "字面可作几种理解，按与附表相符的一种核对"


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim with what it came to. `expected` is what the tables give in text, None where they give nothing."""

    claim: Claim
    mention: Mention

    @property
    def verdict(self) -> Verdict:
        """The verdict of the mention."""
        return self.mention.verdict


def judge(claim: Claim, amounts: Amounts) -> Reading:
    """Hold one claim against the tables: what is no figure is exempt, what means no cell unsupported."""
    if not claim.kind.states_a_figure:
        return _reading(claim, Verdict.EXEMPT)
    if claim.expression is None:
        return _reading(claim, Verdict.UNSUPPORTED)
    values = claim.expression.values(amounts.of)
    if claim.readings and not _borne_out(claim, values):
        for expression in claim.readings:
            others = expression.values(amounts.of)
            if _borne_out(claim, others):
                other = replace(claim, expression=expression)
                return _reading(other, Verdict.MATCHED, expected=_expected(other, others[0]), note=_ANOTHER_READING)
    if not values or claim.value is None:
        return _reading(claim, Verdict.UNDECIDED, note=_obstacle(claim.expression, amounts))
    if _nearly_alike(claim, amounts):
        return _reading(claim, Verdict.MATCHED, expected=_expected(claim, values[0]))
    told, agreed = _held(claim, values, _scales(claim, amounts))
    verdict = Verdict.MATCHED if agreed else Verdict.CONTRADICTED
    return _reading(claim, verdict, expected=_expected(claim, told), note=_filled(claim.expression, amounts))


def _nearly_alike(claim: Claim, amounts: Amounts) -> bool:
    """Tell whether 基本持平 is said of what changed by no more than a tenth of last year's number."""
    if claim.kind is not Kind.CLAIM or not NEARLY.search(claim.text) or claim.expression is None:
        return False
    change, before = Fraction(0), Fraction(0)
    for term in claim.expression.terms:
        amount = term.sign * Fraction(amounts.of(term.key) or 0)
        change += amount
        before += abs(amount) if term.key.startswith(LAST_YEAR) else 0
    return before > 0 and abs(change) <= before / 10


def _borne_out(claim: Claim, values: Sequence[Fraction]) -> bool:
    return claim.value is not None and bool(values) and all(agrees(claim, value) for value in values)


def _held(claim: Claim, values: Sequence[Fraction], scales: Sequence[int]) -> tuple[Fraction, bool]:
    """The first value that is not as stated, else the first of all, in the text's unit; and whether it is as stated."""
    first = None
    for value in values:
        scaled = [value if scale == 1 else value * scale for scale in scales]
        agreed = next((each for each in scaled if agrees(claim, each)), None)
        if agreed is None:
            return scaled[0], False
        first = agreed if first is None else first
    return first if first is not None else values[0], True


def _scales(claim: Claim, amounts: Amounts) -> tuple[int, ...]:
    """What the tables' value may be multiplied by to have the unit the text states it in.

    Sums of money are stated in 元 once their 万 is read. A cell headed 万元 is that many times ten thousand; one whose
    head names no unit (采购总金额 of the 2019 form) is filled in either.
    """
    if claim.unit != "元" or claim.expression is None or claim.expression.over:
        return (1,)
    units = {cell.column.unit for key in claim.refs if (cell := amounts.ledger.edition.cell(key))}
    if units == {"万元"}:
        return (_WAN,)
    return (_WAN, 1) if units == {""} else (1,)


def agrees(claim: Claim, exact: Fraction) -> bool:
    """Tell whether the tables' value is what the claim states, to the digits it shows and the bound it gives."""
    quantity = claim.quantity
    if claim.unit == DOUBLINGS and claim.value is not None:
        return _doubled(exact, claim.value)
    if quantity is None or not quantity.value or claim.value is None:
        return exact == claim.value
    # 减少3件 states -3 and 三成 states 30 %: the claim carries the meaning, the quantity the digits shown.
    if quantity.value == claim.value:
        return quantity.admits(exact)
    return quantity.admits(exact * quantity.value / claim.value) if claim.value else exact == claim.value


def _doubled(multiple: Fraction, times: Fraction) -> bool:
    """Tell whether `multiple` is about two to the power of `times`."""
    if times.denominator != 1 or not 0 < times <= MOST_DOUBLINGS:
        return False
    return DOUBLED[0] <= multiple / (1 << times.numerator) < DOUBLED[1]


def _reading(claim: Claim, verdict: Verdict, *, expected: str | None = None, note: str = "") -> Reading:
    mention = Mention(
        start=claim.start,
        end=claim.end,
        text=claim.text,
        kind=str(claim.kind),
        value=_stated(claim),
        unit=claim.unit,
        bound=str(claim.bound),
        refs=claim.refs,
        expr=claim.expression.text if claim.expression else None,
        verdict=verdict,
        expected=expected,
        note=listed((claim.note, note)) if note else claim.note,
    )
    return Reading(claim, mention)


def _stated(claim: Claim) -> str | None:
    if claim.value is None:
        return None
    high = claim.quantity.high if claim.quantity else None
    return decimal(claim.value) if high is None else f"{decimal(claim.value)}..{decimal(high)}"


def _expected(claim: Claim, exact: Fraction) -> str:
    """The tables' value: exact for a sum; for a ratio, to one digit more than the text shows."""
    if claim.expression is None or not claim.expression.over:
        return decimal(exact)
    digits = 0
    step = claim.quantity.step if claim.quantity else Fraction(1)
    while step < 1 and digits < 9:
        step, digits = step * 10, digits + 1
    return rounded(exact, digits + 1)


def _obstacle(expression: Expression, amounts: Amounts) -> str:
    """Why an expression has no value."""
    if not amounts.ledger.cells:
        return "没有读到附表，无从核对"
    unknown = [key for key in expression.refs if amounts.of(key) is None]
    if any(key.startswith(LAST_YEAR) for key in unknown) and amounts.ledger.previous is None:
        return "要与上年报告核对，没有可用的上年报告"
    if unknown:
        return f"{cell_names(amounts.ledger.edition, unknown)}空白或没有读到"
    return "表中的基数为0，算不出比例"


def _filled(expression: Expression, amounts: Amounts) -> str:
    """Which cells are not printed, and how they came to be known."""
    form = amounts.ledger.edition
    return listed(f"{cell_name(form, key)}{note}" for key in expression.refs if (note := amounts.note(key)))
