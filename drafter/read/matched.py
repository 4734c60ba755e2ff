"""What reading the tables gathers: cells matched to the form, notices, and the grids that belong to the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from drafter.form import EDITION_NAMES, edition
from drafter.read.cells import is_blank, is_value
from drafter.read.document import Grid, GridCell
from drafter.read.head import Slot
from drafter.read.notebook import Notebook

_SHOWN_CHARACTERS = 40
# The longest row of the form has fifteen figures.
_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Found:
    """A cell of a grid matched to a cell of the form: official table, row and column key, head label, place."""

    table: int
    row: str
    column: str
    cell: GridCell
    head: str
    place: str

    @property
    def key(self) -> str:
        """The cell key, e.g. t3.new.natural."""
        return f"t{self.table}.{self.row}.{self.column}"

    @property
    def where(self) -> str:
        """The cell as a clerk would look it up: its name in the form and where the source has it."""
        cells = (edition(name).cell(self.key) for name in EDITION_NAMES)
        name = next((cell.name for cell in cells if cell is not None), self.key)
        return f"{name}（{self.place}第{self.cell.row + 1}行）"


@dataclass
class Matched:
    """Cells in the order they were found, notices, and the grids of the form."""

    found: list[Found] = field(default_factory=list)
    notebook: Notebook = field(default_factory=Notebook)
    grids: list[Grid] = field(default_factory=list)

    def take(
        self, table: int, row: str, cells: Mapping[str, GridCell], place: str, heads: Mapping[str, str] | None = None
    ) -> None:
        """Add the cells of one row of the form by column key; `heads` are the labels they stood under."""
        labels = heads or {}
        self.found.extend(
            Found(table, row, column, cell, labels.get(column, ""), place) for column, cell in cells.items()
        )

    def note(self, code: str, message: str) -> None:
        """Add a notice."""
        self.notebook.add(code, message)

    def unread(self, grid: Grid, r: int, name: str, why: str) -> None:
        """Say that a row with figures was left out, and why: with its name and figures, or with all that is in it."""
        figures = [cell.text.strip() for cell in grid.row(r) if is_value(cell.text) and not is_blank(cell.text)]
        shown = "、".join(figures[:_SHOWN]) + ("等" if len(figures) > _SHOWN else "")
        texts = "、".join(cell.text for cell in grid.row(r) if cell.text)[:_SHOWN_CHARACTERS]
        before, after = ("", shown) if name else (texts, "")
        message = f"{at(grid, r)}：{called(name)}{_bracketed(before)}{why}，没有读入{_bracketed(after)}。"
        self.note("row_unread", message)

    def slip(self, grid: Grid, r: int, label: str, meaning: str) -> None:
        """Say that a label was not printed as in the form."""
        self.note("label_slip", f"{at(grid, r)}：“{''.join(label.split())}”认作“{meaning}”。")

    def slips(self, grid: Grid, slots: tuple[Slot, ...], labels: Mapping[str, str]) -> None:
        """Say which heads were not printed as in the form; `labels` are the official ones by column key."""
        for slot in slots:
            if slot.slip:
                meaning = labels[slot.key.rpartition(".")[2]]
                self.note("label_slip", f"{grid.place}表头：“{''.join(slot.label.split())}”认作“{meaning}”。")


def _bracketed(text: str) -> str:
    return f"（{text}）" if text else ""


def at(grid: Grid, r: int) -> str:
    """Row `r` (0-based) of `grid` as the user would find it."""
    return f"{grid.place}第{r + 1}行"


def all_at(rows: Sequence[tuple[Grid, int]]) -> str:
    """Rows (0-based) of grids as the user would find them, those of one grid together."""
    places = (
        f"{place}第{'、'.join(str(r + 1) for _, r in found)}行"
        for place, found in groupby(rows, lambda item: item[0].place)
    )
    return "；".join(places)


def called(name: str) -> str:
    """A row by its label, for messages."""
    return f"“{name}”" if name else "没有行名的一行"
