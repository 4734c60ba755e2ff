"""Many ways to say one thing: marked sentences, each figure with the cells its words mean."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.claims import bind
from drafter.form import Edition, edition

_MARKED = re.compile(r"\{([^{}:]*):([^{}]*)\}")


def _cases() -> list[Any]:
    groups = yaml.safe_load((Path(__file__).parent / "wordings.yaml").read_text("utf-8"))
    return [
        pytest.param(case, id=f"{group}-{_plain(case['text'])[:24]}")
        for group, cases in groups.items()
        for case in cases
    ]


def _plain(marked: str) -> str:
    return _MARKED.sub(r"\1", marked)


def _parts(keys: tuple[str, ...], form: Edition) -> set[str]:
    """The printed cells that `keys` are sums of."""
    found = set()
    left = list(keys)
    while left:
        key = left.pop()
        year = "prev." if key.startswith("prev.") else ""
        parts = form.parts.get(key.removeprefix("prev."))
        if parts:
            left += [year + part for part in parts]
        else:
            found.add(key)
    return found


@pytest.mark.parametrize("case", _cases())
def test_every_marked_figure_means_what_its_words_say(case: dict[str, Any]) -> None:
    form = edition(str(case.get("edition", "2021")))
    text = _plain(case["text"])
    claims = bind(text, year=case.get("year", 2024), edition=form, agency=case.get("agency"))
    shift = 0
    for mark in _MARKED.finditer(case["text"]):
        start = mark.start() - shift
        end = start + len(mark[1])
        shift += len(mark[0]) - len(mark[1])
        claim = next((c for c in claims if c.kind.states_a_figure and c.start < end and c.end > start), None)
        assert _parts(claim.refs if claim else (), form) == _parts(tuple(mark[2].split()), form), mark[1]
