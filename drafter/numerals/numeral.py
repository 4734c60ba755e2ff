"""The value of one numeral: Arabic, Chinese, capital or mixed, read from its characters alone."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

DIGITS = "零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸兩弍弌俩倆"
SCALES = "十百千万亿兆拾佰仟萬億廿卅"
MANY = "余餘多几幾来數数"

_CANON = str.maketrans(
    "０１２３４５６７８９．，〇○壹贰叁肆伍陆柒捌玖貳參陸兩弍弌俩倆拾佰仟萬億點餘幾數多来",
    "0123456789.,零零一二三四五六七八九二三六两二一两两十百千万亿点余几几余余",
)
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
# No count, amount or ratio is longer; an identity, account or serial number may be.
LONGEST = 40
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a numeral says. `step` is the worth of one unit of its last written digit.

    `high` is the upper value of a vague pair (三五 is 3 to 5), `many` true where 余, 多 or 几 stands inside (十几万).
    """

    value: Fraction
    step: Fraction = ONE
    high: Fraction | None = None
    many: bool = False


def canonical(text: str) -> str:
    """Return `text` with simplified small numerals, half-width digits and one character for every meaning."""
    return text.translate(_CANON).replace("廿", "二十").replace("卅", "三十")


@lru_cache(maxsize=8192)
def arabic(digits: str) -> Numeral:
    """Read half- or full-width digits with group separators and a decimal point."""
    plain = digits.translate(_CANON).replace(",", "")
    whole, _, decimals = plain.partition(".")
    if not decimals:
        return Numeral(Fraction(int(whole)))
    return Numeral(Fraction(int((whole or "0") + decimals), 10 ** len(decimals)), Fraction(1, 10 ** len(decimals)))


@lru_cache(maxsize=8192)
def read(written: str) -> Numeral | None:
    """Read a numeral of Chinese characters, or of Arabic digits and Chinese scales, without white space.

    None where the characters make no number: 三二, 万千, 十十, more than `LONGEST` characters.
    """
    if len(written) > LONGEST:
        return None
    text = canonical(written)
    if len(text) > 1 and all(c in _DIGIT for c in text):
        return _digit_string(text)
    pair = _vague_pair(text)
    if pair is not None:
        low, high = _positional(pair[0]), _positional(pair[1])
        if low is None or high is None:
            return None
        return Numeral(low.value, low.step, high.value, low.many)
    return _positional(text)


def _digit_string(text: str) -> Numeral | None:
    """Read 二〇二三 digit by digit, and 三五 as a vague pair."""
    if len(text) == 2 and text[0] != "零":
        low, high = _DIGIT[text[0]], _DIGIT[text[1]]
        return Numeral(Fraction(low), ONE, Fraction(high)) if _is_pair(low, high) else None
    return Numeral(Fraction(int("".join(str(_DIGIT[c]) for c in text))))


def _is_pair(low: int, high: int) -> bool:
    return low > 0 and (high - low == 1 or (low, high) == (3, 5))


def _vague_pair(text: str) -> tuple[str, str] | None:
    """Split 十七八 into 十七 and 十八, 二三百 into 二百 and 三百; None where no two digits stand together."""
    for i in range(len(text) - 1):
        low, high = _DIGIT.get(text[i]), _DIGIT.get(text[i + 1])
        if low and high:
            # 一百五六 is not said for 150 to 160: a pair behind 百, 千, 万 needs a scale of its own.
            if not _is_pair(low, high) or (i and i + 2 == len(text) and text[i - 1] != "十"):
                return None
            return text[: i + 1] + text[i + 2 :], text[:i] + text[i + 1 :]
    return None


class _Sum:
    """The running value of a positional numeral, read from left to right."""

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.section = Fraction(0)
        self.digit: Fraction | None = None
        self.digit_step = ONE
        self.small = 10**4
        self.big = 10**20
        self.step = ONE
        self.last: int = 0
        self.zero = False
        self.many = False
        self.spelt = True

    def number(self, value: Fraction, step: Fraction) -> bool:
        if self.digit is not None:
            return False
        self.digit, self.digit_step = value, step
        return True

    def multiply_small(self, scale: int) -> bool:
        if scale >= self.small:
            return False
        self.section += (self.digit if self.digit is not None else ONE) * scale
        self.step = scale * self.digit_step
        self.digit, self.digit_step, self.small, self.last, self.zero = None, ONE, scale, scale, False
        return True

    def multiply_big(self, scale: int) -> bool:
        value = self.section + (self.digit or 0)
        step = self.digit_step if self.digit is not None else self.step
        if scale >= self.big or not value:
            # 一万五千亿, 四万万: the larger scale multiplies all that stands before it.
            value, self.total = self.total + value, Fraction(0)
            if not value:
                return False
        self.total += value * scale
        self.step = step * scale
        self.section, self.digit, self.digit_step = Fraction(0), None, ONE
        self.small, self.big, self.last, self.zero = 10**4, scale, scale, False
        return True

    def finish(self) -> Numeral | None:
        value = self.total + self.section
        if self.digit is not None:
            # 一万三 is 13000 and 四百五 is 450, but 一万零三 is 10003 and 3万4000 is 34000.
            shorthand = self.spelt and self.last > 10 and not self.zero and self.digit < 10
            worth = Fraction(self.last, 10) if shorthand else ONE
            return Numeral(value + self.digit * worth, self.digit_step * worth, None, self.many)
        return Numeral(value, self.step, None, self.many) if self.last or value else None


def _positional(text: str) -> Numeral | None:
    """Read a numeral with scales: 一百五十二, 3万2千, 1.5亿, 十几万, 三点五."""
    whole, point, decimals = text.partition("点")
    running = _Sum()
    i = 0
    while i < len(whole):
        taken = _take(running, whole, i)
        if not taken:
            return None
        i += taken
    found = running.finish()
    if found is None or not point:
        return _settled(found, text)
    if not decimals or any(c not in _DIGIT for c in decimals) or found.many:
        return None
    figures = "".join(str(_DIGIT[c]) for c in decimals)
    step = Fraction(1, 10 ** len(figures))
    return Numeral(found.value + int(figures) * step, step)


def _take(running: _Sum, text: str, i: int) -> int:
    """Feed the token at `i` to `running`; return its length, 0 where it cannot stand there."""
    char = text[i]
    if char in _DIGIT:
        if char == "零" and (running.last or running.digit is None) and i + 1 < len(text):
            running.zero = True
            return 1 if running.digit is None else 0
        return int(running.number(Fraction(_DIGIT[char]), ONE))
    if char in _SMALL:
        return int(running.multiply_small(_SMALL[char]))
    if char in _BIG:
        return int(running.multiply_big(_BIG[char]))
    if char in "余几":
        running.many = True
        return 1
    end = i
    while end < len(text) and text[end] in "0123456789.,":
        end += 1
    if end == i:
        return 0
    read_digits = arabic(text[i:end])
    running.spelt = False
    return end - i if running.number(read_digits.value, read_digits.step) else 0


def _settled(found: Numeral | None, text: str) -> Numeral | None:
    """Give a fully spelt numeral below 万 the step 1: 三十 says 30, not 3 times 10."""
    if found is None or found.many or found.step >= 10**4 or text[0] in "0123456789":
        return found
    return found if any(c in _BIG for c in text) else Numeral(found.value, ONE)
