"""The label of a figure: the words of its clause, of the clauses before it, and of what follows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from drafter.claims.lexicon import Sense, lexicon
from drafter.claims.words import Index, Word, Words

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
_OTHER_KINDS = Sense.UNRELATED | Sense.FREE | Sense.POWER | Sense.ABSENT
_ENDS = ("", "，", "；", "。", "、", "\n")
_SUMS = ("", "共", "计", "合计", "共计")
_LETTER = re.compile(r"[㐀-鿿A-Za-z]")
_SIGNS = re.compile(r"[，；：。\n（）]")
_SENTENCE = re.compile(r"[。！？\n]")
_REMARK = re.compile(r"（[^（）]*）(?=[、和及与，；])")
_FOLLOWING = 30
_BREAK = re.compile(r"[；：。！？\n（]")
_OPENS = re.compile(
    r"[，、]?(?:其中|这其中|当中|除|除了|除去)?[的有：:，]{0,2}(?:另有|另外|还有|另|余下|其余|剩余|剩下|和|及|以及|有|中|的)?"
)
_STOP = re.compile(r"[，；：。、！？\n（）《=+]")


T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - used as a decorator, like `property`
    """A property worked out at the first use and kept; without the lock of `functools.cached_property`."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        """Keep what works the property out."""
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    def __get__(self, owner: Any, kind: type | None = None) -> T:
        value = owner.__dict__[self._name] = self._work(owner)
        return value


@dataclass(frozen=True)
class Label:
    """The words that may tell what the figure from `start` to `end` of the plain text counts.

    The clause runs from `cut` (the last comma, or a bracket still open) to the figure; `floor` is the end of the figure
    before it, or the sentence's start; nothing at or after `ceiling` belongs to it. `index` has the words of the text.

    `clause` has the words of the clause but for those of a bracket closed in it, which are `bracketed`, as in
    不予公开（属于三类内部事务信息）1件. `strong` is the sense of the last word of the clause that could name what is
    counted, or None.
    """

    index: Index
    floor: int
    cut: int
    start: int
    end: int
    ceiling: int
    unit: str
    clause: Words
    bracketed: Words
    strong: Sense | None

    @once
    def text(self) -> str:
        """The clause as written."""
        return self.index.text[self.cut : self.start]

    @once
    def earlier(self) -> Words:
        """The words of the clauses before this one, back to `floor`."""
        return self.index.within(self.floor, self.cut)

    @once
    def after(self) -> Words:
        """The words from the figure to the next sign or number."""
        return self.index.within(self.end, self.end + len(self.said_behind))

    @property
    def said_behind(self) -> str:
        """What stands from the figure to the next sign or number."""
        stop = _STOP.search(self.index.text, self.end, self.ceiling)
        return self.index.text[self.end : stop.start() if stop else self.ceiling]

    @once
    def tail(self) -> str:
        """What stands from the figure to the next one's clause: 3件因重复提出，不予处理 of a list that counts first."""
        stop = _BREAK.search(self.index.text, self.end, self.ceiling)
        return self.index.text[self.end : stop.start() if stop else self._last_clause]

    @property
    def following(self) -> str:
        """What stands behind the figure in its sentence, at most 30 characters."""
        end = min(self.end + _FOLLOWING, len(self.index.text))
        stop = _SENTENCE.search(self.index.text, self.end, end)
        return self.index.text[self.end : stop.start() if stop else end]

    @property
    def _last_clause(self) -> int:
        """Where the clause of the next figure begins, or the end of the sentence."""
        text = self.index.text
        place = -1 if self.ceiling == len(text) else max(text.rfind(sign, self.end, self.ceiling) for sign in "，、")
        return place if place >= 0 else self.ceiling

    @once
    def leads(self) -> bool:
        """True where the number opens its clause, as in 其中3件予以公开，2件不掌握."""
        return self.strong is None and _OPENS.fullmatch(self.text) is not None

    @property
    def joined(self) -> bool:
        """True where the first word of `after` stands right at the figure."""
        return bool(self.after) and self.after.items[0].start <= self.end + 1

    @once
    def foreign(self) -> int:
        """How many letters of the clause belong neither to a word of the vocabulary nor to a filler such as 目前."""
        text, place = self.index.text, self.cut
        gaps = []
        for word in self.index.within(self.cut, self.start):
            gaps.append(text[place : word.start])
            place = word.end
        gaps.append(text[place : self.start])
        return sum(1 for _ in _LETTER.finditer(lexicon().filler.sub("", "|".join(gaps))))

    @once
    def trailing(self) -> int:
        """How many letters between the last word of the clause and the figure are no filler."""
        last = self.clause.items[-1].end if self.clause else self.cut
        return sum(1 for _ in _LETTER.finditer(lexicon().filler.sub("", self.index.text[last : self.start])))

    @once
    def asks_for_another(self) -> bool:
        """Tell whether the application named is one for something else: 工伤认定申请, 援助申请."""
        near = self.clause + self.after
        noun = near.last(Sense.REQUEST)
        if noun is None or near.has(Sense.APPLICATION | Sense.ATTRIBUTE):
            return False
        before = [word for word in near if word.end <= noun.start]
        gap = self.index.text[before[-1].end if before else self.cut : noun.start]
        if gap.endswith("的") or self.end <= noun.start:
            return False
        if not gap and before and before[-1].has(_OTHER_KINDS):
            return True
        return sum(1 for _ in _LETTER.finditer(lexicon().filler.sub("", gap))) > 1

    @once
    def strong_after(self) -> Sense | None:
        """The sense of the first word behind the figure that could name what is counted, or None."""
        return _strong(self.after.first(STRONG))

    def until(self, place: int) -> Label:
        """The same clause cut short at `place`, as if a count stood there and nothing behind it."""
        return _label(self.index, self.floor, self.cut, (place, place), place, "")


def label(index: Index, floor: int, start: int, end: int, ceiling: int, unit: str) -> Label:
    """Cut the label of the figure `start` to `end`: nothing before `floor` or after `ceiling` belongs to it."""
    cut = _clause_start(index.text, floor, start)
    if index.text[cut - 1 : cut] == "（" and cut > floor and index.text[cut:start] in _SUMS:
        # 自然人（8件）: what stands before the bracket names the figure in it.
        cut = _clause_start(index.text, floor, cut - 1)
    if cut == start and index.text[cut - 1 : cut] == "：" and cut > floor and index.text[end : end + 1] in _ENDS:
        # 申请数量：5件；办结数量：5件
        cut = _clause_start(index.text, floor, cut - 1)
    remark = _REMARK.match(index.text, cut, start) if cut == floor and index.text[cut - 1 : cut] not in _ENDS else None
    if remark is not None:
        # 不予公开1件（过程性信息）、无法提供2件: the remark is of the figure before.
        cut = remark.end()
    return _label(index, floor, cut, (start, end), ceiling, unit)


def _label(index: Index, floor: int, cut: int, figure: tuple[int, int], ceiling: int, unit: str) -> Label:
    start, end = figure
    text = index.text
    close = text.rfind("）", cut, start)
    opened = text.rfind("（", cut, close) if close >= 0 else -1
    if opened < 0:
        clause, bracketed = index.within(cut, start), Words(text, ())
    else:
        clause = index.within(cut, opened) + index.within(close + 1, start)
        bracketed = index.within(opened, close + 1)
    return Label(index, floor, cut, start, end, ceiling, unit, clause, bracketed, _strong(clause.last(STRONG)))


def _strong(word: Word | None) -> Sense | None:
    return next((m.sense for m in word.meanings if m.sense & STRONG), None) if word else None


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
