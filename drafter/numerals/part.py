"""A number at a place in the text, fractions and shares included: 三分之二, 1/3, 百分之五, 三又二分之一."""

from __future__ import annotations

import re
from fractions import Fraction

from drafter.numerals.lexicon import GAP
from drafter.numerals.number import NUMBER, D, Number, plain_number_at
from drafter.numerals.numeral import Numeral, canonical

_SLASHED = re.compile(rf"(?<![0-9０-９/／.-])({D}{{1,3}}){GAP}[/／]{GAP}({D}{{1,3}})(?![0-9０-９/／.-]|年|月)")
_OF = re.compile(rf"{GAP}分{GAP}之{GAP}([负負]?){GAP}")
_AND = re.compile(f"{GAP}又{GAP}")
_HUNDRED_PERCENT = re.compile(rf"{GAP}分{GAP}百")
_SHARES = {"百": 10**2, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "万万": 10**8}
# What one part of these is worth in percent; 一百分之五 is a fraction like any other.
_PERCENT_OF = {name: Fraction(100, parts) for name, parts in _SHARES.items()}
# A fraction is held to a tenth of one of its parts: 三分之二 does not state 0.6667.
_TENTH = Fraction(1, 10)


def number_at(text: str, start: int) -> tuple[Number | None, int]:
    """Read the number that begins at `start`; return it, or None, and the place up to which the text is settled."""
    number, end = plain_number_at(text, start)
    if number is None:
        return None, end
    following = text[end : end + 1]
    if following in ("/", "／"):
        number = _slashed(text, start) or number
    elif following == "分" or following == "又" or following.isspace():
        number = _share(text, number) or _with_part(text, number) or number
    return number, number.end


def _slashed(text: str, start: int) -> Number | None:
    """Read 1/3; 5/3 and 0/0 are dates, pages or table cells, and two numbers each."""
    found = _SLASHED.match(text, start)
    if found is None or not 0 < int(found.group(1)) < int(found.group(2)):
        return None
    numeral = Numeral(Fraction(int(found.group(1)), int(found.group(2))), _TENTH / int(found.group(2)))
    return Number(found.start(), found.end(), numeral, False, "")


def _with_part(text: str, whole: Number) -> Number | None:
    """Read 三又二分之一, whose whole number is `whole`."""
    joint = _AND.match(text, whole.end)
    if joint is None or NUMBER.match(text, joint.end()) is None:
        return None
    base, _ = plain_number_at(text, joint.end())
    part = (_share(text, base) or _slashed(text, joint.end())) if base else None
    if part is None or part.unit:
        return None
    numeral = Numeral(whole.numeral.value + part.numeral.value, part.numeral.step)
    return Number(whole.start, part.end, numeral, whole.chinese, "")


def _share(text: str, whole: Number) -> Number | None:
    """Read 百分之五, 百分百, 三分之二 whose denominator is `whole`."""
    base = whole.numeral.value
    if base == 100 and (hundred := _HUNDRED_PERCENT.match(text, whole.end)):
        return Number(whole.start, hundred.end(), Numeral(Fraction(100)), True, "", "%")
    of = _OF.match(text, whole.end)
    if of is None or base <= 0 or NUMBER.match(text, of.end()) is None:
        return None
    upper, end = plain_number_at(text, of.end())
    if upper is None:
        return None
    said, worth = upper.numeral, _PERCENT_OF.get(canonical(whole.written))
    if worth is not None and not of.group(1):
        high = said.high * worth if said.high is not None else None
        return Number(whole.start, end, Numeral(said.value * worth, said.step * worth, high, said.many), True, "", "%")
    value = (-said.value if of.group(1) else said.value) / base
    return Number(whole.start, end, Numeral(value, _TENTH / base), True, "")
