"""Guard: a sentence names what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.draft.guards.fault import Fault
from drafter.draft.guards.view import View


def faults(view: View) -> Iterator[Fault]:
    """Yield ids nobody gave, a sentence that names none, and a note's figure without its note."""
    for id_ in view.said.evidence:
        if not view.evidence.knows(id_):
            yield Fault("cite.unknown", f"没有编号为“{id_}”的要点或素材，请写【要点】【素材】中的编号", id_)
    if not any(id_ in view.evidence.points or id_ in view.evidence.notes for id_ in view.said.evidence):
        yield Fault("cite.none", "这句话没有引用要点或素材，请在evidence中写上编号；没有依据的话不要写")
    for use in view.parsed.uses:
        source = use.figure.source
        if source in view.evidence.notes and source not in view.said.evidence:
            yield Fault("cite.missing", f"用了素材{source}的数字，请在evidence中写上{source}", source)
