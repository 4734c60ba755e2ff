"""Statements: figures stated without a digit, found before it is known what they state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache

from drafter.claims.lexicon import Sense, alternatives, lexicon
from drafter.claims.topic import Topic
from drafter.claims.words import Index, Words
from drafter.form.expression import Expression

# Letters that may stand between a phrase and what it denies.
NEAR = 3
# Another denial in the same breath.
AGAIN = re.compile("、(?:也|亦|均|且|并)?(?:没有|未|无)")
# 无因公开引发行政复议，提起行政诉讼的情况: the comma stands for 或.
_GOING_ON = re.compile(
    "，(?:或|或者|也|亦|以及)?(?:被|因此)?(?:申请|提起|引起|引发|导致|产生|发生)的?行政(?:复议|诉讼)的?"
    "(?:案件|事件|现象|情况|情形)*(?:的?发生|的?出现)?(?=[，。；！\n]|$)"
)
_REACH = re.compile(r"[^，。；！？：\n（）]{0,60}")
_LONGEST_LEAD = 80
_OBJECTS = (
    Sense.FEES
    | Sense.CHARGED
    | Sense.CARRIED_IN
    | Sense.CARRIED_OUT
    | Sense.RESULT
    | Sense.APPLICATION
    | Sense.REQUEST
    | Sense.APPLICANT
    | Sense.CASES
    | Sense.ABSENT
    | Sense.DOCUMENT
    | Sense.DRAWN
    | Sense.POWER
)
PREDICATES = Sense.OUTCOME | Sense.RESULT | Sense.APPLICANT | Sense.CASES | Sense.CHANNEL


class Saying(StrEnum):
    """How a figure is stated without a digit."""

    NONE = auto()
    ALL = auto()
    SAME = auto()
    ALIKE = auto()
    ZERO = auto()
    STATE = auto()
    BARE = auto()
    NOT_ONE = auto()
    MANNER = auto()
    ALREADY = auto()


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of the plain text (0-based, end exclusive) that may state a figure without a digit.

    `lead` runs from the start of the clause to the statement: 上年结转申请 before 全部办结.
    """

    start: int
    end: int
    saying: Saying
    words: Words
    lead: Words


@dataclass(frozen=True, slots=True)
class Said:
    """What a statement states: None for the expression where no table has it; `value` is 0 or None."""

    expression: Expression | None
    zero: bool
    note: str = ""
    topic: Topic | None = None


@cache
def _pattern() -> re.Pattern[str]:
    heads = "".join(lexicon().heads["statements"].values())
    return re.compile(f"(?=[{heads}])(?:{alternatives('statements')})")


def find_statements(index: Index) -> tuple[Statement, ...]:
    """Find what looks like a figure stated without a digit, in order, never overlapping."""
    found: list[Statement] = []
    floor = 0
    text = index.text
    for match in _pattern().finditer(text):
        if match.start() < floor:
            continue
        saying = Saying(match.lastgroup or "")
        end = _end(index, match, saying)
        if saying is Saying.ALL and text[end : end + 1].isdigit():
            # 均按时办结12件: the words of a figure.
            continue
        nearest = max(floor, match.start() - _LONGEST_LEAD)
        signs = "。；\n（" if saying is Saying.BARE else "，。；：\n（"
        cut = max(text.rfind(sign, nearest, match.start()) for sign in signs) + 1
        words, lead = index.within(match.start(), end), index.within(max(cut, nearest), match.start())
        statement = Statement(match.start(), end, saying, words, lead)
        if _is_worth_reading(statement, match.end()):
            found.append(statement)
            floor = end
    return tuple(found)


def _end(index: Index, match: re.Match[str], saying: Saying) -> int:
    if saying not in (Saying.NONE, Saying.SAME, Saying.NOT_ONE):
        return match.end()
    reach = _REACH.match(index.text, match.end())
    end = reach.end() if reach else match.end()
    going_on = _GOING_ON.match(index.text, end) if saying is Saying.NONE and index.text[match.end() : end] else None
    if going_on is not None and index.within(match.end(), end).has(Sense.CASES):
        end = going_on.end()
    again = AGAIN.search(index.text, match.end(), end) if saying is Saying.NONE else None
    # 没有行政复议、没有行政诉讼 are two statements; 未收到、未办理申请 is one.
    return again.start() if again and index.within(match.start(), again.start()).has(_OBJECTS) else end


def _is_worth_reading(statement: Statement, opening: int) -> bool:
    """Tell whether the words behind the phrase that ends at `opening` name something to be none or all of."""
    if statement.saying is Saying.NONE:
        return statement.words.has(_OBJECTS)
    if statement.saying is Saying.SAME:
        first = statement.words.first(PREDICATES)
        if first is None:
            return False
        between = lexicon().filler.sub("", statement.words.text[opening : first.start])
        return len(between) <= 1
    return True
