"""Figures stated without a digit: 未收到申请, 均按时办结, 与上年持平, 零投诉."""

from __future__ import annotations

import re
from dataclasses import replace

from drafter.claims.denials import read_denial, read_denial_behind
from drafter.claims.disputes import groups_all_said, groups_of
from drafter.claims.lexicon import Sense
from drafter.claims.memory import Frame, Memory
from drafter.claims.records import ITEMS_NOW
from drafter.claims.saying import PREDICATES, Said, Saying, Statement
from drafter.claims.topic import ANSWERS, CARRIED_OUT, NEW, PROCESSED, TAKEN_UP, TOTAL, Topic, cases, requests
from drafter.claims.words import Word, Words
from drafter.form.expression import Expression, change, count
from drafter.form.identity import Term

# 以上申请均按时答复 is said of all of them, whatever was told last.
_EVERY = re.compile("以上|上述|所有|全部|各类|全年")
# What is told to be carried over further on was not answered.
_CARRIED_LATER = re.compile(
    r"[^\n]{0,80}?(?<![无没未有需])(?:结转|转入?)(?:至|到)?(?:下|20\d\d年)一?年?度?(?:继续)?(?:办理|答复)?(?:的)?[1-9]"
    r"|[，；](?:其余|另有?|还有|尚有|仅)?[1-9]\d*[件份宗](?:申请)?(?:将|已|均|按规定)?(?:结转|转入下|转下|尚?未到|未办结|[尚正仍]在办理|在办)"
)
# 均依法依规办理 tells how they were dealt with, not that all of them were done.
_UNDERWAY = re.compile("(?:办理|处理)$")
_IN_TIME = re.compile("[按准及]时|按期|如期|期限|时限|时间|已")
_NEAR_BY = 10
_TIMELINESS = "说的是已答复的申请按期与否，官方表格没有这一栏"


def read_statement(statement: Statement, memory: Memory) -> Said | None:
    """Tell what a statement states after what `memory` keeps of the text before it; None where it is no figure."""
    match statement.saying:
        case Saying.NONE:
            return read_denial(statement, memory)
        case Saying.NOT_ONE:
            return read_denial(replace(statement, words=statement.lead + statement.words), memory)
        case Saying.BARE:
            return read_denial_behind(statement.lead)
        case Saying.ZERO:
            return read_denial(statement, memory) or Said(None, True)
        case Saying.ALL | Saying.MANNER:
            return _all(statement, memory)
        case Saying.ALREADY:
            said = statement.words.text[statement.start : statement.end]
            of_all = memory.last in (NEW, TAKEN_UP, PROCESSED) or _EVERY.search(said)
            # 征求第三方意见2件，已按时答复 is said of those two.
            return _all(statement, memory) if of_all else Said(None, False)
        case Saying.SAME:
            return _same(statement.words, memory)
        case Saying.STATE:
            counted = memory.last is not None and memory.last.table == 4
            return _same(statement.words, memory) if counted else None
        case Saying.ALIKE:
            return _alike(memory)


def _all(statement: Statement, memory: Memory) -> Said | None:
    lead = statement.lead
    said = lead.text[statement.start : statement.end]
    if _UNDERWAY.search(said) and not _IN_TIME.search(said):
        return Said(None, False) if memory.counted or lead.has(Sense.APPLICATION | Sense.REQUEST) else None
    noun = Sense.APPLICATION | Sense.REQUEST if memory.frame is Frame.REQUESTS else Sense.APPLICATION
    of_requests = lead.has(noun) and not lead.has(Sense.CASES)
    if memory.frame is Frame.REQUESTS and (memory.main is not None or memory.counted or of_requests):
        return _all_requests(statement, memory)
    if of_requests and memory.main is not None:
        return _all_requests(statement, memory)
    if memory.frame is Frame.CASES and memory.denied and memory.main is not None:
        return _all_requests(statement, memory)
    if memory.frame is Frame.CASES and memory.told and memory.told[-1] is None:
        # 行政复议2件，接待来访30人，均按时办结
        return Said(None, False)
    if memory.frame is Frame.CASES and memory.groups:
        groups = memory.said_groups or memory.groups
        topic = cases(*groups, columns=("pending",))
        return Said(count(*topic.keys), True, topic=topic)
    named = lead.has(Sense.APPLICATION | Sense.REQUEST | Sense.CARRIED_IN)
    others = lead.has(Sense.FREE) and _EVERY.search(lead.text, lead.items[0].start - 4, statement.start)
    return Said(None, False) if memory.counted or named or others else None


