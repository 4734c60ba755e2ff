"""The text as the binder reads it: one spelling for every character, without white space, with a way back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.claims.lexicon import lexicon

# Some sites print the reading of a character behind it, e.g. 個(gè), when they change between the scripts.
_READING = re.compile(r"(?<=[㐀-鿿])[（(][a-z]{0,5}[àáèéìíòóùúāēěīōūǎǐǒǔǖǘǚǜü][a-z]{0,4}[）)]")
_SPACE = re.compile(r"\s+")
_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．是]|第[一二三四五六]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、])"
)
# A full stop typed as a point: 未收到申请事项.
_POINT = re.compile(r"(?<=[㐀-鿿])(?<![一二三四五六七八九十])\.(?=[ 　]*(?:\n|$))")
# A heading on a line of its own: （二）依申请公开政务信息办理情况
_TITLE = re.compile(
    _HEADING.pattern + r"[^，。；：,;:\n]{2,30}(?:情况|方面|工作|建设|管理|保障|公开|措施|问题|事项|办理)[ 　]*"
)
_ENDS_A_LINE = frozenset("。；！？：;!?:|")
_SHORTEST_WRAPPED_LINE = 15


@dataclass(frozen=True)
class Plain:
    """The narrative for reading: simplified characters, half-width letters and digits, full-width commas and brackets.

    White space is gone but for a line feed between paragraphs; a line cut in mid-sentence is joined. `origin[i]` is the
    0-based code-point offset in the text as given of character i, with one more entry for the end.
    """

    text: str
    origin: tuple[int, ...]

    def position(self, offset: int) -> int:
        """Index into `text` of the character at `offset` of the text as given, or of the next one that was kept."""
        return bisect_left(self.origin, offset)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text as given of `text[start:end]` (not empty)."""
        return self.origin[start], self.origin[end - 1] + 1


def plain(text: str) -> Plain:
    """Fold `text` for reading."""
    folded = lexicon().folded(text)
    folded = _POINT.sub("。", folded)
    pieces = []
    origin: list[int] = []
    done = 0
    for start, end, instead in _cuts(folded):
        pieces += [folded[done:start], instead]
        origin += range(done, start)
        origin += [start] * len(instead)
        done = end
    pieces.append(folded[done:])
    origin += range(done, len(folded) + 1)
    return Plain("".join(pieces), tuple(origin))


def _cuts(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, what stands there instead) of every stretch to leave out, in order."""
    cuts = [(m.start(), m.end(), _in_place_of(text, m)) for m in _SPACE.finditer(text)]
    readings = [(m.start(), m.end(), "") for m in _READING.finditer(text)]
    yield from sorted(cuts + readings) if readings else cuts


def _in_place_of(text: str, space: re.Match[str]) -> str:
    """A line feed where the white space ends a paragraph or a table cell, a blank between digits, else nothing."""
    run = space[0]
    if "\n" in run or "\t" in run:
        return "" if _wraps(text, space.start(), space.end()) and "\t" not in run else "\n"
    before, after = text[space.start() - 1 : space.start()], text[space.end() : space.end() + 1]
    return " " if before.isdigit() and after.isdigit() else ""


def _wraps(text: str, start: int, end: int) -> bool:
    """Tell whether the line that ends at `start` goes on at `end`: it is long, unfinished, and no heading follows."""
    line = text.rfind("\n", 0, start) + 1
    if start - line < _SHORTEST_WRAPPED_LINE or _TITLE.fullmatch(text, line, start) or text[start - 1] in _ENDS_A_LINE:
        return False
    return end < len(text) and "\n" not in text[start:end].replace("\n", "", 1) and not _HEADING.match(text, end)
