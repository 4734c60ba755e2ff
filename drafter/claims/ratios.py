"""Shares, rates, changes and multiples: figures said of other figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafter.claims.counts import read_count
from drafter.claims.label import STRONG, Label
from drafter.claims.lexicon import Sense
from drafter.claims.memory import Frame, Memory
from drafter.claims.records import ITEMS_NOW
from drafter.claims.topic import NEW, PROCESSED, TAKEN_UP, TOTAL, Topic
from drafter.form.expression import Expression, growth, multiple, share
from drafter.form.identity import Term

_TWO = ("两项", "两类", "二者", "两者")
_TOGETHER = ("合计", "合并", "合占", "共占")
_BOTH = (*_TWO, *_TOGETHER)
# 、科研机构4件 as an item of a list.
_ITEM = re.compile(r"\d[\d.]*[㐀-鿿]{0,2}$")
# 80%、12%和8%
_RUN = re.compile(r"\d[\d.]*%(?:[、，和及][约占]{0,2}\d[\d.]*%)+")
# 增至18件 tells what was reached, not by how much.
_REACHES = re.compile(r"(?:到|至|[减增变升降]为|成)了?约?$")
_JOINED = re.compile(r"\d[件宗起项份条例个]、$")
_LONGEST_ITEM = 30
# 占75%、25%: each of the two has a share of its own.
_ANOTHER = re.compile(r"[、和，][约占]{0,2}\d[\d.]*%")
_TIMELY = "按期办理的比率，官方表格没有这一栏"
# 翻两番 is four times last year's: a multiple told by how often it doubled.
DOUBLINGS = "番"
_POINTS = "百分点是两个比率之差，官方表格没有这一栏"


@dataclass(frozen=True, slots=True)
class Ratio:
    """What a ratio or change means over the cells, or None with the reason in Chinese; `readings` are as good."""

    expression: Expression | None = None
    note: str = ""
    topic: Topic | None = None
    readings: tuple[Expression, ...] = ()


def is_change(label: Label, memory: Memory) -> bool:
    """Tell whether the figure says by how much something rose or fell against last year."""
    verb = label.clause.last(Sense.RISE | Sense.FALL)
    if verb is None or label.start - verb.end > 3 or _REACHES.search(label.text):
        return False
    compared = label.clause.has(Sense.AGAINST) or label.earlier.has(Sense.AGAINST) or memory.compared
    return compared or label.unit in ("%", "倍", "个百分点", "百分点")


def is_next_change(label: Label) -> bool:
    """Tell whether the figure stands right behind another: 分别下降60%和12.5%."""
    return not label.text.strip("和、及与，")


def is_multiple(label: Label, memory: Memory) -> bool:
    """Tell whether the figure says how many times last year's number just given this year's is: 是2024年76件的2倍."""
    return label.unit in ("倍", "%") and memory.changed is not None and label.text.rstrip("约近") == "的"


def parts_of(label: Label, memory: Memory) -> tuple[Topic, ...]:
    """What is said to be a share of the figure under `label`: 两项占总数990件的56.3% is said of the two before."""
    ratio = label.clause.first(Sense.SHARE)
    before = label.text[: ratio.end - label.cut] if ratio else ""
    told = [topic for topic in memory.told if topic is not None]
    if any(word in before for word in _BOTH):
        together = any(word in before for word in _TOGETHER) and not any(word in before for word in _TWO)
        return tuple(told[-(_listed(label) if together else 2) :])
    if "前者" in before:
        return tuple(told[-2:-1])
    return tuple(told[-1:])


def _listed(label: Label) -> int:
    """How many figures, two at least, the list before has: 商业企业4件、科研机构4件、其他2件，合占20%."""
    text = label.index.text
    first = max(text.rfind(sign, 0, label.floor) for sign in "，。；：（\n") + 1
    pieces = text[first : label.floor].split("、")
    return max(2, sum(1 for piece in pieces if _ITEM.search(piece)))


def read_change(label: Label, memory: Memory, year: int | None) -> Ratio:
    """Read 较上年增加3件, 同比增长53.5%, 下降12.3%."""
    against = label.clause.last(Sense.AGAINST) or label.earlier.last(Sense.AGAINST)
    if against is None and not memory.compared:
        return Ratio(None, "未写明与哪一年相比")
    if against is not None and against.year is not None and year is not None and against.year != year - 1:
        return Ratio(None, f"与{against.year}年相比，不是与上年相比")
    if "百分点" in label.unit:
        return Ratio(None, _POINTS)
    topic = _subject_of_change(label, memory)
    if topic is None:
        return Ratio()
    if topic.columns == ITEMS_NOW and label.unit in ("项", "个"):
        # 现有15项，比上一年增加2项: the form has a column for that.
        verb = label.clause.last(Sense.RISE | Sense.FALL)
        fewer = verb is not None and verb.has(Sense.FALL)
        key = topic.at("change").keys[0]
        return Ratio(Expression((Term(key, -1 if fewer else 1),)), topic=topic)
    spread = _spread_changes(label, memory)
    if spread:
        memory.changes[:] = spread[1:]
        return Ratio(spread[0], topic=topic)
    mark_alone = topic == memory.head
    falls = label.clause.last(Sense.RISE | Sense.FALL)
    sign = -1 if falls is not None and falls.has(Sense.FALL) else 1
    alone = mark_alone and memory.main is not None and memory.main != topic and topic.table == 3
    others = (_change(memory.main.keys, label.unit, sign),) if alone and memory.main is not None else ()
    return Ratio(_change(topic.keys, label.unit, sign), topic=topic, readings=others)


def read_multiple(label: Label, memory: Memory, year: int | None) -> Ratio:
    """Read 是上年的2.1倍, 为去年的85%."""
    said = label.clause.last(Sense.TIMES)
    if said is not None and said.year is not None and year is not None and said.year != year - 1:
        return Ratio(None, f"与{said.year}年相比，不是与上年相比")
    topic = memory.changed if is_multiple(label, memory) else _subject_of_change(label, memory)
    if topic is None or label.unit not in ("倍", "%"):
        return Ratio()
    return Ratio(multiple(topic.keys, 100 if label.unit == "%" else 1), topic=topic)


def read_share(label: Label, memory: Memory) -> Ratio:
    """Read 占61.5%, （17.46%）, 办结率100%, and shares of a list in turn: 分别占60%、10%和30%."""
    if memory.portions and is_next_change(label):
        expression, readings = memory.portions.pop(0)
        return Ratio(expression, readings=readings)
    run = _RUN.match(label.index.text, label.start) if label.clause.has(Sense.SPREAD) else None
    if run is not None and label.clause.has(Sense.SHARE) and not label.clause.has(_NAMES):
        return _in_turn(label, run[0].count("%"), memory)
    return _share(label, memory)


def _in_turn(label: Label, number: int, memory: Memory) -> Ratio:
    """The first of `number` shares, each of one of the figures told last; the next ones wait in the memory."""
    told = [topic for topic in memory.told[-number:] if topic is not None]
    if len(told) < number or len({(topic.table, topic.columns == TOTAL) for topic in told}) > 1:
        memory.portions[:] = [(None, ())] * (number - 1)
        return Ratio()
    each = [_of_whole(label, topic, memory) for topic in told]
    memory.portions[:] = [(ratio.expression, ratio.readings) for ratio in each[1:]]
    return Ratio(each[0].expression, readings=each[0].readings)


def _share(label: Label, memory: Memory) -> Ratio:
    if label.clause.has(Sense.TIMELY):
        return Ratio(None, _TIMELY)
    if label.clause.has(Sense.FINISHED):
        return _rate(memory)
    outcome = label.clause.last(Sense.OUTCOME)
    if outcome is not None and label.index.text.startswith("率", outcome.end):
        if label.clause.has(Sense.FREE):
            # 电子化全文公开率
            return Ratio()
        return Ratio(share(Topic(3, outcome.keys(Sense.OUTCOME)).keys, PROCESSED.keys))
    result = label.clause.last(Sense.RESULT)
    if result is not None and label.index.text[result.end - 1] == "率" and memory.groups:
        cases = Topic(4, memory.groups)
        return Ratio(share(cases.at(*result.keys(Sense.RESULT)).keys, cases.keys))
    if label.clause.has(Sense.OPENED):
        opened = memory.last is not None and set(memory.last.rows) <= {"granted", "partial"}
        return Ratio(share(memory.last.keys, PROCESSED.keys)) if memory.last is not None and opened else Ratio()
    if label.text.rstrip("约近") == "的" and memory.part:
        whole = memory.last
        return Ratio(share(_keys(memory.part), whole.keys)) if whole is not None else Ratio()
    both = any(word in label.text for word in (*_BOTH, "前者", "后者")) and bool(memory.told)
    said = parts_of(label, memory) if both else _pair(label, memory)
    if both or said:
        return Ratio(share(_keys(said), _base(label, said[-1], memory).keys)) if said else Ratio()
    return _of_a_part(label, memory)


def _of_a_part(label: Label, memory: Memory) -> Ratio:
    """Read a share of one figure: that named in front of 占, or the one told just before."""
    part = _part(label, memory)
    return _of_whole(label, part, memory) if part is not None else Ratio()


def _of_whole(label: Label, part: Topic, memory: Memory) -> Ratio:
    base = _base(label, part, memory)
    if base == part:
        # 收到申请20件，主要集中在征地补偿，占45%: said of something else than the figure before.
        return Ratio()
    others = [whole for whole in _wholes(label, part, memory) if whole != base]
    readings = tuple(share(part.keys, whole.keys) for whole in others)
    return Ratio(share(part.keys, base.keys), topic=part, readings=readings)


def _pair(label: Label, memory: Memory) -> tuple[Topic, ...]:
    """行政复议6件、行政诉讼3件，占申请量的4%: one share behind two figures told in one breath is that of both."""
    text, told = label.index.text, memory.told[-2:]
    if not label.text.startswith("占") or len(told) < 2 or None in told or _ANOTHER.match(text, label.end):
        return ()
    before = max(text.rfind(sign, max(0, label.floor - _LONGEST_ITEM), label.floor) for sign in "、，；。：（")
    parts = tuple(topic for topic in told if topic is not None)
    alike = parts[0].table == parts[1].table and parts[0] != parts[1]
    joined = _JOINED.search(text, max(0, before - 2), before + 1) is not None
    return parts if alike and joined and text[label.floor : label.cut] == "，" else ()


def _wholes(label: Label, part: Topic, memory: Memory) -> list[Topic]:
    """The wholes a share may be of where the words name none: that of the list, what was dealt with, what came in."""
    ratio = label.clause.first(Sense.SHARE)
    if ratio is not None and any(word.start >= ratio.end for word in label.clause):
        return []
    wholes = [memory.parent] if memory.parent is not None and memory.parent.table == part.table else []
    if part.table == 3 and part.columns == TOTAL:
        group = part.rows[0].partition(".")[0]
        wholes += [Topic(3, (group,))] if "." in part.rows[0] and len(part.rows) == 1 else []
        wholes += [PROCESSED, memory.main or NEW, NEW, TAKEN_UP]
    return list(dict.fromkeys(wholes))


def _keys(topics: tuple[Topic, ...]) -> tuple[str, ...]:
    return tuple(key for topic in topics for key in topic.keys)


def _rate(memory: Memory) -> Ratio:
    if memory.frame is not Frame.REQUESTS or memory.main is None:
        return Ratio()
    base = TAKEN_UP if memory.main == TAKEN_UP or "carried_in" in memory.said else memory.main
    if base == PROCESSED:
        return Ratio(None, "办结率的基数未写明")
    others = tuple(share(PROCESSED.keys, whole.keys) for whole in (NEW, TAKEN_UP) if whole != base)
    return Ratio(share(PROCESSED.keys, base.keys), topic=PROCESSED, readings=others)


def _part(label: Label, memory: Memory) -> Topic | None:
    """What has the share: named before 占 in the same clause, else the figure just before."""
    ratio = label.clause.first(Sense.SHARE)
    rest = ratio is not None and label.until(ratio.start).text.strip("，、") in ("其他", "其它")
    if ratio is not None and (rest or any(word.end <= ratio.start and word.has(_NAMES) for word in label.clause)):
        return read_count(label.until(ratio.start), memory).topic
    if ratio is None and label.text.strip("（约为，"):
        return None
    if ratio is not None and label.until(ratio.start).foreign:
        return None
    return memory.last


_SUBJECTS = STRONG | Sense.RECEIVE | Sense.PROCESS | Sense.REQUEST
_NAMES = Sense.OUTCOME | Sense.APPLICANT | Sense.CARRIED_IN | Sense.CARRIED_OUT | Sense.RESULT


def _base(label: Label, part: Topic, memory: Memory) -> Topic:
    """What the share is taken of: as said behind 占, else the total that the part is a part of."""
    ratio = label.clause.first(Sense.SHARE)
    said = [word for word in label.clause if ratio is not None and word.start >= ratio.end]
    if any(word.has(Sense.PROCESS) for word in said):
        return PROCESSED
    if memory.base is not None and memory.base.table == part.table:
        return memory.base
    if any(word.has(Sense.RECEIVE | Sense.FRESH | Sense.APPLICATION | Sense.REQUEST) for word in said):
        return _taken_up(memory)
    if part.table != 3:
        return part.at("total")
    if part.columns != TOTAL:
        return part.at("total")
    if set(part.rows) & {"new", "carried_in", "carried_out", "processed"}:
        return TAKEN_UP if "carried_in" in memory.said or memory.main is None else memory.main
    return PROCESSED


def _taken_up(memory: Memory) -> Topic:
    return memory.main or TAKEN_UP


def _spread_changes(label: Label, memory: Memory) -> list[Expression]:
    """行政复议2件、行政诉讼7件，同比分别下降60%和12.5%: each of those told last has a change of its own."""
    told = [topic for topic in memory.told[-2:] if topic is not None]
    if "分别" not in label.text or len(told) < 2 or told[0].table != told[1].table:
        return []
    verb = label.clause.last(Sense.RISE | Sense.FALL)
    sign = -1 if verb is not None and verb.has(Sense.FALL) else 1
    return [_change(topic.keys, label.unit, sign) for topic in told]


def _subject_of_change(label: Label, memory: Memory) -> Topic | None:
    """What rose or fell: named in the clause before the comparison, else what was told of before."""
    mark = label.clause.first(Sense.AGAINST | Sense.TIMES) or label.clause.last(Sense.RISE | Sense.FALL)
    first = mark.start if mark else label.start
    if any(word.end <= first and word.has(_SUBJECTS) for word in label.clause):
        return read_count(label.until(first), memory).topic
    return memory.head


def _change(keys: tuple[str, ...], unit: str, sign: int) -> Expression:
    """Now less before (or before less now, for a fall), as a count, a percentage or a multiple of before."""
    if unit == DOUBLINGS:
        return multiple(keys)
    scale = {"%": 100, "倍": 1}.get(unit)
    rise = growth(keys, scale or 1)
    terms = tuple(Term(term.key, sign * term.sign) for term in rise.terms)
    return Expression(terms, rise.over, scale) if scale else Expression(terms)
