"""Whether a Chinese numeral in running text counts something, or is part of a word, a list mark or a name."""

from __future__ import annotations

from drafter.numerals.number import Number
from drafter.numerals.numeral import SCALES, canonical
from drafter.numerals.quantity import Bound
from drafter.numerals.tail import Tail

_STATES = "为為是均共计計达達到至"
_SCALES = tuple(SCALES)
_MARK_ENDS = "、.．）)"
# Capital digits that are everyday words of their own: 拾起, 大陆, 队伍, 肆意.
_EVERYDAY = frozenset("拾陆陸伍肆")


def is_bare_scale(number: Number) -> bool:
    """Tell whether the numeral has no digit of its own: 十, 百, 数百万 without its 数."""
    if not number.chinese or number.written[:1] not in _SCALES:
        return False
    return all(char in "十百千万亿余几" for char in canonical(number.written))


def counts(text: str, number: Number, tail: Tail, bound: Bound | None) -> bool:
    """Tell whether a numeral without Arabic digits is a quantity.

    With a measure word it is, save a bare 百, 千, 万 or 亿, which needs 数, 上, 近 or 余 (百件实事 is a name). Without
    one it is where nothing else is possible: after 为 (均为零), between signs (一百五十二), or rounded (破亿, 二十余).
    """
    if not number.written:
        return True
    form = canonical(number.written)
    if form[0] in "百千万亿" and bound is None:
        return False
    if number.written in _EVERYDAY:
        return tail.unit in ("元", "圆", "圓")
    if tail.unit:
        return True
    if number.numeral.high is not None or (number.numeral.value < 10 and "点" not in form):
        return form == "零" and _is_stated(text, number, tail)
    if bound is not None and (tail.bound is not None or "万" in form or "亿" in form):
        return True
    after = text[tail.end : tail.end + 1]
    if bound is not None and (after == "的" or not _is_han(after)):
        return True
    positional = len(form) > 1 and any(char in "十百千万亿点" for char in form)
    return positional and not _is_han(after) and _is_apart(text, number, tail)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _is_stated(text: str, number: Number, tail: Tail) -> bool:
    before = text[number.start - 1 : number.start]
    return before != "" and before in _STATES and not _is_han(text[tail.end : tail.end + 1])


def _is_apart(text: str, number: Number, tail: Tail) -> bool:
    """Tell whether the numeral stands between signs or after 为, and is no list mark (十一、 or （十一）)."""
    before, after = text[number.start - 1 : number.start], text[tail.end : tail.end + 1]
    if _is_han(before):
        return before in _STATES or before in "负負" or len(number.written) > 2
    opens = before in ("", "\n", "（", "(") and number.numeral.value < 100
    return not (opens and after != "" and after in _MARK_ENDS)
