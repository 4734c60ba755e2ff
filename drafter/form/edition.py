"""The official form as frozen types, read once from `editions/*.toml`.

A cell key is `t<table>.<row>.<column>`, e.g. `t3.denied.secret.natural`; a row key may itself have two parts.
Derived rows and columns (`t3.denied`, `legal`, `t4.litigation`) are sums of printed cells and stand wherever a cell
does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from itertools import product
from typing import Any

from drafter.form.identity import Identity, Term, expand

EDITION_NAMES = ("2021", "2019")


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a table: its key, the official label, other printings of it, and how texts call it.

    `group` and `subgroup` are the merged heads the line stands under, outermost first; empty where there is none.
    """

    key: str
    label: str
    variants: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    group: str = ""
    subgroup: str = ""
    unit: str = "件"
    decimal: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One grid of a table; table 2 has several under their own captions, tables 3 and 4 have one each."""

    table: int
    caption: str
    columns: tuple[Line, ...]
    rows: tuple[Line, ...]

    def cell(self, row: Line, column: Line) -> Cell:
        """The cell where `row` and `column` meet."""
        return Cell(f"t{self.table}.{row.key}.{column.key}", self.table, row, column)

    def cells(self) -> Iterator[Cell]:
        """Every printed cell, row by row."""
        return (self.cell(row, column) for row, column in product(self.rows, self.columns))


@dataclass(frozen=True, slots=True)
class Table:
    """One of the three official tables (`number` 2, 3 or 4), with the title of its section."""

    number: int
    title: str
    blocks: tuple[Block, ...]

    def cells(self) -> Iterator[Cell]:
        """Every printed cell, in the order of the form."""
        return (cell for block in self.blocks for cell in block.cells())


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed or derived cell with its row and column."""

    key: str
    table: int
    row: Line
    column: Line

    @property
    def name(self) -> str:
        """What a clerk would call the cell, e.g. 表三“（一）予以公开”行“总计”列."""
        numeral = "〇一二三四"[self.table]
        return f"表{numeral}“{self.row.label}”行“{self.column.label}”列"


@dataclass(frozen=True, slots=True)
class Derived:
    """A row or column that the form does not print: the sum of printed ones."""

    table: int
    line: Line
    parts: tuple[str, ...]
    is_row: bool


@dataclass(frozen=True)
class Edition:
    """One edition of the form: its tables, derived lines, section titles and identities."""

    id: str
    name: str
    source: str
    first_year: int
    sections: tuple[str, ...]
    tables: tuple[Table, ...]
    derived: tuple[Derived, ...]
    identities: tuple[Identity, ...] = field(repr=False)

    def table(self, number: int) -> Table:
        """The table of that number (2, 3 or 4). Raises: KeyError for any other."""
        for table in self.tables:
            if table.number == number:
                return table
        raise KeyError(number)

    @cached_property
    def printed(self) -> Mapping[str, Cell]:
        """Key → cell for every cell the form prints, in the order of the form."""
        return {cell.key: cell for table in self.tables for cell in table.cells()}

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """Key of a derived cell → the keys of the printed cells it is the sum of."""
        return {key: parts for key, (_, parts) in self._derived_cells.items()}

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Key → cell for printed and derived cells alike."""
        return {**self.printed, **{key: cell for key, (cell, _) in self._derived_cells.items()}}

    @cached_property
    def sums(self) -> Mapping[str, tuple[tuple[Term, ...], ...]]:
        """Key of a printed total → each sum of other cells of the same report that it should equal."""
        found: dict[str, tuple[tuple[Term, ...], ...]] = {}
        for identity in self.identities:
            plain = identity.relation == "=" and not identity.across_years and len(identity.left) == 1
            if plain and all(term.sign > 0 for term in identity.right):
                key = identity.left[0].key
                found[key] = (*found.get(key, ()), identity.right)
        return found

    def cell(self, key: str) -> Cell | None:
        """The printed or derived cell of `key` (a `prev.` prefix is ignored), or None where the form has none."""
        return self.cells.get(key.removeprefix("prev."))

    @cached_property
    def _derived_cells(self) -> dict[str, tuple[Cell, tuple[str, ...]]]:
        found: dict[str, tuple[Cell, tuple[str, ...]]] = {}
        for table in self.tables:
            extra_rows = [d for d in self.derived if d.table == table.number and d.is_row]
            extra_columns = [d for d in self.derived if d.table == table.number and not d.is_row]
            for block in table.blocks:
                rows = [(row, (row.key,)) for row in block.rows] + [(d.line, d.parts) for d in extra_rows]
                columns = [(col, (col.key,)) for col in block.columns] + [(d.line, d.parts) for d in extra_columns]
                for (row, row_parts), (column, column_parts) in product(rows, columns):
                    key = f"t{table.number}.{row.key}.{column.key}"
                    if key not in self.printed:
                        parts = tuple(f"t{table.number}.{r}.{c}" for r, c in product(row_parts, column_parts))
                        found[key] = Cell(key, table.number, row, column), parts
        return found


@cache
def edition(name: str) -> Edition:
    """The edition called `name` ("2021" or "2019"). Raises: KeyError for any other name."""
    if name not in EDITION_NAMES:
        raise KeyError(name)
    text = resources.files("drafter.form").joinpath("editions", f"{name}.toml").read_text("utf-8")
    return _edition(tomllib.loads(text))


def edition_for_year(year: int) -> Edition:
    """The edition in force for that report year; reports before 2019, which had no form, get the oldest."""
    return next((e for e in map(edition, EDITION_NAMES) if year >= e.first_year), edition(EDITION_NAMES[-1]))


def _edition(raw: dict[str, Any]) -> Edition:
    return Edition(
        id=raw["edition"],
        name=raw["name"],
        source=raw["source"],
        first_year=raw["first_year"],
        sections=tuple(raw["sections"]),
        tables=tuple(_table(table) for table in raw["tables"]),
        derived=tuple(_derived(item) for item in raw["derived"]),
        identities=tuple(identity for item in raw["identities"] for identity in expand(item)),
    )


def _table(raw: dict[str, Any]) -> Table:
    number = raw["number"]
    blocks = (Block(number, b["caption"], _lines(b["columns"]), _lines(b["rows"])) for b in raw["blocks"])
    return Table(number, raw["title"], tuple(blocks))


def _lines(raw: list[dict[str, Any]]) -> tuple[Line, ...]:
    return tuple(_line(item) for item in raw)


def _line(raw: dict[str, Any]) -> Line:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    return Line(**fields)


def _derived(raw: dict[str, Any]) -> Derived:
    is_row = "row" in raw
    key = raw["row"] if is_row else raw["column"]
    line = Line(key=key, label=raw["label"], spoken=tuple(raw["spoken"]))
    return Derived(raw["table"], line, tuple(raw["rows"] if is_row else raw["columns"]), is_row)
