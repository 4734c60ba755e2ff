"""Word (.docx) → Document: paragraphs and tables of the body in order, merged cells, and automatic numbers as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from drafter.errors import UnreadableDocument
from drafter.read.archive import open_archive, xml_part
from drafter.read.document import Document, Grid, Paragraph
from drafter.read.numbering import Numbering
from drafter.read.spacing import tidy
from drafter.read.span import Span, lay_out

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Runs that Word does not show: deleted text, field codes, hidden notes of the editor.
_UNSEEN = frozenset(f"{_W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "txbxContent"))
_ARTICLE_CELL = 300
_TITLE_LEVEL = 1


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a .docx file.

    Raises:
        UnreadableDocument: the archive is broken or holds no Word document.
    """
    with open_archive(data, name) as archive:
        root = xml_part(archive, "word/document.xml", name)
        body = root.find(f"{_W}body") if root is not None else None
        if body is None:
            message = "里面没有 Word 正文，可能是别的文件改了扩展名。请用 Word 或 WPS 打开后另存为 .docx。"
            raise UnreadableDocument(message, name=name)
        styles = xml_part(archive, "word/styles.xml", name)
        numbers = Numbering(xml_part(archive, "word/numbering.xml", name), styles)
        core = xml_part(archive, "docProps/core.xml", name)
    title = core.findtext(_TITLE) if core is not None else None
    return Document(tuple(_Walk(numbers, styles).blocks(body)), tidy(title or ""))


class _Walk:
    """One pass over the body, counting paragraphs and tables for the places."""

    def __init__(self, numbers: Numbering, styles: etree._Element | None) -> None:
        self._numbers = numbers
        self._levels = _heading_levels(styles)
        self._paragraphs = 0
        self._grids = 0

    def blocks(self, container: etree._Element) -> Iterator[Paragraph | Grid]:
        """Yield the blocks of a body or a cell in order, content controls opened."""
        for element in container:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}smartTag"):
                yield from self.blocks(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Paragraph | Grid]:
        style = _value(element, f"{_W}pPr/{_W}pStyle")
        level = self._levels.get(style, 0)
        text = self._numbers.next(element, style) + _text(element)
        # A title is broken where it looks best, and stays one title.
        lines = [text.replace("\v", "")] if level == _TITLE_LEVEL else text.split("\v")
        for line in filter(None, map(tidy, lines)):
            self._paragraphs += 1
            yield Paragraph(line, f"第{self._paragraphs}段", level)
        for box in _text_boxes(element):
            yield from self.blocks(box)

    def _table(self, table: etree._Element) -> Iterator[Paragraph | Grid]:
        """The grid of a table, or the blocks of its cells where it only lays out the page."""
        rows = [_row(row) for row in _children(table, "tr")]
        texts = [span.text for row in rows for span in row]
        narrow = max(map(len, rows), default=0) < 2
        if narrow or table.find(f".//{_W}tbl") is not None or any(len(text) > _ARTICLE_CELL for text in texts):
            for row in _children(table, "tr"):
                for cell in _children(row, "tc"):
                    yield from self.blocks(cell)
            return
        self._grids += 1
        yield lay_out(_merged(rows), f"第{self._grids}个表格")


def _heading_levels(styles: etree._Element | None) -> dict[str, int]:
    """Style id → depth of heading, for the styles Word calls heading 1 … 9 and Title."""
    levels: dict[str, int] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        name = _value(style, f"{_W}name").lower()
        match = re.fullmatch(r"(?:heading|标题)\s?([1-9])", name)
        if match or name in ("title", "标题"):
            levels[style.get(f"{_W}styleId", "")] = int(match[1]) + 1 if match else _TITLE_LEVEL
    return levels


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, content controls and insertions opened."""
    for child in element:
        if child.tag == f"{_W}{tag}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _children(child, tag)


# A cell that continues the one above carries this mark until the merge is resolved.
_CONTINUED = -1


def _row(row: etree._Element) -> list[Span]:
    before = _number(row, f"{_W}trPr/{_W}gridBefore", 0)
    spans = [Span("", 1, before)] if before else []
    for cell in _children(row, "tc"):
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        continued = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        lines = (line for p in cell.iter(f"{_W}p") for line in _text(p).split("\v"))
        text = "\n".join(filter(None, map(tidy, lines)))
        width = _number(cell, f"{_W}tcPr/{_W}gridSpan", 1)
        spans.append(Span("" if continued else text, _CONTINUED if continued else 1, max(width, 1)))
    return spans


def _merged(rows: list[list[Span]]) -> list[list[Span]]:
    """Rows with each vertical merge written once, at its first cell, with the number of rows it covers."""
    done: list[list[Span]] = [[] for _ in rows]
    open_at: dict[int, tuple[int, int]] = {}
    for r, row in enumerate(rows):
        column = 0
        for span in row:
            if span.rows == _CONTINUED and column in open_at:
                first, index = open_at[column]
                kept = done[first][index]
                done[first][index] = Span(kept.text, r - first + 1, kept.columns)
            else:
                done[r].append(Span(span.text, 1, span.columns))
                open_at[column] = r, len(done[r]) - 1
            column += span.columns
    return done


def _text(paragraph: etree._Element) -> str:
    """The text Word shows of a paragraph, "\\v" at manual line breaks; deleted runs and field codes are left out."""
    pieces: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _UNSEEN or element.tag == _FALLBACK:
            continue
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\v")
        elif element.tag == f"{_W}tab":
            pieces.append(" ")
        elif element.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif element.tag != f"{_W}p":
            stack.extend(reversed(element))
    return "".join(pieces)


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The contents of text boxes anchored in a paragraph, each once (Word stores a second copy for old readers)."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        if next(box.iterancestors(_FALLBACK), None) is None:
            yield box


def _value(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return found.get(f"{_W}val", "") if found is not None else ""


def _number(element: etree._Element, path: str, missing: int) -> int:
    value = _value(element, path)
    return int(value) if re.fullmatch(r"\d{1,4}", value) else missing
