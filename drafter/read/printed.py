"""Printed pages → paragraphs and grids in reading order, for every source that knows where its words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from drafter.documents import Notice
from drafter.errors import ScannedDocument
from drafter.read.columns import Column, columns_of
from drafter.read.document import Document, Grid, Paragraph, Position
from drafter.read.framed import Table, continued, table_of
from drafter.read.heading import is_heading
from drafter.read.pagemarks import without_marks
from drafter.read.positions import Page, Word, upright
from drafter.read.ruled import Frame, frames_of
from drafter.read.spacing import tidy
from drafter.read.typeset import WIDE, Line, lines_of
from drafter.read.unruled import figures_in, is_row, with_tables

# Told in heights of a character: how far short of the margin a full line may end, what an indentation is, how far
# lines of one paragraph may stand apart (in line pitches), and how far characters of one paragraph differ in height.
_SHORT = 1.7
_SHOWN = 6
# A line with so many figures apart is a row of a table.
_FEWEST_FIGURES = 3
_INDENT = 0.8
_AS_INDENTED = 0.3
_PITCHES = 1.5
_SIZES = 1.15
_FEWEST_LINES = 4
_DEEPEST_INDENT = 3.5
# The lines of a title stand no further apart than this.
_TITLE_STEP = 2.5
# A text is set with indentations where so many lines, and this share of them, have the usual one.
_USUAL_INDENT = (1.2, 3.0)
_FEWEST_INDENTED = 3
_INDENTED_SHARE = 0.08
_SENTENCE_END = frozenset("。；;！!？?：:")
_LATIN = re.compile(r"[!-~]+")
_CONTINUED = re.compile(r"[（(]?(?:续\s?上?表|上?接上?页|表格?续|转下页|续)[一二三四\d]?[）)]?")


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of printed pages in reading order, and what there is to say about them."""

    blocks: tuple[Paragraph | Grid, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a file of pages holds before it is laid out: all its pages, those of them (1-based) that only character
    recognition can read, the title its metadata gives, what there is to say, and where pictures stand beside text.
    """

    pages: tuple[Page, ...]
    unread: tuple[int, ...] = ()
    title: str = ""
    notices: tuple[Notice, ...] = ()
    pictures: tuple[str, ...] = ()

    def document(self, name: str, remedy: str) -> Document:
        """The document that the pages with text make; `remedy` says how the others can be read.

        Raises:
            ScannedDocument: there is none with text.
        """
        if all(page.number in self.unread or not _is_written(page) for page in self.pages):
            message = f"共 {len(self.pages)} 页，没有文字层，是扫描件或图片。{remedy}"
            raise ScannedDocument(message, name=name)
        layout = lay_out(self.pages)
        unread = tuple(
            Notice(code=PICTURE, message=f"第{number}页没有可用的文字层，是扫描件或图片，没有读入。{remedy}")
            for number in self.unread
        )
        notices = (*unread, *self.notices, *layout.notices)
        return Document(layout.blocks, self.title, notices, pictures=self.pictures, unread=self.unread)


PICTURE = "page_picture"
"""The code of the notice that a page was not read because it is a picture."""


def _is_written(page: Page) -> bool:
    return any(word.text.strip() for word in page.words)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line of the text with its page, the margins it stands between, and the distance from line to line there.

    `style`: how the text it belongs to is set.
    """

    line: Line
    page: int
    left: float
    right: float
    pitch: float
    style: _Style


@dataclass(frozen=True, slots=True)
class _Style:
    """How a text is set: the height of its characters, and whether its paragraphs begin with an indentation."""

    size: float
    indented: bool


def lay_out(pages: Iterable[Page]) -> Layout:
    """The text and tables of `pages`; page numbers, running heads and text across the page are left out."""
    tables: dict[int, list[Table]] = {}
    lines: dict[int, list[Line]] = {}
    notices: list[Notice] = []
    for page in map(upright, pages):
        frames, words, across = _parts(page)
        if frames is None:
            message = f"第{page.number}页线条太多，看作图画，其中的表格按文字的位置读取。"
            notices.append(Notice(code="page_drawing", message=message))
        if across:
            shown = "".join(word.text for word in across)[:20]
            message = f"第{page.number}页横竖不一的文字（“{shown}”）没有列入正文。"
            notices.append(Notice(code="text_across", message=message))
        tables[page.number] = [table_of(frame, found, page.number) for frame, found in (frames or {}).items()]
        lines[page.number] = lines_of(words)
    notices += [_mended(page, found) for page, found in tables.items() if any(b.mended for t in found for b in t.boxes)]
    body = without_marks(lines)
    if body.heads:
        shown = "、".join(f"“{head}”" for head in body.heads[:3])
        notices.append(Notice(code="running_heads", message=f"各页重复的页眉页脚没有列入正文：{shown}。"))
    flow = list(_flow(body.lines, tables))
    notices += _loose_rows(flow)
    return Layout(tuple(_blocks(flow)), tuple(notices))


def _loose_rows(flow: Iterable[_Placed | Table]) -> Iterator[Notice]:
    """Name the rows of figures that stand in no table: only their order can tell what they are."""
    loose = [item for item in flow if isinstance(item, _Placed) and figures_in(item.line) >= _FEWEST_FIGURES]
    if loose:
        pages = "、".join(dict.fromkeys(f"第{item.page}页" for item in loose))
        shown = "、".join(f"“{item.line.text}”" for item in loose[:_SHOWN]) + ("等" if len(loose) > _SHOWN else "")
        message = f"{pages}有 {len(loose)} 行数字没有表格线，列也对不齐，只能按先后次序辨认，请对照原件：{shown}。"
        yield Notice(code="loose_rows", message=message)


def _mended(page: int, tables: Sequence[Table]) -> Notice:
    """Name the figures that were put together from two lines of a cell."""
    figures = [box.text for table in tables for box in table.boxes if box.mended]
    shown = "、".join(f"“{figure}”" for figure in figures[:_SHOWN]) + ("等" if len(figures) > _SHOWN else "")
    return Notice(code="figure_mended", message=f"第{page}页的表格里断成两行的数字按一个数读取：{shown}，请对照原件。")


def _parts(page: Page) -> tuple[dict[Frame, list[Word]] | None, list[Word], list[Word]]:
    """The frames of a page with their words, the words of its text, and words that read another way than the text."""
    frames = frames_of(page.rules)
    inside: dict[Frame, list[Word]] = {frame: [] for frame in frames or ()}
    by_size = sorted(inside, key=lambda frame: frame.area)
    text: list[Word] = []
    across: list[Word] = []
    for word in page.words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        frame = next((frame for frame in by_size if frame.holds(x, y)), None)
        if frame is not None:
            inside[frame].append(word)
        elif word.turn:
            across.append(word)
        else:
            text.append(word)
    written = {frame: words for frame, words in inside.items() if any(word.text.strip() for word in words)}
    return (None if frames is None else written), text, across


def _flow(lines: dict[int, list[Line]], tables: dict[int, list[Table]]) -> Iterator[_Placed | Table]:
    """Lines and tables in reading order; a table that goes on over a page break is one."""
    held: Table | None = None
    for item in _items(lines, tables):
        if held is not None and isinstance(item, _Placed) and _CONTINUED.fullmatch(item.line.text):
            continue
        joined = continued(held, item) if held is not None and isinstance(item, Table) else None
        if held is not None and joined is None:
            yield held
            held = None
        if isinstance(item, Table):
            held = joined or item
        else:
            yield item
    if held is not None:
        yield held


def _items(lines: dict[int, list[Line]], tables: dict[int, list[Table]]) -> Iterator[_Placed | Table]:
    """All pages' lines and tables in reading order."""
    margins = _margins(lines)
    style = _style(lines, margins)
    parts = [(number, part) for number in lines for part in _page_parts(lines[number], tables[number])]
    halves = [(part.left, part.right) for _, part in parts if isinstance(part, Column) and part.half]
    for number, part in parts:
        if isinstance(part, Table):
            yield part
            continue
        pitch = _pitch(part)
        left, right = _edges(part, margins[number], halves, style.size)
        for item in with_tables(part.lines, number):
            yield _Placed(item, number, left, right, pitch, style) if isinstance(item, Line) else item


def _page_parts(lines: Sequence[Line], tables: Sequence[Table]) -> Iterator[Column | Table]:
    """The columns of text and the ruled tables of a page in reading order."""
    start = 0
    for table in tables:
        end = max(start, sum(line.middle < table.top for line in lines))
        yield from columns_of(lines[start:end])
        yield table
        start = end
    yield from columns_of(lines[start:])


def _style(lines: dict[int, list[Line]], margins: dict[int, tuple[float, float]]) -> _Style:
    every = [(line, margins[number][0]) for number, found in lines.items() for line in found]
    if not every:
        return _Style(0.0, indented=False)
    indents = [(line.x0 - left) / max(line.size, 0.01) for line, left in every]
    usual = sum(_USUAL_INDENT[0] <= indent <= _USUAL_INDENT[1] for indent in indents)
    indented = usual >= max(_FEWEST_INDENTED, _INDENTED_SHARE * len(every))
    return _Style(median(line.size for line, _ in every), indented=indented)


def _margins(lines: dict[int, list[Line]]) -> dict[int, tuple[float, float]]:
    """The left and right margin of the text on each page.

    Where a page has only indented or short lines, its margin is that of the other pages, if its other one is.
    """
    own = {n: (min(f.x0 for f in found), max(f.x1 for f in found)) for n, found in lines.items() if found}
    full = [own[number] for number, found in lines.items() if len(found) >= _FEWEST_LINES] or list(own.values())
    if not full:
        return dict.fromkeys(lines, (0.0, 0.0))
    left, right = median(edge for edge, _ in full), median(edge for _, edge in full)
    margins = dict.fromkeys(lines, (left, right))
    for number, (start, end) in own.items():
        size = median(line.size for line in lines[number])
        as_right, as_left = abs(end - right) < size, abs(start - left) < size
        inner = 0 < start - left < _DEEPEST_INDENT * size and (as_right or end < right)
        margins[number] = left if inner else start, right if end < right and (as_left or inner) else end
    return margins


def _edges(
    column: Column, margins: tuple[float, float], halves: Sequence[tuple[float, float]], size: float
) -> tuple[float, float]:
    """The margins of a column: those of the page, or where it is one of two, or stands where some page has such a
    column, those of that column.
    """
    fits = [half for half in halves if abs(half[0] - column.left) < size and column.right < half[1] + size]
    if fits and (column.half or len(column.lines) > 1):
        return min(left for left, _ in fits), max(right for _, right in fits)
    return (column.left, column.right) if column.half else margins


def _pitch(column: Column) -> float:
    """The distance from line to line in most of a column; endless where it has too few lines to tell."""
    steps = [b.middle - a.middle for a, b in zip(column.lines, column.lines[1:], strict=False)]
    return median(steps) if len(steps) > 1 else float("inf")


def _blocks(flow: Iterable[_Placed | Table]) -> Iterator[Paragraph | Grid]:
    """Lines joined into paragraphs, and tables as grids."""
    run: list[_Placed] = []
    for item in flow:
        if run and (isinstance(item, Table) or not _goes_on(run[-1], item)):
            yield _paragraph(run)
            run = []
        if isinstance(item, Table):
            yield item.grid()
        else:
            run.append(item)
    if run:
        yield _paragraph(run)


def _paragraph(run: Sequence[_Placed]) -> Paragraph:
    text = run[0].line.text
    for placed in run[1:]:
        after = placed.line.text
        latin = not WIDE.match(text[-1]) and not WIDE.match(after[0]) and text[-1].isalpha() and after[0].isalpha()
        text += f" {after}" if latin else after
    first, last = run[0].page, run[-1].page
    return Paragraph(tidy(text), f"第{first}页", at=Position("page", first, last))


def _goes_on(one: _Placed, other: _Placed) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    before, after = one.line, other.line
    size = min(before.size, after.size)
    if max(before.size, after.size) > _SIZES * size or is_row(before) or is_row(after):
        return False
    step = after.middle - before.middle
    if _is_title(one, other):
        return step < _TITLE_STEP * size and one.page == other.page
    if not _is_full(one, after) or (one.page == other.page and step > _PITCHES * one.pitch):
        return False
    ended = before.text[-1] in _SENTENCE_END
    indent = after.x0 - other.left
    if indent < _INDENT * size:
        return one.style.indented or not (ended and is_heading(after.text))
    as_before = abs(indent - (before.x0 - one.left)) < _AS_INDENTED * size and indent < _DEEPEST_INDENT * size
    return as_before and not ended and not is_heading(after.text)


def _is_title(one: _Placed, other: _Placed) -> bool:
    """Whether two lines are both part of a title: larger than the text, one centred under the other."""
    off = (one.line.x0 + one.line.x1) / 2 - (other.line.x0 + other.line.x1) / 2
    large = min(one.line.size, other.line.size) > _SIZES * one.style.size
    prose = any(mark in placed.line.text for placed in (one, other) for mark in "，。；")
    return large and not prose and abs(off) < one.line.size and not is_heading(other.line.text)


def _is_full(placed: _Placed, after: Line) -> bool:
    """Whether a line ends at the right margin, or would if the word after it could be cut."""
    word = _LATIN.match(after.text)
    kept = len(word[0]) * after.size / 2 if word else 0.0
    return placed.right - placed.line.x1 < _SHORT * placed.line.size + kept
