"""The label of a figure: the words of its clause, of the clauses before it, and of what follows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from drafter.claims.lexicon import Sense, lexicon
from drafter.claims.words import Index, Words

STRONG = (
    Sense.APPLICATION
    | Sense.ATTRIBUTE
    | Sense.FRESH
    | Sense.BOTH
    | Sense.TAKE_UP
    | Sense.UNSETTLED
    | Sense.CARRIED_IN
    | Sense.CARRIED_OUT
    | Sense.OUTCOME
    | Sense.APPLICANT
    | Sense.CASES
    | Sense.RESULT
    | Sense.DOCUMENT
    | Sense.POWER
    | Sense.FEES
    | Sense.PROCURED
    | Sense.FREE
)
_LETTER = re.compile(r"[㐀-鿿A-Za-z]")
_SIGNS = re.compile(r"[，；：。\n（）]")
_STOP = re.compile(r"[，；：。、！？\n（）“《]")


@dataclass(frozen=True)
class Label:
    """The words that may tell what the figure from `start` to `end` of the plain text counts.

    `clause` runs from the last comma (or open bracket) to the figure, `earlier` from the figure before it (or the
    sentence's start) to that comma, `after` from the figure to the next sign or number. `joined` tells that `after`
    begins at the figure.
    `bracketed` are the words of a bracket closed inside the clause: 不予公开（属于三类内部事务信息）1件.
    """

    start: int
    end: int
    unit: str
    clause: Words
    earlier: Words
    after: Words
    joined: bool
    bracketed: Words
    text: str

    @cached_property
    def foreign(self) -> int:
        """How many letters of the clause belong neither to a word of the vocabulary nor to a filler such as 目前."""
        place = self.start - len(self.text)
        gaps = []
        for word in sorted((*self.clause, *self.bracketed), key=lambda word: word.start):
            gaps.append(self.clause.text[place : word.start])
            place = word.end
        gaps.append(self.clause.text[place : self.start])
        return sum(1 for _ in _LETTER.finditer(lexicon().filler.sub("", "|".join(gaps))))

    @property
    def strong(self) -> Sense | None:
        """The sense of the last word of the clause that could name what is counted, or None."""
        word = self.clause.last(STRONG)
        return next((m.sense for m in word.meanings if m.sense & STRONG), None) if word else None

    @property
    def strong_after(self) -> Sense | None:
        """The sense of the first word behind the figure that could name what is counted, or None."""
        word = self.after.first(STRONG)
        return next((m.sense for m in word.meanings if m.sense & STRONG), None) if word else None


def label(index: Index, floor: int, start: int, end: int, ceiling: int, unit: str) -> Label:
    """Cut the label of the figure `start` to `end`: nothing before `floor` or after `ceiling` belongs to it."""
    text = index.text
    cut = _clause_start(text, floor, start)
    open_at, close_at = _closed_bracket(text, cut, start)
    clause = index.within(cut, start)
    bracketed = Words(text, ())
    if open_at is not None:
        bracketed = index.within(open_at, close_at)
        clause = index.within(cut, open_at) + index.within(close_at, start)
    stop = _STOP.search(text, end, ceiling)
    after = index.within(end, stop.start() if stop else ceiling)
    return Label(
        start=start,
        end=end,
        unit=unit,
        clause=clause,
        earlier=index.within(floor, cut),
        after=after,
        joined=bool(after) and after.items[0].start <= end + 1,
        bracketed=bracketed,
        text=text[cut:start],
    )


def _clause_start(text: str, floor: int, start: int) -> int:
    """After the last comma, or after a bracket still open at the figure; a closed bracket's commas do not count."""
    depth = 0
    place = start
    for sign in reversed(_SIGNS.findall(text, floor, start)):
        place = text.rindex(sign, floor, place)
        if sign == "）":
            depth += 1
        elif sign == "（" and depth:
            depth -= 1
        elif not depth:
            return place + 1
    return floor


def _closed_bracket(text: str, start: int, end: int) -> tuple[int | None, int]:
    close = text.rfind("）", start, end)
    open_at = text.rfind("（", start, close) if close >= 0 else -1
    return (open_at, close + 1) if open_at >= 0 else (None, end)
