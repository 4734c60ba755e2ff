"""Spreadsheets (.xlsx) of any layout → Document; the fill-in workbook goes to its own reader.

A sheet is one grid, its rows and columns counted as the office program counts them. Lines that are no part of a table -
titles, narrative, notes - are taken out of it as paragraphs.
"""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from drafter.documents import Notice, Report
from drafter.errors import UnreadableDocument
from drafter.read import workbook
from drafter.read.archive import BROKEN_ARCHIVE, open_archive, part_of, refuse_entities, xml_part
from drafter.read.document import Document, Grid, Paragraph
from drafter.read.sheet_cells import Typed, shown
from drafter.read.sheet_rows import Area, blocks_of

_KEYS = "_键"
_XML = (".xml", ".rels")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_REFERENCE = re.compile(r"([A-Z]{1,3}[1-9]\d{0,6}):([A-Z]{1,3}[1-9]\d{0,6})")
# The largest tables of the form have thirty rows; a report typed into a sheet has a few hundred lines.
_MOST_ROWS = 5_000
_MOST_COLUMNS = 100
_MOST_SHEETS = 50
_MOST_MERGED = 5_000
# What openpyxl trips over depends on which part of the file is broken.
_BROKEN = (*BROKEN_ARCHIVE, LookupError, TypeError, AttributeError, SyntaxError, ArithmeticError)
_DAMAGED = "打不开这个工作簿，文件可能不完整或已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx 再读。"

Values = Mapping[tuple[int, int], Typed]


def read(data: bytes, name: str) -> Document | Report:
    """Read a workbook: drafter's own as filled in, any other by the labels on its sheets.

    Hidden sheets are passed over and named in a notice.

    Raises:
        UnreadableDocument: the file is broken, locked, or has far more rows than a report.
        UnsupportedFormat: it is a fill-in workbook of a version that is not known.
    """
    with open_archive(data, name) as archive:
        sheets = _sheets(archive, name)
        core = xml_part(archive, "docProps/core.xml", name)
        for part in archive.namelist():  # openpyxl would pass over what entities stand for
            if part.lower().endswith(_XML):
                refuse_entities(part_of(archive, part, name) or b"", part, name)
        merged = {title: _merged(archive, part) for title, part in sheets.items()}
    if _KEYS in sheets:
        return workbook.read(data, name)
    title = core.findtext(_TITLE) if core is not None else None
    return _document(data, name, merged, title or "")


def _document(data: bytes, name: str, merged: Mapping[str, list[Area]], title: str) -> Document:
    blocks: list[Paragraph | Grid] = []
    notices: list[Notice] = []
    formulas = _values(data, name, results=False)
    for sheet, hidden, values in _values(data, name, results=True):
        _, _, written = next(formulas)
        if hidden:
            notices.append(Notice(code="sheet_hidden", message=f"隐藏的工作表“{sheet}”没有读入。"))
            continue
        place = f"工作表“{sheet}”"
        texts, remarks = shown(values, written)
        notices += [Notice(code=code, message=f"{place}的 {address} 格{what}") for code, address, what in remarks]
        blocks += blocks_of(texts, merged.get(sheet, []), place)
    return Document(tuple(blocks), title.strip(), tuple(notices))


def _sheets(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Title → part of every sheet with cells, in order.

    Raises:
        UnreadableDocument: there is no workbook in the archive.
    """
    book = xml_part(archive, "xl/workbook.xml", name)
    relations = xml_part(archive, "xl/_rels/workbook.xml.rels", name)
    if book is None or relations is None:
        raise UnreadableDocument(_DAMAGED, name=name)
    parts = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    sheets = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = parts.get(sheet.get(_RELATION, ""), "")
        sheets[sheet.get("name", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return sheets


def _merged(archive: zipfile.ZipFile, part: str) -> list[Area]:
    """The merged areas of a sheet as 0-based top, left, bottom and right, the last two included."""
    if part not in archive.namelist():
        return []
    areas: list[Area] = []
    tags = (f"{_MAIN}mergeCell", f"{_MAIN}row")
    try:
        with archive.open(part) as stream:
            for _, element in etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True):
                area = _area(element.get("ref", ""))
                if area is not None and len(areas) < _MOST_MERGED:
                    areas.append(area)
                element.clear()
    except (etree.XMLSyntaxError, *_BROKEN):
        return areas  # what is broken is found out, and told, where the cells are read
    return areas


def _area(reference: str) -> Area | None:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    (top, left), (bottom, right) = map(coordinate_to_tuple, match.groups())
    last = min(bottom, _MOST_ROWS) - 1, min(right, _MOST_COLUMNS) - 1
    return (top - 1, left - 1, *last) if top - 1 <= last[0] and left - 1 <= last[1] else None


def _values(data: bytes, name: str, *, results: bool) -> Iterator[tuple[str, bool, Values]]:
    """Title, hiddenness and cells of every sheet: what formulas last gave, or the formulas themselves.

    Raises:
        UnreadableDocument: the workbook is broken, or a sheet has too many rows.
    """
    try:
        with warnings.catch_warnings():
            # Office programs add parts that openpyxl passes over with a warning; none of them holds a figure.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=results, read_only=True)
            for sheet in book.worksheets[:_MOST_SHEETS]:
                yield sheet.title, sheet.sheet_state != "visible", _cells(sheet, name)
    except _BROKEN as error:
        raise UnreadableDocument(_DAMAGED, name=name) from error


def _cells(sheet: Worksheet, name: str) -> Values:
    cells = {}
    for r, line in enumerate(sheet.iter_rows(max_row=_MOST_ROWS + 1, max_col=_MOST_COLUMNS)):
        for c, cell in enumerate(line):
            if cell.value is not None:
                if r >= _MOST_ROWS:
                    message = f"行数超过 {_MOST_ROWS} 行的上限。请只留年度报告正文和三张表，另存后再读。"
                    raise UnreadableDocument(message, name=name, place=f"工作表“{sheet.title}”")
                cells[r, c] = Typed(cell.value, cell.number_format, cell.is_date)
    return cells
