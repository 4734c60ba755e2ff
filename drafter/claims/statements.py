"""Figures stated without a digit: 未收到申请, 均按时办结, 与上年持平, 零投诉."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from functools import cache

from drafter.claims.disputes import groups_of
from drafter.claims.lexicon import Sense, lexicon
from drafter.claims.memory import Frame, Memory
from drafter.claims.requests import columns_of
from drafter.claims.topic import CARRIED_OUT, NEW, PROCESSED, TAKEN_UP, TOTAL, Topic, cases, requests
from drafter.claims.words import Index, Words
from drafter.form.expression import Expression, change, count
from drafter.form.identity import Term

_REACH = re.compile(r"[^，。；！？：\n（]{0,60}")
_LONGEST_LEAD = 80
_TIMELINESS = "说的是已答复的申请按期与否，官方表格没有这一栏"


class Saying(StrEnum):
    """How a figure is stated without a digit."""

    NONE = auto()
    ALL = auto()
    SAME = auto()
    ALIKE = auto()
    ZERO = auto()
    STATE = auto()
    BARE = auto()
    NOT_ONE = auto()


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of the plain text (0-based, end exclusive) that may state a figure without a digit.

    `lead` runs from the start of the clause to the statement: 上年结转申请 before 全部办结.
    """

    start: int
    end: int
    saying: Saying
    words: Words
    lead: Words


@dataclass(frozen=True, slots=True)
class Said:
    """What a statement states: None for the expression where no table has it; `value` is 0 or None."""

    expression: Expression | None
    zero: bool
    note: str = ""
    topic: Topic | None = None


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in lexicon().statements.items()))


def find_statements(index: Index) -> tuple[Statement, ...]:
    """Find what looks like a figure stated without a digit, in order, never overlapping."""
    found: list[Statement] = []
    floor = 0
    text = index.text
    for match in _pattern().finditer(text):
        if match.start() < floor:
            continue
        saying = Saying(match.lastgroup or "")
        end = _end(index, match, saying)
        nearest = max(floor, match.start() - _LONGEST_LEAD)
        signs = "。；\n（" if saying is Saying.BARE else "，。；：\n（"
        cut = max(text.rfind(sign, nearest, match.start()) for sign in signs) + 1
        words, lead = index.within(match.start(), end), index.within(max(cut, nearest), match.start())
        statement = Statement(match.start(), end, saying, words, lead)
        if _is_worth_reading(statement, match.end()):
            found.append(statement)
            floor = end
    return tuple(found)


def _end(index: Index, match: re.Match[str], saying: Saying) -> int:
    if saying not in (Saying.NONE, Saying.SAME, Saying.NOT_ONE):
        return match.end()
    reach = _REACH.match(index.text, match.end())
    end = reach.end() if reach else match.end()
    again = _AGAIN.search(index.text, match.end(), end) if saying is Saying.NONE else None
    # 没有行政复议、没有行政诉讼 are two statements; 未收到、未办理申请 is one.
    return again.start() if again and index.within(match.start(), again.start()).has(_OBJECTS) else end


