"""勾稽关系: the identities between cells, expanded from the templates of an edition's TOML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any, Literal

Relation = Literal["=", ">=", "<="]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Term:
    """A cell with its sign in a sum; a `prev.` prefix on the key means last year's report."""

    key: str
    sign: int = 1


@dataclass(frozen=True)
class Identity:
    """One concrete identity: Σ left `relation` Σ right. An empty side is 0."""

    code: str
    name: str
    relation: Relation
    severity: Severity
    left: tuple[Term, ...]
    right: tuple[Term, ...]

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Both sides, left first."""
        return self.left + self.right

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of every cell involved, left side first."""
        return tuple(term.key for term in self.terms)

    @cached_property
    def across_years(self) -> bool:
        """True where last year's report is needed."""
        return any(key.startswith("prev.") for key in self.keys)


def expand(raw: dict[str, Any]) -> Iterator[Identity]:
    """Yield the concrete identities of one template: one for each combination of the lists under `over`."""
    names = list(raw["over"])
    for values in product(*(raw["over"][name] for name in names)):
        filled = dict(zip(names, values, strict=True))
        yield Identity(
            code=raw["code"],
            name=raw["name"],
            relation=raw["relation"],
            severity=raw["severity"],
            left=tuple(_term(pattern, filled) for pattern in raw["left"]),
            right=tuple(_term(pattern, filled) for pattern in raw["right"]),
        )


def _term(pattern: str, filled: dict[str, str]) -> Term:
    key = pattern.format(**filled)
    return Term(key[1:], -1) if key.startswith("-") else Term(key)
