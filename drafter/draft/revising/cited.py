"""Mendings of what is cited: numbers, articles and titles of the laws known."""

from __future__ import annotations

import re

from drafter.check.laws import ARTICLE, DECREE, NUMBER, TITLE, laws, spelt
from drafter.check.rules.law import REPORTING
from drafter.documents import Edit, Finding
from drafter.draft.revising.scene import Answer, Doubt, Mending, Scene

_TRIAL = re.compile(r"[（(]\s*试行\s*[）)]")
_RESTS_ON = re.compile(r"根据|按照|依据|依照|要求|格式|编制|规定")
_DECREE_CALLED = "国务院令"
_DUE = 50
_CLOSE = 8


def in_force(scene: Scene, finding: Finding) -> Answer:
    """A repealed number in a sentence on what the report rests on: that of the law of the same name in force."""
    if finding.start is None or finding.end is None:
        return Doubt("所引文件不适用于报告年度，请核对。")
    cited, year = scene.text[finding.start : finding.end], scene.review.year or 0
    called = DECREE.fullmatch(cited) is not None
    serving = [law for law in laws() if law.serves(year) and law.number.startswith(_DECREE_CALLED) == called]
    right = [law for law in serving if called or "格式" in law.title]
    left, end = scene.sentence(finding.start, finding.end)
    if len(right) != 1 or not _RESTS_ON.search(scene.text, left, end):
        return Doubt("所引文件不适用于报告年度，请核对。", tuple(law.number for law in right))
    edits = _renumbered(scene, finding.start, cited, right[0].number)
    if edits and "试行" not in right[0].title:
        edits = (*_without_trial(scene, finding.start), *edits)
    return Mending(edits) if edits else Doubt("所引文件不适用于报告年度，请核对。", (right[0].number,))


def number(scene: Scene, finding: Finding) -> Answer:
    """A misspelt number: that of the law it was written for."""
    if finding.start is None or finding.expected is None:
        return Doubt("文号写错了，请核对。")
    edits = _renumbered(scene, finding.start, finding.quote or "", finding.expected)
    return Mending(edits) if edits else Doubt("文号写错了，请核对。", (finding.expected,))


def article(scene: Scene, finding: Finding) -> Answer:
    """The article that a report rests on is the fiftieth; any other wrong article is the writer's to name."""
    match = ARTICLE.match(scene.text, finding.start or 0) if finding.start is not None else None
    if match is None or match["item"] or not REPORTING.match(scene.text, match.end()):
        return Doubt("条文号有误，请对照《政府信息公开条例》原文核对。")
    written = match["number"]
    new = str(_DUE) if written.isdigit() else "五十"
    return Mending((scene.edit(match.start("number"), match.end("number"), new),))


def title(scene: Scene, finding: Finding) -> Answer:
    """A title with a character wrong: the known one it is like."""
    match = TITLE.match(scene.text, finding.start or 0) if finding.start is not None else None
    if match is None or finding.expected is None:
        return Doubt("名称和文号不是同一个文件，请核对哪一个对。")
    right = finding.expected.strip("《》")
    if spelt(match["title"]) == right:
        return Doubt("名称有误，请核对。", (finding.expected,))
    return Mending((scene.edit(match.start("title"), match.end("title"), right),))


def _renumbered(scene: Scene, start: int, cited: str, right: str) -> tuple[Edit, ...]:
    """The parts of a number that differ from the right one; brackets and spaces stay as they are written."""
    for pattern in (DECREE, NUMBER):
        written, due = pattern.fullmatch(cited), pattern.fullmatch(right)
        if written and due:
            groups = [name for name in pattern.groupindex if written[name] != due[name]]
            return tuple(scene.edit(start + written.start(g), start + written.end(g), due[g]) for g in groups)
    return ()


def _without_trial(scene: Scene, start: int) -> tuple[Edit, ...]:
    """（试行） struck out of the title right before a number at `start`."""
    found = list(_TRIAL.finditer(scene.text, max(0, start - _CLOSE - 4), start))
    return (scene.edit(found[-1].start(), found[-1].end(), ""),) if found else ()
