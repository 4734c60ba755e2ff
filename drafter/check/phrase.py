"""How cells, sums and sentences are put into a clerk's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache

from drafter.check.amounts import LAST_YEAR, Amounts
from drafter.form import Amount, Cell, Edition, Expression, Term, edition

NUMERALS = "〇一二三四五六"
LONG_SUM = 5  # from here on a sum names only the terms that are not 0
CLAUSE = 28  # characters shown on either side of a quoted number
STOP = re.compile(r"[。；;！!？?\n]")
EXPLANATION = re.compile(r"(?<=.)（[^（）]*）$")  # the bracketed guidance after a row's label


def row_name(cell: Cell) -> str:
    """A row as a clerk names it, with the group it stands under: “（六）其他处理”中“3.其他”."""
    label = EXPLANATION.sub("", cell.row.label)
    return f"“{cell.row.subgroup}”中“{label}”" if cell.row.subgroup else f"“{label}”"


def cell_name(form: Edition, key: str) -> str:
    """A cell as a clerk names it, e.g. 表三“（一）予以公开”行“总计”列; last year's says so."""
    return _cell_name(form.id, key)


@lru_cache(maxsize=2048)
def _cell_name(edition_id: str, key: str) -> str:
    form = edition(edition_id)
    whose = "上年报告" if key.startswith(LAST_YEAR) else ""
    cell = form.cell(key)
    if cell is None:
        return whose + key.removeprefix(LAST_YEAR)
    return f"{whose}表{NUMERALS[cell.table]}{row_name(cell)}行“{cell.column.label}”列"


def cell_names(form: Edition, keys: Sequence[str], most: int = 6) -> str:
    """Several cells, the first `most` by name."""
    named = "、".join(cell_name(form, key) for key in keys[:most])
    return f"{named}等{len(keys)}处" if len(keys) > most else named


class Namer:
    """Names the cells of one identity, saying once what they share.

    `place` is the shared column or row (表三“自然人”列), or "" where they share neither.
    """

    def __init__(self, form: Edition, keys: Sequence[str]) -> None:
        """Find what `keys` share."""
        self._form = form
        cells = [cell for key in keys if (cell := form.cell(key))]
        tables = {cell.table for cell in cells}
        columns = {cell.column.key for cell in cells}
        rows = {cell.row.key for cell in cells}
        self.place = ""
        self._name: Callable[[Cell], str] | None = None
        if len(tables) == 1 and len(cells) > 1 and 1 in (len(columns), len(rows)):
            table = f"表{NUMERALS[cells[0].table]}"
            by_row = len(columns) == 1
            self.place = f"{table}“{cells[0].column.label}”列" if by_row else f"{table}{row_name(cells[0])}行"
            self._name = row_name if by_row else lambda cell: f"“{cell.column.label}”"

    def __call__(self, key: str) -> str:
        """The cell within the shared place, or its full name."""
        cell = self._form.cell(key)
        if cell is None or self._name is None:
            return cell_name(self._form, key)
        return ("上年报告的" if key.startswith(LAST_YEAR) else "") + self._name(cell)


def addition(terms: Sequence[Term], amount: Callable[[str], Amount | None], name: Callable[[str], str]) -> str:
    """A sum in words: “甲”8＋“乙”3＝11; one cell alone: “甲”为8. A long sum counts the blanks and zeros left out."""
    kept = [t for t in terms if amount(t.key) or len(terms) < LONG_SUM]
    if not kept:
        return "各项均为0或空白"
    left_out = len(terms) - len(kept)
    rest = f"（其余{left_out}项为0或空白）" if left_out else ""
    if len(kept) == 1 and kept[0].sign > 0:
        return f"{name(kept[0].key)}为{shown(amount(kept[0].key))}{rest}"
    text = "".join(_signed(term, index, amount, name) for index, term in enumerate(kept))
    total = sum((term.sign * Fraction(amount(term.key) or 0) for term in kept), Fraction(0))
    return f"{text}＝{decimal(total)}{rest}"


