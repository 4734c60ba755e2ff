"""Paragraphs → the text of the narrative with its sections and sub-sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.documents import Section
from drafter.read.document import Paragraph
from drafter.read.heading import Heading, heading_of, is_official_title, official_section, section_of

_PREAMBLE = "0"
_SECTIONS = 6
_OFFICIAL = 2
_FIRST = "1"
_LONGEST_BARE_TITLE = 30
# What the sub-headings of the first section are called: a text that starts with one of them is inside that section.
_FIRST_SUBS = re.compile(r"主动公开|依?申请公开|信息管理|平台|监督保障")

# The same without a number, as a line of its own: sites set them in bold type or as headings of the page.
_BARE_SUBS = tuple(
    re.compile(f"(?:政府信息)?(?:{words})(?:政府信息|工作)?(?:情况|方面)?[：:]?")
    for words in ("主动公开", "依申请公开", "(?:政府)?信息(?:资源)?管理", "(?:公开|政府信息公开)?平台建设", "监督保障")
)
_UNNUMBERED = 9


def text_and_sections(paragraphs: Sequence[Paragraph], *, titled: bool = True) -> tuple[str, tuple[Section, ...]]:
    """Join the paragraphs by line feeds and find the sections in them; `titled`: the report's title is among them.

    A section reaches from its heading to the next heading of its depth or above; what stands before the first one is
    section "0", unless the text is an excerpt that starts later (no title, no first section). Sub-headings of the first
    section keep their ids where its own heading is missing. Sections are in order of `start`, a section before its
    sub-sections.
    """
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    begins = _section_starts(paragraphs)
    finder = _Finder()
    offset = 0
    for i, paragraph in enumerate(paragraphs):
        finder.paragraph(paragraph, begins.get(i), offset)
        offset += len(paragraph.text) + 1
    found = sorted(finder.finish(len(text)), key=lambda s: (s.start, -s.end))
    if not titled and not any(section.id == _FIRST for section in found):
        found = [section for section in found if section.id != _PREAMBLE]
    return text, tuple(found)


@dataclass(frozen=True, slots=True)
class _Open:
    id: str
    title: str
    start: int


class _Finder:
    """One pass over the paragraphs with the section and the sub-section that are open."""

    def __init__(self) -> None:
        self._section: _Open | None = _Open(_PREAMBLE, "", 0)
        self._sub: _Open | None = None
        self._parent = _PREAMBLE
        self._sub_depth = 0
        self._used: set[str] = set()
        self._done: list[Section] = []

    def paragraph(self, paragraph: Paragraph, section: str | None, offset: int) -> None:
        """Take the next paragraph, which starts at `offset` and begins the section with the id `section`, if any."""
        heading = heading_of(paragraph.text)
        if section is not None:
            self._close(offset)
            self._section = _Open(section, heading.title if heading else paragraph.text, offset)
            self._parent, self._sub_depth = section, 0
        elif heading is not None and heading.depth > 1:
            self._begin_sub(heading, offset)
        elif heading is None and self._parent == _FIRST and (number := _bare_sub(paragraph.text)):
            title = paragraph.text.strip()
            self._begin_sub(Heading(_UNNUMBERED, number, title, title, True), offset)

    def finish(self, end: int) -> list[Section]:
        """All sections, the open ones closed at `end`."""
        self._close(end)
        return self._done

    def _begin_sub(self, heading: Heading, offset: int) -> None:
        """Open a sub-section: all sub-headings of a section are of the kind of its first one."""
        if self._parent == _PREAMBLE:
            if not _FIRST_SUBS.search(heading.words):
                return
            self._close(offset)
            self._parent = _FIRST
        if self._sub_depth not in (0, heading.depth):
            return
        self._close_sub(offset)
        self._sub_depth = heading.depth
        self._sub = _Open(self._sub_id(heading.number), heading.title, offset)

    def _sub_id(self, number: int) -> str:
        """The id for the sub-heading numbered `number`; a number that repeats takes the next free one."""
        while f"{self._parent}.{number}" in self._used:
            number += 1
        self._used.add(f"{self._parent}.{number}")
        return f"{self._parent}.{number}"

    def _close_sub(self, offset: int) -> None:
        if self._sub is not None:
            self._done.append(_closed(self._sub, offset))
            self._sub = None

    def _close(self, offset: int) -> None:
        self._close_sub(offset)
        if self._section is not None and offset > self._section.start:
            self._done.append(_closed(self._section, offset))
        self._section = None


def _bare_sub(text: str) -> int:
    """The number of the sub-heading of the first section that `text` is without its number, or 0."""
    words = "".join(text.split())
    return next((number for number, sub in enumerate(_BARE_SUBS, 1) if sub.fullmatch(words)), 0)


def _closed(section: _Open, end: int) -> Section:
    return Section(id=section.id, title=section.title, start=section.start, end=end)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A paragraph that may begin a section, and how much speaks for it: 2 the official title, 1 its words."""

    index: int
    id: str
    weight: int


def _section_starts(paragraphs: Sequence[Paragraph]) -> dict[int, str]:
    """Index of a paragraph → id of the section it begins, each section once.

    An official title goes before words that only resemble one; of two official ones the later counts, because the
    earlier is a table of contents. A heading alone on its line with a number between those around it is that section
    where its words say nothing.
    """
    best: dict[str, _Candidate] = {}
    for candidate in _candidates(paragraphs):
        known = best.get(candidate.id)
        if known is None or candidate.weight > known.weight or candidate.weight == _OFFICIAL == known.weight:
            best[candidate.id] = candidate
    starts = {candidate.index: candidate.id for candidate in best.values()}
    return starts | _numbered_starts(paragraphs, starts)


def _candidates(paragraphs: Sequence[Paragraph]) -> Iterator[_Candidate]:
    for i, paragraph in enumerate(paragraphs):
        heading = heading_of(paragraph.text)
        if heading is None and (len(paragraph.text) > _LONGEST_BARE_TITLE or "。" in paragraph.text):
            continue
        if heading is not None and heading.depth > 1:
            # Lists of web pages number the sections 1. 2. 3.; a sub-heading hardly has the title of a section.
            if heading.alone and is_official_title(heading.words) and (id := official_section(heading.words)):
                yield _Candidate(i, id, 1)
            continue
        words = heading.words if heading else paragraph.text
        official = official_section(words)
        if official is not None and (heading is not None or paragraph.level > 1 or is_official_title(words)):
            # Shorter or commoner words than a whole title would be taken from any line without a number.
            yield _Candidate(i, official, _OFFICIAL)
        elif heading is not None and heading.alone and (resembled := section_of(words)):
            yield _Candidate(i, resembled, 1)


def _numbered_starts(paragraphs: Sequence[Paragraph], starts: Mapping[int, str]) -> dict[int, str]:
    """Sections that only the number of a heading tells: it stands alone, and its number fits between its neighbours."""
    found: dict[int, str] = {}
    for i, paragraph in enumerate(paragraphs):
        heading = heading_of(paragraph.text)
        if i in starts or heading is None or heading.depth > 1 or not heading.alone or heading.number > _SECTIONS:
            continue
        known = {**starts, **found}
        before = max((int(section) for at, section in known.items() if at < i), default=0)
        after = min((int(section) for at, section in known.items() if at > i), default=_SECTIONS + 1)
        if before < heading.number < after:
            found[i] = str(heading.number)
    return found
