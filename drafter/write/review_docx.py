"""A review as the reviewed Word file itself: a comment a finding on the exact characters, and tracked changes.

The file given is left as it is but for these; a report of any other format is drawn as a Word file first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from drafter.documents import Finding, Review, State
from drafter.write import docx as report_docx
from drafter.write.container import settle
from drafter.write.corrections import Correction
from drafter.write.marking.cells import cells_drawn, cells_read
from drafter.write.marking.comment import Comments
from drafter.write.marking.letters import Line, find, line_of, lines_of, runs_at
from drafter.write.marking.names import BODY, DOCUMENT, PARAGRAPH, RUN
from drafter.write.marking.package import Package
from drafter.write.marking.revision import Revisions
from drafter.write.words import SEVERITY, cautions, finding_line, headline, state_line, verdict_line


def write(review: Review, original: bytes | None = None, corrections: Sequence[Correction] = ()) -> bytes:
    """The file of `mark` alone."""
    return mark(review, original, corrections)[0]


def mark(
    review: Review,
    original: bytes | None = None,
    corrections: Sequence[Correction] = (),
    obstacles: Mapping[tuple[int, int], str] = MappingProxyType({}),
) -> tuple[bytes, tuple[Correction, ...]]:
    """The Word file `original` with comments, or where there is none, the report drawn as Word with comments.

    With it the corrections that were made in it.

    The first comment, on the title, tells what was checked and what could not be. A finding about a table alone is put
    on the first of its cells, else on the heading of its section. What cannot be placed on its characters is put on the
    first paragraph, so that no finding is lost. Each of `corrections` becomes a tracked change where its numeral stands
    in the file beyond doubt; the comments say where one was made, and of the numbers in `obstacles` why none was.

    Raises:
        InputError: there is no original and the figures name a cell that the edition does not have.
    """
    package, drawn = _opened(review, original)
    words = _Words(review, package.document, drawn=drawn)
    comments, revisions = Comments(package), Revisions(package)
    _sum_up(comments, words, review)
    told = [(finding, _comment(comments, words, finding)) for finding in review.findings]
    made: list[Correction] = []
    # From the last to the first: what stands before a change still reads as it did.
    for correction in reversed(corrections):
        runs = words.runs(correction.start, correction.end, surely=True)
        if revisions.replace(runs, correction.new):
            made.insert(0, correction)
            for comment in (comment for finding, comment in told if _asks_for(finding, correction)):
                comments.go_on(comment, f"已用修订把“{correction.old}”改为“{correction.new}”，请核对后接受或拒绝。")
    for finding, comment in told:
        why = obstacles.get((finding.start, finding.end)) if finding.start is not None and finding.end else None
        if why:
            comments.go_on(comment, f"没有用修订改：{why}。")
    return settle(package.packed()) if drawn else package.packed(), tuple(made)


def _opened(review: Review, original: bytes | None) -> tuple[Package, bool]:
    """The file to mark, and whether it was drawn; one in the strict variant, whose names are others, is drawn anew."""
    package = None if original is None else Package(original)
    if package is not None and package.document.tag == DOCUMENT:
        return package, False
    return Package(report_docx.write(review.report())), True


def holds_macros(original: bytes) -> bool:
    """Whether a Word file is of the kind with macros, which must keep its suffix .docm to be opened."""
    return Package(original).has_macros


def _asks_for(finding: Finding, correction: Correction) -> bool:
    if finding.start is None or finding.end is None or finding.expected is None:
        return False
    return finding.start <= correction.start and correction.end <= finding.end


def _comment(comments: Comments, words: _Words, finding: Finding) -> etree._Element:
    text = f"{SEVERITY[finding.severity]} {finding.rule}：{finding.message}"
    cell = words.cell(finding)
    if cell is not None:
        return comments.add(cell, list(cell.iter(RUN)), text)
    runs = words.runs(*words.span(finding))
    return comments.add(next(runs[0].iterancestors(PARAGRAPH)) if runs else words.first, runs, text)


def _sum_up(comments: Comments, words: _Words, review: Review) -> None:
    """A file without a single finding must not look as if all of it had been checked and passed."""
    runs = words.runs(0, len(review.text.partition("\n")[0]))
    paragraph = next(runs[0].iterancestors(PARAGRAPH)) if runs else words.first
    comment = comments.add(paragraph, runs, f"核对结果：{headline(review)}")
    undecided = (o for o in review.obligations if o.state is State.UNDECIDED)
    for line in (
        *cautions(review),
        verdict_line(review),
        finding_line(review),
        state_line(review),
        *(f"{o.rule} 未能判断：{o.reason}" for o in undecided),
        *(f"读取说明：{notice.message}" for notice in review.notices if notice.code != "previous_set_aside"),
    ):
        comments.go_on(comment, line)


class _Words:
    """The words of a review's text in the paragraphs of a Word file."""

    def __init__(self, review: Review, document: etree._Element, *, drawn: bool) -> None:
        self._text = review.text
        self._review = review
        self._ledger = review.ledger()
        found = document.find(BODY)
        body = document if found is None else found
        self._lines = lines_of(body)
        # Places are those of the file that was read; one drawn of the report has others.
        known = {} if drawn else {place.start: place.first for place in review.places if place.kind == "paragraph"}
        self._index = _places(review, self._lines, known)
        self._cells = (cells_drawn if drawn else cells_read)(review, body)
        self.first = self._lines[0].element

    def cell(self, finding: Finding) -> etree._Element | None:
        """The first paragraph of the first cell of a finding about a table alone, None where the file lacks it."""
        keys = (key for ref in finding.refs for key in self._ledger.edition.parts.get(ref, (ref,)))
        cell = next((self._cells[key] for key in keys if key in self._cells), None) if finding.start is None else None
        return None if cell is None else next(cell.iter(PARAGRAPH), None)

    def span(self, finding: Finding) -> tuple[int, int]:
        """The words of a finding; of one about a table alone, the heading of the section the table stands in."""
        if finding.start is not None and finding.end is not None and finding.end > finding.start:
            return finding.start, finding.end
        table = next((ref[1] for ref in finding.refs if ref[:1] == "t"), "0")
        section = self._review.section(table) or self._review.section("0")
        start = section.start if section else 0
        end = self._text.find("\n", start)
        return start, len(self._text) if end < 0 else end

    def runs(self, start: int, end: int, *, surely: bool = False) -> list[etree._Element]:
        """The runs that hold exactly text[start:end], cut from their neighbours'.

        Where the paragraph does not have those words: all its runs, or those of the first paragraph that has any; with
        `surely`, none, nor where the words before them do not tell which of several they are.
        """
        head = self._text.rfind("\n", 0, start) + 1
        index = self._index.get(head)
        line = self._lines[index] if index is not None else None
        found = find(line, _squeezed(self._text[head:start]), _squeezed(self._text[start:end])) if line else None
        if line is None or index is None or found is None:
            return [] if surely else self._whole(line)
        first, last, alone = found
        if surely and not alone:
            return []
        runs = runs_at(line, first, last)
        self._lines[index] = line_of(line.element)
        return runs

    def _whole(self, line: Line | None) -> list[etree._Element]:
        """Every run with letters of `line`, or of the first line that has any."""
        chosen = line if line and line.places else next((line for line in self._lines if line.places), None)
        if chosen is None:
            return []
        return list(dict.fromkeys(next(text.iterancestors(RUN)) for text, _ in chosen.places))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _places(review: Review, lines: Sequence[Line], known: Mapping[int, int]) -> dict[int, int]:
    """Offset of each paragraph of the text → the index of the line it stands in; `known` where the reader told."""
    found: dict[int, int] = {}
    start = at = 0
    for paragraph in review.text.split("\n"):
        words = _squeezed(paragraph)
        index = known.get(start) if known else _next_with(lines, words, at)
        if index is not None and index < len(lines):
            found[start], at = index, index + (lines[index].letters == words)
        start += len(paragraph) + 1
    return found


def _next_with(lines: Sequence[Line], words: str, at: int) -> int | None:
    """The first line from `at` on that is `words`, else that has them."""
    if not words:
        return None
    same = next((i for i in range(at, len(lines)) if lines[i].letters == words), None)
    return same if same is not None else next((i for i in range(at, len(lines)) if words in lines[i].letters), None)
