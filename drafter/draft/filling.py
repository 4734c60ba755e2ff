"""The figures of a sentence that stands: where its slots are, which of them an edited one still has, and new values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from drafter.documents import Sentence
from drafter.draft.phrase import Filled, Phrase

_SLOT = re.compile(r"\{\{([^{}|]+)(?:\|[^{}]*)?\}\}")


def figures_of(sentence: Sentence) -> tuple[Filled, ...]:
    """The figures that slots put into a sentence, in order; none where its slots do not fit its words."""
    pieces = _SLOT.split(sentence.slotted)
    if len(pieces) == 1:
        return ()
    pattern = "".join("(.+?)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
    match = re.fullmatch(pattern, sentence.text, re.DOTALL)
    if match is None:
        return ()
    return tuple(Filled(*match.span(number), slot) for number, slot in enumerate(pieces[1::2], 1))


def carried(sentence: Sentence, text: str) -> str:
    """An edited sentence with its figures in the slots of the one it was, "" unless every one of them still stands."""
    figures = figures_of(sentence)
    blocks = SequenceMatcher(None, sentence.text, text, autojunk=False).get_matching_blocks()
    found = []
    for figure in figures:
        block = next((b for b in blocks if b.a <= figure.start and figure.end <= b.a + b.size), None)
        if block is None:
            return ""
        found.append(Filled(figure.start - block.a + block.b, figure.end - block.a + block.b, figure.slot))
    return Phrase(text, (), tuple(found)).slotted if found else ""


def refilled(sentence: Sentence, fill: Callable[[str], Phrase | None]) -> str:
    """The sentence with the value that `fill` now gives for each of its slots; "" where one has none."""
    pieces: list[str] = []
    at = 0
    for figure in figures_of(sentence):
        value = fill(figure.slot)
        if value is None:
            return ""
        pieces += [sentence.text[at : figure.start], value.text]
        at = figure.end
    return "".join([*pieces, sentence.text[at:]]) if pieces else ""


def same_figures(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences tell the same cells with the same figures, in whatever words."""
    return set(one.refs) == set(other.refs) and _shown(one) == _shown(other)


def _shown(sentence: Sentence) -> Sequence[tuple[str, str]]:
    return sorted((figure.slot, sentence.text[figure.start : figure.end]) for figure in figures_of(sentence))
