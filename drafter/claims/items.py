"""What the walk meets: figures and statements at their places, and what they come to mean."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.form.expression import Expression
from drafter.numerals import Quantity


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity at its place in the plain text (0-based, end exclusive)."""

    start: int
    end: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure or statement came to mean: an expression over the cells, or None and why; `zero`: it states 0.

    `readings` are what it may as well mean, where the words leave several wholes.
    """

    expression: Expression | None
    note: str = ""
    zero: bool = False
    readings: tuple[Expression, ...] = ()
