"""Positioned words → printed lines: what stands at one height, from left to right, with the spaces the eye sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from drafter.read.positions import Word, straightened

# Ideographs, full-width forms and Chinese punctuation, as in spacing.
WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]")
# Words stand on one line where their middles differ by less than this share of the height.
_SAME_LINE = 0.5
# The same character printed again on nearly the same spot is bold type by overprinting.
_OVERPRINT = 0.7
# Gaps that show as a space, in heights of a character: between Latin letters or digits, beside and between ideographs.
# A typed space shows from a smaller gap on.
_GAP_LATIN = 0.3
_GAP_MIXED = 0.6
_GAP_WIDE = 1.0
_GAP_TYPED = 0.1
# The space on both sides of the text of a cell together, in heights of a character.
_PADDINGS = 1.2


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text, box, height of its characters, and its words from left to right without spaces."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    words: tuple[Word, ...]

    @property
    def middle(self) -> float:
        """The height of its middle on the page."""
        return (self.top + self.bottom) / 2


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines that upright words make, from top to bottom. Heights may differ a little within a line."""
    found: list[Line] = []
    row: list[Word] = []
    middle = tallest = 0.0
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.x0)):
        at, height = (word.top + word.bottom) / 2, word.bottom - word.top
        if row and at - middle >= _SAME_LINE * max(tallest, height):
            found += _line(row)
            row = []
        tallest = max(tallest, height) if row else height
        middle = (middle * len(row) + at) / (len(row) + 1)
        row.append(word)
    return found + list(_line(row))


def pieces_of(line: Line, gap: float) -> list[Line]:
    """`line` cut wherever its words stand at least `gap` heights of a character apart."""
    pieces: list[Line] = []
    run: list[Word] = []
    for word in line.words:
        if run and word.x0 - run[-1].x1 >= gap * line.size:
            pieces += _line(run)
            run = []
        run.append(word)
    return pieces + list(_line(run)) if pieces else [line]


@dataclass(frozen=True, slots=True)
class CellText:
    """The text of a cell; `mended`: a figure in it was cut by the end of a line and put together."""

    text: str
    mended: bool = False


def cell_text(words: Sequence[Word], x0: float, x1: float) -> CellText:
    """The text of a cell that reaches from `x0` to `x1`: its lines, put together where a word or figure was cut.

    Lines that are no such parts of one text stay apart by a line feed: two figures in a cell are not one.
    """
    turns = {word.turn for word in words}
    if len(turns) == 1 and turns != {0}:
        wide, high = max(word.x1 for word in words), max(word.bottom for word in words)
        return _put_together(lines_of(straightened(words, turns.pop(), wide, high)), float("inf"))
    return _put_together(lines_of(words), x1 - x0)


def _put_together(lines: Sequence[Line], room: float) -> CellText:
    text = ""
    mended = False
    before: Line | None = None
    for line in lines:
        if before is not None:
            seam = _seam(before, line, room)
            mended |= not seam and before.text[-1].isdigit() and line.text[0].isdigit()
            text += seam
        text += line.text
        before = line
    return CellText(text, mended)


def _seam(before: Line, after: Line, room: float) -> str:
    """What stands between two lines of a cell with this much room: nothing where one runs on into the other."""
    one, other = before.text[-1], after.text[0]
    if WIDE.match(one) and WIDE.match(other):
        return ""
    # A line is full where one more character finds no place between the usual paddings.
    left = room - (before.x1 - before.x0) - (before.words[-1].x1 - before.words[-1].x0)
    return "" if left < _PADDINGS * before.size and one.isalnum() and other.isalnum() else "\n"


def _line(row: Sequence[Word]) -> Iterator[Line]:
    """The line that words at one height make; none where they are all spaces."""
    ordered = sorted(row, key=lambda word: word.x0)
    kept: list[Word] = []
    text: list[str] = []
    typed = False
    for word in ordered:
        if not word.text.strip():
            typed = bool(kept)
            continue
        if kept and _overprints(kept[-1], word):
            continue
        if kept and _is_space(kept[-1], word, typed=typed):
            text.append(" ")
        text.append(word.text)
        kept.append(word)
        typed = False
    if kept:
        right = max(word.x1 for word in kept)
        top, bottom = min(word.top for word in kept), max(word.bottom for word in kept)
        size = median(word.bottom - word.top for word in kept)
        yield Line("".join(text).strip(), kept[0].x0, top, right, bottom, size, tuple(kept))


def _overprints(one: Word, other: Word) -> bool:
    return one.text == other.text and one.x1 - other.x0 > _OVERPRINT * max(other.x1 - other.x0, 0.01)


def _is_space(one: Word, other: Word, *, typed: bool) -> bool:
    gap = (other.x0 - one.x1) / max(min(one.bottom - one.top, other.bottom - other.top), 0.01)
    if typed:
        return gap > _GAP_TYPED
    wide = bool(WIDE.match(one.text[-1])) + bool(WIDE.match(other.text[0]))
    return gap > (_GAP_LATIN, _GAP_MIXED, _GAP_WIDE)[wide]
