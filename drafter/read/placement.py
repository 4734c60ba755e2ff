"""Which figure of a row of table 3 stands under which column.

Where the source knows its merged cells, the place under the head tells. In text tables label cells go missing and the
figures move left with them, so there a row with all its figures is read in order, and a row with empty cells only where
full rows that begin alike show where the figures begin, or nothing speaks against the head.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.read.cells import is_value
from drafter.read.document import Grid, GridCell
from drafter.read.head import Head
from drafter.read.labels import plain
from drafter.read.row import Labelled, has_figures, in_sequence, under_head
from drafter.read.shift import LOST_CELL, applicants_may_have_moved
from drafter.read.vocabulary import vocabulary

OTHER_OUTCOMES = "其他处理"
_ALL_COLUMNS = 7
_LAST = "total"
_OUTERMOST = frozenset(("new", "carried_in", "carried_out"))

Cells = dict[str, GridCell]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of table 3 as found: its candidate keys (None: no label at all) and the head in force.

    `head_here`: the places of the head are places of this row's grid.
    """

    grid: Grid
    line: int
    row: Labelled
    candidates: tuple[str, ...] | None
    head: Head | None
    head_here: bool

    @property
    def depth(self) -> int:
        """0 for rows numbered 一、 二、 四、, 1 for those numbered （一）, 2 for those numbered 1. (-1: no label)."""
        if not self.candidates:
            return -1
        if self.candidates[0] in _OUTERMOST:
            return 0
        single_row = plain(self.row.labels[-1].text) == OTHER_OUTCOMES
        return 1 if single_row else 1 + self.candidates[0].count(".")

    @property
    def start(self) -> tuple[int, int]:
        """Depth and column of the innermost label: rows alike in these have their figures in the same columns."""
        return self.depth, self.row.labels[-1].column if self.row.labels else -1

    @property
    def is_full(self) -> bool:
        """Whether the row has a text for every column of the form."""
        return len(self.row.filled) == _ALL_COLUMNS and has_figures(self.row.filled)


@dataclass(frozen=True, slots=True)
class Placed:
    """The cells of a row by column key, None where they cannot be told; `assumed`: in the form's order, for want of a
    head; `why` it cannot be told.
    """

    cells: Cells | None
    assumed: bool = False
    why: str = ""


def place(lines: Sequence[Line]) -> list[Placed]:
    """Place the figures of every row; rows of one grid bear witness for each other, as to lost cells rows of all."""
    by_grid: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_grid[id(line.grid)].append(line)
    placed = [_place(line, by_grid[id(line.grid)]) for line in lines]
    rows = [list(found.cells.values()) for found in placed if found.cells and list(found.cells)[-1] == _LAST]
    return [_undoubted(line, found, rows) for line, found in zip(lines, placed, strict=True)]


def _place(line: Line, mates: Sequence[Line]) -> Placed:
    cells: Cells | None
    if not line.grid.spanned:
        return _in_text(line, mates)
    cells = _under_head(line) if line.row.match else None
    return Placed(cells) if cells is not None else _in_order(line)


def _in_text(line: Line, mates: Sequence[Line]) -> Placed:
    if line.is_full or line.row.match is None:
        return _in_order(line)
    cells = _beside_full_rows(line, mates)
    if cells is None and not _stands_apart(line, mates) and not _belie_head(mates):
        cells = _under_head(line)
    return Placed(cells) if cells is not None else _in_order(line)


def _under_head(line: Line) -> Cells | None:
    head = line.head
    if head is None or not line.head_here or not head.sound or len(head.slots) < _ALL_COLUMNS - 1:
        return None
    return under_head(line.grid, line.line, line.row, head)


def _in_order(line: Line) -> Placed:
    """The figures one after another: in the head's order where it is whole, else in the form's where all are there."""
    keys = _order(line)
    if keys is not None:
        return Placed(in_sequence(line.row, keys))
    if line.is_full:
        return Placed(in_sequence(line.row, vocabulary().column_order3), assumed=True)
    return Placed(None)


def _order(line: Line) -> list[str] | None:
    """The column keys in the order of the head; None where the head does not tell it."""
    head = line.head
    if head is None or not head.sound:
        return None
    whole = len(head.slots) == _ALL_COLUMNS or (len(head.slots) == _ALL_COLUMNS - 1 == _widest(line.grid))
    return [slot.key for slot in head.slots] if whole else None


def _widest(grid: Grid) -> int:
    """The most figures a row of the grid has: one fewer than the form where its table has no 总计, say."""
    rows = ([c for c in grid.row(r) if c.row == r and c.text and is_value(c.text)] for r in range(grid.height))
    return max(map(len, rows))


def _beside_full_rows(line: Line, mates: Sequence[Line]) -> Cells | None:
    """The cells in the columns where full rows that begin alike have their figures, if those agree."""
    begins = {mate.row.filled[0].column for mate in mates if mate.is_full and mate.start == line.start}
    keys = _order(line) or list(vocabulary().column_order3)
    if len(begins) != 1 or len(keys) != _ALL_COLUMNS:
        return None
    begin = begins.pop()
    window = [cell for cell in line.row.rest if begin <= cell.column < begin + len(keys)]
    outside = [cell for cell in line.row.filled if cell not in window]
    return dict(zip(keys, window, strict=True)) if len(window) == len(keys) and not outside else None


def _belie_head(mates: Sequence[Line]) -> bool:
    """Whether full rows of the grid have their figures elsewhere than under the head."""
    slots = mates[0].head.slots if mates[0].head else ()
    return bool(slots) and any(m.is_full and m.row.filled[0].column != slots[0].positions[0] for m in mates)


def _stands_apart(line: Line, mates: Sequence[Line]) -> bool:
    """Whether the row has its label in another column than most rows of its depth.

    Then a label cell before it is missing, and where its figures stand proves nothing.
    """
    columns = [mate.start[1] for mate in mates if mate.depth == line.depth]
    return line.start[1] != max(columns, key=columns.count)


def _undoubted(line: Line, placed: Placed, rows: Sequence[Sequence[GridCell]]) -> Placed:
    """`placed`, unless the row is one of a text table that may have lost a cell."""
    if placed.cells is None or line.grid.spanned or list(placed.cells)[-1] != _LAST:
        return placed
    if applicants_may_have_moved(list(placed.cells.values()), rows):
        return Placed(None, why=LOST_CELL)
    return placed
