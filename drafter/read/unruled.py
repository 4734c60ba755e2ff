"""Tables printed without rules: rows told by their figures, columns by where those stand, all by words of the form.

Where the figures of a row do not fall into clear columns, nothing is taken for a table: the lines stay lines, and the
readers of flattened tables decide whether they leave one reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from drafter.form import EDITION_NAMES, edition
from drafter.read.cells import UnreadableCell, is_value, parse
from drafter.read.framed import Box, Table
from drafter.read.heading import heading_of, section_of
from drafter.read.labels import plain
from drafter.read.stacked import Head, head_of, overlap
from drafter.read.tablewords import is_row_label, is_table_words
from drafter.read.typeset import Line, pieces_of
from drafter.read.vocabulary import vocabulary

# Cells of a row stand this far apart, in heights of a character; columns may come nearer to each other.
_GAP = 0.8
# The longest piece of a label or head that is no word of the form by itself.
_LONGEST_PIECE = 24
# A table shows this many rows that the form knows.
_FEWEST_ROWS = 2
# A label is printed on no more lines than this beside the one with the figures.
_MOST_PIECES = 5
# Rows further apart than this many heights of a character belong to different tables.
_FARTHEST = 8.0


@dataclass(slots=True)
class _Row:
    """A printed row: the pieces of its label from top to bottom, and its figures from left to right."""

    at: float
    label: list[Line]
    figures: list[Line]
    fragments: list[Line] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Its label as one text; of labels that stand side by side, the one next to the figures."""
        pieces = sorted([*self.label, *self.fragments], key=lambda piece: (round(piece.middle), piece.x0))
        whole = "".join(piece.text for piece in pieces)
        if not pieces:
            return whole
        inner = max(pieces, key=lambda piece: piece.x0)
        beside = "".join(piece.text for piece in pieces if piece.x1 > inner.x0)
        return max(whole, beside, key=_certainty)


def with_tables(lines: Sequence[Line], page: int) -> list[Line | Table]:
    """`lines` of a page, from top to bottom, with those that make up tables without rules replaced by the tables."""
    cut = [pieces_of(line, _GAP) for line in lines]
    rows = [_row(pieces) for pieces in cut]
    found: list[Line | Table] = []
    start = 0
    while start < len(lines):
        end = _end(lines, cut, rows, start)
        tables = _tables(cut[start:end], rows[start:end], page) if end > start else []
        found += tables or lines[start : max(end, start + 1)]
        start = max(end, start + 1)
    return found


def is_row(line: Line) -> bool:
    """Tell whether a printed line is a row with figures standing apart: it never goes on with a paragraph."""
    pieces = pieces_of(line, _GAP)
    return len(pieces) > 1 and _row(pieces) is not None


def figures_in(line: Line) -> int:
    """How many figures stand apart in a printed line that is a row; 0 where it is none."""
    pieces = pieces_of(line, _GAP)
    row = _row(pieces) if len(pieces) > 1 else None
    return len(row.figures) if row else 0


def _row(pieces: Sequence[Line]) -> _Row | None:
    """The row that pieces of a line make: figures, after a label or alone; None where they are something else."""
    count = len(pieces)
    while count and _is_figure(pieces[count - 1].text):
        count -= 1
    figures = list(pieces[count:])
    if not figures:
        return None
    if any(len(piece.text) > _LONGEST_PIECE and not is_table_words(piece.text) for piece in pieces[:count]):
        return None
    middle = sum(piece.middle for piece in figures) / len(figures)
    return _Row(middle, list(pieces[:count]), figures)


def _is_figure(text: str) -> bool:
    """Whether a piece is what a cell may hold: a figure or a mark for nothing, and no words beside it."""
    if not is_value(text):
        return False
    try:
        parse(text, signed=True, decimal=True)
    except UnreadableCell:
        return False
    return True


def _end(lines: Sequence[Line], cut: Sequence[Sequence[Line]], rows: Sequence[_Row | None], start: int) -> int:
    """The index after the last line of a table that would begin at `start`; `start` where none does."""
    if rows[start] is None and len(cut[start]) < 2 and not is_table_words(cut[start][0].text):
        return start
    end = last = start
    while end < len(lines) and (rows[end] is not None or _is_part(cut[end])):
        if end > start and lines[end].top - lines[end - 1].bottom > _FARTHEST * lines[end].size:
            break
        end += 1
        last = end if rows[end - 1] else last
    row = rows[last - 1] if last > start else None
    if row is not None and last < end:
        below = "".join(piece.text for piece in cut[last])
        last += not is_row_label(row.words) and is_row_label(row.words + below)
    return last


