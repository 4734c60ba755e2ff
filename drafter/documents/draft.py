"""The draft: a report written by drafter, with what every sentence rests on (schema drafter.draft/1)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from drafter.documents.report import Frozen, Report


class Sentence(Frozen):
    """One sentence of the draft and its evidence.

    `start`, `end`: 0-based code-point offsets into the report's text. `refs`: the cells (or `sup.<name>`) whose figures
    it tells. `notes`: the 1-based numbers of the writer's work notes it tells. `origin`: `form` for headings and set
    clauses, `composer` for sentences made from figures, `notes` for the writer's own words, `placeholder` for a gap.
    """

    start: int
    end: int
    text: str
    section: str
    refs: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()
    origin: Literal["form", "composer", "notes", "placeholder"] = "composer"


class Question(Frozen):
    """What the writer still has to answer: the section and place it concerns, and the question in Chinese.

    `number`: 1-based, in the order asked.
    """

    number: int = 0
    section: str
    text: str
    placeholder: str = ""


class Draft(Frozen):
    """A report drafted from figures, its sentences with their evidence, and the questions left to the writer."""

    schema_: Literal["drafter.draft/1"] = Field(default="drafter.draft/1", alias="schema")
    report: Report
    sentences: tuple[Sentence, ...] = ()
    questions: tuple[Question, ...] = ()
    record: dict[str, str] = Field(default_factory=dict)
