"""A redraft that keeps what the writer did to the last draft.

Sentences the writer changed or put in stay as they are, where they are. What the writer took out stays out. The rest is
drafted anew, in its place: where nothing of what a sentence tells has changed, with the words it had.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.documents import Draft
from drafter.documents.project import Answered, Change, Deleted, Project
from drafter.draft.alignment import Copy, align
from drafter.draft.identity import identities, paired, placeholder, renamed, same_notes, subjects
from drafter.draft.piece import Paragraphs, copied, drafted, offered, sections_of
from drafter.draft.placing import Placing
from drafter.form import Amount, Ledger


@dataclass(frozen=True, slots=True)
class Stale:
    """A sentence of the writer's, by its index in the draft, of whose cells `refs` have other figures now.

    `instead` is how drafter would word the point now, "" where it would not tell it.
    """

    index: int
    refs: tuple[str, ...]
    instead: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The new draft, what changed on the way to it, what the project now remembers, and what the writer should see."""

    draft: Draft
    project: Project
    changes: tuple[Change, ...] = ()
    stale: tuple[Stale, ...] = ()


def keep(
    base: Draft, text: str, fresh: Draft, project: Project, within: str | None = None, gives_way: str = ""
) -> Kept:
    """The draft `fresh` with what the writer did to `base`, as it stands in `text` (paragraphs joined by line feeds).

    `within` is the section that alone is drafted anew; None for all. What tells just `gives_way` (identities joined by
    +) is drafted anew even where the writer has changed it.
    """
    notes = same_notes(base.notes, fresh.notes)
    known, anew = identities(base, notes), identities(fresh)
    gone = [d.model_copy(update={"ident": renamed(d.ident, notes)}) for d in project.deleted]
    same = paired([*(i for idents in known for i in idents), *(d.ident for d in gone)], [i for n in anew for i in n])
    before = tuple(tuple(same.get(ident, ident) for ident in idents) for idents in known)
    gone = [d.model_copy(update={"ident": same.get(d.ident, d.ident)}) for d in gone]
    copy = align(base, text)
    pieces = _yielding(copied(base, copy, before, fresh.notes), gives_way)
    edits = tuple(_edits(base, copy, before, pieces))
    homes = sections_of(before)
    arranged = _arranged(base, copy, homes, pieces) | set(project.arranged)
    project = project.model_copy(update={"deleted": tuple(gone), "arranged": tuple(sorted(arranged))})
    remembered = _remembered(base, copy, before, pieces, project)
    new = offered(fresh, anew, remembered)
    placing = Placing(base, before, fresh, remembered, within)
    touched = arranged | {piece.home for paragraph in pieces for piece in paragraph if piece.is_writers}
    result = placing.placed(pieces, new, touched)
    draft = drafted(fresh, result, _asked(fresh, remembered))
    stale = tuple(_stale(base, fresh, anew, result))
    return Kept(draft, remembered, (*edits, *placing.changes), stale)


def _yielding(pieces: Paragraphs, gives_way: str) -> Paragraphs:
    """The pieces with the one that gives way no longer the writer's."""
    return [
        [
            replace(p, sentence=p.sentence.model_copy(update={"origin": "composer"}))
            if gives_way and "+".join(p.idents) == gives_way
            else p
            for p in paragraph
        ]
        for paragraph in pieces
    ]


def _edits(base: Draft, copy: Copy, before: Sequence[tuple[str, ...]], pieces: Paragraphs) -> Iterator[Change]:
    """Yield what the writer did, in the order of the text; last what was taken out."""
    for unit, piece in zip(copy.units, (p for paragraph in pieces for p in paragraph), strict=True):
        was = "".join(base.sentences[i].text for i in unit.bases)
        if not unit.bases:
            yield Change(kind="inserted", section=piece.home, after=unit.text)
        elif not unit.same:
            yield Change(kind="edited", section=piece.home, key=piece.sentence.key, before=was, after=unit.text)
        elif unit.moved:
            yield Change(kind="moved", section=piece.home, key=piece.sentence.key, before=was, after=unit.text)
    homes = sections_of(before)
    for i in copy.gone:
        sentence = base.sentences[i]
        yield Change(kind="deleted", section=homes[i], key=sentence.key, before=sentence.text)