def _is_part(pieces: Sequence[Line]) -> bool:
    """Whether a line without figures may be part of a table: words of the form, or short pieces of them."""
    text = "".join(piece.text for piece in pieces)
    if is_table_words(text):
        return True
    heading = heading_of(text)
    if heading is not None and heading.depth == 1 and section_of(heading.words) and not is_row_label(text):
        return False
    if any(mark in text for mark in "。；"):
        return False
    return all(len(piece.text) <= _LONGEST_PIECE or is_table_words(piece.text) for piece in pieces)


def _tables(cut: Sequence[Sequence[Line]], rows: Sequence[_Row | None], page: int) -> list[Line | Table]:
    """The tables that lines make, a head beginning each, and after them pieces of text that belong to no cell.

    Empty where they make none or leave a column open.
    """
    edge = min((figure.x0 for row in rows if row for figure in row.figures), default=0.0)
    blocks = _blocks(cut, rows, edge)
    if sum(bool(_certainty(row.words)) for _, members in blocks for row in members) < _FEWEST_ROWS:
        return [*_cases(blocks, page)]
    found: list[Line | Table] = []
    stray: list[Line] = []
    parts: list[list[tuple[Head, list[_Row]]]] = []
    for pieces, members in blocks:
        head = head_of(pieces, edge)
        if head is None:
            return []
        if head.leaves or not parts:
            parts.append([])
        parts[-1].append((head, members))
        stray += [] if head.leaves else head.corner
    for part in parts:
        table = _table(part, page)
        if table is None:
            return []
        found.append(table)
    return found + stray


def _cases(blocks: Sequence[tuple[list[Line], list[_Row]]], page: int) -> list[Table]:
    """Table 4, one row of figures without a label: a table only where every column has its name and the names of the
    three groups stand over theirs, in the order of the form.
    """
    head = head_of(blocks[0][0], 0.0) if len(blocks) == 1 == len(blocks[0][1]) else None
    columns = _columns(blocks[0][1], [head]) if head else []
    form = edition(EDITION_NAMES[0]).table(4).blocks[0]
    names = [column.label for column in form.columns] * len(form.rows)
    if head is None or len(columns) != len(names):
        return []
    found = [text for text, _, _ in sorted(head.leaves, key=lambda leaf: leaf[1])]
    if [plain(text) for text in found] != [plain(name) for name in names]:
        return []
    bounds = [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]
    boxes = []
    for i, row in enumerate(form.rows):
        left, right = bounds[i * len(form.columns)], bounds[(i + 1) * len(form.columns)]
        over = [
            text for text, x0, x1 in head.groups if left < (x0 + x1) / 2 < right and plain(text) == plain(row.label)
        ]
        if len(over) != 1:
            return []
        boxes.append(Box(over[0], 0, 1, left, right))
    boxes += [replace(box, row=1) for box in list(_printed_head(head, columns, bounds))[-1] if box.x1 > bounds[0]]
    boxes += [box for box in _boxes(blocks[0][1][0], columns, bounds, 2) if box.x1 > bounds[0]]
    return [Table(tuple(boxes), 3, blocks[0][1][0].at, page, page, ruled=False)]


def _table(blocks: Sequence[tuple[Head, Sequence[_Row]]], page: int) -> Table | None:
    """The table of a head and the rows under it; None where its columns are open."""
    rows = [row for _, members in blocks for row in members]
    columns = _columns(rows, [head for head, _ in blocks])
    if not columns:
        return None
    bounds = [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]
    boxes: list[Box] = []
    height = 0
    for head, members in blocks:
        for line in _printed_head(head, columns, bounds):
            boxes += [replace(box, row=height) for box in line]
            height += 1
        for row in members:
            boxes += _boxes(row, columns, bounds, height)
            height += 1
    return Table(tuple(boxes), height, rows[0].at, page, page, ruled=False)


