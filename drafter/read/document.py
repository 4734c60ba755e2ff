"""What a format reader hands on: paragraphs and grids in the order of the source, each knowing its place there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from drafter.documents import Notice, PlaceKind


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the source in numbers, for programs; `kind`, `first` and `last` as in `drafter.documents.Place`."""

    kind: PlaceKind
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text without its line feeds.

    `level`: 0 for body text, 1 and up where the source marks a heading of that depth. `place` names where it stands
    in the source as the user would find it, e.g. 第12行; `at` says it in numbers, None where the format has none.
    `added`: how many characters at the start of `text` the source does not spell out: the number of a list.
    """

    text: str
    place: str
    level: int = 0
    at: Position | None = None
    added: int = 0


class GridCell(NamedTuple):
    """One cell of a grid, merged or not: raw text, 0-based position of its top left corner, and how far it reaches."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a rectangular matrix of positions.

    A merged cell stands at every position it covers, as the same object. None is a position the source has no cell
    for (a row shorter than the others). `spanned` tells whether the source knows merged cells; where it does not
    (plain text, Markdown), a merged cell is its text followed by empty cells. `aligned` tells whether cells stand under
    the head of their column; a table put together from loose words has them in order only.
    """

    cells: tuple[tuple[GridCell | None, ...], ...]
    place: str
    spanned: bool = False
    aligned: bool = True

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.cells[0]) if self.cells else 0

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.cells)

    def row(self, index: int) -> Iterator[GridCell]:
        """Yield the cells met in row `index` from left to right, a merged cell once."""
        last = None
        for cell in self.cells[index]:
            if cell is not None and cell is not last:
                yield cell
            last = cell


@dataclass(frozen=True, slots=True)
class Document:
    """A source as blocks in order, the title its metadata gives ("" for none), and what reading it has to report.

    `page`: the decoded source of a web page, in which the paragraphs can be found again ("" for other formats).
    `pictures`: where pictures stand among the blocks, as the user would find them: a table may be one.
    `recognised`: the 1-based numbers of the pages whose text was read off pictures, so that any figure on them may be
    misread. `unread`: those of pages that are pictures and were not read.
    """

    blocks: tuple[Paragraph | Grid, ...]
    title: str = ""
    notices: tuple[Notice, ...] = field(default=())
    page: str = ""
    pictures: tuple[str, ...] = ()
    recognised: frozenset[int] = frozenset()
    unread: tuple[int, ...] = ()


def plain_grid(rows: Sequence[Sequence[str]], place: str, *, aligned: bool = True) -> Grid:
    """A grid without merged cells from rows of texts; shorter rows are filled up with None."""
    width = max(map(len, rows), default=0)
    cells = (
        tuple(GridCell(row[c].strip(), r, c) if c < len(row) else None for c in range(width))
        for r, row in enumerate(rows)
    )
    return Grid(tuple(cells), place, aligned=aligned)
