"""What a mending is decided on: the reviewed text, the tables of both years, the writer's notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from drafter.check.case import Case, build
from drafter.check.verdict import Reading
from drafter.documents import Edit, Finding, Mention, Report, Review
from drafter.draft.brief import Brief
from drafter.draft.notes import Note
from drafter.form import Balance, Ledger
from drafter.library.organ import organ
from drafter.write.corrections import Correction, Obstacle, vouched, weighed

_STOPS = "。！？；\n"
_LAST_YEAR = "prev."


@dataclass(frozen=True, slots=True)
class Mending:
    """The one right way to mend a finding.

    `done` adds what a reader of the change must know. `apart`: the edits of each paragraph can be taken without those
    of the others.
    """

    edits: tuple[Edit, ...]
    done: str = ""
    apart: bool = False
    origin: Literal["rule", "composer", "model"] = "rule"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why nothing is changed: what to find out, and the mendings there are."""

    asks: str = ""
    choices: tuple[str, ...] = ()


Answer = Mending | Doubt


@dataclass(frozen=True)
class Scene:
    """One reviewed report. `previous` is last year's report, `notes` are what the writer hands in besides."""

    review: Review
    previous: Report | None = None
    notes: tuple[Note, ...] = ()

    @property
    def text(self) -> str:
        """The text as it was read."""
        return self.review.text

    @cached_property
    def case(self) -> Case:
        """The report as the rules see it."""
        return build(self.review.report(), self.previous)

    @cached_property
    def weighed(self) -> Mapping[tuple[int, int], Correction | Obstacle]:
        """Place of every contradicted number → its correction by the cells that are surer, or what is in the way."""
        found = weighed(self.review, self.previous, trusted)
        return {(mention.start, mention.end): answer for mention, answer in found}

    @property
    def ledger(self) -> Ledger:
        """The tables, last year's beside them where its report fits."""
        return self.case.ledger

    @cached_property
    def brief(self) -> Brief:
        """What the composer's clauses are made from."""
        return Brief(self.ledger, organ(self.review.agency or ""), self.review.year or 0, self.notes)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The offsets of the sentence (up to a semicolon) that holds text[start:end], its stop included."""
        left = max(self.text.rfind(stop, 0, start) for stop in _STOPS) + 1
        stops = [at for stop in _STOPS if (at := self.text.find(stop, end)) >= 0]
        right = min(stops, default=len(self.text))
        return left, right + (right < len(self.text) and self.text[right] != "\n")

    def mention(self, finding: Finding) -> Mention | None:
        """The number or statement that a finding is about."""
        return next((m for m in self.review.mentions if (m.start, m.end) == (finding.start, finding.end)), None)

    def reading(self, finding: Finding) -> Reading | None:
        """The same, as the rules read it."""
        same = (r for r in self.case.readings if (r.claim.start, r.claim.end) == (finding.start, finding.end))
        return next(same, None)

    def edit(self, start: int, end: int, new: str) -> Edit:
        """The exchange of text[start:end] for `new`."""
        return Edit(start=start, end=end, old=self.text[start:end], new=new)

    def is_sure(self, key: str) -> bool:
        """Whether a cell is taken for surer than a single number of the text."""
        return trusted(self.ledger, key)


def trusted(ledger: Ledger, key: str) -> bool:
    """Whether a cell is surer than a number of the text.

    In tables 3 and 4 the identities must vouch for it. Table 2 has none within a year: a printed cell of it counts as
    long as those across years do not fail.
    """
    if vouched(ledger, key):
        return True
    if key.startswith(_LAST_YEAR):
        return ledger.previous is not None and trusted(ledger.previous, key.removeprefix(_LAST_YEAR))
    if not key.startswith("t2.") or ledger.amount(key) is None:
        return False
    concerned = (identity for identity in ledger.edition.identities if key in identity.keys)
    return all(ledger.balance(identity) is not Balance.FAILED for identity in concerned)


Mender = Callable[[Scene, Finding], Answer]


def span(edits: Sequence[Edit]) -> tuple[int, int]:
    """From where the first edit begins to where the last one ends."""
    return min(edit.start for edit in edits), max(edit.end for edit in edits)
