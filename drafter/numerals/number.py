"""A number at a place in the text: how far its characters reach and what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from drafter.numerals.lexicon import GAP
from drafter.numerals.numeral import DIGITS, LONGEST, MANY, SCALES, Numeral, arabic, canonical, read

_D = "[0-9０-９]"
_POINT = "[.．]"
# A point behind digits makes a decimal, unless more points follow (1.2.3), or it closes a list mark before a date.
_DECIMALS = rf"(?:{_POINT}(?!(?:19|20){_D}{{2}}年|{_D}{{1,2}}月{_D}{{1,2}}日){_D}++(?!{_POINT}{_D}))?"
_GROUPED = rf"{_D}{{1,3}}(?:(?:,{_D}{{3}})++|(?:[\u2009\u202f]{_D}{{3}})++)(?!{_D})"
_WIDE_GROUPED = rf"(?:[０-９]{{1,3}}(?:，[０-９]{{3}})++|{_D}{{1,3}}(?:，{_D}{{3}}){{2,}})(?!{_D})"
# A full-width comma between half-width digits groups them where a unit follows and no list goes before.
_COMMA_GROUPED = (
    rf"(?<![0-9０-９，,、；：:])(?<!分别为)(?<!分别)(?<!依次为)"
    rf"[1-9]{_D}{{0,2}}，{_D}{{3}}(?=[件条次人项个篇份期家名元万户册场])"
)
_ARABIC = rf"(?:{_COMMA_GROUPED}|{_GROUPED}|{_WIDE_GROUPED}|{_D}++)"
_NUMBER_IN_MIXED = rf"{_ARABIC}(?:{_POINT}{_D}++)?"
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
    rf"(?:{GAP}[点點]{GAP}[{DIGITS.translate(_NO_TWO)}]++)?"
)
_NUMBER = re.compile(
    rf"(?P<arabic>(?<={_D}{_POINT}){_D}++|{_ARABIC}{_DECIMALS})(?P<scaled>{_SCALED})?|(?P<spelt>{_SPELT})"
)
_SLASHED = re.compile(rf"(?<![0-9０-９/／.-])({_D}{{1,3}}){GAP}[/／]{GAP}({_D}{{1,3}})(?![0-9０-９/／.-]|年|月)")
_OF = re.compile(rf"{GAP}分{GAP}之{GAP}")
_AND = re.compile(f"{GAP}又{GAP}")
_HUNDRED_PERCENT = re.compile(rf"{GAP}分{GAP}百")
_SHARES = {"百": 10**2, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "万万": 10**8}
_GAPS = re.compile(r"\s+")
# What one part of these is worth in percent; 一百分之五 is a fraction like any other.
_PERCENT_OF = {name: Fraction(100, parts) for name, parts in _SHARES.items()}
_TENTH = Fraction(1, 10)

SEEK = re.compile(rf"[0-9０-９{DIGITS}{SCALES}半翻]")


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
        if text.startswith(("/", "／"), end) and (slashed := _slashed(text, start)):
            return slashed, slashed.end
        if start and text[start - 1] in ".．" and _is_point_first(text, start - 1):
            start, written = start - 1, "." + written
        number = Number(start, end, arabic(written), False, written)
    else:
        read_number = _spaced(text, found)
        if read_number is None:
            return None, end
        number = read_number
    following = text[number.end : number.end + 1]
    if following == "分" or following == "又" or following.isspace():
        number = _part(text, number) or _and_part(text, number) or number
    return number, number.end


def _is_point_first(text: str, point: int) -> bool:
    """Tell whether the point opens a decimal (.5) rather than joins or closes something (1.2.5, 等.5件)."""
    before = text[point - 1 : point]
    return not (before.isalnum() or before in (".", "．", ")", "）"))


def _spaced(text: str, found: re.Match[str]) -> Number | None:
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


def _slashed(text: str, start: int) -> Number | None:
    """Read 1/3; 5/3 and 0/0 are dates, pages or table cells, and two numbers each."""
    found = _SLASHED.match(text, start)
    if found is None or not 0 < int(found.group(1)) < int(found.group(2)):
        return None
    numeral = Numeral(Fraction(int(found.group(1)), int(found.group(2))), _TENTH / int(found.group(2)))
    return Number(found.start(), found.end(), numeral, False, "")


def _and_part(text: str, whole: Number) -> Number | None:
    """Read 三又二分之一, whose whole number is `whole`."""
    joint = _AND.match(text, whole.end)
    if joint is None or _NUMBER.match(text, joint.end()) is None:
        return None
    part, _ = number_at(text, joint.end())
    if part is None or part.written or part.unit:
        return None
    numeral = Numeral(whole.numeral.value + part.numeral.value, part.numeral.step)
    return Number(whole.start, part.end, numeral, whole.chinese, "")


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
    worth = _PERCENT_OF.get(canonical(whole.written))
    if worth is not None:
        high = upper.high * worth if upper.high is not None else None
        numeral = Numeral(upper.value * worth, upper.step * worth, high, upper.many)
        return Number(whole.start, found.end(), numeral, True, "", "%")
    # A fraction is held to a tenth of one of its parts: 三分之二 does not state 0.6667.
    return Number(whole.start, found.end(), Numeral(upper.value / base, _TENTH / base), True, "")
