"""One draft judged: its blemishes one by one, and the counts that sums are made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from drafter.check import check
from drafter.documents import Draft, Frozen, Mention
from drafter.evaluate.drafts.backing import Backing
from drafter.evaluate.drafts.coverage import STATES, Asked, asked_of, notes_told
from drafter.evaluate.drafts.drawn_notes import kind_of
from drafter.evaluate.drafts.names import unsupplied
from drafter.evaluate.drafts.numbers import Ground, numbers
from drafter.evaluate.drafts.slots import misread, slotted_figures
from drafter.evaluate.drafts.wording import (
    copied_runs,
    like_openings,
    repeated_grams,
    section_lengths,
    strange_clauses,
)

_QUOTED = re.compile("“[^”]*”")
_ITS_OWN = re.compile(r"https?://[\w.:/]+|(?:(?:prev|share|change|growth)[.:])*t\d\.[\w.+/: -]*\w|[pne]?\d+(?:\.\d+)?")
_OPEN_GAPS = "TXT101"
"""The rule on unfilled gaps: a draft asks its writer about them one by one."""


class Fault(StrEnum):
    """What is wrong with a stretch of a finished draft; the value is what the user reads."""

    CONTRADICTED = "数字与表格不符"
    UNACCOUNTED = "数字没有出处"
    WRONG_SLOT = "数字用错地方"
    NAME = "名称日期没有出处"
    DEED = "做法没有出处"
    COPIED = "照抄别的机关"


class Blemish(Frozen):
    """A stretch of a finished draft that nothing supports: the words, the sentence they stand in and its origin."""

    fault: Fault
    quote: str
    sentence: str
    origin: str
    note: str = ""


class Judged(Frozen):
    """A judged draft. `unread_slots` among its counts are right but not found by a reader."""

    blemishes: tuple[Blemish, ...]
    counts: dict[str, int]
    missing: tuple[str, ...]
    findings: dict[str, int]
    fallen: dict[str, int]
    lengths: dict[str, str]


def judged(draft: Draft, backing: Backing, others: tuple[tuple[str, str], ...]) -> Judged:
    """Judge a finished draft by its text, as its reader has it; `others`: (organ, narrative) of example reports."""
    review = check(draft.report, backing.previous, ignore=[_OPEN_GAPS])
    asked = asked_of(draft, review.mentions, backing)
    notes = notes_told(draft, backing)
    blemishes, counts = _blemishes(draft, review.mentions, backing, others)
    counts.update(_counted(draft, asked, notes))
    lengths = section_lengths(draft, kind_of(draft.report.agency or ""))
    counts.update({f"length_{section}": length for section, (length, _) in lengths.items()})
    return Judged(
        blemishes=tuple(blemishes),
        counts=dict(sorted(counts.items())),
        missing=tuple(item.what for item in (*asked, *notes) if item.state == "missing"),
        findings=dict(Counter(finding.rule for finding in review.findings)),
        fallen=dict(Counter(_alike(reason) for fallen in draft.fallen for reason in fallen.reasons)),
        lengths={section: verdict for section, (_, verdict) in lengths.items()},
    )


def _blemishes(
    draft: Draft, mentions: Sequence[Mention], backing: Backing, others: tuple[tuple[str, str], ...]
) -> tuple[list[Blemish], Counter[str]]:
    found: list[Blemish] = []
    counts: Counter[str] = Counter()

    def add(fault: Fault, start: int, end: int, note: str = "") -> None:
        sentence = next((s for s in draft.sentences if s.start <= start < s.end), None)
        words, origin = (sentence.text, sentence.origin) if sentence else ("", "")
        found.append(Blemish(fault=fault, quote=draft.report.text[start:end], sentence=words, origin=origin, note=note))

    for number in numbers(draft, mentions, backing):
        counts["numbers"] += 1
        if number.ground in (Ground.WRONG, Ground.NONE):
            add(Fault.CONTRADICTED if number.ground is Ground.WRONG else Fault.UNACCOUNTED, number.start, number.end)
    slots = slotted_figures(draft, backing)
    wrong, unread = misread(slots, mentions, backing)
    counts.update(slots=len(slots), unread_slots=len(unread))
    for slot in wrong:
        add(Fault.WRONG_SLOT, slot.start, slot.end, slot.slot)
    for name in unsupplied(draft.report.text, backing, draft.report.year or 0):
        add(Fault.NAME, name.start, name.end, name.kind)
    counts["clauses"], strange = strange_clauses(draft, backing)
    for clause in strange:
        add(Fault.DEED, clause.start, clause.end, clause.run)
    for start, end in copied_runs(draft, backing, others):
        add(Fault.COPIED, start, end)
    return found, counts


def _alike(reason: str) -> str:
    """A reason without what is its own: words quoted, slots, ids, addresses; the same fault is counted as one."""
    return _ITS_OWN.sub("…", _QUOTED.sub("“…”", reason))


def _counted(draft: Draft, asked: Sequence[Asked], notes: Sequence[Asked]) -> dict[str, int]:
    counts = {f"asks_{state}": sum(item.state == state for item in asked) for state in STATES}
    counts |= {f"notes_{state}": sum(item.state == state for item in notes) for state in STATES}
    counts["repeated_grams"], counts["grams"] = repeated_grams(draft)
    counts["like_openings"], counts["sentences"] = like_openings(draft)
    counts["by_model"] = sum(sentence.origin == "model" for sentence in draft.sentences)
    counts["by_composer"] = sum(sentence.origin == "composer" for sentence in draft.sentences)
    counts["fallen"] = len(draft.fallen)
    counts["questions"] = len(draft.questions)
    return counts
