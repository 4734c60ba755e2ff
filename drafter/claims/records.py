"""Counts of documents, decisions and fees: which cells of table 2 the words of a label mean."""

from __future__ import annotations

import re

from drafter.claims.label import Label
from drafter.claims.lexicon import Sense
from drafter.claims.memory import Frame, Memory, Reading
from drafter.claims.topic import Topic
from drafter.claims.words import Words

DOCUMENT_UNITS = frozenset(("", "件", "份", "部", "个", "项"))
# What counts posts where they are made, and papers where they are repealed or in force.
_POST_UNIT = "条"
POWER_UNITS = frozenset(("", "件", "条", "项", "宗", "起", "次", "个", "份", "例", "笔", "件次"))
_POSTS = "公开的信息条数，不是表二的件数"
_MONEY = ("元", "万元", "亿元")
_BARE = re.compile(
    "[，；、]?(?:20\\d\\d年度?)?(?:全年|本年度?|共|办理|另有|其中)?[㐀-鿿]{0,3}行政(?:许可|处罚|强制)(?:数量|总数|件数)?(?:共|共计)?"
)
_NOT_TAKEN = re.compile("减免|减收|免收|退还|返还|清退|应收|欠缴")
# 废止1件、失效5件: two parts of one column.
_ALSO_ENDED = re.compile("[、，]?(?:宣布|已|自然)?(?:废止|失效)的?\\d")
_ENDED = re.compile("(?:废止|失效)的?\\d{1,4}件[、，]$")
_LONGEST_ITEM = 24
_ENDED_APART = "废止与失效分开说，表中合为一栏"
_STATES = (("repealed",), ("valid",), ("valid", "total"))
_PLANNED = re.compile("拟|建议")
_PROCEDURE = re.compile("(?:一般|普通|简易|快速|听证)程序|当场")
_ITEM_UNITS = ("项", "个", "")
_ITEMS = re.compile("上一?年|原有")
ITEMS_NOW = ("items_last_year", "change")
# 现有12项, 仍为5项; 4项，没有变化: what there was and what was added.
_NOW = re.compile("(?:仍然?|依旧|还是|保持|现有?|目前|增加?到|减少?到|增至|减至|调整为)[为有是]?(?:共)?$")
_UNCHANGED = re.compile(
    "[，、（]?(?:(?:与|同|较|比)?(?:上一?年|去年)度?(?:同期)?(?:相比|比)?，?)?"
    "(?:没有|无|未有?|未作|未做|没|均无)?(?:变化|增减|调整|变动|不变|持平|增加或减少|发生变化)"
)
# Powers and kinds of fees that are no more: 本年停征1项.
_ENDED = re.compile("(?:停征|停收|取消|下放|划转|划出|调出)了?$")
_TOTAL = ("total",)
_PUBLISHED = ("published",)
_LONGEST_REST = 60
_CLASSES = ("申请", "类", "信息", "目录", "清单", "栏目", "公示", "指南")


def read_documents(label: Label, words: Words, memory: Memory) -> Reading:
    """Read a label on 规章 or 规范性文件."""
    rows = words.keys(Sense.DOCUMENT) or memory.documents
    unit = label.unit in DOCUMENT_UNITS or (label.unit == _POST_UNIT and _drawn(words) in _STATES)
    if _PLANNED.search(label.text) or not unit or _is_class(label, words, Sense.DOCUMENT):
        posts = label.unit == _POST_UNIT and words.has(Sense.DOCUMENT) and _drawn(words) not in (None, ("published",))
        # 规范性文件发布2条，废止1条: the next ones may be of papers.
        return Reading(None, _POSTS, Frame.DOCUMENTS if posts else Frame.FREE)
    drawn = _drawn(words)
    alone = words.has(Sense.DOCUMENT) and not label.earlier and not label.clause.has(Sense.FREE)
    if drawn is None and alone and memory.frame is Frame.DOCUMENTS:
        drawn = memory.drawn
    if drawn is None and memory.parts and memory.made:
        # 制发公文120件，其中规范性文件3件
        drawn = memory.made
    if drawn is None:
        drawn = _drawn(label.earlier) if not label.earlier.has(Sense.FREE) else None
    if drawn == ("repealed",) and (
        _ALSO_ENDED.match(label.following)
        or _ENDED.search(
            label.index.text, max(0, label.start - _LONGEST_ITEM), label.start - len(label.text.lstrip("、，"))
        )
    ):
        return Reading(None, _ENDED_APART, Frame.DOCUMENTS)
    if not rows or not drawn:
        return Reading(None, "", Frame.FREE if memory.frame is Frame.FREE else Frame.DOCUMENTS)
    return Reading(Topic(2, rows, _told_apart(label, drawn)), frame=Frame.DOCUMENTS)


