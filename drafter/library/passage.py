"""Passages: the points a report makes, one by one, with its figures, dates and own name taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from drafter.claims import Claim, Kind, bind
from drafter.documents import Report
from drafter.form import edition, edition_for_year
from drafter.library.place import Place, place_of

_MARK = re.compile(
    r"(?=(?:^|(?<=[。；;！!：:]))(?:[一二三四五六七八九十]{1,2}是|[（(][一二三四五六七八九十\d]{1,2}[)）]|[①-⑳]|\d{1,2}[.．、](?!\d)))"
)
_SENTENCE = re.compile(r"[^。！!？?]*[。！!？?]+[”』」）)]*|[^。！!？?]+$")
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[)）]|\d{1,2}[.．])[^。，；]{0,40}$"
)
_TELLS = re.compile(r"[，。；]")

LONG = 140
"""Characters from which a paragraph is taken apart: a point of a report is said in one or two sentences."""
SHORT = 30
"""Characters below which a sentence goes with the one before it: by itself it says too little to be found by."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One point of a report.

    `section`: the section's id in its report ("1.2"). `place`: the place of the form it speaks of ("1.2" for requests,
    whatever number its report gives them). `text`: the words as written. `pattern`: the same with slots in braces for
    figures ({t3.new.total}件, {数}条), dates ({日期}) and the organ's own name ({机关}).
    """

    section: str
    place: str
    text: str
    pattern: str


def passages(report: Report) -> tuple[Passage, ...]:
    """The passages of a report's narrative in order; headings are none, nor are lines without a sentence."""
    form = edition(report.edition) if report.edition else edition_for_year(report.year or 9999)
    claims = bind(report.text, year=report.year, edition=form, agency=report.agency)
    found = []
    for start, end in _points(report.text):
        section = report.section_at(start)
        text = report.text[start:end]
        if section is None or not _TELLS.search(text):
            continue
        inside = [claim for claim in claims if start <= claim.start and claim.end <= end]
        pattern = _masked(text, start, inside, report.agency)
        found.append(Passage(section.id, _place(section.id, section.title, text), text, pattern))
    return tuple(found)


def searchable(pattern: str) -> str:
    """A pattern as it is indexed and looked for: its slots say nothing of what it is about."""
    return re.sub(r"\{[^{}]*\}", "", pattern)


def _points(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each point: a paragraph, or where it is long its enumerated parts or its sentences."""
    offset = 0
    for line in text.split("\n"):
        if line.strip() and not _HEADING.fullmatch(line.strip()):
            for start, end in _cut(line):
                yield offset + start, offset + end
        offset += len(line) + 1


def _cut(line: str) -> Iterator[tuple[int, int]]:
    marks = [match.start() for match in _MARK.finditer(line)]
    if len(marks) > 1:
        bounds = [*dict.fromkeys([0, *marks]), len(line)]
        for start, end in pairwise(bounds):
            yield from ((start + a, start + b) for a, b in _sentences(line[start:end]))
    else:
        yield from _sentences(line)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a long text, short ones joined to the one before; a text that is not long is one."""
    if len(text) <= LONG:
        yield from [(0, len(text))] * bool(text.strip())
        return
    start = end = 0
    for match in _SENTENCE.finditer(text):
        if end - start >= SHORT and len(match[0]) >= SHORT:
            yield start, end
            start = match.start()
        end = match.end()
    if end > start:
        yield start, end


def _place(section: str, title: str, text: str) -> str:
    """The place of the form a passage speaks of: by its sub-heading, else by its words, else its section."""
    head = section.split(".")[0]
    if head != "1":
        return head
    place = place_of(title if section != "1" else None, text)
    return place.value if place in _OF_ONE else "1"


_OF_ONE = (Place.DISCLOSURE, Place.REQUESTS, Place.MANAGEMENT, Place.PLATFORM, Place.SUPERVISION)


def _masked(text: str, offset: int, claims: list[Claim], agency: str | None) -> str:
    pieces, at = [], 0
    for claim in claims:
        slot = _slot(claim)
        if slot is None or claim.start - offset < at:
            continue
        pieces += [text[at : claim.start - offset], slot]
        at = claim.end - offset
    masked = "".join([*pieces, text[at:]])
    return masked.replace(agency, "{机关}") if agency else masked


def _slot(claim: Claim) -> str | None:
    """What stands for a claim in a pattern, or None where its words stay."""
    if claim.kind is Kind.FIGURE:
        return f"{{{claim.expression.text if claim.expression else '数'}}}{claim.unit}"
    return {Kind.DATE: "{日期}", Kind.CONTACT: "{联系方式}"}.get(claim.kind)
