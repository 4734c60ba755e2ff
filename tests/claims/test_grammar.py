"""The grammar as documented: its examples bind as they say, and it leaves out no part of the lexicon."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from drafter.claims import bind
from drafter.claims.saying import Saying
from drafter.form import Edition, edition

GRAMMAR = files("drafter.claims").joinpath("GRAMMAR.md").read_text("utf-8")
_MARKED = re.compile(r"\{([^{}:|]*):([^{}|]*)\}")
EXAMPLES = [span for span in re.findall(r"`([^`\n]+)`", GRAMMAR) if _MARKED.search(span) and "quote" not in span]


def _printed(keys: tuple[str, ...], form: Edition) -> set[str]:
    """The printed cells that `keys` are sums of."""
    found = set()
    for key in keys:
        year = "prev." if key.startswith("prev.") else ""
        parts = form.parts.get(key.removeprefix("prev."))
        found |= _printed(tuple(year + part for part in parts), form) if parts else {key}
    return found


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 30


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_binds_as_it_says(example: str) -> None:
    form = edition("2021")
    claims = [
        claim for claim in bind(_MARKED.sub(r"\1", example), year=2024, edition=form) if claim.kind.states_a_figure
    ]
    shift = 0
    for mark in _MARKED.finditer(example):
        start = mark.start() - shift
        shift += len(mark[0]) - len(mark[1])
        (claim,) = [claim for claim in claims if claim.start < start + len(mark[1]) and claim.end > start]
        assert _printed(claim.refs, form) == _printed(tuple(mark[2].split()), form), mark[1]


def test_every_part_of_the_lexicon_is_told_of() -> None:
    raw = tomllib.loads(files("drafter.claims").joinpath("lexicon.toml").read_text("utf-8"))
    for section, entries in raw.items():
        assert f"`{section}`" in GRAMMAR or f"`[{section}]`" in GRAMMAR or f"`{section}." in GRAMMAR, section
        if section in ("words", "patterns"):
            for name in entries:
                assert f"`{section}.{name}`" in GRAMMAR, name


def test_every_kind_of_statement_is_told_of() -> None:
    assert all(f"`{saying}`" in GRAMMAR for saying in Saying)
