"""A fill-in workbook opened: its hidden key, and the value of any cell, or the place where it cannot be used."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite

from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from drafter.errors import UnreadableDocument, UnsupportedFormat
from drafter.form import EDITION_NAMES, Amount
from drafter.read.archive import BROKEN_ARCHIVE
from drafter.read.cells import is_blank

_KIND = "drafter.workbook"
_VERSION = 1
_KEYS = "_键"
# A filled-in workbook unpacks to about a megabyte; what unpacks to this much is a bomb or not ours.
_LARGEST = 64 * 1024 * 1024
# What openpyxl trips over depends on which part of the file is broken.
_BROKEN = (*BROKEN_ARCHIVE, LookupError, TypeError, AttributeError, SyntaxError, ArithmeticError)
# Binary fractions of this size have no digits behind the point.
_ALL_WHOLE = 2.0**53
_FIRST_ENTRY = 3
_CELL = r"[A-Z]{1,3}[1-9]\d{0,6}"
_AREA = re.compile(rf"{_CELL}(?::{_CELL})?")
_REQUIRED = {"agency", "year", "notes.heading", "notes.text"}
_REQUIRED |= {"supplementary.name", "supplementary.value", "supplementary.unit", "supplementary.source"}
# Some programs give a sheet a million formatted rows; nobody fills in this many lines of a list.
_MOST_ROWS = 5_000
_MOST_COLUMNS = 40
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,9})?")


# Sheet → address → value of every cell that is not empty.
Sheets = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the key: where on which sheet a cell of the form is, or for lists a column, e.g. B5:B64.

    `parts`: keys of the cells it sums up, where the template put a sum there; `formula` is that sum without its "=".
    """

    sheet: str
    area: str
    key: str
    parts: tuple[str, ...] = ()
    formula: str = ""

    @property
    def place(self) -> str:
        """The place as a clerk finds it."""
        return f"工作表“{self.sheet}”的 {self.area} 格"

    def at(self, row: int) -> Entry:
        """The cell of a list's column in the 1-based `row`."""
        return Entry(self.sheet, f"{self.area.split(':')[0].rstrip('0123456789')}{row}", self.key)


@dataclass(frozen=True)
class Book:
    """An opened fill-in workbook: edition of the form, its key, its formulas, and the results last saved for them."""

    name: str
    edition: str
    entries: Mapping[str, Entry]
    formulas: Sheets = field(repr=False)
    results: Sheets = field(repr=False)

    def rows(self, entry: Entry) -> range:
        """The 1-based rows of a list's column, down to the last one with anything on it."""
        first = _row(entry.area.split(":")[0])
        return range(first, max(map(_row, self._sheet(self.formulas, entry)), default=0) + 1)

    def has_own_sum(self, entry: Entry) -> bool:
        """Whether the cell still holds the sum that the template put there."""
        value = self._sheet(self.formulas, entry).get(entry.area)
        return bool(entry.parts) and isinstance(value, str) and _squeezed(value) == _squeezed("=" + entry.formula)

    def result(self, entry: Entry) -> object:
        """What the cell shows, as last saved; None where it is empty or its formula was never worked out."""
        return self._sheet(self.results, entry).get(entry.area)

    def number(self, entry: Entry) -> Amount | None:
        """The number in a cell, None for a blank or a mark for nothing such as "/".

        Raises:
            UnreadableDocument: it holds something else, or a formula without a saved result.
        """
        value = self._value(entry)
        if value is None or (isinstance(value, str) and is_blank(value)):
            return None
        if isinstance(value, str):
            return self._number_as_text(entry, value)
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise self._refused(entry, value)
        return exact(value)

    def text(self, entry: Entry) -> str:
        """The text in a cell on one line, "" for an empty one."""
        value = self._value(entry)
        if isinstance(value, float) and isfinite(value) and value == int(value):
            value = int(value)
        return "" if value is None else "".join(line.strip() for line in str(value).splitlines())

    def _number_as_text(self, entry: Entry, value: str) -> Amount:
        """A number typed or pasted as text is still that number; anything more than a number is not ours to judge."""
        text = "".join(unicodedata.normalize("NFKC", value).split())
        if not _NUMBER.fullmatch(text):
            raise self._refused(entry, value)
        return Decimal(text) if "." in text else int(text)

    def _value(self, entry: Entry) -> object:
        value = self._sheet(self.formulas, entry).get(entry.area)
        if not isinstance(value, ArrayFormula | DataTableFormula) and not _is_formula(value):
            return value
        result = self.result(entry)
        if result is None:
            message = "这一格是公式，文件里没有存它的结果。请用 Excel 或 WPS 打开、保存一次，或直接填上数字。"
            raise UnreadableDocument(message, name=self.name, place=entry.place)
        return result

    def _refused(self, entry: Entry, value: object) -> UnreadableDocument:
        message = f"“{value}”不是数字。这一格只填数字，不带单位和文字；没有发生的填 0，不适用的留空。请改正后重新导入。"
        return UnreadableDocument(message, name=self.name, place=entry.place)

    def _sheet(self, sheets: Sheets, entry: Entry) -> Mapping[str, object]:
        if entry.sheet not in sheets:
            message = f"缺少工作表“{entry.sheet}”。请不要删除工作表或给它改名，恢复后重新导入。"
            raise UnreadableDocument(message, name=self.name)
        return sheets[entry.sheet]


