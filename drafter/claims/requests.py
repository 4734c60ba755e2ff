"""Counts of applications: which row and column of table 3 the words of a label mean."""

from __future__ import annotations

import re

from drafter.claims.label import Label
from drafter.claims.lexicon import Sense
from drafter.claims.memory import Frame, Memory, Reading
from drafter.claims.topic import CARRIED_OUT, NEW, OTHER, PROCESSED, TAKEN_UP, TOTAL, Topic, requests
from drafter.claims.words import Word, Words

UNITS = frozenset(("", "件", "份", "条", "宗", "项", "个", "起", "例", "次", "件次", "笔", "桩", "人次", "封", "单"))
_EACH = re.compile(r"各(?=[^级类种项个]|$)")
_JOINTS = frozenset("、和及或与并以同")
# 余8件转2024年: what is left is carried out, whichever year the report is thought to be of.
_LEFT = ("余", "剩余", "尚余", "其余", "剩下")
_PARENTS = ("denied", "unable", "refused", "other")
_UNSETTLED = "这类答复各地归入的栏目不一，不能只凭文字确定"
_CHANNEL = "按申请渠道或内容分的数，官方表格没有这一栏"


def read_requests(label: Label, words: Words, memory: Memory) -> Reading:
    """Read a label whose subject is the applications."""
    if words.has(Sense.UNSETTLED) and not words.has(Sense.OUTCOME):
        return Reading(None, _UNSETTLED, Frame.REQUESTS)
    outcomes = _outcomes(label, words)
    if outcomes == OTHER.rows and memory.base == OTHER:
        outcomes = ("other.misc",)
    columns = columns_of(words)
    rows = _row(label, words, outcomes)
    if columns != TOTAL and not outcomes and memory.parent is not None:
        rows = None
    if rows is None and columns != TOTAL:
        rows = _row_of_parts(label, memory)
    if rows is None:
        return _without_row(label, words, memory)
    if label.clause.has(Sense.SPREAD) and (len(rows) > 1 or len(columns) > 1):
        return _spread(label, words, rows, columns)
    if outcomes == ("other.misc",) and label.clause.has(Sense.PART):
        return Reading(None, "其他处理中的一部分，官方表格没有单独一栏", Frame.REQUESTS)
    if words.has(Sense.CHANNEL) and not outcomes and columns == TOTAL and (memory.parts or _counts_a_channel(words)):
        return Reading(None, _CHANNEL, Frame.REQUESTS)
    verb = words.last(Sense.PROCESS)
    underway = verb is not None and words.text[verb.start : verb.end] in ("办理", "处理")
    return Reading(requests(*rows, columns=columns), frame=Frame.REQUESTS, underway=underway)


def _counts_a_channel(words: Words) -> bool:
    """处理来信6件: the channel, not the application, is what the number stands by."""
    channel, noun = words.last(Sense.CHANNEL), words.last(Sense.APPLICATION | Sense.REQUEST | Sense.ATTRIBUTE)
    verb = words.last(Sense.RECEIVE | Sense.PROCESS)
    return channel is not None and noun is None and verb is not None and verb.start < channel.start


def columns_of(words: Words) -> tuple[str, ...]:
    """The applicants named; natural and legal persons together are all of them."""
    named = words.keys(Sense.APPLICANT)
    return TOTAL if not named or {"natural", "legal"} <= set(named) else named


def _row(label: Label, words: Words, outcomes: tuple[str, ...]) -> tuple[str, ...] | None:
    if words.has(Sense.CARRIED_IN):
        return CARRIED_OUT.rows if label.text.endswith(_LEFT) else ("carried_in",)
    if outcomes:
        return outcomes
    if words.has(Sense.CARRIED_OUT):
        return CARRIED_OUT.rows
    if words.has(Sense.TAKE_UP):
        return TAKEN_UP.rows
    if words.has(Sense.FRESH | Sense.BOTH):
        return NEW.rows
    return _by_verb(words)


def _by_verb(words: Words) -> tuple[str, ...] | None:
    verb = words.last(Sense.RECEIVE | Sense.PROCESS)
    if verb is None:
        asked = words.has(Sense.SUBMIT) and not words.has(Sense.CHANNEL)
        return NEW.rows if asked else None
    if verb.has(Sense.PROCESS) and _follows_receiving(words, verb):
        return NEW.rows
    return NEW.rows if verb.has(Sense.RECEIVE) else PROCESSED.rows


