"""Headings of the narrative: list marks, and the six sections recognised by the words of their titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from drafter.form import EDITION_NAMES, edition
from drafter.read.labels import Lexicon, plain

_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}
_MARK = re.compile(
    r"(?P<lead>[…\s]{0,4})"
    r"(?:(?P<major>[一二三四五六七八九十]{1,2})\s?[、.．]"
    r"|[（(]\s?(?P<minor>[一二三四五六七八九十]{1,2})\s?[）)]\s?[、.．]?"
    r"|(?P<small>\d{1,2})\s?[、.．](?!\d))\s?"
)
_FULL_STOPS = ("。", "；", "！")
_SENTENCE_MARK = re.compile(r"[。：:；;！？!?]")
# White space ends a title too, except where writers put it out of habit round the digits of a date (2024 年).
_TITLE_END = re.compile(r"[。：:；;！？!?]|(?<![0-9A-Za-z])\s+(?![年月日])")
# A title longer than this is a sentence.
_LONGEST_TITLE = 40
_SECTION_WORDS = (
    ("6", re.compile(r"其他.{0,6}(?:报告|说明).{0,4}(?:事项|情况)?|其他事项|需要报告的(?:其他)?事项")),
    ("4", re.compile(r"复议|诉讼")),
    ("5", re.compile(r"问题|不足|改进|打算|下一?步|工作(?:计划|思路)|困难")),
    ("3", re.compile(r"(?:收到|办理|处理|受理).{0,16}申请|依?申请公开|申请.{0,6}(?:处理|办理)情况")),
    ("2", re.compile(r"主动公开")),
    ("1", re.compile(r"总体情况|总体概况|基本情况|概述|概况|工作情况|总体工作|推进情况")),
)
# Titles of the 2019 notice and of its time that are no slips of today's.
_OTHER_TITLES = (
    ("4", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    ("4", "因政府信息公开申请行政复议、提起行政诉讼的情况"),
    ("5", "政府信息公开工作存在的主要问题及改进情况"),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the start of a paragraph: depth 1 (一、), 2 (（一）) or 3 (1.), its number, and its words.

    `title` includes the mark, `words` do not. `alone` tells whether the whole paragraph is the heading.
    """

    depth: int
    number: int
    title: str
    words: str
    alone: bool


def heading_of(text: str) -> Heading | None:
    """The heading that `text` (one paragraph) starts with, or None."""
    match = _MARK.match(text)
    if match is None:
        return None
    depth, number = _number(match)
    rest = text[match.end() :]
    words, alone = _words(rest)
    if number is None or not words or len(words) > _LONGEST_TITLE:
        return None
    title = text[len(match["lead"]) : match.end()] + words
    return Heading(depth, number, title.strip(), words, alone)


def is_heading(text: str) -> bool:
    """Tell whether `text` starts with a list mark and a short title."""
    return heading_of(text) is not None


def section_of(words: str) -> str | None:
    """The id ("1" … "6") of the section whose title `words` are or resemble, or None."""
    return official_section(words) or next((id for id, pattern in _SECTION_WORDS if pattern.search(words)), None)


def official_section(words: str) -> str | None:
    """The id of the section whose title in the form `words` are, slips of a character or two aside, or None."""
    found = _titles().find(words)
    return found.keys[0] if found is not None and len(found.keys) == 1 else None


def is_official_title(words: str) -> bool:
    """Tell whether `words` are the title of a section exactly as the form prints it."""
    return plain(words) in _printed_titles()


@cache
def _printed_titles() -> frozenset[str]:
    return frozenset(plain(title) for name in EDITION_NAMES for title in edition(name).sections)


@cache
def _titles() -> Lexicon:
    official = [(str(i), title) for name in EDITION_NAMES for i, title in enumerate(edition(name).sections, 1)]
    return Lexicon([*official, *_OTHER_TITLES])


def _words(rest: str) -> tuple[str, bool]:
    """The words of the title that `rest` of a paragraph starts with, and whether there is nothing after it."""
    inner = _SENTENCE_MARK if rest[-1:] not in _FULL_STOPS else _TITLE_END
    if len(rest) <= _LONGEST_TITLE and not inner.search(rest[:-1]):
        return rest.rstrip("。：:；;！？!? "), True
    stop = _TITLE_END.search(rest, 0, _LONGEST_TITLE + 1)
    return (rest[: stop.start()], False) if stop else (rest, False)


def _number(match: re.Match[str]) -> tuple[int, int | None]:
    if match["small"]:
        return 3, int(match["small"])
    numeral = match["major"] or match["minor"]
    return (1 if match["major"] else 2), chinese_number(numeral)


def chinese_number(numeral: str) -> int | None:
    """The value of a list mark from 一 to 九十九, or None."""
    if len(numeral) == 1:
        return _NUMERALS.get(numeral)
    tens, _, ones = numeral.partition("十")
    if "十" not in numeral or ones not in ("", *_NUMERALS):
        return None
    return 10 * _NUMERALS.get(tens, 1) + _NUMERALS.get(ones, 0)
