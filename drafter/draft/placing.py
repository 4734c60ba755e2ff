"""Puts the sentences of a fresh draft where they belong among those that the writer keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from drafter.documents import Draft, Sentence
from drafter.documents.project import Change, ChangeKind, Project
from drafter.draft.filling import same_figures
from drafter.draft.identity import HEADING, NOTE
from drafter.draft.lasting import COMPOSER, lasting
from drafter.draft.piece import Paragraphs, Piece


class Placing:
    """One merge of the writer's copy with a fresh draft; `changes` tells what drafter changed in it."""

    def __init__(
        self, base: Draft, before: Sequence[tuple[str, ...]], fresh: Draft, project: Project, within: str | None
    ) -> None:
        """Take the draft before with its identities, the fresh one, and the section that alone is drafted anew."""
        self._base = base
        self._before = before
        self._within = within
        self._chosen = {taken.ident for taken in project.taken}
        self._same_case = (base.report.agency, base.report.year) == (fresh.report.agency, fresh.report.year)
        manner = ("writer", "tone")
        self._same_manner = [base.record.get(name) for name in manner] == [fresh.record.get(name) for name in manner]
        self._lasting = lasting(base, fresh) if self._same_case and fresh.record.get("writer") == COMPOSER else set()
        self._same_notes = set(base.notes) & set(fresh.notes)
        self.changes: list[Change] = []

    def placed(self, pieces: Paragraphs, new: Paragraphs, touched: Set[str]) -> Paragraphs:
        """The pieces of the new draft.

        A section the writer did nothing in is laid out as the fresh draft has it. In the others every sentence stays
        where it is, worded anew; what the fresh draft tells besides goes behind what it stands behind there.
        """
        held = {ident for paragraph in pieces for p in paragraph if p.is_writers for ident in p.idents}
        result: Paragraphs = []
        used: set[str] = set()
        laid: set[str] = set()
        for paragraph in pieces:
            home = paragraph[-1].home
            if home in touched or self._keeps(home):
                kept = [q for p in paragraph for q in self._anew(p, new, held, used)]
                result += [kept] if kept else []
            elif home not in laid:
                laid.add(home)
                for fresh in self._of_section(new, home):
                    laid_out = [q for piece in fresh for q in self._laid_out(piece, pieces, new, used)]
                    result += [laid_out] if laid_out else []
        self._removed(pieces, new, touched)
        self._fill_in(result, new)
        return result

    def _keeps(self, home: str) -> bool:
        """Whether a section is to stay as it is."""
        within = self._within
        return within is not None and home != within and not home.startswith(f"{within}.")

    def _anew(self, piece: Piece, new: Paragraphs, held: set[str], used: set[str]) -> Iterator[Piece]:
        """Yield what stands in the place of a piece: itself, or what the fresh draft has for what it tells."""
        if piece.is_writers or self._keeps(piece.home) or not piece.idents:
            yield piece
            return
        told = set(piece.idents)
        if self._lasts(piece, new) and not told & (used | held):
            used |= told
            yield piece
            return
        for fresh in (f for paragraph in new for f in paragraph if told & set(f.idents)):
            if not set(fresh.idents) & (used | held):
                used |= set(fresh.idents)
                yield replace(self._steady(fresh, in_place=True), home=piece.home)

    def _lasts(self, piece: Piece, new: Paragraphs) -> bool:
        """Whether a model's sentence stands as it is: the composer drafts now, and would tell the same of the same."""
        if piece.base not in self._lasting or "+".join(piece.idents) in self._chosen:
            return False
        return set(piece.idents) <= {ident for paragraph in new for p in paragraph for ident in p.idents}

    def _laid_out(self, piece: Piece, pieces: Paragraphs, new: Paragraphs, used: set[str]) -> Iterator[Piece]:
        """Yield a fresh piece as it goes into an untouched section, or the lasting sentence of a model in its place."""
        if piece.idents and set(piece.idents) <= used:
            return
        found = (p for paragraph in pieces for p in paragraph if set(piece.idents) & set(p.idents))
        lasting = next((p for p in found if self._lasts(p, new)), None)
        used |= set((lasting or piece).idents)
        yield lasting or self._steady(piece)

    def _steady(self, piece: Piece, *, in_place: bool = False) -> Piece:
        """A fresh piece with the words it had, where what it tells is as it was and the writer chose no others.

        A note keeps its words only among sentences that stay in their places: elsewhere it may be counted anew.
        """
        old = self._old(piece)
        if old is None or not (self._same_case and self._same_manner) or "+".join(piece.idents) in self._chosen:
            return self._told(piece, old)
        note = all(ident.startswith(NOTE) for ident in piece.idents)
        unchanged = all(ident.split(":", 2)[2] in self._same_notes for ident in piece.idents) if note else True
        if note and not (in_place and unchanged):
            return self._told(piece, old)
        if old.origin in ("writer", "placeholder") or not same_figures(old, piece.sentence):
            return self._told(piece, old)
        kept = {"text": old.text, "slotted": old.slotted, "origin": old.origin, "passages": old.passages}
        return replace(piece, sentence=piece.sentence.model_copy(update=kept))

    def _told(self, piece: Piece, old: Sentence | None) -> Piece:
        """The piece, with a change noted where it has other words than before."""
        if old is None:
            self._note("added", piece, after=piece.sentence.text)
        elif old.text != piece.sentence.text:
            taken = "+".join(piece.idents) in self._chosen
            self._note("taken" if taken else "redrafted", piece, old.text, piece.sentence.text)
        return piece

    def _old(self, piece: Piece) -> Sentence | None:
        """The sentence of the draft before that told just this."""
        at = next((i for i, idents in enumerate(self._before) if idents and idents == piece.idents), None)
        return None if at is None else self._base.sentences[at]

    def _of_section(self, new: Paragraphs, home: str) -> Iterator[list[Piece]]:
        for paragraph in new:
            own = [piece for piece in paragraph if piece.home == home]
            if own:
                yield own

    def _removed(self, pieces: Paragraphs, new: Paragraphs, touched: Set[str]) -> None:
        """Note what the draft before told and the fresh one does not."""
        told = {ident for paragraph in new for piece in paragraph for ident in piece.idents}
        for piece in (p for paragraph in pieces for p in paragraph):
            if piece.idents and not piece.is_writers and not set(piece.idents) & told and not self._keeps(piece.home):
                self._note("removed", piece, before=piece.sentence.text)

    def _fill_in(self, result: Paragraphs, new: Paragraphs) -> None:
        """Put in what the fresh draft tells and the result does not."""
        there = {ident for paragraph in result for piece in paragraph for ident in piece.idents}
        behind: list[Piece] = []
        for paragraph in new:
            for at, piece in enumerate(paragraph):
                if not set(piece.idents) & there and not self._keeps(piece.home):
                    self._put(result, piece, paragraph[:at], paragraph[at + 1 :], behind)
                    self._note("added", piece, after=piece.sentence.text)
                    there |= set(piece.idents)
                behind.append(piece)

    def _put(
        self, result: Paragraphs, piece: Piece, ahead: Sequence[Piece], after: Sequence[Piece], behind: Sequence[Piece]
    ) -> None:
        """Put `piece` beside what it stands beside in its paragraph, else into a paragraph of its own."""
        for neighbours, step in ((reversed(ahead), 1), (iter(after), 0)):
            for neighbour in neighbours:
                place = self._find(result, neighbour, piece.home)
                if place is not None:
                    result[place[0]].insert(place[1] + step, piece)
                    return
        for neighbour in reversed(behind):
            place = self._find(result, neighbour, piece.home if not _opens(piece) else None)
            if place is not None:
                number = place[0] if not _opens(piece) else self._last_of(result, place[0])
                result.insert(number + 1, [piece])
                return
        result.insert(0, [piece])

    def _find(self, result: Paragraphs, piece: Piece, home: str | None) -> tuple[int, int] | None:
        """Where what `piece` tells stands in the result: paragraph and place in it; within `home` unless None."""
        told = set(piece.idents)
        for number, paragraph in enumerate(result):
            for at, other in enumerate(paragraph):
                if told & set(other.idents) and home in (None, other.home):
                    return number, at
        return None

    def _last_of(self, result: Paragraphs, number: int) -> int:
        """The last paragraph of the section that paragraph `number` stands in."""
        home = result[number][-1].home
        while number + 1 < len(result) and result[number + 1][-1].home == home:
            number += 1
        return number

    def _note(self, kind: ChangeKind, piece: Piece, before: str = "", after: str = "") -> None:
        key = piece.sentence.key
        self.changes.append(Change(kind=kind, section=piece.home, key=key, before=before, after=after))


def _opens(piece: Piece) -> bool:
    return any(ident.startswith(HEADING) for ident in piece.idents)
