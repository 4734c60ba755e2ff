"""A review as the reviewed Word file itself, with one comment a finding on the exact characters.

The file given is left as it is but for the comments; a report of any other format is drawn as a Word file first.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import cast

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from drafter.documents import Finding, Report, Review
from drafter.write import docx as report_docx
from drafter.write.container import settle
from drafter.write.words import SEVERITY

AUTHOR = "drafter"
INITIALS = "核"
_PLAIN = {qn("w:rPr"), qn("w:t")}
_CONTEXT = 12  # characters before a quote that must agree too, where a paragraph is found by its words


@dataclass(frozen=True)
class _Target:
    """A paragraph of the Word file with its characters but for white space, and the run and offset of each."""

    element: CT_P
    letters: str
    places: tuple[tuple[CT_R, int], ...]


def write(review: Review, original: bytes | None = None) -> bytes:
    """The Word file `original` with comments, or where there is none, the report drawn as Word with comments.

    A finding about a table alone is put on the heading of its section. What cannot be placed on its characters is put
    on the first paragraph, so that no finding is lost.

    Raises:
        InputError: there is no original and the figures name a cell that the edition does not have.
    """
    data = original if original is not None else report_docx.write(_as_report(review))
    document = docx.Document(io.BytesIO(data))
    targets = _targets(document)
    lines = _lines(review, targets)
    for finding in review.findings:
        runs = _runs(review, finding, targets, lines)
        if runs:
            comment = document.add_comment(runs, _text(finding), author=AUTHOR, initials=INITIALS)
            # The time of day would make the same review give other bytes each time.
            comment._element.attrib.pop(qn("w:date"), "")
            targets = _targets(document)  # splitting runs has moved the characters
    out = io.BytesIO()
    document.save(out)
    return settle(out.getvalue()) if original is None else out.getvalue()


def _as_report(review: Review) -> Report:
    return Report(**{name: getattr(review, name) for name in Report.model_fields if name != "schema_"})


def _text(finding: Finding) -> str:
    return f"{SEVERITY[finding.severity]} {finding.rule}：{finding.message}"


def _targets(document: Document) -> list[_Target]:
    return [_target(element) for element in document.element.body.iter(qn("w:p"))]


def _target(element: CT_P) -> _Target:
    letters: list[str] = []
    places: list[tuple[CT_R, int]] = []
    for found in element.iter(qn("w:r")):
        run = cast(CT_R, found)
        at = 0
        for text in run.iter(qn("w:t")):
            for letter in text.text or "":
                if not letter.isspace():
                    letters.append(letter)
                    places.append((run, at))
                at += 1
    return _Target(element, "".join(letters), tuple(places))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _lines(review: Review, targets: list[_Target]) -> dict[int, int]:
    """Offset of each paragraph of the text → the paragraph of the Word file it stands in."""
    known = {place.start: place.first for place in review.places if place.kind == "paragraph"}
    found: dict[int, int] = {}
    start = at = 0
    for line in review.text.split("\n"):
        words = _squeezed(line)
        if start in known:
            found[start] = known[start]
        elif words:
            match = next((i for i in range(at, len(targets)) if words in targets[i].letters), None)
            if match is not None:
                found[start] = at = match
        start += len(line) + 1
    return found


def _runs(review: Review, finding: Finding, targets: list[_Target], lines: dict[int, int]) -> list[Run]:
    """The runs that hold exactly the words of a finding, split off where they share a run with others."""
    start, end = _span(review, finding)
    head = review.text.rfind("\n", 0, start) + 1
    index = lines.get(head)
    if index is None or index >= len(targets):
        return _whole(targets)
    target = targets[index]
    place = _find(target.letters, _squeezed(review.text[head:start]), _squeezed(review.text[start:end]))
    if place is None:
        return _whole([target]) or _whole(targets)
    first, last = place
    return [Run(run, _parent(target.element)) for run in _cut(target, first, last)]


def _span(review: Review, finding: Finding) -> tuple[int, int]:
    """The words of a finding; of one about a table alone, the heading of the section the table stands in."""
    if finding.start is not None and finding.end is not None and finding.end > finding.start:
        return finding.start, finding.end
    table = next((ref[1] for ref in finding.refs if ref[:1] == "t"), "0")
    section = review.section(table) or review.section("0")
    start = section.start if section else 0
    end = review.text.find("\n", start)
    return start, len(review.text) if end < 0 else end


def _find(letters: str, before: str, quote: str) -> tuple[int, int] | None:
    """Where `quote` stands in a paragraph, by the words before it; the Word file may lack an automatic number."""
    for context in (before, before[-_CONTEXT:], ""):
        at = letters.find(context + quote)
        if at >= 0 and quote:
            return at + len(context), at + len(context) + len(quote)
    return None


def _whole(targets: list[_Target]) -> list[Run]:
    target = next((t for t in targets if t.places), None)
    if target is None:
        return []
    runs = list(dict.fromkeys(run for run, _ in target.places))
    return [Run(run, _parent(target.element)) for run in runs]


def _parent(element: CT_P) -> Paragraph:
    return Paragraph(element, None)  # type: ignore[arg-type]


def _cut(target: _Target, first: int, last: int) -> Iterator[CT_R]:
    """The runs of letters `first` to `last` (exclusive), each cut down to them where it holds plain text alone."""
    spans: dict[CT_R, tuple[int, int]] = {}
    for run, at in target.places[first:last]:
        low, _ = spans.get(run, (at, at))
        spans[run] = (low, at + 1)
    for run, (low, high) in spans.items():
        yield _split(run, low, high)


def _split(run: CT_R, low: int, high: int) -> CT_R:
    """Keep characters `low` to `high` in a run of their own, with the same look; a run of other things stays whole."""
    if any(child.tag not in _PLAIN for child in run):
        return run
    text = "".join(part.text or "" for part in run.iter(qn("w:t")))
    for piece, before in ((text[:low], True), (text[high:], False)):
        if piece:
            other = deepcopy(run)
            _set(other, piece)
            run.addprevious(other) if before else run.addnext(other)
    _set(run, text[low:high])
    return run


def _set(run: CT_R, text: str) -> None:
    first, *rest = list(run.iter(qn("w:t")))
    first.text = text
    first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for extra in rest:
        run.remove(extra)
