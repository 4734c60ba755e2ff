"""The composer: a whole report from figures and notes, worded by patterns, without a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.documents import Draft, Fallen
from drafter.draft.brief import Brief
from drafter.draft.closing import closing
from drafter.draft.disclosure import disclosure
from drafter.draft.doubts import contradicted, without, without_repeated
from drafter.draft.improvement import improvement
from drafter.draft.management import management
from drafter.draft.notes import Note
from drafter.draft.opening import opening, overview
from drafter.draft.plan import Part
from drafter.draft.reported import reported
from drafter.draft.requests import requests
from drafter.draft.script import Block, set_out
from drafter.draft.sifting import dropped, left_over, sifted
from drafter.draft.support import platform, supervision
from drafter.draft.tone import Tone, toned
from drafter.draft.writer import Writer
from drafter.draft.writing import Writing
from drafter.errors import ModelError
from drafter.form import Ledger
from drafter.library.organ import organ

NUMERALS = "一二三四五六"


def compose(
    ledger: Ledger,
    *,
    agency: str,
    year: int,
    notes: Sequence[Note] = (),
    tone: Tone = Tone.STANDARD,
    like: str = "",
    writing: Writing | None = None,
    suggest: bool = False,
    variation: int = 0,
) -> Draft:
    """Write the report of `agency` for `year` from its figures and work notes.

    Every figure comes from a cell, a supplementary figure or a note. A blank or absent cell is never told as 0. What
    the tool cannot know stands as 【待补充：…】 with a question. `like`: the text of a report whose ways of saying
    things are preferred. With `writing` a model words what it can be trusted with; without, the same input gives the
    same text, and another `variation` says the same in other words. `suggest`: ask the model what section five might
    say, as questions to the writer.
    """
    given = Brief(ledger, organ(agency), year, tuple(notes), tone=tone, like=like, variation=variation)
    brief, doubts = without_repeated(given)
    brief, asked = sifted(brief)
    blocks = _written(brief)
    page = set_out(blocks)
    while against := contradicted(brief, reported(brief, page), page.sentences):
        brief, more = without(brief, against)
        brief, figures = dropped(brief, against)
        doubts, asked = (*doubts, *more), (*asked, *figures)
        blocks = _written(brief)
        page = set_out(blocks)
    fallen: tuple[Fallen, ...] = ()
    if writing:
        from drafter.draft.worded import worded  # the guards are loaded for a model alone

        page, fallen = worded(blocks, brief, writing)
    if writing and suggest:
        for question in _suggested(brief, writing):
            page.ask(question, section="5")
    for doubt in sorted(doubts):
        page.ask(doubt.question)
    for question in (*asked, *left_over(brief, page.sentences, asked)):
        page.ask(question)
    record = {"writer": "composer", "edition": ledger.edition.id, "notes": str(len(notes)), "tone": tone.value}
    return Draft(
        report=reported(brief, page),
        sentences=tuple(page.sentences),
        questions=tuple(page.questions),
        fallen=fallen,
        notes=tuple(note.text for note in notes),
        record=record | (writing.record() if writing else {}),
    )


def _suggested(brief: Brief, writing: Writing) -> Sequence[str]:
    from drafter.draft.suggesting import suggestions

    try:
        return suggestions(brief, brief.notes, writing)
    except ModelError as error:
        return (f"请模型提第五部分的建议，没有成功：{error}",)


def _written(brief: Brief) -> list[Block]:
    writer = Writer(brief)
    return [writer.write(toned(part, brief.tone)) for part in plan(brief)]


def plan(brief: Brief) -> Iterator[Part]:
    """Yield the parts of the report in order: title and preamble, then the six sections of the form."""
    headings = [f"{n}、{title}" for n, title in zip(NUMERALS, brief.ledger.edition.sections, strict=True)]
    yield opening(brief)
    subs = (disclosure(brief), requests(brief), management(brief), platform(brief), supervision(brief))
    yield Part("1", headings[0], (overview(brief),), subs)
    for number in (2, 3, 4):
        yield Part(str(number), headings[number - 1])
    yield improvement(brief, headings[4])
    yield closing(brief, headings[5])
