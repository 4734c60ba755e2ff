"""What stands behind a number: share signs, the unit, and approximators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from drafter.numerals.lexicon import GAP, Lexicon
from drafter.numerals.number import Number
from drafter.numerals.numeral import ONE
from drafter.numerals.quantity import Bound

_HALF = Fraction(1, 2)
_PERCENT = re.compile(f"{GAP}([%％﹪‰])")
_TENTHS = re.compile(
    f"{GAP}(?:成(?![立为員员果功本套熟交长就效都绩品人年分形份因型文片网规批])|折(?![扣旧叠合算]))"
    f"(?:(?P<half>半)|{GAP}(?P<next>[一二三四五六七八九])(?![\u4e00-\u9fff]))?"
)
_AND_A_HALF = re.compile(f"{GAP}(?:(?P<unit>[年天倍])半|个半(?P<behind>小时|月|工作日|小時|学时|季度))")
# 半 stands at most this far behind the number: a gap, 年 or 个, 半.
_REACH = 6
_INSIDE = re.compile("内(?![容部外设地河陆科在江蒙])|內")
_TIME = re.compile("年|天|日|周|週|秒|小时|小時|分钟|分鐘|月|季度|学时")
_HAN = re.compile("[\u3400-\u9fff]")
_SPACE = re.compile(r"\s")


@dataclass(slots=True)
class Tail:
    """What follows a number, up to `end`. The number's value is to be multiplied by `factor` and raised by `more`."""

    end: int
    unit: str = ""
    bound: Bound | None = None
    factor: Fraction = ONE
    more: Fraction | None = None


def tail_of(text: str, number: Number, words: Lexicon) -> Tail:
    """Read unit and approximators behind `number`."""
    tail = Tail(number.end, number.unit, Bound.OVER if number.numeral.many else None)
    if not tail.unit and not _share(text, number, tail) and not _and_a_half(text, tail):
        if _may_follow(text, tail.end, words):
            _plus(text, tail, words)
            _more(text, tail, words)
            _around(text, tail, words)
        pattern = words.unit_after_chinese if number.chinese else words.unit
        if unit := pattern.match(text, tail.end):
            tail.end, tail.unit = unit.end(), _SPACE.sub("", unit.group(1))
    if tail.unit:
        if _may_follow(text, tail.end, words):
            _after_unit(text, tail, words)
        if (
            text.startswith(("内", "內"), tail.end)
            and _is_timed(tail.unit)
            and (inside := _INSIDE.match(text, tail.end))
        ):
            tail.end, tail.bound = inside.end(), tail.bound or Bound.UNDER
    return tail


def _may_follow(text: str, place: int, words: Lexicon) -> bool:
    following = text[place : place + 1]
    return following in words.follows or following.isspace()


def _is_timed(unit: str) -> bool:
    return _TIME.search(unit) is not None


def _share(text: str, number: Number, tail: Tail) -> bool:
    """Take %, ‰, 成 or 折."""
    following = text[tail.end : tail.end + 1]
    if not following or (following not in "%％﹪‰成折" and not following.isspace()):
        return False
    if percent := _PERCENT.match(text, tail.end):
        tail.end, tail.unit = percent.end(), "%"
        tail.factor = Fraction(1, 10) if percent.group(1) == "‰" else ONE
        return True
    tenths = _TENTHS.match(text, tail.end) if number.written else None
    value = number.numeral.value
    if tenths is None or value > (100 if "折" in tenths.group() else 10):
        return False
    tail.end, tail.unit, tail.factor = tenths.end(), "%", ONE if value > 10 else Fraction(10)
    if tenths.group("half"):
        tail.more = Fraction(5)
    elif tenths.group("next"):
        tail.more = Fraction("一二三四五六七八九".index(tenths.group("next")) + 1)
    return True


def _and_a_half(text: str, tail: Tail) -> bool:
    """Take the unit of 两年半, 1倍半, 三个半小时."""
    if "半" not in text[tail.end : tail.end + _REACH]:
        return False
    found = _AND_A_HALF.match(text, tail.end)
    if found is None:
        return False
    tail.end, tail.more = found.end(), _HALF
    tail.unit = found.group("unit") or "个" + found.group("behind")
    return True


def _more(text: str, tail: Tail, words: Lexicon) -> None:
    """Take 余 behind the digits; 来 and 几 only before a unit, 多 also before a sign, since they also begin words."""
    found = words.more.match(text, tail.end)
    if found is None:
        return
    word, end = found.group(1), found.end()
    measured = words.unit_after_chinese.match(text, end) is not None
    cut = "\n" in found.group()
    if not measured and (cut or not (word in "余餘" or (word == "多" and not _HAN.match(text, end)))):
        return
    tail.end, tail.bound = found.end(), tail.bound or Bound.OVER


def _plus(text: str, tail: Tail, words: Lexicon) -> None:
    """Take the + of 100+项 and 10万+; that of 1+N and 3+2 joins."""
    if text[tail.end : tail.end + 1] in ("+", "＋"):
        end = tail.end + 1
        if words.unit_after_chinese.match(text, end) or not text[end : end + 1].isalnum():
            tail.end, tail.bound = end, Bound.OVER


def _around(text: str, tail: Tail, words: Lexicon) -> None:
    """Take 以上, 左右, 以内."""
    found = words.after.match(text, tail.end)
    if found is not None and found.lastgroup:
        tail.end, tail.bound = found.end(), tail.bound or Bound(found.lastgroup)


def _after_unit(text: str, tail: Tail, words: Lexicon) -> None:
    if tail.unit in ("倍", "元", "%") or _is_timed(tail.unit):
        found = words.more.match(text, tail.end)
        if found is not None and found.start(1) == tail.end and found.group(1) in "余餘多":
            tail.end, tail.bound = found.end(), tail.bound or Bound.OVER
    _around(text, tail, words)
