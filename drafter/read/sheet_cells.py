"""The cells of a spreadsheet as the clerk sees them: numbers in their format, dates as dates, formulas by result."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

from openpyxl.utils.cell import get_column_letter

from drafter.read.workbook_key import exact

UNKNOWN = "公式没有结果"
_FAILED = "公式出错"
_ERROR = re.compile(r"#[A-Z/0!?]{2,12}[!?A]?")
_QUOTED = re.compile(r'"([^"]*)"')
# What a number format holds besides digits and words: colours and conditions, fillers, spacers, escapes.
_DECORATION = re.compile(r"\[[^\]]*\]|_.|\*.|\\")
_DIGITS = re.compile(r"[+-]?[#0?,]*[#0?](?:\.(?P<places>[#0?]+))?")
_GENERAL = frozenset(("", "General", "@", "G/通用格式", "GENERAL"))
_PLAIN_TIME = datetime.time()


class Typed(NamedTuple):
    """A cell as stored: its value, its number format, and whether that shows a date."""

    value: object
    format: str
    is_date: bool


Place = tuple[int, int]
# Notice code, address, and what there is to say of the cell.
Remark = tuple[str, str, str]


def shown(results: Mapping[Place, Typed], formulas: Mapping[Place, Typed]) -> tuple[dict[Place, str], list[Remark]]:
    """The text of every cell by 0-based row and column, and remarks on those that are not what they look like.

    `formulas` is the same sheet with its formulas in the place of their results.
    """
    texts: dict[Place, str] = {}
    remarks: list[Remark] = []
    for place in formulas:
        found = results.get(place)
        if found is None:
            texts[place] = UNKNOWN
            what = "是公式，文件里没有存它的结果，没有读入。请用 Excel 或 WPS 打开、保存一次再读。"
            remarks.append(("formula_without_result", _address(place), what))
            continue
        texts[place], remark = text_of(found)
        if remark:
            code, what = remark
            remarks.append((code, _address(place), what))
    return texts, remarks


def text_of(cell: Typed) -> tuple[str, tuple[str, str] | None]:
    """The text of a cell, and the code and words of a remark where it is not what it looks like."""
    value = cell.value
    if isinstance(value, bool):
        return ("是" if value else "否"), None
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return _moment(value), None
    if isinstance(value, int | float):
        return _number(value, cell)
    text = str(value)
    if _ERROR.fullmatch(text):
        return _FAILED, ("formula_failed", f"的公式出错（{text}），没有读入。请改正公式后再读。")
    return text, None


def _moment(value: datetime.date | datetime.time | datetime.timedelta) -> str:
    """A date as it is written in Chinese: never a count."""
    if isinstance(value, datetime.date):
        text = f"{value.year}年{value.month}月{value.day}日"
        at = value.time() if isinstance(value, datetime.datetime) else _PLAIN_TIME
        return text if at == _PLAIN_TIME else f"{text}{at:%H:%M}"
    return f"时间 {value}"


def _number(value: float, cell: Typed) -> tuple[str, tuple[str, str] | None]:
    """A number exactly, with the words of its format; where its format shows another, that is remarked."""
    if not isfinite(value):
        return _FAILED, None
    amount = exact(value)
    words, places = _format(cell.format)
    if places is None:
        return f"{amount}（按格式 {cell.format} 显示）", None
    text = f"{amount}{words}"
    if places >= 0 and isinstance(amount, Decimal) and amount != (rounded := round(amount, places)):
        return text, ("cell_rounded", f"存的是 {amount}，按格式显示为 {rounded}，按存的数读入。")
    return text, None


def _format(code: str) -> tuple[str, int | None]:
    """The words that a number format sets behind the number, and how many decimals it shows.

    -1: as many as there are; None: it shows the number as something else, such as a percentage.
    """
    if code in _GENERAL:
        return "", -1
    first = code.split(";", 1)[0]
    words = "".join(_QUOTED.findall(first)).strip()
    bare = _DECORATION.sub("", _QUOTED.sub("", first)).strip().strip("()￥¥$ ")
    if bare in _GENERAL:
        return words, -1
    match = _DIGITS.fullmatch(bare)
    return (words, len(match["places"] or "")) if match else ("", None)


def _address(place: Place) -> str:
    return f"{get_column_letter(place[1] + 1)}{place[0] + 1}"
