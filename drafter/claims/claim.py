"""A claim: a stretch of prose that states a figure, bound by its meaning to an expression over the report's cells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from drafter.form.expression import Expression
from drafter.numerals import Bound, Quantity


class Kind(StrEnum):
    """What a number or number-like stretch of text is."""

    FIGURE = "figure"
    CLAIM = "claim"
    DATE = "date"
    CITATION = "citation"
    ORDINAL = "ordinal"
    NAME = "name"
    CONTACT = "contact"
    OTHER = "other"

    @property
    def states_a_figure(self) -> bool:
        """True for figures and for claims made without a digit; everything else is exempt from checking."""
        return self in (Kind.FIGURE, Kind.CLAIM)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number-like stretch of the text.

    `start`, `end`: 0-based code-point offsets into the text as given. `value` is the exact value stated (percent as its
    number of percent; 0 for a zero-statement such as 未收到申请), None where the kind states none. `quantity` is the
    numeral behind a figure, None for a claim without a digit. `expression` is what the words mean over the cells, None
    where no official cell is meant; `supplementary` then names what is counted, where it can be named. `note` says in
    Chinese why an apparently official figure was left unbound (part of the year, another body, posts about a subject).
    `readings` are what the words may as well mean instead of `expression`, such as the share of another whole.
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: Fraction | None = None
    unit: str = ""
    bound: Bound = Bound.EXACT
    quantity: Quantity | None = None
    expression: Expression | None = None
    supplementary: str = ""
    note: str = ""
    readings: tuple[Expression, ...] = ()

    @property
    def refs(self) -> tuple[str, ...]:
        """The cells meant, or nothing."""
        return self.expression.refs if self.expression else ()
