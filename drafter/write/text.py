"""A review for the terminal: each finding with its sentence, the number underlined."""

from __future__ import annotations

import io

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from drafter.documents import Finding, Review, Severity, State
from drafter.write.words import (
    SEVERITY,
    VERDICT,
    cautions,
    cell_name,
    finding_line,
    headline,
    sentence_around,
    state_line,
    verdict_line,
)

_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def write(review: Review, *, colour: bool = False, width: int = 100, numbers: bool = False) -> str:
    """The review as text; with `colour`, numbers are underlined by terminal codes as well as by a line of marks.

    `numbers` adds a list of every number of the text with what it came to.
    """
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=colour, width=width, highlight=False, soft_wrap=True, emoji=False)
    console.print(Text(headline(review), style="bold"))
    for line in (verdict_line(review), finding_line(review)):
        console.print(Text(line))
    for line in cautions(review):
        console.print(Text(line, style="yellow"))
    for finding in sorted(review.findings, key=lambda f: (-f.severity.rank, f.start is None, f.start or 0)):
        console.print()
        for text in _finding(review, finding):
            console.print(text)
    if numbers:
        for text in _numbers(review):
            console.print(text)
    console.print()
    console.print(Text(state_line(review)))
    for obligation in review.obligations:
        if obligation.state is State.UNDECIDED:
            console.print(Text(f"  {obligation.rule} 未能判断：{obligation.reason}", style="dim"))
    for notice in (n for n in review.notices if n.code != "previous_set_aside"):
        console.print(Text(f"读取说明：{notice.message}", style="dim"))
    return stream.getvalue()


def _numbers(review: Review) -> list[Text]:
    """Every number with its verdict, the words before it, and what it was held against or why it was not."""
    lines = [Text(), Text("文中数字逐个列出：", style="bold")]
    for mention in review.mentions:
        before = review.text[max(0, mention.start - 16) : mention.start].rpartition("\n")[2]
        line = Text(f"  {VERDICT[mention.verdict]} {before}")
        line.append(mention.text, style="bold underline")
        told = "、".join(cell_name(review, ref) for ref in mention.refs)
        line.append("".join(f"　{part}" for part in (told, mention.note) if part), style="dim")
        lines.append(line)
    return lines


def _finding(review: Review, finding: Finding) -> list[Text]:
    head = Text(f"{SEVERITY[finding.severity]} {finding.rule} ", style=_STYLE[finding.severity])
    head.append(finding.message, style="default")
    lines = [head]
    if finding.start is not None and finding.end is not None:
        lines += _quoted(review, finding.start, finding.end)
    return lines


def _quoted(review: Review, start: int, end: int) -> list[Text]:
    """The sentence with text[start:end] underlined, and below it a line of marks for terminals without underlining."""
    left, right = sentence_around(review.text, start, end)
    before, quote, after = (review.text[a:b].replace("\n", " ") for a, b in ((left, start), (start, end), (end, right)))
    section = review.section_at(start)
    place = f"〔{section.title if section.id != '0' else '开头'}〕" if section else ""
    line = Text(f"    {place}{before}")
    line.append(quote, style="bold underline")
    line.append(after)
    marks = " " * cell_len(f"    {place}{before}") + "~" * cell_len(quote)
    return [line, Text(marks, style="red")]