def _follows_receiving(words: Words, verb: Word) -> bool:
    """收到并办理: both are said of the same number; it is held to what came in."""
    before = [word for word in words if word.end <= verb.start]
    if not before or not before[-1].has(Sense.RECEIVE):
        return False
    between = words.text[before[-1].end : verb.start]
    return 0 < len(between) <= 4 and between[0] in _JOINTS


def _outcomes(label: Label, words: Words) -> tuple[str, ...]:
    """The outcome rows meant: joined ones together, else the last; 等 makes the names before it examples."""
    found = [word for word in words if word.has(Sense.OUTCOME)]
    inner = [] if label.bracketed.has(Sense.PART) else [w for w in label.bracketed if w.has(Sense.OUTCOME)]
    if inner:
        return inner[-1].keys(Sense.OUTCOME)
    if not found:
        return ()
    parents = [word for word in found if word.keys(Sense.OUTCOME)[0] in _PARENTS]
    if parents and words.has(Sense.ETCETERA):
        return parents[-1].keys(Sense.OUTCOME)
    specific = [word for word in found if word not in parents]
    return _joined(words.text, specific if _is_of(parents, specific) else found)


def _is_of(parents: list[Word], specific: list[Word]) -> bool:
    """因信息不存在无法提供: the reason and the answer it belongs to are one row, that of the reason."""
    heads = {word.keys(Sense.OUTCOME)[0] for word in parents}
    return bool(heads) and any(word.keys(Sense.OUTCOME)[0].partition(".")[0] in heads for word in specific)


def _joined(text: str, found: list[Word]) -> tuple[str, ...]:
    """The keys of the last word and of those joined to it by 和, 及, 或 or a comma of enumeration."""
    keys: list[str] = []
    right: Word | None = None
    for word in reversed(found):
        if right is not None and not _is_joint(text[word.end : right.start]):
            break
        keys[:0] = word.keys(Sense.OUTCOME)
        right = word
    return tuple(dict.fromkeys(keys))


def _is_joint(between: str) -> bool:
    return 0 < len(between) <= 3 and between[0] in _JOINTS


def _row_of_parts(label: Label, memory: Memory) -> tuple[str, ...]:
    """Applicants named without a row are those of the figure they are said to be part of, else of the whole."""
    if label.earlier.has(Sense.APPLICATION | Sense.REQUEST) and (told := _by_verb(label.earlier)):
        return told
    if memory.parent is not None and memory.parent.table == 3:
        return memory.parent.rows
    sibling = memory.last if memory.last is not None and memory.last.columns != TOTAL else None
    return (sibling or memory.main or NEW).rows


def _without_row(label: Label, words: Words, memory: Memory) -> Reading:
    if words.has(Sense.SUM) and not words.has(Sense.APPLICATION | Sense.REQUEST):
        both = {"new", "carried_in"} <= memory.said and not {"processed", "carried_out"} & memory.said
        return Reading(TAKEN_UP if both else None, frame=Frame.REQUESTS)
    if words.has(Sense.CHANNEL) or memory.parts:
        return Reading(None, _CHANNEL, Frame.REQUESTS)
    verb = _by_verb(label.earlier)
    if words.has(Sense.APPLICATION) or (words.has(Sense.REQUEST) and label.foreign <= 2):
        return Reading(requests(*(verb or NEW.rows)), frame=Frame.REQUESTS)
    return Reading(None, frame=Frame.REQUESTS)


def _spread(label: Label, words: Words, rows: tuple[str, ...], columns: tuple[str, ...]) -> Reading:
    """自然人、商业企业分别申请9件、3件: the first number is the first name's, the next ones wait for theirs."""
    each = [requests(row) for row in rows] if columns == TOTAL else [Topic(3, rows, (column,)) for column in columns]
    if _EACH.search(label.text) and "分别" not in label.text:
        return Reading(None, "“各”字所指的几项共用一个数，未逐项核对", Frame.REQUESTS)
    return Reading(each[0], frame=Frame.REQUESTS, queue=tuple(each[1:]))
