"""The written report as it grows: text with offsets, sentences with their evidence, sections, questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drafter.documents import Origin, Question, Section, Sentence
from drafter.draft.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence before it has its place: words, evidence, origin; `key` and `passages` as in Sentence."""

    phrase: Phrase
    origin: Origin
    notes: tuple[int, ...] = ()
    key: str = ""
    passages: tuple[str, ...] = ()


class Page:
    """Collects paragraphs in order. Offsets are 0-based code points into `text`.

    `phrases` are the sentences with the places of their figures, in step with `sentences`.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._paragraphs: list[str] = []
        self._length = 0
        self._open: list[tuple[str, str, int]] = []
        self._closed: list[Section] = []
        self.sentences: list[Sentence] = []
        self.phrases: list[Phrase] = []
        self.questions: list[Question] = []

    @property
    def text(self) -> str:
        """All paragraphs so far, joined by line feeds."""
        return "\n".join(self._paragraphs)

    def open(self, section: str, title: str) -> None:
        """Begin a section here; it lasts until it is closed."""
        self._open.append((section, title, self._length + bool(self._paragraphs)))

    def close(self) -> None:
        """End the section opened last, behind its last paragraph."""
        section, title, start = self._open.pop()
        self._closed.append(Section(id=section, title=title, start=start, end=self._length))

    @property
    def sections(self) -> tuple[Section, ...]:
        """The closed sections in order, each up to where the next one begins, as a reader finds them."""
        reached = [s if s.end == self._length else s.model_copy(update={"end": s.end + 1}) for s in self._closed]
        return tuple(sorted(reached, key=lambda s: (s.start, -s.end)))

    def paragraph(self, written: Sequence[Written]) -> None:
        """Set the sentences as one paragraph; none, and nothing is set."""
        if not written:
            return
        at = self._length + bool(self._paragraphs)
        for sentence in written:
            text = sentence.phrase.text
            self.phrases.append(sentence.phrase)
            self.sentences.append(
                Sentence(
                    start=at,
                    end=at + len(text),
                    text=text,
                    section=self._open[-1][0] if self._open else "",
                    refs=sentence.phrase.refs,
                    notes=sentence.notes,
                    origin=sentence.origin,
                    key=sentence.key,
                    slotted=sentence.phrase.slotted,
                    passages=sentence.passages,
                )
            )
            at += len(text)
        self._paragraphs.append("".join(sentence.phrase.text for sentence in written))
        self._length = at

    def ask(self, text: str, placeholder: str = "", section: str = "1") -> None:
        """Leave a question to the writer, about the section that is open (outside all sections: about `section`)."""
        about = self._open[-1][0] if self._open else section
        number = len(self.questions) + 1
        self.questions.append(Question(number=number, section=about, text=text, placeholder=placeholder))
