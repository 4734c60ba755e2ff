"""A number at a place in the text: how far its characters reach and what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafter.numerals.lexicon import GAP
from drafter.numerals.numeral import DIGITS, LONGEST, MANY, SCALES, Numeral, arabic, read

D = "[0-9０-９]"
_POINT = "[.．]"
# A point behind digits makes a decimal, unless more points follow (1.2.3), or it closes a list mark before a date.
_DECIMALS = rf"(?:{_POINT}(?!(?:19|20){D}{{2}}年|{D}{{1,2}}月{D}{{1,2}}日){D}++(?!{_POINT}{D}))?"
_GROUPED = rf"{D}{{1,3}}(?:(?:,{D}{{3}})++|(?:[\u2009\u202f]{D}{{3}})++)(?!{D})"
_WIDE_GROUPED = rf"(?:[０-９]{{1,3}}(?:，[０-９]{{3}})++|{D}{{1,3}}(?:，{D}{{3}}){{2,}})(?!{D})"
# A full-width comma between half-width digits groups them where a unit follows and no list goes before.
_COMMA_GROUPED = (
    rf"(?<![0-9０-９，,、；：:])(?<!分别为)(?<!分别)(?<!依次为)"
    rf"[1-9]{D}{{0,2}}，{D}{{3}}(?=[件条次人项个篇份期家名元万户册场])"
)
# Most numbers have no mark at all: they are settled by the first alternative.
_ARABIC = rf"(?:{D}++(?![,，.．\u2009\u202f]{D})|{_COMMA_GROUPED}|{_GROUPED}|{_WIDE_GROUPED}|{D}++)"
_NUMBER_IN_MIXED = rf"{_ARABIC}(?:{_POINT}{D}++)?"
_BIG = "[万亿萬億]"
_SCALE = r"(?:[十千万亿拾仟萬億]|[百佰](?![ 　]?分))"
# A line may have been cut before 万 or 亿; a space may stand before any scale.
_LINE_CUT = rf"(?:{GAP}\n{GAP}(?={_BIG}[余餘多]?[件条次人元篇份个户册項项]))"
_INSIDE = rf"[{MANY}](?={GAP}[百千万亿佰仟萬億])"
# Digits behind a scale touch it or have a scale of their own: 18万 2024年 is two numbers.
_SCALED = (
    rf"(?:{GAP}{_INSIDE})?(?:{_LINE_CUT}|{GAP}){_SCALE}"
    rf"(?:{_SCALE}|{GAP}{_INSIDE}{GAP}|{GAP}{_NUMBER_IN_MIXED}{GAP}{_SCALE}|零?{_NUMBER_IN_MIXED})*+"
)
# 两 is never a decimal: 一点两小时 is two hours.
_NO_TWO = {ord(char): None for char in "两兩俩倆"}
_CHINESE = f"[{DIGITS}{SCALES}]"
_SPELT = (
    rf"{_CHINESE}(?:{_CHINESE}|{_INSIDE})*+(?:{GAP}(?:{_CHINESE}|{_INSIDE})++)*+"
    rf"(?:{GAP}[点點]{GAP}[{DIGITS.translate(_NO_TWO)}]++{_BIG}?+)?"
)
NUMBER = re.compile(
    rf"(?P<arabic>(?<={D}{_POINT}){D}++|{_ARABIC}{_DECIMALS})(?P<scaled>{_SCALED})?|(?P<spelt>{_SPELT})"
)
_GAPS = re.compile(r"\s+")
SEEK = re.compile(rf"[0-9０-９{DIGITS}{SCALES}半翻]")


@dataclass(slots=True)
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


def plain_number_at(text: str, start: int) -> tuple[Number | None, int]:
    """Read the number that begins at `start`, fractions aside; return it or None, and the place settled up to."""
    found = NUMBER.match(text, start)
    if found is None:
        return None, start + 1
    end = found.end()
    if end - start > LONGEST:
        return None, end
    if found.lastgroup != "arabic":
        number = _spaced(found)
        return number, number.end if number else end
    written = found.group()
    whole = not re.search(_POINT, written)
    if start and whole and text[start - 1] in ".．" and _is_point_first(text, start - 1):
        start, written = start - 1, "." + written
    return Number(start, end, arabic(written), False, written), end


def _is_point_first(text: str, point: int) -> bool:
    """Tell whether the point opens a decimal (.5) rather than joins or closes something (1.2.5, 等.5件)."""
    before = text[point - 1 : point]
    return not (before.isalnum() or before in (".", "．", ")", "）"))


def _spaced(found: re.Match[str]) -> Number | None:
    """Read a numeral with scales; spaces inside a Chinese one count only where the whole is a positional number."""
    written = found.group()
    chinese = found.lastgroup == "spelt"
    joined = _GAPS.sub("", written)
    numeral = read(joined)
    if len(joined) == len(written):
        return Number(found.start(), found.end(), numeral, chinese, joined) if numeral else None
    positional = any(char in SCALES or char in "点點" for char in joined)
    if numeral is not None and numeral.high is None and (positional or not chinese):
        return Number(found.start(), found.end(), numeral, chinese, joined)
    if not positional:
        return None
    first = written.split()[0]
    numeral = read(first)
    return Number(found.start(), found.start() + len(first), numeral, chinese, first) if numeral else None
