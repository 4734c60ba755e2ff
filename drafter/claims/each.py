"""One value said of several things at once: 自然人、企业各2件, 上年结转和结转下年均为0."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.claims import requests
from drafter.claims.disputes import groups_of
from drafter.claims.label import Label
from drafter.claims.lexicon import Sense
from drafter.claims.memory import Frame, Memory, Reading
from drafter.claims.topic import CARRIED_OUT, NEW, PROCESSED, TOTAL, Topic, cases
from drafter.claims.words import Word, Words

_OTHER = re.compile("[、和及]其[他它](?=[均各]|$)")
_FRAMES = {2: Frame.DOCUMENTS, 3: Frame.REQUESTS, 4: Frame.CASES}
_DECIDED = Sense.POWER | Sense.FEES
_ROWS = {Sense.CARRIED_OUT: CARRIED_OUT, Sense.FRESH: NEW, Sense.RECEIVE: NEW, Sense.PROCESS: PROCESSED}


def read_each(label: Label, memory: Memory) -> Reading | None:
    """Read a value that each of the things named in the clause has, or return None where only one is named."""
    free = label.clause.has(Sense.FREE)
    if label.clause.has(Sense.CHANNEL | Sense.POSTED) or (free and not label.clause.has(Sense.CASES)):
        return None
    topics = tuple(dict.fromkeys(_topics(label, memory)))
    if len(topics) < (1 if free else 2) or (label.unit and label.unit not in requests.UNITS and label.unit != "元"):
        return None
    return Reading(topics[-1], frame=_FRAMES[topics[-1].table], also=topics[:-1])


def _topics(label: Label, memory: Memory) -> Iterator[Topic]:
    words = label.clause
    applicants, results = words.keys(Sense.APPLICANT), words.keys(Sense.RESULT)
    if applicants:
        rows = (memory.parent or memory.whole or NEW).rows
        rest = ("other",) if _OTHER.search(label.text) else ()
        yield from (Topic(3, rows, (column,)) for column in dict.fromkeys(applicants + rest))
        return
    groups = groups_of(words) or (memory.groups if results else ())
    if groups:
        yield from (cases(group, columns=(result,)) for group in groups for result in results or TOTAL)
    for word in words:
        yield from _of_one(word, words)


def _of_one(word: Word, words: Words) -> Iterator[Topic]:
    if word.has(Sense.CARRIED_IN):
        yield Topic(3, ("carried_in",))
    elif word.has(Sense.OUTCOME):
        yield from (Topic(3, (row,)) for row in word.keys(Sense.OUTCOME))
    elif word.has(Sense.DOCUMENT):
        drawn = words.keys(Sense.DRAWN)
        yield from (Topic(2, (row,), (column,)) for row in word.keys(Sense.DOCUMENT) for column in drawn)
    elif word.has(_DECIDED):
        column = "decisions" if word.has(Sense.POWER) else "amount"
        yield from (Topic(2, (row,), (column,)) for row in word.keys(Sense.POWER) + word.keys(Sense.FEES))
    else:
        yield from (topic for sense, topic in _ROWS.items() if word.has(sense))
