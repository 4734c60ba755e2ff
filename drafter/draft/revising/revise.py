"""A reviewed report → what is to be changed in it, each change proven, and what only people can mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.documents import Edit, Finding, Proposal, Remark, Report, Review, Revision
from drafter.draft.notes import Note
from drafter.draft.revising.asking import Reworded, Rewording, reword
from drafter.draft.revising.facts import applied
from drafter.draft.revising.menders import answer
from drafter.draft.revising.proving import Again, Proven, Withdrawn, corrections_in, is_left, proven
from drafter.draft.revising.scene import Doubt, Mending, Scene, span
from drafter.draft.revising.weakness import Example, no_example, weaknesses
from drafter.write.corrections import Correction


@dataclass(frozen=True, slots=True)
class _Found:
    finding: Finding
    mending: Mending


def revise(
    review: Review,
    previous: Report | None = None,
    *,
    again: Again,
    notes: Sequence[Note] = (),
    example: Example = no_example,
    rewording: Rewording | None = None,
) -> Revision:
    """What to change in a reviewed report.

    `previous` is last year's report, `notes` what the writer hands in besides, `again` the check that gave `review`.
    `example` finds how other organs word a point; `rewording`: the model that words sentences which no exchange of
    words mends. Nothing is changed for which the report, its tables and the notes
    leave two mendings; that is said in a remark.
    """
    scene = Scene(review, previous, tuple(notes))
    answers = [(finding, answer(scene, finding)) for finding in review.findings]
    found = [_Found(finding, given) for finding, given in answers if isinstance(given, Mending)]
    asked = [(finding, given) for finding, given in answers if isinstance(given, Doubt)]
    proposals, crossed = _apart(_gathered(scene, found))
    result = proven(review, proposals, again)
    kept = corrections_in(result.kept)
    left = [(finding, doubt) for finding, doubt in asked if is_left(finding, kept, result.after)]
    remarks = [
        *(_remark(scene, finding, doubt) for finding, doubt in left),
        *(_withdrawn(w) for w in (*result.withdrawn, *crossed)),
        *weaknesses(scene, example),
    ]
    if rewording is None:
        return _revision(review, result, remarks, {"writer": "composer"})
    worded = reword(scene, remarks, result.kept, rewording)
    result, remarks = _with_worded(scene, result, remarks, again, worded)
    taken = sum(proposal.origin == "model" for proposal in result.kept)
    record = rewording.record(len(worded), taken, sum(one.failed for one in worded))
    return _revision(review, result, remarks, record)


def _with_worded(
    scene: Scene, result: Proven, remarks: Sequence[Remark], again: Again, asked: Sequence[Reworded]
) -> tuple[Proven, list[Remark]]:
    """The result with the model's sentences that hold, and the remarks that are left, with why they are."""
    offered = [one.proposal for one in asked if one.proposal]
    proposals = sorted([*result.kept, *offered], key=lambda p: p.start)
    proved = proven(scene.review, proposals, again) if offered else result
    reasons = {id(one.remark): one.reason for one in asked if one.proposal is None}
    for withdrawn in proved.withdrawn:
        reasons |= {id(one.remark): withdrawn.reason for one in asked if one.proposal is withdrawn.proposal}
    held = {id(one.remark) for one in asked if one.proposal is not None} - reasons.keys()
    kept = corrections_in(proved.kept)
    left = [
        remark.model_copy(update={"asks": f"{remark.asks}模型的改写没有采用：{reasons[id(remark)]}。"})
        if id(remark) in reasons
        else remark
        for remark in remarks
        if id(remark) not in held and not _is_settled(remark, kept, proved.after)
    ]
    return proved, left


def _is_settled(remark: Remark, made: Sequence[Correction], after: Review) -> bool:
    """Whether the finding of a remark is mended by what is changed beside it."""
    return remark.kind == "finding" and not is_left(remark, made, after)


