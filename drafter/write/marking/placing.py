"""The words of a report's text in the paragraphs of a Word file: its own, or one drawn of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from drafter.documents import Finding, Remark, Report
from drafter.write import docx as report_docx
from drafter.write.marking.cells import cells_drawn, cells_read
from drafter.write.marking.letters import Line, find, line_of, lines_of, runs_at
from drafter.write.marking.names import BODY, DOCUMENT, PARAGRAPH, RUN
from drafter.write.marking.package import Package


def opened(report: Report, original: bytes | None) -> tuple[Package, bool]:
    """The file to mark, and whether it was drawn; one in the strict variant, whose names are others, is drawn anew.

    Raises:
        InputError: there is no original and the figures name a cell that the edition does not have.
    """
    package = None if original is None else Package(original)
    if package is not None and package.document.tag == DOCUMENT:
        return package, False
    return Package(report_docx.write(report)), True


class Words:
    """Finds stretches of the text, and cells of the tables, in the file."""

    def __init__(self, report: Report, document: etree._Element, *, drawn: bool) -> None:
        """Take the report as it was read (or drawn, where `drawn`) and the root of the file's main part."""
        self._text = report.text
        self._report = report
        self._ledger = report.ledger()
        found = document.find(BODY)
        body = document if found is None else found
        self._lines = lines_of(body)
        # Places are those of the file that was read; one drawn of the report has others.
        known = {} if drawn else {place.start: place.first for place in report.places if place.kind == "paragraph"}
        self._index = _places(report, self._lines, known)
        self._cells = (cells_drawn if drawn else cells_read)(report, body)
        self.first = self._lines[0].element

    def cell(self, finding: Finding | Remark) -> etree._Element | None:
        """The first paragraph of the first cell of a finding about a table alone, None where the file lacks it."""
        keys = (key for ref in finding.refs for key in self._ledger.edition.parts.get(ref, (ref,)))
        cell = next((self._cells[key] for key in keys if key in self._cells), None) if finding.start is None else None
        return None if cell is None else next(cell.iter(PARAGRAPH), None)

    def span(self, finding: Finding | Remark) -> tuple[int, int]:
        """The words of a finding; of one about a table alone, the heading of the section the table stands in."""
        if finding.start is not None and finding.end is not None and finding.end > finding.start:
            return finding.start, finding.end
        table = next((ref[1] for ref in finding.refs if ref[:1] == "t"), "0")
        section = self._report.section(table) or self._report.section("0")
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

    def before(self, offset: int) -> list[etree._Element]:
        """The run of the last letter before `offset` in its paragraph; none where none stands there beyond doubt."""
        head = self._text.rfind("\n", 0, offset) + 1
        stretch = self._text[head:offset].rstrip()
        return self.runs(head + len(stretch) - 1, head + len(stretch), surely=True) if stretch else []

    def behind(self, offset: int) -> list[etree._Element]:
        """The run of the first letter from `offset` on in its paragraph; none where none stands there beyond doubt."""
        end = self._text.find("\n", offset)
        stretch = self._text[offset : len(self._text) if end < 0 else end]
        at = offset + len(stretch) - len(stretch.lstrip())
        return self.runs(at, at + 1, surely=True) if stretch.strip() else []

    def _whole(self, line: Line | None) -> list[etree._Element]:
        """Every run with letters of `line`, or of the first line that has any."""
        chosen = line if line and line.places else next((line for line in self._lines if line.places), None)
        if chosen is None:
            return []
        return list(dict.fromkeys(next(text.iterancestors(RUN)) for text, _ in chosen.places))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _places(report: Report, lines: Sequence[Line], known: Mapping[int, int]) -> dict[int, int]:
    """Offset of each paragraph of the text → the index of the line it stands in; `known` where the reader told."""
    found: dict[int, int] = {}
    start = at = 0
    for paragraph in report.text.split("\n"):
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
