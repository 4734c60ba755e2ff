"""五、存在的主要问题及改进情况: the writer's problems, and measures that answer them in the same order."""

from __future__ import annotations

import re

from drafter.draft.brief import Brief
from drafter.draft.notes import Note
from drafter.draft.phrase import plain
from drafter.draft.plan import Gap, Part, Point, Step, Told
from drafter.draft.telling import MARKS
from drafter.draft.wording import clause, sentences
from drafter.library.place import Place

_LAST_YEAR = re.compile(r"上(?:一)?年|去年")


def improvement(brief: Brief, heading: str) -> Part:
    """Plan section five. What is not in the notes is asked for: no problem and no measure is made up."""
    problems, measures = brief.notes_at(Place.PROBLEMS), brief.notes_at(Place.MEASURES)
    solved = brief.notes_at(Place.SOLVED)
    gap = _missing(problems, measures)
    first: list[Step] = _listed(problems, "problem") if problems else [gap] if gap else []
    second: list[Step] = [*_listed(measures, "measure"), *_unpaired(problems, measures)]
    if problems and gap:
        second = [gap]
    if brief.ledger.previous is not None and not solved:
        second.append(Gap("上年度报告提出的问题，本年度改进得怎样？可写入工作素材，小标题用“上年问题整改”。"))
    lead = "" if not solved or _LAST_YEAR.search(solved[0].text) else "上年问题改进情况："
    told = tuple(Told(note, "" if index else lead) for index, note in enumerate(solved))
    return Part("5", heading, (told, tuple(first), tuple(second)))


def _listed(notes: tuple[Note, ...], kind: str) -> list[Step]:
    if not notes:
        return []
    if len(notes) == 1:
        words = {kind: plain(clause(notes[0].text))}
        key = f"improvement.{kind}{'_named' if notes[0].text.startswith('针对') else ''}"
        return [Point(key, words, notes=(notes[0].number,))]
    marks = (*MARKS, *[""] * len(notes))
    # One list after a colon: 一是…；二是…。 A note of several sentences keeps its full stops, and so do the others.
    stop = "。" if any(len(sentences(note.text)) > 1 for note in notes) else "；"
    told = [Told(note, mark, stop) for note, mark in zip(notes, marks, strict=False)]
    return [Point(f"improvement.{kind}s"), *told[:-1], Told(notes[-1], told[-1].lead)]


def _unpaired(problems: tuple[Note, ...], measures: tuple[Note, ...]) -> list[Step]:
    """Questions on problems that no measure answers, and measures that answer no problem, paired in order."""
    if not problems or len(problems) == len(measures):
        return []
    if len(problems) > len(measures):
        left = "；".join(clause(note.text) for note in problems[len(measures) :])
        return [Gap(f"下列问题还没有对应的改进措施：{left}。", "其余问题的改进措施")]
    left = "；".join(clause(note.text) for note in measures[len(problems) :])
    return [Gap(f"下列改进措施没有对应的问题，请核对是否一一对应：{left}。")]


def _missing(problems: tuple[Note, ...], measures: tuple[Note, ...]) -> Gap | None:
    if problems and measures:
        return None
    if problems:
        return Gap("针对上面的问题，分别采取了或准备采取哪些改进措施？请按同样顺序写。", "针对上述问题的改进措施")
    if measures:
        return Gap("上面的改进措施针对的是本机关的哪些问题？请按同样顺序写。", "存在的主要问题")
    asks = "本机关政府信息公开工作有哪些具体问题（两三条，带原因），各有什么改进措施？"
    return Gap(asks, "存在的主要问题及改进情况")
