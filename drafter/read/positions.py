"""What a page of positioned text holds, whatever it came from (PDF, OFD, a scan): words and rules in points.

The frame is that of the page as read: x grows to the right, y (`top`, `bottom`) downwards, from the top left corner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A printed character, or a stretch of them that stands together, with its box in points.

    `turn` is the way it reads in quarter turns clockwise: 0 to the right, 1 downwards, 2 to the left, 3 upwards.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int = 0

    @property
    def size(self) -> float:
        """The height of the characters, whichever way they read."""
        return self.x1 - self.x0 if self.turn % 2 else self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis: its box, which is thin one way."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its 1-based number, its size in points, its words in any order, and its rules."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()


def upright(page: Page) -> Page:
    """`page` turned so that most of its text reads to the right: a table set on its side is common."""
    turns = Counter(word.turn for word in page.words)
    turn = max(turns, key=lambda quarter: (turns[quarter], -quarter), default=0)
    if not turn:
        return page
    wide, high = (page.height, page.width) if turn % 2 else (page.width, page.height)
    words = tuple(straightened(page.words, turn, page.width, page.height))
    rules = tuple(Rule(*_turned(rule, turn, page.width, page.height)) for rule in page.rules)
    return replace(page, width=wide, height=high, words=words, rules=rules)


def straightened(words: Iterable[Word], turn: int, width: float, height: float) -> Iterable[Word]:
    """`words` of a page of `width` by `height` as they stand once the page is turned back by `turn` quarters."""
    for word in words:
        x0, top, x1, bottom = _turned(word, turn, width, height)
        yield Word(word.text, x0, top, x1, bottom, (word.turn - turn) % _QUARTERS)


def _turned(box: Word | Rule, turn: int, width: float, height: float) -> tuple[float, float, float, float]:
    """The box of `box` after the page is turned so that what read along `turn` reads to the right."""
    if turn == 1:
        return box.top, width - box.x1, box.bottom, width - box.x0
    if turn == 2:
        return width - box.x1, height - box.bottom, width - box.x0, height - box.top
    return height - box.bottom, box.x0, height - box.top, box.x1
