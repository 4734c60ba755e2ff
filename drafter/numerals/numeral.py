"""The value of one numeral, read from its characters alone: Arabic, Chinese, capital or mixed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

DIGITS = "零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸兩弍弌俩倆⼀⼆⼋"
SCALES = "十百千万亿兆拾佰仟萬億廿卅⼗"
MANY = "余餘多几幾来數数"
ONE = Fraction(1)

# No count, amount or ratio is written longer; an identity, account or serial number may be.
LONGEST = 40

_CANON = str.maketrans(
    "０１２３４５６７８９．，〇○壹贰叁肆伍陆柒捌玖貳參陸兩弍弌俩倆拾佰仟萬億點餘幾數多来数⼀⼆⼋⼗",
    "0123456789.,零零一二三四五六七八九二三六两二一两两十百千万亿点余几几余余几一二八十",
)
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_ARABIC = frozenset("0123456789.,")


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a numeral says. `step` is the worth of one unit of its last written digit.

    `high` is the upper value of a vague pair (三五 is 3 to 5), `many` tells that 余, 多 or 几 stands inside (十几万),
    `scale` is the 万 or 亿 that closes it, else 1.
    """

    value: Fraction
    step: Fraction = ONE
    high: Fraction | None = None
    many: bool = False
    scale: int = 1


def canonical(text: str) -> str:
    """Return `text` with simplified small numerals, half-width digits and one character for every meaning."""
    return text.translate(_CANON).replace("廿", "二十").replace("卅", "三十")


@lru_cache(maxsize=8192)
def arabic(digits: str) -> Numeral:
    """Read half- or full-width digits with group separators and a decimal point."""
    whole, _, decimals = "".join(digits.translate(_CANON).replace(",", "").split()).partition(".")
    if not decimals:
        return Numeral(Fraction(int(whole)))
    unit = 10 ** len(decimals)
    return Numeral(Fraction(int((whole or "0") + decimals), unit), Fraction(1, unit))


@lru_cache(maxsize=8192)
def read(written: str) -> Numeral | None:
    """Read a numeral of Chinese characters, or of Arabic digits and Chinese scales, without white space.

    None where the characters make no number: 三二, 万千, 十十, more than `LONGEST` characters.
    """
    if len(written) > LONGEST:
        return None
    text = canonical(written)
    if len(text) > 1 and all(char in _DIGIT for char in text):
        return _digit_string(text)
    split = _vague_pair(text)
    if split is None:
        return _positional(text)
    low, high = _positional(split[0]), _positional(split[1])
    if low is None or high is None or high.value <= low.value:
        return None
    return Numeral(low.value, low.step, high.value, low.many, low.scale)


def _digit_string(text: str) -> Numeral | None:
    """Read 二〇二三 digit by digit and 三五 as a vague pair; 一二三 is a list and no number."""
    if len(text) == 2 and "零" not in text:
        low, high = _DIGIT[text[0]], _DIGIT[text[1]]
        return Numeral(Fraction(low), ONE, Fraction(high)) if _is_pair(low, high) else None
    if "零" not in text and len(text) != 4:
        return None
    return Numeral(Fraction(int("".join(str(_DIGIT[char]) for char in text))))


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
        if text[i] == "点":
            return None
    return None


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
        return found
    scale = _BIG.get(decimals[-1:], 1)
    decimals = decimals[:-1] if scale > 1 else decimals
    if not decimals or found.many or any(char not in _DIGIT for char in decimals):
        return None
    step = Fraction(scale, 10 ** len(decimals))
    return Numeral(found.value * scale + int("".join(str(_DIGIT[char]) for char in decimals)) * step, step, scale=scale)


def _take(running: _Sum, text: str, i: int) -> int:
    """Feed the token at `i` to `running`; return its length, 0 where it cannot stand there."""
    char = text[i]
    if char == "零" and i + 1 < len(text):
        return int(running.skip())
    if char in _DIGIT:
        return int(running.number(Fraction(_DIGIT[char]), ONE))
    if char in _SMALL:
        return int(running.multiply_small(_SMALL[char]))
    if char in _BIG:
        return int(running.multiply_big(_BIG[char]))
    if char in "余几":
        running.many = True
        return 1
    end = i
    while end < len(text) and text[end] in _ARABIC:
        end += 1
    if end == i:
        return 0
    digits = arabic(text[i:end])
    running.spelt = False
    return end - i if running.number(digits.value, digits.step) else 0


class _Sum:
    """The running value of a positional numeral, fed from left to right.

    `section` gathers what stands below the next 万 or 亿, `total` what they have closed; `digit` waits for its scale.
    """

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.section = Fraction(0)
        self.digit: Fraction | None = None
        self.digit_step = ONE
        self.step = ONE
        self.small = 10**4
        self.big = 10**20
        self.last = 0
        self.zero = False
        self.many = False
        self.spelt = True

    def skip(self) -> bool:
        """Take a 零 that only holds a place."""
        self.zero = True
        return self.digit is None

    def number(self, value: Fraction, step: Fraction) -> bool:
        """Take a digit or an Arabic number."""
        if self.digit is not None:
            return False
        self.digit, self.digit_step = value, step
        return True

    def multiply_small(self, scale: int) -> bool:
        """Take 十, 百 or 千; within a section they may only fall."""
        if scale >= self.small:
            return False
        self.section += (ONE if self.digit is None else self.digit) * scale
        self.step = ONE if self.spelt else scale * self.digit_step
        self.digit, self.digit_step, self.small, self.last, self.zero = None, ONE, scale, scale, False
        return True

    def multiply_big(self, scale: int) -> bool:
        """Take 万 or 亿, which close a section; one that does not fall multiplies all before it (一万五千亿)."""
        value = self.section + (self.digit or 0)
        unsaid = self.digit is None and not self.zero  # 万 alone is ten thousand, 0万 is nothing
        step = self.step if self.digit is None else self.digit_step
        if scale >= self.big or not value:
            value, self.total = self.total + value, Fraction(0)
        if not value and self.last:
            return False
        self.total += (ONE if unsaid and not value else value) * scale
        self.step = step * scale
        self.section, self.digit, self.digit_step = Fraction(0), None, ONE
        self.small, self.big, self.last, self.zero = 10**4, scale, scale, False
        return True

    def finish(self) -> Numeral | None:
        """Close the numeral; None where its last digit has no clear worth."""
        value = self.total + self.section
        scale = self.last if self.last >= 10**4 else 1
        if self.digit is None:
            # 一万三千 is said to the thousand, 一万零五十 and 三百 to the unit.
            step = Fraction(self.last) if self.spelt and self.total and 100 <= self.last < 10**4 else self.step
            return Numeral(value, step, None, self.many, scale) if self.last else None
        if not self.last or self.zero or self.last == 10:
            return Numeral(value + self.digit, self.digit_step, None, self.many)
        worth = Fraction(self.last, 10)
        if self.spelt:
            # 一万三 is 13000 and 四百五 is 450.
            return Numeral(value + self.digit * worth, worth if self.last >= 10**4 else ONE, None, self.many)
        return Numeral(value + self.digit, self.digit_step, None, self.many) if self.digit >= worth else None
