"""What the sentences so far have been about."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto

from drafter.claims.topic import CARRIED_IN, NEW, PROCESSED, TAKEN_UP, TOTAL, Topic
from drafter.form.expression import Expression, count
from drafter.form.identity import Term

# How many figures of a sentence are kept in mind.
_LONGEST_LIST = 40
CHANNELS = "按申请渠道或内容分的数，官方表格没有这一栏"


class Frame(StrEnum):
    """The subject a passage is on: applications, disputes, documents, powers, or what no official table counts."""

    NONE = auto()
    REQUESTS = auto()
    CASES = auto()
    DOCUMENTS = auto()
    POWERS = auto()
    FREE = auto()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a figure counts: a topic, or none with the reason in Chinese; `frame` is the subject it belongs to.

    `queue` are topics that the next figures take in turn; each of the topics `also` has the same value (各2件, 均为0);
    the words may as well mean one of the topics `instead`. `falls` tells that the cell has the number with a minus
    (本年减少2项), `underway` that the applications were said to be dealt with (办理), not to be done (办结, 答复),
    `denied` that there were none.
    """

    topic: Topic | None = None
    note: str = ""
    frame: Frame | None = None
    queue: tuple[Topic, ...] = ()
    underway: bool = False
    denied: bool = False
    falls: bool = False
    also: tuple[Topic, ...] = ()
    instead: tuple[Topic, ...] = ()

    def expression(self, year: str = "") -> Expression:
        """What the figure means over the cells; `year` is put before each key (`prev.` for last year's)."""
        topics = (*self.also, self.topic) if self.topic is not None else self.also
        keys = tuple(year + key for topic in topics for key in topic.keys)
        if self.falls:
            return Expression(tuple(Term(key, -1) for key in keys))
        return Expression(tuple(Term(key) for key in keys), each=True) if self.also else count(*keys)


