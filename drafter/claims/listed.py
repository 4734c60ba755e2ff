"""Items of lists that do not name what they count in front of the number: 3件予以公开，2件因重复，不予处理；其他1件."""

from __future__ import annotations

import re

from drafter.claims import requests
from drafter.claims.label import Label
from drafter.claims.lexicon import Sense
from drafter.claims.memory import Frame, Memory, Reading
from drafter.claims.requests import read_requests
from drafter.claims.topic import ANSWERS, NEW, PROCESSED, TAKEN_UP, TOTAL, Topic
from drafter.claims.words import Word, Words

_MOSTLY = re.compile(r"(?:居多|为主|最多|占多数|占大多数|占比最高|占绝大多数|居首)[，：](?=$|[共计为有达]{0,3}$)")
_GIVEN = re.compile(
    r"(?:的)?(?:已|依法|准|主动|全部|全文|同意|得到|获得|获准|获)?(?:公开|提供)(?:了|信息|政府信息)?(?=[，、]|$)"
)
# 11件均在法定时限内书面答复
_DONE = re.compile(
    r"(?:申请|件)?[^，。；]{0,6}(?:均|都|全部|已)[^，。；不未]{0,16}(?:答复|办结|回复|办理完毕|办完|办复)"
)
_ALL = re.compile("均|都|全部|一律")
_TOGETHER = re.compile(r"[^，、]{0,12}[㐀-鿿]{4}、(?:[㐀-鿿]{4}、)*[㐀-鿿]{4}[和及][㐀-鿿]{4}(?!等)")
_OTHER = re.compile(r"[、，和]*其[他它](?:申请)?")
# 17件为无法提供、不予处理等: of no one row.
_OPEN_LIST = re.compile("、[^，。]{2,12}等(?:情形|情况|处理|答复|方式)?$")
_WHOLES = {"new", "carried_in", "carried_out", "processed"}
_STATED = re.compile("(?:系|属|属于|是|为|涉及|因)?[^，。；、]{2,5}(?:类|件|事项|信息|的)?")
_NAMING = Sense.OUTCOME | Sense.APPLICANT | Sense.CARRIED_IN | Sense.CARRIED_OUT | Sense.FREE
OF_REQUESTS = (
    Sense.APPLICATION
    | Sense.FRESH
    | Sense.BOTH
    | Sense.TAKE_UP
    | Sense.UNSETTLED
    | Sense.CARRIED_IN
    | Sense.CARRIED_OUT
    | Sense.OUTCOME
    | Sense.APPLICANT
)


def read_item(label: Label, memory: Memory) -> Reading | None:
    """Read an item of a list that counts first: 3件予以公开，2件因重复提出，不予处理; None where it is none."""
    if not label.leads or label.unit not in requests.UNITS:
        return None
    if _is_done(label, memory):
        return Reading(PROCESSED, frame=Frame.REQUESTS, instead=(NEW, TAKEN_UP))
    opened = memory.frame is Frame.NONE and label.tail.startswith("申请")
    if memory.frame is not Frame.REQUESTS and not opened:
        return None
    if label.joined and label.after.has(Sense.FREE) and not label.after.has(Sense.OUTCOME):
        return None
    if label.after.has(Sense.OUTCOME) and _TOGETHER.match(label.tail):
        # 19件作不予公开、无法提供和不予处理
        return read_requests(label, label.index.within(label.end, label.end + len(label.tail)), memory)
    if label.after.has(OF_REQUESTS & ~Sense.UNSETTLED) and not _OPEN_LIST.search(label.tail):
        return None if label.text and not label.after.has(Sense.OUTCOME) else read_requests(label, label.after, memory)
    return Reading(None) if _OPEN_LIST.search(label.tail) else _by_tail(label, memory)


def _is_done(label: Label, memory: Memory) -> bool:
    """11件均在法定时限内书面答复"""
    known = memory.main is not None or label.tail.startswith("申请")
    open_to = known and memory.frame in (Frame.REQUESTS, Frame.NONE)
    return open_to and _DONE.match(label.tail) is not None and not label.after.has(_NAMING)


def _by_tail(label: Label, memory: Memory) -> Reading | None:
    if _GIVEN.match(label.tail):
        return Reading(Topic(3, ("granted",)), frame=Frame.REQUESTS)
    words = label.index.within(label.end, label.end + len(label.tail))
    if (reason := _reason_of_item(label, words, memory)) is not None:
        return Reading(reason, frame=Frame.REQUESTS)
    if words.has(Sense.OUTCOME | Sense.CARRIED_OUT) and not _ALL.search(label.tail):
        return read_requests(label, words, memory)
    return None


def read_short(label: Label, memory: Memory) -> Reading | None:
    """Read a label that names no subject by what the list is of: its reason alone, 其他, or the clause before."""
    if (reason := _reason_alone(label, memory)) is not None:
        return Reading(reason, frame=Frame.REQUESTS)
    rest = _other_of_its_kind(label, memory)
    return Reading(rest, frame=memory.frame) if rest is not None else None


def _reason_alone(label: Label, memory: Memory) -> Topic | None:
    """In a list of answers the reason alone names its row: 无法提供9件（其中不存在7件、不明确2件）."""
    told = memory.parent or memory.last
    of_answers = told is not None and told.table == 3 and told.columns == TOTAL and not set(told.rows) & _WHOLES
    if not (of_answers or _lists_answers(memory)) or label.foreign or label.unit not in requests.UNITS:
        return None
    keys = set(label.clause.keys(Sense.REASON))
    return Topic(3, tuple(keys)) if len(keys) == 1 else None


def _lists_answers(memory: Memory) -> bool:
    return any(topic is not None and topic.rows[0].split(".")[0] in ANSWERS for topic in memory.told)


def _reason_of_item(label: Label, words: Words, memory: Memory) -> Topic | None:
    """7件予以公开，1件属于信访: among answers a reason alone names its row."""
    keys = set(words.keys(Sense.REASON))
    if len(keys) != 1 or not _lists_answers(memory) or words.has(Sense.OUTCOME) or not _STATED.fullmatch(label.tail):
        return None
    return Topic(3, tuple(keys))


def led_by(label: Label) -> Word | None:
    """以自然人居多，计44件: the word of the clause before that names what is counted."""
    if not _MOSTLY.search(label.index.text, label.floor, label.cut):
        return None
    return label.earlier.last(Sense.APPLICANT | Sense.OUTCOME | Sense.RESULT)


def _explained(label: Label) -> bool:
    """其他3件（申请人主动撤销）: the bracket tells that 其他处理 is meant."""
    text = label.index.text
    close = text.find("）", label.end) if text.startswith("（", label.end) else -1
    inner = label.index.within(label.end, close) if close > 0 else None
    return inner is not None and any(key.startswith("other") for key in inner.keys(Sense.OUTCOME))


def _other_of_its_kind(label: Label, memory: Memory) -> Topic | None:
    """其他1件 at the end of a list of applicants or of results is the column of that name."""
    before = memory.last
    if before is None or before.table == 2 or not _OTHER.fullmatch(label.text):
        return None
    if before.columns == TOTAL and _explained(label):
        return Topic(3, ("other",))
    if before.columns == TOTAL and before.rows[0] in ("other.overdue_correction", "other.overdue_fee"):
        return Topic(3, ("other.misc",))
    if before.columns == TOTAL:
        refused = any(topic is not None and topic.rows[0].startswith("refused") for topic in memory.told)
        listed = before.table == 3 and before.rows[0].partition(".")[0] in ANSWERS
        return Topic(3, ("other",)) if listed and refused else None
    return before.at("other") if label.unit in requests.UNITS else None
