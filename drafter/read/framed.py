"""Ruled tables with their text, put together over page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from drafter.read.cells import is_blank, is_value
from drafter.read.document import Grid, GridCell
from drafter.read.heading import is_heading
from drafter.read.positions import Word
from drafter.read.ruled import Frame
from drafter.read.tablewords import is_row_label
from drafter.read.typeset import cell_text

# Edges this near to each other are one column's edge.
_NEAR = 4.0


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: text, its first row, how many rows it covers, and its left and right edges in points.

    `mended`: a figure in it was cut by the end of a line.
    """

    text: str
    row: int
    rows: int
    x0: float
    x1: float
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page or over several: its cells, the number of its rows, and where it stands.

    `ruled`: its cells are known by the rules round them, merged ones too; else by where figures and heads stand.
    """

    boxes: tuple[Box, ...]
    height: int
    top: float
    first_page: int
    last_page: int
    ruled: bool = True

    @property
    def x0(self) -> float:
        """The left edge."""
        return min(box.x0 for box in self.boxes)

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(box.x1 for box in self.boxes)

    @property
    def place(self) -> str:
        """Where the user finds it."""
        if self.first_page == self.last_page:
            return f"第{self.first_page}页的表格"
        return f"第{self.first_page}至{self.last_page}页的表格"

    def row(self, index: int) -> list[Box]:
        """The cells that begin in a row, from left to right."""
        return sorted((box for box in self.boxes if box.row == index), key=lambda box: box.x0)

    def grid(self) -> Grid:
        """The table as a grid: each column lies between two edges that some cell has."""
        edges: list[float] = []
        for x in sorted(x for box in self.boxes for x in (box.x0, box.x1)):
            if not edges or x - edges[-1] > _NEAR:
                edges.append(x)
        lines: list[list[GridCell | None]] = [[None] * (len(edges) - 1) for _ in range(self.height)]
        for box in self.boxes:
            start, end = _nearest(edges, box.x0), _nearest(edges, box.x1)
            cell = GridCell(box.text, box.row, start, box.rows, max(end - start, 1))
            for line in lines[box.row : box.row + box.rows]:
                line[start:end] = [cell] * (end - start)
        return Grid(tuple(map(tuple, lines)), self.place, spanned=True)


def table_of(frame: Frame, words: Iterable[Word], page: int) -> Table:
    """The table in `frame` with the `words` that stand in it, on a page."""
    inside: dict[int, list[Word]] = {}
    for word in words:
        inside.setdefault(frame.cell_at((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2), []).append(word)
    reach: dict[int, list[int]] = {}
    for r, row in enumerate(frame.cells):
        for c, cell in enumerate(row):
            span = reach.setdefault(cell, [r, r, c, c])
            span[1], span[3] = max(span[1], r), max(span[3], c)
    boxes = []
    for cell, (first, last, start, end) in reach.items():
        x0, x1 = frame.xs[start], frame.xs[end + 1]
        found = cell_text(inside.get(cell, ()), x0, x1)
        boxes.append(Box(found.text, first, last - first + 1, x0, x1, found.mended))
    return Table(tuple(boxes), len(frame.cells), frame.ys[0], page, page)


def continued(first: Table, second: Table) -> Table | None:
    """Both tables as one where `second`, at the top of the next page, goes on with `first`; else None.

    They go on where they are as wide as each other. A head that is printed again is left out, and a row that the page
    break cut is one row again.
    """
    if not first.ruled or not second.ruled:
        return None
    if second.first_page != first.last_page + 1 or abs((second.x1 - second.x0) - (first.x1 - first.x0)) > 2 * _NEAR:
        return None
    shift = first.x0 - second.x0
    moved = [replace(box, x0=box.x0 + shift, x1=box.x1 + shift) for box in second.boxes]
    again = _head_again(first, replace(second, boxes=tuple(moved)))
    rest = [replace(box, row=box.row - again) for box in moved if box.row >= again]
    if not rest:
        return replace(first, last_page=second.last_page)
    below = replace(second, boxes=tuple(rest), height=second.height - again)
    cut = _cut_row(first, below)
    boxes = [*first.boxes]
    if cut:
        boxes = [cut.get(box, box) for box in boxes]
        rest = [box for box in rest if box.row > 0 or box.rows > 1]
        rest = [replace(box, row=max(box.row - 1, 0), rows=box.rows - (box.row == 0)) for box in rest]
    groups = {} if cut else _cut_groups(first, below)
    if groups:
        boxes = [groups.get(box, box) for box in boxes]
        rest = [box for box in rest if not any(_beneath(box, above) for above in groups)]
    boxes += [replace(box, row=box.row + first.height) for box in rest]
    height = first.height + below.height - bool(cut)
    return replace(first, boxes=tuple(boxes), height=height, last_page=second.last_page)


def _cut_groups(first: Table, second: Table) -> dict[Box, Box]:
    """The labels of groups of rows at the foot of `first` that go on in `second`, each reaching over both.

    A group's label stands left of those of its rows. What stands on the next page begins a group of its own where it
    has a number.
    """
    groups = {}
    for above in (box for box in first.boxes if box.row + box.rows == first.height):
        below = next((box for box in second.row(0) if _beneath(box, above)), None)
        if below is None or is_heading(below.text) or is_value(above.text or below.text):
            continue
        beside = [box for box in first.boxes if box.x0 >= above.x1 - _NEAR and box.row + box.rows == first.height]
        under = [box for box in second.row(0) if box.x0 >= below.x1 - _NEAR]
        if _label(sorted(beside, key=lambda box: box.x0)) and _label(under):
            groups[above] = replace(above, text=above.text + below.text, rows=above.rows + below.rows)
    return groups


def _beneath(box: Box, above: Box) -> bool:
    """Whether a cell in the first row of the next page stands under another one with the same edges."""
    return box.row == 0 and abs(box.x0 - above.x0) <= _NEAR and abs(box.x1 - above.x1) <= _NEAR


def _head_again(first: Table, second: Table) -> int:
    """How many rows at the top of `second` repeat those of `first`: heads, which hold no figures."""
    for count in range(min(first.height, second.height), 0, -1):
        ours = _texts(first, count)
        if ours and ours == _texts(second, count) and not any(_is_figure(text) for _, _, text in ours):
            return count
    return 0


def _texts(table: Table, rows: int) -> list[tuple[int, int, str]]:
    """The texts of the first rows with where they stand; empty where a cell reaches beyond those rows."""
    head = [box for box in table.boxes if box.row < rows]
    if any(box.row + box.rows > rows for box in head):
        return []
    return sorted((box.row, round(box.x0 / _NEAR / 2), "".join(box.text.split())) for box in head if box.text)


def _cut_row(first: Table, second: Table) -> dict[Box, Box]:
    """The cells of the last row of `first` with the rest of their text, where the first row of `second` has it.

    A page break cuts a label in two and leaves the figures on either side: together the parts are a label of the form,
    and what stands on the next page is none by itself.
    """
    above = sorted((b for b in first.boxes if b.row + b.rows == first.height and b.rows == 1), key=lambda b: b.x0)
    below = [box for box in second.row(0) if box.rows == 1]
    pairs = [(a, b) for a in above for b in below if _beneath(b, a)]
    if len(pairs) != len(below) or len(pairs) < 2 or any(_is_figure(a.text) and _is_figure(b.text) for a, b in pairs):
        return {}
    if all(_is_figure(a.text) or not a.text for a, _ in pairs) or not any(b.text for _, b in pairs):
        return {}
    ours, theirs = _label([a for a, _ in pairs]), _label([b for _, b in pairs])
    if not theirs or is_row_label(theirs) or not is_row_label(ours + theirs):
        return {}
    return {a: replace(a, text=a.text + b.text) for a, b in pairs}


def _label(row: Sequence[Box]) -> str:
    """The last text of a row that is no figure."""
    return next((box.text for box in reversed(row) if box.text and not is_value(box.text)), "")


def _is_figure(text: str) -> bool:
    return bool(re.search(r"\d", text)) and is_value(text) and not is_blank(text)


def _nearest(edges: Sequence[float], x: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - x))
