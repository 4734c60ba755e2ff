"""Grids of the form on a sheet: labels locked, figures to fill in, and what each cell accepts."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from drafter.form import Edition
from drafter.write.layout import Align, Grid, GridCell
from drafter.write.workbook import look

LEAST_HEIGHT = 21.0
LINE_HEIGHT = 15.0
# Wider than paper needs: figures are typed on a screen.
_PER_MILLIMETRE = 0.66
_LEAST_WIDTH = 7.5
_WHOLE_LIMIT = 100_000_000


@dataclass(frozen=True)
class Placed:
    """A grid with the sheet it is drawn on.

    `top` is its first row there. `stops` are the sheet's columns at which the grid's columns begin, and the one after
    the last: a column of the grid may be drawn over several of the sheet. Rows and columns of a sheet are 1-based.
    """

    sheet: Worksheet
    grid: Grid
    top: int
    stops: tuple[int, ...]

    @property
    def bottom(self) -> int:
        """The last row of the grid."""
        return self.top + self.grid.rows - 1

    def row(self, cell: GridCell) -> int:
        """The row of a cell on the sheet."""
        return self.top + cell.row

    def column(self, cell: GridCell) -> int:
        """The first column of a cell on the sheet."""
        return self.stops[cell.column]

    def width(self, cell: GridCell) -> int:
        """How many columns of the sheet a cell covers."""
        return self.stops[cell.column + cell.colspan] - self.stops[cell.column]

    def addresses(self) -> Mapping[str, str]:
        """Cell key → address on the sheet, e.g. D6."""
        return {c.key: f"{get_column_letter(self.column(c))}{self.row(c)}" for c in self.grid.cells if c.key}


def draw(
    sheet: Worksheet,
    grid: Grid,
    form: Edition,
    *,
    top: int,
    left: int = 1,
    stretch: Sequence[int] = (),
    sums: Container[str] = (),
) -> Placed:
    """Draw `grid` with empty figures and set what may be filled in.

    `stretch`: over how many of the sheet's columns each column of the grid goes, which then keep the widths they have;
    without it each goes over one and gives it its width. `sums`: keys of the cells that will hold a live sum.
    """
    spans = stretch or [1] * grid.columns
    placed = Placed(sheet, grid, top, tuple(accumulate(spans, initial=left)))
    for cell in grid.cells:
        target = look.at(sheet, placed.row(cell), placed.column(cell))
        if cell.key is None:
            look.head(target, cell.text, horizontal="left" if cell.align is Align.LEFT else "center")
        else:
            tint = look.SUM_TINT if cell.key in sums else look.INPUT_TINT
            look.entry(target, tint=tint, number_format=_number_format(form, cell.key))
        look.merge(sheet, placed.row(cell), placed.column(cell), cell.rowspan, placed.width(cell))
    if not stretch:
        for column, width in zip(placed.stops, grid.widths, strict=False):
            sheet.column_dimensions[get_column_letter(column)].width = max(_LEAST_WIDTH, width * _PER_MILLIMETRE)
    _set_heights(placed)
    _validate(placed, form, sums)
    return placed


def lines(sheet: Worksheet, text: str, column: int, width: int) -> int:
    """How many lines `text` takes in a cell over `width` columns from `column` on."""
    letters = (get_column_letter(column + offset) for offset in range(width))
    room = sum(sheet.column_dimensions[letter].width for letter in letters)
    # A Chinese character is as wide as two digits; a little space stays free at the sides of the cell.
    return math.ceil(len(text) * 2 / max(room - 1.5, 2))


def _number_format(form: Edition, key: str) -> str:
    return "0.######" if form.printed[key].column.decimal else "0"


def _set_heights(placed: Placed) -> None:
    """Rows as high as their longest label needs: a sheet does not find that out for merged cells."""
    for index, cells in enumerate(placed.grid.by_row()):
        counts = [
            lines(placed.sheet, cell.text, placed.column(cell), placed.width(cell))
            for cell in cells
            if cell.rowspan == 1
        ]
        height = max(LEAST_HEIGHT, LINE_HEIGHT * max(counts, default=1))
        placed.sheet.row_dimensions[placed.top + index].height = height


# ---------------------------------------------------------------- what may be filled in


def _validate(placed: Placed, form: Edition, sums: Container[str]) -> None:
    validations = {"count": _count(), "change": _change(), "money": _money(), "sum": _sum()}
    for key, address in placed.addresses().items():
        column = form.printed[key].column
        kind = "sum" if key in sums else "money" if column.decimal else "change" if column.signed else "count"
        validations[kind].add(address)
    for validation in validations.values():
        if validation.sqref.ranges:
            placed.sheet.add_data_validation(validation)


def _count() -> DataValidation:
    validation = DataValidation("whole", operator="greaterThanOrEqual", formula1="0")
    look.refuse(validation, "这里填件数：0 或正整数，不带单位、文字和逗号。没有发生的填 0，不适用的留空。")
    return validation


def _sum() -> DataValidation:
    validation = _count()
    validation.showInputMessage = True
    validation.promptTitle = "自动合计"
    validation.prompt = "这一格会自动合计，一般不用填；确需改动时直接填数字。"
    return validation


def _change() -> DataValidation:
    low, high = str(-_WHOLE_LIMIT), str(_WHOLE_LIMIT)
    validation = DataValidation("whole", operator="between", formula1=low, formula2=high)
    look.refuse(validation, "这里填增减的项数：增加填正整数，减少填负整数（如 -3），没有变化填 0。")
    return validation


def _money() -> DataValidation:
    validation = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0")
    look.refuse(validation, "这里填金额，单位是万元，可以带小数（如 12.5），不带“万元”二字。没有发生的填 0。")
    return validation
