"""Words of the writer read by themselves and held against the tables, whatever they will stand beside."""

from __future__ import annotations

from drafter.check import check
from drafter.documents import Finding, Mention, Report, Source, Verdict
from drafter.draft.brief import Brief
from drafter.form import Ledger
from drafter.library.place import Place

# The verdicts on numbers do not depend on which rules run; one family is enough.
RULES = ("NUM",)
DIRECTIONS = ("CHG105",)


def mentions(brief: Brief, text: str) -> tuple[Mention, ...]:
    """The numbers of a text with what the tables say of them."""
    return check(_report(brief, brief.ledger, text, brief.year), last_year(brief), select=RULES).mentions


def contradiction(brief: Brief, text: str, place: Place | None) -> Mention | None:
    """The first number of a text that is against the tables, read bare and under the heading of its place."""
    title = place.heading if place else ""
    for read in (text, *([f"{title}\n{text}"] if title else [])):
        for mention in mentions(brief, read):
            if mention.verdict is Verdict.CONTRADICTED:
                return mention
    return None


def wrong_direction(brief: Brief, text: str) -> Finding | None:
    """The first rise or fall of a text told without a number that is against the tables of the two years."""
    report = _report(brief, brief.ledger, text, brief.year)
    return next(iter(check(report, last_year(brief), select=DIRECTIONS).findings), None)


def last_year(brief: Brief) -> Report | None:
    """Last year's figures as a report, or None where they are unknown."""
    previous = brief.ledger.previous
    return _report(brief, previous, "", brief.year - 1) if previous else None


def _report(brief: Brief, ledger: Ledger, text: str, year: int) -> Report:
    return Report(
        source=Source(name="notes", sha256="", format="text"),
        agency=brief.organ.agency,
        year=year,
        edition="2019" if ledger.edition.id == "2019" else "2021",
        text=text,
        figures=dict(ledger.cells),
    )
