"""Rules on a page → frames: tables as their cells, merged or not, told by the walls between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from drafter.read.positions import Rule

# Rules this near to each other are one; rules end this near to the one they meet.
_NEAR = 3.0
# Shorter than this, a rule is a tick or a dot.
_SHORTEST = 6.0
# A wall counts where it covers this share of the side of a cell.
_COVERED = 0.5
# Beyond any table of the form by far: a drawing.
_MOST_PAIRS = 1_000_000
_MOST_PLACES = 20_000


@dataclass(frozen=True, slots=True)
class Frame:
    """A ruled table: the positions of its columns' and rows' edges, and for each place the number of its cell."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def area(self) -> float:
        """Its area in square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def holds(self, x: float, y: float) -> bool:
        """Whether a point stands inside."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def cell_at(self, x: float, y: float) -> int:
        """The number of the cell at a point inside."""
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        return self.cells[max(row, 0)][max(column, 0)]


@dataclass(slots=True)
class _Stroke:
    """A rule as its position across (`at`) and its reach along itself."""

    at: float
    start: float
    end: float


def frames_of(rules: Iterable[Rule]) -> tuple[Frame, ...] | None:
    """The ruled tables, from top to bottom; None where there are so many rules that the page is a drawing.

    A table has at least two columns; boxes round text are none. Its outer border may be missing on any side.
    """
    found = list(rules)
    level = _strokes(((r.top + r.bottom) / 2, r.x0, r.x1) for r in found if r.level)
    plumb = _strokes(((r.x0 + r.x1) / 2, r.top, r.bottom) for r in found if not r.level)
    if len(level) * len(plumb) > _MOST_PAIRS:
        return None
    frames = [frame for group in _connected(level, plumb) if (frame := _frame(*group)) is not None]
    return tuple(sorted(frames, key=lambda frame: (frame.ys[0], frame.xs[0])))


def _strokes(spans: Iterable[tuple[float, float, float]]) -> list[_Stroke]:
    """Rules at nearly one position as one where they touch or overlap."""
    merged: list[_Stroke] = []
    for row in _clusters(sorted(spans)):
        at = sum(span[0] for span in row) / len(row)
        open_stroke: _Stroke | None = None
        for _, start, end in sorted(row, key=lambda span: span[1]):
            if open_stroke is not None and start <= open_stroke.end + _NEAR:
                open_stroke.end = max(open_stroke.end, end)
            else:
                open_stroke = _Stroke(at, start, end)
                merged.append(open_stroke)
    return [stroke for stroke in merged if stroke.end - stroke.start >= _SHORTEST]


def _clusters(spans: Sequence[tuple[float, float, float]]) -> list[list[tuple[float, float, float]]]:
    """Sorted spans grouped by position: a group reaches no further than `_NEAR` from its first."""
    groups: list[list[tuple[float, float, float]]] = []
    for span in spans:
        if groups and span[0] - groups[-1][0][0] <= _NEAR:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _connected(level: Sequence[_Stroke], plumb: Sequence[_Stroke]) -> list[tuple[list[_Stroke], list[_Stroke]]]:
    """The strokes of each set that hangs together, level ones and plumb ones."""
    root = list(range(len(level) + len(plumb)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, across in enumerate(level):
        for j, down in enumerate(plumb, len(level)):
            meets = across.start - _NEAR <= down.at <= across.end + _NEAR
            if meets and down.start - _NEAR <= across.at <= down.end + _NEAR:
                root[find(i)] = find(j)
    strokes = sorted(range(len(root)), key=find)
    groups = [list(group) for _, group in groupby(strokes, key=find)]
    count = len(level)
    return [([level[i] for i in g if i < count], [plumb[i - count] for i in g if i >= count]) for g in groups]


def _frame(level: Sequence[_Stroke], plumb: Sequence[_Stroke]) -> Frame | None:
    if not level or not plumb:
        return None
    xs = _edges([s.at for s in plumb], min(s.start for s in level), max(s.end for s in level))
    ys = _edges([s.at for s in level], min(s.start for s in plumb), max(s.end for s in plumb))
    rows, columns = len(ys) - 1, len(xs) - 1
    if columns < 2 or rows < 1 or rows * columns > _MOST_PLACES:
        return None
    right = _walls(plumb, xs, ys)
    below = _walls(level, ys, xs)
    cells = _numbered(rows, columns, right, below)
    frame = Frame(tuple(xs), tuple(ys), cells)
    return frame if len({cell for row in cells for cell in row}) > 1 else None


def _edges(positions: Iterable[float], first: float, last: float) -> list[float]:
    """The edges in order; the ends of the strokes that cross them are edges too where no border is drawn there."""
    edges: list[float] = []
    for at in sorted((*positions, first, last)):
        if not edges or at - edges[-1] > _NEAR + 1:
            edges.append(at)
    return edges


def _walls(strokes: Sequence[_Stroke], edges: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """The walls there are: (edge, interval between two positions of `along`) that some stroke covers."""
    walls = set()
    for stroke in strokes:
        edge = min(range(len(edges)), key=lambda i: abs(edges[i] - stroke.at))
        for i in range(len(along) - 1):
            low, high = along[i], along[i + 1]
            if min(high, stroke.end) - max(low, stroke.start) >= _COVERED * (high - low):
                walls.add((edge, i))
    return walls


def _numbered(
    rows: int, columns: int, right: set[tuple[int, int]], below: set[tuple[int, int]]
) -> tuple[tuple[int, ...], ...]:
    """For each place the number of its cell: places without a wall between them are one cell.

    Where such places make no rectangle, a wall is missing somewhere, and each of them is a cell of its own.
    """
    cells = [[-1] * columns for _ in range(rows)]
    count = 0
    for r in range(rows):
        for c in range(columns):
            if cells[r][c] >= 0:
                continue
            places = _reach(r, c, rows, columns, right, below)
            bottom, end = max(p[0] for p in places), max(p[1] for p in places)
            start = min(p[1] for p in places)
            whole = len(places) == (bottom - r + 1) * (end - start + 1)
            for place in sorted(places):
                cells[place[0]][place[1]] = count
                count += not whole
            count += whole
    return tuple(map(tuple, cells))


def _reach(
    r: int, c: int, rows: int, columns: int, right: set[tuple[int, int]], below: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """All places that can be reached from one without crossing a wall."""
    seen = {(r, c)}
    ahead = [(r, c)]
    while ahead:
        y, x = ahead.pop()
        steps = (
            ((y, x + 1), x + 1 < columns and (x + 1, y) not in right),
            ((y, x - 1), x > 0 and (x, y) not in right),
            ((y + 1, x), y + 1 < rows and (y + 1, x) not in below),
            ((y - 1, x), y > 0 and (y, x) not in below),
        )
        for place, free in steps:
            if free and place not in seen:
                seen.add(place)
                ahead.append(place)
    return seen
