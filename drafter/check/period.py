"""The statistics period a report states, read from its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORD = re.compile(r"统\s*计\s*(?:期\s*限|期\s*间|时\s*限|时\s*段|时\s*间|周\s*期|区\s*间|范\s*围|起\s*止)")
_TIME = "(?:期限|期间|时限|时段|时间|时期|周期|区间|范围|年度|期)"
# The report's figures said to be of a time in other words: other figures have a time too, so that these must be the
# report's own and the dates must stand right behind.
OTHER_WORDS = re.compile(
    r"(?:(?:报告|年报|所列|所用|文中|表中|各表|附表|以上|上述)(?:中|内|里)?(?:的|所列|所用|各项|有关|主要)*(?:统计)?数据"
    rf"|统计数据|数据统计)(?:的|统计|所属|起止|涵盖|覆盖|对应)*{_TIME}(?:范围|段)?(?:均|统一)?(?:为|是|自|从|：|:)?(?:自|从)?\s*"
    rf"|(?:本报告|报告)的?(?:所属)?(?:周)?期(?:间|限)?(?:为|是|：|:)(?:自|从)?\s*"
)
REACH = 60  # the dates follow the word closely; further on stands another matter
# 20241月1日: where the 年 is lost, the month's digits run into the year's.
YEAR = r"(\d{1,8})\s*年\s*|(20\d\d)\s*(?=(?:1[0-2]|[1-9])\s*月)"
DATE = rf"(?:{YEAR})?(\d{{1,2}})\s*月(?:\s*(\d{{1,2}})\s*日)?"
SPAN = re.compile(rf"{DATE}[^\d。；]{{0,8}}{DATE}")
YEAR_ALONE = re.compile(r"(\d{2,8})\s*年\s*度?(?!\s*\d{1,2}\s*月)")
FIRST_DAY, LAST_DAY = 1, 31  # the last month that is right has 31 days; any other is wrong whatever its length
DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")

SHORT_MONTHS = {4: 30, 6: 30, 9: 30, 11: 30}


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = (29 if leap else 28) if month == 2 else SHORT_MONTHS.get(month, LAST_DAY)
    return 1 <= month <= 12 and 1 <= day <= last


@dataclass(frozen=True, slots=True)
class Period:
    """A stated period: 0-based offsets of its dates in the text, the years as printed ("" where none), the days.

    `first` and `last` are (month, day), None where only a year is given; from month to month means from its first day
    to its last. `clean` is False where a 年 is missing.
    """

    start: int
    end: int
    years: tuple[str, ...]
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    clean: bool = True


def periods(text: str) -> Iterator[Period | int]:
    """Yield every stated period, first those called 统计期限 and the like.

    Where such a one is announced but not understood, the offset of the word stands for it.
    """
    known: set[int] = set()
    for word in WORD.finditer(text):
        found = _period(text, word.end(), search=True)
        known.add(found.start if found else word.start())
        yield found or word.start()
    for word in OTHER_WORDS.finditer(text):
        found = _period(text, word.end(), search=False)
        if found and found.start not in known:
            yield found


def _period(text: str, origin: int, *, search: bool) -> Period | None:
    """The first period told behind `origin`, with `search` also where other words stand before its dates."""
    window = text[origin : origin + REACH].translate(DIGITS)
    span = SPAN.search(window) if search else SPAN.match(window)
    if span:
        marked1, loose1, month1, day1, marked2, loose2, month2, day2 = span.groups()
        return Period(
            origin + span.start(),
            origin + span.end(),
            tuple(year for year in (marked1 or loose1, marked2 or loose2) if year),
            (int(month1), int(day1 or FIRST_DAY)),
            (int(month2), int(day2 or LAST_DAY)),
            clean=not (loose1 or loose2),
        )
    alone = YEAR_ALONE.search(window) if search else YEAR_ALONE.match(window)
    if alone:
        return Period(origin + alone.start(), origin + alone.end(), (alone[1],))
    return None
