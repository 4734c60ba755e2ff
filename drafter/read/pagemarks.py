"""What repeats on every page outside its text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.read.typeset import Line

_DASH = r"[-—–－―·•.\s]*"
_SURE = re.compile(
    rf"{_DASH}第\s*\d{{1,4}}\s*页{_DASH}(?:[/，,／]?\s*共\s*\d{{1,4}}\s*页)?{_DASH}"
    r"|[-—–－―·•][-—–－―·•.\s]*\d{1,4}\s*[-—–－―·•.\s]*[-—–－―·•]"
    r"|(?:Page\s*)?\d{1,4}\s*(?:/|／|of)\s*\d{1,4}|共\s*\d{1,4}\s*页[，,\s]*第\s*\d{1,4}\s*页",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d+")
_PROSE = re.compile("[。；，]")
_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]")
# How many lines of a running head or foot are looked for, and how far from page to page its height may differ.
_DEEPEST = 3
_SAME_HEIGHT = 4.0
_SHARE = 0.6
_FEWEST_IDEOGRAPHS = 2

Pages = Mapping[int, Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of each page that belong to the text, and the running heads that were left out."""

    lines: dict[int, list[Line]]
    heads: tuple[str, ...]


def without_marks(pages: Pages) -> Body:
    """Take page numbers and running heads off `pages` (the lines outside tables by page number, from top to bottom).

    Only the outermost lines of a page are looked at. A bare number is a page number only where it counts up with the
    pages.
    """
    lines = {number: list(found) for number, found in pages.items()}
    heads: dict[str, None] = {}
    for _ in range(_DEEPEST):
        taken = {*_numbers(lines), *_repeated(lines)}
        if not taken:
            break
        for number, line in taken:
            lines[number].remove(line)
            if _IDEOGRAPHS.search(line.text) and not _SURE.fullmatch(line.text):
                heads.setdefault(line.text)
    return Body(lines, tuple(heads))


def _outermost(lines: Pages) -> Iterator[tuple[int, Line]]:
    for number, found in lines.items():
        yield from ((number, line) for line in dict.fromkeys((*found[:1], *found[-1:])))


def _numbers(lines: Pages) -> Iterator[tuple[int, Line]]:
    bare: dict[int, list[tuple[int, Line]]] = defaultdict(list)
    for number, line in _outermost(lines):
        if _SURE.fullmatch(line.text):
            yield number, line
        elif _BARE.fullmatch(line.text):
            bare[int(line.text) - number].append((number, line))
    for found in bare.values():
        if len(found) > 1 or len(lines) == 1 == int(found[0][1].text):
            yield from found


def _repeated(lines: Pages) -> Iterator[tuple[int, Line]]:
    """Lines that stand at the same height with the same words, digits aside, on most pages."""
    outer = [(number, line, _DIGITS.sub("0", "".join(line.text.split()))) for number, line in _outermost(lines)]
    counts = Counter(words for _, _, words in outer)
    for number, line, words in outer:
        if counts[words] < 2 or len(_IDEOGRAPHS.findall(words)) < _FEWEST_IDEOGRAPHS or _PROSE.search(words):
            continue
        alike = {n for n, o, w in outer if w == words and abs(o.top - line.top) <= _SAME_HEIGHT}
        if len(alike) >= max(2, _SHARE * len(lines)):
            yield number, line
