"""Tables run together into one string: words and figures of the form without any border, taken apart again.

Figures that touch each other are separated only where one reading is left: every part a number without a leading zero,
as many parts as the row has columns, and in tables 3 and 4 the last one the sum of those before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import NamedTuple

from drafter.read.tablewords import all_words
from drafter.read.vocabulary import CORNERS, vocabulary

# Between the characters of a label may stand what `plain` takes out of it.
_GAP = r"[\s、，,。.:：“”\"'()（）/／]{0,3}"
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
_MARK = re.compile(r"[/—–]{1,2}|-{1,2}(?!\d)|无")
_SPACE = re.compile(r"[\s|]+")
_REMARK = re.compile(r"[（(][^（）()]{1,30}[）)]")
_LONGEST_TEXT = 6000
_FEWEST_LABELS = 2
_LONGEST_RUN = 36
_LONGEST_FIGURE = 7
_MOST_WAYS = 4
_COLUMNS_3 = 7
_COLUMNS_4 = 15
_GROUP_4 = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A label or a figure of a string, as printed. `glued`: the string has no white space that could part figures."""

    text: str
    is_label: bool
    glued: bool = False


def shred(text: str) -> list[Piece] | None:
    """The labels and figures that make up the whole of `text`, in order; None where anything else is in it."""
    if len(text) > _LONGEST_TEXT:
        return None
    plain_text = unicodedata.normalize("NFKC", text)
    glued = not _SPACE.search(plain_text)
    pieces: list[Piece] = []
    at = 0
    while at < len(plain_text):
        space = _SPACE.match(plain_text, at)
        if space:
            at = space.end()
            continue
        piece = _piece(plain_text, at)
        if piece is None:
            return None
        pieces.append(replace(piece, glued=glued))
        at += len(piece.text)
    labels = sum(piece.is_label for piece in pieces)
    return pieces if labels >= _FEWEST_LABELS and labels < len(pieces) else None


class Readings(NamedTuple):
    """The ways to take figures that hang together, at most a few; `proven`: sums bear them out, or they stood apart."""

    ways: list[tuple[str, ...]]
    proven: bool


def readings(label: str, values: Sequence[str], columns: int) -> Readings:
    """How `values`, which stood behind the row label `label` with nothing between, can be the row's figures.

    A row of table 3 has seven, the last their sum; the fifteen of table 4 have no label and are three groups of five
    with their sums, of which each may have a row of its own; a row of table 2 has as many as its head names, `columns`
    (0: not known, so no way is left).
    """
    found = vocabulary().rows2.find(label) if label else None
    if not label:
        count, group = _COLUMNS_4, _GROUP_4
    elif vocabulary().rows4.exact(label) is not None:
        count, group = _GROUP_4, _GROUP_4
    elif vocabulary().rows3.find(label) is not None:
        count, group = _COLUMNS_3, _COLUMNS_3
    else:
        count, group = (columns if found is not None else 0), 0
    if not count or sum(map(len, values)) > _LONGEST_RUN:
        return Readings([], proven=False)
    if len(values) == count:
        return Readings([tuple(values)], proven=True)
    cuts = _Cuts(values)
    ways = cuts.groups(0, 0, count // group, group) if group else cuts.figures(0, 0, count)
    return Readings(list(islice(ways, _MOST_WAYS)), proven=group > 0)


Figures = tuple[str, ...]


class _Cuts:
    """Every way to cut pieces, most of them runs of digits, into figures without leading zeros.

    Places are counted as the piece and the character in it.
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self._pieces = pieces
        self._known: dict[tuple[int, int], list[tuple[Figures, int, int]]] = {}

    def figures(self, piece: int, at: int, count: int) -> Iterator[Figures]:
        """Yield the ways to have exactly `count` figures from the place on to the end."""
        if piece == len(self._pieces) or not count:
            if piece == len(self._pieces) and not count:
                yield ()
            return
        for end in self._ends(piece, at):
            for rest in self.figures(*self._after(piece, end), count - 1):
                yield (self._pieces[piece][at:end], *rest)

    def groups(self, piece: int, at: int, count: int, size: int) -> Iterator[Figures]:
        """Yield the ways to have exactly `count` groups of `size` figures, the last of each the sum of the others."""
        if piece == len(self._pieces) or not count:
            if piece == len(self._pieces) and not count:
                yield ()
            return
        if (piece, at) not in self._known:
            self._known[piece, at] = list(self._group(piece, at, size - 1, 0))
        for figures, end, then in self._known[piece, at]:
            for rest in self.groups(end, then, count - 1, size):
                yield (*figures, *rest)

    def _group(self, piece: int, at: int, parts: int, total: int) -> Iterator[tuple[Figures, int, int]]:
        """Yield the ways to have `parts` figures and then their sum, `total` added to it, each with the place after."""
        if piece == len(self._pieces):
            return
        run = self._pieces[piece]
        if not parts:
            # A mark for nothing in place of the sum proves nothing.
            figure = str(total) if run.isdecimal() else run
            if run.startswith(figure, at):
                yield (figure,), *self._after(piece, at + len(figure))
            return
        for end in self._ends(piece, at):
            figure = run[at:end]
            more = total + int(figure) if figure.isdecimal() else total
            for rest, *place in self._group(*self._after(piece, end), parts - 1, more):
                yield (figure, *rest), place[0], place[1]

    def _ends(self, piece: int, at: int) -> Iterable[int]:
        """Where the figure that begins at the place may end."""
        run = self._pieces[piece]
        if not run.isdecimal():
            return (len(run),)
        return (at + 1,) if run[at] == "0" else range(at + 1, min(len(run), at + _LONGEST_FIGURE) + 1)

    def _after(self, piece: int, end: int) -> tuple[int, int]:
        return (piece, end) if end < len(self._pieces[piece]) else (piece + 1, 0)


def _piece(text: str, at: int) -> Piece | None:
    label = label_pattern().match(text, at)
    if label:
        return Piece(label[0], True)
    number = _NUMBER.match(text, at)
    if number:
        return Piece(_without_list_number(text, number), False)
    other = _MARK.match(text, at) or _REMARK.match(text, at)
    return Piece(other[0], False) if other else None


def _without_list_number(text: str, number: re.Match[str]) -> str:
    """The figures of `number`, less a last digit that is the list number of the label behind it (…001.属于国家秘密)."""
    last = number.end() - 1
    if last > number.start() and not label_pattern().match(text, number.end()) and label_pattern().match(text, last):
        return number[0][:-1]
    return number[0]


@cache
def label_pattern() -> re.Pattern[str]:
    """Any label of the form with its list number, the longest first."""
    words = sorted({*all_words(), *CORNERS}, key=len, reverse=True)
    patterns = (_GAP.join(map(re.escape, word)) for word in words if len(word) > 1)
    number = r"(?:[(（]?(?:[一二三四五六七八九十]|[1-9])[)）、.．]{1,2}\s?)?"
    corner = r"[(（][^()（）]{0,20}稽关系[^()（）]{5,40}[)）]"
    caption = r"第?二十条\s?第?[(（]?[一二三四五六七八九十][)）]?项"
    return re.compile(rf"{caption}|{corner}|{number}(?:{'|'.join(patterns)}|其他|总计)[)）”\"]?")
