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
from drafter.library.standing import place_names

_MARK = re.compile(
    r"(?=(?:^|(?<=[。；;！!：:]))(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十][，、]"
    r"|[（(][一二三四五六七八九十\d]{1,2}[)）]|[①-⑳]|\d{1,2}[.．、](?!\d)))"
)
_SENTENCE = re.compile(r"[^。！!？?]*[。！!？?]+[”』」）)]*|[^。！!？?]+$")
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[)）]|\d{1,2}[.．])[^。，；]{0,40}$"
)
_RUN_IN = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,2}[)）]|\d{1,2}[.．、])?"
    r"(?:主动公开(?:政府信息)?|依申请公开(?:政府信息)?|政府信息(?:资源)?管理|信息管理|(?:政府信息公开)?平台建设|监督保障"
    r"|(?:本年度?)?(?:存在)?的?(?:主要)?问题|(?:下一?步)?(?:的?改进|工作)?(?:措施|打算|安排)|改进)(?:工作|方面)?(?:情况)?[。：]\s*"
)
_TELLS = re.compile(r"[，。；]")

LONG = 90
"""Characters from which a paragraph is taken apart: a point of a report is said in one or two sentences."""
LONG_PROBLEM = 140
"""The same for section five, where a problem stands with its cause and its mending."""
SHORT = 30
"""Characters below which a sentence goes with the one before it: by itself it says too little to be found by."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One point of a report.

    `section`: the section's id in its report ("1.2"). `place`: the place of the form it speaks of ("1.2" for requests,
    whatever number its report gives them). `text`: the words as written. `pattern`: the same with slots in braces for
    figures ({t3.new.total}件, {数}条), dates ({日期}), the organ's own name ({机关}) and those of its place ({地名}).
    """

    section: str
    place: str
    text: str
    pattern: str


def passages(report: Report) -> tuple[Passage, ...]:
    """The passages of a report's narrative in order, without headings, with or without a line of their own."""
    form = edition(report.edition) if report.edition else edition_for_year(report.year or 9999)
    claims = bind(report.text, year=report.year, edition=form, agency=report.agency)
    found = []
    for start, end in _points(report):
        section = report.section_at(start)
        start += _run_in(report.text[start:end])
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


def _points(report: Report) -> Iterator[tuple[int, int]]:
    """Yield start and end of each point: a paragraph, or where it is long its enumerated parts or its sentences."""
    offset = 0
    for line in report.text.split("\n"):
        if line.strip() and not _HEADING.fullmatch(line.strip()):
            section = report.section_at(offset)
            is_problem = section is not None and section.id.startswith("5")
            for start, end in _cut(line, LONG_PROBLEM if is_problem else LONG):
                yield offset + start, offset + end
        offset += len(line) + 1


def _cut(line: str, long: int) -> Iterator[tuple[int, int]]:
    marks = [match.start() for match in _MARK.finditer(line)]
    if len(marks) > 1:
        bounds = [*dict.fromkeys([0, *marks]), len(line)]
        for start, end in pairwise(bounds):
            yield from ((start + a, start + b) for a, b in _sentences(line[start:end], long))
    else:
        yield from _sentences(line, long)


def _sentences(text: str, long: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a long text, short ones joined to the one before; a text that is not long is one."""
    if len(text) <= long:
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


def _run_in(text: str) -> int:
    """The length of a heading that stands before the sentences it is over: （五）监督保障。全年培训……"""
    found = _RUN_IN.match(text)
    return found.end() if found else 0


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
    if not agency:
        return masked
    masked = masked.replace(agency, "{机关}")
    for name in place_names(agency):
        masked = masked.replace(name, "{地名}")
    return masked


def _slot(claim: Claim) -> str | None:
    """What stands for a claim in a pattern, or None where its words stay."""
    if claim.kind is Kind.FIGURE:
        return f"{{{claim.expression.text if claim.expression else '数'}}}{claim.unit}"
    return {Kind.DATE: "{日期}", Kind.CONTACT: "{联系方式}"}.get(claim.kind)
