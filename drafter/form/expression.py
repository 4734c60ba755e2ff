"""What a stated figure means: an expression over the cells of this year's and last year's report."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Self

from drafter.form.identity import Term
from drafter.form.ledger import Amount

_SIGNED = re.compile(r"([+-]) ([a-z0-9_.]+)")
_SUM = re.compile(rf"{_SIGNED.pattern}(?: {_SIGNED.pattern})*")


@dataclass(frozen=True)
class Expression:
    """Σ terms, or Σ terms / Σ over where `over` is not empty, times `scale`.

    A count is a sum. A share is a sum over a sum with scale 100 (its value is a number of percent). A change is
    now - before, a growth rate (now - before) / before with scale 100, a multiple now / before.

    With `each` the terms are not added: every one of them must have the value stated (撤回和逾期不补正各2件).
    """

    terms: tuple[Term, ...]
    over: tuple[Term, ...] = ()
    scale: int = 1
    each: bool = False

    @cached_property
    def refs(self) -> tuple[str, ...]:
        """The keys of all cells involved, each once, in the order they are said."""
        return tuple(dict.fromkeys(term.key for term in self.terms + self.over))

    @cached_property
    def text(self) -> str:
        """The expression as written in reviews, e.g. `t3.granted.total / t3.processed.total`."""
        top = " = ".join(term.key for term in self.terms) if self.each else _sum(self.terms)
        if not self.over:
            return top
        bottom = _sum(self.over)
        wrap = f"({top})" if len(self.terms) > 1 else top
        return f"{wrap} / ({bottom})" if len(self.over) > 1 else f"{wrap} / {bottom}"

    @classmethod
    def parse(cls, text: str, scale: int = 1) -> Self:
        """The expression that `text` gives for; `text` does not say the scale.

        Raises:
            ValueError: `text` was not made from an expression.
        """
        top, _, bottom = text.partition(" / ")
        each = " = " in top
        terms = tuple(map(Term, top.split(" = "))) if each else _terms(top)
        return cls(terms, _terms(bottom) if bottom else (), scale, each)

    def values(self, amount: Callable[[str], Amount | None]) -> tuple[Fraction, ...]:
        """Every value that must be as stated: one, or with `each` that of every term; nothing where one is unknown."""
        if not self.each:
            value = self.evaluate(amount)
            return () if value is None else (value,)
        found = [_total((term,), amount) for term in self.terms]
        return tuple(value for value in found if value is not None) if None not in found else ()

    def evaluate(self, amount: Callable[[str], Amount | None]) -> Fraction | None:
        """The exact value with `amount` giving each cell, or None where a cell is unknown or the base is 0."""
        top = _total(self.terms, amount)
        if top is None or not self.over:
            return top
        bottom = _total(self.over, amount)
        return None if not bottom else self.scale * top / bottom


@lru_cache(maxsize=1024)
def count(*keys: str) -> Expression:
    """The sum of the cells `keys`."""
    return Expression(tuple(Term(key) for key in keys))


def share(parts: tuple[str, ...], wholes: tuple[str, ...]) -> Expression:
    """Σ parts as a number of percent of Σ wholes."""
    return Expression(tuple(map(Term, parts)), tuple(map(Term, wholes)), 100)


def change(keys: tuple[str, ...]) -> Expression:
    """How much more Σ keys is than in last year's report (negative where it is less)."""
    return Expression(tuple(map(Term, keys)) + tuple(Term(f"prev.{key}", -1) for key in keys))


def growth(keys: tuple[str, ...], scale: int = 100) -> Expression:
    """The change of Σ keys against last year's, as percent of last year's (`scale` 1: as a multiple of it)."""
    return Expression(change(keys).terms, tuple(Term(f"prev.{key}") for key in keys), scale)


def multiple(keys: tuple[str, ...], scale: int = 1) -> Expression:
    """Σ keys as a multiple (`scale` 100: as percent) of last year's."""
    return Expression(tuple(map(Term, keys)), tuple(Term(f"prev.{key}") for key in keys), scale)


def _terms(text: str) -> tuple[Term, ...]:
    bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    signed = bare if bare.startswith("- ") else f"+ {bare}"
    if not _SUM.fullmatch(signed):
        raise ValueError(text)
    return tuple(Term(key, -1 if sign == "-" else 1) for sign, key in _SIGNED.findall(signed))


def _sum(terms: tuple[Term, ...]) -> str:
    text = " ".join(("- " if term.sign < 0 else "+ ") + term.key for term in terms)
    return text.removeprefix("+ ")


def _total(terms: tuple[Term, ...], amount: Callable[[str], Amount | None]) -> Fraction | None:
    total: int | Fraction = 0  # nearly all cells are whole numbers, which add up faster as such
    for term in terms:
        value = amount(term.key)
        if value is None:
            return None
        total += term.sign * (value if isinstance(value, int) else Fraction(value))
    return Fraction(total)
