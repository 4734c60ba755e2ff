"""A report → one self-contained HTML page, laid out and printed as an A4 official document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from drafter.documents import Report
from drafter.write.flow import PLACEHOLDER, Kind, Paragraph, closing_indents, flow, printable, title_of, title_parts
from drafter.write.layout import Grid

_TAGS = {Kind.TITLE: "h1", Kind.HEADING: "h2", Kind.SUBHEADING: "h3"}

_CLASSES = (Kind.SUBTITLE, Kind.SIGNATURE, Kind.DATE)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a paragraph under one tag; "" is plain text, "wbr" text after a place where the line may break."""

    text: str
    tag: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph (`tag`, `css`, `pieces`) or a table (`grid`, with its column widths as shares of the whole)."""

    tag: str = ""
    css: str = ""
    pieces: tuple[_Piece, ...] = ()
    grid: Grid | None = None
    percents: tuple[str, ...] = ()


def write(report: Report) -> bytes:
    """The report as a UTF-8 HTML page that asks for nothing outside itself; the same report gives the same bytes.

    Gaps left for the writer (【待补充：…】) are marked in yellow on screen, plain on paper.

    Raises:
        InputError: the figures name a cell that the report's edition does not have.
    """
    blocks = flow(report)
    signature, date = closing_indents(blocks)
    page = _template().render(
        title=title_of(blocks) or printable(report.source.name),
        agency=printable(report.agency or ""),
        blocks=_blocks(blocks),
        signature=signature,
        date=date,
    )
    return (page.rstrip("\n") + "\n").encode("utf-8")


@cache
def _template() -> Template:
    source = resources.files("drafter.write").joinpath("templates", "report.html.jinja").read_text("utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)


def _blocks(blocks: tuple[Paragraph | Grid, ...]) -> Iterator[_Block]:
    titles = [i for i, block in enumerate(blocks) if isinstance(block, Paragraph) and block.kind is Kind.TITLE]
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            total = sum(block.widths)
            percents = tuple(format(width / total * 100, ".2f") for width in block.widths)
            yield _Block(grid=block, percents=percents)
        elif block.kind is Kind.TITLE:
            yield _Block("h1", "last" if index == titles[-1] else "", tuple(_title(block.text)))
        else:
            css = block.kind.value if block.kind in _CLASSES else ""
            yield _Block(_TAGS.get(block.kind, "p"), css, tuple(_pieces(block)))


def _title(text: str) -> Iterator[_Piece]:
    for index, part in enumerate(title_parts(text)):
        yield _Piece(part, "wbr" if index else "")


def _pieces(paragraph: Paragraph) -> Iterator[_Piece]:
    if paragraph.lead:
        yield _Piece(paragraph.text[: paragraph.lead], "span", paragraph.lead_kind.value)
    at = paragraph.lead
    for gap in PLACEHOLDER.finditer(paragraph.text, at):
        yield _Piece(paragraph.text[at : gap.start()])
        yield _Piece(gap.group(), "mark")
        at = gap.end()
    yield _Piece(paragraph.text[at:])
