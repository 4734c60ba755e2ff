"""A count: which subject its label belongs to, and what it counts there."""

from __future__ import annotations

import re

from drafter.claims import disputes, requests
from drafter.claims.disputes import read_disputes
from drafter.claims.each import read_each
from drafter.claims.label import STRONG, Label
from drafter.claims.lexicon import Sense
from drafter.claims.listed import OF_REQUESTS, led_by, read_item, read_short
from drafter.claims.memory import CHANNELS, Frame, Memory, Reading
from drafter.claims.records import read_documents, read_items, read_money, read_powers
from drafter.claims.requests import read_requests
from drafter.claims.topic import Topic, cases
from drafter.claims.words import Word, Words

_FREE = Reading(None, frame=Frame.FREE)
_REACHED = (
    "为",
    "到",
    "至",
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
_EVERY = re.compile("每(?:年|半年|季|月|周|旬|日|天)[^，。]{0,6}$")
_MOST_FOREIGN = 3
# 文件数量同样为0件
_SAME = 2
_AMONG = re.compile(r"[里中]有$")
_OPENED = re.compile(r"[、，；]?(?:其中)?[：，]?(?:已|依法|准|主动|全部|全文|同意)?(?:公开|提供)(?:类|信息)?的?")
_HAPPENED = re.compile("(?:共|共有|发生|共发生|总计|共计|合计|收到|受理|为|有)$")
_OF_ALL_KINDS = re.compile(
    "其中(?:涉及|因)?(?:(?:政府)?信息公开|[^，。；]{0,6}(?:行政处罚|行政许可|行政强制|征收|征地|拆迁|工伤|不作为|赔偿|登记|确权))"
)
# 行政复议12件，其中信息公开类3件: those of disclosure among cases of all kinds.
_OF_DISCLOSURE = re.compile(
    "[，、（]?(?:其中[，：]?)?(?:涉及?|因|由)?(?:政府)?信息公开(?:类|方面|引起|引发|案件|行政复议|复议|行政诉讼|诉讼|的)*(?:共?有|共|为)?"
)
# Reviews received or dealt with are those the organ decides for others.
_HANDLED = re.compile("受理|办理|审理|收到|承办")
_WITHIN = re.compile("(?:里|当中|之中|中(?![止断转]))")
_MESSAGES = re.compile("留言|来信|来电|信箱|热线|工单|咨询|诉求|提案|建议|投诉|意见")
_TO_BE_DONE = re.compile("(?:申请)?(?:本|原)?(?:应当?|需要?|须|可以?|建议)(?:通过|到|向|由|走|另行|依)")
_LOOKED_AT = re.compile("抽取|抽检|抽选|抽查|评查|复查|复核|演练|研讨")
# 因土地征收被诉: of another cause than disclosure.
_CAUSE = re.compile("因(?![^，]{0,24}(?:公开|答复|申请|信息))(?!此|其|该|而|上述|政务)[^，]{2,20}$")
_CAUSE_BEHIND = re.compile(
    r"(?:是|系|为)?(因[^，。；（）\d]{0,20}(?:公开|申请|答复)[^，。；（）\d]{0,8}?(?:引起|引发|产生|提起|导致|发生|申请|而|的))"
    r"[^，。；（）\d]{0,8}(?:行政)?(?:复议|诉讼)"
)
_HEAD = re.compile("(?:方面|情况|案件|工作|上)*[，：]")
# Said of nothing but applications, so that they need no noun before the text has named another subject.
_PLAIN = Sense.FRESH | Sense.CARRIED_IN | Sense.OUTCOME
_NOUN = Sense.APPLICATION | Sense.ATTRIBUTE


def read_count(label: Label, memory: Memory) -> Reading:
    """Tell what the count under `label` counts, after what `memory` keeps of the text before it."""
    if memory.queue and label.strong is None and label.foreign <= 1:
        return Reading(memory.queue[0], frame=memory.frame, queue=memory.queue[1:])
    if memory.changed is not None and label.strong is None and label.text.strip("，、").endswith(_REACHED):
        return Reading(memory.changed, frame=memory.frame)
    if "均" in label.text[-3:] or label.text.endswith("各"):
        return read_each(label, memory) or _one_count(label, memory)
    return _one_count(label, memory)


def _one_count(label: Label, memory: Memory) -> Reading:
    if _EVERY.search(label.text) or (label.joined and label.after.items[0].has(Sense.BELOW | Sense.ELSEWHERE)):
        return Reading(None)
    if memory.mixed and _OF_DISCLOSURE.fullmatch(label.text):
        return Reading(cases(*memory.mixed), frame=Frame.CASES)
    if label.leads and _WITHIN.match(label.index.text, label.end):
        # 14件里自然人11件: what follows names a part.
        return Reading(None)
    if (case := _caused(label)) is not None:
        return _disputes(label, case, memory)
    item = read_item(label, memory)
    if item is not None:
        return item
    sense, words = _subject(label, memory)
    if sense is None and (short := read_short(label, memory)) is not None:
        return short
    if sense is None and (word := led_by(label)) is not None:
        sense, words = word.meanings[0].sense, Words(words.text, (word,))
    if sense is None and _is_of_others(label):
        return _FREE
    return _without_subject(label, memory) if sense is None else _of_subject(label, sense, words, memory)


def _caused(label: Label) -> Words | None:
    """有3起因公开申请引发的行政复议: the cases, not the applications that they came of."""
    cause = _CAUSE_BEHIND.match(label.index.text, label.end) if label.strong is None else None
    if cause is None or cause.end() > label.ceiling:
        return None
    words = label.index.within(cause.end(1), label.end + len(label.said_behind))
    return words if words.has(Sense.CASES) else None


def _of_subject(label: Label, sense: Sense, words: Words, memory: Memory) -> Reading:
    if sense in (Sense.CASES, Sense.RESULT):
        return _disputes(label, words, memory)
    if sense is Sense.DOCUMENT:
        return read_documents(label, words, memory)
    if sense is Sense.POWER:
        return read_powers(label, words, memory)
    if sense in (Sense.FEES, Sense.PROCURED):
        return read_money(label, sense)
    if memory.attribute == label.unit and not words.has(Sense.RECEIVE | Sense.PROCESS | Sense.FRESH):
        return _FREE
    return _requests(label, sense, words, memory) if sense & OF_REQUESTS else _free(label, memory)


def _subject(label: Label, memory: Memory) -> tuple[Sense | None, Words]:
    """The sense that names what is counted, and the words to read it by: those of the clause, else those behind."""
    sense, after = label.strong, label.strong_after
    # 被纠正的1件是告知书漏写了日期: what follows tells of the case, not what is counted.
    told = sense is Sense.RESULT and memory.frame is Frame.CASES and label.text.endswith("的")
    if label.joined and label.after.has(Sense.FREE | Sense.ABSENT) and not (label.after.has(Sense.OUTCOME) or told):
        return Sense.FREE, label.clause
    word = label.clause.last(STRONG)
    if sense is Sense.RESULT and memory.frame is not Frame.CASES and not label.clause.has(Sense.CASES):
        # 其他情况占5%, 撤回1件: among the answers to applications, not among the results of cases.
        sense = Sense.OUTCOME if word is not None and word.has(Sense.OUTCOME) else sense
    if sense is Sense.OUTCOME and memory.frame is Frame.CASES and not label.clause.has(Sense.APPLICATION):
        sense = Sense.RESULT if word is not None and word.has(Sense.RESULT) else sense
    behind = label.after.first(STRONG)
    if sense is None and behind is not None and behind.has(Sense.RESULT) and behind.has(Sense.OUTCOME):
        after = Sense.RESULT if memory.frame is Frame.CASES else Sense.OUTCOME
    if sense is None and after is not None:
        return after, label.clause + label.after
    if sense is Sense.FREE and memory.frame is Frame.REQUESTS and label.clause.items[-1].has(Sense.REQUEST):
        return Sense.APPLICATION, label.clause
    if sense is Sense.ATTRIBUTE and label.clause.has(Sense.RECEIVE | Sense.PROCESS):
        return Sense.APPLICATION, label.clause
    return sense, label.clause


def _without_subject(label: Label, memory: Memory) -> Reading:
    """No word names a subject: a verb or 共计 alone still tells within a passage on applications or documents."""
    words = label.clause
    if memory.frame is Frame.REQUESTS and _OPENED.fullmatch(label.text) and label.unit in requests.UNITS:
        return Reading(Topic(3, ("granted",)), frame=Frame.REQUESTS)
    if (told := _of_passage(label, words, memory)) is not None:
        return told
    if words.has(Sense.REST) or _AMONG.search(label.text):
        return Reading(None)
    if words.has(Sense.DRAWN) and (told := _drawn(label, words, memory)) is not None:
        return told
    if label.asks_for_another and memory.frame is not Frame.REQUESTS:
        return _FREE
    asked = _is_asked(label) and not (label.asks_for_another and label.foreign > _MOST_FOREIGN)
    if asked and memory.is_open and label.foreign <= 2 and label.unit in requests.UNITS:
        return read_requests(label, words, memory)
    strange = label.foreign > _MOST_FOREIGN and not asked
    if words.has(Sense.WEAK | Sense.POSTED) or memory.frame is not Frame.REQUESTS or strange:
        return Reading(None, frame=Frame.FREE if words.has(Sense.WEAK | Sense.POSTED) else None)
    if label.unit not in requests.UNITS:
        return Reading(None)
    if not words.has(Sense.RECEIVE | Sense.PROCESS | Sense.SUM | Sense.CHANNEL):
        words = words + label.after
    return read_requests(label, words, memory)


def _is_of_others(label: Label) -> bool:
    """留言由专人回复，共回复5条; 抽取6份答复书评查; 一件应当另行办理: a verb of answering that counts no answers."""
    if _LOOKED_AT.search(label.text) or (label.leads and _TO_BE_DONE.match(label.index.text, label.end)):
        return True
    asked = (label.earlier + label.clause).has(_NOUN | Sense.REQUEST)
    return not asked and _MESSAGES.search(label.index.text, label.floor, label.cut) is not None


def _drawn(label: Label, words: Words, memory: Memory) -> Reading | None:
    """废止1件 where the documents were named before."""
    if label.earlier.has(Sense.DOCUMENT):
        return read_documents(label, Words(words.text, label.earlier.of(Sense.DOCUMENT)) + words, memory)
    if memory.frame is Frame.DOCUMENTS and label.foreign <= _MOST_FOREIGN:
        return read_documents(label, words, memory)
    return None


def _of_passage(label: Label, words: Words, memory: Memory) -> Reading | None:
    """本年减少2项 among powers, 共发生5件 behind 行政复议方面."""
    if words and words.items[-1].has(Sense.NEUTRAL):
        # 设立申请受理点3个
        return _FREE
    if memory.frame is Frame.POWERS and (items := read_items(label, words, memory)) is not None:
        return items
    summed = words.has(Sense.SUM) and label.foreign == 0 and memory.frame is Frame.CASES and memory.last is not None
    if summed and label.unit in disputes.UNITS:
        # 维持2件、未审结1件，共3件
        return Reading(cases(*memory.groups), frame=Frame.CASES) if memory.groups else Reading(None)
    if memory.powers == ("fees",) and label.unit in ("元", "万元") and words.has(Sense.CHARGED):
        return Reading(Topic(2, ("fees",), ("amount",)), frame=Frame.NONE)
    if memory.last is None and _HAPPENED.search(label.text) and _is_topic(label, label.earlier.last(Sense.CASES)):
        return read_disputes(label, words, memory)
    if memory.frame is Frame.POWERS and words.has(Sense.DECIDED) and label.foreign <= _MOST_FOREIGN:
        return read_powers(label, words, memory)
    return None


def _is_topic(label: Label, word: Word | None) -> bool:
    """行政复议方面，共发生5件"""
    return word is not None and _HEAD.fullmatch(label.index.text, word.end, label.cut) is not None


def _is_asked(label: Label) -> bool:
    """收到申请5件, 收到5件申请: plain 申请 with a verb of receiving or answering."""
    near = label.clause + label.after
    return near.has(Sense.REQUEST) and label.clause.has(Sense.RECEIVE | Sense.PROCESS)


def _disputes(label: Label, words: Words, memory: Memory) -> Reading:
    power = label.clause.last(Sense.POWER) if "信息公开" not in label.text else None
    if memory.frame is Frame.FREE and not words.has(Sense.CASES):
        return _FREE
    if _OF_ALL_KINDS.search(label.following):
        memory.mixed = () if _HANDLED.search(label.text) else disputes.groups_of(words)
        return Reading(None, "含其他案件，不都是政府信息公开引起的", Frame.CASES)
    if label.clause.has(Sense.SHARE) and "信息公开" not in label.text:
        return Reading(None, "含其他案件，不都是政府信息公开引起的", Frame.CASES)
    case = label.clause.first(Sense.CASES)
    if case is not None and _CAUSE.search(label.index.text, label.cut, case.start):
        return Reading(None, "不是政府信息公开引起的案件", Frame.FREE)
    unrelated = label.clause.has(Sense.UNRELATED) or label.earlier.has(Sense.UNRELATED)
    if (unrelated and "信息公开引" not in label.text) or power is not None:
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
    to_next_year = (
        sense is Sense.CARRIED_OUT and "年" in _said(words, Sense.CARRIED_OUT) and memory.frame is Frame.CASES
    )
    if memory.frame is Frame.CASES and sense is Sense.CARRIED_OUT and not named and not to_next_year:
        return _pending(label, memory)
    if _is_of_contents(label, memory):
        return Reading(None, CHANNELS, Frame.REQUESTS)
    verb = words.has(Sense.RECEIVE | Sense.PROCESS | Sense.FRESH | Sense.BOTH | Sense.TAKE_UP)
    if label.unit not in requests.UNITS:
        return Reading(None)
    told = words.has(_PLAIN) and set(words.keys(Sense.OUTCOME)) != {"other.misc"}
    plain = to_next_year or (told and memory.is_open and label.foreign <= _MOST_FOREIGN)
    beside = label.trailing > 1 or (bool(label.clause) and label.clause.items[-1].has(Sense.NEUTRAL))
    if _LOOKED_AT.search(label.text) or (beside and _noun_alone(words)):
        # 抽查依申请公开案卷20件, 依申请公开流程图1份
        return _FREE
    noun = words.last(_NOUN)
    if noun is not None and not verb and any(word.has(Sense.POSTED) and word.start >= noun.end for word in words):
        # 依申请公开目录20条
        return _FREE
    plain = plain or (label.foreign <= _MOST_FOREIGN and _is_unmistakable(words.keys(Sense.OUTCOME)))
    if memory.frame is Frame.FREE and not (named and (verb or not memory.parts)) and not plain:
        return Reading(None)
    if memory.frame is not Frame.REQUESTS and not named and not words.has(Sense.REQUEST) and not plain:
        return Reading(None)
    return read_requests(label, words, memory)


def _is_of_contents(label: Label, memory: Memory) -> bool:
    """收到申请3件，申请内容12项，其中予以公开8项: parts of what was asked for, counted in a unit of its own."""
    of_free = memory.parts and bool(memory.told) and memory.told[-1] is None and label.unit == memory.unit
    return of_free and memory.main is not None and label.unit != memory.main_unit


def _noun_alone(words: Words) -> bool:
    """Tell whether the words name applications but no row of what became of them."""
    return words.has(_NOUN) and not words.has(Sense.OUTCOME | Sense.APPLICANT | Sense.CARRIED_IN | Sense.CARRIED_OUT)


def _is_unmistakable(rows: tuple[str, ...]) -> bool:
    """逾期未缴费, 信息不存在: answers that only an application for information gets."""
    return bool(rows) and all(row.startswith(("unable.", "refused.", "other.overdue")) for row in rows)


def _said(words: Words, sense: Sense) -> str:
    word = words.last(sense)
    return words.text[word.start : word.end] if word is not None else ""


def _pending(label: Label, memory: Memory) -> Reading:
    """尚未办结 among the disputes means those not yet decided."""
    word = label.clause.last(Sense.CARRIED_OUT) or label.after.last(Sense.CARRIED_OUT)
    is_open = word is not None and label.clause.text[word.start : word.end].endswith("未办结")
    topic = cases(*memory.groups, columns=("pending",)) if is_open and memory.groups else None
    return Reading(topic, frame=Frame.CASES)


def _free(label: Label, memory: Memory) -> Reading:
    noun = label.clause.last(Sense.FREE)
    named = noun is not None and label.index.text[noun.start : noun.end] == "文件" and label.trailing <= _SAME
    is_document = named and memory.frame is Frame.DOCUMENTS
    if is_document and label.clause.has(Sense.DRAWN) and label.foreign <= _MOST_FOREIGN:
        return read_documents(label, label.clause, memory)
    return _FREE
