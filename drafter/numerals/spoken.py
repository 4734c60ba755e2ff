"""Quantities said without a numeral: 半数, 一半, 半年, 翻番."""

from __future__ import annotations

import re
from fractions import Fraction

from drafter.numerals.context import approximator
from drafter.numerals.lexicon import Lexicon
from drafter.numerals.quantity import Bound, Quantity

_HALF = re.compile("半(?:数|數|(年|天|日|小时|小時|个小时|个月|个工作日))")
_NOT_BEFORE_HALF = "上下前后後每多大折对減减"
_DOUBLED = re.compile("翻了?(番)(?![禺茄])")
_ONE_HALF = Fraction(1, 2)


def said_in_words(text: str, start: int, floor: int, words: Lexicon) -> tuple[Quantity | None, int]:
    """Read what 半 or 翻 at `start` says: the quantity or None, and the place from which to go on.

    翻番 is one 番, as 翻两番 is two. 上半年, 大半 and 对半 are no quantities.
    """
    if doubled := _DOUBLED.match(text, start):
        return Quantity(start, doubled.end(), doubled.group(), Fraction(1), "番"), doubled.end()
    begin, end, unit = start, start + 1, ""
    before = text[start - 1] if start > floor else ""
    if before == "一":
        begin = start - 1
    elif (half := _HALF.match(text, start)) is not None and (before == "" or before not in _NOT_BEFORE_HALF):
        end, unit = half.end(), half.group(1) or ""
    elif before != "过" or text[max(start - 2, 0)] in "超不通":
        return None, end
    left, bound = approximator(text, begin, floor, words, _ONE_HALF)
    if left == begin and begin > floor and text[begin - 1] == "过":
        left, bound = begin - 1, Bound.OVER
    after = words.after.match(text, end)
    if after is not None and after.lastgroup:
        end, bound = after.end(), bound or Bound(after.lastgroup)
    return Quantity(left, end, text[left:end], _ONE_HALF, unit, bound or Bound.EXACT, _ONE_HALF / 10), end
