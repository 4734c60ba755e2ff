"""The review: a report with a verdict on every number and the state of every rule (schema drafter.review/1)."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from drafter.documents.report import Frozen, Report


class Severity(StrEnum):
    """How much a finding weighs; `--fail-on` compares by `rank`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for an error, 1 for a warning, 0 for an info."""
        return {"error": 2, "warning": 1, "info": 0}[self.value]


class Verdict(StrEnum):
    """What a number came to; every mention has exactly one."""

    MATCHED = "matched"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"
    UNDECIDED = "undecided"
    EXEMPT = "exempt"


class State(StrEnum):
    """Whether a rule's obligation was met by this report."""

    HELD = "held"
    FAILED = "failed"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not_applicable"


class Mention(Frozen):
    """A number-like stretch of the narrative with its verdict.

    Offsets are 0-based code points into the report's text. `value` is an exact decimal as a string (percent as its
    number of percent, a range as "10..15"), None where the kind states none. `expected` is the value the cells give.
    """

    start: int
    end: int
    text: str
    kind: str
    value: str | None = None
    unit: str = ""
    bound: str = "exact"
    refs: tuple[str, ...] = ()
    expr: str | None = None
    verdict: Verdict
    expected: str | None = None
    note: str = ""


class Finding(Frozen):
    """Something that is wrong or doubtful; `start` and `end` are None when it is about a table alone."""

    rule: str
    severity: Severity
    message: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    section: str | None = None
    refs: tuple[str, ...] = ()
    found: str | None = None
    expected: str | None = None
    fingerprint: str = ""


class Obligation(Frozen):
    """The state of one rule for this report, and why."""

    rule: str
    state: State
    reason: str = ""
    refs: tuple[str, ...] = ()


class Summary(Frozen):
    """Counts: the five verdicts add up to `mentions`."""

    mentions: int = 0
    matched: int = 0
    contradicted: int = 0
    unsupported: int = 0
    undecided: int = 0
    exempt: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0


class Review(Report):
    """A report with the mentions of its narrative, the findings, and every rule's obligation."""

    schema_: Literal["drafter.review/1"] = Field(  # type: ignore[assignment]
        default="drafter.review/1", alias="schema"
    )
    mentions: tuple[Mention, ...] = ()
    findings: tuple[Finding, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    summary: Summary = Summary()

    def report(self) -> Report:
        """The report alone, without what was found in it."""
        return Report(**{name: getattr(self, name) for name in Report.model_fields if name != "schema_"})

    def worst(self) -> Severity | None:
        """The gravest severity among the findings, or None where there are none."""
        return max((f.severity for f in self.findings), key=lambda s: s.rank, default=None)
