"""A review as Markdown, for a message or a ticket."""

from __future__ import annotations

from drafter.documents import Finding, Review, State
from drafter.write.words import SEVERITY, cautions, finding_line, headline, sentence_around, state_line, verdict_line


def write(review: Review) -> bytes:
    """The review as UTF-8 Markdown: summary, a table of findings, what could not be decided."""
    lines = [f"# {headline(review)}：核对结果", "", verdict_line(review), "", finding_line(review), ""]
    lines += [line for caution in cautions(review) for line in (caution, "")]
    if review.findings:
        lines += ["| 程度 | 规则 | 位置 | 原文 | 问题 |", "|---|---|---|---|---|"]
        lines += [_row(review, finding) for finding in review.findings]
        lines.append("")
    lines += [state_line(review), ""]
    lines += [f"- {o.rule} 未能判断：{o.reason}" for o in review.obligations if o.state is State.UNDECIDED]
    lines += [f"- 读取说明：{n.message}" for n in review.notices if n.code != "previous_set_aside"]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _row(review: Review, finding: Finding) -> str:
    section = review.section(finding.section) if finding.section else None
    quote = ""
    if finding.start is not None and finding.end is not None:
        left, right = sentence_around(review.text, finding.start, finding.end, reach=20)
        text = review.text
        quote = f"{text[left : finding.start]}**{text[finding.start : finding.end]}**{text[finding.end : right]}"
    cells = (SEVERITY[finding.severity], finding.rule, section.title if section else "表格", quote, finding.message)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
