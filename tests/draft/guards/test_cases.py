"""Sentences that have to pass and sentences that must not, over whole sections (cases/*.yml)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.draft.evidence import Evidence, Said
from drafter.draft.guards import judge
from drafter.form import Supplementary

FILES = sorted((Path(__file__).parent / "cases").glob("*.yml"))


@cache
def scenario(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def cases(kind: str) -> list[Any]:
    return list(_cases(kind))


def _cases(kind: str) -> Iterator[Any]:
    for path in FILES:
        for heading, listed in (scenario(path).get(kind) or {}).items():
            for number, case in enumerate(listed, start=1):
                written = case if isinstance(case, dict) else {"text": case}
                yield pytest.param(path, heading, written, id=f"{path.stem}-{heading}-{number}")


def exact(value: float) -> int | Decimal:
    return value if isinstance(value, int) else Decimal(str(value))


@pytest.fixture(scope="module")
def evidence(build: Callable[..., Any], evidence_of: Callable[..., dict[str, Evidence]]) -> Callable[..., Evidence]:
    @cache
    def sections(path: Path) -> dict[str, Evidence]:
        given = scenario(path)
        name = given.get("edition", "2021")
        previous = build(given["previous"], edition_name=name) if "previous" in given else None
        return evidence_of(
            build({key: exact(value) for key, value in given["cells"].items()}, edition_name=name, previous=previous),
            given["agency"],
            given["year"],
            given.get("notes", ""),
            [Supplementary(e["name"], Decimal(str(e["value"])), e["unit"]) for e in given.get("extras", ())],
            given.get("examples"),
        )

    return lambda path, heading: sections(path)[heading]


def judged(case: dict[str, Any], section: Evidence) -> list[str]:
    cites = tuple(case.get("cites", section.points))
    found = judge(Said(text=case["text"], evidence=cites), section, case.get("before", ""))
    assert (found.phrase is None) == bool(found.faults)
    return [f"{fault.code}：{fault.reason}" for fault in found.faults]


@pytest.mark.parametrize(("path", "heading", "case"), cases("sound"))
def test_sound_sentences_pass(
    path: Path, heading: str, case: dict[str, Any], evidence: Callable[..., Evidence]
) -> None:
    assert judged(case, evidence(path, heading)) == []


@pytest.mark.parametrize(("path", "heading", "case"), cases("attacks"))
def test_attacks_fail(path: Path, heading: str, case: dict[str, Any], evidence: Callable[..., Evidence]) -> None:
    faults = judged(case, evidence(path, heading))
    assert faults
    assert case.get("fails", "") in "".join(faults)
