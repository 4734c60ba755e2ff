"""One sentence with all the guards look at: filled, masked, covered by its evidence, read back by the checker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from drafter.documents import Mention
from drafter.draft.alone import mentions
from drafter.draft.evidence import Evidence, Said
from drafter.draft.guards.cover import Token, cover
from drafter.draft.guards.lexicon import lexicon
from drafter.draft.guards.slots import MARKS, Parsed, Use
from drafter.draft.phrase import Phrase

_CLAUSE = re.compile(r"[^，。；：！？]+")
_GAP = "\ue000"
_REACH = 4  # characters behind 未 or 不 that it is felt to deny


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the masked sentence between signs, with its words."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class View:
    """A parsed sentence before its evidence. `before`: the paragraph's text so far."""

    said: Said
    evidence: Evidence
    before: str
    parsed: Parsed

    @property
    def text(self) -> str:
        """The filled sentence."""
        return self.parsed.text

    @property
    def masked(self) -> str:
        """The sentence with one private character for each slot and its unit."""
        return self.parsed.masked

    @cached_property
    def cited(self) -> dict[str, str]:
        """The notes the sentence cites, by id, their figures masked."""
        return {id_: masked_note(self.evidence, id_) for id_ in self.said.evidence if id_ in self.evidence.notes}

    @cached_property
    def composed(self) -> str:
        """The composer's sentences of the section, one a line, their figures masked."""
        return "\n".join(masked_phrase(phrase) for phrase in self.evidence.points.values())

    @cached_property
    def own(self) -> str:
        """What the organ may always say of itself: its names, its year, the section's heading."""
        brief = self.evidence.brief
        organ, year = brief.organ, brief.year
        times = (f"{year}年", f"{year}年度", f"{year - 1}年", f"{year - 1}年度", f"{year + 1}年")
        return "\n".join([organ.agency, organ.signed, organ.we, organ.scope, self.evidence.heading, *times])

    @cached_property
    def grounds(self) -> str:
        """All words the sentence may take: of the notes it cites, the composer's sentences, the organ's own."""
        names = "\n".join(figure.label for figure in self.evidence.given if figure.source == "sup")
        return "\n".join([*self.cited.values(), self.composed, self.own, names])

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the masked sentence, in order."""
        return cover(self.masked, self.grounds)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of the masked sentence with their words."""
        return tuple(
            Clause(m.start(), m.end(), m[0], tuple(t for t in self.tokens if m.start() <= t.start < m.end()))
            for m in _CLAUSE.finditer(self.masked)
        )

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The numbers and statements of the sentence as the checker reads them in their place; offsets into `text`."""
        lead = f"{self.evidence.heading}\n{self.before}"
        found = mentions(self.evidence.brief, lead + self.text)
        at = len(lead)
        return tuple(m.model_copy(update={"start": m.start - at, "end": m.end - at}) for m in found if m.start >= at)

    @cached_property
    def composers(self) -> Phrase | None:
        """The composer's sentence that this one is, slot for slot, or None."""
        slots = tuple(use.figure.slot for use in self.parsed.uses)
        for phrase in self.evidence.points.values():
            if phrase.text == self.text and slots == tuple(filled.slot for filled in phrase.figures):
                return phrase
        return None

    def masked_span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the filled text as one of the masked text."""
        return self._masked_at(start), max(self._masked_at(start) + 1, self._masked_at(end))

    def _masked_at(self, place: int) -> int:
        shift = 0
        for use in self.parsed.uses:
            if place >= use.end:
                shift = use.mark + 1 - use.end
            elif place > use.start:
                return use.mark
        return place + shift

    def uses_in(self, clause: Clause) -> Iterator[Use]:
        """Yield the slots used in a clause."""
        return (use for use in self.parsed.uses if clause.start <= use.mark < clause.end)

    def states(self, clause: Clause) -> bool:
        """Whether the checker reads a statement (a claim without a digit) in the clause and the tables bear it out."""
        return any(m.kind == "claim" and m.verdict == "matched" and self.touches(m, clause) for m in self.mentions)

    def touches(self, mention: Mention, clause: Clause) -> bool:
        """Whether a mention stands in a clause, in part at least."""
        start, end = self.masked_span(mention.start, mention.end)
        return start < clause.end and clause.start < end


def masked_note(evidence: Evidence, id_: str) -> str:
    """A note with one private character for each of its figures."""
    text = evidence.words(id_)
    pieces, at = [], 0
    for figure in evidence.of_note(id_):
        pieces += [text[at : figure.start], _GAP]
        at = figure.end
    return "".join([*pieces, text[at:]])


def masked_phrase(phrase: Phrase) -> str:
    """A composer's sentence with one private character for each of its figures."""
    pieces, at = [], 0
    for filled in phrase.figures:
        pieces += [phrase.text[at : filled.start], _GAP]
        at = filled.end
    return "".join([*pieces, phrase.text[at:]])


def denies(text: str) -> bool:
    """Whether words turn what they say round: 未, 没有, 不…; set phrases such as 不予公开 do not."""
    return any(word in _without_set_phrases(text) for word in lexicon().negations)


def negations(text: str) -> int:
    """How many times words turn what they say round."""
    return len(_negation().findall(_without_set_phrases(text)))


class Denied(NamedTuple):
    """Pairs of characters: `heads` right behind 未 or 不, `reached` as far as these are felt, `told` all others."""

    heads: frozenset[str]
    reached: frozenset[str]
    told: frozenset[str]


def denied(text: str) -> Denied:
    """What the words deny, and what they do not: 长期未更新的账号 denies 更新."""
    text = _without_set_phrases(text)
    heads: set[int] = set()
    reached: set[int] = set()
    for match in _negation().finditer(text):
        end = match.end()
        while end < min(len(text), match.end() + _REACH) and text[end] not in "的，。；：":
            end += 1
        heads.add(match.end())
        reached |= set(range(match.start(), end - 1))
    pairs = {i: text[i : i + 2] for i in range(len(text) - 1)}
    return Denied(
        frozenset(pairs[i] for i in heads & pairs.keys()),
        frozenset(pairs[i] for i in reached & pairs.keys()),
        frozenset(pair for i, pair in pairs.items() if i not in reached),
    )


@cache
def _negation() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon().negations)))


def _without_set_phrases(text: str) -> str:
    for phrase in lexicon().set_phrases:
        text = text.replace(phrase, _GAP)
    return text


def bare(text: str) -> str:
    """Words without the marks of figures."""
    return MARKS.sub("", text)
