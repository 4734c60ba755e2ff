"""The figure sets that drafts are made from: reports as they are, and variations of them, the same every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from random import Random

from drafter.documents import Report, Source
from drafter.evaluate.drafts.drawn_ledger import BLANKS, drawn_cells, last_year
from drafter.evaluate.drafts.drawn_notes import Setting, drawn_agency, drawn_extras, drawn_notes, kind_of
from drafter.form import edition, edition_for_year

_NEWEST = 2024
_SIZES = {"全零": 0, "个位": 2, "几十": 14, "几百": 160, "上万": 30_000}
_VARIATIONS = tuple(
    (f"{size}{'·' + blanks if blanks else ''}", size, blanks)
    for blanks in ("", "", *BLANKS)
    for size in _SIZES
    if not (blanks == "零留空" and size == "全零")
)
_HOSTILE_EVERY = 5


@dataclass(frozen=True)
class FigureSet:
    """What one draft is made from. `name` tells source and variation; `notes` is a file of work notes, "" for none."""

    name: str
    report: Report
    previous: Report | None
    notes: str


@dataclass(frozen=True)
class Given:
    """A report that sets are made of, with last year's where there is one."""

    name: str
    report: Report
    previous: Report | None = None


def figure_sets(given: Sequence[Given], wanted: int, *, notes: str | None = None) -> tuple[FigureSet, ...]:
    """`wanted` sets: the reports with their own figures first, then variations in turn; each with notes of its own.

    `notes`, where given, stand in for the drawn ones in every set.
    """
    return tuple(islice(_sets(given, notes), wanted))


def _sets(given: Sequence[Given], notes: str | None) -> Iterator[FigureSet]:
    for number, source in enumerate(given):
        yield _as_reported(source, number, notes)
    for number in count():
        yield _varied(given[number % len(given)], number, notes)


def _as_reported(source: Given, number: int, notes: str | None) -> FigureSet:
    draw = Random(f"drafts|{source.name}")
    report = source.report
    agency = report.agency or drawn_agency("bureau", draw)
    year = report.year or _NEWEST
    words = drawn_notes(Setting(kind_of(agency), year), draw, hostile=_is_hostile(number)) if notes is None else notes
    extras = report.supplementary or drawn_extras(draw)
    taken = report.model_copy(update={"agency": agency, "year": year, "text": "", "sections": (), "places": ()})
    return FigureSet(source.name, taken.model_copy(update={"supplementary": extras}), source.previous, words)


def _varied(source: Given, number: int, notes: str | None) -> FigureSet:
    """Figures of an invented organ of the same kind, under the same edition, in the turn's size and way of blanks."""
    variation, size, blanks = _VARIATIONS[number % len(_VARIATIONS)]
    draw = Random(f"drafts|{source.name}|{number}")
    year = source.report.year or _NEWEST
    form = edition(source.report.edition) if source.report.edition else edition_for_year(year)
    kind = kind_of(source.report.agency or "")
    agency = drawn_agency(kind, draw)
    cells = drawn_cells(form, draw, _SIZES[size])
    before = last_year(form, cells, draw, _SIZES[size]) if draw.random() < 0.6 else None
    if blanks:
        BLANKS[blanks](cells, draw)
    words = drawn_notes(Setting(kind, year), draw, hostile=_is_hostile(number)) if notes is None else notes
    name = f"{source.name}·{number + 1}·{variation}"
    own = Source(name=name, sha256="", format="drawn")
    report = Report(source=own, agency=agency, year=year, edition=source.report.edition or "2021", figures=cells)
    previous = report.model_copy(update={"year": year - 1, "figures": before}) if before else None
    return FigureSet(name, report.model_copy(update={"supplementary": drawn_extras(draw)}), previous, words)


def _is_hostile(number: int) -> bool:
    return number % _HOSTILE_EVERY == _HOSTILE_EVERY - 1
