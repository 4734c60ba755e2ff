"""A count: which subject its label belongs to, and what it counts there."""

from __future__ import annotations

import re

from drafter.claims import disputes, requests
from drafter.claims.disputes import read_disputes
from drafter.claims.label import Label
from drafter.claims.lexicon import Sense
from drafter.claims.memory import Frame, Memory, Reading
from drafter.claims.records import read_documents, read_money, read_powers
from drafter.claims.requests import read_requests
from drafter.claims.topic import TOTAL, Topic, cases
from drafter.claims.words import Words

_FREE = Reading(None, frame=Frame.FREE)
_REACHED = (
    "达到",
    "增至",
    "增加到",
    "增加至",
    "减至",
    "减少到",
    "减少至",
    "降至",
    "升至",
    "达",
    "上升到",
    "下降到",
    "减为",
    "增为",
    "变为",
    "减到",
    "增到",
    "降到",
    "升到",
)
_MOST_FOREIGN = 3
_AMONG = re.compile(r"[里中]有$")
_OTHER = re.compile(r"[、，和]*其[他它]")
_OPENED = re.compile(r"[、，]?(?:其中)?[：，]?(?:已|依法|准|主动)?公开的?")
# Said of nothing but applications, so that they need no noun before the text has named another subject.
_PLAIN = Sense.FRESH | Sense.CARRIED_IN | Sense.OUTCOME
_NOUN = Sense.APPLICATION | Sense.ATTRIBUTE
_OF_REQUESTS = (
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


def read_count(label: Label, memory: Memory) -> Reading:
    """Tell what the count under `label` counts, after what `memory` keeps of the text before it."""
    if memory.queue and label.strong is None and label.foreign <= 1:
        return Reading(memory.queue[0], frame=memory.frame, queue=memory.queue[1:])
    if memory.changed is not None and label.strong is None and label.text.strip("，、").endswith(_REACHED):
        return Reading(memory.changed, frame=memory.frame)
    sense, words = _subject(label)
    if sense is None and (rest := _other_of_its_kind(label, memory)):
        return Reading(rest, frame=memory.frame)
    if sense is None:
        return _without_subject(label, memory)
    if sense in (Sense.CASES, Sense.RESULT):
        return _disputes(label, words, memory)
    if sense is Sense.DOCUMENT:
        return read_documents(label, words, memory)
    if sense is Sense.POWER:
        return read_powers(label, words, memory)
    if sense in (Sense.FEES, Sense.PROCURED):
        return read_money(label, sense)
    if sense & _OF_REQUESTS:
        return _requests(label, sense, words, memory)
    return _free(label, memory)


def _other_of_its_kind(label: Label, memory: Memory) -> Topic | None:
    """其他1件 at the end of a list of applicants or of results is the column of that name."""
    before = memory.last
    if before is None or before.columns == TOTAL or before.table == 2 or not _OTHER.fullmatch(label.text):
        return None
    return before.at("other") if label.unit in requests.UNITS else None


def _subject(label: Label) -> tuple[Sense | None, Words]:
    """The sense that names what is counted, and the words to read it by: those of the clause, else those behind."""
    sense, after = label.strong, label.strong_after
    if label.joined and label.after.has(Sense.FREE | Sense.ABSENT):
        return Sense.FREE, label.clause
    if sense is None and after is not None:
        return after, label.clause + label.after
    if sense is Sense.ATTRIBUTE and label.clause.has(Sense.RECEIVE | Sense.PROCESS):
        return Sense.APPLICATION, label.clause
    return sense, label.clause


def _without_subject(label: Label, memory: Memory) -> Reading:
    """No word names a subject: a verb or 共计 alone still tells within a passage on applications or documents."""
    words = label.clause
    if memory.frame is Frame.REQUESTS and _OPENED.fullmatch(label.text) and label.unit in requests.UNITS:
        return Reading(Topic(3, ("granted",)), frame=Frame.REQUESTS)
    if memory.frame is Frame.POWERS and words.has(Sense.DECIDED) and label.foreign <= _MOST_FOREIGN:
        return read_powers(label, words, memory)
    if words.has(Sense.REST) or _AMONG.search(label.text):
        return Reading(None)
    if words.has(Sense.DRAWN) and label.earlier.has(Sense.DOCUMENT):
        return read_documents(label, Words(words.text, label.earlier.of(Sense.DOCUMENT)) + words, memory)
    if memory.frame is Frame.DOCUMENTS and words.has(Sense.DRAWN) and label.foreign <= _MOST_FOREIGN:
        return read_documents(label, words, memory)
    asked = _is_asked(label)
    if asked and memory.frame is Frame.NONE and label.foreign <= 2 and label.unit in requests.UNITS:
        return read_requests(label, words, memory)
    strange = label.foreign > _MOST_FOREIGN and not asked
    if words.has(Sense.WEAK | Sense.POSTED) or memory.frame is not Frame.REQUESTS or strange:
        return Reading(None, frame=Frame.FREE if words.has(Sense.WEAK | Sense.POSTED) else None)
    if label.unit not in requests.UNITS:
        return Reading(None)
    if not words.has(Sense.RECEIVE | Sense.PROCESS | Sense.SUM | Sense.CHANNEL):
        words = words + label.after
    return read_requests(label, words, memory)


def _is_asked(label: Label) -> bool:
    """收到申请5件, 收到5件申请: plain 申请 with a verb of receiving or answering."""
    near = label.clause + label.after
    return near.has(Sense.REQUEST) and label.clause.has(Sense.RECEIVE | Sense.PROCESS)


def _disputes(label: Label, words: Words, memory: Memory) -> Reading:
    if label.clause.has(Sense.UNRELATED) or label.earlier.has(Sense.UNRELATED):
        return Reading(None, "不是政府信息公开引起的案件", Frame.FREE)
    named = words.last(Sense.CASES)
    behind = words.text[named.end : label.start] if named and named.end <= label.start else ""
    if label.unit not in disputes.UNITS or any(mark in behind for mark in ("类", "信息", "公开", "文书", "决定书")):
        return _FREE
    if label.unit == "条" and memory.frame is not Frame.CASES:
        return _FREE
    return read_disputes(label, words, memory)


def _requests(label: Label, sense: Sense, words: Words, memory: Memory) -> Reading:
    named = words.has(_NOUN) or label.earlier.has(_NOUN)
    if memory.frame is Frame.CASES and sense is Sense.CARRIED_OUT and not named:
        return _pending(label, memory)
    verb = words.has(Sense.RECEIVE | Sense.PROCESS | Sense.FRESH | Sense.BOTH | Sense.TAKE_UP)
    if label.unit not in requests.UNITS:
        return Reading(None)
    open_to = memory.frame is Frame.NONE or memory.heading is Frame.REQUESTS
    plain = words.has(_PLAIN) and open_to and label.foreign <= _MOST_FOREIGN
    if memory.frame is Frame.FREE and not (named and (verb or not memory.parts)) and not plain:
        return Reading(None)
    if memory.frame is not Frame.REQUESTS and not named and not words.has(Sense.REQUEST) and not plain:
        return Reading(None)
    return read_requests(label, words, memory)


def _pending(label: Label, memory: Memory) -> Reading:
    """尚未办结 among the disputes means those not yet decided."""
    word = label.clause.last(Sense.CARRIED_OUT) or label.after.last(Sense.CARRIED_OUT)
    is_open = word is not None and label.clause.text[word.start : word.end].endswith("未办结")
    topic = cases(*memory.groups, columns=("pending",)) if is_open and memory.groups else None
    return Reading(topic, frame=Frame.CASES)


def _free(label: Label, memory: Memory) -> Reading:
    noun = label.clause.last(Sense.FREE)
    is_document = noun is not None and label.text.endswith(("文件", "文件共")) and memory.frame is Frame.DOCUMENTS
    if is_document and label.clause.has(Sense.DRAWN) and label.foreign <= _MOST_FOREIGN:
        return read_documents(label, label.clause, memory)
    return _FREE
