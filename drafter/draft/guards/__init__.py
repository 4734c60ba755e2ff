"""Guards: what one sentence of a model has to stand before it is taken into the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from drafter.draft.evidence import Evidence, Said
from drafter.draft.guards import (
    citing,
    copies,
    deeds,
    doers,
    figures,
    fragments,
    naming,
    parts,
    polarity,
    readback,
    shape,
    times,
    words,
)
from drafter.draft.guards.fault import Fault, Judged
from drafter.draft.guards.slots import parse
from drafter.draft.guards.telling import untold
from drafter.draft.guards.view import View
from drafter.draft.phrase import Phrase

Guard = Callable[[View], Iterator[Fault]]

GUARDS: tuple[Guard, ...] = (
    shape.faults,
    citing.faults,
    figures.faults,
    readback.faults,
    naming.faults,
    parts.faults,
    words.names,
    words.unknown,
    words.degrees,
    words.struck,
    deeds.faults,
    deeds.form_words,
    doers.faults,
    fragments.faults,
    polarity.faults,
    times.faults,
    copies.faults,
)


def judge(said: Said, evidence: Evidence, before: str) -> Judged:
    """Judge one sentence of a model in its place: `before` is the text of its paragraph so far, after the heading.

    The phrase of a sound sentence has its slots filled and tells, beside the cells of its slots, those of its
    statements (未收到申请). Every fault is reported, so that one answer can mend them all.
    """
    wrong = tuple(shape.raw_faults(said.text))
    if wrong:
        return Judged(None, wrong)
    parsed = parse(said.text, evidence)
    if parsed.faults:
        return Judged(None, parsed.faults)
    view = View(said, evidence, before, parsed)
    found = tuple(dict.fromkeys(fault for guard in GUARDS for fault in guard(view)))
    return Judged(None, found) if found else Judged(_told(view))


def _told(view: View) -> Phrase:
    if view.composers:
        return view.composers
    phrase = view.parsed.phrase
    stated = [ref for m in view.mentions if m.kind == "claim" and m.verdict == "matched" for ref in m.refs]
    return Phrase(phrase.text, tuple(dict.fromkeys([*phrase.refs, *stated])), phrase.figures)


__all__ = ["GUARDS", "Fault", "Guard", "Judged", "judge", "untold"]
