"""The words of neutral.toml, read once: what a sentence may say without evidence, and what says the same."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources


class Role(StrEnum):
    """What a stretch of a model's sentence is to the guards."""

    EVIDENCE = "evidence"
    SYNONYM = "synonym"
    FRAME = "frame"
    MANNER = "manner"
    LIGHT = "light"
    FORM = "form"
    DEGREE = "degree"
    NEGATION = "negation"
    FUNCTION = "function"
    FIGURE = "figure"
    STOP = "stop"
    UNKNOWN = "unknown"


_LISTED = (Role.DEGREE, Role.NEGATION, Role.FORM, Role.LIGHT, Role.MANNER, Role.FRAME)


@dataclass(frozen=True)
class Lexicon:
    """`words`: word → role. `synonyms`: word → every word of evidence it may stand for.

    `struck`: what reviewers strike out. `hedges`: by kind, words that soften.
    """

    words: Mapping[str, Role]
    synonyms: Mapping[str, frozenset[str]]
    struck: tuple[str, ...]
    set_phrases: tuple[str, ...]
    negations: tuple[str, ...]
    of_form: tuple[str, ...]
    form_verbs: tuple[str, ...]
    hedges: tuple[tuple[str, ...], ...]
    rows: Mapping[str, str]
    longest: int


@cache
def lexicon() -> Lexicon:
    """The lexicon of the guards. Where a word stands in several lists, the strictest counts."""
    raw = tomllib.loads(resources.files("drafter.draft.guards").joinpath("neutral.toml").read_text("utf-8"))
    words: dict[str, Role] = {}
    for role in _LISTED:
        for word in raw[role.value]:
            words.setdefault(word, role)
    for character in raw["function"]:
        words.setdefault(character, Role.FUNCTION)
    synonyms: dict[str, frozenset[str]] = {}
    for group in raw["synonyms"]:
        for word in group:
            synonyms[word] = synonyms.get(word, frozenset()) | frozenset(group) - {word}
    for given, said in raw["implied"].items():
        for word in said:
            synonyms[word] = synonyms.get(word, frozenset()) | {given}
    return Lexicon(
        words=words,
        synonyms=synonyms,
        struck=tuple(raw["struck"]),
        set_phrases=tuple(sorted(raw["set"], key=len, reverse=True)),
        negations=tuple(sorted(raw["negation"], key=len, reverse=True)),
        of_form=tuple(raw["form"]),
        form_verbs=tuple(raw["form_verbs"]),
        hedges=tuple(map(tuple, raw["hedges"])),
        rows=raw["rows"],
        longest=max(map(len, [*words, *synonyms])),
    )
