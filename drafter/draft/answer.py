"""The forms in which a model is asked to answer, one a task; what it adds beyond them is passed over."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Worded(_Form):
    """One sentence, its figures in slots, and the points, notes and examples it rests on (p1, n2, e1)."""

    text: str
    evidence: list[str] = Field(default_factory=list)


class Sentences(_Form):
    """The sentences of a section in order."""

    sentences: list[Worded]


class Outline(_Form):
    """The paragraphs of a section, each a list of points and notes in the order in which they are to be told."""

    paragraphs: list[list[str]]


class Wordings(_Form):
    """Several wordings of one sentence, each with its figures in slots."""

    texts: list[str]


class Suggestion(_Form):
    """A problem the figures or notes hint at, a measure that would answer it, and what it is seen from."""

    problem: str
    measure: str
    evidence: list[str] = Field(default_factory=list)


class Suggestions(_Form):
    """Problems and measures for the writer to think about."""

    suggestions: list[Suggestion]


FORMS: Mapping[str, type[BaseModel]] = {
    form.__name__.lower(): form for form in (Sentences, Outline, Wordings, Suggestions)
}
"""The name a prompt file gives under `output` → the form."""
