"""Counts of 行政复议 and 行政诉讼: which cells of table 4 the words of a label mean."""

from __future__ import annotations

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
_FINER = {"direct": "litigation", "after_review": "litigation"}


def read_disputes(label: Label, words: Words, memory: Memory) -> Reading:
    """Read a label whose subject is reviews and lawsuits about disclosure."""
    told = memory.groups if memory.frame is Frame.CASES else ()
    if memory.told[-2:] == _HALVES and not label.clause.has(Sense.PART):
        # 直接起诉4件，复议后起诉2件；维持5件: the results are those of both.
        told = ("litigation",)
    elif memory.told[-2:] == _BOTH and label.clause.has(Sense.PART):
        told = ("review", "litigation")
    groups = groups_of(_joined(words)) or groups_of(label.earlier) or told
    results = words.keys(Sense.RESULT)
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
    if not groups:
        return Reading(None, frame=Frame.CASES)
    if label.clause.has(Sense.SPREAD) and (len(groups) > 1 or len(results) > 1):
        return _spread(label, groups, results)
    return Reading(cases(*groups, columns=results or TOTAL), frame=Frame.CASES)


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
