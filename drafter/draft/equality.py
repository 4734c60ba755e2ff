"""Whether two expressions are the same by the form's identities, where these hold in the ledger at hand."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from drafter.draft.brief import Brief
from drafter.form import Expression, Term
from drafter.form.ledger import Balance

Vector = dict[str, Fraction]


class Identities:
    """The identities that hold in one ledger, as equations over printed cells; cells known to be 0 drop out."""

    def __init__(self, brief: Brief) -> None:
        """Solve the equations of the ledger's edition."""
        self._brief = brief
        ledger = brief.ledger
        self._rows: dict[str, Vector] = {}
        for identity in ledger.edition.identities:
            if identity.relation == "=" and ledger.balance(identity) is Balance.HELD:
                opposite = tuple(Term(term.key, -term.sign) for term in identity.right)
                self._add(self._reduced(self._vector((*identity.left, *opposite))))

    def same(self, one: Expression, other: Expression) -> bool:
        """Whether two expressions must have the same value in this ledger, whatever its figures."""
        if bool(one.over) != bool(other.over) or one.scale != other.scale:
            return False
        return self._equal(one.terms, other.terms) and self._equal(one.over, other.over)

    def among(self, one: Expression, several: Expression) -> bool:
        """Whether `one` is one of the terms that `several` gives the same value each."""
        return not one.over and any(self._equal(one.terms, (term,)) for term in several.terms)

    def _equal(self, one: tuple[Term, ...], other: tuple[Term, ...]) -> bool:
        opposite = tuple(Term(term.key, -term.sign) for term in other)
        return not self._reduced(self._vector((*one, *opposite)))

    def _vector(self, terms: Iterable[Term]) -> Vector:
        vector: Vector = {}
        for term in terms:
            for key in self._printed(term.key):
                if self._brief.amount(key) != 0:
                    vector[key] = vector.get(key, Fraction(0)) + term.sign
        return {key: value for key, value in vector.items() if value}

    def _printed(self, key: str) -> Iterable[str]:
        bare = key.removeprefix("prev.")
        prefix = key.removesuffix(bare)
        parts = self._brief.ledger.edition.parts.get(bare)
        return [prefix + part for part in parts] if parts and bare not in self._brief.ledger.edition.printed else [key]

    def _reduced(self, vector: Vector) -> Vector:
        while pivot := min((key for key in vector if key in self._rows), default=None):
            factor = vector[pivot]
            for key, value in self._rows[pivot].items():
                vector[key] = vector.get(key, Fraction(0)) - factor * value
            vector = {key: value for key, value in vector.items() if value}
        return vector

    def _add(self, vector: Vector) -> None:
        if vector:
            pivot = min(vector)
            self._rows[pivot] = {key: value / vector[pivot] for key, value in vector.items()}
