"""Tables run together into one string: words and figures of the form without any border, taken apart again.

Figures that touch each other are separated only where one reading is left: every part a number without a leading zero,
as many parts as the row has columns, and in table 3 the last one their sum.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from drafter.read.tablewords import all_words
from drafter.read.vocabulary import vocabulary

# Between the characters of a label may stand what `plain` takes out of it.
_GAP = r"[\s、，,。.:：“”\"'()（）/／]{0,3}"
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
_MARK = re.compile(r"[/／—–-]{1,2}(?!\w)")
_SPACE = re.compile(r"[\s|]+")
_REMARK = re.compile(r"[（(][^（）()]{1,30}[）)]")
_LONGEST_TEXT = 6000
_FEWEST_LABELS = 2
_LONGEST_RUN = 20
_COLUMNS_2 = 3
_COLUMNS_3 = 7
_COLUMNS_4 = 15
_THREE_COLUMN_ROWS = ("rules", "normative")


@dataclass(frozen=True, slots=True)
class Piece:
    """A label or a figure of a string, as printed. `glued`: the string has no white space that could part figures."""

    text: str
    is_label: bool
    glued: bool = False


def shred(text: str) -> list[Piece] | None:
    """The labels and figures that make up the whole of `text`, in order; None where anything else is in it."""
    if len(text) > _LONGEST_TEXT:
        return None
    plain_text = unicodedata.normalize("NFKC", text)
    glued = not _SPACE.search(plain_text)
    pieces: list[Piece] = []
    at = 0
    while at < len(plain_text):
        space = _SPACE.match(plain_text, at)
        if space:
            at = space.end()
            continue
        piece = _piece(plain_text, at)
        if piece is None:
            return None
        pieces.append(replace(piece, glued=glued))
        at += len(piece.text)
    labels = sum(piece.is_label for piece in pieces)
    return pieces if labels >= _FEWEST_LABELS and labels < len(pieces) else None


def separated(label: str, run: str) -> list[str] | None:
    """The figures that stand in `run` behind the row label `label` without anything between them.

    None where more than one reading is left. An empty label asks for the fifteen of table 4.
    """
    if not run.isdecimal() or len(run) > _LONGEST_RUN:
        return None
    if not label:
        return list(run) if len(run) == _COLUMNS_4 else None
    found = vocabulary().rows3.find(label)
    if found is not None:
        return _only([parts for parts in _splits(run, _COLUMNS_3) if sum(parts[:-1]) == parts[-1]])
    found = vocabulary().rows2.find(label)
    if found is not None and found.keys[0] in _THREE_COLUMN_ROWS:
        return _only(list(_splits(run, _COLUMNS_2)))
    return None


def _only(readings: list[list[int]]) -> list[str] | None:
    return [str(part) for part in readings[0]] if len(readings) == 1 else None


def _splits(run: str, count: int) -> Iterator[list[int]]:
    """Every way to cut `run` into `count` numbers without leading zeros."""
    if count == 1:
        if run == "0" or not run.startswith("0"):
            yield [int(run)]
        return
    for end in range(1, len(run) - count + 2):
        if end > 1 and run.startswith("0"):
            return
        for rest in _splits(run[end:], count - 1):
            yield [int(run[:end]), *rest]


def _piece(text: str, at: int) -> Piece | None:
    label = _labels().match(text, at)
    if label:
        return Piece(label[0], True)
    number = _NUMBER.match(text, at)
    if number:
        return Piece(_without_list_number(text, number), False)
    other = _MARK.match(text, at) or _REMARK.match(text, at)
    return Piece(other[0], False) if other else None


def _without_list_number(text: str, number: re.Match[str]) -> str:
    """The figures of `number`, less a last digit that is the list number of the label behind it (…001.属于国家秘密)."""
    last = number.end() - 1
    if last > number.start() and not _labels().match(text, number.end()) and _labels().match(text, last):
        return number[0][:-1]
    return number[0]


@cache
def _labels() -> re.Pattern[str]:
    """Any label of the form with its list number, the longest first."""
    words = sorted(all_words(), key=len, reverse=True)
    patterns = (_GAP.join(map(re.escape, word)) for word in words if len(word) > 1)
    number = r"(?:[(（]?(?:[一二三四五六七八九十]|[1-9])[)）、.．]{1,2}\s?)?"
    caption = r"第?二十条\s?第?[(（]?[一二三四五六七八九十][)）]?项"
    return re.compile(rf"{caption}|{number}(?:{'|'.join(patterns)}|其他|总计)[)）”\"]?")
