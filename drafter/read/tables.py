"""Grids → the figures of the three tables, matched to the form by labels, with where each was read.

Nothing is matched by position alone: a figure needs a row that is known by its label (or by its place between rows that
are) and a column that is known by its head (or by the form's order where a row has exactly its seven figures). Whatever
is not understood is left out of the ledger and named in a notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from drafter.documents import Notice
from drafter.read.document import Document, Grid, GridCell, Paragraph
from drafter.read.head import Head, cases_head, columns_head, items_head, table_of_head
from drafter.read.order import resolve
from drafter.read.row import Labelled, has_figures, in_sequence, split, under_head
from drafter.read.vocabulary import RESULTS, vocabulary


@dataclass(frozen=True, slots=True)
class Found:
    """A figure cell matched to the form: official table, row and column key, the cell, its head, and its grid."""

    table: int
    row: str
    column: str
    cell: GridCell
    head: str
    place: str

    @property
    def key(self) -> str:
        """The cell key, e.g. t3.new.natural."""
        return f"t{self.table}.{self.row}.{self.column}"


@dataclass(slots=True)
class Waiting:
    """A row of table 3 whose figures have their columns and whose row key is still to be settled."""

    candidates: tuple[str, ...] | None
    name: str
    cells: dict[str, GridCell]
    place: str
    line: int


@dataclass
class Tables:
    """What the grids of a document hold: matched cells in order, notices, and the grids that belong to the form."""

    found: list[Found] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    other_rows: set[str] = field(default_factory=set)


def read_tables(document: Document) -> Tables:
    """Match every grid of `document` against the form."""
    reader = _Reader()
    captions: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            captions.append(block.text)
        else:
            reader.grid(block, captions[-6:])
            captions = []
    return reader.finish()


class _Reader:
    """The state of one pass: heads stay in force until the next one, because tables are split over pages and grids."""

    def __init__(self) -> None:
        self.tables = Tables()
        self._waiting: list[Waiting] = []
        self._items: tuple[Grid, dict[int, GridCell]] | None = None
        self._applicants: Head | None = None
        self._cases: Head | None = None
        self._table = 0
        self._head_rows: list[int] = []
        self._assumed: list[str] = []

    def grid(self, grid: Grid, captions: Sequence[str]) -> None:
        """Read one grid; `captions` are the paragraphs right before it."""
        self._head_rows = []
        before = len(self.tables.found) + len(self._waiting), self._table
        known = False
        for r in range(len(grid.cells)):
            known |= self._row(grid, r, captions)
        if known or before != (len(self.tables.found) + len(self._waiting), self._table):
            self.tables.grids.append(grid)

    def finish(self) -> Tables:
        """Settle the rows of table 3 that waited for their neighbours."""
        words = vocabulary()
        keys = resolve([row.candidates for row in self._waiting], words.row_order3)
        for row, key in zip(self._waiting, keys, strict=True):
            if key is None:
                self._unread(row.place, row.line, row.name, "看不出是表三的哪一行")
                continue
            if row.candidates is None or len(row.candidates) > 1:
                label = f"“{row.name}”" if row.name else "没有行名的一行"
                self._note("row_by_order", f"{row.place}第{row.line + 1}行：{label}按前后行的次序认作表三“{key}”行。")
            self._take(3, key, row.cells, {}, row.place)
        return self.tables

    def _row(self, grid: Grid, r: int, captions: Sequence[str]) -> bool:
        """Read one row; True where it belongs to the form."""
        cells = [cell for cell in grid.row(r) if cell.row == r]
        filled = [cell for cell in cells if cell.text]
        if not filled:
            return self._cases_row(grid, r, captions) if self._table == 4 and self._cases else False
        if any(vocabulary().is_caption(cell.text) for cell in filled):
            self._table, self._items, self._head_rows = 2, None, []
            return True
        table = 0 if has_figures(filled) else table_of_head(filled)
        if table:
            return self._head_row(grid, r, table)
        return self._items_row(grid, r) or self._applicants_row(grid, r) or self._cases_row(grid, r, captions)

    def _head_row(self, grid: Grid, r: int, table: int) -> bool:
        if table != self._table or (self._head_rows and self._head_rows[-1] != r - 1):
            self._head_rows = []
        self._table = table
        self._head_rows.append(r)
        if table == 2:
            self._items = grid, {c: cell for c, cell in enumerate(grid.cells[r]) if cell is not None and cell.row == r}
        elif table == 3:
            self._applicants = columns_head(grid, self._head_rows)
        else:
            self._cases = cases_head(grid, self._head_rows)
        return True

    def _items_row(self, grid: Grid, r: int) -> bool:
        row = split(grid, r, vocabulary().rows2)
        if row.match is None or len(row.match.keys) > 1 or not row.rest:
            return False
        key = row.match.keys[0]
        head = items_head(self._items[1], key, self._items[0]) if self._items else None
        if head is None or not head.slots:
            return self._headless_items(grid, r, row, key)
        cells = None
        if self._items and self._items[0] is grid:
            cells = under_head(grid, r, row, head)
        if cells is None and head.sound:
            cells = in_sequence(row, [slot.key for slot in head.slots])
        if cells is None:
            self._unread(grid.place, r, row.name, "数字与表头的列对不上")
            return True
        self._take(2, key, cells, {slot.key: slot.label for slot in head.slots}, grid.place)
        return True

    def _headless_items(self, grid: Grid, r: int, row: Labelled, key: str) -> bool:
        if self._table != 2:
            return False
        self._unread(grid.place, r, row.name, "上方没有可辨认的表头")
        return True

    def _applicants_row(self, grid: Grid, r: int) -> bool:
        words = vocabulary()
        row = split(grid, r, words.rows3)
        if row.match is None and (row.labels or self._table not in (3, 0)):
            return False
        cells = self._applicant_cells(grid, r, row)
        if cells is None:
            if row.match is None or not has_figures(row.rest) or (self._table != 3 and row.match.slip):
                return False
            self._unread(grid.place, r, row.name, "数字与表头的列对不上")
            return True
        if row.match is None:
            candidates = None
        else:
            candidates = tuple(key for key in row.match.keys if key in words.row_order3) or ("",)
        self._table = 3
        if candidates != ("",):
            self._waiting.append(Waiting(candidates, row.name, cells, grid.place, r))
        return True

    def _applicant_cells(self, grid: Grid, r: int, row: Labelled) -> dict[str, GridCell] | None:
        order = vocabulary().column_order3
        head = self._applicants
        if head is not None and head.width == grid.width and head.slots and head.sound and row.match:
            cells = under_head(grid, r, row, head)
            if cells is not None:
                return cells
        if head is not None and head.sound and len(head.slots) > 5:
            cells = in_sequence(row, [slot.key for slot in head.slots])
            if cells is not None and has_figures(tuple(cells.values())):
                return cells
        if len(row.filled) == len(order) and has_figures(row.filled):
            self._assumed.append(grid.place)
            return in_sequence(row, order)
        return None

    def _cases_row(self, grid: Grid, r: int, captions: Sequence[str]) -> bool:
        words = vocabulary()
        row = split(grid, r, words.rows4)
        if self._table != 4 or self._cases is None:
            return False
        cells = under_head(grid, r, row, self._cases) if self._cases.width == grid.width else None
        if cells is None and self._cases.sound:
            cells = in_sequence(row, [slot.key for slot in self._cases.slots])
        if cells is None:
            if has_figures(row.rest):
                self._unread(grid.place, r, row.name, "数字与表头的列对不上")
            return True
        group = row.match.keys[0] if row.match else _captioned(captions)
        for key, cell in cells.items():
            prefix, _, column = key.rpartition(".")
            if prefix or group:
                self._take(4, prefix or group, {column: cell}, {}, grid.place)
        return True

    def _take(self, table: int, row: str, cells: dict[str, GridCell], heads: dict[str, str], place: str) -> None:
        self.tables.found.extend(
            Found(table, row, column, cell, heads.get(column, ""), place) for column, cell in cells.items()
        )

    def _unread(self, place: str, r: int, name: str, why: str) -> None:
        label = f"“{name}”" if name else "没有行名的一行"
        self._note("row_unread", f"{place}第{r + 1}行：{label}{why}，没有读入。")

    def _note(self, code: str, message: str) -> None:
        self.tables.notices.append(Notice(code=code, message=message))


def _captioned(captions: Iterable[str]) -> str:
    """The row of table 4 that the paragraphs before a small table name, or "" where they name none or several."""
    return ""
