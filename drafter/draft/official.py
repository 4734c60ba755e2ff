"""Supplementary figures that are figures of the tables under another name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from drafter.draft.calling import bare
from drafter.form import Cell, Edition, Line, Supplementary

_MARK = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])")
_GUIDANCE = re.compile(r"(?<=.)（[^（）]*）$")
_LEAD = re.compile(r"^(?:作出|办理|实施|发生|共|其中)")
_END = re.compile(r"(?:处理)?决定$|案件$|事项$|(?:件数|数量|总数|数)$")
_COUNTED = ("件", "个", "份", "项", "宗", "起", "")
_MONEY = {"万元": Decimal(1), "元": Decimal(10_000)}


def cells_named(form: Edition, extra: Supplementary) -> tuple[Cell, ...]:
    """The cells that the name of a figure is a plain name of; several where it names a row and no column.

    Only totals are considered: of tables 3 and 4 the column 总计.
    """
    name = _short(bare(extra))
    names = _names(form).get(name) or _names(form).get(bare(extra), ())
    return tuple(cell for cell in names if _counts(cell, extra.unit))


def in_unit_of(cell: Cell, extra: Supplementary) -> Decimal:
    """The value of a figure in the unit of the cell (元 as 万元)."""
    return extra.value / _MONEY[extra.unit] if cell.column.unit == "万元" and extra.unit in _MONEY else extra.value


def _counts(cell: Cell, unit: str) -> bool:
    return unit in _MONEY if cell.column.decimal else unit in _COUNTED


@cache
def _names(form: Edition) -> dict[str, tuple[Cell, ...]]:
    found: dict[str, tuple[Cell, ...]] = {}
    for cell in form.printed.values():
        if cell.table in (3, 4) and cell.column.key != "total":
            continue
        for name in dict.fromkeys(_said(cell)):
            found[name] = (*found.get(name, ()), cell)
    return found


def _said(cell: Cell) -> Iterator[str]:
    """Every plain name of a cell: its row, and for rows with several columns row and column in either order."""
    for row in _called(cell.row):
        yield row
        if cell.table == 2:
            for column in _called(cell.column):
                yield from (row + column, column + row)


def _called(line: Line) -> tuple[str, ...]:
    printed = (line.label, *line.variants)
    return (*(_GUIDANCE.sub("", _MARK.sub("", name)) for name in printed), *line.spoken)


def _short(name: str) -> str:
    return _END.sub("", _LEAD.sub("", name)) or name
