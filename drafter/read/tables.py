"""Grids → cells of the three tables, matched to the form by labels, with where each was read.

Nothing is matched by position alone: a figure needs a row that is known by its label (or by its place between rows that
are) and a column that is known by its head (or by the form's order where a row has exactly the form's figures).
Whatever is not understood is left out of the ledger and named in a notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from drafter.read.applicants import Applicants
from drafter.read.cases import Cases
from drafter.read.cells import is_value
from drafter.read.document import Grid, GridCell, Paragraph
from drafter.read.head import table_of_head
from drafter.read.items import Items
from drafter.read.matched import Matched
from drafter.read.row import has_figures
from drafter.read.tablewords import is_row_label
from drafter.read.vocabulary import vocabulary

# Captions of small tables are short and stand right before them.
_LONGEST_CAPTION = 40
_CAPTIONS = 8
_SHOWN_LABEL = 16


def read_tables(blocks: Iterable[Paragraph | Grid]) -> Matched:
    """Match every grid among `blocks` against the form."""
    reader = _Pass()
    captions: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            reader.grid(block, captions[-_CAPTIONS:])
            captions = []
        elif len(block.text) <= _LONGEST_CAPTION:
            captions.append(block.text)
    return reader.finish()


class _Pass:
    """One pass over the grids: tells heads from figures and hands each row to the table it belongs to."""

    def __init__(self) -> None:
        self._matched = Matched()
        self._items = Items(self._matched)
        self._applicants = Applicants(self._matched)
        self._cases = Cases(self._matched)
        self._table = 0
        self._head_rows: list[int] = []

    def grid(self, grid: Grid, captions: Sequence[str]) -> None:
        """Read one grid; `captions` are the short paragraphs right before it."""
        self._head_rows = []
        self._cases.say(captions)
        if any(vocabulary().is_caption(caption) for caption in captions):
            self._table = 2
            self._items.caption()
        unknown = [r for r in range(grid.height) if not self._row(grid, r)]
        figures = [r for r in unknown if has_figures(list(grid.row(r)))]
        if len(unknown) < grid.height:
            self._matched.grids.append(grid)
            for r in figures:
                self._matched.unread(grid, r, _name_of(grid, r), "不是格式规定的行，或看不出属于哪个表")
        elif figures:
            self._foreign(grid)

    def _foreign(self, grid: Grid) -> None:
        """Name a table that is none of the form's."""
        first = next((cell.text for r in range(grid.height) for cell in grid.row(r) if cell.text), "")
        label = "".join(first.split())[:_SHOWN_LABEL]
        rows = [text for r in range(grid.height) if (text := _row_of_form(grid, r))]
        named = f"（涉及{'、'.join(f'“{row}”' for row in rows)}）" if rows else ""
        message = f"{grid.place}（开头是“{label}”）不是格式规定的表，其中的数字{named}没有读入。"
        self._matched.note("table_not_in_form", message)

    def finish(self) -> Matched:
        """Settle what waited for its neighbours."""
        self._applicants.finish()
        self._cases.finish()
        self._items.finish()
        return self._matched

    def _row(self, grid: Grid, r: int) -> bool:
        """Read one row; True where it belongs to the form."""
        filled = [cell for cell in grid.row(r) if cell.row == r and cell.text]
        if any(vocabulary().is_caption(cell.text) for cell in filled):
            self._table, self._head_rows = 2, []
            self._items.caption()
            return True
        table = 0 if has_figures(filled) else self._head_of(filled)
        if table and not (table == 4 and self._cases.left_blank(grid, r)):
            self._head(grid, r, table)
            return True
        return self._figures(grid, r, bool(filled))

    def _head_of(self, filled: Sequence[GridCell]) -> int:
        return table_of_head(filled) if filled else 0

    def _head(self, grid: Grid, r: int, table: int) -> None:
        """A row of heads continues the one right above it in the same table."""
        if table != self._table or not self._head_rows or self._head_rows[-1] != r - 1:
            self._head_rows = []
        self._table = table
        self._head_rows.append(r)
        if table == 2:
            self._items.head(grid, r)
        elif table == 3:
            self._applicants.head(grid, self._head_rows)
        else:
            self._cases.head(grid, self._head_rows)

    def _figures(self, grid: Grid, r: int, filled: bool) -> bool:
        if filled and self._table != 4 and self._cases.names_row(grid, r):
            self._table = 4
            return self._cases.row(grid, r)
        if filled and self._items.row(grid, r):
            self._table = 2
            return True
        if filled and self._applicants.row(grid, r, expected=self._table == 3):
            self._table = 3
            return True
        if self._table == 4 and self._cases.row(grid, r):
            return True
        if not has_figures(list(grid.row(r))):
            self._cases.say(["".join(cell.text for cell in grid.row(r) if len(cell.text) <= _LONGEST_CAPTION)])
        elif self._table == 3 and not _name_of(grid, r):
            self._matched.unread(grid, r, "", "的数字不是七个")
            return True
        return False


def _name_of(grid: Grid, r: int) -> str:
    """The labels before the figures of a row as one line, "" where it has none."""
    before = takewhile(lambda cell: not cell.text or _is_label(cell), grid.row(r))
    return " ".join("".join(cell.text.split()) for cell in before if cell.text)[:_LONGEST_CAPTION]


def _row_of_form(grid: Grid, r: int) -> str:
    """The label of row `r`, if it has figures and is called as a row of the form is, else ""."""
    cells = list(grid.row(r))
    return next((cell.text for cell in cells if is_row_label(cell.text)), "") if has_figures(cells) else ""


def _is_label(cell: GridCell) -> bool:
    return bool(cell.text) and not is_value(cell.text)
