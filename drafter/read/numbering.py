"""Word's automatic list numbers as text: 一、 （一） 1. are part of what a reader of the document sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting",
     "chineseLegalSimplified", "taiwaneseCountingThousand")
)  # fmt: skip
_CIRCLED_ONE = 0x2460
_MOST_CIRCLED = 20
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


class Numbering:
    """The counters of a document's lists; paragraphs are to be asked for in order."""

    def __init__(self, root: etree._Element | None, styles: etree._Element | None) -> None:
        """Take the roots of numbering.xml and styles.xml, None where the document has none."""
        self._levels = _levels(root)
        self._by_style = _style_lists(styles)
        self._counts: dict[tuple[str, int], int] = {}

    def next(self, paragraph: etree._Element, style: str) -> str:
        """The number that Word puts before `paragraph` of style id `style`, "" where it puts none."""
        list_id, depth = _list_of(paragraph.find(f"{_W}pPr"), self._by_style.get(style, ("", 0)))
        levels = self._levels.get(list_id, {})
        level = levels.get(depth)
        if level is None or level.form in ("none", "bullet"):
            return ""
        self._counts[list_id, depth] = self._counts.get((list_id, depth), level.start - 1) + 1
        for deeper in [key for key in self._counts if key[0] == list_id and key[1] > depth]:
            del self._counts[deeper]
        return _PLACEHOLDER.sub(lambda match: self._shown(list_id, int(match[1]) - 1), level.text)

    def _shown(self, list_id: str, depth: int) -> str:
        level = self._levels[list_id].get(depth)
        if level is None:
            return ""
        return _written(self._counts.get((list_id, depth), level.start), level.form)


def _written(number: int, form: str) -> str:
    """`number` in the given Word number format; formats a report does not use come out in digits."""
    if form in _CHINESE:
        return _chinese(number)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and number <= _MOST_CIRCLED:
        return chr(_CIRCLED_ONE + number - 1)
    return str(number)


def _chinese(number: int) -> str:
    """A list number below 100 in Chinese, 十一 not 一十一."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def _levels(root: etree._Element | None) -> dict[str, dict[int, _Level]]:
    """List id → depth → level."""
    if root is None:
        return {}
    abstract = {a.get(f"{_W}abstractNumId", ""): _levels_in(a) for a in root.iter(f"{_W}abstractNum")}
    lists = {}
    for item in root.iter(f"{_W}num"):
        levels = dict(abstract.get(_value(item, "abstractNumId"), {}))
        for change in item.iter(f"{_W}lvlOverride"):
            depth, start = _int(change.get(f"{_W}ilvl"), 0), _value(change, "startOverride")
            if start and depth in levels:
                levels[depth] = _Level(_int(start, 1), levels[depth].form, levels[depth].text)
        lists[item.get(f"{_W}numId", "")] = levels
    return lists


def _levels_in(abstract: etree._Element) -> dict[int, _Level]:
    return {
        _int(level.get(f"{_W}ilvl"), 0): _Level(
            _int(_value(level, "start"), 1), _value(level, "numFmt") or "decimal", _value(level, "lvlText")
        )
        for level in abstract.iter(f"{_W}lvl")
    }


def _style_lists(styles: etree._Element | None) -> Mapping[str, tuple[str, int]]:
    """Style id → list id and depth that its paragraphs are numbered by."""
    found = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        list_id, depth = _list_of(style.find(f"{_W}pPr"), ("", 0))
        if list_id:
            found[style.get(f"{_W}styleId", "")] = list_id, depth
    return found


def _list_of(properties: etree._Element | None, missing: tuple[str, int]) -> tuple[str, int]:
    """List id and depth in a pPr element; `missing` where it does not say."""
    numbers = properties.find(f"{_W}numPr") if properties is not None else None
    if numbers is None:
        return missing
    return _value(numbers, "numId") or missing[0], _int(_value(numbers, "ilvl"), missing[1])


def _value(element: etree._Element, tag: str) -> str:
    child = element.find(f"{_W}{tag}")
    return child.get(f"{_W}val", "") if child is not None else ""


def _int(text: str | None, missing: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else missing
