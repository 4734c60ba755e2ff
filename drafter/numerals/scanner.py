"""Every quantity of a text: numbers with their units, approximators and ranges, told apart from words and ordinals."""

from __future__ import annotations

import re
from fractions import Fraction

from drafter.numerals.context import approximator, scale_word, sign, skip_blank
from drafter.numerals.lexicon import BLANK, GAP, Lexicon, lexicon
from drafter.numerals.number import SEEK, Number
from drafter.numerals.numeral import ONE
from drafter.numerals.part import number_at
from drafter.numerals.quantity import Bound, Quantity
from drafter.numerals.spaced import pieced_together
from drafter.numerals.spoken import said_in_words
from drafter.numerals.tail import tail_of
from drafter.numerals.worth import counts, is_bare_scale

_BETWEEN = re.compile(rf"({GAP})(?:[-－–—―~～〜]{{1,2}}|至|到|([与和]))({GAP})")
_HYPHENS = ("-", "－", "—", "–", "/")
_JOINS = re.compile(r"[-－–—―~～〜至到与和\s]")
_FROM = ("由", "从", "從")
_ORDINAL_LIST = re.compile(f"{GAP}[、和及与至到—–~～-]{GAP}")
_LETTER = re.compile(f"[A-Za-zＡ-Ｚａ-ｚ^]|[{BLANK}][kKMGT](?![A-Za-z0-9])")
_REST_OF_WORD = re.compile("[A-Za-zＡ-Ｚａ-ｚ^]++(?:[-+－]*+[0-9０-９]++)?")


def scan(text: str) -> tuple[Quantity, ...]:
    """Find every quantity of `text`, in order, never overlapping.

    `start` and `end` are 0-based code-point offsets into `text` exactly as given. Values carry no scale:
    "3.2万人次" is 32000 with unit "人次"; `step` is what one unit of the last written digit is worth (1000).
    Percent, per mille, 成 and 折 all come as their number of percent with unit "%"; percentage points keep their own
    unit. Ordinals (第三) and numerals inside words (统一) are left out; dates and citations are not told apart here.
    """
    words = lexicon()
    found: list[Quantity] = []
    place = floor = 0
    while (hit := SEEK.search(text, place)) is not None:
        quantity, place = _read(text, hit.start(), floor, words)
        if quantity is not None:
            found.append(quantity)
            floor = place = quantity.end
    return tuple(found)


def _read(text: str, start: int, floor: int, words: Lexicon) -> tuple[Quantity | None, int]:
    """Read what begins at `start`; return a quantity or None, and the place from which to go on."""
    if text[start] in "半翻":
        return said_in_words(text, start, floor, words)
    number, place = number_at(text, start)
    if _is_ordinal(text, start, floor):
        return None, _end_of_ordinals(text, place, number)
    if number is None:
        return None, place
    if text[place : place + 1].isspace() and not number.chinese and (whole := pieced_together(text, number, words)):
        number, place = whole, whole.end
    if _is_in_a_word(text, number, words):
        rest = _REST_OF_WORD.match(text, place)
        return None, rest.end() if rest else place
    quantity = _measured(text, number, floor, words)
    if quantity is not None and quantity.unit in words.whole and (mark := _list_mark(text, number)) is not None:
        return mark, mark.end
    if quantity is None and not number.chinese:
        return None, place
    return _range(text, number, quantity, floor, words) or quantity, place


def _is_ordinal(text: str, start: int, floor: int) -> bool:
    before = text[start - 1 : start]
    if before.isspace():
        start = skip_blank(text, start, floor)
        before = text[start - 1 : start]
    return before == "第"


def _list_mark(text: str, number: Number) -> Quantity | None:
    """Return the 2 of "2.3家单位" at the head of a line: whole things have no decimals, so it marks the paragraph."""
    whole, point, _ = number.written.replace("．", ".").partition(".")
    heads = number.start == 0 or text[number.start - 1] in "\n\r\t 　"
    if not point or not whole or len(whole) > 2 or not heads or number.numeral.scale > 1:
        return None
    end = number.start + len(whole)
    return Quantity(number.start, end, whole, Fraction(int(whole)))


def _end_of_ordinals(text: str, place: int, first: Number | None) -> int:
    """Return the end of the list that began with an ordinal: 第三、四季度, 第十至十二条."""
    while first is not None and (joint := _ORDINAL_LIST.match(text, place)) is not None:
        if SEEK.match(text, joint.end()) is None:
            break
        following, end = number_at(text, joint.end())
        if following is None or following.chinese is not first.chinese or following.numeral.value > 1000:
            break
        place = end
    return place


