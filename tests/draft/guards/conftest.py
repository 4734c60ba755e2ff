"""Sections to judge sentences in: the composer's points of a brief, with its notes and some examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest

from drafter.draft import parse_notes
from drafter.draft.brief import Brief
from drafter.draft.composer import plan
from drafter.draft.evidence import Evidence
from drafter.draft.page import Page, Written
from drafter.draft.phrase import Phrase
from drafter.draft.script import lay
from drafter.draft.writer import Writer
from drafter.form import Ledger, Supplementary
from drafter.library.organ import organ

SIGNED = ("closing.signature", "closing.date", "preamble.title")


class Recorder(Page):
    """A page that keeps every sentence with its section, before it is set."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[tuple[str, str, Written]] = []

    def paragraph(self, written: Sequence[Written]) -> None:
        if self._open:
            section, title, _ = self._open[-1]
            self.written += [(section, title, sentence) for sentence in written]
        super().paragraph(written)


def composed(brief: Brief) -> list[tuple[str, str, Written]]:
    page, writer = Recorder(), Writer(brief)
    for part in plan(brief):
        lay(writer.write(part), page)
    return page.written


def sections(brief: Brief, examples: Mapping[str, str] | None = None) -> Iterator[Evidence]:
    """Yield the evidence of each section that has any: its points as p1, p2…, its notes as n1…"""
    written = composed(brief)
    for section in dict.fromkeys(section for section, _, _ in written):
        mine = [(title, sentence) for where, title, sentence in written if where == section]
        points = [s.phrase for _, s in mine if s.origin in ("composer", "form") and s.key and s.key not in SIGNED]
        notes = {f"n{n}": note for note in brief.notes for n in [note.number] if any(n in s.notes for _, s in mine)}
        yield Evidence(
            brief,
            mine[0][0],
            {f"p{number}": phrase for number, phrase in enumerate(points, start=1)},
            notes,
            dict(examples or {}),
        )


@pytest.fixture(scope="session")
def evidence_of() -> Callable[..., dict[str, Evidence]]:
    """Make the evidence of every section from a ledger, notes in Markdown and the like, by heading."""

    def make(
        ledger: Ledger,
        agency: str,
        year: int = 2024,
        notes: str = "",
        extras: Sequence[Supplementary] = (),
        examples: Mapping[str, str] | None = None,
    ) -> dict[str, Evidence]:
        whole = Ledger(ledger.edition, ledger.cells, supplementary=tuple(extras), previous=ledger.previous)
        brief = Brief(whole, organ(agency), year, parse_notes(notes))
        return {evidence.heading: evidence for evidence in sections(brief, examples)}

    return make


def given_back(phrase: Phrase) -> str:
    """A composer's sentence as a model that changes nothing sends it."""
    return phrase.slotted
