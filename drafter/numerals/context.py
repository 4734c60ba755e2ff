"""What stands in front of a number: approximators, words that lead a bare scale, and signs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from drafter.numerals.lexicon import BLANK, Lexicon
from drafter.numerals.quantity import Bound

# A line may have been cut behind an approximator.
_IS_BLANK = re.compile(f"[{BLANK}\r\n]")
_LARGE = 100
_MINUS = "-－−﹣"
_JOINS = "-－−﹣—–~～/／.)）%％件条次个项年月日号"


def skip_blank(text: str, place: int, floor: int) -> int:
    """Return the end of what stands before `place`, white space (three characters at most) left out."""
    lowest = max(floor, place - 3)
    while place > lowest and _IS_BLANK.match(text, place - 1):
        place -= 1
    return place


def approximator(text: str, place: int, floor: int, words: Lexicon, value: Fraction) -> tuple[int, Bound | None]:
    """Return where the approximator that ends at `place` begins and its bound; `place` itself and None without one.

    Nothing before `floor` (the end of the quantity before) is taken. Of some words (突破) `value` decides.
    """
    start, bound = _word_before(text, place, floor, words.before, words.not_after)
    if bound is not None and text[start:place].strip() in words.large and value < _LARGE:
        return place, None
    return start, bound


def scale_word(text: str, place: int, floor: int, words: Lexicon) -> tuple[int, Bound | None]:
    """Return the same for 数, 几, 上, 近, 过, 破 in front of a scale without a digit: 数十, 破亿."""
    return _word_before(text, place, floor, words.scale, words.not_after)


def _word_before(
    text: str, place: int, floor: int, listed: Mapping[str, tuple[tuple[str, str], ...]], not_after: Mapping[str, str]
) -> tuple[int, Bound | None]:
    end = place
    if end > floor and text[end - 1].isspace():
        end = skip_blank(text, place, floor)
    if end <= floor:
        return place, None
    for word, kind in listed.get(text[end - 1], ()):
        start = end - len(word)
        if start >= floor and text.startswith(word, start):
            guard = not_after.get(word) or not_after.get(word[0], "")
            return (place, None) if start and text[start - 1] in guard else (start, Bound(kind))
    return place, None


def sign(text: str, start: int, floor: int) -> int:
    """Return where a minus sign or 负 that belongs to the number at `start` begins; `start` without one."""
    if start <= floor:
        return start
    before = text[start - 1]
    if before in "负負":
        return start - 1
    if before not in _MINUS:
        return start
    joined = start > 1 and (text[start - 2] in _JOINS or (text[start - 2].isalnum() and text[start - 2] < "\u3400"))
    return start if joined or (start > 1 and "０" <= text[start - 2] <= "ｚ") else start - 1
