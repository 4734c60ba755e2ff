"""Table 4: three groups of five columns on one line, or one small table for each group."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from drafter.form import EDITION_NAMES, edition
from drafter.read.document import Grid, GridCell
from drafter.read.head import Head, cases_head
from drafter.read.labels import plain
from drafter.read.matched import Matched, at
from drafter.read.row import Labelled, has_figures, in_sequence, split, under_head
from drafter.read.shift import LOST_CELL, NO_SUM, adds_up, cases_may_have_moved
from drafter.read.vocabulary import vocabulary

# What of a group's name must be in a caption, first that of the more specific groups.
_SIGNS = (("direct", "未经复议"), ("after_review", "复议后"), ("review", "行政复议"))
_LITIGATION = "诉讼"


class Cases:
    """The pass over table 4. A head stays in force until the next one."""

    def __init__(self, matched: Matched) -> None:
        """Gather into `matched`."""
        self._matched = matched
        self._head: tuple[Grid, Head] | None = None
        self._words: list[str] = []
        self._empty: list[tuple[Grid, dict[str, GridCell]]] = []

    def say(self, texts: Sequence[str]) -> None:
        """Words that stand before the next figures, a text for each line of them: captions, broken heads."""
        self._words.extend(texts)

    def head(self, grid: Grid, rows: list[int]) -> None:
        """The given rows of `grid` are a head."""
        head = cases_head(grid, rows)
        self._head = grid, head
        self._words.append("".join(cell.text for cell in grid.row(rows[-1])))
        self._matched.slips(grid, head.slots, _LABELS)

    def left_blank(self, grid: Grid, r: int) -> bool:
        """Whether row `r`, which has labels only, is a group without figures: its columns are named above it."""
        if self._head is None or self._head[0] is not grid or not self._head[1].slots:
            return False
        columns = vocabulary().columns4
        names_columns = any(cell.text and columns.find(cell.text) for cell in grid.row(r))
        return not names_columns and all("." not in slot.key for slot in self._head[1].slots)

    def names_row(self, grid: Grid, r: int) -> bool:
        """Whether row `r`, which stands under no head of table 4, is all the same one of its groups: two rows of the
        grid are called so and have five figures each.
        """
        return _is_group(grid, r) and sum(_is_group(grid, i) for i in range(grid.height)) > 1

    def row(self, grid: Grid, r: int) -> bool:
        """Read row `r`, which stands inside table 4; False where it holds nothing of it."""
        row = split(grid, r, vocabulary().rows4)
        group = row.match.keys[0] if row.match and len(row.match.keys) == 1 else self._captioned()
        cells = self._under_head(grid, r, row)
        if cells is None:
            cells = self._by_form(grid, r, row, group)
        if cells is not None and not group and any("." not in key for key in cells):
            cells = None
        if not has_figures(row.rest):
            return self._blank(grid, row, group, cells)
        why = "的数字与表四的列对不上" if cells is None else _doubt(grid, cells)
        if cells is None or why:
            self._matched.unread(grid, r, row.name, why)
        else:
            self._take(grid, group, cells)
        self._words.clear()
        return True

    def finish(self) -> None:
        """Take the rows without figures for groups of which no row has any: elsewhere they only fill the page."""
        read = {found.key for found in self._matched.found}
        for grid, cells in self._empty:
            if not any(f"t4.{key}" in read for key in cells):
                self._take(grid, "", cells)

    def _blank(self, grid: Grid, row: Labelled, group: str, cells: dict[str, GridCell] | None) -> bool:
        """Keep a row without figures for `finish`."""
        if cells is None:
            return False
        self._empty.append((grid, {key if "." in key else f"{group}.{key}": cell for key, cell in cells.items()}))
        return bool(row.labels) or any(cell.text for cell in cells.values())

    def _take(self, grid: Grid, group: str, cells: dict[str, GridCell]) -> None:
        for key, cell in cells.items():
            prefix, _, column = key.rpartition(".")
            self._matched.take(4, prefix or group, {column: cell}, grid.place)

    def _under_head(self, grid: Grid, r: int, row: Labelled) -> dict[str, GridCell] | None:
        if self._head is None:
            return None
        origin, head = self._head
        if not head.slots or not head.sound:
            return None
        same = origin is grid or (grid.spanned and origin.spanned and head.width == grid.width)
        cells = under_head(grid, r, row, head) if same else None
        if cells is not None or len(head.slots) not in (len(_LABELS), len(_LABELS) * len(_SIGNS)):
            return cells
        return in_sequence(grid, row, [slot.key for slot in head.slots])

    def _by_form(self, grid: Grid, r: int, row: Labelled, group: str) -> dict[str, GridCell] | None:
        """The figures in the form's order where the words around name the groups: all fifteen, or one group's five."""
        if not has_figures(row.rest):
            return None
        cells = None
        if self._names_all_groups():
            cells = in_sequence(grid, row, [f"{g}.{c}" for g, c in product(vocabulary().row_order4, _LABELS)])
        if cells is None and group:
            cells = in_sequence(grid, row, list(_LABELS))
        if cells is not None:
            self._matched.note("columns_assumed", f"{at(grid, r)}：表四的表头不完整，数字按格式的列次序读取。")
        return cells

    def _names_all_groups(self) -> bool:
        """Whether the words before the figures name the three groups in the form's order."""
        text = plain("".join(self._words))
        places = [text.find(sign) for sign in ("行政复议", "未经复议", "复议后")]
        return -1 not in places and places == sorted(places)

    def _captioned(self) -> str:
        """The group that the nearest caption before the figures names alone, or ""."""
        for words in reversed(self._words):
            text = plain(words)
            named = [group for group, sign in _SIGNS if sign in text]
            if named == ["review"] and _LITIGATION in text:
                return ""
            if named:
                return named[0] if len(named) == 1 else ""
        return ""


def _is_group(grid: Grid, r: int) -> bool:
    cells = [cell for cell in grid.row(r) if cell.text]
    named = bool(cells) and vocabulary().rows4.exact(cells[0].text) is not None
    return named and len(cells) == 1 + len(_LABELS) and has_figures(cells[1:])


def _doubt(grid: Grid, cells: dict[str, GridCell]) -> str:
    """Why the figures of a row of a text table may have moved, or ""."""
    if not grid.aligned and not _adds_up(cells):
        return NO_SUM
    if grid.spanned or list(cells) != _in_form_order(cells):
        return ""
    return LOST_CELL if cases_may_have_moved(list(cells.values())) else ""


def _adds_up(cells: dict[str, GridCell]) -> bool:
    """Whether the total of each group is the sum of its other cells; one of nothing but blanks has no total."""
    for total in (key for key in cells if key.endswith("total")):
        group = [cells[total.removesuffix("total") + column] for column in _LABELS]
        if adds_up(group) is False or (adds_up(group) is None and has_figures(group)):
            return False
    return True


def _in_form_order(cells: dict[str, GridCell]) -> list[str]:
    keys = [f"{group}.{column}" for group, column in product(vocabulary().row_order4, _LABELS)]
    return [key for key in (*keys, *_LABELS) if key in cells]


_LABELS = {column.key: column.label for column in edition(EDITION_NAMES[0]).table(4).blocks[0].columns}
