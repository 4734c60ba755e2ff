"""What every writer of revisions says alike: the summary, the sentences with their changes, the comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from drafter.documents import Edit, Proposal, Remark, Revision
from drafter.write.words import SEVERITY, section_title

Piece = tuple[Literal["same", "old", "new"], str]
_STOPS = "。！？\n"
_SLOT = re.compile(r"\{[^{}]*\}")
_REACH = 160  # characters of a long sentence shown on either side of its changes
_ORIGIN = {"rule": "", "composer": "（按表格改写）", "model": "（模型改写）"}


@dataclass(frozen=True, slots=True)
class Changed:
    """A sentence with all that is to be changed in it, in pieces, and the proposals it comes from."""

    place: str
    pieces: tuple[Piece, ...]
    proposals: tuple[Proposal, ...]

    @property
    def before(self) -> str:
        """The sentence as it was read."""
        return "".join(text for kind, text in self.pieces if kind != "new")

    @property
    def after(self) -> str:
        """The sentence as it is to be."""
        return "".join(text for kind, text in self.pieces if kind != "old")


def counted(revision: Revision) -> str:
    """How many places are changed and how many are only commented on."""
    changes, remarks = len(revision.proposals), len(revision.remarks)
    if not changes and not remarks:
        return "没有要改的地方。"
    return f"{changes} 处修改，{remarks} 处只加批注。"


def proof(revision: Revision) -> str:
    """What the check counts before and after."""
    before, after = revision.before, revision.after
    if not revision.proposals:
        return ""
    return (
        f"全部接受后再核对：与表不符的数字 {before.contradicted} → {after.contradicted}，"
        f"错误 {before.errors} → {after.errors}，提醒 {before.warnings} → {after.warnings}，"
        f"提示 {before.infos} → {after.infos}。"
    )


def headline(revision: Revision) -> str:
    """One line naming the report."""
    report = revision.report
    year = f"{report.year}年度" if report.year else "（年度未识别）"
    return f"{report.agency or '（机关名称未识别）'}{year}报告：修改建议"


def why(proposal: Proposal) -> str:
    """The finding that a proposal mends, with its rule."""
    return f"{SEVERITY[proposal.severity]} {'、'.join(proposal.rules)}：{proposal.why}{_ORIGIN[proposal.origin]}"


def told(remark: Remark) -> list[str]:
    """What a remark says, line by line: the finding or weakness, what to find out, the choices, how others put it."""
    if remark.kind == "weakness":
        lines = [f"建议：{remark.why}。{remark.asks}"]
    else:
        lines = [f"{SEVERITY[remark.severity]} {remark.rule}：{remark.why}"] + [remark.asks] * bool(remark.asks)
    lines += [f"可选：{choice}" for choice in remark.choices]
    if remark.example:
        lines.append(f"别的机关这样写（仅供参考，数字和名称已隐去）：{_SLOT.sub('×', remark.example)}")
    return lines


def place(revision: Revision, section: str | None) -> str:
    """The section as lists call it; 表格 where a remark is about a table alone."""
    found = revision.report.section(section) if section else None
    return section_title(found) if found else ""


def changed(revision: Revision) -> Iterator[Changed]:
    """Yield the sentences that are changed, in the order of the text."""
    text = revision.report.text
    group: list[Proposal] = []
    reached = -1
    for proposal in sorted(revision.proposals, key=lambda p: (p.start, p.end)):
        left, right = sentence(text, proposal.start, proposal.end)
        if group and left >= reached:
            yield _changed(revision, group)
            group = []
        group.append(proposal)
        reached = max(reached, right)
    if group:
        yield _changed(revision, group)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of the whole sentences that hold text[start:end]."""
    left = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    at = max(start, end - 1)
    stops = [found for stop in _STOPS if (found := text.find(stop, at)) >= 0]
    right = min(stops, default=len(text) - 1) + 1
    return max(left, start - _REACH), max(min(right, end + _REACH), end)


def _changed(revision: Revision, proposals: Sequence[Proposal]) -> Changed:
    text = revision.report.text
    bounds = [sentence(text, p.start, p.end) for p in proposals]
    left, right = min(b[0] for b in bounds), max(b[1] for b in bounds)
    edits = sorted((e for p in proposals for e in p.edits), key=lambda e: (e.start, e.end))
    pieces = tuple((kind, words) for kind, words in _pieces(text, left, right, edits) if words)
    return Changed(place(revision, proposals[0].section), pieces, tuple(proposals))


def _pieces(text: str, left: int, right: int, edits: Sequence[Edit]) -> Iterator[Piece]:
    at = left
    for edit in edits:
        yield "same", text[at : edit.start]
        yield "old", edit.old
        yield "new", edit.new
        at = edit.end
    yield "same", text[at:right]
