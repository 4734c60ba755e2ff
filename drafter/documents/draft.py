"""The draft: a report written by drafter, with what every sentence rests on (schema drafter.draft/1)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from drafter.documents.report import Frozen, Report

Origin = Literal["form", "composer", "notes", "model", "writer", "placeholder"]


class Sentence(Frozen):
    """One sentence of the draft and its evidence.

    `start`, `end`: 0-based code-point offsets into the report's text. `refs`: the cells (or `sup.<name>`) whose figures
    it tells. `notes`: the 1-based numbers of the writer's work notes it tells. `origin`: `form` for headings and set
    clauses, `composer` for sentences made from figures, `notes` for the writer's own words as they are, `model` for
    sentences a model worded, `writer` for those the writer wrote or changed in the draft, `placeholder` for a gap.
    `key`: what of the plan it says, the same in every redraft (a point such as requests.some, or note:3; several are
    joined by +). `slotted`: the sentence with its figures put back into their slots. `passages`: ids of the library
    passages its wording was grounded in.
    """

    start: int
    end: int
    text: str
    section: str
    refs: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()
    origin: Origin = "composer"
    key: str = ""
    slotted: str = ""
    passages: tuple[str, ...] = ()


class Question(Frozen):
    """What the writer still has to answer: the section and place it concerns, and the question in Chinese.

    `number`: 1-based, in the order asked.
    """

    number: int = 0
    section: str
    text: str
    placeholder: str = ""


class Fallen(Frozen):
    """A sentence of a model that was not taken: what it said, why not, and what stands instead of it.

    `instead`: `composer` where the composer's wording of the same points stands, `dropped` where nothing does.
    """

    section: str
    text: str
    reasons: tuple[str, ...]
    instead: Literal["composer", "dropped"] = "composer"


class Draft(Frozen):
    """A report drafted from figures, its sentences with their evidence, and the questions left to the writer.

    `notes`: the words of all work notes, the first being number 1.
    """

    schema_: Literal["drafter.draft/1"] = Field(default="drafter.draft/1", alias="schema")
    report: Report
    sentences: tuple[Sentence, ...] = ()
    questions: tuple[Question, ...] = ()
    fallen: tuple[Fallen, ...] = ()
    notes: tuple[str, ...] = ()
    record: dict[str, str] = Field(default_factory=dict)
