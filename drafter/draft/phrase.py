"""A stretch of prose with the evidence for every figure in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Filled(NamedTuple):
    """A figure that a slot put into a text: 0-based code-point offsets, and the slot (see slot.py)."""

    start: int
    end: int
    slot: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text, the cells it tells, and where slots put figures into it.

    `refs`: cell keys or `sup.<name>`, each once, in the order told. `figures`: the filled figures, in order.
    """

    text: str
    refs: tuple[str, ...] = ()
    figures: tuple[Filled, ...] = ()

    @property
    def slotted(self) -> str:
        """The text with each figure put back into its slot: 收到申请{{t3.new.total}}件."""
        pieces, at = [], 0
        for filled in self.figures:
            pieces += [self.text[at : filled.start], f"{{{{{filled.slot}}}}}"]
            at = filled.end
        return "".join([*pieces, self.text[at:]])

    def without(self, length: int) -> Phrase:
        """The phrase without its first `length` characters, which hold no figure."""
        figures = tuple(Filled(f.start - length, f.end - length, f.slot) for f in self.figures)
        return Phrase(self.text[length:], self.refs, figures)


def plain(text: str) -> Phrase:
    """Words without a figure."""
    return Phrase(text)


def joined(parts: Sequence[Phrase], separator: str = "") -> Phrase:
    """The parts one after the other with `separator` between them, their evidence kept and shifted into place."""
    text: list[str] = []
    refs: list[str] = []
    figures: list[Filled] = []
    length = 0
    for index, part in enumerate(parts):
        if index:
            text.append(separator)
            length += len(separator)
        text.append(part.text)
        refs.extend(part.refs)
        figures.extend(Filled(f.start + length, f.end + length, f.slot) for f in part.figures)
        length += len(part.text)
    return Phrase("".join(text), tuple(dict.fromkeys(refs)), tuple(figures))
