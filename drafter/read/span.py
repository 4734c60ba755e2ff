"""Merged cells laid out on the rectangle they cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drafter.read.document import Grid, GridCell

# Far beyond any table of the form; a page that asks for more is broken or hostile.
_WIDEST = 500


@dataclass(frozen=True, slots=True)
class Span:
    """A cell as its source writes it: raw text and how many rows and columns it covers (rows 0: all that follow)."""

    text: str
    rows: int = 1
    columns: int = 1


def lay_out(rows: Sequence[Sequence[Span]], place: str) -> Grid:
    """The grid of rows of spans: each cell takes the next free position of its row, as browsers place it.

    Spans are clamped to the rows there are and to free positions, so cells never overlap.
    """
    placed: list[dict[int, GridCell]] = [{} for _ in rows]
    for r, row in enumerate(rows):
        column = 0
        for span in row:
            while column in placed[r]:
                column += 1
            columns = _free(placed[r], column, span.columns)
            height = min(span.rows or len(rows), len(rows) - r)
            cell = GridCell(span.text, r, column, height, columns)
            for below in placed[r : r + height]:
                below.update((c, cell) for c in range(column, column + columns) if c not in below)
            column += columns
    width = max((max(line, default=-1) + 1 for line in placed), default=0)
    return Grid(tuple(tuple(line.get(c) for c in range(width)) for line in placed), place, spanned=True)


def _free(line: dict[int, GridCell], column: int, wanted: int) -> int:
    """How many positions from `column` on are free, at least 1 and at most `wanted`."""
    reach = 1
    while reach < min(max(wanted, 1), _WIDEST) and column + reach not in line:
        reach += 1
    return reach
