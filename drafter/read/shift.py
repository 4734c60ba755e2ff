"""Rows of text tables that lost a cell: the figures after it stand one column too far left, and the last is empty.

Only tables without known cell borders are concerned. A row is in doubt where its last column is empty although the sums
of the table come out better with its figures one or two columns further right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from drafter.read.cells import UnreadableCell, parse
from drafter.read.document import GridCell

NO_SUM = "的各数相加不等于总计，可能缺了一格、各数错位"
LOST_CELL = "末列空着，可能少了一格、各数错位"
# From this many rows on, and with this share of them filled, filling the last column is the table's habit.
_HABIT_ROWS = 5
_HABIT_SHARE = 0.8
_GROUP = 5
# A row that lost more cells than this is no row any more.
_MOST_LOST = 2
# No table 3 has more rows; what has is not worth the search.
_MOST_ROWS = 60
_MOST_STEPS = 80
_COLUMNS = 6  # of applicants; the total is empty in rows in doubt

Amounts = list[int | None]


def applicants_may_have_moved(rows: Sequence[Sequence[GridCell]]) -> list[bool]:
    """For each row of table 3, whether it has nothing in its last column because it may have lost a cell.

    It may where its last figure could be the total of those before it: it is their sum while another row does end in
    its sum, or it is no less than their sum and filling the last column is the habit of the rows not so in doubt. And
    it may where one column more is empty at its end than in other rows, which have no empty cell before the last.
    """
    sums = any(map(_ends_in_its_sum, rows))
    excess = [_excess_of_last(row) for row in rows]
    filled = [bool(row[-1].text) for row, over in zip(rows, excess, strict=True) if _has_text(row) and over is None]
    habit = len(filled) >= _HABIT_ROWS and sum(filled) >= _HABIT_SHARE * len(filled)
    short = [_is_short(row) for row in rows]
    short_habit = sum(found == 1 for found in short) >= _HABIT_ROWS
    return [
        (over is not None and (habit or (sums and over == 0))) or (short_habit and missing == _MOST_LOST)
        for over, missing in zip(excess, short, strict=True)
    ]


def _excess_of_last(cells: Sequence[GridCell]) -> int | None:
    """By how much the last figure of a row with nothing in its last column exceeds those before it; None where it is
    less than they are, 0, or where the column is filled or more is missing.
    """
    lost = _empty_at_end(cells)
    if not 0 < lost <= _MOST_LOST:
        return None
    *parts, last = _amounts(cells[:-lost])
    over = (last or 0) - sum(filter(None, parts))
    return over if last and over >= 0 else None


def _is_short(cells: Sequence[GridCell]) -> int:
    """How many cells are empty at the end of a row with figures and no empty cell before; 0 for other rows."""
    lost = _empty_at_end(cells)
    whole = all(cell.text for cell in cells[: len(cells) - lost])
    return lost if whole and any(_amounts(cells)) else 0


def _has_text(cells: Sequence[GridCell]) -> bool:
    return any(cell.text for cell in cells)


def cases_may_have_moved(cells: Sequence[GridCell]) -> bool:
    """Whether a row of table 4, one group of five cells or several, with nothing in its last cell may have lost one.

    It may where fewer groups contradict their own total with the figures further right.
    """
    lost = _empty_at_end(cells)
    if not 0 < lost <= _MOST_LOST:
        return False
    amounts = _amounts(cells)
    now = _denied(amounts, ())
    return any(_denied(moved, gaps) < now for moved, gaps in _moved(amounts, lost))


def columns_may_have_moved(rows: Mapping[str, Sequence[GridCell]], sums: Sequence[Mapping[str, int]]) -> frozenset[str]:
    """The keys of those `rows` of table 3 that may have lost a cell, because more of its columns add up if they did.

    `sums`: what must be 0 in every column, as the sign of each row by key.
    """
    if len(rows) > _MOST_ROWS:
        return frozenset()
    amounts = {key: _amounts(cells) for key, cells in rows.items()}
    excess = [
        sum(sign * (amounts[key][column] or 0) for key, sign in terms.items() if key in amounts)
        for terms in sums
        for column in range(_COLUMNS)
    ]
    if not any(excess):
        return frozenset()
    steps = [
        (key, [terms.get(key, 0) * step for terms in sums for step in steps])
        for key, cells in rows.items()
        if _empty_at_end(cells) and any(amounts[key])
        for steps in {tuple(_steps(amounts[key], moved)) for moved, _ in _moved(amounts[key], 1) if _may_end(moved)}
    ]
    alone = {key for key, step in steps if _mends(excess, step)}
    pairs = combinations(steps, 2) if not alone and len(steps) <= _MOST_STEPS else ()
    together = (
        {one, two}
        for (one, a), (two, b) in pairs
        if one != two and _mends(excess, [x + y for x, y in zip(a, b, strict=True)])
    )
    return frozenset(alone.union(*together))


def _may_end(amounts: Amounts) -> bool:
    """Whether the total of a row may be right: it is open, or the sum of the parts that are known."""
    *parts, total = amounts
    return total is None or total == sum(filter(None, parts))


def _steps(now: Amounts, moved: Amounts) -> Iterator[int]:
    """How much more each column has after a move."""
    return ((after or 0) - (before or 0) for before, after in zip(now[:_COLUMNS], moved[:_COLUMNS], strict=True))


def _mends(excess: Sequence[int], step: Sequence[int]) -> bool:
    """Whether sums that are off by `excess` come out right by a step, every one that it changes."""
    return any(step) and not any(change and off + change for off, change in zip(excess, step, strict=True))


def _moved(amounts: Amounts, lost: int) -> Iterator[tuple[Amounts, tuple[int, ...]]]:
    """The amounts as they may have stood before up to `lost` cells were lost, and where those cells were."""
    for count in range(1, lost + 1):
        for gaps in combinations(range(len(amounts)), count):
            known = iter(amounts)
            yield [None if i in gaps else next(known) for i in range(len(amounts))], gaps


def _denied(amounts: Amounts, gaps: Sequence[int]) -> int:
    """How many groups of table 4 have figures that their total contradicts; cells at `gaps` may hold anything."""
    denied = 0
    for start in range(0, len(amounts), _GROUP):
        *parts, total = amounts[start : start + _GROUP]
        known = sum(filter(None, parts))
        open_ended = any(start <= gap < start + _GROUP for gap in gaps)
        if known or total:
            denied += total is None or total < known or (total > known and not open_ended)
    return denied


def _empty_at_end(cells: Sequence[GridCell]) -> int:
    """How many cells at the end have no text."""
    return next((i for i, cell in enumerate(reversed(cells)) if cell.text), len(cells))


def adds_up(cells: Sequence[GridCell]) -> bool | None:
    """Whether the last of `cells` is the sum of those before it, blanks being 0; None where it is blank or unread."""
    *parts, last = _amounts(cells)
    return None if last is None else sum(filter(None, parts)) == last


def _ends_in_its_sum(cells: Sequence[GridCell]) -> bool:
    *parts, last = _amounts(cells)
    return bool(last) and sum(filter(None, parts)) == last


def _amounts(cells: Sequence[GridCell]) -> Amounts:
    return [_amount(cell) for cell in cells]


def _amount(cell: GridCell) -> int | None:
    try:
        amount = parse(cell.text).amount
    except UnreadableCell:
        return None
    return int(amount) if amount is not None else None
