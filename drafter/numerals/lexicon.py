"""Measure words and words about numbers, read once from units.toml and words.toml into patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# White space that may stand between a number and its neighbours; a line break only where a line was cut in a sentence,
# and not before characters that more often head a new paragraph (本局, 对照) than measure.
BLANK = " \t\u00a0\u2002-\u200a\u202f\u3000"
GAP = f"[{BLANK}]{{0,4}}+"
WIDE_GAP = rf"[{BLANK}]{{0,4}}(?:\r?\n[{BLANK}]{{0,3}}(?![本所对對双雙只支版集通则則例]))?"

_BOUNDS = ("over", "about", "under")


@dataclass(frozen=True)
class Lexicon:
    """The compiled vocabulary. Patterns are matched at a place, never searched.

    `whole` has the units of things that have no parts. `before` lists the words that may stand in front of a number,
    with the bound each gives, by their last character and longest first; `large` those of them that only a number of
    100 and more follows; `scale` those in front of a bare scale (数十, 破亿). `not_after` maps such a word, or its
    first character, to the characters that forbid it. The named groups of `after` are bounds; `more` is 余, 多, 来, 几.
    `follows` has the characters with which the words behind a number can begin, blanks aside.
    """

    unit: re.Pattern[str]
    unit_after_chinese: re.Pattern[str]
    whole: frozenset[str]
    before: Mapping[str, tuple[tuple[str, str], ...]]
    scale: Mapping[str, tuple[tuple[str, str], ...]]
    large: frozenset[str]
    not_after: Mapping[str, str]
    after: re.Pattern[str]
    follows: frozenset[str]
    more: re.Pattern[str]
    never: re.Pattern[str]
    before_one: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the vocabulary that ships with the package."""
    units, words = _load("units.toml"), _load("words.toml")
    guards, behind = units["begins_a_word"], words["after_begins_a_word"]
    listed, after = units["units"], words["after"]
    either = [*listed["whole"], *listed["measured"]]
    never = words["never"]
    vague = never["unless_before"]
    approximators = [(word, kind) for kind in _BOUNDS for word in words["before"][kind]]
    bounds = dict(approximators)
    leading = [(word, bounds.get(word, "over")) for word in words["before"]["scale"]]
    return Lexicon(
        unit=re.compile(f"{WIDE_GAP}({_alternatives([*either, *listed['arabic']], guards)})"),
        unit_after_chinese=re.compile(f"{WIDE_GAP}({_alternatives(either, guards)})"),
        whole=frozenset(listed["whole"]),
        before=_by_last_character(approximators),
        scale=_by_last_character(leading),
        large=frozenset(words["before"]["large"]),
        not_after=words["not_after"],
        after=re.compile(
            f"{GAP}(?:" + "|".join(f"(?P<{kind}>{_alternatives(after[kind], behind)})" for kind in _BOUNDS) + ")"
        ),
        follows=frozenset(word[0] for kind in ("more", *_BOUNDS) for word in after[kind]) | frozenset("+＋\r\n"),
        more=re.compile(f"{WIDE_GAP}({_alternatives(after['more'], behind)})"),
        never=re.compile(_alternatives([*never["words"], *vague], vague)),
        before_one=frozenset(never["one"]["after"]),
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("drafter.numerals").joinpath(name).read_text("utf-8"))


def _alternatives(words: Iterable[str], guards: Mapping[str, str]) -> str:
    """Join `words`, longest first, each guarded as it or its last character is."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    guarded = ((_spelt(word), guards.get(word) or guards.get(word[-1])) for word in ordered)
    return "|".join(f"{word}(?!{guard})" if guard else word for word, guard in guarded)


def _spelt(word: str) -> str:
    """Return the pattern of `word`; 个百分点 may come with spaces inside."""
    return GAP.join(word) if word.endswith(("百分点", "百分點")) else re.escape(word)


def _by_last_character(words: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for word, kind in sorted(words, key=lambda item: (-len(item[0]), item[0])):
        found.setdefault(word[-1], []).append((word, kind))
    return {last: tuple(items) for last, items in found.items()}
