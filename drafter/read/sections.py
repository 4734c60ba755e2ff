"""Paragraphs → the text of the narrative with its sections and sub-sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.documents import Section
from drafter.read.document import Paragraph
from drafter.read.heading import Heading, heading_of, section_of

# What sub-headings of the first section are called; an excerpt that starts with one of them starts in that section.
_LONGEST_BARE_TITLE = 30


@dataclass(slots=True)
class _Open:
    id: str
    title: str
    start: int


def text_and_sections(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Section, ...]]:
    """Join the paragraphs by line feeds and find the sections in them.

    A section reaches from its heading to the next heading of its depth or above; what stands before the first one is
    section "0". Sections are in order of `start`, a section before its sub-sections.
    """
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    finder = _Finder(bool(paragraphs))
    offset = 0
    for paragraph in paragraphs:
        finder.paragraph(paragraph, offset)
        offset += len(paragraph.text) + 1
    return text, tuple(sorted(finder.finish(len(text)), key=lambda s: (s.start, -s.end)))


class _Finder:
    def __init__(self, any_text: bool) -> None:
        self._section = _Open("0", "", 0) if any_text else None
        self._sub: _Open | None = None
        self._sub_depth = 0
        self._used: set[str] = set()
        self._done: list[Section] = []

    def paragraph(self, paragraph: Paragraph, offset: int) -> None:
        """Take the next paragraph, which starts at `offset`."""
        heading = heading_of(paragraph.text)
        section = _section_id(paragraph, heading, self._used)
        if section is not None:
            self._begin_section(section, heading.title if heading else paragraph.text, offset)
        elif heading is not None and heading.depth > 1:
            self._begin_sub(heading, offset)

    def finish(self, end: int) -> Iterator[Section]:
        """All sections, the open ones closed at `end`."""
        self._close(end)
        return iter(self._done)

    def _begin_section(self, section: str, title: str, offset: int) -> None:
        self._close(offset)
        self._used.add(section)
        self._section = _Open(section, title, offset)
        self._sub_depth = 0

    def _begin_sub(self, heading: Heading, offset: int) -> None:
        if self._section is None or self._section.id == "0":
            return
        if self._sub_depth not in (0, heading.depth):
            return
        self._close_sub(offset)
        self._sub_depth = heading.depth
        wanted = f"{self._section.id}.{heading.number}"
        count = 1
        while wanted in self._used:
            count += 1
            wanted = f"{self._section.id}.{(heading.number or 0) + count}"
        self._used.add(wanted)
        self._sub = _Open(wanted, heading.title, offset)

    def _close_sub(self, offset: int) -> None:
        if self._sub is not None:
            self._done.append(_closed(self._sub, offset))
            self._sub = None

    def _close(self, offset: int) -> None:
        self._close_sub(offset)
        if self._section is not None and offset > self._section.start:
            self._done.append(_closed(self._section, offset))
        self._section = None


def _closed(section: _Open, end: int) -> Section:
    return Section(id=section.id, title=section.title, start=section.start, end=end)


def _section_id(paragraph: Paragraph, heading: Heading | None, used: set[str]) -> str | None:
    """The id of the section that `paragraph` begins, or None."""
    if heading is None:
        bare = len(paragraph.text) <= _LONGEST_BARE_TITLE and paragraph.level > 1
        found = section_of(paragraph.text) if bare else None
        return found if found not in used else None
    if heading.depth > 1:
        return None
    found = section_of(heading.words)
    if found is None or found in used:
        found = str(heading.number) if heading.alone and heading.number and heading.number <= 6 else None
    return found if found not in used else None
