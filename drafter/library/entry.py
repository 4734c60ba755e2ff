"""What a library knows of a report and of a passage beside its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from drafter.documents import Report
from drafter.library.passage import Passage, passages
from drafter.library.standing import standing

PLACES = ("0", "1", "1.1", "1.2", "1.3", "1.4", "1.5", "2", "3", "4", "5", "6")


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the library: `id` is the beginning of the SHA-256 of the file it came from."""

    id: str
    agency: str
    year: int
    edition: str
    kind: str
    level: str
    region: str
    trade: str
    name: str
    passages: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A passage in the library, with its report's entry id, agency, year and standing."""

    id: str
    report: str
    agency: str
    year: int
    edition: str
    kind: str
    level: str
    trade: str
    section: str
    place: str
    text: str
    pattern: str


Origin = Entry | Kept
"""What decides whether a passage may be shown, and to whom it is worth more: both know it."""


def cut(report: Report) -> tuple[Entry, tuple[Passage, ...]]:
    """The entry of a report, and its passages of places that a library keeps."""
    agency = report.agency or ""
    own = standing(agency)
    found = tuple(passage for passage in passages(report) if passage.place in PLACES)
    entry = Entry(
        id=entry_id(report),
        agency=agency,
        year=report.year or 0,
        edition=report.edition or "",
        kind=own.kind.value,
        level=own.level.value,
        region=own.region,
        trade=own.trade,
        name=report.source.name,
        passages=0,
    )
    return replace(entry, passages=len(found)), found


def entry_id(report: Report) -> str:
    """The id under which a library enters a report."""
    return report.source.sha256[:16]


def passage_id(entry: Entry, place: str, number: int) -> str:
    """The id of a passage: its report's, its place, and its 0-based number among the passages of the report."""
    return f"{entry.id}:{place}:{number}"


def report_of(key: str) -> str:
    """The report's id in a passage's."""
    return key.split(":")[0]


def place_of_id(key: str) -> str:
    """The place in a passage's id."""
    return key.split(":")[1]


def kept(key: str, entry: Entry, words: Mapping[str, Any]) -> Kept:
    """The passage of that id of a report; `words`: its section, text and pattern."""
    return Kept(
        id=key,
        report=entry.id,
        agency=entry.agency,
        year=entry.year,
        edition=entry.edition,
        kind=entry.kind,
        level=entry.level,
        trade=entry.trade,
        section=str(words["section"]),
        place=place_of_id(key),
        text=str(words["text"]),
        pattern=str(words["pattern"]),
    )


def words_of(passage: Passage) -> dict[str, str]:
    """What `kept` wants of a passage."""
    return {"section": passage.section, "text": passage.text, "pattern": passage.pattern}


def fields(entry: Entry) -> dict[str, str | int]:
    """What is written beside a report's id."""
    return {name: getattr(entry, name) for name in Entry.__slots__ if name != "id"}


def entry_of(key: str, row: Mapping[str, Any]) -> Entry:
    """The entry that `fields` wrote."""
    return Entry(id=key, **{name: row[name] for name in Entry.__slots__ if name != "id"})
