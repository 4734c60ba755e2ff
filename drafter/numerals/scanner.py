"""Every quantity of a text: numbers with their units, approximators and ranges, told apart from words and ordinals."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from drafter.numerals.context import approximator, scale_word, sign, skip_blank
from drafter.numerals.lexicon import GAP, Lexicon, lexicon
from drafter.numerals.numeral import ONE, SCALES, Numeral, canonical
from drafter.numerals.quantity import Bound, Quantity
from drafter.numerals.span import SEEK, Span, has_own_digit, number_at

_SHARE = re.compile(GAP + "([%％﹪‰])")
_TENTHS = re.compile(GAP + "(成(?![立为员果功本套熟交长就效都绩品人年分形份因型文])|折(?![扣旧叠合算]))")
_BETWEEN = re.compile(GAP + r"(?:[-－–—―~～〜]{1,2}|至|到)" + GAP)
_ORDINAL_LIST = re.compile(GAP + "[、和及与至到—–~～-]" + GAP)
_TIME_INSIDE = re.compile("(?:之)?内(?![容部外设])")
_HALF = re.compile("半数|半(?:年|天|日|小时|个小时|个月|个工作日)")
_FROM = "由从自"
_NO_HALF = "上下前后每多大折对减"
_HYPHENS = "-－—–/"
_LATIN = re.compile("[A-Za-z]")
_TIME = frozenset(
    (
        "年",
        "天",
        "日",
        "小时",
        "小時",
        "个小时",
        "分钟",
        "分鐘",
        "个月",
        "個月",
        "周",
        "週",
        "工作日",
        "个工作日",
        "自然日",
        "秒",
    )
)


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
    if text[start] == "半":
        return _half(text, start, floor, words)
    if text[start] == "翻":
        return None, start + 1
    span, place = number_at(text, start)
    before = skip_blank(text, start, floor)
    if before > 0 and text[before - 1] == "第":
        return None, _end_of_ordinals(text, place)
    if span is None:
        return None, place
    if _is_in_a_word(text, span, words):
        return None, place
    quantity = _measured(text, span, floor, words)
    if quantity is None:
        return None, place
    return _range(text, quantity, span, words) or quantity, place


def _is_hyphenated(text: str, start: int, end: int) -> bool:
    """Tell whether `start` to `end` is a piece of a longer hyphenated number: 2024-01-05, 0592-1234567-8."""
    before, after = text[start - 1 : start], text[end : end + 2]
    return (before != "" and before in _HYPHENS) or (after[:1] != "" and after[0] in _HYPHENS and after[1:].isdigit())


def _end_of_ordinals(text: str, place: int) -> int:
    """Return the end of the list that began with an ordinal: 第三、四季度, 第十至十二条."""
    while (joint := _ORDINAL_LIST.match(text, place)) is not None:
        span, end = number_at(text, joint.end()) if joint.end() < len(text) else (None, place)
        if span is None:
            return place
        place = end
    return place


def _is_in_a_word(text: str, span: Span, words: Lexicon) -> bool:
    """Tell whether the numeral is part of a word: A4, 5G, 统一, 一次性."""
    before = text[span.start - 1] if span.start else ""
    if span.chinese:
        if span.written[:1] == "一" and before in words.before_one and before:
            return True
        return words.never.match(text, span.start) is not None
    if before and before.isascii() and before.isalpha():
        return True
    return _LATIN.match(text, span.end) is not None and words.unit.match(text, span.end) is None


def _measured(text: str, span: Span, floor: int, words: Lexicon) -> Quantity | None:
    """Add unit and approximators to a number, or None where it is none: a Chinese numeral that measures nothing."""
    tail = _Tail(text, span, words)
    start, bound = span.start, tail.bound
    led = scale_word(text, span.start, floor, words) if span.written[:1] in SCALES else None
    bare_scale = led is not None or not has_own_digit(span)
    if bare_scale:
        if led is None and (bound is None or not tail.unit):
            return None
        if led is not None:
            start, bound = led, bound or (Bound.ABOUT if text[led] == "近" else Bound.OVER)
    if span.chinese and not (tail.unit or span.fraction or bare_scale or _stands_alone(text, span, tail)):
        return None
    negative = sign(text, start, floor)
    if led is None:
        start, led_bound = approximator(text, negative, floor, words)
        bound = bound or led_bound
    numeral = span.numeral
    value = -numeral.value * tail.factor if negative < span.start and led is None else numeral.value * tail.factor
    high = numeral.high * tail.factor if numeral.high is not None else None
    if high is not None and bound is None:
        bound = Bound.RANGE
    return Quantity(
        start=start,
        end=tail.end,
        text=text[start : tail.end],
        value=value,
        unit=tail.unit,
        bound=bound or Bound.EXACT,
        step=numeral.step * tail.factor,
        high=high if bound is Bound.RANGE else None,
    )


class _Tail:
    """What follows a number: approximators, share signs, the unit."""

    def __init__(self, text: str, span: Span, words: Lexicon) -> None:
        self.text = text
        self.words = words
        self.end = span.end
        self.unit = span.unit
        self.factor = ONE
        self.bound: Bound | None = Bound.OVER if span.numeral.many else None
        if not self.unit:
            self._approximate()
            self._measure(span)
        if self.unit or self.bound is None:
            self._approximate()
        if self.unit in _TIME and (inside := _TIME_INSIDE.match(text, self.end)):
            self.end, self.bound = inside.end(), self.bound or Bound.UNDER

    def _approximate(self) -> None:
        found = self.words.after.match(self.text, self.end)
        if found is None or not found.lastgroup:
            return
        word = found.group(found.lastgroup)
        if word in "多来余餘" and self.unit and self.unit not in _TIME and self.unit not in ("倍", "元"):
            return
        if word in "多来" and not self.unit and not self.words.unit.match(self.text, found.end()):
            return
        self.end = found.end()
        self.bound = self.bound or Bound(found.lastgroup)

    def _measure(self, span: Span) -> None:
        text = self.text
        if share := _SHARE.match(text, self.end):
            self.end, self.unit = share.end(), "%"
            self.factor = Fraction(1, 10) if share.group(1) == "‰" else ONE
            return
        value = span.numeral.value
        if value <= 10 and (tenths := _TENTHS.match(text, self.end)):
            self.end, self.unit, self.factor = tenths.end(), "%", Fraction(10)
            return
        pattern = self.words.unit_after_chinese if span.chinese else self.words.unit
        if unit := pattern.match(text, self.end):
            self.end, self.unit = unit.end(), unit.group(1)


def _stands_alone(text: str, span: Span, tail: _Tail) -> bool:
    """Tell whether a Chinese numeral without a unit is a number all the same: 均为零, 一百五十二 between signs."""
    after = text[tail.end : tail.end + 1]
    if "\u4e00" <= after <= "\u9fff":
        return False
    before = text[span.start - 1] if span.start else ""
    if span.written in ("零", "〇", "○"):
        return before in "为是均计达" and before != ""
    if len(span.written) < 2 or not any(c in "十百千万亿" for c in canonical(span.written)):
        return False
    if "\u4e00" <= before <= "\u9fff":
        return before in "为是共计达到至近约超过数"
    return not (before in "\n（(" and after in "、.．）)") and not (not before and after in "、.．）)" and after)


def _half(text: str, start: int, floor: int, words: Lexicon) -> tuple[Quantity | None, int]:
    """Read 半数, 一半, 半年; 上半年 and 大半 are no quantities."""
    if start > floor and text[start - 1] == "一":
        begin, end, unit = start - 1, start + 1, ""
    elif (half := _HALF.match(text, start)) is not None and (not start or text[start - 1] not in _NO_HALF):
        begin, end, unit = start, half.end(), half.group()[1:].removeprefix("数")
    else:
        return None, start + 1
    left, bound = approximator(text, begin, floor, words)
    if left == begin and begin > floor and text[begin - 1] == "过":
        left, bound = begin - 1, Bound.OVER
    numeral = Numeral(Fraction(1, 2), Fraction(1, 20))
    return (
        Quantity(left, end, text[left:end], numeral.value, unit, bound or Bound.EXACT, numeral.step),
        end,
    )


def _range(text: str, low: Quantity, span: Span, words: Lexicon) -> Quantity | None:
    """Read 3至5天, 10—15件, 5%—10%: two numbers that rise, joined by a dash or 至, of one unit."""
    joint = _BETWEEN.match(text, low.end)
    if joint is None or low.bound is Bound.RANGE or (low.start and text[low.start - 1] in _FROM):
        return None
    if joint.end() >= len(text) or not SEEK.match(text, joint.end()):
        return None
    upper, _ = number_at(text, joint.end())
    if upper is None or _is_in_a_word(text, upper, words):
        return None
    high = _measured(text, upper, joint.end(), words)
    if high is None or high.high is not None or high.value <= low.value or low.unit not in ("", high.unit):
        return None
    if upper.written[0] == "0" < span.written[0] or _is_hyphenated(text, low.start, high.end):
        return None
    return replace(
        low,
        end=high.end,
        text=text[low.start : high.end],
        unit=high.unit,
        bound=Bound.RANGE,
        step=max(low.step, high.step),
        high=high.value,
    )
