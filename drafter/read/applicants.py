"""Table 3: 25 rows (23 in the 2019 edition) under seven kinds of applicants."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from drafter.form import EDITION_NAMES, edition
from drafter.read.cells import is_value
from drafter.read.document import Grid
from drafter.read.head import Head, columns_head
from drafter.read.labels import Match, plain
from drafter.read.matched import Matched, all_at, at, called
from drafter.read.order import resolve
from drafter.read.placement import OTHER_OUTCOMES, Line, Placed, place
from drafter.read.row import Labelled, has_figures, split
from drafter.read.shift import LOST_CELL, columns_may_have_moved
from drafter.read.vocabulary import vocabulary

_ALL_COLUMNS = 7


class Applicants:
    """The pass over table 3. A head stays in force until the next one: tables are split over pages and grids."""

    def __init__(self, matched: Matched) -> None:
        """Gather into `matched`."""
        self._matched = matched
        self._head: tuple[Grid, Head] | None = None
        self._lines: list[Line] = []

    def head(self, grid: Grid, rows: list[int]) -> None:
        """The given rows of `grid` are a head."""
        head = columns_head(grid, rows)
        self._head = grid, head
        self._matched.slips(grid, head.slots, _COLUMN_LABELS)

    def row(self, grid: Grid, r: int, *, expected: bool) -> bool:
        """Keep row `r` for later; False where it is no row of table 3. `expected`: the pass is inside table 3."""
        row = _to_the_figures(split(grid, r, vocabulary().rows3))
        if not _belongs(row, expected=expected):
            return False
        candidates = _candidates(row)
        if candidates == ():
            return self._sum(grid, r, row)
        origin, head = self._head or (grid, None)
        here = origin is grid or (grid.spanned and origin.spanned and origin.width == grid.width)
        self._lines.append(Line(grid, r, row, candidates, head, here))
        return True

    def finish(self) -> None:
        """Settle what depends on the neighbours, columns and rows, and hand everything over."""
        lines = self._without_sums()
        placed: Sequence[Placed] = place(lines)
        keys = resolve([line.candidates for line in lines], vocabulary().row_order3)
        placed = _unmoved(lines, placed, keys)
        assumed: list[tuple[Grid, int]] = []
        for line, found, key in zip(lines, placed, keys, strict=True):
            if found.cells is None:
                if has_figures(line.row.rest):
                    why = found.why or "的数字与表头的列对不上"
                    self._matched.unread(line.grid, line.line, line.row.name, why)
            elif key is None:
                self._matched.unread(line.grid, line.line, line.row.name, "看不出是表三的哪一行")
            else:
                self._say_label(line, key)
                self._matched.take(3, key, found.cells, line.grid.place)
                assumed += [(line.grid, line.line)] if found.assumed else []
        if assumed:
            message = f"表三的表头不完整，以下各行的七个数字按格式的列次序读取：{all_at(assumed)}。"
            self._matched.note("columns_assumed", message)

    def _say_label(self, line: Line, key: str) -> None:
        """Name a label that was missing, ambiguous or misprinted."""
        if line.candidates is None or len(line.candidates) > 1:
            message = f"{at(line.grid, line.line)}：{called(line.row.name)}按前后行的次序认作表三“{_ROWS[key]}”行。"
            self._matched.note("row_by_order", message)
        elif line.row.match is not None and line.row.match.slip:
            self._matched.slip(line.grid, line.line, line.row.labels[-1].text, _ROWS[key])

    def _without_sums(self) -> list[Line]:
        """The rows, except one that sums up （六）其他处理 above its own three rows."""
        split_up = any(line.candidates and line.candidates[0].startswith("other.overdue") for line in self._lines)
        kept = []
        for line in self._lines:
            if split_up and line.row.labels and plain(line.row.labels[-1].text) == OTHER_OUTCOMES:
                self._sum(line.grid, line.line, line.row)
            else:
                kept.append(line)
        return kept

    def _sum(self, grid: Grid, r: int, row: Labelled) -> bool:
        """A row of a group, such as （三）不予公开: the form has no figures there, and sums in it are left out."""
        if has_figures(row.rest):
            message = f"{at(grid, r)}：{called(row.name)}是分组的小计，格式没有这一行，没有读入。"
            self._matched.note("row_not_in_form", message)
        return True


def _to_the_figures(row: Labelled) -> Labelled:
    """`row`, or where a text stands between the label of a group and the figures, the row of that unknown text."""
    inner = list(takewhile(lambda cell: not is_value(cell.text), (cell for cell in row.rest if cell.text)))
    if not inner or row.match is None or not _names_group(row, row.match):
        return row
    return Labelled((*row.labels, *inner), None, row.rest[row.rest.index(inner[-1]) + 1 :])


def _names_group(row: Labelled, match: Match) -> bool:
    """Whether a row is called like a group of rows; （六）其他处理 is one in one edition and a row in the other."""
    return plain(row.labels[-1].text) == OTHER_OUTCOMES or not any(key in _ROWS for key in match.keys)


def _candidates(row: Labelled) -> tuple[str, ...] | None:
    """The rows of the form that a row may be: none for a group, None where no label tells anything."""
    if row.match is not None:
        return tuple(key for key in row.match.keys if key in _ROWS)
    alike = vocabulary().rows3.like(row.labels[-1].text) if row.labels else ()
    return tuple(key for key in alike if key in _ROWS) or None


def _unmoved(lines: Sequence[Line], placed: Sequence[Placed], keys: Sequence[str | None]) -> Sequence[Placed]:
    """`placed` without the rows of text tables that the sums of the columns show to have lost a cell."""
    if any(line.grid.spanned for line in lines):
        return placed
    rows = {
        key: list(found.cells.values())
        for key, found in zip(keys, placed, strict=True)
        if key and found.cells and list(found.cells) == list(vocabulary().column_order3)
    }
    moved = columns_may_have_moved(rows, _SUMS)
    return [Placed(None, why=LOST_CELL) if key in moved else found for key, found in zip(keys, placed, strict=True)]


def _belongs(row: Labelled, *, expected: bool) -> bool:
    """Whether a row is one of table 3: by its label, or inside the table by having all its figures and no label, or one
    that is like the form's.

    Outside the table, a label that is not quite the form's counts only with all figures beside it.
    """
    full = len(row.filled) == _ALL_COLUMNS and has_figures(row.filled)
    if row.match is None:
        return expected and full and (not row.labels or _candidates(row) is not None)
    return expected or full or (not row.match.slip and has_figures(row.rest))


_ROWS = {row.key: row.label for name in reversed(EDITION_NAMES) for row in edition(name).table(3).blocks[0].rows}
# What is 0 in every column: the first two rows less the last two, all outcomes less their sum.
_BALANCE = {"new": 1, "carried_in": 1, "processed": -1, "carried_out": -1}
_OUTCOMES = {key: -1 if key == "processed" else 1 for key in _ROWS if key not in ("new", "carried_in", "carried_out")}
_SUMS = (_BALANCE, _OUTCOMES)
_COLUMN_LABELS = {column.key: column.label for column in edition(EDITION_NAMES[0]).table(3).blocks[0].columns}
