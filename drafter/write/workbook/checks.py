"""The identities of the form beside and under the tables of a workbook, each with its difference and its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from openpyxl.utils import get_column_letter

from drafter.form import Identity
from drafter.write.layout import Grid, GridCell
from drafter.write.workbook import look
from drafter.write.workbook.grid import LEAST_HEIGHT, LINE_HEIGHT, Placed, lines
from drafter.write.workbook.sums import Address, difference_formula, verdict_formula

_GAP_WIDTH, _PAIR_WIDTH = 2, 11


def add_checks(placed: Placed, identities: Iterable[Identity], address: Address) -> tuple[str, ...]:
    """Set every identity's difference and verdict; returns the addresses of the verdicts.

    In table 2 they stand beside the row they are about, in table 3 beside their row or under their column, in table 4,
    which lies on its side, under their group of columns. `address` gives the place of a cell, `prev.` ones included.
    """
    beside: list[Identity] = []
    under: list[Identity] = []
    for identity in identities:
        (beside if _is_about_a_row(placed, identity) else under).append(identity)
    return (*_add_beside(placed, beside, address), *_add_under(placed, under, address))


def _is_about_a_row(placed: Placed, identity: Identity) -> bool:
    """Table 3 compares single cells with last year's column by column, so one cell alone is about its column there."""
    cells = _cells(placed, identity)
    if placed.grid.table == 2:
        return True
    return placed.grid.table == 3 and len(cells) > 1 and len({cell.row for cell in cells}) == 1


def _cells(placed: Placed, identity: Identity) -> list[GridCell]:
    return [cell for cell in placed.grid.cells if cell.key in identity.keys]


# ---------------------------------------------------------------- beside rows


def _add_beside(placed: Placed, identities: Sequence[Identity], address: Address) -> list[str]:
    verdicts = []
    slots: dict[tuple[int, str], int] = {}
    for identity in identities:
        row = _cells(placed, identity)[0].row
        first, last = _head_rows(placed.grid, row)
        if (first, identity.code) not in slots:
            # A narrow column keeps the checks off the table.
            column = placed.stops[-1] + 1 + 2 * sum(block == first for block, _ in slots)
            slots[first, identity.code] = column
            _beside_head(placed, identity.name, placed.top + first, placed.top + last, column)
        column = slots[first, identity.code]
        verdicts.append(_pair(placed, identity, address, (placed.top + row, column), (placed.top + row, column + 1)))
    if slots:
        placed.sheet.column_dimensions[get_column_letter(placed.stops[-1])].width = _GAP_WIDTH
    return verdicts


def _head_rows(grid: Grid, row: int) -> tuple[int, int]:
    """First and last row of the heads above `row`: those of the table, or for table 2 of its block."""
    if grid.head_rows:
        return 0, grid.head_rows - 1
    caption = max(cell.row for cell in grid.cells if cell.colspan == grid.columns and cell.row < row)
    return caption, caption + 1


def _beside_head(placed: Placed, name: str, top: int, bottom: int, column: int) -> None:
    sheet = placed.sheet
    for each in (column, column + 1):
        sheet.column_dimensions[get_column_letter(each)].width = _PAIR_WIDTH
    text = f"核对：{name}"
    look.head(look.at(sheet, top, column), text)
    look.merge(sheet, top, column, bottom - top, 2)
    look.head(look.at(sheet, bottom, column), "差额")
    look.head(look.at(sheet, bottom, column + 1), "结论")
    wanted = LINE_HEIGHT * lines(sheet, text, column, 2) / (bottom - top)
    for row in range(top, bottom):
        sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height or LEAST_HEIGHT, wanted)


# ---------------------------------------------------------------- under columns


def _add_under(placed: Placed, identities: Sequence[Identity], address: Address) -> list[str]:
    verdicts = []
    row = placed.bottom + 2
    for _, members in groupby(identities, key=lambda identity: identity.code):
        same = list(members)
        _under_head(placed, row, f"核对：{same[0].name}（差额）")
        _under_head(placed, row + 1, "结论")
        for identity in same:
            cells = _cells(placed, identity)
            first = min(placed.column(cell) for cell in cells)
            last = max(placed.column(cell) for cell in cells)
            verdicts.append(_pair(placed, identity, address, (row, first), (row + 1, first)))
            for line in (row, row + 1):
                look.merge(placed.sheet, line, first, 1, last - first + 1)
        row += 2
    return verdicts


def _under_head(placed: Placed, row: int, text: str) -> None:
    """Label a line of checks: in the grid's columns of labels, or in the column before a grid that has none."""
    width = placed.grid.label_columns
    column = placed.stops[0] if width else placed.stops[0] - 1
    look.head(look.at(placed.sheet, row, column), text, horizontal="left")
    look.merge(placed.sheet, row, column, 1, max(width, 1))
    count = lines(placed.sheet, text, column, max(width, 1))
    placed.sheet.row_dimensions[row].height = max(LEAST_HEIGHT, LINE_HEIGHT * count)


def _pair(
    placed: Placed, identity: Identity, address: Address, difference: tuple[int, int], result: tuple[int, int]
) -> str:
    look.verdict(look.at(placed.sheet, *difference), difference_formula(identity, address))
    cell = look.at(placed.sheet, *result)
    look.verdict(cell, verdict_formula(identity, address))
    look.colour_verdicts(placed.sheet, cell.coordinate)
    return str(cell.coordinate)
