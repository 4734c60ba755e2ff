"""Rises and falls told without a number: 申请数量较上年有所增加."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What rose or fell must stand right before the comparison, so that no other noun can be meant.
_NUMBER = r"(?:的?(?:数量|件数|总量|总数|量|数))"
SUBJECTS = (
    (rf"(?:政府信息公开|依申请公开|信息公开)申请{_NUMBER}?$|依申请公开{_NUMBER}$", ("t3.new.total",)),
    (rf"行政复议(?:案件|申请)?{_NUMBER}?$", ("t4.review.total",)),
    (rf"行政诉讼(?:案件)?{_NUMBER}?$", ("t4.direct.total", "t4.after_review.total")),
)
COMPARED = re.compile(
    r"(?:较|比|与|和|同)(?:(?:上|去)一?年度?|(?P<year>20\d\d)年度?)(?:同期)?(?:相比)?[，,]?"
    r"(?:均|都|又|也|还)?(?:有|有所|略有|有了|稍有|明显|显著|大幅|大幅度|小幅|进一步|持续|继续)?(?:的)?(?:明显|显著|大幅|较大|较大幅度|一定)?(?:的)?"
    r"(?:(?P<rise>增加|增长|上升|增多|上涨|攀升)|(?P<fall>减少|下降|降低|回落|下滑|减小))(?:了|的?趋势|态势)?(?=[，,。；;、\n])"
)
REACH = 24  # characters before the comparison in which its subject is looked for
CLAUSE = re.compile(r"[，,。；;：:\n、（）()及和与]")
PART_OF_A_YEAR = re.compile(r"季度|半年|月份?(?!\d)|区本级|全市|各部门|代")


@dataclass(frozen=True, slots=True)
class Direction:
    """A change told by its direction alone: 0-based offsets of the words, the cells that changed, +1 or -1."""

    start: int
    end: int
    words: str
    keys: tuple[str, ...]
    sign: int


def directions(text: str, year: int | None) -> Iterator[Direction]:
    """Yield every change against the year before `year` that is told without a number, in order."""
    for match in COMPARED.finditer(text):
        if match["year"] and year is not None and int(match["year"]) != year - 1:
            continue
        subject = CLAUSE.split(text[max(0, match.start() - REACH) : match.start()])[-1]
        keys = next((keys for pattern, keys in SUBJECTS if re.search(pattern, subject)), None)
        if keys is None or PART_OF_A_YEAR.search(subject):
            continue
        yield Direction(match.start(), match.end(), match[0], keys, 1 if match["rise"] else -1)
