"""A number at a place in the text: how far its characters reach and what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from drafter.numerals.lexicon import GAP
from drafter.numerals.numeral import DIGITS, LONGEST, MANY, ONE, SCALES, Numeral, arabic, read

_D = "[0-9０-９]"
_POINT = "[.．]"
# A point behind digits makes a decimal, unless more points follow (1.2.3), or it closes a list mark before a date.
_DECIMALS = rf"(?:{_POINT}(?!(?:19|20){_D}{{2}}年|{_D}{{1,2}}月{_D}{{1,2}}日){_D}++(?!{_POINT}{_D}))?"
_GROUPED = rf"{_D}{{1,3}}(?:(?:,{_D}{{3}})++|(?:[\u2009\u202f]{_D}{{3}})++)(?!{_D})"
_WIDE_GROUPED = rf"(?:[０-９]{{1,3}}(?:，[０-９]{{3}})++|{_D}{{1,3}}(?:，{_D}{{3}}){{2,}})(?!{_D})"
_ARABIC = rf"(?:{_GROUPED}|{_WIDE_GROUPED}|{_D}++)"
_NUMBER_IN_MIXED = rf"{_ARABIC}(?:{_POINT}{_D}++)?"
_BIG = "[万亿萬億]"
_SCALE = r"(?:[十千万亿拾仟萬億]|[百佰](?![ 　]?分))"
# A line may have been cut before 万 or 亿; a space may stand before any scale.
_LINE_CUT = rf"(?:{GAP}\n{GAP}(?={_BIG}[余餘多]?[件条次人元篇份个户册項项]))"
_INSIDE = rf"[{MANY}](?={GAP}[百千万亿佰仟萬億])"
# Digits behind a scale touch it or have a scale of their own: 18万 2024年 is two numbers.
_SCALED = (
    rf"(?:{GAP}{_INSIDE})?(?:{_LINE_CUT}|{GAP}){_SCALE}"
    rf"(?:{_SCALE}|{GAP}{_INSIDE}{GAP}|零?{_NUMBER_IN_MIXED}|{GAP}{_NUMBER_IN_MIXED}{GAP}{_SCALE})*+"
)
_CHINESE = f"[{DIGITS}{SCALES}]"
_SPELT = (
    rf"{_CHINESE}(?:{_CHINESE}|{_INSIDE})*+(?:{GAP}(?:{_CHINESE}|{_INSIDE})++)*+"
    rf"(?:{GAP}[点點]{GAP}[{DIGITS}]++)?"
)
_NUMBER = re.compile(
    rf"(?P<arabic>(?<={_D}{_POINT}){_D}++|{_ARABIC}{_DECIMALS})(?P<scaled>{_SCALED})?|(?P<spelt>{_SPELT})"
)
_SLASHED = re.compile(rf"(?<![0-9０-９/／.-])({_D}{{1,3}}){GAP}[/／]{GAP}({_D}{{1,3}})(?![0-9０-９/／.-]|年|月)")
_OF = re.compile(rf"{GAP}分{GAP}之{GAP}")
_HUNDRED_PERCENT = re.compile(rf"{GAP}分{GAP}百")
_GAPS = re.compile(r"\s+")
# 百分之, 千分之 and 万分之 are shares; what one of their parts is worth in percent.
_PERCENT_OF = {100: ONE, 1000: Fraction(1, 10), 10000: Fraction(1, 100)}
_TENTH = Fraction(1, 10)

SEEK = re.compile(rf"[0-9０-９{DIGITS}{SCALES}半]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in the text, from `start` to `end`, approximators and unit left out.

    `chinese` tells a numeral without Arabic digits. `written` has no white space and is empty for shares and fractions.
    `unit` is "%" for 百分之五 and else empty.
    """

    start: int
    end: int
    numeral: Numeral
    chinese: bool
    written: str
    unit: str = ""


def number_at(text: str, start: int) -> tuple[Number | None, int]:
    """Read the number that begins at `start`; return it, or None, and the place up to which the text is settled."""
    found = _NUMBER.match(text, start)
    if found is None:
        return None, start + 1
    end = found.end()
    if end - start > LONGEST:
        return None, end
    kind = found.lastgroup
    if kind == "arabic":
        written = found.group()
        if text[end : end + 1] in "/／" and (slashed := _SLASHED.match(text, start)):
            return _slash(slashed)
        number = Number(start, end, arabic(written), False, written)
    else:
        read_number = _spaced(text, found)
        if read_number is None:
            return None, end
        number = read_number
    if text.startswith("分", number.end) or _OF.match(text, number.end):
        number = _part(text, number) or number
    return number, number.end


def _spaced(text: str, found: re.Match[str]) -> Number | None:
    """Read a numeral with scales; spaces inside a Chinese one count only where the whole is a positional number."""
    written = found.group()
    chinese = found.lastgroup == "spelt"
    joined = _GAPS.sub("", written)
    numeral = read(joined)
    if len(joined) == len(written):
        return Number(found.start(), found.end(), numeral, chinese, joined) if numeral else None
    if numeral is not None and numeral.high is None and (not chinese or any(char in SCALES for char in joined)):
        return Number(found.start(), found.end(), numeral, chinese, joined)
    first = written.split()[0]
    numeral = read(first)
    return Number(found.start(), found.start() + len(first), numeral, chinese, first) if numeral else None


def _slash(found: re.Match[str]) -> tuple[Number | None, int]:
    """Read 1/3; one above 1 or over 0 is a date, a page or a table cell and no number."""
    upper, lower = int(found.group(1)), int(found.group(2))
    if not 0 < upper < lower:
        return None, found.end()
    numeral = Numeral(Fraction(upper, lower), _TENTH / lower)
    return Number(found.start(), found.end(), numeral, False, ""), found.end()


def _part(text: str, whole: Number) -> Number | None:
    """Read 百分之五, 百分百, 三分之二 whose denominator is `whole`."""
    base = whole.numeral.value
    if base == 100 and (hundred := _HUNDRED_PERCENT.match(text, whole.end)):
        return Number(whole.start, hundred.end(), Numeral(Fraction(100)), True, "", "%")
    of = _OF.match(text, whole.end)
    found = _NUMBER.match(text, of.end()) if of else None
    if found is None or base <= 0 or found.end() - found.start() > LONGEST:
        return None
    upper = arabic(found.group()) if found.lastgroup == "arabic" else read(_GAPS.sub("", found.group()))
    if upper is None:
        return None
    worth = _PERCENT_OF.get(int(base)) if whole.chinese else None
    if worth is not None:
        high = upper.high * worth if upper.high is not None else None
        numeral = Numeral(upper.value * worth, upper.step * worth, high, upper.many)
        return Number(whole.start, found.end(), numeral, True, "", "%")
    # A fraction is held to a tenth of one of its parts: 三分之二 does not state 0.6667.
    return Number(whole.start, found.end(), Numeral(upper.value / base, _TENTH / base), True, "")
