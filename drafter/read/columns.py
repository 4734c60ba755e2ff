"""The order in which the lines of a page are read: down the page, or down one column and then the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from drafter.read.typeset import Line, pieces_of

# A gutter stands in the middle part of the text, at one of so many places.
_MIDDLE = (0.35, 0.65)
_TRIED = 31
# Columns are told from tables and signatures by lines: so many on either side, each mostly this wide (of the text).
_FEWEST = 5
_WIDTH = 0.3
_GAP = 1.2


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that follow each other, from top to bottom, between the margins `left` and `right`.

    `half`: it is one of two columns side by side.
    """

    lines: tuple[Line, ...]
    left: float
    right: float
    half: bool = False


def columns_of(lines: Sequence[Line]) -> Iterator[Column]:
    """Yield the columns of `lines` (a page or a part of it, from top to bottom) in reading order."""
    if not lines:
        return
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    gutter = _gutter([pieces_of(line, _GAP) for line in lines], left, right)
    if gutter is None:
        yield Column(tuple(lines), left, right)
        return
    cut = [(line, _halves(line, gutter)) for line in lines]
    for spans, group in groupby(cut, key=lambda item: item[1] is None):
        run = list(group)
        if spans:
            yield Column(tuple(line for line, _ in run), left, right)
            continue
        for side in (0, 1):
            half = [line for _, halves in run if halves for line in halves[side]]
            if half:
                yield Column(tuple(half), min(line.x0 for line in half), max(line.x1 for line in half), half=True)


def _gutter(lines: Sequence[Sequence[Line]], left: float, right: float) -> float | None:
    """The x that most lines leave free, where the text on both sides of it is that of columns; else None."""
    width = right - left
    low, high = left + _MIDDLE[0] * width, left + _MIDDLE[1] * width
    places = [low + (high - low) * i / (_TRIED - 1) for i in range(_TRIED)]
    crossed = [sum(any(p.x0 < x < p.x1 for p in pieces) for pieces in lines) for x in places]
    fewest = min(crossed)
    free = [x for x, count in zip(places, crossed, strict=True) if count == fewest]
    gutter = median(free)
    flat = [piece for pieces in lines for piece in pieces]
    before = [p.x1 - p.x0 for p in flat if p.x1 <= gutter]
    after = [p.x1 - p.x0 for p in flat if p.x0 >= gutter]
    if min(len(before), len(after)) < _FEWEST or min(median(before), median(after)) < _WIDTH * width:
        return None
    return gutter


def _halves(line: Line, gutter: float) -> tuple[list[Line], list[Line]] | None:
    """The pieces of a line on either side of the gutter, None where one of them crosses it."""
    pieces = pieces_of(line, _GAP)
    before = [p for p in pieces if p.x1 <= gutter]
    after = [p for p in pieces if p.x0 >= gutter]
    return (before, after) if len(before) + len(after) == len(pieces) else None
