"""The fill-in workbook → Report: figures, supplementary figures, work notes; and last year's figures beside them.

The workbook's hidden key says which cell is which, so nothing is recognised by labels. Totals that still hold the
template's own sum are added up here: a workbook that no office program has opened carries no results.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import Literal, cast

from openpyxl.utils.cell import coordinate_to_tuple

from drafter.documents import CellSource, ExtraFigure, Notice, Report, Source
from drafter.errors import UnreadableDocument
from drafter.form import Amount, Edition, Line, edition
from drafter.read.workbook_key import Book, Entry, exact, open_book

_YEAR = re.compile(r"(\d{4})年?度?")
_PREVIOUS = "prev."
_EARLIEST, _LATEST = 2008, 2100
_MOST_TOLD = 5


def read(data: bytes, name: str) -> Report:
    """Read this year's figures, supplementary figures and work notes.

    An empty cell is a blank (None); where the clerk has ticked that blanks are 0, those of this year's tables are.

    Raises:
        UnreadableDocument: the file is broken, or a cell for a number or a count holds something else.
        UnsupportedFormat: the workbook is not one of drafter's.
    """
    book = open_book(data, name)
    figures = _Figures(book)
    form = edition(book.edition)
    amounts = {key: figures.amount(key) for key in form.printed if key in book.entries}
    last_year = _last_year(book, figures)
    _refuse_no_counts(book, form, amounts | {_PREVIOUS + key: amount for key, amount in last_year.items()})
    provenance = {key: _provenance(book.entries[key], amount) for key, amount in amounts.items()}
    amounts, zeros = _zeros(book, amounts)
    supplementary, extra_notices = _supplementary(book)
    notes, note_notices = _notes(book)
    return Report(
        source=_source(data, name),
        agency=_agency(book),
        year=_year(book),
        edition=cast(Literal["2021", "2019"], book.edition),
        figures=amounts,
        supplementary=supplementary,
        notes=notes,
        last_year=last_year,
        provenance=provenance,
        notices=(*figures.notices(), *zeros, *extra_notices, *note_notices),
    )


def _refuse_no_counts(book: Book, form: Edition, amounts: Mapping[str, Amount | None]) -> None:
    """Say which cells hold what no count can be: less than nothing, or a part of one.

    Raises:
        UnreadableDocument: there are such cells.
    """
    wrong = [
        f"{book.entries[key].place}“{amount}”"
        for key, amount in amounts.items()
        if amount is not None
        and (cell := form.cell(key))
        and _is_no_count(amount, cell.column)
        # A sum of the template is wrong by its parts alone.
        and not book.has_own_sum(book.entries[key])
    ]
    if wrong:
        told = "、".join(wrong[:_MOST_TOLD]) + (f"等 {len(wrong)} 处" if len(wrong) > _MOST_TOLD else "")
        message = f"{told}不是件数：件数是 0 或正整数，不能是负数或小数。请改正后重新导入。"
        raise UnreadableDocument(message, name=book.name)


def _is_no_count(amount: Amount, column: Line) -> bool:
    return (amount < 0 and not column.signed) or (amount != int(amount) and not column.decimal)


def _zeros(book: Book, amounts: dict[str, Amount | None]) -> tuple[dict[str, Amount | None], tuple[Notice, ...]]:
    """The amounts with blanks as zeros where the clerk has ticked so, and the notice of it.

    A workbook of an older template has no such tick. One without any figure stays blank.
    """
    entry = book.entries.get("blank_is_zero")
    blank = [key for key, amount in amounts.items() if amount is None]
    if entry is None or book.text(entry) != "是" or len(blank) in (0, len(amounts)):
        return amounts, ()
    message = f"填报表里“空白即为0”选了“是”，三张表的 {len(blank)} 个空白格按 0 读入。"
    return amounts | dict.fromkeys(blank, 0), (Notice(code="blanks_as_zeros", message=message),)


def _last_year(book: Book, figures: _Figures) -> dict[str, Amount | None]:
    """Last year's figures; a table of its sheet that is left empty is left out."""
    keys = [key for key in edition(book.edition).printed if _PREVIOUS + key in book.entries]
    amounts = {key: figures.amount(_PREVIOUS + key) for key in keys}
    filled = {key[:2] for key, amount in amounts.items() if amount is not None}
    return {key: amount for key, amount in amounts.items() if key[:2] in filled}


