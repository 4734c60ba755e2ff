"""The value type of a quantity found in running text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Bound(StrEnum):
    """How a text states a value: exactly, rounded (约, 左右), as a lower (余, 超过) or upper bound, or as a range."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity with its place in the text.

    `start` and `end` are 0-based code-point offsets into the text as given and cover number, approximators and unit
    (`text` is exactly that stretch). `value` is exact and carries no scale: "3.2万人次" is 32000 with unit "人次";
    `step` is what one unit of the last written digit is worth (1000). A percent is its number of percent with unit "%".
    `high` is the upper end of a range and None otherwise.
    """

    start: int
    end: int
    text: str
    value: Fraction
    unit: str = ""
    bound: Bound = Bound.EXACT
    step: Fraction = Fraction(1)
    high: Fraction | None = None

    def admits(self, exact: Fraction) -> bool:
        """Tell whether `exact` is what the text states, to the digits it shows and the bound it gives.

        An exact statement admits the value rounded or truncated to the digits shown. 约 and 近 admit a tenth to either
        side (近 none above, but clerks use it loosely), 余 and 超过 anything up to the next digit of the same size.
        """
        if self.bound is Bound.RANGE and self.high is not None:
            return self.value <= exact <= self.high
        if self.bound is Bound.OVER:
            return self.value <= exact < self.value + max(self.step, abs(self.value) / 10)
        if self.bound is Bound.UNDER:
            return self.value - max(self.step, abs(self.value) / 5) <= exact <= self.value
        if self.bound is Bound.ABOUT:
            slack = max(self.step, abs(self.value) / 10)
            return self.value - slack <= exact <= self.value + slack
        if exact.denominator == 1 and self.step == 1:
            return exact == self.value
        return self.value - self.step / 2 <= exact < self.value + self.step
