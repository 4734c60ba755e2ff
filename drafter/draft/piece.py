"""The sentences of a draft loose from the page: taken from the writer's copy and from a fresh draft, and set again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.documents import Draft, Question, Sentence
from drafter.documents.project import Project
from drafter.draft.alignment import GAP_OPENS, Copy, Unit
from drafter.draft.filling import carried
from drafter.draft.identity import GAP, HEADING, key_of, placeholder, same_notes, subjects
from drafter.read.document import Paragraph
from drafter.read.sections import text_and_sections

_TITLE = "0"


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, what it tells (identities of the fresh draft), and the section of the form it stands in.

    `base`: its index in the draft before, where it stands there. The sentence's offsets and section are not valid.
    """

    sentence: Sentence
    idents: tuple[str, ...]
    home: str
    base: int | None = None

    @property
    def is_writers(self) -> bool:
        """Whether the writer wrote or changed it."""
        return self.sentence.origin == "writer"

    @property
    def is_gap(self) -> bool:
        """Whether it is a placeholder of the plan's."""
        return self.sentence.origin == "placeholder" and any(ident.startswith(GAP) for ident in self.idents)


Paragraphs = list[list[Piece]]


def sections_of(idents: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The section each sentence of a draft stands in: that of the last heading of the form's before it."""
    home = _TITLE
    homes = []
    for told in idents:
        home = _opened(told) or home
        homes.append(home)
    return tuple(homes)


def copied(base: Draft, copy: Copy, before: Sequence[tuple[str, ...]], notes: Sequence[str]) -> Paragraphs:
    """The writer's copy in pieces; `notes` are the words of those of the fresh draft."""
    home = _TITLE
    paragraphs: dict[int, list[Piece]] = {}
    for unit in copy.units:
        idents = tuple(ident for i in unit.bases for ident in before[i])
        home = _opened(idents) or home
        paragraphs.setdefault(unit.paragraph, []).append(_piece(base, unit, idents, home, notes))
    return list(paragraphs.values())


def offered(fresh: Draft, idents: Sequence[tuple[str, ...]], project: Project) -> Paragraphs:
    """The fresh draft in pieces, without what the writer took out or answered before."""
    out = {gone.ident for gone in project.deleted}
    answered = {(a.section, a.subject) for a in project.answered}
    homes = sections_of(idents)
    paragraphs: dict[int, list[Piece]] = {}
    for sentence, told, home in zip(fresh.sentences, idents, homes, strict=True):
        if f"{HEADING}{home}" in out or (told and set(told) <= out):
            continue
        if sentence.origin == "placeholder":
            left = placeholder([s for s in subjects(sentence.text) if (home, s) not in answered])
            sentence = sentence.model_copy(update={"text": left, "slotted": left})
        if sentence.text:
            key = "+".join(key_of(ident, fresh.notes) for ident in told)
            number = fresh.report.text.count("\n", 0, sentence.start)
            piece = Piece(sentence.model_copy(update={"key": key}), told, home)
            paragraphs.setdefault(number, []).append(piece)
    return list(paragraphs.values())


def drafted(fresh: Draft, paragraphs: Paragraphs, asked: Mapping[str, str]) -> Draft:
    """The pieces as a draft with the figures of `fresh`.

    `asked`: what is left of each placeholder of the fresh draft; where nothing is, its questions are closed.
    """
    lines = ["".join(piece.sentence.text for piece in paragraph) for paragraph in paragraphs]
    text, sections = text_and_sections([Paragraph(line, "") for line in lines])
    report = fresh.report.model_copy(update={"text": text, "sections": sections})
    sentences = []
    start = 0
    for line, paragraph in zip(lines, paragraphs, strict=True):
        at = start
        for piece in paragraph:
            section = report.section_at(at)
            placed = {"start": at, "end": at + len(piece.sentence.text), "section": section.id if section else _TITLE}
            sentences.append(piece.sentence.model_copy(update=placed))
            at += len(piece.sentence.text)
        start += len(line) + 1
    return fresh.model_copy(
        update={"report": report, "sentences": tuple(sentences), "questions": tuple(_questions(fresh, asked))}
    )


def _questions(fresh: Draft, asked: Mapping[str, str]) -> Iterator[Question]:
    """The questions of the fresh draft that are open, numbered anew; one placeholder has a question a subject."""
    of_one = Counter((q.section, q.placeholder) for q in fresh.questions if q.placeholder)
    turn: Counter[tuple[str, str]] = Counter()
    number = 0
    for question in fresh.questions:
        left = asked.get(question.placeholder, "") if question.placeholder else ""
        if question.placeholder:
            own = subjects(question.placeholder)
            place = (question.section, question.placeholder)
            turn[place] += 1
            subject = own[turn[place] - 1] if of_one[place] == len(own) else ""
            if not left or (subject and subject not in subjects(left)):
                continue
        number += 1
        yield question.model_copy(update={"number": number, "placeholder": left})


def _opened(idents: Sequence[str]) -> str:
    """The section that a heading opens, "" for other sentences."""
    return next((ident.removeprefix(HEADING) for ident in idents if ident.startswith(HEADING)), "")


def _piece(base: Draft, unit: Unit, idents: tuple[str, ...], home: str, notes: Sequence[str]) -> Piece:
    olds = [base.sentences[i] for i in unit.bases]
    if not olds:
        return Piece(Sentence(start=0, end=0, text=unit.text, section=home, origin="writer"), (), home)
    same = same_notes(base.notes, notes)
    words = [same.get(base.notes[n - 1]) for old in olds for n in old.notes if n <= len(base.notes)]
    own: dict[str, object] = {
        "key": "+".join(key_of(ident, notes) for ident in idents),
        "notes": tuple(dict.fromkeys(notes.index(told) + 1 for told in words if told is not None)),
    }
    if unit.same:
        return Piece(olds[0].model_copy(update=own), idents, home, unit.bases[0])
    gap = olds[0].origin == "placeholder" and unit.text.startswith(GAP_OPENS)
    own |= {
        "text": unit.text,
        "origin": "placeholder" if gap else "writer",
        "refs": tuple(dict.fromkeys(ref for old in olds for ref in old.refs)),
        "slotted": unit.text if gap else carried(olds[0], unit.text) if len(olds) == 1 else "",
        "passages": (),
    }
    return Piece(olds[0].model_copy(update=own), idents, home, unit.bases[0])
