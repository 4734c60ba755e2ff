"""The raw text of a figure cell → its amount, exactly, with what had to be interpreted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

from drafter.form import Amount

_BLANK = frozenset(("", "/", "\\", "-", "--", "—", "——", "–", "―", "无", "空", "N/A", "n/a", "//"))
_NOT_APPLICABLE = frozenset(("不涉及", "不适用", "暂无", "未涉及", "无此项", "不掌握", "未统计", "无数据", "没有"))
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"件|项|个|笔|条|次|宗|份|例|起|件次|人次"
_MONEY = r"万元|亿元|元"
_SIGNED = re.compile(rf"(?P<sign>[+-]|增加|增长|增|减少|减)?(?P<number>{_NUMBER})(?P<unit>{_MONEY}|{_UNIT})?")
_IDLE_SPACE = re.compile(r"\s+(?=[()万亿元件项个笔条次宗份例起])|(?<=[+\-增减加少()])\s+")
_REMARK = re.compile(r"(?P<value>[^()]*)\((?P<remark>[^()]*\D[^()]*)\)")
_FIGURE_FIRST = re.compile(r"(?:[+-]|增加|增长|增|减少|减|约)?[\d〇零](?![\d.、]{0,3}[、.]\D)")
_BRACKETED = re.compile(r"\([^()]*\)?")
_NO_LETTER = re.compile(r"[\W\d_]+")
# A figure with its sign and unit has fewer letters than a label that begins with its number.
_MOST_LETTERS = 4
_LONGEST = 40
# White space inside makes a text so many times longer at most.
_MOST_SQUEEZED = 4
_ZERO_CHANGE = re.compile(r"0/0|无增减|无变化|不变|持平")
_YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_MOST_DIGITS = 12
_PLAIN = str.maketrans({"−": "-", "〇": "0", "零": "0"})
# Enough digits that no amount of money a cell can hold is rounded when its unit changes.
_EXACT = Context(prec=80)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: its amount (None: blank), and in Chinese what was interpreted to get it ("" for nothing)."""

    amount: Amount | None
    note: str = ""


class UnreadableCell(Exception):
    """A cell that holds something but no figure; `letters`: Latin letters stand in it, a sure sign of damage."""

    def __init__(self, raw: str, *, letters: bool) -> None:
        """Keep the raw text."""
        self.letters = letters
        super().__init__(raw)


def is_value(raw: str) -> bool:
    """Tell whether a cell looks like a place for a figure rather than a label: blank, or with a digit up front."""
    if _is_plain(raw):
        return True
    if len(raw) > _LONGEST and len(raw.strip()) > _MOST_SQUEEZED * _LONGEST:
        return False
    text = _squeeze(raw)
    if text in _BLANK or text in _NOT_APPLICABLE or _ZERO_CHANGE.fullmatch(text):
        return True
    if len(text) >= _LONGEST or not _FIGURE_FIRST.match(text):
        return False
    return len(_NO_LETTER.sub("", _BRACKETED.sub("", text))) <= _MOST_LETTERS


def is_blank(raw: str) -> bool:
    """Tell whether a cell is empty or holds only a mark for nothing, such as "/" or 无."""
    return _squeeze(raw) in _BLANK


def parse(raw: str, *, signed: bool = False, decimal: bool = False, head_unit: str = "") -> Reading:
    """Read one cell.

    `signed`: the column counts a change, so words like 增98 and 减4 are numbers. `decimal`: fractions are expected.
    `head_unit`: the money unit the head of the column names (元, 万元), "" where it names none; an amount in
    another unit is converted to it and noted, and with no unit in the head it stays as printed.

    Raises:
        UnreadableCell: there is something in the cell that is no figure.
    """
    if _is_plain(raw):
        return Reading(int(raw))
    text = _squeeze(raw)
    if text in _BLANK:
        return Reading(None)
    if text in _NOT_APPLICABLE:
        return Reading(None, f"“{raw.strip()}”按空白处理")
    if signed and _ZERO_CHANGE.fullmatch(text):
        return Reading(0, f"“{raw.strip()}”按 0 处理")
    remark = _REMARK.fullmatch(text)
    core = text.translate(_PLAIN) if remark is None else remark["value"].translate(_PLAIN)
    match = _SIGNED.fullmatch(core)
    if match is None or (match["sign"] or "") not in _signs(signed):
        raise UnreadableCell(raw, letters=bool(re.search("[A-Za-z]", text)))
    reading = _amount(match, decimal=decimal, head_unit=head_unit)
    if remark is None:
        return reading
    note = f"“{_one_line(raw)}”取括号外的数"
    return Reading(reading.amount, f"{note}；{reading.note}" if reading.note else f"{note}，记为 {reading.amount}")


def _signs(signed: bool) -> tuple[str, ...]:
    return ("", "+", "-", "增加", "增长", "增", "减少", "减") if signed else ("", "+", "-")


def _amount(match: re.Match[str], *, decimal: bool, head_unit: str) -> Reading:
    number = match["number"].replace(",", "")
    amount: Amount = Decimal(number) if "." in number else int(number)
    if isinstance(amount, Decimal) and not decimal and amount == int(amount):
        amount = int(amount)
    if match["sign"] in ("-", "减", "减少"):
        amount = -amount
    unit = match["unit"] or ""
    if unit in _YUAN:
        return _money(amount, unit, head_unit, match[0])
    worded = (match["sign"] or "") not in ("", "+", "-")
    return Reading(amount, f"“{match[0]}”记为 {amount}" if worded else "")


def _money(amount: Amount, unit: str, head_unit: str, raw: str) -> Reading:
    if not head_unit:
        return Reading(amount, f"“{raw}”按原数记入，单位为{unit}，表头未注明单位")
    if unit == head_unit:
        return Reading(amount)
    converted = _EXACT.divide(_EXACT.multiply(Decimal(amount), _YUAN[unit]), _YUAN[head_unit])
    exact = Decimal(f"{_EXACT.normalize(converted):f}")
    return Reading(exact, f"“{raw}”换算为表头的单位，记为 {exact} {head_unit}")


def _is_plain(raw: str) -> bool:
    """Whether a cell is nothing but a few digits, as most cells are: those need no further look."""
    return len(raw) <= _MOST_DIGITS and raw.isascii() and raw.isdigit()


def _squeeze(raw: str) -> str:
    """NFKC without white space at the ends, before brackets and after signs; inner white space stays, to be refused."""
    return _known_squeezed(raw) if len(raw) <= _LONGEST else _squeezed(raw)


def _squeezed(raw: str) -> str:
    text = unicodedata.normalize("NFKC", raw).strip()
    return _IDLE_SPACE.sub("", text)


# Documents repeat their labels and figures, and every cell is looked at several times.
_known_squeezed = lru_cache(maxsize=4096)(_squeezed)


def _one_line(raw: str) -> str:
    return " ".join(raw.split())
