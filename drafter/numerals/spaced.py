"""One number written in pieces: letter-spaced digits (1 5 6 件), groups of three set apart (1 234件), a cut line."""

from __future__ import annotations

import re

from drafter.numerals.lexicon import BLANK, GAP, Lexicon
from drafter.numerals.number import D, Number
from drafter.numerals.numeral import arabic, read

_SPACED = re.compile(
    rf"(?!0[{BLANK}]{D}){D}(?:[{BLANK}]{D}(?!{D}))*(?:[{BLANK}]?[.．][{BLANK}]?{D}(?!{D})(?:[{BLANK}]{D}(?!{D}))*)?"
)
_GROUPED = re.compile(rf"[1-9]{D}{{0,2}}(?:[{BLANK}]{D}{{3}}(?!{D}))+")
_CUT = re.compile(rf"[1-9]{D}{{0,4}}[{BLANK}]?\r?\n[{BLANK}]?{D}{{1,5}}(?!{D})")
_SCALE = re.compile(f"{GAP}([万亿萬億])")
_MORE = re.compile(f"{GAP}[余餘多]{GAP}")
_SHARE = re.compile(f"{GAP}[%％‰折成]")
_REACH = 4
_GAPS = re.compile(r"\s+")
# A number behind one of these labels is its own: 附件1 2份, 表3 120件, 第2 3件.
_LABELS = frozenset("表图件例号第组类期附")
# A shorter line was not cut at the margin; its end is that of a paragraph or a cell.
_SHORTEST_CUT_LINE = 15


def pieced_together(text: str, first: Number, words: Lexicon) -> Number | None:
    """The number of which the digits of `first` are the beginning, or None where they are a number of their own.

    Digits in pieces are one number only where something is counted behind them: in a row of a table they are cells.
    """
    found = _grouped_or_spaced(text, first) or _cut(text, first.start)
    if found is None or _is_apart(text, first.start):
        return None
    written, end = _GAPS.sub("", found.group()), found.end()
    if scale := _SCALE.match(text, end):
        written, end = written + scale.group(1), scale.end()
    more = _MORE.match(text, end)
    if not (words.unit.match(text, more.end() if more else end) or _SHARE.match(text, end)):
        return None
    numeral = read(written) if scale else arabic(written)
    return Number(first.start, end, numeral, False, written) if numeral else None


def _is_apart(text: str, start: int) -> bool:
    """Tell whether what stands before the first digit makes it a number of its own: a label, or another number."""
    before = text[max(0, start - _REACH) : start]
    last = before.rstrip(BLANK)[-1:]
    return last in _LABELS or (last.isdigit() and before[-1:] != last)


def _grouped_or_spaced(text: str, first: Number) -> re.Match[str] | None:
    found = _GROUPED.match(text, first.start) or _SPACED.match(text, first.start)
    return found if found is not None and found.end() > first.end else None


def _cut(text: str, start: int) -> re.Match[str] | None:
    found = _CUT.match(text, start)
    line = text.rfind("\n", 0, start) + 1
    return found if found is not None and text.find("\n", start) - line >= _SHORTEST_CUT_LINE else None