def _remembered(
    base: Draft, copy: Copy, before: Sequence[tuple[str, ...]], pieces: Paragraphs, project: Project
) -> Project:
    """The project with what the writer took out and answered since."""
    homes = sections_of(before)
    present = {ident for paragraph in pieces for piece in paragraph for ident in piece.idents}
    deleted = {d.ident: d for d in project.deleted if d.ident not in present}
    answered = dict.fromkeys(project.answered)
    for i in copy.gone:
        sentence = base.sentences[i]
        if sentence.origin == "placeholder":
            answered |= dict.fromkeys(Answered(section=homes[i], subject=s) for s in subjects(sentence.text))
        else:
            deleted |= {d: Deleted(ident=d, section=homes[i], text=sentence.text) for d in before[i]}
    for unit in copy.units:
        for i in unit.bases if not unit.same else ():
            left = subjects(unit.text)
            asked = subjects(base.sentences[i].text) if base.sentences[i].origin == "placeholder" else ()
            answered |= dict.fromkeys(Answered(section=homes[i], subject=s) for s in asked if s not in left)
    return project.model_copy(update={"deleted": tuple(deleted.values()), "answered": tuple(answered)})


def _arranged(base: Draft, copy: Copy, homes: Sequence[str], pieces: Paragraphs) -> set[str]:
    """The sections that the writer has laid out otherwise since: those not to be laid out anew."""
    was: dict[str, list[tuple[int, int]]] = {}
    for index, sentence in enumerate(base.sentences):
        number = base.report.text.count("\n", 0, sentence.start)
        was.setdefault(homes[index], []).append((number, index))
    now: dict[str, list[tuple[int, int]]] = {}
    flat = [(number, piece) for number, paragraph in enumerate(pieces) for piece in paragraph]
    for unit, (number, piece) in zip(copy.units, flat, strict=True):
        now.setdefault(piece.home, []).append((number, unit.bases[0] if unit.bases else -1))
    return {home for home in was.keys() | now.keys() if _laid(was.get(home, [])) != _laid(now.get(home, []))}


def _laid(places: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The sentences of each paragraph, whatever its number."""
    paragraphs: dict[int, list[int]] = {}
    for number, index in places:
        paragraphs.setdefault(number, []).append(index)
    return list(paragraphs.values())


def _asked(fresh: Draft, project: Project) -> Mapping[str, str]:
    """Placeholder of the fresh draft → what is left of it, "" where the writer has answered all of it."""
    answered = {(a.section, a.subject) for a in project.answered}
    return {
        q.placeholder: placeholder([s for s in subjects(q.placeholder) if (q.section, s) not in answered])
        for q in fresh.questions
        if q.placeholder
    }


def _stale(base: Draft, fresh: Draft, anew: Sequence[tuple[str, ...]], result: Paragraphs) -> Iterator[Stale]:
    was, now = base.report.ledger(), fresh.report.ledger()
    for index, piece in enumerate(p for paragraph in result for p in paragraph):
        changed = tuple(ref for ref in piece.sentence.refs if _amount(was, ref) != _amount(now, ref))
        if piece.is_writers and changed:
            told = (s.text for s, idents in zip(fresh.sentences, anew, strict=True) if set(idents) & set(piece.idents))
            yield Stale(index, changed, "".join(told))


def _amount(ledger: Ledger, ref: str) -> Amount | None:
    if not ref.startswith("sup."):
        return ledger.amount(ref)
    return next((s.value for s in ledger.supplementary if f"sup.{s.name}" == ref), None)