def _columns(rows: Sequence[_Row], heads: Sequence[Head]) -> list[tuple[float, float]]:
    """The columns that figures and heads stand in, as left and right edges.

    Empty where two figures of a row, or two names of a head, share one, or a name stands over two.
    """
    spans = [[(figure.x0, figure.x1) for figure in row.figures] for row in rows]
    spans += [[(x0, x1) for _, x0, x1 in head.leaves] for head in heads]
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted(span for line in spans for span in line):
        if columns and x0 < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], x1)
        else:
            columns.append((x0, x1))
    for line in spans:
        taken = {_column_at(columns, (x0 + x1) / 2) for x0, x1 in line}
        if len(taken) < len(line):
            return []
    return columns


def _column_at(columns: Sequence[tuple[float, float]], x: float) -> int:
    return next(i for i, (_, right) in enumerate(columns) if x <= right or i == len(columns) - 1)


def _blocks(
    cut: Sequence[Sequence[Line]], rows: Sequence[_Row | None], edge: float
) -> list[tuple[list[Line], list[_Row]]]:
    """Heads with the rows under them. Pieces of labels between rows go to the row whose label they complete."""
    printed: list[_Row] = []
    gaps: list[list[Line]] = [[]]
    for pieces, row in zip(cut, rows, strict=True):
        if row is None:
            gaps[-1] += pieces
        else:
            printed.append(row)
            gaps.append([])
    for i, row in enumerate(printed):
        _complete(row, gaps[i], gaps[i + 1], edge)
    blocks: list[tuple[list[Line], list[_Row]]] = []
    for gap, row in zip(gaps, printed, strict=False):
        if not blocks or any(piece.x0 >= edge or vocabulary().is_caption(piece.text) for piece in gap):
            blocks.append((gap, []))
        blocks[-1][1].append(row)
    return blocks


def _complete(row: _Row, above: list[Line], below: list[Line], edge: float) -> None:
    """Move those pieces to a row that make the surest label of it, and the fewest of such: the last ones above it and
    the first ones below it.
    """
    inner = max(row.label, key=lambda piece: piece.x0, default=None)
    upper, lower = ([p for p in gap if p.x0 < edge and (inner is None or overlap(p, inner))] for gap in (above, below))
    best = _certainty(row.words)
    chosen: tuple[list[Line], list[Line]] = [], []
    for count in range(1, min(len(upper) + len(lower), _MOST_PIECES) + 1):
        for first in range(max(0, count - len(lower)), min(count, len(upper)) + 1):
            parts = upper[len(upper) - first :], lower[: count - first]
            certainty = _certainty(replace(row, fragments=[*parts[0], *parts[1]]).words)
            if certainty > best:
                best, chosen = certainty, parts
    for gap, part in zip((above, below), chosen, strict=True):
        gap[:] = [piece for piece in gap if not any(piece is taken for taken in part)]
        row.fragments += part


def _certainty(text: str) -> int:
    """2 for a label of the form as printed, 1 for one with slips, 0 for none."""
    if not text or not is_row_label(text):
        return 0
    words = vocabulary()
    found = [match for lexicon in (words.rows2, words.rows3, words.rows4) if (match := lexicon.find(text))]
    return 1 if all(match.slip for match in found) else 2


def _printed_head(head: Head, columns: Sequence[tuple[float, float]], bounds: Sequence[float]) -> Iterator[list[Box]]:
    """The rows of a head as cells: each caption in its own row, then the names of the columns."""
    for caption in head.captions:
        yield [Box(caption, 0, 1, 0.0, bounds[-1])]
    if head.leaves:
        names = {_column_at(columns, (x0 + x1) / 2): text for text, x0, x1 in head.leaves}
        cells = [Box(names.get(i, ""), 0, 1, bounds[i], bounds[i + 1]) for i in range(len(columns))]
        yield [Box("".join(piece.text for piece in head.corner), 0, 1, 0.0, bounds[0]), *cells]


def _boxes(row: _Row, columns: Sequence[tuple[float, float]], bounds: Sequence[float], height: int) -> Iterator[Box]:
    """The cells of a row: its label left of the figures, and one cell for each column, empty where it has no figure."""
    yield Box(row.words, height, 1, 0.0, bounds[0])
    figures = {_column_at(columns, (figure.x0 + figure.x1) / 2): figure.text for figure in row.figures}
    for i in range(len(columns)):
        yield Box(figures.get(i, ""), height, 1, bounds[i], bounds[i + 1])