_OBJECTS = (
    Sense.FEES
    | Sense.CHARGED
    | Sense.CARRIED_IN
    | Sense.CARRIED_OUT
    | Sense.RESULT
    | Sense.APPLICATION
    | Sense.REQUEST
    | Sense.APPLICANT
    | Sense.CASES
    | Sense.ABSENT
    | Sense.DOCUMENT
    | Sense.DRAWN
    | Sense.POWER
)
_PREDICATES = Sense.OUTCOME | Sense.RESULT | Sense.APPLICANT | Sense.CASES | Sense.CHANNEL
# 行政许可申请 and the like are no applications for information.
_OTHER_NOUNS = Sense.ABSENT | Sense.POWER | Sense.FREE
_NEAR = 3
_LATE = re.compile("逾期|超期|超时")
_NARROWING = Sense.OUTCOME | Sense.REASON | Sense.UNSETTLED | Sense.REST
# What may stand between a denial and the applications denied without narrowing them.
_WIDE = re.compile(
    "没有|未|无|任何|单位|群众|公众|社会|关于|有关|相关|要求|方面|组织|团体|各类|形式|向|或者?|和|及|、|新|以|对|接到?|收|发生|来自|他人|其它?他?组织|政府信息|信息|公开"
)
_AGAIN = re.compile("、(?:也|亦|均|且|并)?(?:没有|未|无)")
# Bare names behind 行政许可 and the like: 没有行政许可、处罚、强制和收费事项.
_BARE_POWERS = {"许可": "licensing", "处罚": "penalty", "强制": "coercion"}
_JOINED_POWERS = re.compile("[、和及与或](许可|处罚|强制|收费)")
_NOT_DECIDED = re.compile("公开|信息|公示|申请|类|复议|诉讼|投诉|争议|案卷|错误|违法|不当|超期|文书")


def _is_worth_reading(statement: Statement, opening: int) -> bool:
    """Tell whether the words behind the phrase that ends at `opening` name something to be none or all of."""
    if statement.saying is Saying.NONE:
        return statement.words.has(_OBJECTS)
    if statement.saying is Saying.SAME:
        first = statement.words.first(_PREDICATES)
        if first is None:
            return False
        between = lexicon().filler.sub("", statement.words.text[opening : first.start])
        return len(between) <= _NEAR
    return True


def read_statement(statement: Statement, memory: Memory) -> Said | None:
    """Tell what a statement states after what `memory` keeps of the text before it; None where it is no figure."""
    match statement.saying:
        case Saying.NONE:
            return _none(statement, memory)
        case Saying.NOT_ONE:
            return _none(replace(statement, words=statement.lead + statement.words), memory)
        case Saying.BARE:
            return _none_of(statement.lead)
        case Saying.ZERO:
            return _none(statement, memory) or Said(None, True)
        case Saying.ALL:
            return _all(statement, memory)
        case Saying.SAME:
            return _same(statement.words, memory)
        case Saying.STATE:
            counted = memory.last is not None and memory.last.table == 4
            return _same(statement.words, memory) if counted else None
        case Saying.ALIKE:
            return _alike(memory)


def _none(statement: Statement, memory: Memory) -> Said | None:
    words = statement.words
    groups = groups_of(words)
    corrected = "corrected" in words.keys(Sense.RESULT)
    if corrected and not groups:
        groups = groups_of(statement.lead) or (memory.groups if memory.frame is Frame.CASES else ())
    if groups:
        topics = [cases(*groups, columns=("corrected",) if corrected else TOTAL)]
        if _joined_to_cases(words):
            topics.insert(0, NEW)
        keys = tuple(key for topic in topics for key in topic.keys)
        return Said(count(*keys), True, topic=topics[-1])
    if words.has(Sense.POWER):
        return _no_decisions(words)
    if words.has(Sense.FEES):
        topic = Topic(2, words.keys(Sense.FEES), ("amount",))
        return Said(count(*topic.keys), True, topic=topic)
    if words.has(Sense.CHARGED):
        return Said(None, True)
    if _LATE.search(words.text, *_span(words)):
        return Said(None, True)
    if words.has(Sense.CARRIED_IN | Sense.CARRIED_OUT):
        arrived = words.has(Sense.CARRIED_IN) or statement.lead.has(Sense.LAST_YEAR)
        topic = requests("carried_in" if arrived else "carried_out")
        return Said(count(*topic.keys), True, topic=topic)
    if words.has(Sense.APPLICATION) or (words.has(Sense.REQUEST) and not _is_of_another_kind(words)):
        if _is_qualified(statement):
            return Said(None, True)
        topic = Topic(3, NEW.rows, columns_of(words))
        dealt = PROCESSED.keys if _AGAIN.search(words.text, *_span(words)) and words.has(Sense.PROCESS) else ()
        return Said(count(*topic.keys, *dealt), True, topic=topic)
    if words.has(Sense.REQUEST):
        return Said(None, True)
    applicant = words.last(Sense.APPLICANT)
    if applicant is not None and words.text.endswith("申请", 0, applicant.end):
        return Said(count(*Topic(3, NEW.rows, columns_of(words)).keys), True)
    if words.has(Sense.DOCUMENT):
        drawn = words.keys(Sense.DRAWN)
        topic = Topic(2, words.keys(Sense.DOCUMENT), drawn)
        return Said(count(*topic.keys), True, topic=topic) if drawn else Said(None, True)
    if words.has(Sense.ABSENT):
        return Said(None, True)
    return _no_more_documents(words, memory)


