"""How the rows of the form are said in a report, and verbs for supplementary figures (phrases.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason row: `name` stands in lists before its count, `why` says it as the only reason."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Result:
    """How a review or lawsuit ended: in a list, of every case, of the only case."""

    name: str
    all: str
    one: str


def reasons() -> Mapping[str, Reason]:
    """Row key (without `t3.`) → the reason it counts; rows that name no reason are not in it."""
    return {key: Reason(**value) for key, value in _raw()["reasons"].items()}


def results() -> Mapping[str, Result]:
    """Column key of table 4 → the result it counts, in the order of the form."""
    return {key: Result(**value) for key, value in _raw()["results"].items()}


def names(group: str) -> Mapping[str, str]:
    """Row or column key → its name, for `outcomes`, `applicants` or `decisions`, in the order of the form."""
    found: Mapping[str, str] = _raw()[group]
    return found


def verb_of(name: str) -> str:
    """The verb that a supplementary figure takes by the noun its name ends in, "" where none is known."""
    return next((row["verb"] for row in _raw()["extras"] if name.endswith(tuple(row["nouns"]))), "")


def deeds() -> tuple[str, ...]:
    """Verbs of what an organ does in this work, by which a name is seen to hold a verb already."""
    return tuple(_raw()["verbs"]["deeds"])


def turned_round() -> tuple[str, ...]:
    """Verbs that, standing last in a name, are put before it: 公开指南修订 → 修订公开指南."""
    return tuple(_raw()["verbs"]["turned"])


def nouns_with_deeds() -> tuple[str, ...]:
    """Nouns that are written with a verb of `deeds` and are none, longest first."""
    return tuple(sorted(_raw()["verbs"]["nouns"], key=len, reverse=True))


def channels() -> tuple[str, ...]:
    """Channels that, counted in 条 or 篇, stand for what was published through them."""
    return tuple(_raw()["verbs"]["channels"])


def begins_with_verb(text: str) -> bool:
    """Whether a note or name begins with the word for a deed, so that the organ can stand before it as the doer."""
    return text.startswith(tuple(_raw()["verbs"]["openings"]))


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(resources.files("drafter.draft").joinpath("phrases.toml").read_text("utf-8"))
