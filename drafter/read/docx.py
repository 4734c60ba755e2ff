"""Word (.docx) → Document: paragraphs and tables of the body in order, as Word shows them with all changes accepted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from drafter.documents import Notice
from drafter.errors import UnreadableDocument
from drafter.read.archive import open_archive, xml_part
from drafter.read.cells import is_value
from drafter.read.document import Document, Grid, Paragraph, Position
from drafter.read.numbering import Numbering, style_bases
from drafter.read.spacing import tidy
from drafter.read.span import lay_out
from drafter.read.wordchunk import CHUNK, Chunk, chunks_of, open_chunk
from drafter.read.wordnotices import notices_of
from drafter.read.wordtable import children, rows_of
from drafter.read.wordtext import Writing, paragraphs_in
from drafter.read.wordxml import (
    MC,
    TEXT_BOX,
    W,
    boxes_in,
    keep_one_branch,
    main_part,
    properties_of,
    sibling,
    style_of,
    value_of,
)

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_OPENED = frozenset(
    (
        *(f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")),
        *(f"{MC}{tag}" for tag in ("AlternateContent", "Choice", "Fallback")),
    )
)
_TITLE_LEVEL = 1
_MOST_STYLES_DEEP = 20
_CONTENTS_STYLE = re.compile(r"(?:toc|目录)\s?[1-9]")


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a .docx file (or .docm, .dotx, .dotm: macros are not looked at).

    Raises:
        UnreadableDocument: the archive is broken or holds no Word document, or it is nested without end.
    """
    return _read(data, name, inner=False)


def read_inner(data: bytes, name: str) -> Document:
    """Read the bytes of a Word file that is embedded in another one; what is embedded in it is left out.

    Raises:
        UnreadableDocument: as `read`.
    """
    return _read(data, name, inner=True)


def _read(data: bytes, name: str, *, inner: bool) -> Document:
    with open_archive(data, name) as archive:
        package = _package(archive, name, inner=inner)
    try:
        return _document(package)
    except RecursionError as error:
        message = "表格或内容控件嵌套过深，读不完整。请在 Word 中把正文复制到新文件后再读。"
        raise UnreadableDocument(message, name=name) from error


@dataclass(frozen=True, slots=True)
class _Package:
    """The parts of a document: body, styles, numbering, notes by kind and id, the title of its properties, and the
    files embedded in it by id. `inner`: it is itself embedded in another one.
    """

    body: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    notes: Mapping[tuple[str, str], etree._Element]
    title: str
    chunks: Mapping[str, Chunk]
    inner: bool


def _package(archive: zipfile.ZipFile, name: str, *, inner: bool) -> _Package:
    main = main_part(archive, name)
    root = xml_part(archive, main, name)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        message = "里面没有 Word 正文，可能是别的文件改了扩展名。请用 Word 或 WPS 打开后另存为 .docx。"
        raise UnreadableDocument(message, name=name)
    notes = {}
    for kind in ("footnote", "endnote"):
        part = xml_part(archive, sibling(main, f"{kind}s.xml"), name)
        for note in part.iter(f"{W}{kind}") if part is not None else ():
            notes[kind, note.get(f"{W}id", "")] = note
    core = xml_part(archive, "docProps/core.xml", name)
    title = core.findtext(_TITLE) if core is not None else None
    styles = xml_part(archive, sibling(main, "styles.xml"), name)
    numbering = xml_part(archive, sibling(main, "numbering.xml"), name)
    chunks = {} if inner else chunks_of(archive, main, body, name)
    return _Package(body, styles, numbering, notes, tidy(title or ""), chunks, inner)


def _document(package: _Package) -> Document:
    walk = _Walk(package)
    blocks = tuple(walk.blocks(package.body))
    notices: tuple[Notice, ...] = notices_of(package.body, walk.writing.left_out, walk.noted, walk.opened)
    notices = (*notices, *walk.notices)
    return Document(blocks, package.title, notices, pictures=tuple(walk.pictures))


