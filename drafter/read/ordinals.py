"""The numbers of automatic lists as Word and web pages write them: 一、 甲、 ① IV. b)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_LARGEST_ROMAN = 3999


def ordinal(number: int, form: str) -> str:
    """`number` in the list format `form` (Word's name); formats that no report uses come out in digits."""
    writer = _WRITERS.get(form)
    return (writer(number) if writer is not None and number > 0 else "") or str(number)


def chinese(number: int) -> str:
    """A number below ten thousand in Chinese as lists count: 十一, 一百零五; "" beyond."""
    if not 0 < number < 10_000:
        return ""
    written, gap, rest = "", False, number
    for unit, name in _UNITS:
        count, rest = divmod(rest, unit)
        if count:
            written += ("零" if gap else "") + _DIGITS[count] + name
            gap = False
        elif written:
            gap = True
    if rest:
        written += ("零" if gap else "") + _DIGITS[rest]
    return written[1:] if 10 <= number < 20 else written


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    if number > _LARGEST_ROMAN:
        return ""
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def _letters(number: int) -> str:
    """a … z, then aa, bb … as Word goes on."""
    repeats, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (repeats + 1) if repeats < 10 else ""


def _circled(number: int) -> str:
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return ""


def _enclosed(number: int) -> str:
    return chr(0x2474 + number - 1) if number <= 20 else f"({number})"


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _in(series: str) -> Callable[[int], str]:
    return lambda number: series[number - 1] if number <= len(series) else ""


_WRITERS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
            *("taiwaneseCountingThousand", "koreanCounting"),
        ),
        chinese,
    ),
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), lambda n: chinese(n).translate(_LEGAL)
    ),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _enclosed,
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "ideographEnclosedCircle": lambda n: chr(0x3280 + n - 1) if n <= 10 else "",
    "ideographTraditional": _in(_STEMS),
    "ideographZodiac": _in(_BRANCHES),
}
