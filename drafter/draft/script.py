"""A plan put into words, before it is set on a page: whoever words it, composer or model, leaves this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from drafter.draft.page import Page, Written
from drafter.draft.phrase import plain
from drafter.draft.plan import Step

TITLE = "0"  # title and preamble: the section has no heading of its own


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the plan in words. A step of several sentences keeps them together."""

    step: Step
    written: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question to the writer and the placeholder that stands in the text for its answer ("" where none does)."""

    text: str
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the plan in words, with the questions it leaves; `id` and `heading` as in the plan."""

    id: str
    heading: str
    paragraphs: tuple[tuple[Line, ...], ...] = ()
    questions: tuple[Asking, ...] = ()
    parts: tuple[Block, ...] = ()


def set_out(blocks: Iterable[Block]) -> Page:
    """The blocks on a page of their own."""
    page = Page()
    for block in blocks:
        lay(block, page)
    return page


def every(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks and those below them, in order."""
    for block in blocks:
        yield block
        yield from every(block.parts)


def replaced(blocks: Iterable[Block], others: Mapping[str, Block]) -> tuple[Block, ...]:
    """The blocks with some of them, by id, exchanged for others; the parts below stay."""
    return tuple(
        replace(others.get(block.id, block), parts=replaced(block.parts, others)) if block.id else block
        for block in blocks
    )


def lay(block: Block, page: Page) -> None:
    """Set heading, paragraphs and sub-headings of a block; one without an id is no section of its own."""
    if block.id:
        page.open(block.id, block.heading if block.id != TITLE else "")
    if block.heading:
        page.paragraph([Written(plain(block.heading), "form")])
    for question in block.questions:
        page.ask(question.text, question.placeholder)
    for lines in block.paragraphs:
        page.paragraph([written for line in lines for written in line.written])
    for part in block.parts:
        lay(part, page)
    if block.id:
        page.close()
