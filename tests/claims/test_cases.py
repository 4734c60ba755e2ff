"""Named sentences and what every figure and statement in them means; one YAML file a subject."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.claims import Claim, bind
from drafter.form import edition

CASES = Path(__file__).parent / "cases"


def _cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for name, case in yaml.safe_load(path.read_text("utf-8")).items():
            found.append(pytest.param(case, id=f"{path.stem}-{name}"))
    return found


def _bound(case: dict[str, Any]) -> tuple[Claim, ...]:
    return bind(
        case["text"],
        year=case.get("year", 2024),
        edition=edition(str(case.get("edition", "2021"))),
        agency=case.get("agency"),
    )


@pytest.mark.parametrize("case", _cases())
def test_every_figure_means_what_its_words_say(case: dict[str, Any]) -> None:
    stated = [claim for claim in _bound(case) if claim.kind.states_a_figure]
    said = [(str(claim.kind), claim.text, claim.expression.text if claim.expression else None) for claim in stated]
    expected = [
        ("claim", e["claim"], e.get("is")) if "claim" in e else ("figure", e["figure"], e.get("is"))
        for e in case["expects"]
    ]
    assert said == expected
    for claim, expectation in zip(stated, case["expects"], strict=True):
        if "value" in expectation:
            assert claim.value == Fraction(str(expectation["value"]))
        if "note" in expectation:
            assert expectation["note"] in claim.note
        if "or" in expectation:
            assert [reading.text for reading in claim.readings] == expectation["or"]
        if "named" in expectation:
            assert claim.supplementary == expectation["named"]


@pytest.mark.parametrize("case", [case for case in _cases() if "exempt" in case.values[0]])
def test_what_counts_nothing_is_said_to_be_what_it_is(case: dict[str, Any]) -> None:
    exempt = [(str(claim.kind), claim.text) for claim in _bound(case) if not claim.kind.states_a_figure]
    assert exempt == [(kind, text) for item in case["exempt"] for kind, text in item.items()]


def test_every_cell_expected_is_one_of_the_form() -> None:
    for parameter in _cases():
        case = parameter.values[0]
        form = edition(str(case.get("edition", "2021")))
        for claim in _bound(case):
            assert all(form.cell(key) is not None for key in claim.refs)