def _told_apart(label: Label, drawn: tuple[str, ...]) -> tuple[str, ...]:
    """对外公开2件，公开总数9件: new ones, for the total is told behind; 公开的6件，其中新公开2件: the total."""
    if drawn not in (_TOTAL, _PUBLISHED):
        return drawn
    stop = label.index.text.find("。", label.end)
    end = min(stop if stop >= 0 else len(label.index.text), label.end + _LONGEST_REST)
    behind = label.index.within(label.end, end)
    if drawn == _TOTAL and "对外公开" in label.text and "总" not in label.text:
        return _PUBLISHED if any(word.keys(Sense.DRAWN) == _TOTAL for word in behind) else drawn
    parts = label.index.text.startswith(("，其中", "（其中", "，包括", "，含"), label.end)
    fresh = any(word.keys(Sense.DRAWN) == _PUBLISHED for word in behind)
    return _TOTAL if drawn == _PUBLISHED and parts and fresh else drawn


def _drawn(words: Words) -> tuple[str, ...] | None:
    """The column meant: the last verb, but 公开 only where no other stands; () where the form has no such column."""
    verbs = [word for word in words if word.has(Sense.DRAWN)]
    other = [word for word in verbs if word.keys(Sense.DRAWN) not in ((), ("published",))]
    chosen = other or verbs
    return chosen[-1].keys(Sense.DRAWN) if chosen else None


def read_powers(label: Label, words: Words, memory: Memory) -> Reading:
    """Read a label on 行政许可, 行政处罚 or 行政强制."""
    rows = words.keys(Sense.POWER) or memory.powers
    decided = words.has(Sense.DECIDED) or _is_bare(label, memory) or _is_none(label)
    decided = decided or (memory.frame is Frame.POWERS and label.foreign <= 2)
    if _PROCEDURE.search(label.text):
        return Reading(None, "按程序分的数，官方表格没有这一栏", Frame.POWERS)
    posted = None in memory.told or label.earlier.has(Sense.POSTED)
    if label.unit == "条" and (memory.parts or (posted and "决定" not in label.text)):
        return Reading(None, _POSTS, Frame.FREE)
    if (
        label.unit not in POWER_UNITS
        or _is_class(label, words, Sense.POWER)
        or (memory.frame is Frame.FREE and not decided)
    ):
        return Reading(None, _POSTS, Frame.FREE)
    items = words.has(Sense.ITEMS) or _ITEMS.search(label.text) or label.text.endswith(("由", "从"))
    if rows and label.unit in _ITEM_UNITS and items:
        return Reading(Topic(2, rows, ("items_last_year",)), frame=Frame.POWERS)
    if rows and _are_now(label):
        return Reading(Topic(2, rows, ITEMS_NOW), frame=Frame.POWERS)
    listed = memory.last is not None and memory.last.columns == ("decisions",) and not _are_decided_on(label, rows)
    if not decided or not rows or (label.unit == "项" and not (listed or words.has(Sense.DECIDED))):
        return Reading(None, frame=Frame.POWERS)
    if label.strong is None and label.strong_after is Sense.POWER and not label.clause.has(Sense.DECIDED):
        # 有两个所的19件处罚决定录入较晚: some of them.
        return Reading(None, frame=Frame.POWERS)
    noun = words.last(Sense.POWER)
    if noun is not None and "行政" not in words.text[noun.start : noun.end] and label.foreign > 1:
        # 治安处罚决定
        return Reading(None, frame=Frame.FREE)
    if len(rows) > 1 and ("分别" in label.text or "依次" in label.text):
        each = [Topic(2, (row,), ("decisions",)) for row in rows]
        return Reading(each[0], frame=Frame.POWERS, queue=tuple(each[1:]))
    return Reading(Topic(2, rows, ("decisions",)), frame=Frame.POWERS)


