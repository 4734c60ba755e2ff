"""The project: a draft that a writer and drafter work on in turn (schemas drafter.project/1, drafter.change/1)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from drafter.documents.draft import Draft
from drafter.documents.report import Frozen

ChangeKind = Literal["edited", "inserted", "deleted", "moved", "redrafted", "added", "removed", "taken"]
"""`edited`, `inserted`, `deleted`, `moved`: by the writer. `redrafted`, `added`, `removed`, `taken`: by drafter."""


class Change(Frozen):
    """One sentence that changed between two versions: by whom is told by `kind`; "" before it was, after it is gone."""

    schema_: Literal["drafter.change/1"] = Field(default="drafter.change/1", alias="schema")
    version: int = 0
    time: str = ""
    kind: ChangeKind
    section: str
    key: str = ""
    before: str = ""
    after: str = ""


class Deleted(Frozen):
    """A sentence the writer took out and that stays out: what it tells (see drafter.draft.identity), and its words."""

    ident: str
    section: str
    text: str


class Answered(Frozen):
    """A gap the writer filled or took out: its section and the subject that stood in the placeholder."""

    section: str
    subject: str


class Taken(Frozen):
    """Another wording the writer chose for what `ident` tells (identities joined by +).

    `text` and `slotted` as in Sentence. `variation` is the composer's that gives it, also with other figures; 0 where a
    model worded it.
    """

    ident: str
    variation: int = 0
    text: str = ""
    slotted: str = ""


class Project(Frozen):
    """What a project remembers beside its draft. `version` counts from 1; `agency`, `year` as once given.

    `made_from`: SHA-256 of the writer's copy (as `levelled` makes its words) that this version was made from.
    `arranged`: the sections whose sentences and paragraphs the writer has put in another order or cut.
    """

    schema_: Literal["drafter.project/1"] = Field(default="drafter.project/1", alias="schema")
    version: int = 0
    agency: str | None = None
    year: int | None = None
    made_from: str = ""
    arranged: tuple[str, ...] = ()
    deleted: tuple[Deleted, ...] = ()
    answered: tuple[Answered, ...] = ()
    taken: tuple[Taken, ...] = ()


class Awaiting(Frozen):
    """A redraft that does not agree with the figures as the writer left it, and waits for the writer to mend it.

    `copy_text`: the text of the writer's copy that it was made from.
    """

    schema_: Literal["drafter.awaiting/1"] = Field(default="drafter.awaiting/1", alias="schema")
    draft: Draft
    project: Project
    copy_text: str
