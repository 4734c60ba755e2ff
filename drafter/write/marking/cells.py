"""Where the cells of the form stand in the tables of a Word file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from drafter.documents import CellSource, Report
from drafter.write.layout import grids
from drafter.write.marking.names import W

_OPENED = frozenset(f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_TABLE = f"{W}tbl"
# A table is taken for the one that was read where this share of the cells read says the same.
_ALIKE = 0.9

Place = tuple[int, int]
Laid = Mapping[Place, etree._Element]
"""A table of the file: 0-based row and column → the w:tc that begins there."""


def cells_read(report: Report, body: etree._Element) -> Mapping[str, etree._Element]:
    """Key of each cell → the w:tc it was read from, in the file that was read.

    The tables are told by what stands in them, so that none is taken for another; what fits none is left out.
    """
    tables = [_laid(table) for table in body.iter(_TABLE)]
    groups: dict[str, dict[str, CellSource]] = {}
    for key, source in report.provenance.items():
        groups.setdefault(source.where, {})[key] = source
    found: dict[str, etree._Element] = {}
    for sources in groups.values():
        table = max(tables, key=lambda laid: _alike(laid, sources.values()), default={})
        if _alike(table, sources.values()) >= _ALIKE * len(sources):
            found |= {key: table[at] for key, s in sources.items() if (at := (s.row, s.column)) in table}
    return found


def cells_drawn(report: Report, body: etree._Element) -> Mapping[str, etree._Element]:
    """Key of each cell → the w:tc it was drawn as, in the file that was drawn of the report."""
    found: dict[str, etree._Element] = {}
    for grid, table in zip(grids(report) if report.edition else (), body.iter(_TABLE), strict=False):
        laid = _laid(table)
        found |= {c.key: laid[at] for c in grid.cells if c.key and (at := (c.row, c.column)) in laid}
    return found


def _alike(laid: Laid, sources: Iterable[CellSource]) -> int:
    """How many of the cells read stand where they were read, with the same words."""
    return sum(
        (cell := laid.get((source.row, source.column))) is not None and _letters(cell) == "".join(source.raw.split())
        for source in sources
    )


def _laid(table: etree._Element) -> Laid:
    places: dict[Place, etree._Element] = {}
    rows = (row for row in _children(table, "tr") if row.find(f"{W}trPr/{W}del") is None)
    for index, row in enumerate(rows):
        column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in _children(row, "tc"):
            places[index, column] = cell
            column += _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
    return places


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, content controls and insertions opened."""
    for child in parent:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in _OPENED:
            yield from _children(child, tag)


def _number(holder: etree._Element | None, missing: int) -> int:
    told = "" if holder is None else holder.get(f"{W}val", "")
    return int(told) if told.isascii() and told.isdigit() else missing


def _letters(cell: etree._Element) -> str:
    return "".join("".join(text.text or "" for text in cell.iter(f"{W}t")).split())
