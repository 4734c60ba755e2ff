"""Passages as many clerks would write them: every figure means the cells it is labelled with; exceptions are listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.claims import Claim, bind
from drafter.form import edition

HERE = Path(__file__).parent
PASSAGES: dict[str, Any] = yaml.safe_load((HERE / "passages.yaml").read_text("utf-8"))
EXCEPTIONS: dict[str, dict[str, str]] = yaml.safe_load((HERE / "exceptions.yaml").read_text("utf-8"))
WIDE = {"t4.litigation": ("t4.direct", "t4.after_review")}


def _cells(keys: list[str] | tuple[str, ...]) -> set[str]:
    """The keys, 行政诉讼 as its two groups."""
    found = set()
    for key in keys:
        year = "prev." if key.startswith("prev.") else ""
        group, _, column = key.removeprefix("prev.").rpartition(".")
        found |= {f"{year}{part}.{column}" for part in WIDE.get(group, (group,))}
    return found


def _located(text: str, figures: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Where the quotes stand in `text`, each found behind the one before by what stands in front of it."""
    kept = [place for place, character in enumerate(text) if not character.isspace()]
    flat = "".join(text[place] for place in kept)
    spans = []
    at = 0
    for figure in figures:
        before, quote = ("".join(figure[name].split()) for name in ("before", "quote"))
        at = flat.index(before + quote, max(0, at - len(before))) + len(before)
        spans.append((kept[at], kept[at + len(quote) - 1] + 1))
        at += len(quote)
    return spans


def _wrong(name: str) -> dict[str, str]:
    """Quote (with the word before it where it is not alone) → what it was bound to instead of its label."""
    passage = PASSAGES[name]
    claims = [
        claim
        for claim in bind(
            passage["text"], year=passage["year"], edition=edition(passage["edition"]), agency=passage["agency"]
        )
        if claim.kind.states_a_figure
    ]
    wrong = {}
    for figure, (start, end) in zip(passage["figures"], _located(passage["text"], passage["figures"]), strict=True):
        claim = next((claim for claim in claims if claim.start < end and claim.end > start), None)
        if not figure.get("soft") and not _is_as_labelled(claim, figure):
            wrong[f"{figure['before']}{figure['quote']}"] = claim.expression.text if claim and claim.expression else "-"
    return wrong


def _is_as_labelled(claim: Claim | None, figure: dict[str, Any]) -> bool:
    if claim is None:
        return False
    readings = [claim.expression, *claim.readings] if claim.expression else []
    return any(_cells(reading.refs) == _cells(figure["refs"]) for reading in readings) or not (
        readings or figure["refs"]
    )


@pytest.mark.parametrize("name", PASSAGES)
def test_every_figure_is_bound_as_labelled(name: str) -> None:
    known = tuple(quote.replace(" ", "") for quote in EXCEPTIONS.get(name, {}))
    unexpected = {
        quote: got for quote, got in _wrong(name).items() if not quote.replace(" ", "").endswith(known or ("\n",))
    }
    assert unexpected == {}


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_every_exception_is_still_one(name: str) -> None:
    wrong = [quote.replace(" ", "") for quote in _wrong(name)]
    for known in EXCEPTIONS[name]:
        assert any(quote.endswith(known.replace(" ", "")) for quote in wrong), f"{known} binds as labelled by now"
