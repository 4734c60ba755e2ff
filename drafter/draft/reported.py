"""A written page as the report file that everything else takes."""

from __future__ import annotations

import hashlib
import json

from drafter.documents import ExtraFigure, Report, Source
from drafter.draft.brief import Brief
from drafter.draft.page import Page


def reported(brief: Brief, page: Page) -> Report:
    """The report of a brief with the page's text and sections."""
    ledger = brief.ledger
    return Report(
        source=Source(name="draft", sha256=_fingerprint(brief), format="draft"),
        agency=brief.organ.agency,
        year=brief.year,
        edition="2019" if ledger.edition.id == "2019" else "2021",
        text=page.text,
        sections=page.sections,
        figures=dict(ledger.cells),
        last_year=dict(ledger.previous.cells) if ledger.previous else {},
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
