"""Measure words and words about numbers, read once from units.toml and words.toml into patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# White space that may stand between a number and its neighbours; a line break only where a line was cut in a sentence.
GAP = r"[ \t\u00a0\u2002-\u200a\u3000]{0,3}"
WIDE_GAP = r"[ \t\u00a0\u2002-\u200a\u3000]{0,3}(?:\r?\n)?[ \t\u00a0\u3000]{0,3}"


_BOUNDS = ("over", "about", "under")


@dataclass(frozen=True)
class Lexicon:
    """The compiled vocabulary. Patterns are matched at a place, never searched."""

    unit: re.Pattern[str]
    unit_after_chinese: re.Pattern[str]
    before: Mapping[str, tuple[tuple[str, str], ...]]
    not_after: Mapping[str, str]
    scale_words: Mapping[str, tuple[str, ...]]
    after: re.Pattern[str]
    never: re.Pattern[str]
    before_one: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the vocabulary that ships with the package."""
    units, words = _load("units.toml"), _load("words.toml")
    guards: dict[str, str] = units["begins_a_word"]
    any_number, arabic = units["units"]["any"], units["units"]["arabic"]
    before = words["before"]
    kinds = [(word, kind) for kind in _BOUNDS for word in before[kind]]
    after = words["after"]
    return Lexicon(
        unit=re.compile(WIDE_GAP + f"({_alternatives([*any_number, *arabic], guards)})"),
        unit_after_chinese=re.compile(WIDE_GAP + f"({_alternatives(any_number, guards)})"),
        before=_by_last_character(kinds),
        not_after=before["not_after"],
        scale_words=_words_by_last(before["scale"]),
        after=re.compile(
            GAP + "(?:" + "|".join(f"(?P<{kind}>{_alternatives(after[kind], {})})" for kind in _BOUNDS) + ")"
        ),
        never=re.compile(_alternatives(words["never"]["words"], {})),
        before_one=frozenset(words["never"]["before_one"]),
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("drafter.numerals").joinpath(name).read_text("utf-8"))


def _alternatives(words: Iterable[str], guards: Mapping[str, str]) -> str:
    """Join `words`, longest first, each unless a character follows that makes its last one begin another word."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) + _guard(guards.get(word) or guards.get(word[-1], "")) for word in ordered)


def _guard(characters: str) -> str:
    return f"(?![{re.escape(characters)}])" if characters else ""


def _by_last_character(kinds: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for word, kind in sorted(kinds, key=lambda item: (-len(item[0]), item[0])):
        found.setdefault(word[-1], []).append((word, kind))
    return {last: tuple(items) for last, items in found.items()}


def _words_by_last(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda item: (-len(item), item)):
        found.setdefault(word[-1], []).append(word)
    return {last: tuple(items) for last, items in found.items()}
