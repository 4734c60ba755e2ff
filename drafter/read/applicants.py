"""Table 3: 25 rows (22 in the 2019 edition) under seven kinds of applicants."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.form import EDITION_NAMES, edition
from drafter.read.document import Grid, GridCell
from drafter.read.head import Head, columns_head
from drafter.read.labels import plain
from drafter.read.matched import Matched, at, called
from drafter.read.order import resolve
from drafter.read.row import Labelled, has_figures, in_sequence, split, under_head
from drafter.read.vocabulary import vocabulary

# With one column fewer than the form has, a head still tells the order (reports without 总计 or without one applicant).
_FEWEST_COLUMNS = 6
_OTHER = "其他处理"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A row whose figures have their columns, and whose key may still depend on its neighbours."""

    grid: Grid
    line: int
    row: Labelled
    candidates: tuple[str, ...] | None
    cells: dict[str, GridCell]


class Applicants:
    """The pass over table 3. A head stays in force until the next one: tables are split over pages and grids."""

    def __init__(self, matched: Matched) -> None:
        """Gather into `matched`."""
        self._matched = matched
        self._head: tuple[Grid, Head] | None = None
        self._waiting: list[_Waiting] = []
        self._assumed: list[str] = []

    def head(self, grid: Grid, rows: list[int]) -> None:
        """The given rows of `grid` are a head."""
        head = columns_head(grid, rows)
        self._head = grid, head
        self._matched.slips(grid, head.slots, _COLUMN_LABELS)

    def row(self, grid: Grid, r: int, *, expected: bool) -> bool:
        """Read row `r`; False where it is no row of table 3. `expected`: the pass is inside table 3."""
        row = split(grid, r, vocabulary().rows3)
        if row.match is None and (row.labels or not expected):
            return False
        cells = self._cells(grid, r, row)
        if cells is None:
            return self._misfit(grid, r, row, expected=expected)
        candidates = None
        if row.match is not None:
            candidates = tuple(key for key in row.match.keys if key in _ROWS)
            if not candidates:
                return self._sum(grid, r, row)
        self._waiting.append(_Waiting(grid, r, row, candidates, cells))
        return True

    def finish(self) -> None:
        """Settle the rows that depend on their neighbours and hand everything over."""
        if self._assumed:
            message = f"表三的表头不完整，以下各行的七个数字按格式的列次序读取：{'、'.join(self._assumed)}。"
            self._matched.note("columns_assumed", message)
        rows = self._without_sums()
        keys = resolve([item.candidates for item in rows], vocabulary().row_order3)
        for item, key in zip(rows, keys, strict=True):
            if key is None:
                self._matched.unread(item.grid, item.line, item.row.name, "看不出是表三的哪一行")
                continue
            if item.candidates is None or len(item.candidates) > 1:
                place, label = at(item.grid, item.line), _ROWS[key]
                self._matched.note(
                    "row_by_order", f"{place}：{called(item.row.name)}按前后行的次序认作表三“{label}”行。"
                )
            elif item.row.match is not None and item.row.match.slip:
                self._matched.slip(item.grid, item.line, item.row.labels[-1].text, _ROWS[key])
            self._matched.take(3, key, item.cells, item.grid.place)

    def _without_sums(self) -> list[_Waiting]:
        """The rows, except one that sums up （六）其他处理 above its own three rows."""
        split_up = any(item.candidates and item.candidates[0].startswith("other.overdue") for item in self._waiting)
        kept = []
        for item in self._waiting:
            if split_up and item.row.labels and plain(item.row.labels[-1].text) == _OTHER:
                place = at(item.grid, item.line)
                message = f"{place}：“（六）其他处理”已分三行填写，这一行是小计，没有读入。"
                self._matched.note("row_not_in_form", message)
            else:
                kept.append(item)
        return kept

    def _sum(self, grid: Grid, r: int, row: Labelled) -> bool:
        """A row of a group, such as （三）不予公开: the form has no figures there, and sums in it are left out."""
        if has_figures(row.rest):
            message = f"{at(grid, r)}：{called(row.name)}是分组的小计，格式没有这一行，没有读入。"
            self._matched.note("row_not_in_form", message)
        return True

    def _misfit(self, grid: Grid, r: int, row: Labelled, *, expected: bool) -> bool:
        """A row whose figures fit no columns: said where it surely is one of table 3, else left to other readers."""
        if not has_figures(row.rest):
            return False
        if row.match is None or (row.match.slip and not expected):
            return False
        self._matched.unread(grid, r, row.name, "的数字与表头的列对不上")
        return True

    def _cells(self, grid: Grid, r: int, row: Labelled) -> dict[str, GridCell] | None:
        """The cells of a row by column key: by place under the head, by the head's order, by the form's order."""
        if self._head is not None:
            origin, head = self._head
            same = origin is grid or (grid.spanned and origin.spanned and head.width == grid.width)
            if same and head.sound and head.slots and row.match:
                cells = under_head(grid, r, row, head)
                if cells is not None:
                    return cells
            if head.sound and len(head.slots) >= _FEWEST_COLUMNS:
                return in_sequence(row, [slot.key for slot in head.slots])
        order = vocabulary().column_order3
        if len(row.filled) == len(order) and has_figures(row.filled):
            self._assumed.append(at(grid, r))
            return in_sequence(row, order)
        return None


_ROWS = {row.key: row.label for name in reversed(EDITION_NAMES) for row in edition(name).table(3).blocks[0].rows}
_COLUMN_LABELS = {column.key: column.label for column in edition(EDITION_NAMES[0]).table(3).blocks[0].columns}
