"""A straight page → positioned words: tables cell by cell, the text around them line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drafter.read.positions import Page, Word
from drafter.read.recogniser import Reading, Recogniser, plain
from drafter.read.ruled import Frame, frames_of
from drafter.read.scan_lines import Sheet, sheet_of
from drafter.read.scan_pages import Grey, Picture
from drafter.read.tablewords import is_row_label, is_table_words
from drafter.read.typeset import WIDE

DOUBT = "？"
"""Stands in the text of a cell that was not read surely: no figure has it, so the cell is left out and named."""

_INCH = 72.0
# In inches: what is smaller is a speck; how far a rule blurs into a cell.
_SPECK = 0.02
_EDGE = 0.02
# Strokes of one character reach hardly beyond the usual height of a line; scraps are much lower.
_TALLER = 1.15
_SCRAP = 0.4
# What is darker than its paper by more than this, of 255, on an area of this many inches square may be a pale figure.
_CONTRAST = 15
_FAINT = 0.03
_DIGIT = re.compile(r"[0-9０-９]")
_LETTER = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_PAGE_NUMBER = re.compile(r"[-—–·.]+\s?\d{1,3}\s?[-—–·.]+")
_HALF = 0.55


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page as it was read, and the lines of its text with figures that are doubtful."""

    page: Page
    doubtful: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Box:
    """A stretch of the page in pixels, right and bottom not included."""

    x0: int
    y0: int
    x1: int
    y1: int


def recognise(picture: Picture, number: int, recogniser: Recogniser) -> Recognised:
    """Read the page with the 1-based `number`."""
    sheet = sheet_of(picture)
    frames = frames_of(sheet.rules) or ()
    words: list[Word] = []
    for frame in frames:
        words += _cells(sheet, frame, recogniser)
    text, doubtful = _text(sheet, frames, recogniser)
    height, width = sheet.grey.shape
    page = Page(number, width * sheet.points, height * sheet.points, (*words, *text), sheet.rules)
    return Recognised(page, tuple(doubtful))


def _text(sheet: Sheet, frames: Sequence[Frame], recogniser: Recogniser) -> tuple[list[Word], list[str]]:
    """The words of the text outside tables, and its lines with doubtful figures."""
    around = sheet.grey.copy()
    for frame in frames:
        box = _pixels(frame.xs[0], frame.ys[0], frame.xs[-1], frame.ys[-1], sheet)
        around[box.y0 : box.y1, box.x0 : box.x1] = 255
    boxes = [_Box(*box) for box in recogniser.find(around)]
    words: list[Word] = []
    doubtful = []
    for box, reading in zip(boxes, recogniser.read([_cut(around, box) for box in boxes]), strict=True):
        text = reading.text
        if _DIGIT.search(text) and not reading.sure and not _PAGE_NUMBER.fullmatch(text):
            if _IDEOGRAPH.search(text):
                doubtful.append(text)
            else:
                text = doubted([reading])
        words += _spread(text, box, sheet.points)
    return words, doubtful


def _cells(sheet: Sheet, frame: Frame, recogniser: Recogniser) -> Iterator[Word]:
    """The words of a ruled table, every cell read by itself."""
    cells = list(_places(frame, sheet))
    tall = _tall(sheet, cells)
    lines = [(i, line) for i, cell in enumerate(cells) for line in _lines(sheet, cell, tall)]
    readings = recogniser.read([_cut(sheet.grey, line) for _, line in lines])
    for i, cell in enumerate(cells):
        mine = [(line, reading) for (at, line), reading in zip(lines, readings, strict=True) if at == i]
        if not mine:
            if _is_faint(sheet, cell):
                yield from _spread(DOUBT, cell, sheet.points)
            continue
        texts = [reading.text for _, reading in mine]
        words = is_label("".join(texts)) or _is_prose(texts)
        if words or (_is_sure([reading for _, reading in mine]) and not _is_faint(sheet, cell)):
            for line, reading in mine:
                yield from _spread(reading.text, line, sheet.points)
        else:
            whole = _Box(*(int(f(getattr(line, side) for line, _ in mine)) for f, side in _HULL))
            yield from _spread(doubted([reading for _, reading in mine]), whole, sheet.points)


_HULL = ((min, "x0"), (min, "y0"), (max, "x1"), (max, "y1"))


def is_label(text: str) -> bool:
    """Tell whether the text of a cell is one of the form's words, which its neighbours and its place confirm."""
    return bool(_IDEOGRAPH.search(text)) and (is_row_label(text) or is_table_words(text))


def doubted(readings: Sequence[Reading]) -> str:
    """A text no figure can have, that shows what a cell may hold."""
    first = "".join(plain(reading.text) for reading in readings)
    other = "".join(plain(reading.other or reading.text) for reading in readings)
    shown = [text for text in dict.fromkeys((first, other)) if _DIGIT.search(text) and not _LETTER.search(text)]
    return "或".join(shown) + DOUBT