def _is_in_a_word(text: str, number: Number, words: Lexicon) -> bool:
    """Tell whether the numeral is part of a word or a formula: A4, 5G, 2e5, 2.5 M, 统一, 一次性."""
    before = text[number.start - 1 : number.start]
    if _LETTER.match(text, number.end) and not words.unit.match(text, number.end):
        return True
    if number.chinese:
        if before == "届":
            return True
        if number.written[:1] == "一" and before in words.before_one:
            return before != ""
        return words.never.match(text, number.start) is not None
    return before.isascii() and before.isalpha()


def _measured(text: str, number: Number, floor: int, words: Lexicon) -> Quantity | None:
    """Add unit and approximators to a number, or None where it is none: a Chinese numeral that measures nothing."""
    tail = tail_of(text, number, words)
    numeral = number.numeral
    start, bound = number.start, None
    bare_scale = is_bare_scale(number)
    if bare_scale:
        start, bound = scale_word(text, start, floor, words)
    value = numeral.value
    if bound is None:
        signed = sign(text, start, floor)
        value = -value if signed < start else value
        start, bound = approximator(text, signed, floor, words, value)
    bound = tail.bound or bound
    if number.chinese and not counts(text, number, tail, bound):
        return None
    high = numeral.high
    if high is not None:
        high, bound = high * tail.factor, Bound.RANGE
    step = numeral.step
    if tail.factor is not ONE or tail.more is not None:
        value, step = value * tail.factor + (tail.more or 0), step * tail.factor
    return Quantity(start, tail.end, text[start : tail.end], value, tail.unit, bound or Bound.EXACT, step, high)


def _range(text: str, number: Number, low: Quantity | None, floor: int, words: Lexicon) -> Quantity | None:
    """Read 3至5天, 十至十五件, 5%—10%, 3—5万元: two numbers that rise, joined by a dash or 至, of one unit."""
    end = low.end if low else number.end
    joint = _BETWEEN.match(text, end) if _JOINS.match(text, end) else None
    if joint is None or (joint.group(1) and not joint.group(3)) or SEEK.match(text, joint.end()) is None:
        return None
    start = low.start if low else number.start
    before = text[start - 1 : start] if start > floor else ""
    # 由12件到20件 tells a change; 由3至5人组成 a range.
    if (low and low.bound is Bound.RANGE) or before in _HYPHENS or (before in _FROM and low and low.unit):
        return None
    upper, _ = number_at(text, joint.end())
    if upper is None or _is_in_a_word(text, upper, words) or not _may_join(number, upper):
        return None
    high = _measured(text, upper, joint.end(), words)
    if number.unit == "%" and not upper.unit:
        # 百分之五至十: the second number is of the same hundred.
        high = Quantity(upper.start, upper.end, upper.written, upper.numeral.value, "%", step=upper.numeral.step)
    if high is None or high.high is not None or (low and low.unit not in ("", high.unit)):
        return None
    if joint.group(2) and not text.startswith(("之间", "间"), high.end):
        return None
    if text[high.end : high.end + 1] in _HYPHENS and text[high.end + 1 : high.end + 2].isdigit():
        return None
    return _joined(text, low or Quantity(start, number.end, "", number.numeral.value), number, high, upper)


def _may_join(low: Number, high: Number) -> bool:
    """Tell whether two numbers can be the ends of a range: not 0592-1234567, not 01-05."""
    return not any(
        len(number.written) > 6 or (number.written[:1] in "0０" and number.written[1:2].isdigit())
        for number in (low, high)
    )


def _joined(text: str, low: Quantity, number: Number, high: Quantity, upper: Number) -> Quantity | None:
    """Put the two ends together; a 万 or 亿 said once, at the upper end, holds for both."""
    value, step = low.value, low.step
    scale = upper.numeral.scale
    if high.unit == "%" and low.unit != "%" and upper.numeral.value != high.value:
        scale = int(high.value / upper.numeral.value)
    if scale > 1 and number.numeral.scale == 1 and low.unit == "" and value * scale < high.value:
        value, step = value * scale, step * scale
    if value >= high.value:
        return None
    return Quantity(
        low.start, high.end, text[low.start : high.end], value, high.unit, Bound.RANGE, max(step, high.step), high.value
    )
