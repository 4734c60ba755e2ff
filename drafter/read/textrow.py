"""A line of words → the labels, heads and figures of a table that lost its borders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from drafter.read.cells import is_blank, is_value
from drafter.read.labels import plain
from drafter.read.tablewords import is_row_label, is_table_words, is_word, table_words

_LONGEST_LINE = 6000
# A label is torn into so many words at most, and a head nobody knows is no longer than this.
_MOST_WORDS = 4
_LONGEST_STRANGER = 8
_LONGEST_LABEL = 40
_FEWEST_FIGURES = 3
_FIGURE_AND_UNIT = 2
_LONGEST_NUMBER = 2
_REMARK = re.compile(r"[（(][^（）()]{1,30}[）)]")
# A remark behind a figure, not the list number of the label behind it.
_INNER_REMARK = re.compile(r"(?<=\d)\s*[（(](?![一二三四五六七八九十]{1,2}[）)])[^（）()]{1,30}[）)]")
_STRAY_NUMBER = re.compile(r"(?<!\S)(\d{1,2}[.．、])\s+(?=\D)")
_SENTENCE = re.compile("[，。；！？,;!?]")


class Sort(Enum):
    """What a piece of a table is: `HEAD` is a whole row of heads, `LABEL` a single head or row label."""

    LABEL = "label"
    HEAD = "head"
    VALUES = "values"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a flattened table and its cells; `glued`: nothing parted its figures, they may hang together."""

    sort: Sort
    cells: tuple[str, ...]
    glued: bool = False


def parts_of(text: str, *, inside: bool = False) -> list[Part] | None:
    """The pieces of a table that make up the whole of a line; None where anything else is in it.

    `inside`: the line stands in a table for sure, so one of its labels may be misprinted beyond recognition.
    """
    if len(text) > _LONGEST_LINE:
        return None
    if is_table_words(text) and not any(map(is_blank, text.split())):
        return [Part(Sort.LABEL, (text,))]
    if _REMARK.fullmatch(text):
        return [Part(Sort.REMARK, (text,))]
    words = _whole_remarks(_STRAY_NUMBER.sub(r"\1", text)).split()
    if len(words) == _FIGURE_AND_UNIT and is_value(text) and not is_value(words[1]):
        return [Part(Sort.VALUES, (text,))]
    runs = [(valued, list(run)) for valued, run in groupby(words, is_value)]
    if _numbers_row(runs):
        del runs[0]
    if len(runs) == 1:
        return [Part(Sort.VALUES, tuple(words))] if runs[0][0] else _heads(text, words)
    parts: list[Part] = []
    for i, (valued, run) in enumerate(runs):
        figures = runs[i + 1][1] if i + 1 < len(runs) else []
        found = [Part(Sort.VALUES, tuple(run))] if valued else _labels(run, figures, inside=inside)
        if found is None and inside and not figures and parts and _may_be_head("".join(run)):
            # A remark beside the row; the table's readers see that it is none of its figures.
            parts[-1] = Part(Sort.VALUES, (*parts[-1].cells, "".join(run)))
        elif found is None:
            return None
        else:
            parts += found
    return parts


def _whole_remarks(text: str) -> str:
    """The line without white space in brackets and before them: a figure and the remark on it are one word."""
    return _INNER_REMARK.sub(lambda remark: "".join(remark[0].split()), text)


def _numbers_row(runs: Sequence[tuple[bool, Sequence[str]]]) -> bool:
    """Whether a line begins with the number of its row in a column of numbers: one short number before a label."""
    if len(runs) < _FEWEST_FIGURES or not runs[0][0]:
        return False
    first = runs[0][1]
    return len(first) == 1 and first[0].isdecimal() and len(first[0]) <= _LONGEST_NUMBER


def _heads(text: str, words: Sequence[str]) -> list[Part] | None:
    """A line of nothing but heads, some of which may be damaged."""
    run_together = table_words(text)
    if len(run_together) > 1:
        return [Part(Sort.HEAD, run_together)]
    segments = _segments(words, row=False)
    return [Part(Sort.HEAD, segments)] if segments is not None and len(segments) > 1 else None


def _labels(words: Sequence[str], figures: Sequence[str], *, inside: bool) -> list[Part] | None:
    """The labels before `figures` (after the last of them: empty), the row's own last."""
    joined = "".join(words)
    if _REMARK.fullmatch(joined):
        return [Part(Sort.REMARK, (joined,))]
    segments = _segments(words, row=bool(figures))
    if segments is not None:
        return [Part(Sort.LABEL, (segment,)) for segment in segments]
    strange = inside and len(figures) >= _FEWEST_FIGURES and len(joined) <= _LONGEST_LABEL
    return [Part(Sort.LABEL, (joined,))] if strange and not _SENTENCE.search(joined) else None


def _segments(words: Sequence[str], *, row: bool) -> tuple[str, ...] | None:
    """`words` joined into labels: the way with the fewest strangers, then slips, then labels; None where there is none.

    A stranger is a word that no label has; the known must outnumber them. `row`: the last label is that of a row, which
    may be misprinted.
    """
    best: list[tuple[int, int, int, tuple[str, ...]] | None] = [(0, 0, 0, ())]
    for end in range(1, len(words) + 1):
        ways = []
        for start in range(max(0, end - _MOST_WORDS), end):
            before = best[start]
            label = "".join(words[start:end])
            if before is None or (end - start > 1 and not all(map(plain, words[start:end]))):
                continue
            strangers, slips, count, labels = before
            last = row and end == len(words)
            if is_word(label):
                ways.append((strangers, slips, count + 1, (*labels, label)))
            elif last and is_row_label(label):
                ways.append((strangers, slips + 1, count + 1, (*labels, label)))
            elif not last and start == end - 1 and _may_be_head(label):
                ways.append((strangers + 1, slips, count + 1, (*labels, label)))
        best.append(min(ways, default=None))
    found = best[-1]
    return found[3] if found is not None and 2 * found[0] < found[2] else None


def _may_be_head(word: str) -> bool:
    return len(word) <= _LONGEST_STRANGER and not _SENTENCE.search(word)
