"""HTML → Document: block structure becomes paragraphs, innermost data tables become grids, page furniture goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from drafter.errors import UnreadableDocument
from drafter.read.decode import declared_charset, decode
from drafter.read.document import Document, Grid, Paragraph
from drafter.read.spacing import tidy
from drafter.read.span import Span, lay_out

# Elements whose content a reader of the page never sees as part of the article.
_DROPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "nav", "footer", "aside", "select", "button", "iframe"),
        *("object", "svg", "video", "audio", "input", "textarea", "map"),
    )
)
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img"),
        *("ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time"),
        *("tt", "u", "var", "wbr", "o:p"),
    )
)
_HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_FURNITURE = re.compile(
    r"\b(nav|navbar|menu|breadcrumbs?|crumbs?|footer|foot|toolbar|share|sidebar|position)\b", re.IGNORECASE
)
# A block named like furniture that holds more text than this is the page itself under an unlucky name.
_FURNITURE_SIZE = 600
# A cell with this much text holds an article, not a figure or a label; its table only lays out the page.
_ARTICLE_CELL = 300
# A span wider than any table of the form by far is a slip of the page.
_WIDEST_SPAN = 100


def read(data: bytes, name: str) -> Document:
    """Read the bytes of an HTML page.

    Raises:
        UnreadableDocument: the bytes cannot be decoded, there is no page in them, or it is nested without end.
    """
    text, notices = decode(data, name, declared_charset(data))
    root = _root(text, name)
    title = root.findtext(".//head/title") or ""
    return Document(tuple(_Walk().blocks(root)), tidy(title), notices)


def blocks_of_fragment(text: str, name: str, place: str) -> list[Paragraph | Grid]:
    """The blocks of a piece of HTML that stands in another kind of file at `place`.

    Raises:
        UnreadableDocument: as `read`.
    """
    return [replace(block, place=place) for block in _Walk().blocks(_root(f"<div>{text}</div>", name))]


def _root(text: str, name: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        message = "不是可读的网页。请在浏览器中打开，另存为 .html 后再读。"
        raise UnreadableDocument(message, name=name) from error
    # Past a limit the parser stops and keeps what it has: a report cut short without a word.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        message = "网页结构嵌套过深，读不完整。请在浏览器中打开，把正文复制到 Word 后再读。"
        raise UnreadableDocument(message, name=name)
    return root


class _Walk:
    """One pass over a page: text gathers until a block begins or ends, then becomes a paragraph."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._level = 0
        self._paragraphs = 0
        self._grids = 0

    def blocks(self, root: HtmlElement) -> Iterator[Paragraph | Grid]:
        """Yield the blocks of the page in order.

        The walk keeps its own stack: pages nested deeper than Python's call stack exist.
        """
        stack: list[tuple[HtmlElement, bool]] = [(root, False)]
        while stack:
            element, leaving = stack.pop()
            if leaving:
                yield from self._leave(element)
            elif _is_dropped(element):
                self._text(element.tail)
            elif (grid := self._grid(element)) is not None:
                yield from self._flush()
                yield grid
                self._text(element.tail)
            else:
                yield from self._enter(element)
                stack.append((element, True))
                stack.extend((child, False) for child in reversed(element))
        yield from self._flush()

    def _enter(self, element: HtmlElement) -> Iterator[Paragraph]:
        if element.tag not in _INLINE:
            yield from self._flush()
            self._level = _HEADINGS.get(str(element.tag), 0)
        self._text(element.text)

    def _leave(self, element: HtmlElement) -> Iterator[Paragraph]:
        if element.tag not in _INLINE:
            yield from self._flush()
            self._level = 0
        self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)

    def _flush(self) -> Iterator[Paragraph]:
        text = tidy("".join(self._pieces))
        self._pieces.clear()
        if text:
            self._paragraphs += 1
            yield Paragraph(text, f"第{self._paragraphs}段", self._level)

    def _grid(self, element: HtmlElement) -> Grid | None:
        """The grid of a table that holds data; None for any other element and for tables that lay out the page."""
        if element.tag != "table" or _has_table_inside(element):
            return None
        rows = [[_span(cell) for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
        spans = [span for row in rows for span in row]
        if max(map(len, rows), default=0) < 2 or any(len(span.text) > _ARTICLE_CELL for span in spans):
            return None
        self._grids += 1
        return lay_out(rows, f"第{self._grids}个表格")


def _has_table_inside(table: HtmlElement) -> bool:
    return any(inner is not table for inner in table.iter("table"))


def _is_dropped(element: HtmlElement) -> bool:
    if element.tag in _DROPPED or _HIDDEN.search(element.get("style", "")):
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}".replace("_", "-")
    if element.tag not in ("div", "ul", "p", "span") or not _FURNITURE.search(names):
        return False
    return next(element.iter("table"), None) is None and len(element.text_content()) < _FURNITURE_SIZE


def _span(cell: HtmlElement) -> Span:
    return Span(_cell_text(cell), _reach(cell.get("rowspan")), _reach(cell.get("colspan")))


def _reach(value: str | None) -> int:
    """How many rows or columns a cell covers; 0 means all that follow, as in HTML. Nonsense counts as 1."""
    match = re.match(r"\s*(\d{1,6})", value or "1")
    return min(int(match[1]), _WIDEST_SPAN) if match else 1


def _cell_text(cell: HtmlElement) -> str:
    """Text of a cell; a line feed wherever the page starts a new line in it, so that two numbers never run together."""
    pieces: list[str] = []
    stack: list[tuple[HtmlElement, bool]] = [(cell, False)]
    while stack:
        element, leaving = stack.pop()
        breaks = element is not cell and element.tag not in _INLINE
        if breaks:
            pieces.append("\v")
        if leaving or element.tag in ("script", "style"):
            pieces.append((element.tail or "") if element is not cell else "")
            continue
        pieces.append(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    lines = (tidy(line) for line in "".join(pieces).split("\v"))
    return "\n".join(line for line in lines if line)
