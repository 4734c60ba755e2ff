"""Rows of text tables that lost a cell: the figures after it stand one column too far left, and the last is empty.

Only tables without known cell borders are concerned. A row is in doubt where its last column alone is empty although
the sums say that it should not be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter.read.cells import UnreadableCell, parse
from drafter.read.document import GridCell

# So many rows that end in their sums show that the table fills its last column.
_SUM_ROWS = 2
# From this many rows on, and with this share of them filled, filling the last column is the table's habit.
_HABIT_ROWS = 5
_HABIT_SHARE = 0.8
_GROUP = 5


def lacks_its_last(cells: Sequence[GridCell]) -> bool:
    """Whether every cell but the last has text."""
    return len(cells) > 1 and not cells[-1].text and all(cell.text for cell in cells[:-1])


def last_is_missing(cells: Sequence[GridCell], rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether a row of table 3 with nothing in its last column alone may have lost a cell.

    It may where its last figure could be the total of those before it: it is their sum while other `rows` of the grid
    do end in their sums, or it is no less than their sum and filling the last column is the grid's habit.
    """
    *parts, last = (_amount(cell) for cell in cells[:-1])
    if not last or last < sum(filter(None, parts)):
        return False
    filled = [bool(row[-1].text) for row in rows if any(cell.text for cell in row)]
    habit = len(filled) >= _HABIT_ROWS and sum(filled) >= _HABIT_SHARE * len(filled)
    return habit or (_ends_in_its_sum(cells[:-1]) and sum(map(_ends_in_its_sum, rows)) >= _SUM_ROWS)


def _ends_in_its_sum(cells: Sequence[GridCell]) -> bool:
    *parts, last = (_amount(cell) for cell in cells)
    return bool(last) and sum(filter(None, parts)) == last


def sums_deny(cells: Mapping[str, GridCell], keys: Sequence[str]) -> bool:
    """Whether the fifteen cells of table 4 (`keys` in the form's order), whose last is empty, must have shifted.

    They must where one group's total is the sum of its parts and a later one's is not, or the last figure is the sum of
    those before it.
    """
    groups = [[cells[key] for key in keys[i : i + _GROUP]] for i in range(0, len(keys), _GROUP)]
    sums = [_ends_in_its_sum(group) for group in groups[:-1]]
    filled = [any(_amount(cell) for cell in group) for group in groups[:-1]]
    denied = [has_any and not ends for has_any, ends in zip(filled, sums, strict=True)]
    return (any(sums) and any(denied)) or _ends_in_its_sum(groups[-1][:-1])


def _amount(cell: GridCell) -> int | None:
    try:
        amount = parse(cell.text).amount
    except UnreadableCell:
        return None
    return int(amount) if amount is not None else None
