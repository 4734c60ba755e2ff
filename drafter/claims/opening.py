"""Where a passage begins and of what: by a heading, a topic, a noun before, by what is said of applications alone."""

from __future__ import annotations

import re

from drafter.claims.label import Label
from drafter.claims.lexicon import Sense
from drafter.claims.memory import Frame
from drafter.claims.words import Index, Word, Words

_TOPIC = re.compile(r"(?:方面|工作|情况|办理|处理|业务|答复|上|来看|如下|为){0,3}[，：。]")
_OPENS_A_CLAUSE = "，。；：\n）、是"
_OFFICIAL = re.compile("自然人|商业企业|科研机构|社会公益组织|法律服务机构")
_ABOUT = Sense.RECEIVE | Sense.PROCESS | Sense.TAKE_UP | Sense.REQUEST | Sense.FRESH
# Words near a bare 收到申请 that tell it from applications for a licence.
_TELLING = Sense.OUTCOME | Sense.APPLICANT | Sense.CARRIED_IN | Sense.CARRIED_OUT
_NEAR = 120
_SECTION_TWO = ("主动公开政府信息情况\n", "主动公开政府信息的情况\n", "行政机关主动公开政府信息情况\n")
LONGEST_HEADING = 16
"""Characters in which a heading names its subject."""

_UNITS = ("件", "份", "宗", "")


def opens_topic(text: str, word: Word) -> bool:
    """依申请公开方面，收到5件; 依申请公开：收到1件."""
    if not word.has(Sense.APPLICATION | Sense.ATTRIBUTE) or not _TOPIC.match(text, word.end):
        return False
    return word.start == 0 or text[word.start - 1] in _OPENS_A_CLAUSE


def is_of_applications(label: Label) -> bool:
    """Tell whether the figure, the first of its passage, can only be one of the applications for information."""
    clause, earlier = label.clause, label.earlier
    # 本年新收申请中，自然人占九成
    if earlier.has(Sense.APPLICATION | Sense.FRESH):
        return True
    if earlier.has(Sense.ATTRIBUTE) and clause.has(Sense.RECEIVE | Sense.PROCESS):
        return True
    if label.unit in _UNITS and (_OFFICIAL.search(label.text) or _is_answered(label)):
        return True
    if label.asks_for_another or not (clause.has(Sense.REQUEST) and clause.has(Sense.RECEIVE)):
        return False
    return _behind(label.index, label.end, _NEAR).has(_TELLING)


def _is_answered(label: Label) -> bool:
    """办结的17件：公开6件，部分公开2件…: such answers are given to applications alone."""
    about = label.clause + label.after
    if (
        label.asks_for_another
        or not label.unit
        or not about.has(_ABOUT)
        or about.has(Sense.FREE | Sense.POWER | Sense.DOCUMENT | Sense.CASES)
    ):
        return False
    behind = _behind(label.index, label.end, _NEAR // 2)
    rows = set(behind.keys(Sense.OUTCOME))
    return len(rows) > 1 or (bool(rows) and behind.has(Sense.CARRIED_OUT | Sense.APPLICANT))


def _behind(index: Index, place: int, reach: int) -> Words:
    return index.within(place, min(place + reach, len(index.text)))


def frame_of_heading(index: Index, start: int, end: int) -> Frame:
    """The subject a heading names in its first words."""
    for word in index.within(start, min(end, start + LONGEST_HEADING)):
        if index.text.startswith(_SECTION_TWO, start):
            return Frame.POWERS
        if word.has(Sense.ABOUT_CASES | Sense.CASES):
            return Frame.CASES
        if word.has(Sense.ABOUT_APPLICATIONS | Sense.APPLICATION):
            return Frame.REQUESTS
    return Frame.NONE
