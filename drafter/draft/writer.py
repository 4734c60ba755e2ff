"""Words a plan by the patterns: openings not repeated, the gaps of a part gathered into one placeholder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from drafter.documents import Origin
from drafter.draft.brief import Brief
from drafter.draft.page import Written
from drafter.draft.phrase import Phrase, plain
from drafter.draft.plan import Gap, Part, Point, Step, Told
from drafter.draft.script import Asking, Block, Line
from drafter.draft.wording import sentences
from drafter.errors import Defect

_OPENING = 2  # characters by which two sentences are felt to begin alike: 全年, 本年, 新收
_REMEMBERED = 4  # how many sentences back a reader still hears the repetition


class Writer:
    """Words the parts of one draft, in the order of the report."""

    def __init__(self, brief: Brief) -> None:
        """Write for `brief`."""
        self._brief = brief
        self._said: Counter[str] = Counter()
        self._openings: list[str] = []

    def write(self, part: Part) -> Block:
        """The part in words, with the questions its gaps leave."""
        questions, placeholder = _asked(part)
        last = _last_gap(part)
        paragraphs = tuple(
            self._paragraph(steps, placeholder if number == last else "")
            for number, steps in enumerate(part.paragraphs)
        )
        return Block(part.id, part.heading, paragraphs, questions, tuple(self.write(sub) for sub in part.parts))

    def _paragraph(self, steps: Sequence[Step], placeholder: str) -> tuple[Line, ...]:
        lines: list[Line] = []
        at = max((i for i, step in enumerate(steps) if isinstance(step, Gap) and step.subject), default=None)
        for index, step in enumerate(steps):
            if isinstance(step, Point):
                lines.append(Line(step, (self._point(step),)))
            elif isinstance(step, Told):
                lines.append(Line(step, tuple(self._told(step))))
            elif index == at and placeholder:
                lines.append(Line(step, (Written(plain(placeholder), "placeholder"),)))
        return tuple(lines)

    def _point(self, point: Point) -> Written:
        phrase = self._worded(point)
        self._openings.append(phrase.text[:_OPENING])
        refs = tuple(dict.fromkeys(phrase.refs + point.refs))
        origin: Origin = "form" if point.form else "notes" if point.notes else "composer"
        return Written(Phrase(phrase.text, refs, phrase.figures), origin, point.notes, point.key)

    def _worded(self, point: Point) -> Phrase:
        """The point by the first pattern in turn that fills and begins unlike the sentences before it in this part.

        Raises:
            Defect: no pattern of the point can be filled; the plan should not have asked for it.
        """
        filled = [
            phrase
            for pattern in self._brief.turned(point.key, self._said[point.key])
            if (phrase := pattern.fill(lambda slot: point.words.get(slot) or self._brief.fill(slot)))
        ]
        if not filled:
            raise Defect(f"起草“{point.key}”一句时缺少数字。这是程序缺陷，请反馈给开发者。")
        self._said[point.key] += 1
        return next(
            (phrase for phrase in filled if phrase.text[:_OPENING] not in self._openings[-_REMEMBERED:]), filled[0]
        )

    def _told(self, told: Told) -> list[Written]:
        """A note sentence by sentence, its lead before the first."""
        texts = sentences(told.lead + told.note.text.removesuffix("。") + told.stop)
        self._openings += [text[:_OPENING] for text in texts]
        number = told.note.number
        return [Written(plain(text), "notes", (number,), f"note:{number}") for text in texts]


def _asked(part: Part) -> tuple[tuple[Asking, ...], str]:
    """The questions of a part, and the one placeholder that stands for all its gaps ("" where none)."""
    gaps = [step for steps in part.paragraphs for step in steps if isinstance(step, Gap)]
    subjects = [gap.subject for gap in gaps if gap.subject]
    placeholder = f"【待补充：{'；'.join(subjects)}】" if subjects else ""
    return tuple(Asking(gap.question, placeholder if gap.subject else "") for gap in gaps), placeholder


def _last_gap(part: Part) -> int | None:
    """Index of the last paragraph with a gap that leaves a placeholder."""
    return max(
        (i for i, steps in enumerate(part.paragraphs) if any(isinstance(s, Gap) and s.subject for s in steps)),
        default=None,
    )
