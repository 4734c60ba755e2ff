"""CSV and TSV → Document: one grid of what was typed, with titles and narrative taken out of it as paragraphs."""

from __future__ import annotations

import csv
import io
from collections import Counter

from drafter.errors import UnreadableDocument
from drafter.read.decode import decode
from drafter.read.document import Document
from drafter.read.sheet_rows import blocks_of

_DELIMITERS = ",\t;|，；"
_SAMPLE = 64 * 1024
_MOST_ROWS = 20_000
_MOST_COLUMNS = 200


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a file with one row a line, cells parted by commas, tabs or another mark.

    Raises:
        UnreadableDocument: the bytes are not text, a quotation mark is left open, or there are far too many rows.
    """
    text, notices = decode(data, name)
    rows = _rows(text, _delimiter(text[:_SAMPLE]), name)
    texts = {(r, c): cell for r, row in enumerate(rows) for c, cell in enumerate(row)}
    return Document(tuple(blocks_of(texts, (), "表格")), "", notices)


def _delimiter(text: str) -> str:
    """The mark that parts the cells: the one with which most lines have the same number of cells, more than one."""
    best = (0, 0)
    chosen = _DELIMITERS[0]
    for mark in _DELIMITERS:
        widths = Counter(filter(_is_parted, _widths(text, mark)))
        width, lines = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if (lines, width) > best:
            best, chosen = (lines, width), mark
    return chosen


def _is_parted(width: int) -> bool:
    return width > 1


def _widths(text: str, mark: str) -> list[int]:
    """How many cells each line has when parted by `mark`; none where it cannot be."""
    try:
        return [len(row) for row in csv.reader(io.StringIO(text), delimiter=mark)]
    except csv.Error:
        return []


def _rows(text: str, delimiter: str, name: str) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if len(rows) >= _MOST_ROWS or len(row) > _MOST_COLUMNS:
                message = f"超过 {_MOST_ROWS} 行或 {_MOST_COLUMNS} 列的上限。请只留年度报告正文和三张表再读。"
                raise UnreadableDocument(message, name=name, place=f"第{reader.line_num}行")
            rows.append(row)
    except csv.Error as error:
        message = "引号没有配对，或一格过长，分不出各格。请用 Excel 或 WPS 打开后另存为 .xlsx 再读。"
        raise UnreadableDocument(message, name=name, place=f"第{reader.line_num}行") from error
    return rows
