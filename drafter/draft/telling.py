"""The writer's notes as sentences of the report: their words kept, a doer or a list mark put before them."""

from __future__ import annotations

import re
from dataclasses import replace

from drafter.draft.brief import Brief
from drafter.draft.notes import Note
from drafter.draft.pattern import drawn
from drafter.draft.phrases import begins_with_verb
from drafter.draft.plan import Told
from drafter.library.place import Place

MARKS = ("一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是")
_LISTED_FROM = 3
_TOPICS = {"社会评议": "本年度未开展社会评议。", "责任追究": "本年度未发生责任追究情形。"}
_NONE = ("无", "没有", "未发生", "未开展")
_DATED = re.compile(r"(?:\d|[一二三四五六七八九十]+月|全年|年内|本年|上半年|下半年|每)")


def told(brief: Brief, place: Place, *, alone: bool = True) -> tuple[Told, ...]:
    """The notes of a place in the writer's order.

    From three on they may be counted 一是、二是 (by the seed, and only where none begins with a date). Otherwise the
    first gets the organ as its doer where it begins with a deed and nothing stands before it (`alone`).
    """
    notes = tuple(replace(note, text=topical(note)) for note in brief.notes_at(place))
    countable = _LISTED_FROM <= len(notes) <= len(MARKS) and not any(_DATED.match(note.text) for note in notes)
    if countable and drawn(f"{brief.seed}|{place}", 3):
        return tuple(Told(note, mark) for note, mark in zip(notes, MARKS, strict=False))
    doer = ""
    if alone and notes and begins_with_verb(notes[0].text) and not _names_itself(brief, notes[0].text):
        doer = (brief.organ.we, f"{brief.year}年，{brief.organ.we}", "年内，")[drawn(f"{brief.seed}|doer|{place}", 3)]
    return tuple(Told(note, "" if index else doer) for index, note in enumerate(notes))


def topical(note: Note) -> str:
    """A note under a heading of its own (社会评议, 责任追究) as a sentence that names what it is about."""
    topic = next((name for name in _TOPICS if name in (note.heading or "")), "")
    if not topic or topic in note.text:
        return note.text
    if note.text.rstrip("。") in _NONE:
        return _TOPICS[topic]
    return f"{topic}方面，{note.text}"


def _names_itself(brief: Brief, text: str) -> bool:
    """Whether the first clause of a note speaks of the organ already (在局网站, 镇政府)."""
    return brief.organ.we.removeprefix("我") in text[: text.find("，")]
