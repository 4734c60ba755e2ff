"""What a number of the text was held against, worked out for the card that hovering over it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from drafter.documents import Mention, Review, Verdict
from drafter.form import Expression, Ledger, Term
from drafter.write.layout import amount_text
from drafter.write.words import VERDICT, row_name

_LAST_YEAR = "prev."
_BLANK, _UNKNOWN = "空白", "没有读到"
_NUMERALS = "〇一二三四"


@dataclass(frozen=True, slots=True)
class CardCell:
    """One cell of the form: its table, row and column as a clerk calls them, and what stands in it."""

    table: str
    row: str
    column: str
    amount: str


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of one number: its verdict, its cells, how they are put together, and what else is to be said."""

    text: str
    verdict: str
    cells: tuple[CardCell, ...] = ()
    sum: str = ""
    notes: tuple[str, ...] = ()
    keys: tuple[str, ...] = field(default=())
    """The printed cells of this year's tables that it rests on, those of derived ones included."""


def card_of(review: Review, mention: Mention, ledger: Ledger, findings: Sequence[str] = ()) -> Card:
    """The card of one number; `findings` are the messages about it."""
    told = [f"应为{mention.expected}{mention.unit}"] if mention.verdict is Verdict.CONTRADICTED else []
    told += [mention.note] if mention.note else []
    return Card(
        mention.text,
        VERDICT[mention.verdict],
        tuple(_cell(ledger, ref) for ref in mention.refs),
        _sum(mention, ledger),
        (*told, *findings),
        tuple(key for ref in mention.refs for key in printed(ledger, ref)),
    )


def printed(ledger: Ledger, ref: str) -> tuple[str, ...]:
    """The cells of this year's tables that `ref` stands for: itself, or the parts of a derived one."""
    if ref.startswith(_LAST_YEAR):
        return ()
    return tuple(key for key in ledger.edition.parts.get(ref, (ref,)) if key in ledger.cells)


def _cell(ledger: Ledger, ref: str) -> CardCell:
    cell = ledger.edition.cell(ref)
    if cell is None:
        return CardCell("", ref.removeprefix("sup."), "", "")
    whose = "上年" if ref.startswith(_LAST_YEAR) else ""
    return CardCell(f"{whose}表{_NUMERALS[cell.table]}", row_name(cell), f"“{cell.column.label}”", _amount(ledger, ref))


def _amount(ledger: Ledger, ref: str) -> str:
    amount = ledger.amount(ref)
    return amount_text(amount) if amount is not None else _BLANK if ledger.blank(ref) else _UNKNOWN


def _sum(mention: Mention, ledger: Ledger) -> str:
    """How the cells come to one value, e.g. 18÷46＝39.13%; "" for a single cell and where one is not known."""
    if mention.expr is None:
        return ""
    try:
        expression = Expression.parse(mention.expr, 100 if mention.unit == "%" else 1)
    except ValueError:
        return ""
    value = expression.evaluate(ledger.amount)
    if value is None or expression.each or len(expression.terms + expression.over) < 2:
        return ""
    top = _addition(expression.terms, ledger)
    if not expression.over:
        return f"{top}＝{_decimal(value)}"
    top = f"（{top}）" if len(expression.terms) > 1 else top
    bottom = _addition(expression.over, ledger)
    bottom = f"（{bottom}）" if len(expression.over) > 1 else bottom
    return f"{top}÷{bottom}＝{_decimal(value)}{mention.unit if mention.unit in ('%', '倍') else ''}"


def _addition(terms: Sequence[Term], ledger: Ledger) -> str:
    signs = ("－" if term.sign < 0 else "＋" if at else "" for at, term in enumerate(terms))
    return "".join(f"{sign}{_amount(ledger, term.key)}" for sign, term in zip(signs, terms, strict=True))


def _decimal(value: Fraction) -> str:
    """A value with at most two decimals, as a reader would work it out."""
    if value.denominator == 1:
        return str(value.numerator)
    hundredths = round(abs(value) * 100)
    return f"{'-' if value < 0 else ''}{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
