"""The rows of a sheet → one grid, with the lines that are no part of a table taken out as paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from drafter.read.cells import is_value
from drafter.read.document import Grid, GridCell, Paragraph
from drafter.read.heading import heading_of, official_section
from drafter.read.spacing import tidy
from drafter.read.tablewords import is_row_label, is_table_words
from drafter.read.vocabulary import vocabulary

Area = tuple[int, int, int, int]
Texts = Mapping[tuple[int, int], str]
# No label of the form is this long, and none ends in a full stop.
_LONGEST_LABEL = 100
_SENTENCE = 30
# Positions under merged cells; a sheet with more is broken or hostile.
_MOST_COVERED = 500_000


def blocks_of(texts: Texts, merged: Iterable[Area], place: str) -> Iterator[Paragraph | Grid]:
    """Yield the paragraphs and the grid of a sheet.

    `texts`: text by 0-based row and column. `merged`: areas as top, left, bottom, right, the last two included; where
    there are none, the grid counts as one of a source that knows no merged cells. The grid stands where its first row
    does; rows and columns are those of the sheet.
    """
    filled = {where: text for where, text in texts.items() if text.strip()}
    areas = list(_apart(merged))
    rows = _by_row(filled)
    prose = {r for r, cells in rows.items() if _is_prose([text for _, text in cells])}
    grid = _grid({where: text for where, text in filled.items() if where[0] not in prose}, areas, place)
    for r in sorted(rows):
        if r in prose:
            yield from _paragraphs(rows[r], f"{place}第{r + 1}行")
        elif grid is not None:
            yield grid
            grid = None


def _by_row(filled: Texts) -> dict[int, list[tuple[int, str]]]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for r, c in sorted(filled):
        rows.setdefault(r, []).append((c, filled[r, c]))
    return rows


def _is_prose(texts: Sequence[str]) -> bool:
    """Whether a row is running text: one cell that is nothing of the form's tables, or a cell too long for them."""
    if len(texts) == 1:
        return _is_section(texts[0]) or not _is_of_table(texts[0])
    return any(_is_long(text) and not _is_of_table(text) for text in texts)


def _is_section(text: str) -> bool:
    heading = heading_of(tidy(text))
    return heading is not None and heading.alone and official_section(heading.words) is not None


def _is_of_table(text: str) -> bool:
    return is_value(text) or is_table_words(text) or is_row_label(text) or vocabulary().is_corner(text)


def _is_long(text: str) -> bool:
    return len(text) > _LONGEST_LABEL or (len(text) > _SENTENCE and "。" in text)


def _paragraphs(cells: Sequence[tuple[int, str]], place: str) -> Iterator[Paragraph]:
    for _, text in cells:
        for line in filter(None, map(tidy, text.splitlines())):
            yield Paragraph(line, place)


def _apart(merged: Iterable[Area]) -> Iterator[Area]:
    """The areas that do not overlap one before them: in a whole file none do. They end where they cover too much."""
    taken: set[tuple[int, int]] = set()
    budget = _MOST_COVERED
    for top, left, bottom, right in merged:
        budget -= (bottom - top + 1) * (right - left + 1)
        if budget < 0:
            return
        places = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if taken.isdisjoint(places):
            taken |= places
            yield top, left, bottom, right


def _grid(filled: Texts, areas: Sequence[Area], place: str) -> Grid | None:
    """The grid from the top left corner of the sheet to its last text; None where there is no text."""
    if not filled:
        return None
    height, width = (max(where[axis] for where in filled) + 1 for axis in (0, 1))
    cells: list[list[GridCell | None]] = [[None] * width for _ in range(height)]
    spanned = False
    for top, left, bottom, right in areas:
        last_row, last_column = min(bottom, height - 1), min(right, width - 1)
        if (top, left) not in filled and top >= height:
            continue
        cell = GridCell(_text(filled, top, left), top, left, last_row - top + 1, last_column - left + 1)
        for r in range(top, last_row + 1):
            for c in range(left, last_column + 1):
                cells[r][c] = cell
        spanned |= (top, left) in filled
    used = {where[0] for where in filled}
    for r in used:
        for c in range(width):
            if cells[r][c] is None:
                cells[r][c] = GridCell(_text(filled, r, c), r, c)
    return Grid(tuple(map(tuple, cells)), place, spanned=spanned)


def _text(filled: Texts, r: int, c: int) -> str:
    lines = map(tidy, filled.get((r, c), "").splitlines())
    return "\n".join(filter(None, lines))
