"""The revision: changed sentences proposed for a report, each with its reason (schema drafter.revision/1)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from drafter.documents.report import Frozen, Report
from drafter.documents.review import Severity, Summary


class Edit(Frozen):
    """Words to be exchanged: `start`, `end` are 0-based code-point offsets into the text as it was read.

    `old` is text[start:end], "" where `new` is put in between; `new` is "" where `old` is struck out.
    """

    start: int
    end: int
    old: str
    new: str


class Proposal(Frozen):
    """Edits that belong together, to be accepted or rejected as one.

    `before`, `after`: the sentences concerned as they read without and with the edits. `rules`: the codes of the
    findings it mends. `why`: what was found, in Chinese. `origin`: who worded it: `rule` where words were exchanged
    by what a rule knows, `composer` where clauses were made from the cells, `model` where a model said them.
    """

    number: int = 0
    rules: tuple[str, ...]
    severity: Severity
    section: str | None = None
    start: int
    end: int
    before: str
    after: str
    why: str
    origin: Literal["rule", "composer", "model"] = "rule"
    edits: tuple[Edit, ...]


class Remark(Frozen):
    """Something that only people can mend: a comment, never a change.

    `rule`: the code of the finding, or the name of the weakness. `asks`: what to find out or to do. `choices`: the
    mendings there are, each to be taken by a person. `example`: how other organs put it, their figures and names taken
    out. `start`, `end` are None where it is about a table alone.
    """

    number: int = 0
    rule: str
    kind: Literal["finding", "weakness", "withdrawn"] = "finding"
    severity: Severity
    section: str | None = None
    start: int | None = None
    end: int | None = None
    refs: tuple[str, ...] = ()
    quote: str = ""
    why: str
    asks: str = ""
    choices: tuple[str, ...] = ()
    example: str = ""


class Revision(Frozen):
    """A report with the changes proposed and the remarks made, in the order of the text.

    `text`: how it reads with every proposal accepted. `before`, `after`: what the check counted without and with them.
    `record`: who worded it, and by which version of the prompt.
    """

    schema_: Literal["drafter.revision/1"] = Field(default="drafter.revision/1", alias="schema")
    report: Report
    text: str
    proposals: tuple[Proposal, ...] = ()
    remarks: tuple[Remark, ...] = ()
    before: Summary = Summary()
    after: Summary = Summary()
    record: dict[str, str] = Field(default_factory=dict)
