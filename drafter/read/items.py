"""Table 2: the blocks of 第二十条 with their own heads, in either edition."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.form import EDITION_NAMES, Edition, edition
from drafter.read.document import Grid, GridCell
from drafter.read.head import Head, items_head
from drafter.read.matched import Matched, at
from drafter.read.row import Labelled, has_figures, in_sequence, split, under_head
from drafter.read.vocabulary import block_columns, vocabulary

# A lone row that happens to be called 行政许可 may belong to any table.
_FEWEST_WITNESSES = 2


@dataclass(frozen=True, slots=True)
class _Headless:
    """A row whose head is missing or not understood."""

    grid: Grid
    line: int
    row: Labelled
    key: str


class Items:
    """The pass over table 2. A head stays in force until the next caption or head."""

    def __init__(self, matched: Matched) -> None:
        """Gather into `matched`."""
        self._matched = matched
        self._head: tuple[Grid, int] | None = None
        self._headless: list[_Headless] = []
        self._signs = 0

    def caption(self) -> None:
        """A caption 第二十条第（…）项 begins a new block."""
        self._head = None
        self._signs += 1

    def head(self, grid: Grid, r: int) -> None:
        """Row `r` of `grid` is a head."""
        self._head = grid, r
        self._signs += 1

    def row(self, grid: Grid, r: int) -> bool:
        """Read row `r`; False where it is no row of table 2."""
        row = split(grid, r, vocabulary().rows2)
        if row.match is None or len(row.match.keys) > 1 or not row.rest or len(row.labels) > 2:
            return False
        key = row.match.keys[0]
        head = items_head(*self._head, key) if self._head else None
        if head is None:
            self._headless.append(_Headless(grid, r, row, key))
            return True
        if not head.slots:
            if has_figures(row.rest):
                self._matched.unread(grid, r, row.name, "上方的表头不是这一行的")
            return True
        cells = under_head(grid, r, row, head) if self._head and self._head[0] is grid else None
        if cells is None and head.sound and _is_whole(head, key):
            cells = in_sequence(grid, row, [slot.key for slot in head.slots])
        if cells is None:
            self._matched.unread(grid, r, row.name, "的数字与表头的列对不上")
            return True
        self._take(grid, r, row, key, head, cells)
        return True

    def finish(self) -> None:
        """Settle the rows without a head: where the number of figures and the other blocks leave one reading."""
        witnesses = self._signs + len(self._headless) + sum(found.table == 2 for found in self._matched.found)
        if witnesses < _FEWEST_WITNESSES:
            return
        open_rows = [item for item in self._headless if not self._settle(item, None)]
        form = self._form()
        for item in open_rows:
            if not (form and self._settle(item, form)) and has_figures(item.row.rest):
                self._matched.unread(item.grid, item.line, item.row.name, "上方没有可辨认的表头")

    def _settle(self, item: _Headless, form: Edition | None) -> bool:
        """Take a row without head by the form's columns, where one edition fits; `form` is that of the other blocks."""
        columns = self._columns(item, form)
        cells = in_sequence(item.grid, item.row, columns) if columns else None
        if cells is None:
            return False
        self._matched.take(2, item.key, cells, item.grid.place)
        message = f"{at(item.grid, item.line)}：“{item.row.name}”上方没有可辨认的表头，按格式的列次序读取。"
        self._matched.note("columns_assumed", message)
        return True

    def _take(self, grid: Grid, r: int, row: Labelled, key: str, head: Head, cells: dict[str, GridCell]) -> None:
        labels = {column.key: column.label for name in EDITION_NAMES for column in block_columns(edition(name), key)}
        self._matched.slips(grid, head.slots, labels)
        if row.match is not None and row.match.slip:
            self._matched.slip(grid, r, row.labels[-1].text, row_label(key))
        self._matched.take(2, key, cells, grid.place, {slot.key: slot.label for slot in head.slots})

    def _form(self) -> Edition | None:
        """The edition that the cells read so far can only belong to, or None."""
        keys = {found.key for found in self._matched.found}
        fits = [form for form in map(edition, EDITION_NAMES) if keys <= form.printed.keys()]
        return fits[0] if len(fits) == 1 else None

    def _columns(self, item: _Headless, form: Edition | None) -> list[str] | None:
        """The columns that the figures of a row without head fill, or None where more than one edition fits."""
        forms = [form] if form else list(map(edition, EDITION_NAMES))
        counts = (len(item.row.filled), len(item.row.rest))
        printed = [[column.key for column in block_columns(f, item.key)] for f in forms]
        fits = [columns for columns in printed if columns and len(columns) in counts]
        if len(fits) != 1 or (not item.grid.aligned and len(fits[0]) < max(map(len, printed))):
            return None  # of loose words, some may be missing
        return fits[0]


def _is_whole(head: Head, row: str) -> bool:
    """Whether a head has all columns that some edition prints for `row`."""
    keys = {slot.key for slot in head.slots}
    return any(keys == {column.key for column in block_columns(edition(name), row)} for name in EDITION_NAMES)


def row_label(key: str) -> str:
    """The official label of a row of table 2."""
    lines = (row for name in EDITION_NAMES for block in edition(name).table(2).blocks for row in block.rows)
    return next((row.label for row in lines if row.key == key), key)