def read_items(label: Label, words: Words, memory: Memory) -> Reading | None:
    """由11项增加到14项, 本年减少2项, 停征1项 of the powers told of; None where it is no change of them."""
    ended = _ENDED.search(label.text) is not None
    if label.unit not in ("项", "个") or not (ended or words.has(Sense.RISE | Sense.FALL)):
        return None
    if label.text.endswith(("到", "至", "为")):
        return Reading(Topic(2, memory.powers, ITEMS_NOW), frame=Frame.POWERS)
    topic = Topic(2, memory.powers, ("change",))
    return Reading(topic, frame=Frame.POWERS, falls=ended or words.has(Sense.FALL))


def _are_now(label: Label) -> bool:
    """行政强制仍为5项; 其他对外管理服务事项6项，没有变化"""
    told = _NOW.search(label.text) or _UNCHANGED.match(label.index.text, label.end)
    return label.unit in ("项", "个") and told is not None


def _are_decided_on(label: Label, rows: tuple[str, ...]) -> bool:
    """行政处罚40项，处罚决定12件: the decisions on these powers are told next."""
    following = label.index.within(label.end, label.ceiling)
    others = set(following.keys(Sense.POWER)) - set(rows)
    return not others and (following.has(Sense.DECIDED) or bool(following.keys(Sense.POWER)))


def _is_none(label: Label) -> bool:
    """行政强制为零"""
    return label.unit == "" and label.text.endswith("为")


def _is_bare(label: Label, memory: Memory) -> bool:
    """行政许可2件 with no word of posting before it in the sentence."""
    if memory.heading is Frame.POWERS and _BARE.fullmatch(label.text):
        return True
    other = memory.parts or None in memory.told or label.earlier.has(Sense.POSTED | Sense.FREE | Sense.WEAK)
    return not other and label.unit in ("件", "宗", "起") and _BARE.fullmatch(label.text) is not None


def _is_class(label: Label, words: Words, sense: Sense) -> bool:
    """Tell whether posts of a class are counted, not documents or decisions: 行政处罚类12条, 公开行政许可信息30条."""
    noun = words.last(sense)
    after = words.text[noun.end : label.start] if noun else ""
    if any(mark in after for mark in _CLASSES):
        return True
    if sense is Sense.POWER:
        before = [word for word in words if noun is None or word.start < noun.start]
        return any(word.has(Sense.POSTED) for word in before) and "处理决定" not in after
    return False


def read_money(label: Label, sense: Sense) -> Reading:
    """Read a label on 行政事业性收费 (an amount of money) or 政府集中采购 (projects, and what they cost)."""
    if _NOT_TAKEN.search(label.text):
        return Reading(None, frame=Frame.FREE)
    if sense is Sense.FEES and label.unit in ("项", "个"):
        return _kinds_of_fees(label)
    if label.unit in _MONEY:
        return Reading(Topic(2, ("fees" if sense is Sense.FEES else "procurement",), ("amount",)), frame=Frame.NONE)
    if sense is Sense.PROCURED and label.unit in ("个", "项", "笔", "次", "件", "宗"):
        return Reading(Topic(2, ("procurement",), ("items",)), frame=Frame.NONE)
    return Reading(None, frame=Frame.FREE)


def _kinds_of_fees(label: Label) -> Reading:
    """行政事业性收费原有3项; 收费2项，没有增减"""
    if _ITEMS.search(label.text) or label.clause.has(Sense.ITEMS):
        return Reading(Topic(2, ("fees",), ("items_last_year",)), frame=Frame.POWERS)
    topic = Topic(2, ("fees",), ITEMS_NOW) if _are_now(label) else None
    return Reading(topic, frame=Frame.POWERS)
