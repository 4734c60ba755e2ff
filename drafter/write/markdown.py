"""A report → Markdown: headings, paragraphs, and the official tables as pipe tables without merged cells.

Table 2 keeps its shape. Tables 3 and 4 have every row's labels in two columns and one line of column heads, so that
each row can be understood, and read back, by itself. A blank figure is written "/", as clerks do: in a table without
borders an empty cell looks like one that was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from drafter.documents import Report
from drafter.write.flow import Kind, Paragraph, flow
from drafter.write.layout import Grid, GridCell

_MARKS = {Kind.TITLE: "# ", Kind.HEADING: "## ", Kind.SUBHEADING: "### "}
_SPECIAL = re.compile(r"[\\`*_|\[\]]")
_LINE_START = re.compile(r"(?=[#>+-])")
_ENTITY = re.compile(r"&(?=#?\w{1,10};)")
_LABEL_COLUMNS = 2
_BLANK = "/"

Rows = list[list[str]]


def write(report: Report) -> bytes:
    """The report as UTF-8 Markdown; the same report gives the same bytes.

    Raises:
        InputError: the figures name a cell that the report's edition does not have.
    """
    blocks = ("\n".join(_table(block)) if isinstance(block, Grid) else _paragraph(block) for block in flow(report))
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def _paragraph(paragraph: Paragraph) -> str:
    text = paragraph.text.strip()
    mark = _MARKS.get(paragraph.kind)
    if mark:
        return mark + _escaped(text)
    lead = len(paragraph.text[: paragraph.lead].strip())
    if lead:
        return f"**{_escaped(text[:lead])}**{_escaped(text[lead:])}"
    return _LINE_START.sub("\\\\", _escaped(text), count=1) if text[:1] in "#>+-" else _escaped(text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text)).replace("<", "&lt;")


def _table(grid: Grid) -> Iterator[str]:
    rows = {2: _as_drawn, 3: _by_row, 4: _by_group}[grid.table](grid)
    yield _line(rows[0])
    labels = grid.columns if grid.table == 2 else _LABEL_COLUMNS
    yield _line(["---" if column < labels else ":-:" for column in range(len(rows[0]))])
    yield from map(_line, rows[1:])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _as_drawn(grid: Grid) -> Rows:
    """Every cell at its place; what a merged cell covers beside its first place stays empty."""
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = _shown(cell)
    return rows


def _by_row(grid: Grid) -> Rows:
    """Table 3: a group of rows is a line of its own, a sub-group stands in front of each of its rows."""
    heads = [_heads_over(grid, column)[-1] for column in range(grid.label_columns, grid.columns)]
    corner = next(cell.text for cell in grid.cells if cell.row == cell.column == 0)
    rows: Rows = [[corner, "", *heads]]
    group = ""
    for row in range(grid.head_rows, grid.rows):
        labels = [c.text for c in grid.cells if c.is_head and _covers(c, row) and c.row >= grid.head_rows]
        if len(labels) > 1:
            if labels[0] != group:
                group = labels[0]
                rows.append([group] + [""] * (len(heads) + 1))
            labels = labels[1:]
        rows.append([*_padded(labels), *(_shown(c) for c in grid.cells if c.key and c.row == row)])
    return rows


def _by_group(grid: Grid) -> Rows:
    """Table 4: one line for each kind of case."""
    figures = {cell.column: _shown(cell) for cell in grid.cells if cell.key}
    groups = [(labels, list(columns)) for labels, columns in groupby(figures, lambda c: _heads_over(grid, c)[:-1])]
    rows: Rows = [[*_padded([]), *(_heads_over(grid, column)[-1] for column in groups[0][1])]]
    rows += [[*_padded(labels), *(figures[column] for column in columns)] for labels, columns in groups]
    return rows


def _shown(cell: GridCell) -> str:
    return cell.text or (_BLANK if cell.key else "")


def _padded(labels: list[str]) -> list[str]:
    return labels + [""] * (_LABEL_COLUMNS - len(labels))


def _heads_over(grid: Grid, column: int) -> list[str]:
    """The labels of the heads above the figures of a column, outermost first."""
    heads = [
        c for c in grid.cells if c.is_head and c.row < grid.head_rows and c.column <= column < c.column + c.colspan
    ]
    return [cell.text for cell in sorted(heads, key=lambda cell: cell.row)]


def _covers(cell: GridCell, row: int) -> bool:
    return cell.row <= row < cell.row + cell.rowspan