def _is_sure(readings: Sequence[Reading]) -> bool:
    """Whether what a cell holds was read surely, and is neither nothing nor letters."""
    joined = "".join(reading.text for reading in readings)
    is_words = bool(_IDEOGRAPH.search(joined)) or not _LETTER.search(joined)
    return bool(joined) and is_words and all(reading.sure for reading in readings)


def _is_prose(texts: Sequence[str]) -> bool:
    """Whether a cell holds words alone: an unsure word is no figure."""
    joined = "".join(texts)
    return len(_IDEOGRAPH.findall(joined)) > 1 and not _DIGIT.search(joined)


def _places(frame: Frame, sheet: Sheet) -> Iterator[_Box]:
    """The cells of a frame in the order of their numbers."""
    reach: dict[int, tuple[int, int, int, int]] = {}
    for r, row in enumerate(frame.cells):
        for c, cell in enumerate(row):
            top, left, bottom, right = reach.get(cell, (r, c, r, c))
            reach[cell] = min(top, r), min(left, c), max(bottom, r), max(right, c)
    for _, (top, left, bottom, right) in sorted(reach.items()):
        box = _pixels(frame.xs[left], frame.ys[top], frame.xs[right + 1], frame.ys[bottom + 1], sheet)
        yield _within(box, round(_EDGE * _INCH / sheet.points))


def _within(cell: _Box, edge: int) -> _Box:
    """A cell without the edge where the rules round it blur, unless it is hardly more than that."""
    if min(cell.x1 - cell.x0, cell.y1 - cell.y0) < 6 * edge:
        return cell
    return _Box(cell.x0 + edge, cell.y0 + edge, cell.x1 - edge, cell.y1 - edge)


def _pixels(x0: float, y0: float, x1: float, y1: float, sheet: Sheet) -> _Box:
    height, width = sheet.grey.shape
    left, right = (min(max(round(x / sheet.points), 0), width) for x in (x0, x1))
    top, bottom = (min(max(round(y / sheet.points), 0), height) for y in (y0, y1))
    return _Box(left, top, right, bottom)


def _lines(sheet: Sheet, cell: _Box, tall: float) -> Iterator[_Box]:
    """The lines of text in a cell: stretches of rows with ink, parted by rows without.

    `tall`: the height of a line in pixels. Stretches that are no taller together are one line: 三 has gaps too.
    """
    ink = sheet.ink[cell.y0 : cell.y1, cell.x0 : cell.x1] > 0
    found = []
    for top, bottom in _joined(_runs(np.any(ink, axis=1)), tall):
        columns = np.flatnonzero(np.any(ink[top:bottom], axis=0))
        left, right = int(columns[0]), int(columns[-1]) + 1
        found.append(_Box(cell.x0 + left, cell.y0 + top, cell.x0 + right, cell.y0 + bottom))
    whole = [line for line in found if line.y1 - line.y0 > _SCRAP * tall]
    # What is low beside lines of full height is dirt; alone it may be a dash.
    yield from whole or found


def _tall(sheet: Sheet, cells: Sequence[_Box]) -> float:
    """The height of a line of ideographs in the cells of a table, in pixels; figures are lower."""
    heights = []
    for cell in cells:
        rows = np.any(sheet.ink[cell.y0 : cell.y1, cell.x0 : cell.x1] > 0, axis=1)
        heights += [bottom - top for top, bottom in _runs(rows)]
    usual = sorted(height for height in heights if height > _SPECK * _INCH / sheet.points)
    return float(usual[len(usual) * 3 // 4]) if usual else 0.0


def _runs(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and end of every stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(np.int8), [0])))).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _joined(runs: Sequence[tuple[int, int]], tall: float) -> list[tuple[int, int]]:
    """Stretches taken together as long as they are hardly taller than `tall`."""
    lines: list[tuple[int, int]] = []
    for start, end in runs:
        if lines and end - lines[-1][0] <= _TALLER * tall:
            lines[-1] = lines[-1][0], end
        else:
            lines.append((start, end))
    return lines


def _is_faint(sheet: Sheet, cell: _Box) -> bool:
    """Whether something stands in a cell that is too pale to count as ink."""
    free = sheet.free[cell.y0 : cell.y1, cell.x0 : cell.x1] > 0
    soft = sheet.soft[cell.y0 : cell.y1, cell.x0 : cell.x1].astype(np.int16)
    if not free.any():
        return False
    faint = free & (float(np.median(soft[free])) - soft > _CONTRAST)
    return int(faint.sum()) > (_FAINT * _INCH / sheet.points) ** 2


def _cut(grey: Grey, box: _Box) -> Grey:
    return grey[box.y0 : box.y1, box.x0 : box.x1]


def _spread(text: str, box: _Box, points: float) -> Iterator[Word]:
    """The characters of a line as words, spread over its box by their usual widths."""
    shares = [1.0 if WIDE.match(char) else _HALF for char in text]
    total = sum(shares)
    at = float(box.x0)
    for char, share in zip(text, shares, strict=True):
        wide = (box.x1 - box.x0) * share / total
        if char.strip():
            yield Word(char, at * points, box.y0 * points, (at + wide) * points, box.y1 * points)
        at += wide