class _Walk:
    """One pass over the body, counting paragraphs and tables for the places."""

    def __init__(self, package: _Package) -> None:
        # Counted before anything is taken out: places are those of the file as it is.
        self._index = {p: i for i, p in enumerate(package.body.iter(f"{W}p"))}
        keep_one_branch(package.body)
        self.writing = Writing(package.styles, package.body)
        self.pictures: list[str] = []
        self.noted = 0
        self.opened = 0
        self.notices: list[Notice] = []
        self._package = package
        self._notes = package.notes
        self._boxed = next(package.body.iter(TEXT_BOX), None) is not None
        self._numbers = Numbering(package.numbering, package.styles)
        self._levels = _heading_levels(package.styles)
        self._contents = _contents_styles(package.styles)
        self._pending = ""
        self._paragraphs = 0
        self._grids = 0

    def blocks(self, container: etree._Element) -> Iterator[Paragraph | Grid]:
        """Yield the blocks of a body, a text box or a cell in order, content controls opened."""
        for element in container:
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
            elif element.tag == CHUNK:
                yield from self._chunk(element)
            elif element.tag in _OPENED and not _is_contents(element):
                yield from self.blocks(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Paragraph | Grid]:
        style = style_of(element)
        shown = self.writing.show(element)
        if style in self._contents:
            return
        text = self._pending + shown.text
        self._pending = ""
        if _runs_on(element):
            # Its end is deleted: with the change accepted it goes on in the next paragraph.
            self._pending = text
        else:
            yield from self._lines(element, _numbered(self._numbers.next(element, style), text), style)
        yield from self._beside(element, shown.notes, shown.pictures)

    def _lines(self, element: etree._Element, text: str, style: str) -> Iterator[Paragraph]:
        level = self._levels.get(style, 0)
        # A title is broken where it looks best, and stays one title.
        lines = [text.replace("\v", "")] if level == _TITLE_LEVEL else text.split("\v")
        for line in filter(None, map(tidy, lines)):
            self._paragraphs += 1
            yield Paragraph(line, f"第{self._paragraphs}段", level, self._at(element))

    def _beside(
        self, element: etree._Element, notes: tuple[tuple[str, str], ...], pictures: int
    ) -> Iterator[Paragraph | Grid]:
        """What is anchored in an element: pictures, text boxes, notes."""
        self.pictures += [f"第{self._paragraphs}段之后"] * pictures
        if self._boxed:
            for box in boxes_in(element):
                yield from self.blocks(box)
        for note in notes:
            found = self._notes.get(note)
            text = tidy(" ".join(self.writing.show(p).text for p in paragraphs_in(found))) if found is not None else ""
            if text:
                self.noted += 1
                self._paragraphs += 1
                yield Paragraph(
                    text if text[0] == "注" else f"注：{text}", f"第{self._paragraphs}段", 0, self._at(element)
                )

    def _chunk(self, element: etree._Element) -> Iterator[Paragraph | Grid]:
        """What an embedded file holds, numbered on with the text it stands in."""
        where = f"第{self._paragraphs}段之后" if self._paragraphs else "正文开头"
        document, notices = open_chunk(element, self._package.chunks, where, inner=self._package.inner)
        self.opened += 1
        self.notices += notices
        self.pictures += [where] * len(document.pictures)
        for block in document.blocks:
            if isinstance(block, Grid):
                self._grids += 1
                yield replace(block, place=f"第{self._grids}个表格")
            else:
                self._paragraphs += 1
                yield replace(block, place=f"第{self._paragraphs}段", at=None)

    def _at(self, element: etree._Element) -> Position | None:
        index = self._index.get(element)
        return None if index is None else Position("paragraph", index, index)

    def _table(self, table: etree._Element) -> Iterator[Paragraph | Grid]:
        """The grid of a table, or the blocks of its cells where it only lays out the page."""
        notes: list[tuple[str, str]] = []
        counts = [0]

        def text(cell: etree._Element) -> str:
            lines: list[str] = []
            for paragraph in paragraphs_in(cell):
                shown = self.writing.show(paragraph)
                notes.extend(shown.notes)
                counts[0] += shown.pictures
                number = self._numbers.next(paragraph, style_of(paragraph)) if self._numbers.used else ""
                lines += _numbered("" if is_value(shown.text) else number, shown.text).split("\v")
            return "\n".join(filter(None, map(tidy, lines)))

        rows = rows_of(table, text)
        if rows is None:
            for row in children(table, "tr"):
                for cell in children(row, "tc"):
                    yield from self.blocks(cell)
            return
        self._grids += 1
        yield lay_out(rows, f"第{self._grids}个表格")
        yield from self._beside(etree.Element("none"), tuple(notes), counts[0])


def _numbered(number: str, text: str) -> str:
    """A paragraph with its automatic number; a figure right after one must not run into it."""
    if number and text and text.lstrip()[:1].isdigit() and number[-1] in ".．0123456789":
        return f"{number} {text.lstrip()}"
    return number + text if text.strip() else ""


def _runs_on(paragraph: etree._Element) -> bool:
    properties = properties_of(paragraph, f"{W}pPr")
    mark = properties.find(f"{W}rPr") if properties is not None else None
    return mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


def _is_contents(element: etree._Element) -> bool:
    """Whether a content control holds the table of contents."""
    return value_of(element, f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") == "Table of Contents"


def _style_names(styles: etree._Element | None) -> dict[str, str]:
    """Style id → its name in small letters."""
    elements = styles.iter(f"{W}style") if styles is not None else ()
    return {style.get(f"{W}styleId", ""): value_of(style, f"{W}name").lower() for style in elements}


def _contents_styles(styles: etree._Element | None) -> frozenset[str]:
    return frozenset(id for id, name in _style_names(styles).items() if _CONTENTS_STYLE.fullmatch(name))


def _heading_levels(styles: etree._Element | None) -> dict[str, int]:
    """Style id → depth of heading, for the styles Word calls heading 1 … 9 and Title and those based on them."""
    named: dict[str, int] = {}
    for id, name in _style_names(styles).items():
        match = re.fullmatch(r"(?:heading|标题)\s?([1-9])", name)
        if match or name in ("title", "标题"):
            named[id] = int(match[1]) + 1 if match else _TITLE_LEVEL
    bases = style_bases(styles)
    levels = dict(named)
    for style in bases:
        base = style
        for _ in range(_MOST_STYLES_DEEP):
            if base in named:
                levels[style] = named[base]
                break
            base = bases.get(base, "")
    return levels
