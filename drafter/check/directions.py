"""Rises and falls told without a number: 申请数量较上年有所增加."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What rose or fell must stand right before the comparison, so that no other noun can be meant.
_NUMBER = r"(?:的?(?:数量|件数|总量|总数|量|数))"
# 行政处罚 by itself is the decisions of table 2; of a field, as posts or as powers (公开行政处罚, 处罚事项) it is not.
_DOER = (
    r"^(?:20\d\d年度?|今年|本年度?|全年|年内|我[局县市区镇乡委办厅]|全[局县市区镇乡]|本机关"
    r"|作出|做出|办理|实施|收到|新收|受理|的)*"
)
_DECISION = rf"(?:处理)?(?:决定)?{_NUMBER}?$"
DECISIONS = (
    (rf"{_DOER}行政许可{_DECISION}", ("t2.licensing.decisions",)),
    (rf"{_DOER}行政处罚{_DECISION}", ("t2.penalty.decisions",)),
    (rf"{_DOER}行政强制{_DECISION}", ("t2.coercion.decisions",)),
)
SUBJECTS = (
    (rf"(?:政府信息公开|依申请公开|信息公开)申请{_NUMBER}?$|依申请公开{_NUMBER}$", ("t3.new.total",)),
    (rf"行政复议(?:案件|申请)?{_NUMBER}?$", ("t4.review.total",)),
    (rf"行政诉讼(?:案件)?{_NUMBER}?$", ("t4.direct.total", "t4.after_review.total")),
)
# Behind the comparison the whole of it must be told: 与上年相比，涉及征地的政府信息公开申请减少 tells of a part.
WHOLE_SUBJECTS = tuple((f"{_DOER}(?:{pattern})", keys) for pattern, keys in SUBJECTS)
_YEAR_BEFORE = r"(?:较|比|与|和|同)(?:(?:上|去)一?年度?|(?P<year>20\d\d)年度?)(?:同期)?"
_DEGREE = (
    r"(?:均|都|又|也|还)?(?:有|有所|略有|有了|稍有|明显|显著|大幅|大幅度|小幅|进一步|持续|继续)?(?:的)?"
    r"(?:明显|显著|大幅|较大|较大幅度|一定)?(?:的)?"
)
_WAY = (
    r"(?:(?P<rise>增加|增长|上升|增多|上涨|攀升)|(?P<fall>减少|下降|降低|回落|下滑|减小))"
    r"(?:了|的?趋势|态势)?(?=[，,。；;、\n]|$)"
)
COMPARED = re.compile(rf"{_YEAR_BEFORE}(?:相比)?[，,]?{_DEGREE}{_WAY}")
# 与上年相比，行政处罚有所减少: what rose or fell stands behind the comparison.
COMPARED_FIRST = re.compile(rf"{_YEAR_BEFORE}(?:相比|相较)[，,]?(?P<subject>[一-鿿]{{2,16}}?){_DEGREE}{_WAY}")
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
    """Yield every change against the year before `year` that is told without a number, in the order of the text."""
    found = [*_behind(text), *_before(text)]
    for match, keys in sorted(found, key=lambda pair: pair[0].start()):
        if match["year"] and year is not None and int(match["year"]) != year - 1:
            continue
        yield Direction(match.start(), match.end(), match[0], keys, 1 if match["rise"] else -1)


def _behind(text: str) -> Iterator[tuple[re.Match[str], tuple[str, ...]]]:
    """The comparisons behind what is compared: 行政处罚比上年减少."""
    for match in COMPARED.finditer(text):
        reach = text[max(0, match.start() - REACH) : match.start()]
        subject = CLAUSE.split(reach)[-1]
        keys = _keys(subject, SUBJECTS)
        if not keys and _stands_alone(text, match.start() - len(subject)):
            keys = _keys(subject, DECISIONS)
        if keys:
            yield match, keys


def _before(text: str) -> Iterator[tuple[re.Match[str], tuple[str, ...]]]:
    """The comparisons before what is compared: 与上年相比，行政处罚减少."""
    for match in COMPARED_FIRST.finditer(text):
        if CLAUSE.search(match["subject"]):
            continue
        keys = _keys(match["subject"], (*WHOLE_SUBJECTS, *DECISIONS))
        if keys:
            yield match, keys


def _keys(subject: str, known: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, ...]:
    """The cells a subject names; none where it names a part of them."""
    if PART_OF_A_YEAR.search(subject):
        return ()
    return next((keys for pattern, keys in known if re.search(pattern, subject)), ())


def _stands_alone(text: str, start: int) -> bool:
    """Whether a clause begins at `start` that is not the end of a list: 行政许可和行政处罚 may be meant together."""
    return start == 0 or text[start - 1] in "，,。；;：:\n"
