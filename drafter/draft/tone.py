"""How much a report says of each point: the tone the writer asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from drafter.draft.plan import Part, Point


class Tone(StrEnum):
    """The tones a draft can have."""

    BRIEF = "brief"
    STANDARD = "standard"
    DETAILED = "detailed"


_ASKED = {
    Tone.BRIEF: "简写：相近的要点并成一句，一句话说清，不展开做法。",
    Tone.STANDARD: "通常的写法：一个要点一句，事实在前，做法在后。",
    Tone.DETAILED: "详写：每个要点、每条素材单独成句，把素材里的对象、方式、时间、结果都写到。",
}

_LEFT_OUT = frozenset({"applicants.kinds", "decisions.change", "decisions.items", "decisions.items_next"})
"""Points that only take apart what another point says, or that the table beside it shows as well."""


def asked(tone: Tone) -> str:
    """The tone in words, for a prompt."""
    return _ASKED[tone]


def toned(part: Part, tone: Tone) -> Part:
    """The part as the tone wants it: in brief, without points that only take others apart."""
    if tone is not Tone.BRIEF:
        return part
    kept = tuple(
        tuple(step for step in steps if not (isinstance(step, Point) and step.key in _LEFT_OUT))
        for steps in part.paragraphs
    )
    return replace(part, paragraphs=kept, parts=tuple(_each(part, tone)))


def _each(part: Part, tone: Tone) -> Iterator[Part]:
    yield from (toned(sub, tone) for sub in part.parts)
