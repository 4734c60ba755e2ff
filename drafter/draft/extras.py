"""Supplementary figures, told under the sub-heading that their words fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.draft.brief import Brief
from drafter.draft.calling import Manner, bare, called, is_part
from drafter.draft.notes import Note
from drafter.draft.phrase import Filled, Phrase, joined, plain
from drafter.draft.plan import Point
from drafter.draft.slot import numeral
from drafter.draft.wording import sentences
from drafter.form import Supplementary
from drafter.library.place import Place, place_of_words

_TOLD_IN = (Place.OTHER, Place.DISCLOSURE, Place.REQUESTS, Place.MANAGEMENT, Place.PLATFORM, Place.SUPERVISION)
_SENTENCE = 60
_LEAD = re.compile(r"^(?:组织|开展|举办|参加|发布)(?=..)")
# What many names share and no figure is known by.
_COMMON = re.compile(r"组织|开展|举办|参加|发布|人员|人数|工作|情况|数量|政府信息|信息|政务|公开|政府")


def extras_at(brief: Brief, place: Place) -> tuple[Supplementary, ...]:
    """The supplementary figures that belong to `place` and that no note tells already, in the writer's order.

    A figure named 其中… stays with the one before it. One whose words fit no sub-heading goes to 主动公开.
    """
    found: list[Supplementary] = []
    at = Place.DISCLOSURE
    for extra in brief.figures:
        if not is_part(extra.name):
            at = place_for(extra)
        if at is place and not told_by_note(brief, extra):
            found.append(extra)
    return tuple(found)


def place_for(extra: Supplementary) -> Place:
    """The sub-heading that the words of a figure fit, 主动公开 where they fit none."""
    words = f"{called(extra).words}{numeral(extra.value)}{extra.unit}"
    return place_of_words(words, _TOLD_IN) or Place.DISCLOSURE


def tell_extras(brief: Brief, place: Place) -> list[Point]:
    """Plan the sentences that tell the supplementary figures of a place.

    Deeds and what went on stand apart, whichever the writer named first; what there is comes last.
    """
    items = _items(extras_at(brief, place))
    points: list[Point] = []
    for manner in sorted(dict.fromkeys(kind for kind, _ in items), key=lambda kind: kind is Manner.STATE):
        for packed in _packed([item for kind, item in items if kind is manner]):
            again = bool(points) and manner is not Manner.STATE
            points.append(Point(f"extras.{'more' if again else manner}", {"items": packed}))
    return points


def figure(extra: Supplementary) -> Phrase:
    """Value and unit of a supplementary figure."""
    value = numeral(extra.value)
    ref = f"sup.{extra.name}"
    return Phrase(f"{value}{extra.unit}", (ref,), (Filled(0, len(value), ref),))


def told_by_note(brief: Brief, extra: Supplementary) -> bool:
    """Whether a note that is written tells this figure: its value with its unit, in a sentence that names it."""
    said = re.compile(rf"(?<![\d.]){re.escape(numeral(extra.value))}余?{re.escape(extra.unit)}")
    return any(
        said.search(sentence) and _names(sentence, extra) for note in _told(brief) for sentence in sentences(note.text)
    )


def told_otherwise(brief: Brief, extra: Supplementary) -> Note | None:
    """The first written note that gives another number right behind the name of this figure, or None."""
    name = _LEAD.sub("", bare(extra))
    said = re.compile(rf"{re.escape(name)}(\d+(?:\.\d+)?){re.escape(extra.unit)}")
    for note in _told(brief):
        numbers = said.findall(note.text)
        if numbers and numeral(extra.value) not in numbers:
            return note
    return None


def _told(brief: Brief) -> list[Note]:
    return [note for place, notes in brief.placed.items() if place is not None for note in notes]


def _names(sentence: str, extra: Supplementary) -> bool:
    """Whether at least half of what a figure is known by stands in the sentence."""
    name = _COMMON.sub("", bare(extra)) or bare(extra)
    pairs = [name[index : index + 2] for index in range(max(1, len(name) - 1))]
    return 2 * sum(pair in sentence for pair in pairs) >= len(pairs)


def _packed(items: Sequence[Phrase]) -> list[Phrase]:
    packs: list[list[Phrase]] = []
    for item in items:
        # What follows 其中 in the same sentence would be read as one more of the parts.
        fits = packs and "，其中" not in packs[-1][-1].text
        if fits and len(joined([*packs[-1], item], "，").text) <= _SENTENCE:
            packs[-1].append(item)
        else:
            packs.append([item])
    return [joined(pack, "，") for pack in packs]


def _items(extras: Sequence[Supplementary]) -> list[tuple[Manner, Phrase]]:
    """One phrase a figure, its parts (names beginning with 其中) behind it; 等 where the parts leave something over."""
    items: list[tuple[Manner, Phrase]] = []
    index = 0
    while index < len(extras):
        whole = extras[index]
        parts = []
        while index + 1 < len(extras) and is_part(extras[index + 1].name):
            index += 1
            parts.append(extras[index])
        items.append((called(whole).manner, _with_parts(whole, parts)))
        index += 1
    return items


def _with_parts(whole: Supplementary, parts: Sequence[Supplementary]) -> Phrase:
    told = joined([plain(called(whole).words), figure(whole)])
    if not parts:
        return told
    listed = joined([joined([plain(bare(part)), figure(part)]) for part in parts], "、")
    open_list = len(parts) > 1 and sum(part.value for part in parts) != whole.value
    return joined([told, plain("，其中"), listed, plain("等" if open_list else "")])
