"""The figures of one report: cell → amount, with where each was read and last year's figures beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from drafter.form.edition import Edition
from drafter.form.identity import Identity, Term

Amount = int | Decimal


class Provenance(Protocol):
    """Where a cell was read: table number of the form, 0-based row and column of the source grid, and its raw text.

    `where`: the source grid as the user would find it ("" where that is not known).
    """

    @property
    def table(self) -> int: ...  # noqa: D102
    @property
    def row(self) -> int: ...  # noqa: D102
    @property
    def column(self) -> int: ...  # noqa: D102
    @property
    def raw(self) -> str: ...  # noqa: D102
    @property
    def where(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Supplementary:
    """A figure that no official table holds: name, exact value, unit, and the source its writer gives ("" if none)."""

    name: str
    value: Decimal
    unit: str
    source: str = ""


class Balance(StrEnum):
    """What can be said of an identity over a ledger."""

    HELD = "held"
    FAILED = "failed"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Ledger:
    """The figures of a report under one edition of the form.

    `cells` maps printed cell keys to an amount, or to None where the document leaves the cell blank; a cell the
    document lacks is not in it. A blank is missing, never silently 0. `previous` is last year's ledger of the organ.
    """

    edition: Edition
    cells: Mapping[str, Amount | None] = field(default_factory=dict)
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    supplementary: tuple[Supplementary, ...] = ()
    previous: Ledger | None = None

    def amount(self, key: str) -> Amount | None:
        """The amount of a printed or derived cell, or None where it is blank, absent, or a sum with such a part.

        A `prev.` prefix asks last year's ledger; without one it is None.
        """
        if key.startswith("prev."):
            return self.previous.amount(key.removeprefix("prev.")) if self.previous else None
        if key in self.cells:
            return self.cells[key]
        parts = self.edition.parts.get(key)
        if parts is None:
            return None
        amounts = [self.amount(part) for part in parts]
        known = [amount for amount in amounts if amount is not None]
        return sum(known) if len(known) == len(amounts) else None

    def blank(self, key: str) -> bool:
        """Tell whether the document shows the cell but leaves it empty."""
        return key in self.cells and self.cells[key] is None

    def total(self, terms: Iterable[Term]) -> tuple[Amount, tuple[str, ...]]:
        """The signed sum of the known terms, and the keys of those that are blank or absent."""
        result: Amount = 0
        missing = []
        printed = self.cells.get
        for term in terms:
            amount = printed(term.key)
            if amount is None:
                amount = self.amount(term.key)
            if amount is None:
                missing.append(term.key)
            else:
                result += term.sign * amount
        return result, tuple(missing)

    def balance(self, identity: Identity) -> Balance:
        """Judge one identity.

        Blank terms are allowed to be 0: where the known terms already satisfy the identity it holds. Where they do not,
        it has failed only if no choice of counts (≥ 0) for the blanks could mend it; otherwise it is undecided. Where
        none of its terms is in the document, it is not applicable.
        """
        left, left_missing = self.total(identity.left)
        right, right_missing = self.total(identity.right)
        if len(left_missing) + len(right_missing) == len(identity.terms):
            return Balance.NOT_APPLICABLE
        absent = [key for key in left_missing + right_missing if not self._shown(key)]
        if not absent and _holds(identity, left, right):
            return Balance.HELD
        if not left_missing and not right_missing:
            return Balance.FAILED
        return Balance.UNDECIDED if absent or self._mendable(identity, left - right) else Balance.FAILED

    def _shown(self, key: str) -> bool:
        if key.startswith("prev."):
            return self.previous is not None and self.previous._shown(key.removeprefix("prev."))
        return key in self.cells or all(part in self.cells for part in self.edition.parts.get(key, ("",)))

    def _mendable(self, identity: Identity, excess: Amount) -> bool:
        """Whether giving the blanks some counts ≥ 0 could make left - right (now `excess`) satisfy the relation."""
        pushes = {term.sign for term in identity.left if self.amount(term.key) is None}
        pushes |= {-term.sign for term in identity.right if self.amount(term.key) is None}
        return (excess < 0 and 1 in pushes) or (excess > 0 and -1 in pushes)

    def settled(self) -> Iterator[tuple[str, int]]:
        """Yield every blank cell that the identities of this report force to be 0, as (key, 0).

        A blank is forced where an equality already holds over its known terms and every blank of it stands on one side
        with a plus sign: counts are never negative, so each of them must be 0.
        """
        for identity in self.edition.identities:
            if identity.relation != "=" or identity.across_years:
                continue
            left, left_blank = self.total(identity.left)
            right, right_blank = self.total(identity.right)
            blanks = left_blank + right_blank
            one_sided = not (left_blank and right_blank)
            if blanks and len(blanks) < len(identity.terms) and one_sided and left == right:
                yield from ((key, 0) for key in blanks if self.blank(key))


def _holds(identity: Identity, left: Amount, right: Amount) -> bool:
    if identity.relation == "=":
        return left == right
    return left >= right if identity.relation == ">=" else left <= right
