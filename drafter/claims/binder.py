"""The walk through a narrative: figure by figure and statement by statement, each bound by its words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from drafter.claims.counts import read_count
from drafter.claims.dating import is_before, is_of_last_year, last_years, names_this_year, only_dates, tells_two_years
from drafter.claims.exempt import Mark
from drafter.claims.fences import FENCING, Fence, Period
from drafter.claims.items import Bound, Figure
from drafter.claims.label import Label, label
from drafter.claims.lexicon import Sense, lexicon
from drafter.claims.memory import Frame, Memory, Reading
from drafter.claims.opening import LONGEST_HEADING, frame_of_heading, is_of_applications, opens_topic
from drafter.claims.parts import composed
from drafter.claims.ratios import (
    DOUBLINGS,
    Ratio,
    is_change,
    is_multiple,
    is_next_change,
    parts_of,
    read_change,
    read_multiple,
    read_share,
)
from drafter.claims.records import ITEMS_NOW
from drafter.claims.saying import Said, Saying, Statement
from drafter.claims.statements import read_statement
from drafter.claims.topic import CARRIED_IN, CARRIED_OUT, NEW, PROCESSED, TAKEN_UP, Topic, is_answer, requests
from drafter.claims.words import Index, Word
from drafter.form import Edition
from drafter.form.expression import count

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_HEADING = re.compile(
    r"[#＃]*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|(?P<item>[一二三四五六七八九十]是|\d{1,2}[.．、])"
    r"|(?=(?:政府信息)?(?:主动公开|依申请公开|信息(?:资源)?管理|平台建设|监督保障)(?:工作)?(?:情况|方面)?：?\n))"
)
# The words that change the subject, the period or the body of what follows.
_TURNS = (
    FENCING
    | Sense.ABOUT_APPLICATIONS
    | Sense.ABOUT_CASES
    | Sense.ABOUT_NOTHING
    | Sense.PART
    | Sense.AGAINST
    | Sense.APPLICATION
    | Sense.ATTRIBUTE
    | Sense.CARRIED_IN
    | Sense.CARRIED_OUT
)
_FRAMES = {2: Frame.DOCUMENTS, 3: Frame.REQUESTS, 4: Frame.CASES}
_SIGNS = re.compile(r"[（）]")
_DECIDED_HERE = "本机关为他人办理的复议案件，不是因本机关信息公开引起的"
_AMONG = ("中，", "里，", "中有", "中：", "之中", "中的", "里有")
_NOW = re.compile("[本今]年度?(?!报告)")
_HANDLES = re.compile("(?:办理|承办|代理|受理)(?:各类)?(?:行政)?复议")
_DECIDING = re.compile("受理|办理|审理|收到|审结|办结|代表")
_OPEN_PAPERS = re.compile("主动公开|不予公开(?:政府)?信息|公文")
_PART_OF_IT = "只是前面总数的一部分，官方表格没有单独一栏"
_NO_CELL = "所用格式没有这一栏"


class Binder:
    """Binds the figures and statements of one text."""

    def __init__(
        self, index: Index, marks: Sequence[Mark], form: Edition, year: int | None, agency: str | None
    ) -> None:
        """Keep the words and marks of the text, the form, the report's year and its organ."""
        self._index = index
        self._turns = index.only(_TURNS)
        self._text = index.text
        self._marks = marks
        self._mark_starts = [mark.start for mark in marks]
        self._form = form
        self._year = year
        self._decides_reviews = agency is not None and "司法" in agency
        self._on_disclosure = False
        self._memory = Memory()
        office = agency is not None and agency.endswith(("办公室", "办"))
        self._fence = Fence(year, is_office=office, is_unknown=agency is None)
        self._items: Sequence[Figure | Statement] = ()
        # Where the words end that a number in front of its noun has been read by: they name nothing else.
        self._consumed = 0
        # 与2023年13件相比，本年收到12件: the first number waits for what it was of.
        self._waiting: int | None = None
        # 自2019年以来收到420件，其中2024年66件: what was told of a longer time.
        self._outside: Topic | None = None
        self._late: dict[int, Bound | None] = {}

    def walk(self, items: Sequence[Figure | Statement]) -> dict[int, Bound | None]:
        """Bind `items`, which are in order; start offset → meaning, None for a statement that states no figure."""
        self._items = items
        bound: dict[int, Bound | None] = {}
        at = 0
        for start, end in _sentences(self._text):
            self._open_heading(start, end)
            if at == len(items) or items[at].start >= end:
                for word in self._turns.within(start, end):
                    self._turn(word)
                continue
            self._open_sentence(start, end)
            first = at
            while at < len(items) and items[at].start < end:
                floor = items[at - 1].end if at > first else start
                bound[items[at].start] = self._bind(at, max(floor, start), self._ceiling(at, end))
                at += 1
            self._pass_over(items[at - 1].end, end)
        return bound | self._late

    def _ceiling(self, at: int, end: int) -> int:
        """Where the next figure of the sentence begins, or its end; statements between are of figure `at`."""
        following = (item.start for item in self._items[at + 1 : at + 4] if isinstance(item, Figure))
        return min(next(following, end), end)

    def _open_heading(self, start: int, end: int) -> None:
        heading = _HEADING.match(self._text, start)
        if heading:
            frame = frame_of_heading(self._index, heading.end(), end)
            if heading["item"] is None or frame is not Frame.NONE:
                other = self._turns.within(heading.end(), min(end, heading.end() + LONGEST_HEADING))
                closed = frame is Frame.NONE and other.has(Sense.ABOUT_NOTHING)
                self._memory = Memory(frame=frame, heading=frame, closed=closed)

    def _open_sentence(self, start: int, end: int) -> None:
        self._memory.start_sentence()
        self._waiting = self._outside = None
        self._on_disclosure = self._memory.heading is not Frame.NONE or "公开" in self._text[start:end]
        self._fence.start_sentence(goes_on=self._text.startswith("其中", start))

    def _bind(self, at: int, floor: int, ceiling: int) -> Bound | None:
        item = self._items[at]
        self._pass_over(floor, item.start)
        if isinstance(item, Statement):
            return self._statement(item)
        found = label(
            self._index, max(floor, self._consumed), item.start, item.end, ceiling, _folded(item.quantity.unit)
        )
        if self._memory.frame is Frame.NONE and is_of_applications(found):
            self._memory.frame = Frame.REQUESTS
        compared = self._compared(found, item.quantity.unit)
        if compared is not None:
            return compared
        if item.quantity.unit in ("%", "倍", "个百分点", "百分点"):
            return self._ratio(read_share(found, self._memory))
        return self._count(at, found)

    def _compared(self, found: Label, unit: str) -> Bound | None:
        """A change or a multiple, or None where the figure is neither."""
        memory = self._memory
        if is_change(found, memory) or unit == DOUBLINGS:
            named = found.clause.has(Sense.AGAINST) and found.clause.has(Sense.APPLICATION)
            if named and not memory.told:
                # 近两年开发力度加大，申请数量较上年增长20%: the years are those of the reason given.
                self._fence.pass_years()
            return self._ratio(read_change(found, memory, self._year), changed=True)
        if memory.changes and is_next_change(found):
            return self._ratio(Ratio(memory.changes.pop(0), topic=memory.head), changed=True)
        if found.clause.has(Sense.TIMES) and unit in ("倍", "%"):
            return self._ratio(read_multiple(found, memory, self._year))
        if is_multiple(found, memory):
            return self._ratio(read_multiple(found, memory, self._year), changed=True)
        return None

    def _pass_over(self, start: int, end: int) -> None:
        """Take in the brackets, dates and headings between one figure and the next."""
        place = start
        for sign in _SIGNS.finditer(self._text, start, end):
            self._take_in(place, sign.start())
            place = sign.end()
            if sign[0] == "（":
                self._memory.open_bracket()
                self._fence.open_bracket()
            else:
                self._memory.close_bracket()
                self._fence.close_bracket()
        self._take_in(place, end)

    def _take_in(self, start: int, end: int) -> None:
        words = self._turns.within(start, end)
        first = bisect_left(self._mark_starts, start)
        last = bisect_left(self._mark_starts, end)
        if not words and first == last:
            return
        counted = self._memory.counted and self._memory.frame is Frame.REQUESTS
        self._fence.pass_over(self._text, words.items, self._marks[first:last], counted=counted)
        for word in words:
            self._turn(word)

    def _turn(self, word: Word) -> None:
        memory = self._memory
        if word.has(Sense.ABOUT_APPLICATIONS) or opens_topic(self._text, word):
            memory.frame = Frame.REQUESTS
        elif word.has(Sense.ABOUT_CASES):
            memory.frame = Frame.CASES
        elif word.has(Sense.ABOUT_NOTHING):
            memory.frame = Frame.NONE
        elif word.has(Sense.PART) and (memory.counted or memory.main or "中" in self._text[word.start : word.end]):
            # 工作主要涉及：公示预算；受理申请3件: parts of nothing that was counted.
            memory.open_parts()
        elif word.has(Sense.AGAINST):
            memory.compared = True

    def _count(self, at: int, found: Label) -> Bound:
        if found.clause.has(Sense.SHARE):
            self._memory.part = parts_of(found, self._memory)
        if _NOW.search(found.text):
            self._fence.pass_last_year()
        reading = self._read(at, found)
        reading, last_year = self._dated(found, reading)
        self._wait(found, reading, last_year=last_year)
        self._remember_count(found, reading, last_year=last_year)
        bound = self._bound(found, reading, last_year=last_year)
        if reading.topic is not None and is_of_last_year(reading.topic):
            self._fence.pass_last_year()
        return bound

    def _read(self, at: int, found: Label) -> Reading:
        memory = self._memory
        fresh = found.clause.has(Sense.FRESH)
        reading = composed(self._index, self._items[at : at + 4], read_count(found, memory), fresh=fresh)
        if reading.topic is None and is_before(found) and found.strong is None:
            reading = replace(reading, topic=memory.head)
        if reading.topic is not None and found.strong is None and found.strong_after is not None:
            self._consumed = max(word.end for word in found.after)
        if reading.topic == NEW and self._fence.is_beside_others(self._text, found.text, found.end):
            reading = Reading(None, _PART_OF_IT, reading.frame)
        if reading.topic is not None and self._is_a_part(found, reading.topic):
            reading = Reading(None, _PART_OF_IT, reading.frame)
        if reading.topic is None and self._fence.period is Period.LAST_YEAR and only_dates(found):
            return Reading(memory.head, frame=memory.frame)
        if reading.topic is None and self._outside is not None and names_this_year(found, self._year):
            return Reading(self._outside, frame=memory.frame)
        if reading.topic is None and memory.changed is not None and names_this_year(found):
            return Reading(memory.changed, frame=memory.frame)
        return reading

    def _dated(self, found: Label, reading: Reading) -> tuple[Reading, bool]:
        """The reading, and whether it is of last year."""
        before, compared = is_before(found), found.clause.has(Sense.AGAINST)
        topic = reading.topic
        reached = topic is not None and topic == self._memory.changed and not compared
        if reached and not before and self._fence.period is Period.LAST_YEAR:
            self._fence.pass_last_year()
        if topic is not None and tells_two_years(found, self._year):
            self._fence.pass_last_year()
            return replace(reading, queue=(topic,)), True
        if topic is not None and is_of_last_year(topic) and not compared:
            return reading, False
        among = self._memory.parts and self._memory.parent in (PROCESSED, TAKEN_UP) and not before
        if topic == NEW and among and self._fence.period is Period.LAST_YEAR:
            # 答复23件，其中上年收到3件: what came last year and was answered in this one.
            return replace(reading, topic=requests("carried_in")), False
        return reading, before or self._fence.period is Period.LAST_YEAR

    def _wait(self, found: Label, reading: Reading, *, last_year: bool) -> None:
        """与2023年13件相比，本年收到12件: the first number waits for what it was of."""
        if reading.topic is None and is_before(found) and found.foreign <= 1 and not found.clause.has(Sense.FREE):
            self._waiting = found.start
        elif reading.topic == NEW and not last_year and self._waiting is not None:
            self._late[self._waiting] = Bound(count(*(f"prev.{key}" for key in NEW.keys)))
            self._waiting, self._memory.compared = None, True

    def _remember_count(self, found: Label, reading: Reading, *, last_year: bool) -> None:
        memory, clause = self._memory, found.clause
        aside = memory.main is None and Frame.REQUESTS not in (memory.heading, memory.frame)
        if reading.topic is None and aside and _OPEN_PAPERS.search(found.text):
            memory.attribute = found.unit
        memory.take(reading, last_year=last_year)
        memory.unit = found.unit
        if reading.topic is not None and reading.topic == memory.main:
            memory.main_unit = found.unit
        memory.made = clause.keys(Sense.DRAWN) if reading.topic is None and clause.has(Sense.FREE) else memory.made
        memory.powers = clause.keys(Sense.POWER) or clause.keys(Sense.FEES) or memory.powers
        memory.documents = clause.keys(Sense.DOCUMENT) or memory.documents
        memory.channels = memory.channels or (bool(self._fence.elsewhere) and reading.topic == NEW)
        if self._text.startswith(_AMONG, found.end):
            memory.base = reading.topic

    def _is_for_others(self, found: Label, topic: Topic) -> bool:
        """A bureau of justice that 受理 or 办理 reviews tells of those it decides for others, and so may any other."""
        if "review" not in topic.rows:
            return False
        if not self._decides_reviews:
            told = self._on_disclosure or self._memory.heading is not Frame.NONE or "被" in found.text
            return not told and _HANDLES.search(found.text) is not None
        against_us = "被" in found.text or self._memory.heading is Frame.CASES or not _DECIDING.search(found.text)
        return not (self._on_disclosure and against_us)

    def _is_a_part(self, found: Label, topic: Topic) -> bool:
        """共收到9件，其中县政府收到5件: what is part of a whole is not the whole again."""
        memory = self._memory
        if memory.parts and topic.table == 2 and memory.last == topic:
            # 废止2件（含宣布失效1件）
            return True
        again = found.leads and topic == NEW and "new" in memory.said and not found.after.has(Sense.REQUEST)
        if memory.parts and memory.told and memory.told[0] == memory.parent == CARRIED_IN and is_answer(topic):
            # 办结上年结转的4件，其中公开3件
            return set(memory.told[1:]) <= {None}
        return again or (memory.parts and memory.parent == topic and topic in (NEW, PROCESSED))

    def _bound(self, found: Label, reading: Reading, *, last_year: bool) -> Bound:
        topic = reading.topic
        if topic is None:
            return Bound(None, reading.note)
        if self._fence.elsewhere:
            return Bound(None, self._fence.elsewhere)
        if self._is_for_others(found, topic):
            return Bound(None, _DECIDED_HERE)
        if not all(each.fits(self._form) for each in (topic, *reading.also)):
            return Bound(None, _NO_CELL)
        against = found.clause.last(Sense.AGAINST)
        year = against.year if against is not None else None
        if year is not None and self._year is not None and year != self._year - 1:
            return Bound(None, f"{year}年的数，不是本年的数")
        if last_year:
            return Bound(reading.expression("prev."))
        arrived = is_of_last_year(topic) and self._fence.period is Period.LAST_YEAR
        if self._fence.period is not Period.THIS_YEAR and not arrived:
            self._outside = topic
            return Bound(None, self._fence.note)
        return Bound(reading.expression(), readings=tuple(count(*other.keys) for other in reading.instead))

    def _ratio(self, ratio: Ratio, *, changed: bool = False) -> Bound:
        memory = self._memory
        memory.counted = True
        if not changed and ratio.topic is not None:
            memory.last = ratio.topic
            memory.told += [ratio.topic] if ratio.topic not in memory.told else []
        if changed:
            memory.changed = memory.head = ratio.topic
            on_powers = ratio.topic is not None and ratio.topic.columns == ITEMS_NOW
            memory.frame = Frame.POWERS if on_powers else _FRAMES[ratio.topic.table] if ratio.topic else memory.frame
        if ratio.expression is None:
            return Bound(None, ratio.note)
        if self._fence.elsewhere:
            return Bound(None, self._fence.elsewhere)
        told = memory.last or memory.changed
        about_this_year = changed and self._fence.period is Period.LAST_YEAR and told is not None
        if self._fence.period is not Period.THIS_YEAR and not about_this_year:
            return Bound(None, self._fence.note)
        if any(self._form.cell(key) is None for key in ratio.expression.refs):
            return Bound(None, _NO_CELL)
        return Bound(ratio.expression, readings=ratio.readings)

    def _statement(self, item: Statement) -> Bound | None:
        said = read_statement(item, self._memory)
        if said is None:
            return None
        self._remember(said, item)
        if said.expression is None:
            return Bound(None, said.note, said.zero)
        if self._fence.elsewhere or self._fence.period is Period.OTHER:
            return Bound(None, self._fence.elsewhere or self._fence.note, said.zero)
        expression = said.expression
        carried = said.topic in (CARRIED_OUT, CARRIED_IN) and item.saying is Saying.NONE
        if carried and self._fence.period is Period.LAST_YEAR:
            # 2023年未结转申请 in the report for 2024: nothing came in from there, and the year has said its part.
            expression = count(*CARRIED_IN.keys)
            self._fence.pass_last_year()
        elif self._fence.period is Period.LAST_YEAR and item.saying is Saying.NONE:
            # 上年未收到申请，今年收到12件
            expression = last_years(expression)
        if any(self._form.cell(key) is None for key in expression.refs):
            return Bound(None, _NO_CELL, said.zero)
        return Bound(expression, "", said.zero)

    def _remember(self, said: Said, item: Statement) -> None:
        memory = self._memory
        memory.counted = True
        if said.topic is None or said.topic.rows == ("carried_out",):
            return
        denied = item.saying is Saying.NONE
        before = denied and self._fence.period is Period.LAST_YEAR and not is_of_last_year(said.topic)
        memory.take(Reading(said.topic, frame=_FRAMES[said.topic.table], denied=denied), last_year=before)


def _folded(unit: str) -> str:
    return lexicon().folded(unit)


def _sentences(text: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        spans.append((start, end.end()))
        start = end.end()
    return [*spans, (start, len(text))]
