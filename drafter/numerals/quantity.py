"""The value type of a quantity found in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

# Said of a value that only bounds the true one, however far it lies.
_OPEN = re.compile(
    "至少|起码|最少|不少于|不少於|不低于|不低於|不小于|以上|[≥≤]|至多|最多|不超过|不超過|不高于|不多于|不大于|内|內|以下|之下"
)
_MORE = re.compile("[余餘多几幾来來+＋]")


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
        side, but no more than one unit of the last digit that is not 0 (近 none above, but clerks use it loosely); 余
        and 超过 anything up to the next such unit, 超过 also up to a tenth more; 不足 anything a fifth or one such unit
        below; 至少, 以上, 不超过, 以内 anything on their side. A range admits its ends.
        """
        if self.bound is Bound.RANGE and self.high is not None:
            return self.value <= exact <= self.high
        if self.bound is Bound.OVER:
            return self.value <= exact and (self._is_open() or exact < self.value + self._room_above())
        if self.bound is Bound.UNDER:
            return exact <= self.value and (
                self._is_open() or exact >= self.value - max(self._last_place(), abs(self.value) / 5)
            )
        if self.bound is Bound.ABOUT:
            slack = max(self.step / 2, min(self._last_place(), abs(self.value) / 10))
            return self.value - slack <= exact <= self.value + slack
        if exact.denominator == 1 and self.step == 1:
            return exact == self.value
        sign = -1 if self.value < 0 else 1
        return -self.step / 2 <= (exact - self.value) * sign < self.step

    def rescaled(self, factor: Fraction) -> Quantity:
        """Return the same statement in another unit; one of the present makes `factor` of it (元 to 万元: 1/10000).

        Place, text, unit and bound stay; value, step and the upper end are multiplied. `factor` is positive.
        """
        high = None if self.high is None else self.high * factor
        return replace(self, value=self.value * factor, step=self.step * factor, high=high)

    def _last_place(self) -> Fraction:
        """Return the worth of the last digit that is not 0: 100 for 1100, 10000 for 18万, `step` for 0."""
        place = self.step
        if self.value:
            while self.value % (place * 10) == 0:
                place *= 10
        return place

    def _room_above(self) -> Fraction:
        place = self._last_place()
        return place if _MORE.search(self.text) else max(place, abs(self.value) / 10)

    def _is_open(self) -> bool:
        return _OPEN.search(self.text) is not None
