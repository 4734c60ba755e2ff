"""Guard: no long run of another organ's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.draft.guards.fault import Fault
from drafter.draft.guards.view import View

LONGEST = 20  # characters of own wording from which a run is copied
_SKIP = re.compile(r"\{[^{}]*\}|[^\u4e00-\u9fff]")


def faults(view: View) -> Iterator[Fault]:
    """Yield runs of 20 characters or more that stand in an example and not in this organ's own evidence."""
    said = _SKIP.sub("", view.masked)
    own = _SKIP.sub("", view.grounds)
    for id_, example in view.evidence.examples.items():
        other = _SKIP.sub("", example)
        for start in range(len(said) - LONGEST + 1):
            run = said[start : start + LONGEST]
            if run in other and run not in own:
                yield Fault("copy.example", f"“{run}”照抄了例句{id_}，例句只供参考写法，请换成自己的话", run)
                break
