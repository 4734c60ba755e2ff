"""A draft as Word with a comment on every sentence that says what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from drafter.documents import Draft
from drafter.write import docx
from drafter.write.basis import Basis, bases, fallen_line
from drafter.write.container import settle
from drafter.write.marking.comment import Comments
from drafter.write.marking.letters import Line, find, line_of, lines_of, runs_at
from drafter.write.marking.names import BODY
from drafter.write.marking.package import Package


def write(draft: Draft) -> bytes:
    """The draft's report as Word; the same draft gives the same bytes.

    Headings carry no comment. Sentences of a model that were not taken are told on the title.

    Raises:
        InputError: the figures name a cell that the report's edition does not have.
    """
    package = Package(docx.write(draft.report))
    comments = Comments(package)
    body = package.document.find(BODY)
    lines = lines_of(package.document if body is None else body)
    for line, told in _paragraphs(draft, lines):
        now = line
        for before, basis in told:
            runs = _runs(now, before, basis.sentence.text)
            comment = comments.add(line.element, runs, basis.lines[0])
            for more in basis.lines[1:]:
                comments.go_on(comment, more)
            now = line_of(line.element)
    if draft.fallen and lines:
        comment = comments.add(lines[0].element, [], f"模型写的句子有 {len(draft.fallen)} 句没有采用")
        for fallen in draft.fallen:
            comments.go_on(comment, fallen_line(fallen))
    return settle(package.packed())


def _paragraphs(draft: Draft, lines: Sequence[Line]) -> Iterator[tuple[Line, list[tuple[str, Basis]]]]:
    """Yield each paragraph with its sentences and, for each, the words of the paragraph before it."""
    text = draft.report.text
    told: dict[int, list[tuple[str, Basis]]] = {}
    for basis in bases(draft):
        if not basis.is_heading:
            head = text.rfind("\n", 0, basis.sentence.start) + 1
            told.setdefault(head, []).append((_squeezed(text[head : basis.sentence.start]), basis))
    at = start = 0
    for paragraph in text.split("\n"):
        letters = _squeezed(paragraph)
        index = next((i for i in range(at, len(lines)) if letters and lines[i].letters == letters), None)
        if index is not None:
            at = index + 1
            if start in told:
                yield lines[index], told[start]
        start += len(paragraph) + 1


def _runs(line: Line, before: str, sentence: str) -> list[etree._Element]:
    found = find(line, before, _squeezed(sentence))
    return runs_at(line, found[0], found[1]) if found else []


def _squeezed(text: str) -> str:
    return "".join(text.split())
