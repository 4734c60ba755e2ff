"""The three official tables as neutral grids with merged heads; every other writer draws from these.

The heads stand as in the official form: table 2 is one grid of captioned blocks, table 3 has its row labels in three
columns, table 4 lies on its side with one line of figures.

A row of the form of which every cell is absent from a report's figures is left out of its grid (for table 4 that is a
group of five columns). A single absent cell in a row that is shown is drawn empty, and so reads back as blank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from drafter.documents import Report
from drafter.errors import InputError
from drafter.form import Amount, Block, Cell, Edition, Line, Table

APPLICANTS = "申请人情况"
BLOCK_STUB = "信息内容"
# Widths share out the 156 mm between the margins of an official page.
TABLE_2_WIDTHS = (42, 38, 38, 38)
TABLE_3_STUB_WIDTHS = (12, 15, 43)
TABLE_3_COLUMN_WIDTH = 86 / 7
PAGE_WIDTH = 156


class Align(StrEnum):
    """Where a cell's text stands between its borders."""

    LEFT = "left"
    CENTRE = "center"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid, merged or not: 0-based place of its upper left corner, and how far it reaches.

    `key` is the form's cell whose figure it shows, None for a head.
    """

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    key: str | None = None
    align: Align = Align.CENTRE

    @property
    def is_head(self) -> bool:
        """True for a label, False for a figure."""
        return self.key is None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn: its official number, size, and cells in reading order.

    `head_rows` counts the lines at the top to repeat on every page (0 for table 2, whose blocks have their own heads).
    `widths` are the columns' widths in millimetres on an A4 page. `label_columns` counts the columns of row labels.
    """

    table: int
    rows: int
    columns: int
    head_rows: int
    label_columns: int
    widths: tuple[float, ...]
    cells: tuple[GridCell, ...]

    def by_row(self) -> tuple[tuple[GridCell, ...], ...]:
        """The cells that begin in each row, left to right."""
        lines: list[list[GridCell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            lines[cell.row].append(cell)
        return tuple(tuple(sorted(line, key=lambda cell: cell.column)) for line in lines)


Figures = Mapping[str, Amount | None]


def grids(report: Report) -> tuple[Grid, ...]:
    """The tables of `report` in the order of the form; a table without any cell in its figures is left out.

    Raises:
        InputError: the figures name a cell that the report's edition does not have; it would be lost without a trace.
    """
    form = report.ledger().edition
    strangers = [key for key in report.figures if form.cell(key) is None]
    if strangers:
        message = f"{form.name}的表格中没有这些单元格：{'、'.join(strangers)}。请核对报告所用的表格版式，改正后再输出。"
        raise InputError(message, name=report.source.name, place="表格数据")
    drawn = (draw(table, report.figures) for table in form.tables)
    return tuple(grid for grid in drawn if grid is not None)


def empty_grids(form: Edition) -> tuple[Grid, ...]:
    """The three tables of the form, complete and without figures."""
    blank: Figures = dict.fromkeys(form.printed)
    return tuple(grid for table in form.tables if (grid := draw(table, blank)) is not None)


def draw(table: Table, figures: Figures) -> Grid | None:
    """Lay out `table` with `figures`, or None where they hold none of its cells."""
    blocks = [block for block in (_shown(block, figures) for block in table.blocks) if block.rows]
    if not blocks:
        return None
    if table.number == 2:
        return _stacked(blocks, figures)
    return _listed(blocks[0], figures) if table.number == 3 else _sideways(blocks[0], figures)


def amount_text(amount: Amount | None) -> str:
    """An amount as printed, every digit of it and no unit, as the form has it; "" for a blank."""
    if amount is None:
        return ""
    return format(amount, "f") if isinstance(amount, Decimal) else str(amount)


def _shown(block: Block, figures: Figures) -> Block:
    rows = tuple(row for row in block.rows if any(block.cell(row, column).key in figures for column in block.columns))
    return Block(block.table, block.caption, block.columns, rows)


def _figure(row: int, column: int, cell: Cell, figures: Figures, colspan: int = 1) -> GridCell:
    return GridCell(row, column, amount_text(figures.get(cell.key)), colspan=colspan, key=cell.key)


# ---------------------------------------------------------------- table 2: blocks under their captions


def _stacked(blocks: Sequence[Block], figures: Figures) -> Grid:
    cells: list[GridCell] = []
    top = 0
    for block in blocks:
        spans = _spread(len(block.columns))
        cells.append(GridCell(top, 0, block.caption, colspan=4))
        cells.append(GridCell(top + 1, 0, BLOCK_STUB))
        cells += [
            GridCell(top + 1, at, column.label, colspan=span)
            for column, (at, span) in zip(block.columns, spans, strict=True)
        ]
        for row, line in enumerate(block.rows, start=top + 2):
            cells.append(GridCell(row, 0, line.label))
            cells += [
                _figure(row, at, block.cell(line, column), figures, span)
                for column, (at, span) in zip(block.columns, spans, strict=True)
            ]
        top += 2 + len(block.rows)
    return Grid(2, top, 4, 0, 1, TABLE_2_WIDTHS, tuple(cells))


def _spread(count: int) -> list[tuple[int, int]]:
    """Place and width of `count` (1 to 3) columns over the three beside the stub; the last one takes what is left."""
    return [(at, 1) for at in range(1, count)] + [(count, 4 - count)]


# ---------------------------------------------------------------- table 3: labels in three columns


def _listed(block: Block, figures: Figures) -> Grid:
    cells = [GridCell(0, 0, block.caption, rowspan=3, colspan=3)]
    cells.append(GridCell(0, 3, APPLICANTS, colspan=len(block.columns)))
    cells += _column_heads(block.columns)
    cells += _row_heads(block.rows)
    for row, line in enumerate(block.rows, start=3):
        cells += [_figure(row, at, block.cell(line, col), figures) for at, col in enumerate(block.columns, start=3)]
    widths = TABLE_3_STUB_WIDTHS + (TABLE_3_COLUMN_WIDTH,) * len(block.columns)
    return Grid(3, 3 + len(block.rows), 3 + len(block.columns), 3, 3, widths, _sorted(cells))


def _column_heads(columns: Sequence[Line]) -> list[GridCell]:
    cells: list[GridCell] = []
    at = 3
    for group, members in groupby(columns, key=lambda column: column.group):
        lines = list(members)
        if group:
            cells.append(GridCell(1, at, group, colspan=len(lines)))
        height = 1 if group else 2
        cells += [GridCell(3 - height, at + i, line.label, rowspan=height) for i, line in enumerate(lines)]
        at += len(lines)
    return cells


def _row_heads(rows: Sequence[Line]) -> list[GridCell]:
    cells = _merged(rows, 0, lambda line: line.group) + _merged(rows, 1, lambda line: line.subgroup)
    for row, line in enumerate(rows, start=3):
        depth = 2 if line.subgroup else 1 if line.group else 0
        cells.append(GridCell(row, depth, line.label, colspan=3 - depth, align=Align.LEFT))
    return cells


def _merged(rows: Sequence[Line], column: int, head: Callable[[Line], str]) -> list[GridCell]:
    cells = []
    row = 3
    for text, members in groupby(rows, key=head):
        height = len(list(members))
        if text:
            cells.append(GridCell(row, column, text, rowspan=height, align=Align.LEFT))
        row += height
    return cells


# ---------------------------------------------------------------- table 4: one line of figures


def _sideways(block: Block, figures: Figures) -> Grid:
    depth = 3 if any(row.group for row in block.rows) else 2
    width = len(block.columns)
    cells: list[GridCell] = []
    at = 0
    for group, members in groupby(block.rows, key=lambda row: row.group):
        lines = list(members)
        if group:
            cells.append(GridCell(0, at, group, colspan=width * len(lines)))
        for line in lines:
            cells += _sideways_row(block, line, at, depth, figures)
            at += width
    widths = (PAGE_WIDTH / at,) * at
    return Grid(4, depth + 1, at, depth, 0, widths, _sorted(cells))


def _sideways_row(block: Block, line: Line, at: int, depth: int, figures: Figures) -> list[GridCell]:
    top = 1 if line.group else 0
    cells = [GridCell(top, at, line.label, colspan=len(block.columns))]
    for column, head in enumerate(block.columns, start=at):
        cells.append(GridCell(top + 1, column, head.label, rowspan=depth - top - 1))
        cells.append(_figure(depth, column, block.cell(line, head), figures))
    return cells


def _sorted(cells: list[GridCell]) -> tuple[GridCell, ...]:
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
