"""What the form asks a report to tell, and what a draft told of it, asked its writer for, or left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from drafter.documents import Draft, Mention, Verdict
from drafter.draft.notes import parse_notes
from drafter.evaluate.drafts.backing import Backing, han_pairs
from drafter.evaluate.drafts.slots import printed

State = Literal["told", "asked", "missing"]
STATES: tuple[State, ...] = ("told", "asked", "missing")
_FEES_SINCE = 2021
_GROUPS = ("granted", "partial", "denied", "unable", "refused", "other")
_HALF = 0.6


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing a report should tell, and its state in the draft."""

    what: str
    state: State


def asked_of(draft: Draft, mentions: Sequence[Mention], backing: Backing) -> tuple[Asked, ...]:
    """What the form asks for over these figures; cells count as told where a reader finds them in the text."""
    return tuple(_Reading(draft, mentions, backing).all())


def notes_told(draft: Draft, backing: Backing) -> tuple[Asked, ...]:
    """The work notes: told where most of their words stand in the text, asked where a question is about them."""
    pairs = set(han_pairs(draft.report.text))
    found = []
    for note in parse_notes(backing.notes):
        own = set(han_pairs(note.text))
        asked = any(note.text in q.text or f"第{note.number}条" in q.text for q in draft.questions)
        told = not own or len(own & pairs) >= _HALF * len(own)
        found.append(Asked(note.text, "told" if told else "asked" if asked else "missing"))
    return tuple(found)


class _Reading:
    def __init__(self, draft: Draft, mentions: Sequence[Mention], backing: Backing) -> None:
        self._draft = draft
        self._backing = backing
        read = [m for m in mentions if m.verdict is Verdict.MATCHED]
        self._counts = [printed(m.refs, backing) for m in read if m.kind == "figure" and len(m.refs) == 1]
        # 均不予公开, 未发生复议、诉讼: a figure without a digit may be of more cells than the one asked for.
        self._claims = [printed(m.refs, backing) for m in read if m.kind == "claim" or m.value == "0"]

    def all(self) -> Iterator[Asked]:
        """Yield everything asked, in the order of the form."""
        yield self._says("依据", "0", ("第五十条",))
        yield self._says("统计期限", "0", (f"{self._draft.report.year}年12月31日",))
        for section in ("1.1", "1.2", "1.3", "1.4", "1.5", "5", "6"):
            yield self._says(f"第{section}部分", section, ("",))
        for key in self._keys():
            if (self._amount(key) or 0) > 0 and not self._implied(key):
                yield Asked(key, "told" if self._tells(key) else "missing")
        if self._amount("t3.new.total") == 0:
            yield Asked("未收到申请", "told" if self._tells("t3.new.total") else "missing")
        if (self._draft.report.year or 0) >= _FEES_SINCE:
            yield self._says("信息处理费", "6", ("处理费",))
        yield self._says("问题", "5", ("问题",))

    def _keys(self) -> Iterator[str]:
        yield from (f"t3.{row}.total" for row in ("new", "carried_in", "carried_out", *_GROUPS))
        if self._amount("t3.carried_out.total"):  # with nothing left over, 全部办结 says it
            yield "t3.processed.total"
        yield from ("t4.review.total", "t4.litigation.total")
        yield from (f"t2.{row}.decisions" for row in ("licensing", "penalty", "coercion"))
        yield from ("t2.normative.issued", "t2.normative.repealed", "t2.normative.made", "t2.fees.amount")

    def _implied(self, key: str) -> bool:
        """Whether a blank keeps the figure from being told: what is unknown is not asked of a draft."""
        return any(self._backing.report.figures.get(cell) is None for cell in printed((key,), self._backing))

    def _amount(self, key: str) -> float | None:
        amounts = [self._backing.report.figures.get(cell) for cell in printed((key,), self._backing)]
        return None if any(amount is None for amount in amounts) else float(sum(amount or 0 for amount in amounts))

    def _tells(self, key: str) -> bool:
        cells = printed((key,), self._backing)
        return cells in self._counts or any(cells <= claim for claim in self._claims)

    def _says(self, what: str, section: str, words: Sequence[str]) -> Asked:
        found = self._draft.report.section(section)
        body = self._draft.report.text[found.start : found.end].partition("\n")[2] if found else ""
        if section == "0" and found:
            body = self._draft.report.text[found.start : found.end]
        told = bool(body.strip()) and any(word in body for word in words)
        return Asked(what, "told" if told and "【待补充" not in body else self._otherwise(section))

    def _otherwise(self, section: str) -> State:
        return "asked" if any(q.section == section and q.placeholder for q in self._draft.questions) else "missing"