@dataclass
class Memory:
    """The state carried from figure to figure through a passage.

    A heading begins a new memory; `heading` is the subject it named. `base` is the figure of which 中 said that what
    follows is a part (无法提供的9件中). `main` is the first whole of the applications told of (a change without a
    subject is its change), `whole` the latest (applicants without a row are its applicants), `parent` the figure
    whose parts are being told, `head` what a change behind it is a change of, `last` the topic of the figure just
    read, None where it was of no table. `told` are the topics of the sentence in order, `part` those said to be a
    share of the figure just read (两项占办结量990件的56.3%), `channels` tells that applications received were told by
    channel, `attribute` is the unit in which the sentence counted what is open on the organ's own initiative:
    依申请公开 in that unit is an attribute of papers, no application. `unit` is that of the figure just read,
    `main_unit` that of the applications, `closed` tells that the heading named what no table counts, `mixed` are the
    groups of which cases of all kinds were told. `changes` are those of the next figures in turn
    (同比分别下降60%和12.5%), `made` is what was said to be done with the papers whose parts are being told
    (制发公文120件，其中规范性文件3件).

    Of cases: `results` are the results told so far, `settled` the groups whose results the sentence told, `rival` the
    groups that results without a group may as well be of. `portions` are the shares of the next figures in turn
    (分别占60%、10%和30%), each with its readings.
    """

    frame: Frame = Frame.NONE
    main: Topic | None = None
    whole: Topic | None = None
    head: Topic | None = None
    parent: Topic | None = None
    last: Topic | None = None
    groups: tuple[str, ...] = ()
    said_groups: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    powers: tuple[str, ...] = ()
    said: set[str] = field(default_factory=set)
    queue: tuple[Topic, ...] = ()
    parts: bool = False
    counted: bool = False
    compared: bool = False
    changed: Topic | None = None
    denied: bool = False
    underway: bool = False
    heading: Frame = Frame.NONE
    base: Topic | None = None
    told: list[Topic | None] = field(default_factory=list)
    changes: list[Expression] = field(default_factory=list)
    part: tuple[Topic, ...] = ()
    channels: bool = False
    attribute: str | None = None
    closed: bool = False
    unit: str = ""
    main_unit: str = ""
    mixed: tuple[str, ...] = ()
    results: list[Topic] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)
    rival: tuple[str, ...] = ()
    portions: list[tuple[Expression | None, tuple[Expression, ...]]] = field(default_factory=list)
    brackets: list[tuple[Topic | None, Topic | None, Frame, bool]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """True where plain 申请 may be those for information: no other subject has been named."""
        return (self.frame is Frame.NONE and not self.closed) or self.heading is Frame.REQUESTS

    def start_sentence(self) -> None:
        """Close brackets and lists; a change without a subject is now the main topic's."""
        self.brackets.clear()
        if self.heading is Frame.REQUESTS and self.frame is Frame.FREE:
            self.frame = Frame.REQUESTS
        self.queue = ()
        self.parts = self.counted = self.compared = False
        self.said_groups = self.rival = ()
        self.settled.clear()
        self.portions.clear()
        self.told, self.part, self.changes = [], (), []
        self.attribute = None
        self.made = self.mixed = ()
        self.last = self.parent = self.base = None
        self.head = self.main if self.frame is Frame.REQUESTS else None
        self.changed = None

    def open_parts(self) -> None:
        """What follows 其中 or 含 is part of the figure before, or of the whole of the sentence before."""
        self.parts = True
        if self.last is not None and self.last.columns == TOTAL:
            self.parent = self.last

    def open_bracket(self) -> None:
        """Remember where the bracket leaves off; what is in it may be part of the figure before."""
        self.brackets.append((self.last, self.head, self.frame, self.parts))
        if self.last is not None and self.last.columns == TOTAL:
            self.parent = self.last

    def close_bracket(self) -> None:
        """Go on where the bracket left off."""
        if self.brackets:
            self.last, self.head, self.frame, self.parts = self.brackets.pop()

    def take(self, reading: Reading, *, last_year: bool = False) -> None:
        """Note a count that was read; one of last year leaves what is told of this year as it was."""
        self.counted = True
        self.denied = reading.denied
        self.queue = reading.queue
        topic = reading.topic
        self.underway = reading.underway
        among = self.parts or any(topic is not None for topic in self.told)
        # 规章（含新制定5件，修改4件，废止1件）: what no table has stands between two that one has.
        listed = self.frame is Frame.REQUESTS or (self.frame is Frame.DOCUMENTS and bool(self.brackets))
        aside = reading.frame is Frame.FREE and listed and among
        if reading.frame is not None and not aside:
            self.frame = reading.frame
        if last_year:
            self.changed = topic
            self.compared = self.compared or topic is not None
            return
        self.channels = self.channels or reading.note == CHANNELS
        self.last = self.head = topic
        self.told.append(topic)
        del self.told[:-_LONGEST_LIST]
        if topic is None:
            return
        self.channels = False
        if topic.table == 3:
            self._take_requests(topic, denied=reading.denied)
        elif topic.table == 4:
            self._take_cases(topic, reading.instead)
        elif topic.columns[0] not in ("decisions", "amount"):
            self.documents, self.drawn = topic.rows, topic.columns

    def _take_cases(self, topic: Topic, instead: tuple[Topic, ...]) -> None:
        self.groups = topic.rows
        self.said_groups = tuple(dict.fromkeys(self.said_groups + topic.rows))
        self.rival = instead[0].rows if instead else ()
        if topic.columns != TOTAL:
            self.settled.update(topic.rows)
            self.results.append(topic)

    def _take_requests(self, topic: Topic, *, denied: bool) -> None:
        if topic.columns == TOTAL:
            # 无上年结转: nothing came in beside the new ones.
            self.said.update(() if denied and topic == CARRIED_IN else topic.rows)
            self.parent = None
        if topic in (NEW, TAKEN_UP, PROCESSED):
            self.whole = topic
            self.main = self.main or topic
        elif topic.rows == NEW.rows and not self.parts:
            # 收到公民申请9件: all that came in, if nothing tells of others.
            self.main = self.main or NEW
