"""Proposals held against the check: none may bring a finding, contradict a number, change a reading or lose a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from drafter.documents import Finding, Mention, Proposal, Remark, Report, Review, Verdict
from drafter.draft.revising.facts import lost
from drafter.write.corrections import Correction, corrected

Again = Callable[[Report], Review]
"""The check that the review came from, made once more."""

_WHOLE_TEXT = ("TXT104",)  # one finding stands for every place of the text
_SOUND = (Verdict.MATCHED, Verdict.EXEMPT)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A proposal that the check did not bear out, and why, in Chinese."""

    proposal: Proposal
    reason: str


@dataclass(frozen=True, slots=True)
class Proven:
    """The proposals that hold together, those withdrawn, and the review of the text with those that hold."""

    kept: tuple[Proposal, ...]
    withdrawn: tuple[Withdrawn, ...]
    after: Review


def proven(review: Review, proposals: Sequence[Proposal], again: Again) -> Proven:
    """Keep the proposals that hold, all of them together if they do, else one after the other."""
    after = again(revised(review, proposals)) if proposals else review
    if not _fault(review, proposals, after):
        return Proven(tuple(proposals), (), after)
    kept: list[Proposal] = []
    withdrawn: list[Withdrawn] = []
    after = review
    for proposal in proposals:
        tried = again(revised(review, [*kept, proposal]))
        fault = _fault(review, [*kept, proposal], tried)
        if fault:
            withdrawn.append(Withdrawn(proposal, fault))
        else:
            kept.append(proposal)
            after = tried
    return Proven(tuple(kept), tuple(withdrawn), after)


def revised(review: Review, proposals: Sequence[Proposal]) -> Report:
    """The report with the proposals accepted, its sections and places where they then stand."""
    return corrected(review, corrections_in(proposals))


def corrections_in(proposals: Sequence[Proposal]) -> tuple[Correction, ...]:
    """The edits of the proposals in the order of the text."""
    edits = (edit for proposal in proposals for edit in proposal.edits)
    made = [Correction(edit.start, edit.end, edit.old, edit.new) for edit in edits]
    return tuple(sorted(made, key=lambda one: (one.start, one.end)))


def is_left(finding: Finding | Remark, made: Sequence[Correction], after: Review) -> bool:
    """Whether a finding of the first review stands in the second, `after`, where its words then are."""
    moved = Moved(made)
    return any(_same(finding, moved, other) for other in after.findings)


class Moved:
    """Where offsets of the text stand once corrections are made."""

    def __init__(self, made: Sequence[Correction]) -> None:
        """Take the corrections in the order of the text."""
        self._made = made

    def __call__(self, offset: int, *, end: bool = False) -> int:
        """The place of `offset`; of one inside exchanged words their beginning, with `end` their end."""
        shift = 0
        for one in self._made:
            if one.end <= offset and not (one.start == one.end == offset and end):
                shift += one.shift
            elif one.start < offset:
                return one.start + shift + (len(one.new) if end else 0)
        return offset + shift


def _fault(review: Review, proposals: Sequence[Proposal], after: Review) -> str:
    """What speaks against the proposals together, "" where nothing does."""
    made = corrections_in(proposals)
    gone = lost(review.text, [edit for proposal in proposals for edit in proposal.edits])
    if gone:
        return f"改后会丢掉“{gone[0]}”"
    moved = Moved(made)
    return next(_worse(review, moved, after), "") or next(_misread(review, made, moved, after), "")


def _worse(review: Review, moved: Moved, after: Review) -> Iterator[str]:
    """Findings that were not there before, and numbers that were not contradicted before."""
    for finding in after.findings:
        if finding.rule in _WHOLE_TEXT and any(f.rule == finding.rule for f in review.findings):
            continue
        if not any(_same(old, moved, finding) for old in review.findings):
            yield f"改后会出现新的问题（{finding.rule}：{finding.message}）"
    wrong = [m for m in review.mentions if m.verdict is Verdict.CONTRADICTED]
    for mention in after.mentions:
        if mention.verdict is Verdict.CONTRADICTED and not any(_meets(m, moved, mention) for m in wrong):
            yield f"改后“{mention.text}”会与表不符"


def _misread(review: Review, made: Sequence[Correction], moved: Moved, after: Review) -> Iterator[str]:
    """Numbers outside the changed words that are read otherwise than before."""
    at = {(m.start, m.end): m for m in after.mentions}
    for mention in review.mentions:
        if any(one.start < mention.end and mention.start < one.end for one in made):
            continue
        now = at.get((moved(mention.start), moved(mention.end, end=True)))
        sound = mention.verdict in _SOUND
        if sound and (now is None or now.verdict is not mention.verdict or now.refs != mention.refs):
            yield f"改后“{mention.text}”会被读成另一个意思"


def _same(old: Finding | Remark, moved: Moved, new: Finding) -> bool:
    if old.rule != new.rule:
        return False
    if old.start is None or old.end is None or new.start is None or new.end is None:
        return old.start is new.start and old.refs == new.refs
    return moved(old.start) <= new.end and new.start <= moved(old.end, end=True)


def _meets(old: Mention, moved: Moved, new: Mention) -> bool:
    return moved(old.start) < new.end and new.start < moved(old.end, end=True)
