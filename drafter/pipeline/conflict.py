"""What the writer must see to: sentences that do not agree with the figures, and such whose figures have changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from drafter.check import check
from drafter.documents import Draft, Mention, Report, Review, Sentence, Verdict
from drafter.draft.keeping import Kept
from drafter.numerals.spelling import restated
from drafter.write.layout import amount_text
from drafter.write.words import cell_name, cells_named

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Conflict:
    """A number in a sentence of the draft that the tables contradict.

    `number`: the sentence's, as `--explain` shows it. `is_writers`: the writer wrote or changed it. `says`: what the
    tables say, in Chinese. `suggestion`: the sentence as it would agree, "" where that is not certain.
    """

    number: int
    text: str
    quote: str
    is_writers: bool
    says: str
    suggestion: str = ""

    @property
    def message(self) -> str:
        """The conflict on one line."""
        whose = "您改的" if self.is_writers else "没有重写的"
        advice = f"可改为：“{self.suggestion}”" if self.suggestion else "请核对后改正。"
        return f"第{self.number}句（{whose}）“{self.text}”中的“{self.quote}”与表格不符，{self.says}。{advice}"


def conflicts_of(draft: Draft, review: Review, previous: Report | None) -> tuple[Conflict, ...]:
    """Every number of `draft` that its review finds contradicted."""
    found = []
    for mention in (m for m in review.mentions if m.verdict is Verdict.CONTRADICTED):
        index = next(i for i, s in enumerate(draft.sentences) if s.start <= mention.start < s.end)
        sentence = draft.sentences[index]
        suggestion = _suggestion(review, mention, sentence, previous)
        writers = sentence.origin == "writer"
        found.append(Conflict(index + 1, sentence.text, mention.text, writers, _says(review, mention), suggestion))
    return tuple(found)


def _suggestion(review: Review, mention: Mention, sentence: Sentence, previous: Report | None) -> str:
    """The sentence with the number that the tables give, where the number then agrees; "" else.

    Not where the words would have to change with it: for a change that goes the other way, for nothing at all.
    """
    plain = mention.bound == "exact" and mention.kind == "figure" and (mention.value or "-")[0] != "-"
    expected = Fraction(mention.expected or 0) if plain and _NUMBER.fullmatch(mention.expected or "") else Fraction(0)
    restatement = restated(mention.text, expected) if expected > 0 else None
    if restatement is None:
        return ""
    start, end, new = (mention.start + restatement[0], mention.start + restatement[1], restatement[2])
    text = f"{review.text[:start]}{new}{review.text[end:]}"
    by = len(new) - (end - start)
    sections = tuple(
        s.model_copy(update={"start": s.start + by * (s.start > start), "end": s.end + by * (s.end > start)})
        for s in review.sections
    )
    again = check(review.report().model_copy(update={"text": text, "sections": sections}), previous)
    agrees = any(m.start == mention.start and m.verdict is Verdict.MATCHED for m in again.mentions)
    return text[sentence.start : sentence.end + by] if agrees else ""


def stale_questions(kept: Kept, base: Report, conflicts: Sequence[Conflict]) -> Iterator[tuple[str, str]]:
    """Yield section and question for every sentence of the writer's that rests on figures that have changed."""
    told = {conflict.number for conflict in conflicts}
    report = kept.draft.report
    for stale in kept.stale:
        sentence = kept.draft.sentences[stale.index]
        if stale.index + 1 in told:
            continue
        changed = "，".join(
            f"{cell_name(report, ref)}由{_held(base, ref)}变为{_held(report, ref)}" for ref in stale.refs[:3]
        )
        more = "等" if len(stale.refs) > 3 else ""
        instead = f"按新数据可写成：“{stale.instead}”" if stale.instead else ""
        yield (
            sentence.section,
            f"第{stale.index + 1}句您改过，没有动：“{sentence.text}”{changed}{more}，请看是否要改。{instead}",
        )


def _says(review: Review, mention: Mention) -> str:
    if mention.expected is None:
        return f"见{cells_named(review, mention.refs)}"
    return f"按{cells_named(review, mention.refs)}应为{mention.expected}{mention.unit}"


def _held(report: Report, ref: str) -> str:
    if ref.startswith("sup."):
        return next((f"{f.value}{f.unit}" for f in report.supplementary if f"sup.{f.name}" == ref), "没有")
    amount = report.ledger().amount(ref)
    return "空白" if amount is None else amount_text(amount)