def _signed(term: Term, index: int, amount: Callable[[str], Amount | None], name: Callable[[str], str]) -> str:
    sign = "－" if term.sign < 0 else "＋" if index else ""
    return f"{sign}{name(term.key)}{shown(amount(term.key))}"


def worked(expression: Expression, amounts: Amounts, value: str) -> str:
    """What the tables say of an expression: the cells by name with their amounts, and the value they come to."""
    form = amounts.ledger.edition

    def name(key: str) -> str:
        return cell_name(form, key)

    if expression.each:
        return "，".join(f"{name(term.key)}为{shown(amounts.of(term.key))}" for term in expression.terms)
    if changed := _changed(expression, amounts, name, value):
        return changed
    top = addition(expression.terms, amounts.of, name)
    if not expression.over:
        return top
    bottom = addition(expression.over, amounts.of, name)
    percent = "%" if expression.scale == 100 else ""
    return f"{top}；{bottom}；两者之比为{value}{percent}"


def _changed(expression: Expression, amounts: Amounts, name: Callable[[str], str], value: str) -> str:
    """A change against last year in words: …本年12、上年10，增加2; "" where the expression is none."""
    now = [t for t in expression.terms if not t.key.startswith(LAST_YEAR)]
    before = [t for t in expression.terms if t.key.startswith(LAST_YEAR)]
    if not now or not before or {t.sign for t in now} == {t.sign for t in before}:
        return ""
    this, last = (sum((Fraction(amounts.of(t.key) or 0) for t in terms), Fraction(0)) for terms in (now, before))
    names = "＋".join(name(term.key) for term in now)
    told = f"{names}本年{decimal(this)}、上年{decimal(last)}，"
    if this == last:
        return told + "与上年持平"
    rise = this > last
    if not expression.over:
        return f"{told}{'增加' if rise else '减少'}{decimal(abs(this - last))}"
    percent = "%" if expression.scale == 100 else "倍"
    return f"{told}{'增长' if rise else '下降'}{value.lstrip('-')}{percent}"


def shown(amount: Amount | None) -> str:
    """An amount as digits, a blank as 空白."""
    return "空白" if amount is None else decimal(Fraction(amount))


def decimal(value: Fraction) -> str:
    """An exact decimal as a string; a value without one (⅔) as "2/3"."""
    rest = value.denominator
    if rest == 1:
        return str(value.numerator)
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    return _point(value * 10 ** max(twos, fives), max(twos, fives))


def rounded(value: Fraction, digits: int) -> str:
    """`value` rounded half away from zero to `digits` decimals, without trailing zeros."""
    scaled = abs(value) * 10**digits
    whole = Fraction((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator))
    return decimal((-whole if value < 0 else whole) / 10**digits)


def _point(scaled: Fraction, digits: int) -> str:
    sign = "-" if scaled < 0 else ""
    text = str(abs(scaled.numerator)).rjust(digits + 1, "0")
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def clause(text: str, start: int, end: int) -> str:
    """The stretch of the sentence around `start`..`end`, shortened with … on either side."""
    *stopped, before = STOP.split(text[max(0, start - CLAUSE) : start])
    after, *more = STOP.split(text[end : end + CLAUSE], maxsplit=1)
    left = "" if stopped or start <= CLAUSE else "…"
    right = "" if more or end + CLAUSE >= len(text) else "…"
    return left + before.lstrip() + text[start:end] + after.rstrip() + right


def listed(reasons: Iterable[str], most: int = 3) -> str:
    """Distinct reasons, in order, the first `most` of them."""
    distinct = list(dict.fromkeys(reason for reason in reasons if reason))
    if not distinct:
        return ""
    return "；".join(distinct[:most]) + (f"；等{len(distinct)}个原因" if len(distinct) > most else "")
