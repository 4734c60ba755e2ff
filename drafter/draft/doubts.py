"""Notes that cannot go into the report as they are: against the tables, saying what they say, or fitting no place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.check import check
from drafter.documents import Mention, Report, Sentence, Source, Verdict
from drafter.draft.brief import Brief
from drafter.draft.notes import Note
from drafter.draft.place import Place
from drafter.form import Ledger

# The verdicts on numbers do not depend on which rules run; one family is enough.
_RULES = ("NUM",)
_CLAUSE = re.compile(r"[^，；。]+[，；。]")
_WHEN_AND_WHO = re.compile(r"^(?:(?:20\d\d年度?|全年|年内|本年度?|我[局镇乡县市区委办厅]|本机关)+)")


def without_repeated(brief: Brief) -> tuple[Brief, tuple[str, ...]]:
    """The brief without what its notes say of the tables in the tables' own words, and questions on what is left.

    A note that begins 全年未收到申请 loses that clause, for the composer says it; one that tells a figure of the tables
    is kept, for it may say more than the figure, and asked about.
    """
    kept: list[Note] = []
    questions: list[str] = []
    for note in brief.notes:
        mentions = _mentions(brief, note) if note in brief.notes_at(Place.REQUESTS) else ()
        rest = _unsaid(note, mentions)
        if rest == note.text and any(m.verdict is Verdict.MATCHED for m in mentions):
            questions.append(f"工作要点第{note.number}条说的数字表格里已有，正文可能重复，请看是否删去：“{note.text}”")
        kept += [replace(note, text=rest)] if rest else []
    left = replace(brief, notes=tuple(kept))
    return left, (*questions, *_unplaced(left))


def contradicted(brief: Brief, report: Report, sentences: Sequence[Sentence]) -> dict[int, str]:
    """Numbers of the notes that say otherwise than the tables where they stand in `report` → the question to ask.

    Such a note would put a wrong figure under the writer's name, and only the writer knows which of the two is right.
    """
    found: dict[int, str] = {}
    texts = {note.number: note.text for note in brief.notes}
    told = [sentence for sentence in sentences if sentence.notes]
    for mention in check(report, _last_year(brief), select=_RULES).mentions:
        if mention.verdict is not Verdict.CONTRADICTED:
            continue
        for sentence in told:
            if sentence.start <= mention.start < sentence.end:
                number = sentence.notes[0]
                found.setdefault(number, _against(number, texts[number], mention))
    return found


def without(brief: Brief, numbers: Sequence[int]) -> Brief:
    """The brief without the notes of those numbers."""
    return replace(brief, notes=tuple(note for note in brief.notes if note.number not in numbers))


def _unplaced(brief: Brief) -> Iterator[str]:
    for note in brief.placed.get(None, ()):
        yield f"工作要点第{note.number}条看不出该写在哪一部分，没有写入：“{note.text}”请在前面注明，如“监督保障：”。"


def _unsaid(note: Note, mentions: Sequence[Mention]) -> str:
    """The note without the clauses it begins with that say only what the tables say; "" if all do."""
    start = 0
    for clause in _CLAUSE.finditer(note.text):
        words = _WHEN_AND_WHO.sub("", clause[0].strip("，；。"))
        if not any(m.verdict is Verdict.MATCHED and m.kind == "claim" and m.text == words for m in mentions):
            break
        start = clause.end()
    return note.text[start:]


def _against(number: int, text: str, mention: Mention) -> str:
    return (
        f"工作要点第{number}条中的“{mention.text}”与表格不符（表格为{mention.expected}），这一条没有写入："
        f"“{text}”请核对后改正。"
    )


def _mentions(brief: Brief, note: Note) -> tuple[Mention, ...]:
    """The numbers of a note, read by itself, with what the tables say of them."""
    report = _report(brief, brief.ledger, note.text, brief.year)
    return check(report, _last_year(brief), select=_RULES).mentions


def _last_year(brief: Brief) -> Report | None:
    previous = brief.ledger.previous
    return _report(brief, previous, "", brief.year - 1) if previous else None


def _report(brief: Brief, ledger: Ledger, text: str, year: int) -> Report:
    return Report(
        source=Source(name="notes", sha256="", format="text"),
        agency=brief.organ.agency,
        year=year,
        edition="2019" if ledger.edition.id == "2019" else "2021",
        text=text,
        figures=dict(ledger.cells),
    )
