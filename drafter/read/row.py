"""One row of a grid: its labels on the left, its figures on the right, and which figure stands under which column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafter.read.cells import is_blank, is_value
from drafter.read.document import Grid, GridCell
from drafter.read.head import Head, Slot
from drafter.read.labels import Lexicon, Match


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row split in two: the label cells, what the innermost of them means (None: nothing known), and the rest."""

    labels: tuple[GridCell, ...]
    match: Match | None
    rest: tuple[GridCell, ...]

    @property
    def name(self) -> str:
        """The labels as one line, for messages."""
        return " ".join("".join(cell.text.split()) for cell in self.labels)

    @property
    def filled(self) -> tuple[GridCell, ...]:
        """The cells of the rest that have any text, marks for nothing included."""
        return tuple(cell for cell in self.rest if cell.text)


def has_figures(cells: Sequence[GridCell]) -> bool:
    """Tell whether any of the cells holds a figure."""
    return any(is_value(cell.text) and not is_blank(cell.text) for cell in cells)


def split(grid: Grid, r: int, lexicon: Lexicon) -> Labelled:
    """Split row `r` after the rightmost text that is a label of `lexicon`, before the first figure.

    Where no single text is one, texts are also read together: labels broken over two cells exist.
    """
    cells = tuple(grid.row(r))
    run: list[GridCell] = []
    for cell in _without_serial(cells, lexicon):
        if cell.text and is_value(cell.text) and lexicon.find(cell.text) is None:
            break
        if cell.text:
            run.append(cell)
    best: tuple[int, Match] | None = None
    for i in reversed(range(len(run))):
        found = lexicon.find(run[i].text)
        if found is not None and len(found.keys) > 1 and i:
            found = lexicon.find(run[i - 1].text + run[i].text) or found
        if found is not None:
            best = i, found
            break
    if best is None:
        joined = lexicon.find("".join(cell.text for cell in run))
        best = (len(run) - 1, joined) if joined else None
    count = best[0] + 1 if best else len(run)
    labels = tuple(run[:count])
    start = cells.index(labels[-1]) + 1 if labels else 0
    return Labelled(labels, best[1] if best else None, cells[start:])


def _without_serial(cells: Sequence[GridCell], lexicon: Lexicon) -> Sequence[GridCell]:
    """The cells without one that only numbers the row: a whole number before all else, a label next to it."""
    filled = [i for i, cell in enumerate(cells) if cell.text][:2]
    numbered = len(filled) > 1 and cells[filled[0]].text.isdecimal()
    return cells[filled[1] :] if numbered and lexicon.find(cells[filled[1]].text) is not None else cells


def under_head(grid: Grid, r: int, row: Labelled, head: Head) -> dict[str, GridCell] | None:
    """The cells of row `r` by column key, taken by their place under the head; None where places do not fit.

    They fit where every column of the head has exactly one cell of its own in the row, right of the labels, and no
    figure stands anywhere else.
    """
    if not grid.aligned:
        return None
    found: dict[str, GridCell] = {}
    rest = set(row.rest)
    for slot in head.slots:
        cell = _only(grid, r, slot)
        if cell is None or cell not in rest or cell in found.values():
            return None
        found[slot.key] = cell
    taken = set(found.values())
    stray = [cell for cell in row.filled if cell not in taken and is_value(cell.text)]
    return None if stray else found


def in_sequence(grid: Grid, row: Labelled, keys: Sequence[str]) -> dict[str, GridCell] | None:
    """The cells right of the labels by column key, taken one after another; None unless there is one for each key.

    Empty cells count too, but in text tables only behind a filled one: before it they may belong to a label. They do
    not where blanks of several columns are merged into one before the last cell: then the columns cannot be counted.
    """
    merged = any(cell.columns > 1 and is_blank(cell.text) for cell in row.rest[:-1])
    counted = not merged and (grid.spanned or not grid.aligned or bool(row.rest and row.rest[0].text))
    filled = without_remarks(row.filled, len(keys))
    # The last words of a text row may be a remark that took the place of a figure left out.
    counted = counted and (grid.spanned or bool(filled) or not row.filled)
    for cells in (filled, row.rest) if counted else (filled,):
        if len(cells) == len(keys) and keys and all(cell.row == cells[0].row for cell in cells):
            return dict(zip(keys, cells, strict=True))
    return None


def without_remarks(cells: Sequence[GridCell], most: int) -> Sequence[GridCell]:
    """`cells` with text without what stands behind `most` figures; none where words are the last of no more than that.

    Those may be a remark beside the table, one figure having been left out.
    """
    if len(cells) > most and not any(is_value(cell.text) for cell in cells[most:]):
        cells = cells[:most]
    return cells if cells and is_value(cells[-1].text) else ()


def _only(grid: Grid, r: int, slot: Slot) -> GridCell | None:
    """The one cell that row `r` has at the places of `slot`: the filled one, or an empty one where none is filled."""
    line: Mapping[int, GridCell | None] = dict(enumerate(grid.cells[r]))
    cells = list(dict.fromkeys(cell for p in slot.positions if (cell := line.get(p)) is not None and cell.row == r))
    filled = [cell for cell in cells if cell.text]
    if len(filled) > 1 or not cells:
        return None
    return filled[0] if filled else cells[0]
