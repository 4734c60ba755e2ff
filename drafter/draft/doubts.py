"""Notes that cannot go into the report as they are: those that contradict the tables, those that no place fits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.check import check
from drafter.documents import Mention, Report, Source, Verdict
from drafter.draft.brief import Brief
from drafter.draft.notes import Note
from drafter.draft.place import Place
from drafter.form import Ledger

# The verdicts on a note's numbers do not depend on which rules run; the cheapest family is enough.
_RULES = ("NUM",)
_CLAUSE = re.compile(r"[^，；。]+[，；。]")
_WHEN_AND_WHO = re.compile(r"^(?:(?:20\d\d年度?|全年|年内|本年度?|我[局镇乡县市区委办厅]|本机关|，)+)")


def without_doubtful(brief: Brief) -> tuple[Brief, tuple[str, ...]]:
    """The brief without the notes that contradict its tables, and a question for every note that needs a second look.

    A contradicted note would put a wrong figure under the writer's name, so it is left out and shown to the writer;
    a note whose figures the tables hold already is kept, for it may say more than they do.
    """
    kept: list[Note] = []
    questions: list[str] = []
    told = brief.notes_at(Place.REQUESTS)
    for note in brief.notes:
        mentions = _mentions(brief, note)
        contradicted = next((m for m in mentions if m.verdict is Verdict.CONTRADICTED), None)
        if contradicted:
            questions.append(_against(note, contradicted))
            continue
        rest = _unsaid(note, mentions) if note in told else note.text
        if rest == note.text and note in told and any(m.verdict is Verdict.MATCHED for m in mentions):
            questions.append(f"工作要点第{note.number}条说的数字表格里已有，正文可能重复，请看是否删去：“{note.text}”")
        kept += [replace(note, text=rest)] if rest else []
    settled = replace(brief, notes=tuple(kept))
    return settled, (*questions, *_unplaced(settled))


def _unsaid(note: Note, mentions: Sequence[Mention]) -> str:
    """The note without the clauses it begins with that say only what the tables say (全年未收到申请); "" if all do."""
    start = 0
    for clause in _CLAUSE.finditer(note.text):
        words = _WHEN_AND_WHO.sub("", clause[0].strip("，；。"))
        if not any(m.verdict is Verdict.MATCHED and m.kind == "claim" and m.text == words for m in mentions):
            break
        start = clause.end()
    return note.text[start:]


def _unplaced(brief: Brief) -> Iterator[str]:
    for note in brief.placed.get(None, ()):
        yield f"工作要点第{note.number}条看不出该写在哪一部分，没有写入：“{note.text}”请在前面注明，如“监督保障：”。"


def _against(note: Note, mention: Mention) -> str:
    return (
        f"工作要点第{note.number}条中的“{mention.text}”与表格不符（表格为{mention.expected}），这一条没有写入："
        f"“{note.text}”请核对后改正。"
    )


def _mentions(brief: Brief, note: Note) -> tuple[Mention, ...]:
    """The numbers of a note with what the tables say of them."""
    ledger = brief.ledger
    previous = _report(brief, ledger.previous, "", brief.year - 1) if ledger.previous else None
    return check(_report(brief, ledger, note.text, brief.year), previous, select=_RULES).mentions


def _report(brief: Brief, ledger: Ledger, text: str, year: int) -> Report:
    return Report(
        source=Source(name="notes", sha256="", format="text"),
        agency=brief.organ.agency,
        year=year,
        edition="2019" if ledger.edition.id == "2019" else "2021",
        text=text,
        figures=dict(ledger.cells),
    )
