"""Supplementary figures, told under the sub-heading that their names fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.draft.brief import Brief
from drafter.draft.phrase import Phrase, joined, plain
from drafter.draft.phrases import verb_for
from drafter.draft.place import Place, place_of_words
from drafter.draft.plan import Point
from drafter.draft.slot import numeral
from drafter.form import Supplementary

_TOLD_IN = (Place.OTHER, Place.DISCLOSURE, Place.REQUESTS, Place.MANAGEMENT, Place.PLATFORM, Place.SUPERVISION)
_PART = re.compile(r"其中[：:，,]?")
_SENTENCE = 60


def extras_at(brief: Brief, place: Place) -> tuple[Supplementary, ...]:
    """The supplementary figures that belong to `place` and that no note tells already, in the writer's order.

    A figure named 其中… stays with the one before it. One whose name fits no sub-heading goes to 主动公开.
    """
    found: list[Supplementary] = []
    at = Place.DISCLOSURE
    for extra in brief.ledger.supplementary:
        if not _PART.match(extra.name):
            at = place_of_words(extra.name, _TOLD_IN) or Place.DISCLOSURE
        if at is place and not _told_by_note(brief, extra):
            found.append(extra)
    return tuple(found)


def tell_extras(brief: Brief, place: Place) -> list[Point]:
    """Plan the sentences that tell the supplementary figures of a place."""
    sentences: list[list[Phrase]] = []
    for item in _items(extras_at(brief, place)):
        if sentences and len(joined([*sentences[-1], item], "，").text) <= _SENTENCE:
            sentences[-1].append(item)
        else:
            sentences.append([item])
    return [
        Point("extras.more" if index else "extras.some", {"items": joined(items, "，")})
        for index, items in enumerate(sentences)
    ]


def figure(extra: Supplementary) -> Phrase:
    """Value and unit of a supplementary figure."""
    value = numeral(extra.value)
    return Phrase(f"{value}{extra.unit}", (f"sup.{extra.name}",), ((0, len(value)),))


def _items(extras: Sequence[Supplementary]) -> list[Phrase]:
    """One phrase a figure, its parts (names beginning with 其中) behind it; 等 where the parts leave something over."""
    items: list[Phrase] = []
    index = 0
    while index < len(extras):
        whole = extras[index]
        parts = []
        while index + 1 < len(extras) and _PART.match(extras[index + 1].name):
            index += 1
            parts.append(extras[index])
        items.append(_with_parts(whole, parts))
        index += 1
    return items


def _with_parts(whole: Supplementary, parts: Sequence[Supplementary]) -> Phrase:
    told = joined([plain(verb_for(whole.name) + _PART.sub("", whole.name)), figure(whole)])
    if not parts:
        return told
    listed = joined([joined([plain(_PART.sub("", part.name)), figure(part)]) for part in parts], "、")
    open_list = len(parts) > 1 and sum(part.value for part in parts) != whole.value
    return joined([told, plain("，其中"), listed, plain("等" if open_list else "")])


def _told_by_note(brief: Brief, extra: Supplementary) -> bool:
    """Whether a note already says this value with this unit."""
    said = re.compile(rf"(?<![\d.]){re.escape(numeral(extra.value))}余?{re.escape(extra.unit)}")
    return any(said.search(note.text) for note in brief.notes)