def _is_qualified(statement: Statement) -> bool:
    """没有其他申请, 未收到信函申请, 没有需要延期的申请 deny only some of them."""
    words = statement.words
    noun = words.last(Sense.APPLICATION | Sense.REQUEST)
    before = [word for word in words if noun is not None and word.start < noun.start]
    channels = [word for word in before if word.has(Sense.CHANNEL)]
    if noun is None or any(word.has(_NARROWING) for word in before) or len(channels) == 1:
        return True
    if channels:
        return False
    place, gaps = statement.start, []
    for word in before:
        gaps.append(words.text[place : word.start])
        place = max(place, word.end)
    gaps.append(words.text[place : noun.start])
    return len(_WIDE.sub("", lexicon().filler.sub("", "".join(gaps)))) > _NEAR


def _is_of_another_kind(words: Words) -> bool:
    """行政许可申请, 投诉申请; not 单位或个人的申请."""
    noun = words.last(Sense.REQUEST)
    return noun is not None and any(
        word.has(_OTHER_NOUNS)
        and word.end <= noun.start <= word.end + _NEAR
        and "个人" not in words.text[word.end : noun.start]
        for word in words
    )


def _span(words: Words) -> tuple[int, int]:
    return words.items[0].start, words.items[-1].end


def _no_decisions(words: Words) -> Said | None:
    """没有作出行政处罚和行政强制决定: none of these decisions was made."""
    first, last = words.first(Sense.POWER), words.items[-1]
    said = words.text[first.start : last.end] if first else ""
    if words.has(Sense.REQUEST):
        return Said(None, True)
    if _NOT_DECIDED.search(words.text[words.items[0].start : last.end]) or words.has(Sense.POSTED | Sense.FREE):
        return None
    bare = _JOINED_POWERS.findall(said)
    keys = [*words.keys(Sense.POWER), *(_BARE_POWERS[name] for name in bare if name in _BARE_POWERS)]
    cells = [key for row in dict.fromkeys(keys) for key in Topic(2, (row,), ("decisions",)).keys]
    fees = ["t2.fees.amount"] if words.has(Sense.FEES) or "收费" in bare else []
    return Said(count(*cells, *fees), True)


def _no_more_documents(words: Words, memory: Memory) -> Said | None:
    """没有制发规范性文件，也没有废止: the documents are those told of just before."""
    drawn = words.keys(Sense.DRAWN)
    if memory.frame is not Frame.DOCUMENTS or not memory.documents or len(words.items) > 1 or not drawn:
        return None
    topic = Topic(2, memory.documents, drawn)
    return Said(count(*topic.keys), True, topic=topic)


def _none_of(words: Words) -> Said | None:
    """行政复议和行政诉讼均未发生; 依申请公开：无: none of what is named before."""
    topics = [cases(*groups)] if (groups := groups_of(words)) else []
    topics += [requests("carried_in")] if words.has(Sense.CARRIED_IN) else []
    topics += [CARRIED_OUT] if words.has(Sense.CARRIED_OUT) else []
    topics += [NEW] if words.has(Sense.APPLICATION | Sense.FRESH) and not groups else []
    topics += [Topic(2, (row,), ("decisions",)) for row in words.keys(Sense.POWER)]
    if not topics or words.has(Sense.POSTED | Sense.RESULT):
        return None
    return Said(count(*dict.fromkeys(key for topic in topics for key in topic.keys)), True, topic=topics[0])


