"""Ordinals of a text: 第三, 第二百五十, 第１２. They count nothing and `scan` leaves them out."""

from __future__ import annotations

import re

from drafter.numerals.lexicon import GAP
from drafter.numerals.number import SEEK
from drafter.numerals.part import number_at
from drafter.numerals.quantity import Quantity

_ORDINAL = re.compile(f"第{GAP}(?={SEEK.pattern})")


def ordinals(text: str) -> tuple[Quantity, ...]:
    """Find every 第 with its number, in order; `value` is the place it gives, the unit is left out and empty.

    A list that 第 opens (第三、四季度) gives its first place only. Offsets are 0-based code points into `text`.
    """
    found = []
    for mark in _ORDINAL.finditer(text):
        number, _ = number_at(text, mark.end())
        if number is not None and number.numeral.high is None:
            start, end = mark.start(), number.end
            found.append(Quantity(start, end, text[start:end], number.numeral.value))
    return tuple(found)