def _revision(review: Review, result: Proven, remarks: Sequence[Remark], record: dict[str, str]) -> Revision:
    proposals = sorted(result.kept, key=lambda p: (p.start, p.end))
    ordered = sorted(remarks, key=lambda r: (r.start is None, r.start or 0))
    return Revision(
        report=review.report(),
        text=result.after.text,
        proposals=tuple(p.model_copy(update={"number": n}) for n, p in enumerate(proposals, 1)),
        remarks=tuple(r.model_copy(update={"number": n}) for n, r in enumerate(ordered, len(proposals) + 1)),
        before=review.summary,
        after=result.after.summary,
        record=record,
    )


def _gathered(scene: Scene, found: Sequence[_Found]) -> list[Proposal]:
    """The mendings as proposals; findings that ask for the same edits share one."""
    by_edits: dict[tuple[Edit, ...], list[_Found]] = {}
    for one in found:
        for edits in _by_paragraph(scene.text, one.mending) if one.mending.apart else [one.mending.edits]:
            by_edits.setdefault(edits, []).append(one)
    return [_proposal(scene, edits, ones) for edits, ones in by_edits.items()]


def _by_paragraph(text: str, mending: Mending) -> Iterator[tuple[Edit, ...]]:
    grouped: dict[int, list[Edit]] = {}
    for edit in mending.edits:
        grouped.setdefault(text.rfind("\n", 0, edit.start), []).append(edit)
    yield from (tuple(edits) for edits in grouped.values())


def _proposal(scene: Scene, edits: tuple[Edit, ...], found: Sequence[_Found]) -> Proposal:
    start, end = span(edits)
    left = scene.sentence(start, start)[0]
    right = scene.sentence(max(start, end - 1), end)[1]
    inside = [e.model_copy(update={"start": e.start - left, "end": e.end - left}) for e in edits]
    before = scene.text[left:right]
    worst = max((one.finding.severity for one in found), key=lambda severity: severity.rank)
    said = dict.fromkeys(one.finding.message + (f"。{one.mending.done}" if one.mending.done else "") for one in found)
    section = scene.review.section_at(start)
    return Proposal(
        rules=tuple(dict.fromkeys(one.finding.rule for one in found)),
        severity=worst,
        section=section.id if section else None,
        start=start,
        end=end,
        before=before.strip(),
        after=applied(before, inside).strip(),
        why="；".join(said),
        origin=found[0].mending.origin,
        edits=edits,
    )


def _apart(proposals: Sequence[Proposal]) -> tuple[list[Proposal], list[Withdrawn]]:
    """The proposals that no graver or earlier one crosses, and those that one does."""
    kept: list[Proposal] = []
    crossed: list[Withdrawn] = []
    for proposal in sorted(proposals, key=lambda p: (-p.severity.rank, p.start)):
        if any(_cross(one, other) for p in kept for one in p.edits for other in proposal.edits):
            crossed.append(Withdrawn(proposal, "同一处已另有修改"))
        else:
            kept.append(proposal)
    return sorted(kept, key=lambda p: p.start), crossed


def _cross(one: Edit, other: Edit) -> bool:
    return (one.start < other.end and other.start < one.end) or one.start == other.start


def _remark(scene: Scene, finding: Finding, doubt: Doubt) -> Remark:
    return Remark(
        rule=finding.rule,
        severity=finding.severity,
        section=finding.section,
        start=finding.start,
        end=finding.end,
        refs=finding.refs,
        quote=finding.quote or "",
        why=finding.message,
        asks=doubt.asks,
        choices=doubt.choices,
    )


def _withdrawn(withdrawn: Withdrawn) -> Remark:
    proposal = withdrawn.proposal
    return Remark(
        rule=proposal.rules[0],
        kind="withdrawn",
        severity=proposal.severity,
        section=proposal.section,
        start=proposal.start,
        end=proposal.end,
        quote=proposal.before,
        why=proposal.why,
        asks=f"没有直接改：{withdrawn.reason}。",
        choices=(f"改为：{proposal.after}",) if proposal.after else ("删去",),
    )
