"""Other wordings of single sentences put into a draft in place of those it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from drafter.documents import Draft, Sentence
from drafter.documents.project import Project, Taken
from drafter.draft.filling import same_figures
from drafter.draft.identity import identities
from drafter.draft.piece import drafted, offered


def told_by(draft: Draft) -> Mapping[str, Sentence]:
    """What a sentence tells (its identities joined by +) → the sentence; those the writer put in left out."""
    return {"+".join(i): s for i, s in zip(identities(draft), draft.sentences, strict=True) if i}


def with_taken(fresh: Draft, taken: Sequence[Taken], varied: Callable[[int], Draft]) -> Draft:
    """The fresh draft with the wordings that the writer took before; `varied` gives the draft in another variation.

    A model's wording stands only as long as the figures are those it was made with.
    """
    told = told_by(fresh)
    chosen: dict[str, Sentence] = {}
    for one in taken:
        own = told.get(one.ident)
        if own is None:
            continue
        if one.variation:
            other = worded_in(varied(one.variation), one.ident) or own
        else:
            other = own.model_copy(update={"text": one.text, "slotted": one.slotted, "origin": "model"})
        if one.variation or same_figures(own, other):
            chosen[one.ident] = other
    return exchanged(fresh, chosen) if chosen else fresh


def worded_in(draft: Draft, ident: str) -> Sentence | None:
    """How a draft tells what `ident` names: in one sentence or in several; None where it does not."""
    told = told_by(draft)
    parts = [told[part] for part in ident.split("+") if part in told]
    if ident in told or len(parts) < len(ident.split("+")):
        return told.get(ident)
    joined = {
        "text": "".join(part.text for part in parts),
        "slotted": "".join(part.slotted for part in parts),
        "refs": tuple(dict.fromkeys(ref for part in parts for ref in part.refs)),
    }
    return parts[0].model_copy(update=joined)


def exchanged(draft: Draft, chosen: Mapping[str, Sentence]) -> Draft:
    """The draft with other sentences for what they tell."""
    paragraphs = offered(draft, identities(draft), Project())
    placed = [
        [replace(p, sentence=_worded(p.sentence, chosen.get("+".join(p.idents)))) for p in paragraph]
        for paragraph in paragraphs
    ]
    return drafted(draft, placed, {q.placeholder: q.placeholder for q in draft.questions})


def _worded(sentence: Sentence, other: Sentence | None) -> Sentence:
    if other is None:
        return sentence
    words = ("text", "slotted", "refs", "origin", "passages")
    return sentence.model_copy(update={name: getattr(other, name) for name in words})
