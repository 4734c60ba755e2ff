"""A stretch of prose with the evidence for every figure in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text, the cells it tells, and where slots put figures into it.

    `refs`: cell keys or `sup.<name>`, each once, in the order told. `figures`: spans (start, end) of filled figures,
    0-based code-point offsets into `text`, in order.
    """

    text: str
    refs: tuple[str, ...] = ()
    figures: tuple[tuple[int, int], ...] = ()


def plain(text: str) -> Phrase:
    """Words without a figure."""
    return Phrase(text)


def joined(parts: Sequence[Phrase], separator: str = "") -> Phrase:
    """The parts one after the other with `separator` between them, their evidence kept and shifted into place."""
    text: list[str] = []
    refs: list[str] = []
    figures: list[tuple[int, int]] = []
    length = 0
    for index, part in enumerate(parts):
        if index:
            text.append(separator)
            length += len(separator)
        text.append(part.text)
        refs.extend(part.refs)
        figures.extend((start + length, end + length) for start, end in part.figures)
        length += len(part.text)
    return Phrase("".join(text), tuple(dict.fromkeys(refs)), tuple(figures))
