"""A number at a place in the text: how far its characters reach and what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from drafter.numerals.lexicon import GAP
from drafter.numerals.numeral import DIGITS, LONGEST, MANY, SCALES, Numeral, arabic, canonical, read

_D = "[0-9０-９]"
_ARABIC = rf"(?:{_D}{{1,3}}(?:,{_D}{{3}})+(?!{_D})|[０-９]{{1,3}}(?:，[０-９]{{3}})+(?!{_D})|{_D}+)(?:[.．]{_D}+)?"
_SCALE = rf"(?:[{SCALES.replace('百', '').replace('佰', '')}]|[百佰](?!分))"
_INSIDE = rf"[{MANY}](?={GAP}[百千万亿佰仟萬億])"
_SPELT = rf"[{DIGITS}{SCALES}](?:[{DIGITS}{SCALES}]|{_INSIDE})*(?:[点點][{DIGITS}]+)?"
# A space may stand before a scale (3 万); digits behind a scale touch it or have their own: 18万 2024年 is two numbers.
_MIXED = rf"{_ARABIC}(?:{GAP}{_INSIDE})?{GAP}{_SCALE}(?:{_SCALE}|{_INSIDE}|零?{_ARABIC}|{GAP}{_ARABIC}{GAP}{_SCALE})*"

SEEK = re.compile(rf"[0-9０-９{DIGITS}{SCALES}半翻]")
_NUMBER = re.compile(rf"(?P<mixed>{_MIXED})|(?P<arabic>{_ARABIC})|(?P<spelt>{_SPELT})")
_SLASH = re.compile(rf"(?<![0-9０-９/／.-]){_D}{{1,3}}{GAP}[/／]{GAP}{_D}{{1,3}}(?![0-9０-９/／.-]|年|月)")
_OF = re.compile(rf"{GAP}分{GAP}之{GAP}")
_HUNDRED_PERCENT = re.compile(rf"{GAP}分{GAP}百")
_SPACE = re.compile(r"\s+")
_SHARES = {100: 1, 1000: 10, 10000: 100}


@dataclass(frozen=True, slots=True)
class Span:
    """A number as it stands in the text.

    `chinese` tells a numeral without Arabic digits, `written` is it without white space (empty for a share of 百分之),
    `unit` is "%" for 百分之五 and else empty.
    """

    start: int
    end: int
    numeral: Numeral
    chinese: bool
    written: str
    unit: str = ""
    fraction: bool = False


def number_at(text: str, start: int) -> tuple[Span | None, int]:
    """Read the number that begins at `start`; return it, or None, and the place up to which the text is settled."""
    if slash := _SLASH.match(text, start):
        return _slashed(text, slash)
    found = _NUMBER.match(text, start)
    if found is None:
        return None, start + 1
    end = found.end()
    written = found.group()
    if len(written) > LONGEST:
        return None, end
    if found.lastgroup == "arabic":
        span = Span(start, end, arabic(written), False, written)
    else:
        joined = _SPACE.sub("", written)
        numeral = read(joined)
        if numeral is None:
            return None, end
        span = Span(start, end, numeral, found.lastgroup == "spelt", joined)
    if text.startswith("分", end) or (text[end : end + 1].isspace() and _OF.match(text, end)):
        span = _part(text, span) or span
    return span, span.end


def _slashed(text: str, found: re.Match[str]) -> tuple[Span | None, int]:
    """Read 1/3; a fraction above one or over 0 is a date, a page or a table cell and no number."""
    upper, _, lower = found.group().replace("／", "/").partition("/")
    if not 0 < int(upper) < int(lower):
        return None, found.end()
    numeral = Numeral(Fraction(int(upper), int(lower)), ONE_TENTH / int(lower))
    return Span(found.start(), found.end(), numeral, False, found.group(), fraction=True), found.end()


def _part(text: str, whole: Span) -> Span | None:
    """Read 百分之五, 百分百, 三分之二 whose denominator is `whole`."""
    base = whole.numeral.value
    if base == 100 and (hundred := _HUNDRED_PERCENT.match(text, whole.end)):
        return Span(whole.start, hundred.end(), Numeral(Fraction(100)), True, "", "%")
    of = _OF.match(text, whole.end)
    found = _NUMBER.match(text, of.end()) if of else None
    if found is None or base <= 0 or len(found.group()) > LONGEST:
        return None
    upper = arabic(found.group()) if found.lastgroup == "arabic" else read(_SPACE.sub("", found.group()))
    if upper is None:
        return None
    scale = _SHARES.get(int(base)) if whole.chinese else None
    if scale is not None:
        high = upper.high / scale if upper.high is not None else None
        numeral = Numeral(upper.value / scale, upper.step / scale, high, upper.many)
        return Span(whole.start, found.end(), numeral, True, "", "%")
    # A fraction is held to a tenth of one part: 三分之二 does not state 0.6667.
    numeral = Numeral(upper.value / base, ONE_TENTH / base)
    return Span(whole.start, found.end(), numeral, True, "", fraction=True)


ONE_TENTH = Fraction(1, 10)


def has_own_digit(span: Span) -> bool:
    """Tell whether the numeral names a digit: 百, 千万 and 亿 alone do not, 十 does."""
    text = canonical(span.written)
    return not text or text[0] not in "百千万亿兆"
