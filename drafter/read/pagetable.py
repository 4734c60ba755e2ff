"""A <table> of a web page → the spans of its rows, or the finding that it only lays out the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml import etree

from drafter.read.cells import is_blank, is_value
from drafter.read.pagetree import is_hidden, is_inline, is_struck, text_of
from drafter.read.spacing import tidy
from drafter.read.span import Span

# A cell with this much text holds an article, not a figure or a label; its table only lays out the page.
_ARTICLE_CELL = 300
# Unless so many of its cells hold a figure: then the long text is a remark.
_FEWEST_FIGURES = 8
# A span wider than any table of the form by far is a slip of the page.
_WIDEST_SPAN = 100
_REACH = re.compile(r"\s*(\d{1,6})")
_CELLS = ("td", "th")
_NOT_SEEN = frozenset(("script", "style", "rt", "rp"))
_RAISED = re.compile(r"[\[［【(（]?\s*[\d①-⑳*]{1,3}\s*[\]］】)）]?")

_LINED_THROUGH = etree.XPath(".//*[contains(@style, 'line-through')]")
_tidied = lru_cache(maxsize=4096)(tidy)
# Figures and labels repeat from page to page; longer texts hardly do.
_REMEMBERED = 40


def rows_of(table: etree._Element) -> list[list[Span]] | None:
    """The spans of a table that holds data, row by row; None where it only lays out the page.

    Hidden rows and cells are left out, as a browser does. Cells that stand in no row make one.
    """
    nested = next((inner for inner in table.iter("table") if inner is not table), None) is not None
    rows = [_spans(row) for row in (_rows_around(table) if nested else _rows(table))]
    if nested and _figures(rows) < _FEWEST_FIGURES:
        return None
    if max(map(len, rows), default=0) < 2:
        return None
    if max(len(span[0]) for row in rows for span in row) > _ARTICLE_CELL and _figures(rows) < _FEWEST_FIGURES:
        return None
    return rows


def left_out_of(table: etree._Element) -> tuple[list[str], list[str]]:
    """The texts that `cell_text` leaves out of the cells of a table: those struck out, and raised marks of notes."""
    lined = _LINED_THROUGH(table)
    struck = [*table.iter("del", "s", "strike")]
    struck += [element for element in (lined if isinstance(lined, list) else ()) if isinstance(element, etree._Element)]
    raised = [element for element in table.iter("sup") if is_note_mark(text_of(element))]
    return _texts(struck), _texts(raised)


def _texts(elements: Iterable[etree._Element]) -> list[str]:
    return [text for element in elements if (text := tidy(text_of(element)))]


def strays_of(table: etree._Element) -> Iterator[str]:
    """Yield the texts that stand in a table but in none of its cells: its caption, and what the page put wrongly."""
    for element in table.iter("caption", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6"):
        if not any(above.tag in (*_CELLS, "caption", "p", "div") for above in element.iterancestors()):
            text = tidy(cell_text(element))
            if text:
                yield text


def _figures(rows: list[list[Span]]) -> int:
    return sum(is_value(span.text) and not is_blank(span.text) for row in rows for span in row)


def _rows(table: etree._Element) -> Iterator[Iterable[etree._Element]]:
    loose = [element for part in (table, *table.iterchildren("tbody")) for element in part if element.tag in _CELLS]
    if loose:
        yield loose
    yield from (row for row in table.iter("tr") if not _is_taken_out(row))


def _rows_around(table: etree._Element) -> Iterator[Iterable[etree._Element]]:
    """The rows of the table itself, those of tables inside its cells left out."""
    for part in (table, *table.iterchildren("tbody", "thead", "tfoot")):
        yield from (row for row in part.iterchildren("tr") if not _is_taken_out(row))


def _is_taken_out(element: etree._Element) -> bool:
    """Whether a row or cell takes no place in the table."""
    style = element.get("style")
    return style is not None and "none" in style and is_hidden(element)


def _spans(row: Iterable[etree._Element]) -> list[Span]:
    """The cells of a row. Most have no attributes and no elements in them: those are taken without looking further."""
    spans = []
    for cell in row:
        tag = cell.tag
        if tag != "td" and tag != "th":
            continue
        text = cell_text(cell) if len(cell) else _tidy(cell.text)
        attributes = cell.items()
        if not attributes:
            spans.append(Span(text))
        elif not _is_taken_out(cell):
            named = dict(attributes)
            rows, columns = named.get("rowspan"), named.get("colspan")
            if "style" in named and is_struck(cell):
                text = ""
            spans.append(Span(text, _reach(str(rows)) if rows else 1, _reach(str(columns)) if columns else 1))
    return spans


def _reach(value: str) -> int:
    """How many rows or columns a cell covers; 0 means all that follow, as in HTML. Nonsense counts as 1."""
    match = _REACH.match(value)
    return min(int(match[1]), _WIDEST_SPAN) if match else 1


def cell_text(cell: etree._Element) -> str:
    """Text of a cell; a line feed wherever the page starts a new line in it, so that two numbers never run together.

    Hidden and crossed out text and marks of notes (raised figures) are left out.
    """
    pieces: list[str] = []
    stack: list[tuple[etree._Element, bool]] = [(cell, False)]
    while stack:
        element, leaving = stack.pop()
        breaks = element is not cell and not is_inline(element.tag)
        if breaks:
            pieces.append("\v")
        if element.tag == "input" and not leaving:
            pieces.append(_typed_in(element))
        if leaving or (element is not cell and _is_unseen(element)):
            if element is not cell and element.tail:
                pieces.append(element.tail)
            continue
        if element.text:
            pieces.append(element.text)
        stack.append((element, True))
        if len(element):
            stack.extend((child, False) for child in reversed(element))
    joined = "".join(pieces)
    if "\v" not in joined:
        return _tidy(joined)
    return "\n".join(line for line in map(_tidy, joined.split("\v")) if line)


def _typed_in(field: etree._Element) -> str:
    """What a field of a form shows."""
    return field.get("value", "") if field.get("type", "text").lower() in ("text", "number") else ""


def _is_unseen(element: etree._Element) -> bool:
    if element.tag in _NOT_SEEN or is_struck(element) or is_hidden(element):
        return True
    return element.tag == "sup" and is_note_mark(text_of(element))


def is_note_mark(text: str) -> bool:
    """Tell whether a raised text is the mark of a note, such as 1 or [2]."""
    return _RAISED.fullmatch(text.strip()) is not None


def _tidy(text: str | None) -> str:
    if not text:
        return ""
    return _tidied(text) if len(text) < _REMEMBERED else tidy(text)
