"""A small printing press: reports set on pages as words and rules, and those pages as PDF files."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from drafter.read.positions import Page, Rule, Word

A4 = (595.0, 842.0)
MARGIN = 72.0
PITCH = 1.75
Footer = Callable[[int, int], str]


def width_of(char: str, size: float) -> float:
    """Ideographs are as wide as they are high, others half of that."""
    return size if ord(char) > 0x2E7F or char in "“”‘’…—" else size / 2


def spaced(text: str, x: float, top: float, size: float) -> list[Word]:
    """`text` as one word a character, from `x` on."""
    words = []
    for char in text:
        words.append(Word(char, x, top, x + width_of(char, size), top + size))
        x += width_of(char, size)
    return words


def wrapped(text: str, room: float, size: float, indent: float = 0.0) -> list[str]:
    """`text` cut into lines no wider than `room`, the first one shorter by `indent`."""
    lines = [""]
    used = indent
    for char in text:
        step = width_of(char, size)
        if used + step > room and lines[-1]:
            lines.append("")
            used = 0.0
        lines[-1] += char
        used += step
    return lines


@dataclass
class Press:
    """Sets paragraphs and tables on pages.

    `footer` gives what stands at the foot of page n of m; `header` what stands at the head of each; `columns` of text.
    """

    size: tuple[float, float] = A4
    footer: Footer | None = None
    header: str = ""
    columns: int = 1
    repeat_head: bool = False
    _words: list[list[Word]] = field(default_factory=lambda: [[]])
    _rules: list[list[Rule]] = field(default_factory=lambda: [[]])
    _y: float = MARGIN
    _top: float = MARGIN
    _column: int = 0

    @property
    def bottom(self) -> float:
        return self.size[1] - MARGIN

    @property
    def room(self) -> float:
        gutter = 24.0 * (self.columns - 1)
        return (self.size[0] - 2 * MARGIN - gutter) / self.columns

    @property
    def left(self) -> float:
        return MARGIN + self._column * (self.room + 24.0)

    def title(self, text: str) -> None:
        self._column, columns, self.columns = 0, self.columns, 1
        for line in wrapped(text, self.room * 0.8, 22.0):
            wide = sum(width_of(char, 22.0) for char in line)
            self._set(line, (self.size[0] - wide) / 2, 22.0)
        self._y += 20.0
        self._top, self.columns = self._y, columns

    def paragraph(self, text: str, size: float = 16.0) -> None:
        for i, line in enumerate(wrapped(text, self.room, size, 2 * size)):
            self._set(line, self.left + (2 * size if i == 0 else 0.0), size)

    def _set(self, line: str, x: float, size: float) -> None:
        if self._y + size > self.bottom:
            x += self._next()
        self._words[-1] += spaced(line, x, self._y, size)
        self._y += size * PITCH

    def _next(self) -> float:
        """Go to the next column or page; how far to the right the text moves with that."""
        before = self.left
        if self._column + 1 < self.columns:
            self._column += 1
            self._y = self._top
        else:
            self._column = 0
            self.page()
        return self.left - before

    def page(self) -> None:
        self._words.append([])
        self._rules.append([])
        self._y = self._top = MARGIN

    def table(self, drawn: Sequence[Sequence[Any]], widths: Sequence[float], size: float = 10.0) -> None:
        """A drawn table (rows of boxes with text, rows, columns), split over pages where it does not fit."""
        boxes = list(_laid(drawn))
        edges = [MARGIN]
        for wide in widths:
            edges.append(edges[-1] + wide)
        heights = _heights(boxes, edges, len(drawn), size)
        first = 0
        while first < len(drawn):
            last, tall = first, 0.0
            while last < len(drawn) and self._y + tall + heights[last] <= self.bottom:
                tall += heights[last]
                last += 1
            if last == first:
                self.page()
                if self.repeat_head and first:
                    first_head = _head_rows(boxes)
                    self._print(boxes, edges, heights, 0, first_head, size)
                continue
            self._print(boxes, edges, heights, first, last, size)
            first = last
        self._y += size

    def _print(
        self,
        boxes: Sequence[tuple[str, int, int, int, int]],
        edges: Sequence[float],
        heights: Sequence[float],
        first: int,
        last: int,
        size: float,
    ) -> None:
        tops = [self._y]
        for height in heights[first:last]:
            tops.append(tops[-1] + height)
        for text, row, column, rows, columns in boxes:
            start, end = max(row, first), min(row + rows, last)
            if start >= end:
                continue
            x0, x1 = edges[column], edges[column + columns]
            top, bottom = tops[start - first], tops[end - first]
            self._rules[-1] += [Rule(x0, y, x1, y) for y in (top, bottom)]
            self._rules[-1] += [Rule(x, top, x, bottom) for x in (x0, x1)]
            if start > row:
                continue
            lines = wrapped(text, x1 - x0 - 4, size)
            y = (top + bottom - len(lines) * size * 1.2) / 2
            for line in lines:
                wide = sum(width_of(char, size) for char in line)
                self._words[-1] += spaced(line, (x0 + x1 - wide) / 2, y, size)
                y += size * 1.2
        self._y = tops[-1]

    def pages(self) -> tuple[Page, ...]:
        """All pages with their heads and feet."""
        total = len(self._words)
        found = []
        for n, (words, rules) in enumerate(zip(self._words, self._rules, strict=True), 1):
            foot = self.footer(n, total) if self.footer else ""
            more = [*_centred(foot, self.size[0], self.size[1] - 50), *_centred(self.header, self.size[0], 40.0)]
            found.append(Page(n, *self.size, (*words, *more), tuple(rules)))
        return tuple(found)


def _centred(text: str, width: float, top: float, size: float = 9.0) -> list[Word]:
    return spaced(text, (width - sum(width_of(char, size) for char in text)) / 2, top, size)


def _laid(drawn: Sequence[Sequence[Any]]) -> Iterator[tuple[str, int, int, int, int]]:
    """Each box as text, row, column, rows, columns, placed as browsers place cells."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(drawn):
        column = 0
        for box in row:
            while (r, column) in taken:
                column += 1
            taken |= {(r + i, column + j) for i in range(box.rows) for j in range(box.columns)}
            yield box.text, r, column, box.rows, box.columns
            column += box.columns


