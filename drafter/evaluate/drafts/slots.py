"""The slots of a draft's sentences, worked out anew from the cells, and held against what the checker reads there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from drafter.documents import Draft, Mention, Sentence, Verdict
from drafter.evaluate.drafts.backing import Backing, plain_digits
from drafter.evaluate.drafts.drawn_ledger import APPLICANTS

_SLOT = re.compile(r"\{\{([^{}|]+)(?:\|[^{}]*)?\}\}")
_SHOWN = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Slotted:
    """A figure that a slot of the tables put into the text: its place, the slot's cells, and whether it is right."""

    start: int
    end: int
    slot: str
    cells: frozenset[str]
    right: bool


def slotted_figures(draft: Draft, backing: Backing) -> tuple[Slotted, ...]:
    """Every figure of the draft that stands in a slot over cells."""
    told = (sentence for sentence in draft.sentences if sentence.origin != "notes")
    return tuple(found for sentence in told for found in _of_sentence(sentence, backing))


def misread(
    slots: Sequence[Slotted], mentions: Sequence[Mention], backing: Backing
) -> tuple[list[Slotted], list[Slotted]]:
    """(slots read as other cells or holding another value, slots of which nothing is read).

    A reader of the finished sentence must take the figure for the very cells the slot is of; in 办结的3件均不予处理 it
    is read of those refused as well, which is no harm.
    """
    wrong, unread = [], []
    for slot in slots:
        over = [m for m in mentions if m.kind == "figure" and m.start < slot.end and slot.start < m.end and m.refs]
        read = [m for m in over if m.verdict is Verdict.MATCHED]
        if not slot.right or (read and not any(_same(slot, printed(m.refs, backing), m) for m in read)):
            wrong.append(slot)
        elif not read:
            unread.append(slot)
    return wrong, unread


def _same(slot: Slotted, read: frozenset[str], mention: Mention) -> bool:
    """Whether a figure is read as its slot's cells; a 0 may be said of more cells at once (制发、废止均为0)."""
    return read == slot.cells or (mention.value == "0" and slot.cells <= read)


def printed(refs: Sequence[str], backing: Backing) -> frozenset[str]:
    """The innermost printed cells behind cells, a total as the columns it is the sum of.

    `prev.` is left out, for a change is of both years.
    """
    bare = [ref.removeprefix("prev.") for ref in refs]
    return frozenset(cell for ref in bare for cell in _innermost(ref, backing))


def _innermost(key: str, backing: Backing) -> frozenset[str]:
    parts = backing.form.parts.get(key, ())
    if not parts and key.startswith("t3.") and key.endswith(".total"):
        parts = tuple(f"{key.removesuffix('total')}{column}" for column in APPLICANTS)
    return frozenset(cell for part in parts for cell in _innermost(part, backing)) or frozenset([key])


def _of_sentence(sentence: Sentence, backing: Backing) -> Iterator[Slotted]:
    names = _SLOT.findall(sentence.slotted)
    literal = [re.escape(piece) for piece in _SLOT.sub("\x00", sentence.slotted).split("\x00")]
    match = re.fullmatch("(.+?)".join(literal), sentence.text, re.DOTALL)
    if match is None:
        return
    for index, name in enumerate(names, 1):
        keys = re.findall(r"t\d\.[a-z0-9_.]+", name)
        if not keys:
            continue
        start, end = match.span(index)
        shown = plain_digits(match[index])
        right = _holds(name, shown, backing)
        yield Slotted(sentence.start + start, sentence.start + end, name, printed(keys, backing), right)


def _holds(name: str, shown: str, backing: Backing) -> bool:
    """Whether the figure shown is what the slot comes to, to the decimals it is shown with."""
    value = _worth(name, backing)
    number = _SHOWN.search(shown)
    if value is None or number is None:
        return False
    stated = Fraction(Decimal(number[0])) * (10_000 if "万" in shown else 1)
    places = len(number[0].partition(".")[2])
    return abs(stated - value) <= Fraction(1, 2 * 10**places) if "%" in shown else stated == value


def _worth(name: str, backing: Backing) -> Fraction | None:
    shape, _, body = name.rpartition(":")
    if shape == "share":
        part, whole = (_sum(side, backing) for side in body.split("/"))
        return part * 100 / whole if part is not None and whole else None
    now = _sum(body, backing)
    if shape in ("change", "growth"):
        before = _sum(body, backing, last_year=True)
        if now is None or before is None or (shape == "growth" and not before):
            return None
        return abs(now - before) if shape == "change" else abs(now - before) * 100 / before
    return abs(now) if shape == "abs" and now is not None else now


def _sum(body: str, backing: Backing, *, last_year: bool = False) -> Fraction | None:
    total = Fraction(0)
    for key in body.split("+"):
        of_last = last_year or key.startswith("prev.")
        report = backing.previous if of_last else backing.report
        amount = _amount(key.removeprefix("prev."), backing, report.figures if report else {})
        if amount is None:
            return None
        total += amount
    return total


def _amount(key: str, backing: Backing, cells: Mapping[str, int | Decimal | None]) -> Fraction | None:
    """A cell's amount; a derived cell or blank total is the sum of its parts, blanks among which count for nothing."""
    if cells.get(key) is not None:
        return Fraction(cells[key] or 0)
    parts = backing.form.parts.get(key) or next(
        (tuple(t.key for t in terms) for terms in backing.form.sums.get(key, ())), ()
    )
    known = [_amount(part, backing, cells) for part in parts]
    told = [amount for amount in known if amount is not None]
    return sum(told, Fraction(0)) if told else None
