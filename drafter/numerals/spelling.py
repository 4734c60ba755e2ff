"""The inverse of reading: a quantity's text with another value, written in the manner of the one that stands there."""

from __future__ import annotations

import re
from fractions import Fraction

from drafter.numerals.number import plain_number_at
from drafter.numerals.quantity import Bound, Quantity
from drafter.numerals.scanner import scan

_SHARE = re.compile("[百千万]分之")
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_ARABIC = re.compile(
    r"(?P<digits>[0-9０-９]+(?:[,，][0-9０-９]{3})*)(?:[.．](?P<decimals>[0-9０-９]+))?(?P<scale>[万亿]?)"
)
_SMALL_FORM = re.compile("[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?")
_CAPITAL_FORM = re.compile("[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+")
_SMALL = str.maketrans("0123456789", "零一二三四五六七八九")
_CAPITAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_PLACES = ("", "十", "百", "千")
_SECTIONS = ("", "万", "亿")
_SCALES = {"": 1, "万": 10**4, "亿": 10**8}
_MOST = 10**12


def restated(text: str, value: Fraction) -> tuple[int, int, str] | None:
    """Where the numeral of a quantity's text stands, and what must stand there for the text to state `value`.

    `text` is the text of one quantity, unit included ("１６６件", "百分之九十八"). Offsets are 0-based code points into
    it. Digits stay half or full width, separators, Chinese and capital forms and the number of decimals stay as they
    are. None where the text states no exact value, or where its manner cannot state this one: 二十余件, 三分之二,
    3万2千件, a share that would round to 0 or to 100.
    """
    stated = _alone(text)
    if stated is None or value < 0:
        return None
    share = _SHARE.match(text)
    at = share.end() if share else 0
    number, _ = plain_number_at(text, at)
    if number is None or number.written != text[at : number.end] or number.numeral.many:
        return None
    worth = stated.value / number.numeral.value if number.numeral.value else Fraction(1)
    numeral = _like(number.written, value / worth, rounded=stated.unit == "%", counted=stated.unit not in ("", "%"))
    if numeral is None:
        return None
    found = _alone(text[:at] + numeral + text[number.end :])
    holds = found is not None and found.unit == stated.unit and found.admits(value)
    return (at, number.end, numeral) if holds else None


def _alone(text: str) -> Quantity | None:
    """The one exact quantity that is the whole of `text`, or None."""
    found = scan(text)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)) or found[0].bound is not Bound.EXACT:
        return None
    return found[0]


def _like(written: str, value: Fraction, *, rounded: bool, counted: bool) -> str | None:
    """`value` in the manner of the numeral `written`; `rounded`: to its decimals, `counted`: a measure word follows."""
    if arabic := _ARABIC.fullmatch(written):
        shown = value / _SCALES[arabic["scale"]]
        digits = _decimal(shown, len(arabic["decimals"] or ""), rounded=rounded or bool(arabic["scale"]))
        return None if digits is None else _arabic(digits, arabic["digits"]) + arabic["scale"]
    if _SMALL_FORM.fullmatch(written):
        digits = _decimal(value, len(written.partition("点")[2]), rounded=rounded)
        return None if digits is None else _small(digits, written, counted=counted)
    if _CAPITAL_FORM.fullmatch(written):
        digits = _decimal(value, 0, rounded=rounded)
        return None if digits is None else _full(int(digits)).translate(_CAPITAL)
    return None


def _decimal(value: Fraction, places: int, *, rounded: bool) -> str | None:
    """`value` with `places` decimals, none where it is a whole hundred; None where they cannot show it.

    A share is rounded, half up, but never to 0 or 100 from something else.
    """
    if value >= _MOST or (not rounded and (value * 10**places).denominator != 1):
        return None
    scaled = int(value * 10**places + Fraction(1, 2))
    shown = Fraction(scaled, 10**places)
    if shown != value and shown in (0, 100):
        return None
    if not places or (rounded and shown == 100):
        return str(int(shown))
    return f"{scaled // 10**places}.{scaled % 10**places:0{places}d}"


def _arabic(digits: str, like: str) -> str:
    whole, point, decimals = digits.partition(".")
    if "," in like or "，" in like:
        whole = f"{int(whole):,}"
    text = whole + point + decimals
    if not any(digit in like for digit in "0123456789"):
        return text.translate(_WIDE)
    return text.replace(",", "，") if "，" in like else text


def _small(digits: str, like: str, *, counted: bool) -> str | None:
    whole, point, decimals = digits.partition(".")
    if not int(whole) and counted and not point:
        return None  # 零件 is a spare part
    text = re.sub("^一十", "十", _full(int(whole)))
    if counted and text == "二":
        text = "两"
    elif "两" in like:
        text = re.sub("二(?=[百千万亿])", "两", text)
    if point:
        text += f"点{decimals.translate(_SMALL)}"
    return text.replace("零", "〇") if "〇" in like else text


def _full(number: int) -> str:
    """A whole number below 10¹² in small Chinese numerals, none left out: 一十二, 一百零六, 一万零五十."""
    if not number:
        return "零"
    text, gap = "", False
    for section in range(len(_SECTIONS) - 1, -1, -1):
        part = number // 10 ** (4 * section) % 10**4
        if part:
            text += ("零" if text and (gap or part < 10**3) else "") + _section(part) + _SECTIONS[section]
        gap = not part
    return text


def _section(part: int) -> str:
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = part // 10**place % 10
        if digit:
            text += ("零" if text and gap else "") + str(digit).translate(_SMALL) + _PLACES[place]
        gap = not digit
    return text
