"""Reports made of a text and a few cells, without the read room."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from drafter.documents import Report, Section, Source
from drafter.form import edition

HEADING = re.compile(r"^([一二三四五六])、.*$", re.MULTILINE)
MakeReport = Callable[[Mapping[str, Any]], Report]


def sections_of(text: str) -> tuple[Section, ...]:
    """Title and preamble as "0", then one section for each line that begins 一、 … 六、."""
    heads = [(str("一二三四五六".index(m[1]) + 1), m[0], m.start()) for m in HEADING.finditer(text)]
    first = heads[0][2] if heads else len(text)
    ends = [start for _, _, start in heads[1:]] + [len(text)]
    found = [Section(id=i, title=t, start=s, end=e) for (i, t, s), e in zip(heads, ends, strict=False)]
    return (Section(id="0", title="", start=0, end=first), *found)


def report_of(spec: Mapping[str, Any]) -> Report:
    """A report of an invented organ; `fill` 0 or blank gives every cell of the form that amount first."""
    form = edition(spec.get("edition", "2021"))
    fill = {"0": 0, "blank": None, "absent": None}[str(spec.get("fill", "absent"))]
    figures: dict[str, int | Decimal | None] = {}
    if spec.get("fill", "absent") != "absent":
        figures = dict.fromkeys(form.printed, fill)
    for key, value in spec.get("cells", {}).items():
        assert key in form.printed, f"{key} is no cell of the {form.id} form"
        figures[key] = Decimal(value) if isinstance(value, str) else value
    for key in spec.get("without", ()):
        figures = {cell: amount for cell, amount in figures.items() if not cell.startswith(key)}
    text = spec.get("text", "").strip()
    return Report(
        source=Source(name="样例", sha256="", format="text"),
        agency=spec.get("agency", "云岭县水务局"),
        year=spec.get("year", 2024),
        edition=form.id if figures else None,
        text=text,
        sections=sections_of(text) if text else (),
        figures=figures,
    )


@pytest.fixture
def make_report() -> MakeReport:
    return report_of
