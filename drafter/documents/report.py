"""The report file: what `drafter read` gives and every other job takes (schema drafter.report/1)."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, model_serializer, model_validator

from drafter.form import Ledger, Supplementary, edition, edition_for_year

JsonDecimal = Annotated[Decimal, PlainSerializer(str, return_type=str, when_used="json")]
JsonAmount = Annotated[
    int | Decimal | None,
    PlainSerializer(lambda v: str(v) if isinstance(v, Decimal) else v, when_used="json"),
]


class Frozen(BaseModel):
    """Base of every type that crosses a room or a file: immutable, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Source(Frozen):
    """The file a report came from."""

    name: str
    sha256: str
    format: str


class Section(Frozen):
    """A section or sub-section of the narrative.

    `id` is "0" for title and preamble, "1" … "6" for the six sections of the form, "1.2" for the second sub-heading of
    the first. `start` and `end` are 0-based code-point offsets into the report's text and cover heading and body.
    """

    id: str
    title: str
    start: int
    end: int


class CellSource(Frozen):
    """Where a cell was read: official table number, 0-based row and column of the source grid, raw text.

    `where`: the source grid as the user would find it, e.g. 第3个表格 or 第5页; "" where that is not known.
    """

    table: int
    row: int
    column: int
    raw: str
    where: str = ""


PlaceKind = Literal["paragraph", "line", "page", "characters"]
_PLACE = re.compile(r"(\d{1,12})-(\d{1,12}) (paragraph|line|page|characters) (\d{1,12})(?:-(\d{1,12}))?")


class Place(Frozen):
    """Where a paragraph of the report's text stands in its source.

    `start`, `end`: 0-based code-point offsets into the text. `first`, `last` by `kind`: `paragraph` the 0-based place
    among all w:p elements of a Word body in the order of the file; `line` 1-based lines of the decoded file; `page`
    1-based pages; all these include `last`. `characters`: 0-based code-point offsets into the decoded file, `last` not
    included. In JSON a place is one string, e.g. "120-168 line 14-15" or "120-168 page 3".
    """

    start: int
    end: int
    kind: PlaceKind
    first: int
    last: int

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        match = _PLACE.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            return value
        start, end, kind, first, last = match.groups()
        return {"start": start, "end": end, "kind": kind, "first": first, "last": last or first}

    @model_serializer(mode="plain", when_used="json")
    def _as_string(self) -> str:
        last = "" if self.last == self.first else f"-{self.last}"
        return f"{self.start}-{self.end} {self.kind} {self.first}{last}"


class ExtraFigure(Frozen):
    """A figure that no official table holds."""

    name: str
    value: JsonDecimal
    unit: str = ""
    source: str = ""


class Notice(Frozen):
    """Something the reader wants known: an identifier for programs and a Chinese message with the place."""

    code: str
    message: str


class Report(Frozen):
    """A report: its narrative (tables left out), its sections, and the figures of its tables.

    `text`: paragraphs joined by a line feed, title first. `figures`: printed cell key → whole number, Decimal, or None
    for a blank cell; a cell the document lacks is absent. `edition` is that of the tables, None where there are none.
    `notes`: the writer's work notes, one a point, where the source is a fill-in workbook; empty otherwise.
    `last_year`: last year's figures where the source carries them (a fill-in workbook); empty otherwise.
    `places`: where the paragraphs of `text` stand in the source, in order; empty where the reader cannot tell.
    """

    schema_: Literal["drafter.report/1"] = Field(default="drafter.report/1", alias="schema")
    source: Source
    agency: str | None = None
    year: int | None = None
    edition: Literal["2021", "2019"] | None = None
    text: str = ""
    sections: tuple[Section, ...] = ()
    figures: dict[str, JsonAmount] = Field(default_factory=dict)
    supplementary: tuple[ExtraFigure, ...] = ()
    notes: tuple[str, ...] = ()
    last_year: dict[str, JsonAmount] = Field(default_factory=dict)
    provenance: dict[str, CellSource] = Field(default_factory=dict)
    places: tuple[Place, ...] = ()
    notices: tuple[Notice, ...] = ()

    def place_at(self, offset: int) -> Place | None:
        """Where the character at `offset` of the text stands in the source, or None where that is not known."""
        found = bisect_right(self.places, offset, key=lambda place: place.start) - 1
        return self.places[found] if found >= 0 and offset < self.places[found].end else None

    def last_years_report(self) -> Report | None:
        """Last year's figures as a report of the same organ, or None where the source carries none."""
        if not self.last_year:
            return None
        year = self.year - 1 if self.year else None
        return Report(source=self.source, agency=self.agency, year=year, edition=self.edition, figures=self.last_year)

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that covers `offset`, or None."""
        covering = [s for s in self.sections if s.start <= offset < s.end]
        return min(covering, key=lambda s: s.end - s.start, default=None)

    def section(self, section_id: str) -> Section | None:
        """The section called `section_id`, or None where the report lacks it."""
        return next((s for s in self.sections if s.id == section_id), None)

    def ledger(self, previous: Report | None = None) -> Ledger:
        """The figures as a ledger under the report's edition (by year, else the newest, where it has no tables)."""
        form = edition(self.edition) if self.edition else edition_for_year(self.year or 9999)
        return Ledger(
            edition=form,
            cells=self.figures,
            provenance=self.provenance,
            supplementary=tuple(Supplementary(f.name, f.value, f.unit, f.source) for f in self.supplementary),
            previous=previous.ledger() if previous else None,
        )
