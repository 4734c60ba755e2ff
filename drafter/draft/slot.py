"""Slots: the places in a sentence where figures go, written as expressions over the ledger's cells.

    t3.new.total                                  a count
    t3.new.total+t3.carried_in.total              a sum
    share:t3.granted.total/t3.processed.total     a share, as percent
    change:t3.new.total                           by how much it differs from last year's (≥ 0: words say the way)
    growth:t3.new.total                           the same as percent of last year's

A slot whose cells are blank or absent has no filling: nothing is told in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from drafter.draft.phrase import Filled, Phrase
from drafter.form import Amount, Expression
from drafter.form.expression import change, count, growth, share

_CELLS = re.compile(r"[a-z0-9_.]+(?:\+[a-z0-9_.]+)*")


class Shape(StrEnum):
    """How the value of a slot is said."""

    COUNT = "count"
    SHARE = "share"
    CHANGE = "change"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class Slot:
    """An expression over cells and how its value is said; `name` is the slot as written."""

    name: str
    expression: Expression
    shape: Shape

    def fill(self, amount: Callable[[str], Amount | None], decimals: int) -> Phrase | None:
        """The figure as the text shows it, or None where a cell is unknown or a percent would round to nothing.

        Counts are Arabic numerals without separators; percents have `decimals` places, except a whole 100%.
        """
        value = self.expression.evaluate(amount)
        if value is None:
            return None
        is_percent = self.shape in (Shape.SHARE, Shape.GROWTH)
        text = (
            percent(abs(value), decimals)
            if is_percent
            else numeral(abs(value) if self.shape is Shape.CHANGE else value)
        )
        return None if text is None else Phrase(text, self.expression.refs, (Filled(0, len(text), self.name),))


def parse_slot(text: str) -> Slot | None:
    """The slot written as `text`, or None where it is not one."""
    shape, _, body = text.rpartition(":")
    if shape == "share":
        parts, _, wholes = body.partition("/")
        return Slot(text, share(_keys(parts), _keys(wholes)), Shape.SHARE) if _CELLS.fullmatch(wholes) else None
    if not _CELLS.fullmatch(body) or "." not in body:
        return None
    makers = {"": count(*_keys(body)), "change": change(_keys(body)), "growth": growth(_keys(body))}
    return Slot(text, makers[shape], Shape(shape or "count")) if shape in makers else None


def percent(value: Fraction, decimals: int) -> str | None:
    """`value` percent, rounded half up to `decimals` places; None where something above 0 would show as 0."""
    if value == 100:
        return "100%"
    scaled = int(value * 10**decimals + Fraction(1, 2))
    if value and not scaled:
        return None
    return f"{scaled // 10**decimals}.{scaled % 10**decimals:0{decimals}d}%"


def numeral(value: Fraction | Decimal | int) -> str:
    """An exact amount in Arabic numerals: no separators, no trailing zeros after the point."""
    exact = value if isinstance(value, Decimal) else Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _keys(text: str) -> tuple[str, ...]:
    return tuple(text.split("+"))
