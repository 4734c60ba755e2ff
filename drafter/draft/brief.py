"""What a draft is written from: the ledger, the organ, the year, and the notes sorted into their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from drafter.check.amounts import Amounts
from drafter.draft.notes import Note
from drafter.draft.pattern import Pattern, drawn, preferred, turned
from drafter.draft.phrase import Phrase, joined, plain
from drafter.draft.slot import parse_slot
from drafter.draft.tone import Tone
from drafter.form import Amount, Ledger, Supplementary
from drafter.form.expression import change
from drafter.library.organ import Organ
from drafter.library.place import Place, place_of

# From here on percents show two decimals: one would show most parts of so large a whole as the same figure.
_LARGE = 1000


@dataclass(frozen=True)
class Brief:
    """The commission of one draft. Everything in it is given by the writer; the composer adds no fact.

    `extras`: the supplementary figures that may be told; None for all those of the ledger. `like`: the text of a report
    whose ways of saying things are preferred, "" for none. `variation`: another number is another choice of patterns.
    """

    ledger: Ledger
    organ: Organ
    year: int
    notes: tuple[Note, ...]
    extras: tuple[Supplementary, ...] | None = None
    tone: Tone = Tone.STANDARD
    like: str = ""
    variation: int = 0

    @property
    def seed(self) -> str:
        """What the choice of patterns depends on."""
        return f"{self.organ.agency}|{self.year}" + (f"|{self.variation}" if self.variation else "")

    @cached_property
    def decimals(self) -> int:
        """How many decimals percents have throughout the report."""
        processed = self.amount("t3.processed.total") or 0
        return 2 if processed >= _LARGE else 1

    @cached_property
    def placed(self) -> Mapping[Place | None, tuple[Note, ...]]:
        """The notes by place, in the writer's order; under None those that no heading or word places."""
        found: dict[Place | None, tuple[Note, ...]] = {}
        for note in self.notes:
            place = place_of(note.heading, note.text)
            found[place] = (*found.get(place, ()), note)
        return found

    def notes_at(self, place: Place) -> tuple[Note, ...]:
        """The notes that belong to `place`."""
        return self.placed.get(place, ())

    @property
    def figures(self) -> tuple[Supplementary, ...]:
        """The supplementary figures to tell, in the writer's order."""
        return self.ledger.supplementary if self.extras is None else self.extras

    def amount(self, key: str) -> Amount | None:
        """The amount of a cell, or None where it is blank or absent.

        A blank total whose parts are known is their sum, and a sum is known where the identities force its blanks to
        be 0; but no blank is ever itself told as 0.
        """
        printed = self.ledger.amount(key)
        return printed if printed is not None else self._amounts.of(key) or None

    def is_zero(self, *keys: str) -> bool:
        """Whether every one of the cells is known to be 0; a blank is not."""
        return all(self.amount(key) == 0 for key in keys)

    def is_positive(self, *keys: str) -> bool:
        """Whether every one of the cells is known and above 0."""
        return all((self.amount(key) or 0) > 0 for key in keys)

    def rows(self, group: str) -> tuple[str, ...]:
        """The rows of table 3 that a group of outcomes is made of, as keys without table and column."""
        parts = self.ledger.edition.parts.get(f"t3.{group}.total", ())
        return tuple(part.removeprefix("t3.").removesuffix(".total") for part in parts)

    def trend(self, *keys: str) -> int | None:
        """1 where Σ keys rose against last year's, -1 where it fell, 0 where it did not change, None where unknown."""
        value = change(keys).evaluate(self.amount)
        return None if value is None else (value > 0) - (value < 0)

    def fill(self, slot: str) -> Phrase | None:
        """The filling of a slot: a word of the organ or year, or an expression over cells; None where unknown."""
        word = self._words.get(slot)
        if word is not None:
            return plain(word)
        parsed = parse_slot(slot)
        return parsed.fill(self.amount, self.decimals) if parsed else None

    def turned(self, key: str, times: int = 0) -> tuple[Pattern, ...]:
        """The patterns of a point, beginning with the one to try first when it is said the `times`-th time."""
        return (
            preferred(turned(key, self.seed, times), self.like, times) if self.like else turned(key, self.seed, times)
        )

    def clause(self, key: str, times: int = 0, **words: Phrase | str) -> Phrase | None:
        """Part of a sentence by the patterns of `key`: the first of them, from the seed's on, whose slots all fill."""
        given = {name: plain(word) if isinstance(word, str) else word for name, word in words.items()}
        filled = (p.fill(lambda slot: given.get(slot) or self.fill(slot)) for p in self.turned(key, times))
        return next((phrase for phrase in filled if phrase is not None), None)

    def listed(self, items: Sequence[tuple[str, str]], separator: str = "、", unit: str = "件") -> Phrase:
        """A list such as 自然人9件、商业企业3件 from (name, slot) pairs; items whose cells are unknown are left out."""
        fills = ((name, self.fill(slot)) for name, slot in items)
        return joined([joined([plain(name), fill, plain(unit)]) for name, fill in fills if fill], separator)

    @cached_property
    def _amounts(self) -> Amounts:
        return Amounts(self.ledger)

    @cached_property
    def _words(self) -> Mapping[str, str]:
        return {
            "agency": self.organ.agency,
            "signed": self.organ.signed,
            "we": self.organ.we,
            "scope": self.organ.scope,
            "year": str(self.year),
            "first_day": f"{self.year}年1月1日",
            "last_day": f"{self.year}年12月31日",
            "than": ("较上年", "比上年")[drawn(f"{self.organ.agency}|{self.year}|than", 2)],
        }
