"""What a rule's body can say of a report: hit, held, undecided, not applicable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drafter.documents import Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the requirement is broken.

    `fields` fill the rule's message template. `start` and `end` are 0-based code-point offsets into the report's text,
    None where the hit is about a table alone. `found` and `expected` are what stands there and what should, as text,
    None where the hit is not about one value. `severity` replaces the rule's own where this hit weighs differently.
    `subject` says what the hit is about where neither words nor cells do (the number of a missing section), so that
    the finding can be told from others of the rule.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    start: int | None = None
    end: int | None = None
    refs: tuple[str, ...] = ()
    found: str | None = None
    expected: str | None = None
    severity: Severity | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """One place where the requirement was checked and met, with the cells that were looked at."""

    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecided:
    """One place that could not be checked, with the reason in Chinese and the cells that are in the way."""

    reason: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The requirement does not concern this report (or this place of it), with the reason in Chinese."""

    reason: str


Outcome = Hit | Held | Undecided | NotApplicable
