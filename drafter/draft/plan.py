"""The plan of a draft: what each paragraph says, before anybody has chosen the words.

A plan names points and the figures and notes they rest on. The composer words it by patterns; another writer may word
the same plan otherwise, under the same evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drafter.draft.notes import Note
from drafter.draft.phrase import Phrase


@dataclass(frozen=True)
class Point:
    """One sentence to be made by the patterns of `key` (in patterns.toml).

    `words` fills the slots of the pattern that are not expressions over cells. `form` marks a set clause of the form.
    `refs` adds cells that the sentence tells without showing their figure (a zero said in words).
    """

    key: str
    words: Mapping[str, Phrase] = field(default_factory=dict)
    refs: tuple[str, ...] = ()
    form: bool = False
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A work note in the writer's own words.

    `lead` comes before it (我局, 一是) and states nothing; `stop` ends it where it goes on to the next of a list.
    """

    note: Note
    lead: str = ""
    stop: str = "。"


@dataclass(frozen=True, slots=True)
class Gap:
    """What only the writer knows: `subject` stands in the placeholder, `question` is asked.

    A gap without a subject only asks.
    """

    question: str
    subject: str = ""


Step = Point | Told | Gap


@dataclass(frozen=True, slots=True)
class Part:
    """A section or sub-heading: id, heading line ("" where it has none), and its paragraphs in order."""

    id: str
    heading: str
    paragraphs: tuple[tuple[Step, ...], ...] = ()
    parts: tuple[Part, ...] = ()
