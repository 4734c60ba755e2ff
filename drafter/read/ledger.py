"""Matched cells → the figures of a report: amounts, provenance, the edition they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from drafter.documents import CellSource, Notice
from drafter.errors import UnreadableDocument
from drafter.form import EDITION_NAMES, Amount, edition
from drafter.read.cells import Reading, UnreadableCell, parse
from drafter.read.matched import Found, Matched
from drafter.read.vocabulary import vocabulary

EditionName = Literal["2021", "2019"]
# Places named in a message about a cell that stands in several.
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a document by cell key, where each was read, the edition of the form, and notices."""

    amounts: dict[str, Amount | None]
    provenance: dict[str, CellSource]
    edition: EditionName | None
    notices: tuple[Notice, ...]


def figures_of(tables: Matched, name: str) -> Figures:
    """Read the cells that were matched to the form.

    A cell that is found twice with different amounts, or holds no figure, is left out and named in a notice.

    Raises:
        UnreadableDocument: a cell of the form has letters in it.
    """
    amounts: dict[str, Amount | None] = {}
    provenance: dict[str, CellSource] = {}
    for key, cells in _by_key(tables.found).items():
        readings = {reading.amount: (found, reading) for found in cells if (reading := _read(found, name, tables))}
        if len(readings) > 1:
            tables.note("cell_repeated", _conflict(cells))
        for found, reading in readings.values() if len(readings) == 1 else ():
            amounts[key] = reading.amount
            provenance[key] = CellSource(
                table=found.table, row=found.cell.row, column=found.cell.column, raw=found.cell.text, where=found.place
            )
            if reading.note:
                tables.note("cell_interpreted", f"{found.where}：{reading.note}。")
    chosen = choose_edition(amounts)
    _drop_other_edition(amounts, chosen, tables)
    kept = {key: provenance[key] for key in amounts}
    return Figures(amounts, kept, chosen, tables.notebook.notices)


def _by_key(found: Iterable[Found]) -> dict[str, list[Found]]:
    groups: dict[str, list[Found]] = defaultdict(list)
    for item in found:
        groups[item.key].append(item)
    return groups


def _read(found: Found, name: str, tables: Matched) -> Reading | None:
    """The reading of one cell; None, with a notice, where it holds something that is no figure."""
    line = vocabulary().lines2.get((found.row, found.column)) if found.table == 2 else None
    raw = found.cell.text
    try:
        if line is None:
            return parse(raw)
        unit = head_unit(found.head, line.label) if line.decimal else ""
        return parse(raw, signed=line.signed, decimal=line.decimal, head_unit=unit)
    except UnreadableCell as error:
        if error.letters:
            message = f"单元格内容“{raw}”夹有字母，不是数字。请改正原件后再读。"
            raise UnreadableDocument(message, name=name, place=found.where) from error
        tables.note("cell_unread", f"{found.where}：“{raw}”不是可辨认的数字，没有读入。")
        return None


def head_unit(head: str, label: str) -> str:
    """The money unit that the head of a column names, else the one of the official label, else ""."""
    return next((unit for text in (head, label) for unit in ("万元", "元") if unit in text), "")


def _conflict(cells: Sequence[Found]) -> str:
    shown = (f"“{found.cell.text}”（{found.place}第{found.cell.row + 1}行）" for found in cells[:_SHOWN])
    return f"{cells[0].where}出现 {len(cells)} 次且数值不同：{'、'.join(shown)}，没有读入。"


def choose_edition(amounts: Mapping[str, Amount | None]) -> EditionName | None:
    """The edition of the form that the cells found belong to; None where nothing tells them apart.

    The three rows of （六）其他处理 decide, because the sums of table 3 depend on them; else table 2 does; a document
    with the single row and no table 2 is of the 2019 edition.
    """
    newer, older = edition("2021").printed.keys(), edition("2019").printed.keys()
    only_newer = amounts.keys() - older
    only_older = amounts.keys() - newer
    if any(key.startswith("t3.") for key in only_newer) or len(only_newer) > len(only_older):
        return "2021"
    if only_older:
        return "2019"
    return "2019" if any(key.startswith("t3.other.misc.") for key in amounts) else None


def _drop_other_edition(amounts: dict[str, Amount | None], chosen: EditionName | None, tables: Matched) -> None:
    """Take the cells that only the other edition has out of `amounts` and say so."""
    printed = edition(chosen).printed if chosen else amounts
    foreign = [key for key in amounts if key not in printed]
    if foreign:
        shown = "、".join(f"{_name(key)}＝{amounts.pop(key)}" for key in foreign).replace("None", "空白")
        message = f"表格混用了两版格式，按 {chosen} 年版读取；只有另一版才有的单元格没有记入：{shown}。"
        tables.note("mixed_editions", message)


def _name(key: str) -> str:
    cells = (edition(name).cell(key) for name in EDITION_NAMES)
    return next((cell.name for cell in cells if cell is not None), key)
