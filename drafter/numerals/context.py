"""What stands in front of a number: approximators, signs, and the marks of ordinals and of longer words."""

from __future__ import annotations

from drafter.numerals.lexicon import Lexicon
from drafter.numerals.quantity import Bound

_BLANK = " \t\u00a0\u2002\u2003\u2009\u202f\u3000"
_MINUS = "-－−﹣"


def skip_blank(text: str, place: int, floor: int) -> int:
    """Return the end of what stands before `place`, white space (three characters at most) left out."""
    lowest = max(floor, place - 3)
    while place > lowest and text[place - 1] in _BLANK:
        place -= 1
    return place


def approximator(text: str, place: int, floor: int, words: Lexicon) -> tuple[int, Bound | None]:
    """Return where the approximator that ends at `place` begins and its bound; `place` itself and None without one.

    Nothing before `floor` (the end of the quantity before) is taken.
    """
    end = skip_blank(text, place, floor)
    if end <= floor:
        return place, None
    for word, kind in words.before.get(text[end - 1], ()):
        start = end - len(word)
        if start >= floor and text.startswith(word, start):
            guard = words.not_after.get(word) or words.not_after.get(word[0], "")
            if start > 0 and text[start - 1] in guard:
                return place, None
            return start, Bound(kind)
    return place, None


def scale_word(text: str, place: int, floor: int, words: Lexicon) -> int | None:
    """Return where 数, 几, 上, 近, 过, 破 in front of a scale at `place` begins, None where none stands there."""
    end = skip_blank(text, place, floor)
    if end <= floor:
        return None
    for word in words.scale_words.get(text[end - 1], ()):
        start = end - len(word)
        if start >= floor and text.startswith(word, start):
            guarded = start > 0 and text[start - 1] in words.not_after.get(word, "")
            return None if guarded else start
    return None


def sign(text: str, start: int, floor: int) -> int:
    """Return where a minus sign or 负 that belongs to the number at `start` begins; `start` without one."""
    if start <= floor:
        return start
    before = text[start - 1]
    if before in "负負":
        return start - 1
    if before in _MINUS and (start - 1 == floor or not _joins(text[start - 2])):
        return start - 1
    return start


def _joins(char: str) -> bool:
    """Tell whether a hyphen behind `char` joins rather than negates: 2024-1, A-3, 5件-8件."""
    if "\u4e00" <= char <= "\u9fff":
        return char in "件条次个项年月日号"
    return char.isalnum() or char in "-－—–~～)）%％"
