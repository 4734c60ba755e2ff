"""A review as one self-contained page: every number coloured by its verdict, findings, sentences and cells linked.

Links alone lead from number to cell, from finding to sentence and back, so the page works where scripts are switched
off; the script adds the card shown on hovering, and lights up a cell with its row and column.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from drafter.documents import Finding, Report, Review, State, Verdict
from drafter.form import Ledger
from drafter.write.layout import Grid, grids
from drafter.write.review_cards import Card, card_of, printed
from drafter.write.words import (
    SEVERITY,
    STATE,
    VERDICT,
    cautions,
    finding_line,
    headline,
    section_title,
    state_line,
    verdict_line,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text with its anchor: a number, or words that a finding is about.

    `css` is the verdict, or "noted" where no number stands; `tip` is what hovering shows without the script; `cell` the
    first printed cell it was held against, "" for none; `findings` the numbers of its findings.
    """

    start: int
    end: int
    css: str
    tip: str = ""
    cell: str = ""
    findings: tuple[int, ...] = ()
    card: Card | None = None

    @property
    def anchor(self) -> str:
        """The name of its place on the page."""
        return f"n{self.start}"


@dataclass(frozen=True, slots=True)
class Item:
    """A finding in the list: what it says, the words and the cell it leads to ("" where it has none)."""

    number: int
    severity: str
    label: str
    rule: str
    message: str
    place: str
    span: str
    cell: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What the cells of the tables are marked with, by key.

    `spans`: the places of the text that were held against it; `findings`: those about tables alone that begin with it;
    `css`: "flagged" where a finding about tables names it, "disputed" where only the text says otherwise.
    """

    spans: Mapping[str, Sequence[str]]
    findings: Mapping[str, Sequence[int]]
    css: Mapping[str, str]


Paragraph = tuple[str, list[tuple[str, Span | None]]]


def write(review: Review, previous: Report | None = None, titles: Mapping[str, str] | None = None) -> bytes:
    """The review as a UTF-8 HTML page that asks for nothing outside itself; the same review gives the same bytes.

    `previous` is last year's report, whose cells the cards then tell too; `titles` gives rule codes their requirement.

    Raises:
        InputError: the figures name a cell that the review's edition does not have.
    """
    ledger = review.ledger(previous)
    spans = _spans(review, ledger)
    page = _template().render(
        title=headline(review),
        lines=[verdict_line(review), finding_line(review), state_line(review), *cautions(review)],
        legend=[(verdict.value, label) for verdict, label in VERDICT.items()],
        items=_items(review, spans, ledger),
        paragraphs=list(_paragraphs(review, spans)),
        tables=[(grid, _captions(review, grid)) for grid in grids(review)] if review.edition else (),
        marks=_marks(review, spans, ledger),
        obligations=[(o, STATE[o.state]) for o in review.obligations if o.state is not State.NOT_APPLICABLE],
        titles=titles or {},
        notices=[n.message for n in review.notices],
        cards=_embedded({span.anchor: asdict(span.card) for span in spans if span.card}),
        script=Markup(_file("review.js")),
        style=Markup(_file("review.css")),
    )
    return (page.rstrip("\n") + "\n").encode()


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_file("review.html.jinja"))


def _file(name: str) -> str:
    return resources.files("drafter.write").joinpath("templates", name).read_text("utf-8")


def _embedded(cards: Mapping[str, object]) -> Markup:
    """JSON that can stand in a script element: nothing in it can end the element."""
    text = json.dumps(cards, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c"))


# ---------------------------------------------------------------- the text


def _spans(review: Review, ledger: Ledger) -> list[Span]:
    """The numbers, and the words of findings that hold no number, in order and without overlap."""
    spans = sorted(_of_mentions(review, ledger), key=lambda span: span.start)
    for number, finding in enumerate(review.findings, 1):
        if finding.start is not None and finding.end is not None and finding.end > finding.start:
            _attach(spans, number, finding, finding.start, finding.end)
    return sorted(spans, key=lambda span: span.start)


def _of_mentions(review: Review, ledger: Ledger) -> Iterator[Span]:
    messages: dict[tuple[int | None, int | None], list[str]] = {}
    for finding in review.findings:
        messages.setdefault((finding.start, finding.end), []).append(f"{finding.rule} {finding.message}")
    end = 0
    for mention in sorted(review.mentions, key=lambda mention: mention.start):
        if mention.start < end:
            continue
        end = mention.end
        card = card_of(review, mention, ledger, messages.get((mention.start, mention.end), ()))
        cells = (f"{cell.table}{cell.row}行{cell.column}列 {cell.amount}" for cell in card.cells)
        tip = "；".join((card.verdict, *cells, *card.notes))
        yield Span(mention.start, mention.end, mention.verdict.value, tip, (*card.keys, "")[0], (), card)


def _attach(spans: list[Span], number: int, finding: Finding, start: int, end: int) -> None:
    """Give a finding to the number it is about, else to the first number or noted words it meets, else to its words."""
    same = (i for i, span in enumerate(spans) if (span.start, span.end) == (start, end))
    met = (i for i, span in enumerate(spans) if span.start < end and start < span.end)
    index = next(same, next(met, None))
    if index is None:
        spans.append(Span(start, end, "noted", finding.message, "", (number,)))
        spans.sort(key=lambda span: span.start)
    else:
        spans[index] = replace(spans[index], findings=(*spans[index].findings, number))


def _paragraphs(review: Review, spans: list[Span]) -> Iterator[Paragraph]:
    """Each paragraph as its face and its pieces of plain text and of spans; a span over its end is cut there."""
    heads = {section.start: section for section in review.sections}
    start = 0
    for paragraph in review.text.split("\n"):
        end = start + len(paragraph)
        pieces: list[tuple[str, Span | None]] = []
        at = start
        for span in (s for s in spans if s.start < end and s.end > start):
            first, last = max(span.start, start), min(span.end, end)
            pieces += [(review.text[at:first], None), (review.text[first:last], span)]
            at = last
        pieces.append((review.text[at:end], None))
        section = heads.get(start)
        face = "head" if section and section.id != "0" and section.title == paragraph.strip() else ""
        yield face, [piece for piece in pieces if piece[0]]
        start = end + 1


# ---------------------------------------------------------------- the list and the tables


def _items(review: Review, spans: list[Span], ledger: Ledger) -> list[Item]:
    anchors = {number: span.anchor for span in spans for number in span.findings}
    items = [
        Item(
            number,
            finding.severity.value,
            SEVERITY[finding.severity],
            finding.rule,
            finding.message,
            section_title(review.section(finding.section)) if finding.section else "附表" if finding.refs else "",
            anchors.get(number, ""),
            _first_cell(finding, ledger),
        )
        for number, finding in enumerate(review.findings, 1)
    ]
    return sorted(items, key=lambda item: ("error", "warning", "info").index(item.severity))


def _first_cell(finding: Finding, ledger: Ledger) -> str:
    return next((key for ref in finding.refs for key in printed(ledger, ref)), "")


def _marks(review: Review, spans: list[Span], ledger: Ledger) -> Marks:
    places: dict[str, list[str]] = {}
    css: dict[str, str] = {}
    for span in spans:
        for key in span.card.keys if span.card else ():
            places.setdefault(key, []).append(span.anchor)
            if span.css == Verdict.CONTRADICTED.value:
                css.setdefault(key, "disputed")
    numbers: dict[str, list[int]] = {}
    for number, finding in enumerate(review.findings, 1):
        if finding.start is None:
            css |= {key: "flagged" for ref in finding.refs for key in printed(ledger, ref)}
            if first := _first_cell(finding, ledger):
                numbers.setdefault(first, []).append(number)
    return Marks(places, numbers, css)


def _captions(review: Review, grid: Grid) -> str:
    numeral = "〇一二三四"[grid.table]
    return f"表{numeral}　{review.ledger().edition.table(grid.table).title}"
