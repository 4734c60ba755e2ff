"""Which points and notes have not been told in full by the sentences taken so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafter.draft.evidence import Evidence, Said
from drafter.draft.guards.lexicon import lexicon
from drafter.draft.guards.slots import MARKS
from drafter.draft.guards.view import masked_note
from drafter.draft.phrase import Phrase
from drafter.form import Edition

_MOST = 0.6  # of the pairs of characters of a note: more is word for word


def untold(ids: Iterable[str], accepted: Sequence[tuple[Said, Phrase]], evidence: Evidence) -> tuple[str, ...]:
    """Those of `ids` (points and notes) whose figures, zeros, titles or words are not all in the accepted sentences."""
    told = printed([ref for _, phrase in accepted for ref in phrase.refs], evidence.brief.ledger.edition)
    slots = {filled.slot for _, phrase in accepted for filled in phrase.figures}
    left = []
    for id_ in dict.fromkeys(ids):
        point = evidence.points.get(id_)
        texts = "\n".join(phrase.text for said, phrase in accepted if id_ in said.evidence)
        if point is not None:
            whole = _point_told(point, told, texts, evidence.brief.ledger.edition)
        else:
            whole = id_ not in evidence.notes or _note_told(id_, slots, texts, evidence)
        if not whole:
            left.append(id_)
    return tuple(left)


def printed(refs: Iterable[str], form: Edition) -> set[str]:
    """The printed cells behind some: a derived one as its parts."""
    found: set[str] = set()
    for ref in refs:
        own = ref.removeprefix("prev.")
        found |= {ref.removesuffix(own) + part for part in form.parts.get(own, (own,))}
    return found


def _point_told(point: Phrase, told: set[str], texts: str, form: Edition) -> bool:
    if not point.refs:
        return bool(texts)
    return printed(point.refs, form) <= told and bool(texts)


def _note_told(id_: str, slots: set[str], texts: str, evidence: Evidence) -> bool:
    figures = {figure.slot for figure in evidence.of_note(id_)}
    if not texts or not figures <= slots:
        return False
    masked = masked_note(evidence, id_)
    known = texts
    for word, others in lexicon().synonyms.items():
        if word in texts:
            known += "\n" + "\n".join(others)
    pairs = _pairs(masked)
    return sum(pair in known for pair in pairs) >= _MOST * len(pairs)


def _pairs(text: str) -> list[str]:
    runs = [run for run in MARKS.sub("|", text).replace("，", "|").replace("。", "|").split("|") if run]
    return [run[i : i + 2] for run in runs for i in range(len(run) - 1)]