def _all_requests(statement: Statement, memory: Memory) -> Said:
    """All that came in was answered: nothing is carried over. Of those answered alone it says nothing of the tables."""
    lead = statement.lead
    told = memory.last if memory.last is None or memory.last.columns == TOTAL else memory.whole
    told = None if told is not None and told.table != 3 else told
    if memory.told[-2:] == [NEW, requests("carried_in")] and not lead.has(Sense.CARRIED_IN):
        told = TAKEN_UP
    about = memory.main if memory.denied else told or memory.main
    said = _EVERY.search(lead.text, lead.items[0].start - 4, statement.start) if lead else None
    every = said is not None
    if lead.has(Sense.RECEIVE):
        # 受理的申请全部按时答复
        about = NEW
    elif (lead.has(Sense.APPLICATION) and about is None) or (lead.has(Sense.APPLICATION | Sense.REQUEST) and every):
        about = memory.main or NEW
    if about is not None and about.rows[0].partition(".")[0] in ANSWERS and _lists_answers(memory):
        # 予以公开6件，无法提供4件，均按时答复 is said of all that came in.
        about = memory.main
    if _CARRIED_LATER.match(lead.text, statement.end):
        return Said(None, False, _TIMELINESS)
    # 在办结答复中所有申请均按时答复 is said of all of them.
    near = [word for word in lead if said is None or word.start >= said.start()]
    partial = any(word.has(Sense.PROCESS | Sense.CARRIED_IN | Sense.OUTCOME | Sense.REST) for word in near)
    whole = about in (NEW, TAKEN_UP) or (about == PROCESSED and memory.underway)
    if partial or not whole or "carried_out" in memory.said:
        return Said(None, False, _TIMELINESS)
    return Said(count(*CARRIED_OUT.keys), True, topic=CARRIED_OUT)


def _lists_answers(memory: Memory) -> bool:
    rows = {topic.rows[0] for topic in memory.told if topic is not None and topic.table == 3}
    return len({row for row in rows if row.partition(".")[0] in ANSWERS}) > 1


def _same(words: Words, memory: Memory) -> Said | None:
    """均予以公开, 均获维持, 均为自然人: one part is the whole."""
    first = next(word for word in words if word.has(PREDICATES))
    if memory.parts and memory.last is None:
        # 其中3件涉及征地，均予以公开: said of those three.
        return Said(None, False)
    if memory.frame is Frame.REQUESTS and (memory.counted or memory.main is not None):
        if first.has(Sense.OUTCOME):
            rows = first.keys(Sense.OUTCOME)
            group = memory.last if memory.last is not None and rows[0].startswith(memory.last.rows[0] + ".") else None
            return _equal(requests(*rows), group or PROCESSED)
        if first.has(Sense.APPLICANT):
            if memory.brackets and (memory.last is None or memory.last.columns != TOTAL):
                # 法人2件（均为商业企业）: of those before the bracket alone.
                some = memory.last
                return Said(None, False) if some is None else _equal(some.at(*first.keys(Sense.APPLICANT)), some)
            whole = _applications_of(words, first, memory)
            return _equal(Topic(3, whole.rows, first.keys(Sense.APPLICANT)), whole)
        return Said(None, False) if first.has(Sense.CHANNEL) else None
    if memory.frame is Frame.CASES and memory.groups:
        if first.has(Sense.RESULT):
            return _same_result(first.keys(Sense.RESULT), memory)
        finer = groups_of(words)
        if finer in (("direct",), ("after_review",)) and memory.groups == ("litigation",):
            memory.groups = finer
            return _equal(cases(*finer), cases("litigation"))
    return None


def _same_result(results: tuple[str, ...], memory: Memory) -> Said:
    """行政复议3件、行政诉讼2件，均获维持: said of every group of the sentence without results of its own."""
    told = memory.last if memory.last is not None and memory.last.table == 4 else None
    groups = groups_all_said(memory) if told is not None and told.columns == TOTAL else ()
    told = cases(*groups) if groups else told
    part = told.at(*results) if groups and told is not None else cases(*memory.groups, columns=results)
    memory.settled.update(part.rows)
    return _equal(part, told or cases(*memory.groups))


def _applications_of(words: Words, applicant: Word, memory: Memory) -> Topic:
    """Whose applicants 均为自然人 tells: of the figure before; with 申请人 in front, of all that came in."""
    last = memory.last
    is_whole = last is not None and last.table == 3 and last.columns == TOTAL
    carried = last is not None and last.rows in (("carried_in",), CARRIED_OUT.rows)
    named = "申请人" in words.text[max(0, applicant.start - _NEAR_BY) : applicant.start]
    if named and memory.main is not None and not (is_whole and carried):
        return memory.main
    return last if is_whole and last is not None else memory.whole or NEW


def _equal(part: Topic, whole: Topic) -> Said:
    terms = tuple(map(Term, part.keys)) + tuple(Term(key, -1) for key in whole.keys)
    return Said(Expression(terms), True, topic=None)


def _alike(memory: Memory) -> Said | None:
    if memory.head is None:
        return Said(None, False) if memory.counted else None
    if memory.head.columns == ITEMS_NOW:
        return Said(count(*memory.head.at("change").keys), True)
    return Said(change(memory.head.keys), True)