def _joined_to_cases(words: Words) -> bool:
    """未收到公开申请、复议申请: the applications are denied too, not only what would have come of them."""
    noun, case = words.last(Sense.APPLICATION), words.first(Sense.CASES)
    if noun is None or case is None:
        return False
    return words.text[noun.end : case.start] in ("、", "和", "及", "以及", "或", "与")


def _all(statement: Statement, memory: Memory) -> Said | None:
    lead = statement.lead
    if memory.frame is Frame.REQUESTS and (memory.main is not None or memory.counted):
        return _all_requests(lead, memory)
    if memory.frame is Frame.CASES and memory.denied and memory.main is not None:
        return _all_requests(lead, memory)
    if memory.frame is Frame.CASES and memory.groups:
        groups = memory.said_groups or memory.groups
        topic = cases(*groups, columns=("pending",))
        return Said(count(*topic.keys), True, topic=topic)
    named = lead.has(Sense.APPLICATION | Sense.REQUEST | Sense.CARRIED_IN)
    return Said(None, False) if memory.counted or named else None


def _all_requests(lead: Words, memory: Memory) -> Said:
    """All that came in was answered: nothing is carried over. Of those answered alone it says nothing of the tables."""
    told = memory.last if memory.last is None or memory.last.columns == TOTAL else memory.whole
    about = memory.main if memory.denied else told or memory.main
    partial = lead.has(Sense.PROCESS | Sense.CARRIED_IN | Sense.OUTCOME | Sense.REST)
    whole = about in (NEW, TAKEN_UP) or (about == PROCESSED and memory.underway)
    if partial or not whole or "carried_out" in memory.said:
        return Said(None, False, _TIMELINESS)
    return Said(count(*CARRIED_OUT.keys), True, topic=CARRIED_OUT)


def _same(words: Words, memory: Memory) -> Said | None:
    """均予以公开, 均获维持, 均为自然人: one part is the whole."""
    first = next(word for word in words if word.has(_PREDICATES))
    if memory.parts and memory.last is None:
        # 其中3件涉及征地，均予以公开: said of those three.
        return Said(None, False)
    if memory.frame is Frame.REQUESTS and (memory.counted or memory.main is not None):
        if first.has(Sense.OUTCOME):
            rows = first.keys(Sense.OUTCOME)
            group = memory.last if memory.last is not None and rows[0].startswith(memory.last.rows[0] + ".") else None
            return _equal(requests(*rows), group or PROCESSED)
        is_whole = memory.last is not None and memory.last.table == 3 and memory.last.columns == TOTAL
        whole = memory.last if is_whole and memory.last is not None else memory.whole or NEW
        if first.has(Sense.APPLICANT):
            return _equal(Topic(3, whole.rows, first.keys(Sense.APPLICANT)), whole)
        return Said(None, False) if first.has(Sense.CHANNEL) else None
    if memory.frame is Frame.CASES and memory.groups:
        if first.has(Sense.RESULT):
            told = memory.last if memory.last is not None and memory.last.table == 4 else None
            return _equal(cases(*memory.groups, columns=first.keys(Sense.RESULT)), told or cases(*memory.groups))
        finer = groups_of(words)
        if finer in (("direct",), ("after_review",)) and memory.groups == ("litigation",):
            memory.groups = finer
            return _equal(cases(*finer), cases("litigation"))
    return None


def _equal(part: Topic, whole: Topic) -> Said:
    terms = tuple(map(Term, part.keys)) + tuple(Term(key, -1) for key in whole.keys)
    return Said(Expression(terms), True, topic=None)


def _alike(memory: Memory) -> Said | None:
    if memory.head is None:
        return Said(None, False) if memory.counted else None
    return Said(change(memory.head.keys), True)
