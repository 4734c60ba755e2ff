"""Notes that cannot go into the report as they are: against the tables, saying what they say, or fitting no place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.check import check, masked
from drafter.documents import Mention, Report, Sentence, Verdict
from drafter.draft.against import against, cell_says
from drafter.draft.alone import RULES, contradiction, last_year, mentions, wrong_direction
from drafter.draft.brief import Brief
from drafter.draft.notes import Note
from drafter.library.place import Place, place_of

_CLAUSE = re.compile(r"[^，；。]+[，；。]")
_LEFT = "t3.carried_out.total"
# A note taken from a template: as words of a report it says nothing, and a slot among them would be taken for ours.
_UNFILLED = re.compile(r"\{\{|\}\}")
# Said of applications while some are carried over: whatever the words 按期 leave open, the table has some not done.
_ALL_DONE = re.compile(
    r"(?:全部|均|都)(?:已|经|按期|按时|如期|依法|按规定|在(?:法定|规定)?(?:期限|时限)?内)*(?:全部)?办结"
)
_WHEN_AND_WHO = re.compile(r"^(?:(?:20\d\d年度?|全年|年内|本年度?|我[局镇乡县市区委办厅]|本机关)+)")


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """A question about one note (the first, where it is about several)."""

    number: int
    question: str


def without_repeated(brief: Brief) -> tuple[Brief, tuple[Doubt, ...]]:
    """The brief without what its notes say against the tables or in the tables' own words, and questions on it.

    A note that begins 全年未收到申请 loses that clause, for the composer says it; one that tells a figure of the tables
    is kept, for it may say more than the figure, and asked about.
    """
    kept: list[Note] = []
    doubts: list[Doubt] = []
    for note in brief.notes:
        if _UNFILLED.search(note.text):
            asks = f"工作素材第{note.number}条里有没填的花括号，没有写入：“{note.text}”请改成实际的数字或者文字。"
            doubts.append(Doubt(note.number, asks))
            continue
        place = place_of(note.heading, note.text)
        private = masked(note.text)
        if private.kinds:
            kinds = "、".join(private.kinds)
            asks = f"工作素材第{note.number}条含有个人信息（{kinds}），没有写入：“{private.text}”请删去后重新起草。"
            doubts.append(Doubt(note.number, asks))
            continue
        wrong = contradiction(brief, note.text, place)
        unfinished = _ALL_DONE.search(note.text) if place is Place.REQUESTS and brief.is_positive(_LEFT) else None
        if wrong:
            doubts.append(_against(note, wrong.text, against(brief, wrong)))
            continue
        turned = wrong_direction(brief, note.text)
        if turned:
            says = "，".join(cell_says(brief, key, brief.amount(key) or 0) for key in turned.refs)
            doubts.append(_against(note, turned.quote or note.text, says))
            continue
        if unfinished:
            says = cell_says(brief, _LEFT, brief.amount(_LEFT) or 0)
            doubts.append(_against(note, unfinished[0], says))
            continue
        found = mentions(brief, note.text) if place is Place.REQUESTS else ()
        rest = _unsaid(note, found)
        if rest == note.text and any(m.verdict is Verdict.MATCHED for m in found):
            asks = f"工作素材第{note.number}条说的数字表格里已有，正文可能重复，请看是否删去：“{note.text}”"
            doubts.append(Doubt(note.number, asks))
        kept += [replace(note, text=rest)] if rest else []
    left = replace(brief, notes=tuple(kept))
    return left, (*doubts, *_unplaced(left), *_guessed(left))


def contradicted(brief: Brief, report: Report, sentences: Sequence[Sentence]) -> tuple[tuple[Sentence, Mention], ...]:
    """Sentences of notes and supplementary figures that, where they stand in `report`, are against the tables.

    They would put a wrong figure under the writer's name, and only the writer knows which of the two is right.
    """
    given = [s for s in sentences if s.origin == "notes" or any(ref.startswith("sup.") for ref in s.refs)]
    wrong = [m for m in check(report, last_year(brief), select=RULES).mentions if m.verdict is Verdict.CONTRADICTED]
    return tuple((s, m) for s in given for m in wrong if s.start <= m.start < s.end)


def without(brief: Brief, found: Sequence[tuple[Sentence, Mention]]) -> tuple[Brief, tuple[Doubt, ...]]:
    """The brief without the notes of those sentences, and the questions on them."""
    doubts = {
        number: _against(_note(brief, number), m.text, against(brief, m))
        for s, m in reversed(found)
        for number in s.notes[:1]
    }
    left = replace(brief, notes=tuple(note for note in brief.notes if note.number not in doubts))
    return left, tuple(doubts.values())


def _note(brief: Brief, number: int) -> Note:
    return next(note for note in brief.notes if note.number == number)


def _unplaced(brief: Brief) -> Iterator[Doubt]:
    for note in brief.placed.get(None, ()):
        asks = f"工作素材第{note.number}条看不出该写在哪一部分，没有写入：“{note.text}”请在前面注明，如“监督保障：”。"
        yield Doubt(note.number, asks)


def _guessed(brief: Brief) -> Iterator[Doubt]:
    """One question for each heading of the notes that names no place: where its notes went by their words."""
    for under in dict.fromkeys(note.under for note in brief.notes if note.under):
        went = {
            note.number: place
            for place, notes in brief.placed.items()
            if place
            for note in notes
            if note.under == under
        }
        if went:
            listed = "；".join(f"第{number}条写入“{place.heading}”" for number, place in sorted(went.items()))
            yield Doubt(min(went), f"小标题“{under}”不是报告的部分名称，下面的工作素材按内容归类：{listed}。请核对。")


def _unsaid(note: Note, found: Sequence[Mention]) -> str:
    """The note without the clauses it begins with that say only what the tables say; "" if all do."""
    start = 0
    for clause in _CLAUSE.finditer(note.text):
        words = _WHEN_AND_WHO.sub("", clause[0].strip("，；。"))
        if not any(m.verdict is Verdict.MATCHED and m.kind == "claim" and m.text == words for m in found):
            break
        start = clause.end()
    return note.text[start:]


def _against(note: Note, words: str, says: str) -> Doubt:
    asks = f"工作素材第{note.number}条中的“{words}”与表格不符（{says}），这一条没有写入：“{note.text}”请核对后改正。"
    return Doubt(note.number, asks)
