"""A review as the reviewed Word file itself: a comment a finding on the exact characters, and tracked changes.

The file given is left as it is but for these; a report of any other format is drawn as a Word file first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from drafter.documents import Finding, Review, State
from drafter.write.container import settle
from drafter.write.corrections import Correction
from drafter.write.marking.comment import Comments
from drafter.write.marking.names import PARAGRAPH, RUN
from drafter.write.marking.package import Package
from drafter.write.marking.placing import Words, opened
from drafter.write.marking.revision import Revisions
from drafter.write.words import SEVERITY, cautions, finding_line, headline, state_line, verdict_line


def write(review: Review, original: bytes | None = None, corrections: Sequence[Correction] = ()) -> bytes:
    """The file of `mark` alone."""
    return mark(review, original, corrections)[0]


def mark(
    review: Review,
    original: bytes | None = None,
    corrections: Sequence[Correction] = (),
    obstacles: Mapping[tuple[int, int], str] = MappingProxyType({}),
) -> tuple[bytes, tuple[Correction, ...]]:
    """The Word file `original` with comments, or where there is none, the report drawn as Word with comments.

    With it the corrections that were made in it.

    The first comment, on the title, tells what was checked and what could not be. A finding about a table alone is put
    on the first of its cells, else on the heading of its section. What cannot be placed on its characters is put on the
    first paragraph, so that no finding is lost. Each of `corrections` becomes a tracked change where its numeral stands
    in the file beyond doubt; the comments say where one was made, and of the numbers in `obstacles` why none was.

    Raises:
        InputError: there is no original and the figures name a cell that the edition does not have.
    """
    package, drawn = opened(review.report(), original)
    words = Words(review, package.document, drawn=drawn)
    comments, revisions = Comments(package), Revisions(package)
    _sum_up(comments, words, review)
    told = [(finding, _comment(comments, words, finding)) for finding in review.findings]
    made: list[Correction] = []
    # From the last to the first: what stands before a change still reads as it did.
    for correction in reversed(corrections):
        runs = words.runs(correction.start, correction.end, surely=True)
        if revisions.replace(runs, correction.new):
            made.insert(0, correction)
            for comment in (comment for finding, comment in told if _asks_for(finding, correction)):
                comments.go_on(comment, f"已用修订把“{correction.old}”改为“{correction.new}”，请核对后接受或拒绝。")
    for finding, comment in told:
        why = obstacles.get((finding.start, finding.end)) if finding.start is not None and finding.end else None
        if why:
            comments.go_on(comment, f"没有用修订改：{why}。")
    return settle(package.packed()) if drawn else package.packed(), tuple(made)


def holds_macros(original: bytes) -> bool:
    """Whether a Word file is of the kind with macros, which must keep its suffix .docm to be opened."""
    return Package(original).has_macros


def _asks_for(finding: Finding, correction: Correction) -> bool:
    if finding.start is None or finding.end is None or finding.expected is None:
        return False
    return finding.start <= correction.start and correction.end <= finding.end


def _comment(comments: Comments, words: Words, finding: Finding) -> etree._Element:
    text = f"{SEVERITY[finding.severity]} {finding.rule}：{finding.message}"
    cell = words.cell(finding)
    if cell is not None:
        return comments.add(cell, list(cell.iter(RUN)), text)
    runs = words.runs(*words.span(finding))
    return comments.add(next(runs[0].iterancestors(PARAGRAPH)) if runs else words.first, runs, text)


def _sum_up(comments: Comments, words: Words, review: Review) -> None:
    """A file without a single finding must not look as if all of it had been checked and passed."""
    runs = words.runs(0, len(review.text.partition("\n")[0]))
    paragraph = next(runs[0].iterancestors(PARAGRAPH)) if runs else words.first
    comment = comments.add(paragraph, runs, f"核对结果：{headline(review)}")
    undecided = (o for o in review.obligations if o.state is State.UNDECIDED)
    for line in (
        *cautions(review),
        verdict_line(review),
        finding_line(review),
        state_line(review),
        *(f"{o.rule} 未能判断：{o.reason}" for o in undecided),
        *(f"读取说明：{notice.message}" for notice in review.notices if notice.code != "previous_set_aside"),
    ):
        comments.go_on(comment, line)
