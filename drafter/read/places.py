"""Where the paragraphs of the narrative stand in the source, in numbers that later outputs can mark."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from drafter.documents import Place
from drafter.read.document import Paragraph, Position
from drafter.read.markup import visible_runs

_PAGE = re.compile(r"第(\d{1,6})页")
# A paragraph mended from pieces is looked for by its first and its last characters.
_ENDS = 16
# So many characters are looked through in all: a page whose paragraphs cannot be found again is no reason to hang.
_PATIENCE = 300_000_000


def places_of(paragraphs: Sequence[Paragraph], page: str = "") -> tuple[Place, ...]:
    """The places of `paragraphs`, which joined by line feeds are the text of the report.

    A paragraph without a place of its own is looked for in `page`, the decoded source of a web page; one that cannot
    be found has none.
    """
    finder = _Page(page) if page else None
    found = []
    start = 0
    for paragraph in paragraphs:
        end = start + len(paragraph.text)
        at = paragraph.at or _named_page(paragraph.place) or _found(finder, paragraph)
        if at is not None:
            found.append(Place(start=start, end=end, kind=at.kind, first=at.first, last=at.last))
        start = end + 1
    return tuple(found)


def _found(finder: _Page | None, paragraph: Paragraph) -> Position | None:
    return finder.find(paragraph.text[paragraph.added :]) if finder else None


def _named_page(place: str) -> Position | None:
    match = _PAGE.match(place)
    return Position("page", int(match[1]), int(match[1])) if match else None


class _Page:
    """The visible characters of a page without white space, each with its offset in the source; searched in order."""

    def __init__(self, page: str) -> None:
        pieces: list[str] = []
        self._at: list[int] = []
        self._source: list[int] = []
        length = 0
        for offset, text in visible_runs(page):
            self._at.append(length)
            self._source.append(offset)
            pieces.append(text)
            length += len(text)
        self._seen = "".join(pieces)
        self._next = 0
        self._patience = _PATIENCE

    def find(self, text: str) -> Position | None:
        """The characters of the source that show `text`, not before those of the paragraph found last."""
        squeezed = "".join(text.split())
        if self._patience < 0:
            return None
        for start, end in self._candidates(squeezed):
            self._patience -= end - self._next
            self._next = end
            return Position("characters", self._offset(start), self._offset(end - 1) + 1)
        self._patience -= 2 * (len(self._seen) - self._next)
        return None

    def _candidates(self, squeezed: str) -> Iterator[tuple[int, int]]:
        whole = self._seen.find(squeezed, self._next)
        if whole >= 0:
            yield whole, whole + len(squeezed)
        if len(squeezed) < 2 * _ENDS:
            return
        first = self._seen.find(squeezed[:_ENDS], self._next)
        last = self._seen.find(squeezed[-_ENDS:], first) if first >= 0 else -1
        if last >= 0:
            yield first, last + _ENDS

    def _offset(self, seen: int) -> int:
        run = bisect_right(self._at, seen) - 1
        return self._source[run] + seen - self._at[run]
