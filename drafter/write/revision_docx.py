"""A revision as tracked changes in the Word file itself, each with a comment; accepting all gives the revised text.

A report of any other format is drawn as a Word file first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from drafter.documents import Edit, Proposal, Remark, Revision
from drafter.write.container import settle
from drafter.write.marking.comment import Comments
from drafter.write.marking.names import PARAGRAPH, RUN
from drafter.write.marking.placing import Words, opened
from drafter.write.marking.revision import Revisions, may_be_struck
from drafter.write.revision_words import counted, headline, proof, told, why

_PERSONAL = "PRI"  # the family of rules on personal data
_UNPLACED = "文件里找不到这些字的确切位置，没有用修订改，请照此修改："


def write(revision: Revision, original: bytes | None = None) -> bytes:
    """The file of `mark` alone."""
    return mark(revision, original)[0]


def mark(revision: Revision, original: bytes | None = None) -> tuple[bytes, tuple[Proposal, ...]]:
    """The Word file `original` with the changes and comments, and the proposals that were made in it.

    Without an original the report is drawn as a Word file. The edits of a proposal are made all or none: one whose
    words do not stand in the file beyond doubt is a comment that says what to change.

    Raises:
        InputError: there is no original and the figures name a cell that the edition does not have.
    """
    package, drawn = opened(revision.report, original)
    words = Words(revision.report, package.document, drawn=drawn)
    comments, revisions = Comments(package), Revisions(package)
    _sum_up(comments, words, revision)
    on_changes = [(proposal, _comment(comments, words, proposal)) for proposal in revision.proposals]
    for remark in revision.remarks:
        _remark(comments, words, remark)
    made: list[Proposal] = []
    # From the last to the first: what stands before a change still reads as it did.
    for proposal, comment in reversed(on_changes):
        if _made(words, revisions, revision.report.text, proposal):
            made.insert(0, proposal)
        else:
            comments.go_on(comment, _UNPLACED + _instructions(proposal))
    return settle(package.packed()) if drawn else package.packed(), tuple(made)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an edit is made: the runs to be struck out, or the run beside which words are put in.

    `mark_of`: the paragraph whose end is struck out with it, None where it stays.
    """

    edit: Edit
    runs: list[etree._Element]
    behind: bool = True
    mark_of: etree._Element | None = None

    @property
    def is_sound(self) -> bool:
        return may_be_struck(self.runs if self.edit.old.strip() else self.runs[:1])


def _made(words: Words, revisions: Revisions, text: str, proposal: Proposal) -> bool:
    places = [_place(words, text, edit) for edit in reversed(proposal.edits)]
    if not all(place.is_sound for place in places):
        return False
    for place in places:
        if not place.edit.old.strip():
            revisions.insert(place.runs[-1] if place.behind else place.runs[0], place.edit.new, behind=place.behind)
            continue
        revisions.replace(place.runs, place.edit.new)
        if place.mark_of is not None:
            revisions.strike_mark(place.mark_of)
    return True


def _place(words: Words, text: str, edit: Edit) -> _Place:
    if not edit.old:
        runs = words.before(edit.start)
        return _Place(edit, runs) if runs else _Place(edit, words.behind(edit.start), behind=False)
    start = edit.start + (len(edit.old) - len(edit.old.lstrip("\n")))
    runs = words.runs(start, edit.end, surely=True)
    whole = text[start - 1 : start] in ("", "\n") and text[edit.end : edit.end + 1] in ("", "\n") and not edit.new
    return _Place(edit, runs, mark_of=next(runs[0].iterancestors(PARAGRAPH)) if whole and runs else None)


def _comment(comments: Comments, words: Words, proposal: Proposal) -> etree._Element:
    start = proposal.start + (len(proposal.edits[0].old) - len(proposal.edits[0].old.lstrip("\n")))
    runs = words.runs(start, proposal.end) if start < proposal.end else []
    runs = runs or words.before(start) or words.behind(start)
    comment = comments.add(_holder(words, runs), runs, why(proposal))
    comments.go_on(comment, _instructions(proposal) + "。请核对后接受或拒绝。")
    return comment


def _remark(comments: Comments, words: Words, remark: Remark) -> None:
    lines = told(remark)
    cell = words.cell(remark)
    runs = list(cell.iter(RUN)) if cell is not None else words.runs(*words.span(remark))
    comment = comments.add(cell if cell is not None else _holder(words, runs), runs, lines[0])
    for line in lines[1:]:
        comments.go_on(comment, line)


def _sum_up(comments: Comments, words: Words, revision: Revision) -> None:
    runs = words.runs(0, len(revision.report.text.partition("\n")[0]))
    comment = comments.add(_holder(words, runs), runs, headline(revision))
    for line in (counted(revision), proof(revision)):
        if line:
            comments.go_on(comment, line)


def _holder(words: Words, runs: Sequence[etree._Element]) -> etree._Element:
    return next(runs[0].iterancestors(PARAGRAPH)) if runs else words.first


def _instructions(proposal: Proposal) -> str:
    """The edits in words; what is personal is not said again, for a comment stays when the change is accepted."""
    if any(rule.startswith(_PERSONAL) for rule in proposal.rules):
        return "；".join(f"遮盖为“{edit.new}”" for edit in proposal.edits)
    return "；".join(map(_instruction, proposal.edits))


def _instruction(edit: Edit) -> str:
    """An edit in words."""
    old = edit.old.strip("\n")
    if not old:
        return f"补入“{edit.new}”"
    return f"把“{old}”改为“{edit.new}”" if edit.new else f"删去“{old}”"
