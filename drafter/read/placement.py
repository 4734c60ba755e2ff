"""Which figure of a row of table 3 stands under which column.

Where the source knows its merged cells, the place under the head tells. In text tables label cells go missing and the
figures move left with them, so there a row with all its figures is read in order, and a row with empty cells only where
full rows that begin alike show where the figures begin, or nothing speaks against the head.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.read.cells import is_value
from drafter.read.document import Grid, GridCell
from drafter.read.head import Head
from drafter.read.labels import plain
from drafter.read.row import Labelled, has_figures, in_sequence, under_head, without_remarks
from drafter.read.shift import LOST_CELL, NO_SUM, adds_up, applicants_may_have_moved
from drafter.read.vocabulary import vocabulary

OTHER_OUTCOMES = "其他处理"
_ALL_COLUMNS = 7
# Of rows read in the form's order, the share that may have a wrong total: reports have mistakes.
_MOST_WRONG = 0.2
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
        cells = without_remarks(self.row.filled, _ALL_COLUMNS)
        return len(cells) == _ALL_COLUMNS and has_figures(cells)


@dataclass(frozen=True, slots=True)
class Placed:
    """The cells of a row by column key, None where they cannot be told; `assumed`: in the form's order, for want of a
    head; `why` it cannot be told.
    """

    cells: Cells | None
    assumed: bool = False
    why: str = ""


class _Mates:
    """What the rows of one grid show about each other."""

    def __init__(self, lines: Sequence[Line]) -> None:
        full = [line for line in lines if line.is_full]
        slots = lines[0].head.slots if lines[0].head else ()
        self.belie_head = bool(slots) and any(m.row.filled[0].column != slots[0].positions[0] for m in full)
        self.widest = _widest(lines)
        labelled = (m.row for m in lines if m.row.labels and has_figures(m.row.filled))
        self._labelled = min((row.filled[0].column for row in labelled), default=0)
        self._places: dict[tuple[int, int], set[tuple[int, ...]]] = defaultdict(set)
        for mate in full:
            self._places[mate.start].add(tuple(cell.column for cell in mate.row.filled[:_ALL_COLUMNS]))
        labels: dict[int, Counter[int]] = defaultdict(Counter)
        for line in lines:
            labels[line.depth][line.start[1]] += 1
        self._usual = {depth: columns.most_common(1)[0][0] for depth, columns in labels.items()}

    def columns(self, line: Line) -> tuple[int, ...]:
        """The columns where full rows that begin like `line` have their figures, if those agree; else none."""
        places = self._places.get(line.start, set())
        return next(iter(places)) if len(places) == 1 else ()

    def beside_figures(self, line: Line) -> bool:
        """Whether a row without labels has texts only where rows that have labels have figures or nothing.

        What stands where those have labels may be the number of the row; not so where the row has no cell but those
        of its figures.
        """
        no_other = len(line.row.rest) == len(line.row.filled)
        if line.row.labels or not line.grid.aligned or not self._labelled or no_other:
            return True
        return line.row.filled[0].column >= self._labelled

    def label_apart(self, line: Line) -> bool:
        """Whether the row has its label in another column than most rows of its depth.

        Then a label cell before it is missing, and where its figures stand proves nothing.
        """
        return line.start[1] != self._usual[line.depth]


def place(lines: Sequence[Line]) -> list[Placed]:
    """Place the figures of every row; rows of one grid bear witness for each other, as to lost cells rows of all."""
    by_grid: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_grid[id(line.grid)].append(line)
    mates = {key: _Mates(group) for key, group in by_grid.items()}
    placed = [_place(line, mates[id(line.grid)]) for line in lines]
    _drop_unproven(lines, placed)
    texts = [i for i, found in enumerate(placed) if not lines[i].grid.spanned and _ends_with_total(found)]
    moved = applicants_may_have_moved([list((placed[i].cells or {}).values()) for i in texts])
    for i in (i for i, doubted in zip(texts, moved, strict=True) if doubted):
        placed[i] = Placed(None, why=LOST_CELL)
    return placed


def _drop_unproven(lines: Sequence[Line], placed: list[Placed]) -> None:
    """Take the cells from rows that nothing but their number of figures speaks for, where sums speak against them.

    Among loose words a figure may be missing and another have come in: there a row stays only where its total is
    right, or where it has none and all rows have as many figures. Of rows read in the form's order for want of a head,
    nearly all must have a right total for any to stay.
    """
    by_grid: dict[int, list[int]] = defaultdict(list)
    for i, found in enumerate(placed):
        if found.cells is not None and has_figures(list(found.cells.values())):
            by_grid[id(lines[i].grid)].append(i)
    for rows in by_grid.values():
        sums = {i: adds_up(cells) for i in rows if len(cells := _total_last(placed[i])) == _ALL_COLUMNS}
        assumed = [sums[i] for i in rows if placed[i].assumed and i in sums and sums[i] is not None]
        doubted = True not in assumed or assumed.count(False) > _MOST_WRONG * len(assumed)
        even = (
            len({len(line.row.filled) for line in lines if line.grid is lines[rows[0]].grid and line.row.filled}) == 1
        )
        for i in rows:
            loose = not lines[i].grid.aligned and not (even if sums.get(i) is None else sums[i])
            if loose or (doubted and placed[i].assumed):
                placed[i] = Placed(None, why=NO_SUM if i in sums else "")


def _total_last(placed: Placed) -> list[GridCell]:
    """The cells of a row, that of its total behind the others; none where it has no total."""
    cells = dict(placed.cells or {})
    total = cells.pop("total", None)
    return [*cells.values(), total] if total is not None else []


def _ends_with_total(placed: Placed) -> bool:
    return placed.cells is not None and list(placed.cells)[-1:] == ["total"]


def _place(line: Line, mates: _Mates) -> Placed:
    cells: Cells | None
    if not line.grid.spanned:
        return _in_text(line, mates)
    cells = _under_head(line, mates) if line.row.match else None
    return Placed(cells) if cells is not None else _in_order(line, mates)


def _in_text(line: Line, mates: _Mates) -> Placed:
    if line.is_full or line.row.match is None:
        return _in_order(line, mates)
    cells = _beside_full_rows(line, mates)
    if cells is not None:
        return Placed(cells, assumed=_order(line, mates) is None)
    if not mates.label_apart(line) and not mates.belie_head:
        cells = _under_head(line, mates)
    return Placed(cells) if cells is not None else _in_order(line, mates)


def _under_head(line: Line, mates: _Mates) -> Cells | None:
    head = line.head
    if head is None or not line.head_here or not head.sound or len(head.slots) < _ALL_COLUMNS - 1:
        return None
    if not line.grid.spanned and len(head.slots) < min(mates.widest, _ALL_COLUMNS):
        return None  # the head lacks a column that the figures have
    return under_head(line.grid, line.line, line.row, head)


def _in_order(line: Line, mates: _Mates) -> Placed:
    """The figures one after another: in the head's order where it is whole, else in the form's where all are there."""
    keys = _order(line, mates)
    if keys is not None and mates.beside_figures(line):
        return Placed(in_sequence(line.grid, line.row, keys))
    usual = _usual_order(line)
    if not mates.beside_figures(line):
        return Placed(None)
    return Placed(in_sequence(line.grid, line.row, usual), assumed=True) if usual and line.is_full else Placed(None)


def _usual_order(line: Line) -> Sequence[str]:
    """The column keys in the order of the form, none where what the head says speaks against it."""
    return vocabulary().column_order3 if line.head is None or line.head.usual else ()


def _order(line: Line, mates: _Mates) -> list[str] | None:
    """The column keys in the order of the head; None where the head does not tell it."""
    head = line.head
    if head is None or not head.sound:
        return None
    whole = len(head.slots) == _ALL_COLUMNS or (len(head.slots) == _ALL_COLUMNS - 1 == mates.widest)
    return [slot.key for slot in head.slots] if whole else None


def _widest(lines: Sequence[Line]) -> int:
    """The most figures a row has, of rows with labels if there are any: one fewer than the form without 总计, say."""
    rows = [line.row for line in lines if line.row.labels] or [line.row for line in lines]
    return max(sum(is_value(cell.text) for cell in row.filled) for row in rows)


def _beside_full_rows(line: Line, mates: _Mates) -> Cells | None:
    """The cells in the columns where full rows that begin alike have their figures."""
    columns = mates.columns(line)
    keys = _order(line, mates) or _usual_order(line)
    under = [cell for cell in line.row.rest if cell.column in columns]
    outside = [cell for cell in line.row.filled if cell.column not in columns]
    return dict(zip(keys, under, strict=True)) if len(under) == len(keys) == _ALL_COLUMNS and not outside else None
