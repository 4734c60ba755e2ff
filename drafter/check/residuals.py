"""By how much every identity of the form misses, and whether a change of some cells would mend them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from drafter.check.weighed import Weighed
from drafter.form import Amount, Balance, Identity, Ledger

Change = Mapping[str, Amount]


@dataclass(frozen=True)
class Residuals:
    """The equalities of one ledger, each with what its left side has too much."""

    ledger: Ledger
    items: tuple[Weighed, ...]

    @cached_property
    def _touching(self) -> Mapping[str, tuple[int, ...]]:
        """Cell → the places of the equalities it takes part in, as far as the report shows them."""
        found: dict[str, list[int]] = {}
        for place, (identity, state) in enumerate(self.items):
            if identity.relation == "=" and state is not Balance.NOT_APPLICABLE:
                for key in identity.keys:
                    found.setdefault(key, []).append(place)
        return {key: tuple(places) for key, places in found.items()}

    @cached_property
    def _excess(self) -> tuple[Amount, ...]:
        total = self.ledger.total
        return tuple(total(item.identity.left)[0] - total(item.identity.right)[0] for item in self.items)

    @cached_property
    def _weights(self) -> tuple[Mapping[str, int], ...]:
        """For each equality, what one more in a cell adds to the excess of its left side."""
        return tuple(
            {t.key: t.sign for t in identity.left} | {t.key: -t.sign for t in identity.right}
            for identity, _ in self.items
        )

    def mended(self, change: Change, broken: Identity) -> bool:
        """Whether with `change` every equality that a changed cell takes part in holds, `broken` among them.

        An equality that could not be judged before cannot be judged after, so that it is no proof of the change.
        """
        places = {place for key in change for place in self._touching.get(key, ())}
        if not any(self.items[place].identity is broken for place in places):
            return False
        return all(self.items[at].state is not Balance.UNDECIDED and self._after(at, change) == 0 for at in places)

    def _after(self, place: int, change: Change) -> Amount:
        weights = self._weights[place]
        return self._excess[place] + sum(
            weights[key] * (amount - (self.ledger.amount(key) or 0)) for key, amount in change.items() if key in weights
        )
