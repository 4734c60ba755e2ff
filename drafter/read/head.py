"""The heads of tables: which column of a grid stands for which column of the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.form import EDITION_NAMES, edition
from drafter.read.document import Grid, GridCell
from drafter.read.labels import Lexicon, plain
from drafter.read.vocabulary import ITEMS_CORNER, T3_GROUP_HEADS, block_columns, vocabulary

_T3_MARKS = frozenset(("natural", "commercial", "research", "public_welfare", "legal_service"))
_LEGAL_COLUMNS = frozenset(("commercial", "research", "public_welfare", "legal_service", "other"))
_T4_MARKS = frozenset(("upheld", "corrected", "pending"))
_LEGAL = T3_GROUP_HEADS[0]
_LITIGATION = "行政诉讼"
# Where the rows of a head stand one behind the other: the columns of the upper row, then those under 法人或其他组织.
_BY_LEVELS = ("natural", _LEGAL, "total", "commercial", "research", "public_welfare", "legal_service", "other")
# Empty columns that may stand among a table's own, and how far tables of the form reach.
_MOST_IDLE = 4
_WIDEST = 60
_TALLEST = 120


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of the form at its place in a grid: column key (in table 4 `row.column`), 0-based positions, label."""

    key: str
    positions: tuple[int, ...]
    label: str
    slip: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The columns that a head names, left to right.

    `sound`: every label of the head was understood and the places agree with each other, so that the order of the
    columns can be relied on. `width` is the number of columns of the grid it stood in. `usual`: nothing it says speaks
    against the form's own order of the columns.
    """

    slots: tuple[Slot, ...]
    sound: bool
    width: int
    spanned: bool
    usual: bool = True


def table_of_head(cells: Sequence[GridCell]) -> int:
    """Which table (2, 3, 4) a row without figures is a head of, or 0 where it is none."""
    words = vocabulary()
    votes: Counter[int] = Counter()
    for cell in cells:
        text = cell.text
        votes[2] += plain(text) == ITEMS_CORNER
        votes[2] += words.any_column2.find(text) is not None
        votes[3] += _means(words.columns3, text, _T3_MARKS) or plain(text) in T3_GROUP_HEADS
        votes[3] += 2 * (words.is_corner(text) and "稽" in text)
        votes[4] += _means(words.columns4, text, _T4_MARKS)
        votes[4] += words.rows4.find(text) is not None or plain(text) == _LITIGATION
    table, count = max(votes.items(), key=lambda item: item[1], default=(0, 0))
    return table if count else 0


def columns_head(grid: Grid, rows: Iterable[int]) -> Head:
    """The head of table 3 in the given rows of `grid`."""
    words = vocabulary()
    slots: list[Slot] = []
    strange: list[GridCell] = []
    group: GridCell | None = None
    lines: dict[int, list[str]] = {}
    for cell in _head_cells(grid, rows):
        found = words.columns3.find(cell.text)
        if found is not None:
            slots.append(Slot(found.keys[0], _span(cell), cell.text, found.slip))
            lines.setdefault(cell.row, []).append(found.keys[0])
        elif plain(cell.text) == _LEGAL:
            group = cell
            lines.setdefault(cell.row, []).append(_LEGAL)
        elif plain(cell.text) not in T3_GROUP_HEADS and not words.is_corner(cell.text):
            strange.append(cell)
            lines.setdefault(cell.row, []).append("")
    usual = all(_fits(line, words.column_order3) or _fits(line, _BY_LEVELS) for line in lines.values())
    if _fill_gap(slots, strange, words.column_order3):
        strange.clear()
    sound = not _stand_among(strange, slots)
    if group is not None:
        sound &= _covers(group, [slot for slot in slots if slot.key in _LEGAL_COLUMNS], grid)
    return replace(_head(grid, slots, sound=sound), usual=usual)


def _fits(keys: Sequence[str], order: Sequence[str]) -> bool:
    """Whether heads side by side, "" for one not understood, can be some of the columns of `order` as they follow."""
    last, strange = -1, 0
    for key in (key for key in keys if key != _LEGAL or key in order):
        at = order.index(key) if key else -1
        if key and at <= last + strange:
            return False
        last, strange = (at, 0) if key else (last, strange + 1)
    return last + strange < len(order)


def cases_head(grid: Grid, rows: Sequence[int]) -> Head:
    """The head of table 4 in the given rows of `grid`; slots without a group above them have a bare column key."""
    words = vocabulary()
    slots: list[Slot] = []
    strange: list[GridCell] = []
    for cell in _head_cells(grid, rows):
        found = words.columns4.find(cell.text)
        if found is not None:
            group = _group_over(grid, rows, cell)
            key = f"{group}.{found.keys[0]}" if group else found.keys[0]
            slots.append(Slot(key, _span(cell), cell.text, found.slip))
        elif plain(cell.text) != _LITIGATION and not words.is_corner(cell.text) and not _names_group(cell.text):
            strange.append(cell)
    if _fill_gap(slots, strange, words.column_order4):
        strange.clear()
    grouped = {"." in slot.key for slot in slots}
    return _head(grid, slots, sound=len(grouped) < 2 and not _stand_among(strange, slots))


def _fill_gap(slots: list[Slot], strange: Sequence[GridCell], order: Sequence[str]) -> bool:
    """Take the only head that was not understood for the only column left over, if all others stand at their places."""
    if len(strange) != 1 or len(slots) != len(order) - 1:
        return False
    stranger = strange[0]
    at = sum(slot.positions[0] < stranger.column for slot in slots)
    keys = [slot.key for slot in sorted(slots, key=lambda slot: slot.positions)]
    if [*keys[:at], order[at], *keys[at:]] != list(order):
        return False
    slots.append(Slot(order[at], _span(stranger), stranger.text, slip=True))
    return True


def _head_cells(grid: Grid, rows: Iterable[int]) -> Iterator[GridCell]:
    return (cell for r in rows for cell in grid.row(r) if cell.row == r and cell.text)


def _span(cell: GridCell) -> tuple[int, ...]:
    return tuple(range(cell.column, cell.column + cell.columns))


def _stand_among(cells: Sequence[GridCell], slots: Sequence[Slot]) -> bool:
    """Whether heads that were not understood stand between those that were; left and right of them they may."""
    places = [place for slot in slots for place in slot.positions]
    return any(min(places) < cell.column < max(places) for cell in cells) if places else bool(cells)


def items_head(grid: Grid, r: int, row: str) -> Head:
    """The head of table 2 in row `r` of `grid`, read for the row key `row`: the columns that row can have.

    A single label that is not understood is taken for the one column left over, where everything else is in place.
    """
    lexicon = vocabulary().columns2[row]
    cells = [c for c in grid.row(r) if c.row == r and c.text and not vocabulary().is_corner(c.text)]
    slots: list[Slot | None] = []
    for cell in cells:
        found = lexicon.find(cell.text)
        known = found is not None and len(found.keys) == 1
        slots.append(Slot(found.keys[0], _span(cell), cell.text, found.slip) if found and known else None)
    if slots.count(None) == 1 and len(slots) > 2:
        slots = _completed(slots, cells, row)
    return _head(grid, [slot for slot in slots if slot is not None], sound=None not in slots)


def _completed(slots: list[Slot | None], cells: Sequence[GridCell], row: str) -> list[Slot | None]:
    """`slots` with the one gap filled, where in some edition all the others stand at their places."""
    gap = slots.index(None)
    for name in EDITION_NAMES:
        keys = [column.key for column in block_columns(edition(name), row)]
        fits = len(keys) == len(slots) and all(s is None or s.key == k for s, k in zip(slots, keys, strict=True))
        if fits:
            cell = cells[gap]
            return [*slots[:gap], Slot(keys[gap], _span(cell), cell.text, slip=True), *slots[gap + 1 :]]
    return slots


def _head(grid: Grid, slots: Iterable[Slot], *, sound: bool) -> Head:
    ordered = sorted(slots, key=lambda slot: slot.positions)
    repeated = len({slot.key for slot in ordered}) < len(ordered)
    places = [place for slot in ordered for place in slot.positions]
    # A gap means that a label is missing or that the labels after it stand over the wrong columns.
    gapless = not places or _gapless(places, grid)
    return Head(tuple(ordered), sound and gapless and not repeated, grid.width, grid.spanned)


def _gapless(places: Sequence[int], grid: Grid) -> bool:
    """Whether columns follow each other with nothing between them but columns that are empty from top to bottom."""
    gaps = set(range(places[0], places[-1] + 1)).difference(places) if places[-1] - places[0] < _WIDEST else {-1}
    if len(set(places)) < len(places) or len(gaps) > _MOST_IDLE:
        return False
    return all(_is_idle(grid, column) for column in gaps)


def _is_idle(grid: Grid, column: int) -> bool:
    """Whether no cell with text begins in a column, as far down as a table of the form reaches."""
    cells = (line[column] for line in grid.cells[:_TALLEST])
    return column >= 0 and not any(cell is not None and cell.text and cell.column == column for cell in cells)


def _group_over(grid: Grid, rows: Sequence[int], leaf: GridCell) -> str:
    """The row key of table 4 (review, direct, after_review) whose label stands over `leaf`, or ""."""
    if not grid.aligned:
        return ""
    for r in reversed([r for r in rows if r <= leaf.row]):
        cell = grid.cells[r][leaf.column] if grid.spanned else _at_or_left(grid, r, leaf.column)
        found = vocabulary().rows4.find(cell.text) if cell is not None and cell is not leaf else None
        if found is not None and len(found.keys) == 1:
            return found.keys[0]
    return ""


def _at_or_left(grid: Grid, r: int, column: int) -> GridCell | None:
    """The cell at `column`, or where it is empty the nearest text left of it: how text shows a merged head."""
    cells = (grid.cells[r][c] for c in range(column, -1, -1))
    return next((cell for cell in cells if cell is not None and cell.text), None)


def _covers(group: GridCell, slots: Sequence[Slot], grid: Grid) -> bool:
    """Whether the merged head of a group stands over its columns; text only shows where it begins."""
    places = sorted(place for slot in slots for place in slot.positions)
    if not places or places[0] != group.column:
        return False
    return not grid.spanned or (places[-1] == group.column + group.columns - 1 and _gapless(places, grid))


def _names_group(text: str) -> bool:
    return vocabulary().rows4.find(text) is not None


def _means(lexicon: Lexicon, text: str, keys: frozenset[str]) -> bool:
    found = lexicon.find(text)
    return found is not None and found.keys[0] in keys
