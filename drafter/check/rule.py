"""A rule: a generator function with one identity, its severity, its message and what it says of itself."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drafter.check.case import Case, Need
from drafter.check.outcome import Outcome
from drafter.documents import Severity

Body = Callable[[Case], Iterator[Outcome]]

LABEL = re.compile(r"^(Flags|Accepts|Leaves to others|Source):[ \n]*", re.MULTILINE)


@dataclass(frozen=True)
class Rule:
    """One requirement and the body that looks for breaches of it.

    `code` is three letters of the family and three digits, never reused; `name` is `module.function`. `message` is a
    template that a hit's fields fill. `title` is the requirement in Chinese; `flags`, `accepts`, `leaves` (what other
    rules see to) and `source` explain it to users, in Chinese.
    """

    code: str
    name: str
    severity: Severity
    message: str
    body: Body
    needs: tuple[Need, ...]
    title: str
    flags: str
    accepts: str
    leaves: str
    source: str

    @property
    def family(self) -> str:
        """The three letters of the family."""
        return self.code[:3]


def rule(
    code: str, name: str, severity: Severity, message: str, needs: tuple[Need, ...] = ()
) -> Callable[[Body], Rule]:
    """Make a rule of a generator function; its docstring gives title, flags, accepts, leaves and source."""

    def declare(body: Body) -> Rule:
        title, told = _told(inspect.getdoc(body) or "")
        return Rule(
            code=code,
            name=name,
            severity=severity,
            message=message,
            body=body,
            needs=needs,
            title=title,
            flags=told.get("Flags", ""),
            accepts=told.get("Accepts", ""),
            leaves=told.get("Leaves to others", ""),
            source=told.get("Source", ""),
        )

    return declare


def _told(docstring: str) -> tuple[str, dict[str, str]]:
    """The first line of a docstring, and its labelled sections with their lines joined."""
    head, *rest = LABEL.split(docstring)
    labels, texts = rest[::2], ("".join(line.strip() for line in text.splitlines()) for text in rest[1::2])
    return head.strip().split("\n")[0], dict(zip(labels, texts, strict=True))
