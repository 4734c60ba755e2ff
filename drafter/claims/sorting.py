"""Which of the scanned quantities are figures, and which are parts of dates, names, headings or stray table cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from drafter.claims.claim import Kind
from drafter.claims.exempt import Mark
from drafter.claims.items import Figure
from drafter.claims.label import STRONG
from drafter.claims.lexicon import Sense
from drafter.claims.plain import Plain
from drafter.claims.words import Index
from drafter.numerals import Quantity

# Sums of fewer yuan are not spelled out.
_SMALL_MONEY = 100
_CELL_EDGES = "|\n"
_BESIDE_A_NUMBER = re.compile(r" \d")
_COMMA = re.compile(r"[，。；、：（]")
# A quantity that runs on behind a name or a list mark is a quantity: 表120份, 三公里.
_OUTRUN = (Kind.NAME, Kind.ORDINAL, Kind.OTHER)
_LONGEST_ROW = 200
_GOES_ON = ("包括", "其中", "含", "占", "较", "同比", "比上年", "均")
_PLAIN_NUMBER = re.compile(r"[1-9]\d{1,6}")
_LETTER = re.compile(r"[㐀-鿿]")
_SENTENCE_END = re.compile(r"[。\n]")
_WITH_UNIT = re.compile(r"\d[余多]?[件条篇份个则期]")
_LONGEST_NOUN = 20
_COUNTED = STRONG | Sense.WEAK
_FOLLOWS_A_BARE_FIGURE = frozenset("，。；、：！？）\n余多 ")


def sort_out(
    read: Plain,
    index: Index,
    quantities: Sequence[Quantity],
    found: Sequence[Mark],
    names: Sequence[tuple[int, int]],
) -> tuple[tuple[Figure, ...], tuple[Mark, ...]]:
    """Tell the figures among `quantities` from what is exempt: the marks `found`, and quantities that count nothing."""
    figures: list[Figure] = []
    exempt = [mark for mark in found if mark.kind is not Kind.OTHER]
    beaten: set[Mark] = set()
    starts = [mark.start for mark in found]
    for quantity in quantities:
        start, end = read.position(quantity.start), read.position(quantity.end)
        mark = _overlapping(found, starts, start, end)
        if mark is not None and mark.kind in _OUTRUN and end > mark.end:
            beaten.add(mark)
            mark = None
        if mark is not None:
            exempt += [mark] if mark.kind is Kind.OTHER else []
        elif _is_named(names, start):
            exempt.append(Mark(start, end, Kind.NAME))
        elif _counts(read.text, start, end, quantity) or _lost_its_unit(index, start, end, quantity):
            figures.append(Figure(start, end, quantity))
        else:
            exempt.append(Mark(start, end, Kind.OTHER))
    exempt = sorted((mark for mark in exempt if mark not in beaten), key=lambda mark: (mark.start, -mark.end))
    return tuple(figures), tuple(_apart(exempt))


def _overlapping(found: Sequence[Mark], starts: Sequence[int], start: int, end: int) -> Mark | None:
    after = bisect_right(starts, end - 1)
    mark = found[after - 1] if after else None
    return mark if mark is not None and mark.end > start else None


def _is_in_a_row(text: str, start: int, end: int) -> bool:
    """Tell whether a bare number stands among others as in a table: next to one, or in a line without any comma."""
    if _BESIDE_A_NUMBER.match(text, end) or (start > 1 and text[start - 1] == " " and text[start - 2].isdigit()):
        return True
    nearest, furthest = max(0, start - _LONGEST_ROW), min(len(text), end + _LONGEST_ROW)
    line_start, line_end = text.rfind("\n", nearest, start), text.find("\n", end, furthest)
    return not _COMMA.search(text, max(line_start, nearest), line_end if line_end >= 0 else furthest)


def _is_named(names: Sequence[tuple[int, int]], place: int) -> bool:
    before = bisect_right(names, (place, place))
    return before > 0 and names[before - 1][1] > place


def _counts(text: str, start: int, end: int, quantity: Quantity) -> bool:
    """Tell whether a quantity outside dates and names counts something: it has a unit, or closes a clause."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if (not before or before in _CELL_EDGES) and (not after or after in _CELL_EDGES):
        return False
    if quantity.unit == "元" and quantity.value < _SMALL_MONEY and not text[start].isascii():
        # 三元 is a place.
        return False
    if quantity.unit:
        return True
    if _is_in_a_row(text, start, end):
        return False
    is_chinese = not any(character.isdigit() and character.isascii() for character in text[start:end])
    closes = not after or after in _FOLLOWS_A_BARE_FIGURE or text.startswith(_GOES_ON, end)
    return closes and (not is_chinese or quantity.value == 0 or quantity.value >= 100)


def _lost_its_unit(index: Index, start: int, end: int, quantity: Quantity) -> bool:
    """通知公告64政策解读18条: a number right behind a noun that is counted, in a sentence that counts others.

    One digit alone may be a mark of the noun before it.
    """
    text = index.text
    if quantity.unit or not _PLAIN_NUMBER.fullmatch(text, start, end) or not _LETTER.match(text, end):
        return False
    noun = index.within(max(0, start - _LONGEST_NOUN), start).last(_COUNTED)
    if noun is None or noun.end != start or _is_in_a_row(text, start, end):
        return False
    nearest = max(text.rfind(sign, max(0, start - _LONGEST_ROW), start) for sign in "。\n") + 1
    stop = _SENTENCE_END.search(text, end)
    return _WITH_UNIT.search(text, nearest, stop.start() if stop else len(text)) is not None


def _apart(sorted_marks: Sequence[Mark]) -> Iterator[Mark]:
    floor = 0
    for _, group in groupby(sorted_marks, key=lambda mark: mark.start):
        mark = next(group)
        if mark.start >= floor:
            yield mark
            floor = mark.end
