"""Guard: what is told as a part of a whole (其中) is a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.draft.calling import is_part
from drafter.draft.figure import Figure
from drafter.draft.guards.fault import Fault
from drafter.draft.guards.slots import MARKS
from drafter.draft.guards.view import View

_PART = re.compile(r"其中|包括|包含|(?<=（)含")
_END = re.compile(r"[；。]")


def faults(view: View) -> Iterator[Fault]:
    """Yield figures behind 其中 that are of another row, table or note than the figure before it."""
    for word in _PART.finditer(view.masked):
        before = [use.figure for use in view.parsed.uses if use.mark < word.start()]
        end = _END.search(view.masked, word.end())
        parts = [
            u.figure for u in view.parsed.uses if word.end() <= u.mark < (end.start() if end else len(view.masked))
        ]
        if not before or not MARKS.search(view.masked[: word.start()]):
            continue
        for part in parts:
            if not _belongs(view, part, before[-1]):
                reason = f"{part.slot}不是{before[-1].slot}的一部分，不能写在“{word[0]}”后面，请分开写"
                yield Fault("figure.part", reason, word[0])


def _belongs(view: View, part: Figure, whole: Figure) -> bool:
    if part.expression and whole.expression:
        return {_family(ref) for ref in part.expression.refs} <= {_family(ref) for ref in whole.expression.refs}
    if part.source == whole.source == "sup":
        return is_part(part.label)
    if part.source == whole.source and part.source:
        return bool(_PART.search(view.evidence.words(part.source)[: part.start]))
    return False


def _family(ref: str) -> str:
    """What a cell counts: the row in table 2, else the table."""
    table, row = ref.removeprefix("prev.").split(".")[:2]
    return f"{table}.{row}" if table == "t2" else table
