"""The numbers that browsers put before the items of ordered lists, by the attributes and styles of the list itself.

Numbers made by CSS counters and by style sheets are left to those who wrote them: they are no content of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_lowercase

from lxml import etree

from drafter.read.ordinals import ordinal

LISTS = frozenset(("ol", "ul", "menu", "dir"))
ITEM = "li"
# Values of type="…", which in ordered lists tell small letters from capitals.
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
# Names of CSS → the format as Word calls it, and what stands behind the number.
_STYLES = {
    "decimal": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    "lower-alpha": ("letters", "."),
    "lower-latin": ("letters", "."),
    "upper-alpha": ("capitals", "."),
    "upper-latin": ("capitals", "."),
    "lower-roman": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
    **dict.fromkeys(
        ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-informal"), ("chineseCounting", "、")
    ),
    **dict.fromkeys(("simp-chinese-formal", "trad-chinese-formal"), ("chineseLegalSimplified", "、")),
    "cjk-decimal": ("ideographDigital", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "cjk-earthly-branch": ("ideographZodiac", "、"),
}
_UNNUMBERED = frozenset(("none", "disc", "circle", "square"))
_STYLE = re.compile(r"list-style(?:-type)?\s{0,3}:([^;]{0,100})", re.IGNORECASE)
# An item that is shown another way than as one of a list has no number.
_SHOWN = re.compile(r"display\s{0,3}:\s{0,3}(?!list-item)\w", re.IGNORECASE)
_WHOLE = re.compile(r"\s{0,9}([-+]?\d{1,9})")
# An item with a number in its text got it from its writer, and the page hides the list's own.
_NUMBERED = re.compile(
    r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)）]|[、.．](?!\d))|[①-⑳⑴-⒛㈠-㈩]|第[一二三四五六七八九十]{1,3}[、，,]"
)


@dataclass
class _List:
    """A list that is open: whether it numbers its items, how, and the number of the next one."""

    ordered: bool
    style: str = "decimal"
    number: int = 1
    step: int = 1


class Lists:
    """The lists around the place that a walk through a page has come to."""

    def __init__(self) -> None:
        """Begin outside all lists."""
        self._open: list[_List] = []

    def enter(self, element: etree._Element) -> None:
        """A list begins."""
        self._open.append(_list(element))

    def leave(self) -> None:
        """The innermost list ends."""
        self._open.pop()

    def number(self, item: etree._Element) -> str:
        """What the browser puts before the text of `item`, the next of the innermost list; "" for nothing."""
        if not self._open or not self._open[-1].ordered:
            return ""
        around = self._open[-1]
        number = _whole(item.get("value"), around.number)
        around.number = number + around.step
        style = _style(item, around.style)
        if style in _UNNUMBERED or _SHOWN.search(item.get("style", "")):
            return ""
        form, after = _STYLES.get(style, _STYLES["decimal"])
        return _written(number, form) + after


def numbered(number: str, text: str) -> str:
    """The text of an item behind its number, if that is not in it already; a figure never runs into the number."""
    if not number or _NUMBERED.match(text):
        return text
    return f"{number} {text}" if number[-1].isascii() else number + text


def _list(element: etree._Element) -> _List:
    if element.tag != "ol":
        return _List(ordered=False)
    step = -1 if element.get("reversed") is not None else 1
    first = 1 if step > 0 else len(element.findall(ITEM))
    return _List(ordered=True, style=_style(element, "decimal"), number=_whole(element.get("start"), first), step=step)


def _style(element: etree._Element, around: str) -> str:
    """The list style that an element gives itself, else the one `around` it."""
    declared = _STYLE.findall(element.get("style", ""))
    words = declared[-1].lower().split() if declared else ()
    named = next((word for word in words if word in _STYLES or word in _UNNUMBERED), None)
    kind = element.get("type", "").strip()
    return named or _TYPES.get(kind) or (kind.lower() if kind.lower() in _UNNUMBERED else around)


def _whole(text: str | None, missing: int) -> int:
    found = _WHOLE.match(text or "")
    return int(found[1]) if found else missing


def _written(number: int, form: str) -> str:
    if form not in ("letters", "capitals"):
        return ordinal(number, form)
    if number < 1:
        return str(number)
    written = ""
    while number:
        number, letter = divmod(number - 1, len(ascii_lowercase))
        written = ascii_lowercase[letter] + written
    return written.upper() if form == "capitals" else written