def exact(value: float) -> Amount:
    """A number of a workbook as an amount: binary fractions are off by less than a millionth of what was meant."""
    if isinstance(value, int) or abs(value) >= _ALL_WHOLE:
        return int(value)
    rounded = round(Decimal(repr(value)), 6)
    return int(rounded) if rounded == int(rounded) else Decimal(f"{rounded.normalize():f}")


def open_book(data: bytes, name: str) -> Book:
    """Open a workbook and read its key.

    Raises:
        UnreadableDocument: it is not a whole .xlsx file, or unpacks to more than any filled-in form.
        UnsupportedFormat: it is some other workbook, or from a template this version does not know.
    """
    formulas, results = _load(data, name, results=False), _load(data, name, results=True)
    if _KEYS not in formulas:
        message = (
            "目前只读 drafter 的数据填报表，这个工作簿不是。请运行 drafter figures template -o 填报表.xlsx "
            "生成一份，把数字填进去再读。"
        )
        raise UnsupportedFormat(message, name=name)
    key = formulas[_KEYS]
    kind, version, edition = (key.get(address) for address in ("A1", "B1", "C1"))
    rows = sorted({row for row in map(_row, key) if row >= _FIRST_ENTRY})  # only those there are: numbers may be any
    lines = ([key.get(f"{letter}{row}") for letter in "ABCDE"] for row in rows)
    entries = {entry.key: entry for entry in (_entry(line) for line in lines if all(line[:3]))}
    known = kind == _KIND and version == _VERSION and str(edition) in EDITION_NAMES
    if not known or not _is_sound(entries):
        message = "填报表的模板版本不认识，可能是更新的 drafter 生成的，或隐藏的对照表被改过。请重新生成一份填报表。"
        raise UnsupportedFormat(message, name=name, place=f"工作表“{_KEYS}”")
    return Book(name, str(edition), entries, formulas, results)


def _is_sound(entries: Mapping[str, Entry]) -> bool:
    """Whether a key has all that the template puts into it, and every place and sum of it makes sense."""
    areas = all(
        _AREA.fullmatch(entry.area) and (":" in entry.area) == _is_list(entry.key) for entry in entries.values()
    )
    return areas and entries.keys() >= _REQUIRED and all(entries.keys() >= set(e.parts) for e in entries.values())


def _is_list(key: str) -> bool:
    return key.startswith(("supplementary.", "notes."))


def _entry(line: list[object]) -> Entry:
    sheet, area, key, parts, formula = (str(value or "") for value in line)
    return Entry(sheet, area, key, tuple(parts.split()), formula)


def _load(data: bytes, name: str, *, results: bool) -> Sheets:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(part.file_size for part in package.infolist())
        if size > _LARGEST:
            raise UnreadableDocument("文件展开后过大，不像填报表。请重新生成一份填报表再填。", name=name)
        with warnings.catch_warnings():
            # Office programs add parts that openpyxl passes over with a warning; none of them holds a figure.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=results, read_only=True)
            return {sheet.title: dict(_cells(sheet)) for sheet in book.worksheets}
    except _BROKEN as error:
        message = "打不开这个工作簿，文件可能不完整、已损坏或加了密码。请用 Excel 或 WPS 打开后另存为 .xlsx 再读。"
        raise UnreadableDocument(message, name=name) from error


def _cells(sheet: Worksheet) -> Iterator[tuple[str, object]]:
    """Address and value of every cell that is not empty, as far as a form reaches."""
    for line in sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS):
        for cell in line:
            if cell.value is not None:
                yield cell.coordinate, cell.value


def _row(address: str) -> int:
    return int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _is_formula(value: object) -> bool:
    return isinstance(value, str) and value.startswith("=")


def _squeezed(formula: str) -> str:
    return "".join(formula.split()).replace("$", "").upper()
