"""What the tables say of a cell, blanks included where the rest of the table leaves one amount only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from drafter.form import Amount, Ledger

LAST_YEAR = "prev."


@dataclass(frozen=True)
class Amounts:
    """The amounts of a ledger, with the blanks that its identities settle.

    A blank is never silently 0. It is known as 0 where an identity already holds without it, and a blank or missing
    total is known as the sum of its parts where every part is known; `note` then says so.
    """

    ledger: Ledger

    def of(self, key: str) -> Amount | None:
        """The amount of a cell, or None where it is unknown; a `prev.` prefix asks last year's tables."""
        if key.startswith(LAST_YEAR):
            return self._previous.of(key.removeprefix(LAST_YEAR)) if self._previous else None
        printed = self._filled.amount(key)
        if printed is not None:
            return printed
        parts = self.ledger.edition.parts.get(key)
        if parts is not None:
            return _sum(self.of(part) for part in parts)
        return self._summed(key)

    def note(self, key: str) -> str:
        """How a cell that is not printed came to be known, in Chinese; "" for a printed or unknown one."""
        if key.startswith(LAST_YEAR):
            return self._previous.note(key.removeprefix(LAST_YEAR)) if self._previous else ""
        if self.ledger.amount(key) is not None or self.of(key) is None:
            return ""
        if key in self._zeros:
            return "空白，按勾稽关系只能是0"
        return "空白，取各项之和"

    @cached_property
    def _previous(self) -> Amounts | None:
        return Amounts(self.ledger.previous) if self.ledger.previous else None

    @cached_property
    def _zeros(self) -> Mapping[str, int]:
        """Every blank that is forced to 0; one forced blank may force another, so until nothing more follows.

        In a table that contradicts itself one identity may force to 0 what another gives an amount: that stays unknown.
        """
        zeros: dict[str, int] = {}
        ledger = self.ledger
        while None in ledger.cells.values():
            more = {key: 0 for key, _ in ledger.settled() if self._totals(ledger, key) <= {0}}
            if not more:
                break
            zeros.update(more)
            ledger = replace(ledger, cells={**ledger.cells, **more})
        return zeros

    @cached_property
    def _filled(self) -> Ledger:
        return replace(self.ledger, cells={**self.ledger.cells, **self._zeros}) if self._zeros else self.ledger

    def _summed(self, key: str) -> Amount | None:
        """The one amount that the known sums of a total give; None where none is known or two differ."""
        totals = self._totals(self._filled, key)
        return totals.pop() if len(totals) == 1 else None

    def _totals(self, ledger: Ledger, key: str) -> set[Amount]:
        """What the sums of a total come to, where all their parts are known."""
        sums = (_sum(ledger.amount(term.key) for term in terms) for terms in self.ledger.edition.sums.get(key, ()))
        return {total for total in sums if total is not None}


def _sum(amounts: Iterator[Amount | None]) -> Amount | None:
    total: Amount = 0
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total
