"""Counts of 行政复议 and 行政诉讼: which cells of table 4 the words of a label mean."""

from __future__ import annotations

import re

from drafter.claims.label import Label
from drafter.claims.lexicon import DECIDED, Sense
from drafter.claims.memory import Frame, Memory, Reading
from drafter.claims.topic import TOTAL, Topic, cases
from drafter.claims.words import Words

UNITS = frozenset(("", "件", "宗", "起", "例", "项", "个", "次", "桩", "份", "人次", "条"))
# 、被提起 and the like.
_LONGEST_JOINT = 6
_BOTH = [cases("review"), cases("litigation")]
_HALVES = [cases("direct"), cases("after_review")]
_LITIGATION = ("litigation",)
_LATTER = ("after_review",)
_PAIR = re.compile("(\\d+)[件宗起例个次]?[^\\d。]{0,16}?(\\d+)[件宗起例个次]?$")
_LONGEST_PAIR = 40
_CLAUSE = re.compile("[^，；。：（）]{0,40}")
_FINER = {"direct": "litigation", "after_review": "litigation"}


def read_disputes(label: Label, words: Words, memory: Memory) -> Reading:
    """Read a label whose subject is reviews and lawsuits about disclosure."""
    named = groups_of(_joined(words)) or groups_of(label.earlier)
    told, rival = ((), ()) if named else _told(label, memory)
    groups = named or told
    results = words.keys(Sense.RESULT) or _shared(label)
    if label.text.rstrip("的共为").endswith(("一审", "二审", "再审")):
        return Reading(None, "按审级分的数，官方表格没有这一栏", Frame.CASES)
    if len(results) > len(DECIDED) or (
        results[: len(DECIDED)] == DECIDED and words.of(Sense.RESULT)[-1].keys(Sense.RESULT) != DECIDED
    ):
        # 经法院判决驳回: the result said last is the one meant.
        results = words.of(Sense.RESULT)[-1].keys(Sense.RESULT)
    noun = label.clause.last(Sense.CASES)
    at_large = noun is not None and "应诉" in label.index.text[noun.start : noun.end]
    if at_large and memory.frame is not Frame.CASES and "公开" not in label.text + _text(label.earlier):
        return Reading(None, "没有说是政府信息公开引起的案件", Frame.FREE)
    if not named and results and (meant := _told_before(label, results, memory)) is not None:
        return meant
    if not groups:
        return Reading(None, frame=Frame.CASES)
    if label.clause.has(Sense.SPREAD) and (len(groups) > 1 or len(results) > 1):
        return _spread(label, groups, results)
    instead = (cases(*rival, columns=results),) if rival and results else ()
    return Reading(cases(*groups, columns=results or TOTAL), frame=Frame.CASES, instead=instead)


