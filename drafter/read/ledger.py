"""Matched cells → the figures of a report: amounts, provenance, the edition they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from drafter.documents import CellSource, Notice
from drafter.errors import UnreadableDocument
from drafter.form import Amount, edition
from drafter.read.cells import Reading, UnreadableCell, parse
from drafter.read.tables import Found, Tables
from drafter.read.vocabulary import vocabulary

EditionName = Literal["2021", "2019"]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a document by cell key, where each was read, the edition of the form, and notices."""

    amounts: dict[str, Amount | None]
    provenance: dict[str, CellSource]
    edition: EditionName | None
    notices: tuple[Notice, ...]


def figures_of(tables: Tables, name: str) -> Figures:
    """Read the cells that were matched to the form.

    A cell that is found twice with different amounts, or holds no figure, is left out and named in a notice.

    Raises:
        UnreadableDocument: a cell of the form has letters in it.
    """
    amounts: dict[str, Amount | None] = {}
    provenance: dict[str, CellSource] = {}
    notices: list[Notice] = list(tables.notices)
    for key, cells in _by_key(tables.found).items():
        readings = {reading.amount: (found, reading) for found in cells if (reading := _read(found, name, notices))}
        if len(readings) > 1:
            notices.append(_conflict(cells))
        for found, reading in readings.values() if len(readings) == 1 else ():
            amounts[key] = reading.amount
            provenance[key] = CellSource(
                table=found.table, row=found.cell.row, column=found.cell.column, raw=found.cell.text
            )
            if reading.note:
                notices.append(Notice(code="cell_interpreted", message=f"{where(found)}：{reading.note}。"))
    chosen, mixed = choose_edition(tables, amounts)
    return Figures(amounts, provenance, chosen, (*notices, *mixed))


def where(found: Found) -> str:
    """The cell as a clerk would look it up."""
    cell = edition("2021").cell(found.key) or edition("2019").cell(found.key)
    place = f"{found.place}第{found.cell.row + 1}行"
    return f"{cell.name}（{place}）" if cell else f"{found.key}（{place}）"


def _by_key(found: Iterable[Found]) -> dict[str, list[Found]]:
    groups: dict[str, list[Found]] = defaultdict(list)
    for item in found:
        groups[item.key].append(item)
    return groups


def _read(found: Found, name: str, notices: list[Notice]) -> Reading | None:
    """The reading of one cell; None, with a notice, where it holds something that is no figure."""
    line = vocabulary().lines2.get((found.row, found.column)) if found.table == 2 else None
    raw = found.cell.text
    try:
        if line is None:
            return parse(raw)
        unit = head_unit(found.head, line.label) if line.unit.endswith("元") else ""
        return parse(raw, signed=line.signed, decimal=line.decimal, head_unit=unit)
    except UnreadableCell as error:
        if error.letters:
            message = f"单元格内容“{raw}”夹有字母，不是数字。请改正原件后再读。"
            raise UnreadableDocument(message, name=name, place=where(found)) from error
        notices.append(Notice(code="cell_unread", message=f"{where(found)}：“{raw}”不是可辨认的数字，没有读入。"))
        return None


def head_unit(head: str, label: str) -> str:
    """The money unit that the head of a column names, else the one of the official label, else ""."""
    return next((unit for text in (head, label) for unit in ("万元", "元") if unit in text), "")


def _conflict(cells: list[Found]) -> Notice:
    raws = "、".join(f"“{found.cell.text}”（{found.place}第{found.cell.row + 1}行）" for found in cells)
    return Notice(code="cell_repeated", message=f"{where(cells[0])}出现多次且数值不同：{raws}，没有读入。")


def choose_edition(tables: Tables, amounts: dict[str, Amount | None]) -> tuple[EditionName | None, tuple[Notice, ...]]:
    """The edition whose cells the tables have; None where there are none that only one edition has."""
    newer, older = edition("2021").printed, edition("2019").printed
    only_newer = [key for key in amounts if key not in older]
    only_older = [key for key in amounts if key not in newer]
    if not only_newer and not only_older:
        return ("2019" if "t3.other.misc.total" in amounts else None), ()
    chosen: EditionName = "2021" if len(only_newer) >= len(only_older) else "2019"
    if only_newer and only_older:
        message = f"表格混用了 2019 年试行版和 2021 年版的格式，按 {chosen} 年版读取；另一版的数据也照录。"
        return chosen, (Notice(code="mixed_editions", message=message),)
    return chosen, ()
