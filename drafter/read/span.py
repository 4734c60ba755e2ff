"""Merged cells laid out on the rectangle they cover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from drafter.read.document import Grid, GridCell

# Far beyond any table of the form; a page that asks for more is broken or hostile.
_WIDEST = 500


class Span(NamedTuple):
    """A cell as its source writes it: raw text and how many rows and columns it covers (rows 0: all that follow)."""

    text: str
    rows: int = 1
    columns: int = 1


def lay_out(rows: Sequence[Sequence[Span]], place: str) -> Grid:
    """The grid of rows of spans: each cell takes the next free position of its row, as browsers place it.

    Spans are clamped to the rows there are and to free positions, so cells never overlap.
    """
    height = len(rows)
    lines: list[list[GridCell | None]] = []
    # Column → the cell that reaches down into it, and the row below its last one.
    reaching: dict[int, tuple[GridCell, int]] = {}
    for r, row in enumerate(rows):
        line: list[GridCell | None] = []
        for text, deep, wide in row:
            while reaching and len(line) in reaching:
                line.append(reaching[len(line)][0])
            column = len(line)
            columns = 1 if wide <= 1 else _free(reaching, column, wide)
            below = height if deep == 0 else min(r + deep, height)
            cell = GridCell(text, r, column, below - r, columns)
            line.extend([cell] * columns)
            if below - r > 1:
                reaching.update((c, (cell, below)) for c in range(column, column + columns))
        if reaching:
            _reach_right(line, reaching)
            reaching = {column: entry for column, entry in reaching.items() if entry[1] > r + 1}
        lines.append(line)
    width = max(map(len, lines), default=0)
    cells = (tuple(line) if len(line) == width else (*line, *[None] * (width - len(line))) for line in lines)
    return Grid(tuple(cells), place, spanned=True)


def _free(reaching: dict[int, tuple[GridCell, int]], column: int, wanted: int) -> int:
    """How many positions from `column` on are free, at least 1 and at most `wanted`."""
    reach = 1
    while reach < min(wanted, _WIDEST) and column + reach not in reaching:
        reach += 1
    return reach


def _reach_right(line: list[GridCell | None], reaching: dict[int, tuple[GridCell, int]]) -> None:
    """Fill up a line with the cells that reach into it right of its own."""
    for column in range(len(line), max(reaching) + 1):
        entry = reaching.get(column)
        line.append(entry[0] if entry else None)
