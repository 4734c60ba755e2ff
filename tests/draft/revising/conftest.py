"""Reports of an invented bureau with tables that balance, and their revision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from drafter.check import check
from drafter.documents import Report, Review, Revision, Section, Source
from drafter.draft import parse_notes
from drafter.draft.revising import revise
from drafter.form import edition

AGENCY = "青禾县水务局"
NOW = {"new": 12, "carried_in": 2, "processed": 13, "carried_out": 1, "granted": 10, "partial": 3}
LAST = {"new": 15, "processed": 13, "carried_out": 2, "granted": 13}
CASES = {"t4.review.upheld": 2, "t4.review.corrected": 1, "t4.review.total": 3}
ISSUED = {"t2.normative.issued": 4, "t2.normative.valid": 20, "t2.fees.amount": "0.57"}
LAST_VALID = {"t2.normative.valid": 16}

Cells = dict[str, Any]


def figures(rows: Mapping[str, int], more: Mapping[str, Any]) -> Cells:
    """The cells of a year: the rows of table 3 all from natural persons, nothing else but `more`."""
    cells: Cells = dict.fromkeys(edition("2021").printed, 0)
    for row, count in rows.items():
        cells |= {f"t3.{row}.natural": count, f"t3.{row}.total": count}
    return cells | dict(more)


def report(text: str, cells: Cells, year: int, sections: tuple[Section, ...] = ()) -> Report:
    source = Source(name="报告", sha256="", format="text")
    return Report(source=source, agency=AGENCY, year=year, edition="2021", text=text, figures=cells, sections=sections)


def told(
    text: str,
    cells: Mapping[str, Any] | None = None,
    *,
    rows: Mapping[str, int] | None = None,
    previous: str = "",
    notes: str = "",
    headed: bool = False,
) -> Revision:
    """The revision of a text beside the tables of the bureau, `cells` and `rows` put in their place.

    `headed`: the lines of the text that begin with 一、 … 六、 open the sections of the form.
    """
    last = report(previous, figures(LAST, LAST_VALID), 2023)
    now = figures(NOW if rows is None else rows, {**CASES, **ISSUED, **(cells or {})})

    def again(changed: Report) -> Review:
        return check(changed, last)

    read = report(text, now, 2024, sections_of(text) if headed else ())
    return revise(again(read), last, again=again, notes=parse_notes(notes))


def sections_of(text: str) -> tuple[Section, ...]:
    heads = [at for at, char in enumerate(text) if char in "一二三四五六" and text[at + 1 : at + 2] == "、"]
    heads = [at for at in heads if at == 0 or text[at - 1] == "\n"]
    found = [
        Section(id=str("一二三四五六".index(text[a]) + 1), title=text[a : text.find("\n", a)], start=a, end=b)
        for a, b in zip(heads, [*heads[1:], len(text)], strict=True)
    ]
    opening = [Section(id="0", title="", start=0, end=heads[0])] if heads and heads[0] else []
    return (*opening, *found)


@pytest.fixture
def revised() -> Callable[..., Revision]:
    """`told`, for the tests."""
    return told