@dataclass
class _Figures:
    """The figures of a workbook by key, sums of the template added up on the way, with what had to be said of them."""

    book: Book
    _known: dict[str, Amount | None] = field(default_factory=dict)
    _never_saved: bool = False
    _stale: list[str] = field(default_factory=list)

    def amount(self, key: str) -> Amount | None:
        """The amount of a cell; a sum of the template is None while all its parts are blank."""
        if key not in self._known:
            self._known[key] = None  # a sum that were part of itself would never end
            entry = self.book.entries[key]
            self._known[key] = self._sum(entry) if self.book.has_own_sum(entry) else self.book.number(entry)
        return self._known[key]

    def notices(self) -> tuple[Notice, ...]:
        """What the user should know of the totals read so far."""
        found = []
        if self._never_saved:
            message = "自动合计的格没有存结果（填好后没有用 Excel 或 WPS 保存过），合计已按各分项重新算出。"
            found.append(Notice(code="totals_computed", message=message))
        if self._stale:
            message = f"这些合计格里存的结果与分项之和不一致，已按分项之和读入：{'、'.join(self._stale)}。"
            found.append(Notice(code="totals_stale", message=message))
        return tuple(found)

    def _sum(self, entry: Entry) -> Amount | None:
        known = [amount for part in entry.parts if (amount := self.amount(part)) is not None]
        total = sum(known) if known else None
        saved = self.book.result(entry)
        if saved is None:
            self._never_saved |= total is not None
        elif isinstance(saved, int | float) and isfinite(saved) and total != exact(saved):
            self._stale.append(f"{entry.sheet}{entry.area}")
        return total


def _provenance(entry: Entry, amount: Amount | None) -> CellSource:
    row, column = coordinate_to_tuple(entry.area)
    table = int(entry.key.removeprefix(_PREVIOUS)[1])
    raw = "" if amount is None else str(amount)
    return CellSource(table=table, row=row - 1, column=column - 1, raw=raw, where=f"工作表“{entry.sheet}”")


def _source(data: bytes, name: str) -> Source:
    return Source(name=name, sha256=hashlib.sha256(data).hexdigest(), format="xlsx")


def _agency(book: Book) -> str | None:
    return book.text(book.entries["agency"]) or None


def _year(book: Book) -> int | None:
    entry = book.entries["year"]
    text = book.text(entry)
    match = _YEAR.fullmatch(text)
    if not text:
        return None
    if match is None or not _EARLIEST <= int(match[1]) <= _LATEST:
        message = f"“{text}”不是年度。请填四位数字，如 2024，改正后重新导入。"
        raise UnreadableDocument(message, name=book.name, place=entry.place)
    return int(match[1])


# ---------------------------------------------------------------- lists


def _supplementary(book: Book) -> tuple[tuple[ExtraFigure, ...], tuple[Notice, ...]]:
    figures, notices = [], []
    columns = {key: book.entries[f"supplementary.{key}"] for key in ("name", "value", "unit", "source")}
    for row in book.rows(columns["name"]):
        name, unit, source = (book.text(columns[key].at(row)) for key in ("name", "unit", "source"))
        value = book.number(columns["value"].at(row))
        if name and value is not None:
            figures.append(ExtraFigure(name=name, value=Decimal(value), unit=unit, source=source))
        elif name or unit or source or value is not None:
            notices.append(_incomplete(columns["name"], row, "数值" if name else "名称"))
    return tuple(figures), tuple(notices)


def _notes(book: Book) -> tuple[tuple[str, ...], tuple[Notice, ...]]:
    notes, notices = [], []
    heading, text = book.entries["notes.heading"], book.entries["notes.text"]
    for row in book.rows(text):
        chosen, words = book.text(heading.at(row)), book.text(text.at(row))
        if words:
            notes.append(f"{chosen}：{words}" if chosen else words)
        elif chosen:
            notices.append(_incomplete(heading, row, "内容"))
    return tuple(notes), tuple(notices)


def _incomplete(column: Entry, row: int, missing: str) -> Notice:
    message = f"工作表“{column.sheet}”第 {row} 行没有填{missing}，这一行没有读入。"
    return Notice(code="row_incomplete", message=message)
