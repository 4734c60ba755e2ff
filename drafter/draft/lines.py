"""How the material reads in a prompt: one point, note, slot or example a line, its id in front."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from drafter.draft.brief import Brief
from drafter.draft.evidence import Evidence, Offer, slotted_note, written

_PATTERN_SLOT = re.compile(r"\{[^{}]*\}")


def organ_lines(brief: Brief) -> str:
    """The organ, how it calls itself, and the year."""
    organ = brief.organ
    return f"{organ.agency}，自称“{organ.we}”，报告年度{brief.year}年，上年度{brief.year - 1}年"


def point_lines(evidence: Evidence, wanted: Iterable[str]) -> str:
    """The points among the ids wanted, as the composer words them, figures in slots."""
    return "\n".join(f"{key}｜{evidence.points[key].slotted}" for key in wanted if key in evidence.points)


def note_lines(evidence: Evidence, wanted: Iterable[str]) -> str:
    """The notes among the ids wanted, figures in slots."""
    return "\n".join(f"{key}｜{slotted_note(evidence, key)}" for key in wanted if key in evidence.notes)


def slot_lines(slots: Iterable[Offer]) -> str:
    """The slots on offer: name with unit, meaning, value."""
    return "\n".join(f"{written(offer)}｜{offer.meaning}｜{offer.value}" for offer in slots)


def example_lines(examples: Mapping[str, str]) -> str:
    """The examples, every figure, date and name in them blanked out."""
    return "\n".join(f"{key}｜{_PATTERN_SLOT.sub('×', text)}" for key, text in examples.items())