def _heights(
    boxes: Sequence[tuple[str, int, int, int, int]], edges: Sequence[float], rows: int, size: float
) -> list[float]:
    heights = [size * 1.2 + 6] * rows
    for text, row, column, tall, columns in boxes:
        if tall == 1:
            lines = len(wrapped(text, edges[column + columns] - edges[column] - 4, size))
            heights[row] = max(heights[row], lines * size * 1.2 + 6)
    for text, row, column, tall, columns in boxes:
        lines = len(wrapped(text, edges[column + columns] - edges[column] - 4, size))
        lacking = lines * size * 1.2 + 6 - sum(heights[row : row + tall])
        if lacking > 0:
            heights[row] += lacking
    return heights


def _head_rows(boxes: Sequence[tuple[str, int, int, int, int]]) -> int:
    """How many rows the corner of the table covers."""
    return max(rows for _, row, column, rows, _ in boxes if row == column == 0)


def sideways(page: Page) -> Page:
    """A page printed on its side: the same text turned a quarter to the left."""
    words = tuple(
        replace(w, x0=w.top, top=page.width - w.x1, x1=w.bottom, bottom=page.width - w.x0, turn=3) for w in page.words
    )
    rules = tuple(Rule(r.top, page.width - r.x1, r.bottom, page.width - r.x0) for r in page.rules)
    return Page(page.number, page.height, page.width, words, rules)


def pdf_of(pages: Sequence[Page], *, rotate: int = 0) -> bytes:
    """The pages as a PDF file with a Chinese font that is named, not embedded; `rotate`: the pages' own rotation."""
    objects: list[bytes] = [b"", b""]

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    descriptor = add(
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/Ascent 880/Descent -120/CapHeight 880"
        b"/FontBBox[0 -120 1000 880]/ItalicAngle 0/StemV 80>>"
    )
    inner = add(
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500 814 939 500]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor %d 0 R>>" % descriptor
    )
    font = add(
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[%d 0 R]>>" % inner
    )
    kids = []
    for page in pages:
        body = zlib.compress("\n".join(_painted(page, rotate)).encode("ascii"))
        content = add(b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(body), body))
        box = (page.height, page.width) if rotate % 180 else (page.width, page.height)
        kids.append(
            add(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Rotate %d/Contents %d 0 R"
                b"/Resources<</Font<</F %d 0 R>>>>>>" % (*box, rotate, content, font)
            )
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _painted(page: Page, rotate: int) -> Iterator[str]:
    """The operators that paint a page; a rotated page is painted on its side so that it is shown upright."""
    if rotate == 90:
        yield f"0 1 -1 0 {page.height:g} 0 cm"
    elif rotate == 270:
        yield f"0 -1 1 0 0 {page.width:g} cm"
    for rule in page.rules:
        yield f"{rule.x0:g} {page.height - rule.top:g} m {rule.x1:g} {page.height - rule.bottom:g} l S"
    yield "BT"
    for word in page.words:
        code = word.text.encode("utf-16-be").hex()
        size = word.size
        if word.turn == 3:
            x, y = word.x0 + 0.88 * size, page.height - word.bottom
            yield f"/F {size:g} Tf 0 1 -1 0 {x:g} {y:g} Tm <{code}> Tj"
        else:
            x, y = word.x0, page.height - word.top - 0.88 * size
            yield f"/F {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm <{code}> Tj"
    yield "ET"


WIDTHS = {
    2: [150.0, 100.0, 100.0, 100.0],
    3: [30.0, 60.0, 145.0, *[31.0] * 7],
    4: [30.0] * 15,
}


@dataclass(frozen=True)
class Shop:
    """What the tests print with."""

    press: Callable[..., Press] = Press
    pdf: Callable[..., bytes] = pdf_of
    sideways: Callable[[Page], Page] = sideways
    spaced: Callable[[str, float, float, float], list[Word]] = spaced

    def report(self, press: Press, paragraphs: Sequence[str], tables: dict[int, Any]) -> tuple[Page, ...]:
        """A report: its title, its paragraphs, and behind the headings of sections 2, 3 and 4 their tables."""
        press.title(paragraphs[0])
        for text in paragraphs[1:]:
            press.paragraph(text)
            number = "一二三四五六".find(text[0]) + 1
            if number in tables and text[1:2] == "、":
                press.table(tables[number], WIDTHS[number])
        return press.pages()


@pytest.fixture
def shop() -> Shop:
    """The press and what goes with it."""
    return Shop()
