"""A review as one self-contained page: every number coloured by its verdict, findings, sentences and cells linked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from drafter.documents import Finding, Mention, Review, State
from drafter.write.layout import grids
from drafter.write.words import (
    SEVERITY,
    STATE,
    VERDICT,
    cautions,
    cell_name,
    finding_line,
    headline,
    state_line,
    verdict_line,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text with its anchor: a number, or words that a finding is about.

    `css` is the verdict, or "noted" where no number stands; `tip` is what hovering shows; `cell` the anchor of the
    first cell it was held against, "" for none; `findings` the numbers of its findings.
    """

    start: int
    end: int
    anchor: str
    css: str
    tip: str = ""
    cell: str = ""
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A finding in the list: its number, what it says, and the anchor it leads to."""

    number: int
    severity: str
    label: str
    rule: str
    message: str
    place: str
    target: str


def write(review: Review) -> bytes:
    """The review as a UTF-8 HTML page that asks for nothing outside itself; the same review gives the same bytes.

    Raises:
        InputError: the figures name a cell that the review's edition does not have.
    """
    spans = _spans(review)
    flagged = {ref for finding in review.findings for ref in finding.refs}
    page = _template().render(
        title=headline(review),
        lines=[verdict_line(review), finding_line(review), state_line(review), *cautions(review)],
        legend=[(verdict.value, label) for verdict, label in VERDICT.items()],
        items=_items(review, spans),
        paragraphs=list(_paragraphs(review.text, spans)),
        tables=grids(review) if review.edition else (),
        flagged=flagged,
        obligations=[(o, STATE[o.state]) for o in review.obligations if o.state is not State.NOT_APPLICABLE],
        notices=[n.message for n in review.notices],
    )
    return (page.rstrip("\n") + "\n").encode()


@cache
def _template() -> Template:
    source = resources.files("drafter.write").joinpath("templates", "review.html.jinja").read_text("utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        source
    )


def _spans(review: Review) -> list[Span]:
    """The numbers, and the words of findings that hold no number, in order and without overlap."""
    numbered = [(i, f) for i, f in enumerate(review.findings, 1) if f.start is not None and f.end is not None]
    spans = [_of_mention(review, m, numbered) for m in review.mentions if m.verdict.value != "exempt"]
    spans += [_of_exempt(m) for m in review.mentions if m.verdict.value == "exempt" and _meets(m, numbered)]
    for number, finding in numbered:
        if not any(number in span.findings for span in spans):
            spans.append(_of_finding(number, finding))
    return list(_apart(sorted(spans, key=lambda span: (span.start, -span.end))))


def _of_mention(review: Review, mention: Mention, numbered: list[tuple[int, Finding]]) -> Span:
    about = tuple(i for i, f in numbered if (f.start, f.end) == (mention.start, mention.end))
    told = [VERDICT[mention.verdict], *(cell_name(review, ref) for ref in mention.refs)]
    told += [f"应为{mention.expected}"] if mention.expected and mention.verdict.value == "contradicted" else []
    told += [mention.note] if mention.note else []
    cell = next((ref for ref in mention.refs if ref in review.figures), "")
    return Span(mention.start, mention.end, f"n{mention.start}", mention.verdict.value, "；".join(told), cell, about)


def _meets(mention: Mention, numbered: list[tuple[int, Finding]]) -> bool:
    return any((f.start, f.end) == (mention.start, mention.end) for _, f in numbered)


def _of_exempt(mention: Mention) -> Span:
    return Span(mention.start, mention.end, f"n{mention.start}", "noted", VERDICT[mention.verdict])


def _of_finding(number: int, finding: Finding) -> Span:
    start, end = finding.start or 0, finding.end or 0
    return Span(start, end, f"n{start}", "noted", finding.message, "", (number,))


def _apart(spans: list[Span]) -> Iterator[Span]:
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _paragraphs(text: str, spans: list[Span]) -> Iterator[list[tuple[str, Span | None]]]:
    """Each paragraph as pieces of plain text and of spans; a span over a paragraph's end is cut there."""
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        pieces: list[tuple[str, Span | None]] = []
        at = start
        for span in (s for s in spans if s.start < end and s.end > start):
            first, last = max(span.start, start), min(span.end, end)
            pieces += [(text[at:first], None), (text[first:last], span)]
            at = last
        yield [piece for piece in [*pieces, (text[at:end], None)] if piece[0]]
        start = end + 1


def _items(review: Review, spans: list[Span]) -> list[Item]:
    anchors = {number: span.anchor for span in spans for number in span.findings}
    items = []
    for number, finding in enumerate(review.findings, 1):
        section = review.section(finding.section) if finding.section else None
        cell = next((ref for ref in finding.refs if ref in review.figures), "")
        near = next((s.anchor for s in spans if finding.start is not None and s.start <= finding.start < s.end), "")
        target = anchors.get(number) or near or (f"cell-{cell}" if cell else "")
        items.append(
            Item(
                number,
                finding.severity.value,
                SEVERITY[finding.severity],
                finding.rule,
                finding.message,
                section.title if section and section.id != "0" else ("开头" if section else "附表"),
                target,
            )
        )
    return sorted(items, key=lambda item: ("error", "warning", "info").index(item.severity))
