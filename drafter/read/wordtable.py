"""A table of a Word document → the spans of its rows, merges resolved, deleted rows and cells left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from drafter.read.cells import is_blank, is_value
from drafter.read.span import Span
from drafter.read.wordxml import W, is_on, number_of, properties_of

_OPENED = frozenset(f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
# A cell with this much text holds an article, unless so many cells hold a figure: then the long text is a remark.
_ARTICLE_CELL = 300
_FEWEST_FIGURES = 8
# A cell that continues the one above, or the one to its left, carries this mark until the merge is resolved.
_DOWN = -1
_RIGHT = -2

_MOST_DIGITS = 4
Merged = tuple[Span, bool]


def rows_of(table: etree._Element, text: Callable[[etree._Element], str]) -> list[list[Span]] | None:
    """The spans of a table that holds data, row by row; `text` gives the text of a cell.

    None where the table only lays out the page: its cells are to be read as running text.
    """
    rows = [_row(row, text) for row in children(table, "tr") if not _is_gone(row)]
    texts = [span.text for row in rows for span, _ in row]
    if max(map(len, rows), default=0) < 2:
        return None
    nested = table.find(f".//{W}tbl") is not None
    long = any(len(text) > _ARTICLE_CELL for text in texts)
    if (nested or long) and sum(is_value(text) and not is_blank(text) for text in texts) < _FEWEST_FIGURES:
        return None
    return _merged(rows)


def children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, content controls and insertions opened."""
    for child in element:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in _OPENED:
            yield from children(child, tag)


def _is_gone(row: etree._Element) -> bool:
    properties = properties_of(row, f"{W}trPr")
    return properties is not None and (properties.find(f"{W}del") is not None or is_on(properties, "hidden"))


def _row(row: etree._Element, text: Callable[[etree._Element], str]) -> list[Merged]:
    """The cells of a row, each with whether a cell below may continue it."""
    shape = properties_of(row, f"{W}trPr")
    before = number_of(shape, f"{W}gridBefore", 0) if shape is not None else 0
    spans: list[Merged] = [(Span("", 1, before), False)] if before else []
    for cell in children(row, "tc"):
        properties = properties_of(cell, f"{W}tcPr")
        known = {} if properties is None else {child.tag: child for child in properties}
        if f"{W}cellDel" in known:
            continue
        down, right = _merge(known.get(f"{W}vMerge")), _merge(known.get(f"{W}hMerge"))
        mark = _RIGHT if right == "continue" else _DOWN if down == "continue" else 1
        width = _width(known.get(f"{W}gridSpan"))
        spans.append((Span(text(cell), mark, width), down == "restart" or mark == _DOWN))
    return spans


def _merge(merge: etree._Element | None) -> str:
    """restart, continue, or "" where the cell is not merged that way."""
    return "" if merge is None else str(merge.get(f"{W}val", "continue"))


def _width(span: etree._Element | None) -> int:
    """How many columns a cell covers; nonsense counts as 1."""
    value = "" if span is None else str(span.get(f"{W}val", ""))
    return max(int(value), 1) if value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS else 1


def _merged(rows: list[list[Merged]]) -> list[list[Span]]:
    """Rows with each merge written once, at its first cell, with what it covers.

    A cell that says it continues another where there is none begins one itself.
    """
    done: list[list[Span]] = [[] for _ in rows]
    open_at: dict[int, tuple[int, int]] = {}
    for r, row in enumerate(rows):
        column = 0
        still: dict[int, tuple[int, int]] = {}
        for span, opens in row:
            if span.rows == _RIGHT and done[r]:
                done[r][-1] = done[r][-1]._replace(columns=done[r][-1].columns + span.columns)
            elif span.rows == _DOWN and column in open_at:
                first, index = open_at[column]
                done[first][index] = done[first][index]._replace(rows=r - first + 1)
                still[column] = first, index
            else:
                done[r].append(Span(span.text, 1, span.columns))
                if opens:
                    still[column] = r, len(done[r]) - 1
            column += span.columns
        open_at = still
    return done
