"""The composer: a whole report from figures and notes, worded by patterns, without a model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

from drafter.documents import Draft, ExtraFigure, Report, Source
from drafter.draft.brief import Brief
from drafter.draft.closing import closing
from drafter.draft.disclosure import disclosure
from drafter.draft.doubts import contradicted, without, without_repeated
from drafter.draft.improvement import improvement
from drafter.draft.management import management
from drafter.draft.notes import Note
from drafter.draft.opening import opening, overview
from drafter.draft.page import Page
from drafter.draft.plan import Part
from drafter.draft.requests import requests
from drafter.draft.script import lay
from drafter.draft.sifting import dropped, left_over, sifted
from drafter.draft.support import platform, supervision
from drafter.draft.writer import Writer
from drafter.form import Ledger
from drafter.library.organ import organ

NUMERALS = "一二三四五六"


def compose(ledger: Ledger, *, agency: str, year: int, notes: Sequence[Note] = ()) -> Draft:
    """Write the report of `agency` for `year` from its figures and work notes.

    Every figure comes from a cell, a supplementary figure or a note. A blank or absent cell is never told as 0. What
    the tool cannot know stands as 【待补充：…】 with a question. The same input gives the same text.
    """
    brief, doubts = without_repeated(Brief(ledger, organ(agency), year, tuple(notes)))
    brief, asked = sifted(brief)
    page = _written(brief)
    while against := contradicted(brief, _report(brief, page), page.sentences):
        brief, more = without(brief, against)
        brief, figures = dropped(brief, against)
        doubts, asked = (*doubts, *more), (*asked, *figures)
        page = _written(brief)
    for doubt in sorted(doubts):
        page.ask(doubt.question)
    for question in (*asked, *left_over(brief, page.sentences, asked)):
        page.ask(question)
    return Draft(
        report=_report(brief, page),
        sentences=tuple(page.sentences),
        questions=tuple(page.questions),
        record={"writer": "composer", "edition": ledger.edition.id, "notes": str(len(notes))},
    )


def _written(brief: Brief) -> Page:
    page, writer = Page(), Writer(brief)
    for part in plan(brief):
        lay(writer.write(part), page)
    return page


def plan(brief: Brief) -> Iterator[Part]:
    """Yield the parts of the report in order: title and preamble, then the six sections of the form."""
    headings = [f"{n}、{title}" for n, title in zip(NUMERALS, brief.ledger.edition.sections, strict=True)]
    yield opening(brief)
    subs = (disclosure(brief), requests(brief), management(brief), platform(brief), supervision(brief))
    yield Part("1", headings[0], (overview(brief),), subs)
    for number in (2, 3, 4):
        yield Part(str(number), headings[number - 1])
    yield improvement(brief, headings[4])
    yield closing(brief, headings[5])


def _report(brief: Brief, page: Page) -> Report:
    ledger = brief.ledger
    return Report(
        source=Source(name="draft", sha256=_fingerprint(brief), format="draft"),
        agency=brief.organ.agency,
        year=brief.year,
        edition="2019" if ledger.edition.id == "2019" else "2021",
        text=page.text,
        sections=page.sections,
        figures=dict(ledger.cells),
        supplementary=tuple(
            ExtraFigure(name=s.name, value=s.value, unit=s.unit, source=s.source) for s in ledger.supplementary
        ),
    )


def _fingerprint(brief: Brief) -> str:
    """SHA-256 of everything the draft was made from."""
    previous = brief.ledger.previous
    made_from = {
        "agency": brief.organ.agency,
        "year": brief.year,
        "edition": brief.ledger.edition.id,
        "cells": dict(brief.ledger.cells),
        "previous": dict(previous.cells) if previous else None,
        "supplementary": [[s.name, s.value, s.unit, s.source] for s in brief.ledger.supplementary],
        "notes": [[note.number, note.text, note.heading] for note in brief.notes],
    }
    text = json.dumps(made_from, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