def _told(label: Label, memory: Memory) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The groups told of, whose results are told where no group is named, and those they may as well be of."""
    if memory.told[-2:] == _HALVES and not label.clause.has(Sense.PART):
        return _of_halves(label)
    if memory.told[-2:] == _BOTH and label.clause.has(Sense.PART):
        return _told_together(label), ()
    if memory.told[-2:] == _BOTH and (some := _told_together(label)) == ("review",):
        # 行政复议9件、行政诉讼0件，维持3件: none of the lawsuits has a result.
        return some, ()
    return (memory.groups, memory.rival) if memory.frame is Frame.CASES else ((), ())


def _of_halves(label: Label) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """直接起诉4件、复议后起诉2件，维持5件: the results are those of both; not where the first half has its own."""
    text = label.index.text
    named = label.index.within(max(text.rfind("。", 0, label.floor), 0), label.floor).of(Sense.CASES)
    between = (named[-2].end, named[-1].start) if len(named) > 1 else (label.floor, label.floor)
    if label.index.within(*between).has(Sense.RESULT):
        return _LATTER, ()
    joined = not {"，", "；", "。"} & set(text[slice(*between)])
    if joined or text[label.cut - 1] in "；：":
        return _LITIGATION, ()
    return _LATTER, _LITIGATION


def _told_before(label: Label, results: tuple[str, ...], memory: Memory) -> Reading | None:
    """被纠正的2件 in a sentence that names no group: those corrected that were told of before, in whichever group."""
    if memory.said_groups or not label.text.endswith("的"):
        return None
    told = [topic.rows for topic in memory.results if topic.columns == results]
    rows = tuple(dict.fromkeys(row for each in told for row in each))
    if not rows or {"litigation"} < set(rows) - {"review"}:
        return None
    alone = tuple(cases(row, columns=results) for row in rows) if len(rows) > 1 else ()
    return Reading(cases(*rows, columns=results), frame=Frame.CASES, instead=alone)


def groups_all_said(memory: Memory) -> tuple[str, ...]:
    """The groups that 均获维持 behind them is said of: those of the sentence whose results it has not told yet."""
    last = memory.last.rows if memory.last is not None and memory.last.table == 4 else ()
    if memory.told[-2:] == _HALVES and not memory.settled & set(_FINER):
        return tuple(_FINER)
    if memory.parts:
        return last
    unsaid = set(_FINER) if last == _LITIGATION else set(_LITIGATION) if set(last) & set(_FINER) else set()
    return tuple(group for group in memory.said_groups if group not in unsaid | memory.settled)


def _told_together(label: Label) -> tuple[str, ...]:
    """行政复议5件、行政诉讼2件，其中维持4件: of both, but for one that was none or ended with a semicolon."""
    text = label.index.text
    if "；" in text[text.rfind("复议", 0, label.floor) : label.floor]:
        return ("litigation",)
    pair = _PAIR.search(text, max(0, label.floor - _LONGEST_PAIR), label.floor)
    counts = pair.groups() if pair else ()
    left = tuple(group for group, told in zip(("review", "litigation"), counts, strict=False) if told != "0")
    return left or ("review", "litigation")


def _shared(label: Label) -> tuple[str, ...]:
    """其中3件行政复议、2件行政诉讼尚未审结: the result is said once, behind the last."""
    if not label.leads:
        return ()
    clause = _CLAUSE.match(label.index.text, label.end)
    words = label.index.within(label.end, clause.end() if clause else label.end)
    named, result = words.of(Sense.CASES), words.first(Sense.RESULT)
    if len(named) < len(_BOTH) or result is None or result.start < named[-1].end:
        return ()
    return result.keys(Sense.RESULT)


def groups_of(words: Words) -> tuple[str, ...]:
    """The groups named, a part of 行政诉讼 standing for the whole where both are named."""
    named = words.keys(Sense.CASES)
    finer = {_FINER[key] for key in named if key in _FINER}
    return tuple(key for key in named if key not in finer)


def _text(words: Words) -> str:
    return words.text[words.items[0].start : words.items[-1].end] if words else ""


def _joined(words: Words) -> Words:
    """The last group named and those joined to it: a heading run into the sentence names others before."""
    found = words.of(Sense.CASES)
    first = len(found) - 1
    while first > 0 and _is_joint(words.text[found[first - 1].end : found[first].start]):
        first -= 1
    return Words(words.text, found[max(first, 0) :])


def _is_joint(between: str) -> bool:
    return len(between) <= _LONGEST_JOINT and (not between or between[0] in "、和及与或以同")


def _spread(label: Label, groups: tuple[str, ...], results: tuple[str, ...]) -> Reading:
    if "各" in label.text and "分别" not in label.text:
        told = [cases(group, columns=(result,)) for group in groups for result in results or TOTAL]
        return Reading(told[-1], frame=Frame.CASES, also=tuple(told[:-1]))
    each = [cases(*groups, columns=(result,)) for result in results] or [Topic(4, (group,)) for group in groups]
    return Reading(each[0], frame=Frame.CASES, queue=tuple(each[1:]))
