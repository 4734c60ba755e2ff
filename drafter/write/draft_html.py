"""A draft as a self-contained HTML page: the text, and beside every paragraph what its sentences rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from drafter.documents import Draft
from drafter.write.basis import ORIGIN, Basis, bases, fallen_line
from drafter.write.flow import Kind, flow, printable, title_of
from drafter.write.layout import Grid

_TAGS = {Kind.TITLE: "h1", Kind.HEADING: "h2", Kind.SUBHEADING: "h3"}
_CLASSES = (Kind.SIGNATURE, Kind.DATE)


@dataclass(frozen=True, slots=True)
class _Row:
    """A paragraph with its sentences, or a table."""

    tag: str = ""
    css: str = ""
    title: str = ""
    told: tuple[Basis, ...] = ()
    grid: Grid | None = None
    percents: tuple[str, ...] = ()

    @property
    def noted(self) -> tuple[Basis, ...]:
        """The sentences that have something to rest on: not headings."""
        return tuple(basis for basis in self.told if not basis.is_heading)


def write(draft: Draft) -> bytes:
    """The draft as a UTF-8 page that asks for nothing outside itself; the same draft gives the same bytes.

    Raises:
        InputError: the figures name a cell that the report's edition does not have.
    """
    rows = list(_rows(draft))
    page = _template().render(
        title=title_of(flow(draft.report)) or printable(draft.report.source.name),
        rows=rows,
        titles=sum(row.tag == "h1" for row in rows),
        legend=list(ORIGIN.items()),
        fallen=[fallen_line(fallen) for fallen in draft.fallen],
    )
    return (page.rstrip("\n") + "\n").encode()


@cache
def _template() -> Template:
    source = resources.files("drafter.write").joinpath("templates", "draft.html.jinja").read_text("utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)


def _rows(draft: Draft) -> Iterator[_Row]:
    """Yield paragraphs and tables in page order; the paragraphs are those of the text that are not empty."""
    paragraphs = iter(_paragraphs(draft))
    for block in flow(draft.report):
        if isinstance(block, Grid):
            total = sum(block.widths)
            yield _Row(grid=block, percents=tuple(format(w / total * 100, ".2f") for w in block.widths))
        else:
            css = block.kind.value if block.kind in _CLASSES else ""
            yield _Row(_TAGS.get(block.kind, "p"), css, block.text, tuple(next(paragraphs)))


def _paragraphs(draft: Draft) -> Iterator[Sequence[Basis]]:
    told = bases(draft)
    start = 0
    for paragraph in draft.report.text.split("\n"):
        end = start + len(paragraph)
        if printable(paragraph).strip():
            yield [basis for basis in told if start <= basis.sentence.start < end]
        start = end + 1
