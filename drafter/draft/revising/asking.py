"""A sentence that no exchange of words can mend, reworded by a model: asked, judged, asked once more, or left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafter.documents import Mention, Proposal, Remark
from drafter.draft.answer import Wordings
from drafter.draft.evidence import Evidence, Offer, Said, offers, slotted_note
from drafter.draft.guards import judge
from drafter.draft.lines import organ_lines, slot_lines
from drafter.draft.notes import Note
from drafter.draft.phrase import Phrase, joined, plain
from drafter.draft.revising.diffing import diffed
from drafter.draft.revising.facts import facts
from drafter.draft.revising.scene import Scene
from drafter.draft.revising.slotted import slot_of
from drafter.draft.wording import sentences
from drafter.draft.writing import Spread, in_turn
from drafter.errors import ModelError
from drafter.models import Asked

if TYPE_CHECKING:
    from drafter.draft.prompts import Template  # loads what it reads files with

LONG = "过长的句子"
"""The weakness that a model may mend: nothing has to be known beyond the sentence."""

_ON_NUMBERS = ("NUM101", "NUM102", "NUM103", "CHG101", "CHG102", "CHG103", "CHG104", "CHG105", "ZER101", "ZER102")
_OLD, _RIGHT = "n1", "p1"
_AROUND = 80
_KEPT = 0.6  # of the word pairs of the old sentence that the new one has too
_MOST = 3  # sentences that one may be cut into
_PAIR = re.compile(r"(?=([一-鿿]{2}))")
_LABEL = re.compile(r"^[一二三四五六七八九十\d]+[、.]|^（[一二三四五六七八九十]+）|（[^（）]*）$")


@dataclass(frozen=True)
class Rewording:
    """Who words sentences anew, by which prompt; `rounds`: how often one is asked for, the first time included."""

    asked: Asked
    template: Template
    spread: Spread = field(default=in_turn)
    rounds: int = 2

    def record(self, asked: int, taken: int, failed: int) -> dict[str, str]:
        """What the revision's record says of the model, and of the sentences it was asked for."""
        counts = {"model.asked": str(asked), "model.taken": str(taken), "model.failed": str(failed)}
        return {"writer": self.asked.id, "prompt.revise": self.template.version, **counts}


@dataclass(frozen=True)
class Reworded:
    """What became of a remark: the proposal, or why there is none; `failed`: the model gave no answer at all."""

    remark: Remark
    proposal: Proposal | None = None
    reason: str = ""
    failed: bool = False


@dataclass(frozen=True)
class _Task:
    """A sentence to be worded anew: its place, what is wrong, and the number or statement that is."""

    remark: Remark
    start: int
    end: int
    evidence: Evidence
    wrong: Mention | None = None
    slot: str = ""

    @property
    def old(self) -> str:
        return self.evidence.notes[_OLD].text


def reword(scene: Scene, remarks: Sequence[Remark], taken: Sequence[Proposal], terms: Rewording) -> list[Reworded]:
    """Ask for the sentences of those remarks that a model may mend; sentences that are changed already are left."""
    tasks = [task for remark in remarks if (task := _task(scene, remark)) is not None]
    free = [task for task in tasks if not any(p.start < task.end and task.start < p.end for p in taken)]
    single = {task.start: task for task in reversed(free)}
    return list(terms.spread(lambda task: _reworded(scene, task, terms), [single[at] for at in sorted(single)]))


def _task(scene: Scene, remark: Remark) -> _Task | None:
    if remark.start is None or remark.end is None:
        return None
    start, end = _whole(scene.text, remark.start, remark.end)
    old = scene.text[start:end]
    section = scene.review.section_at(start)
    heading = section.title if section else ""
    wrong = next((m for m in scene.review.mentions if (m.start, m.end) == (remark.start, remark.end)), None)
    right: dict[str, Phrase] = {}
    slot = ""
    if remark.rule in _ON_NUMBERS and remark.kind == "finding":
        slot = slot_of(wrong.expr) if wrong and wrong.expr else ""
        known = wrong is not None and slot and all(scene.is_sure(key) for key in wrong.refs)
        value = scene.brief.fill(slot) if known else None
        if value is None or wrong is None:
            return None
        right = {_RIGHT: _told(scene, wrong.refs, value)}
    elif remark.rule != LONG:
        return None
    evidence = Evidence(scene.brief, heading, right, {_OLD: Note(1, old, None)}, {})
    return _Task(remark, start, end, evidence, wrong if right else None, slot)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence from one full stop to the next."""
    left = max(text.rfind(stop, 0, start) for stop in "。！？\n") + 1
    stops = [at for stop in "。！？\n" if (at := text.find(stop, max(start, end - 1))) >= 0]
    right = min(stops, default=len(text))
    return left, right + (right < len(text) and text[right] != "\n")


def _told(scene: Scene, refs: Sequence[str], value: Phrase) -> Phrase:
    """What the tables say, by the names of their rows."""
    cells = [cell for key in refs if (cell := scene.ledger.edition.cell(key.removeprefix("prev.")))]
    names = "、".join(dict.fromkeys(_LABEL.sub("", cell.row.label) for cell in cells))
    return joined([plain(f"{names}{'' if value.text.endswith('%') else '为'}"), value])


def _reworded(scene: Scene, task: _Task, terms: Rewording) -> Reworded:
    returned: list[str] = []
    for _ in range(terms.rounds):
        try:
            texts = _ask(scene, task, terms, returned)
        except ModelError as error:
            return Reworded(task.remark, None, f"模型没有给出可用的回答：{error}", failed=True)
        new, reasons = _judged(scene, task, texts)
        if new:
            return Reworded(task.remark, _proposal(task, new))
        returned = [f"{text}｜{'；'.join(reasons)}" for text in texts] or ["（没有给出句子）"]
    return Reworded(task.remark, None, returned[0].rpartition("｜")[2] if returned else "")


def _ask(scene: Scene, task: _Task, terms: Rewording, returned: Sequence[str]) -> list[str]:
    around = scene.text[max(0, task.start - _AROUND) : task.start] + "……" + scene.text[task.end : task.end + _AROUND]
    prompt = terms.template.prompt(
        task.remark.section or "",
        organ=organ_lines(scene.brief),
        section=task.evidence.heading,
        sentence=_shown(task),
        slots=slot_lines(_offers(task)),
        reason=f"{task.remark.why}。{task.remark.asks}",
        around=around,
        returned="\n".join(returned),
    )
    texts = terms.asked.ask(prompt, Wordings).value.texts
    whole = [sentence for text in texts for sentence in sentences(text.strip())] if task.wrong is None else texts[:1]
    return whole[: _MOST + 1]


def _shown(task: _Task) -> str:
    """The old sentence, its figures in slots; the one that is wrong in the slot of what is right."""
    shown = slotted_note(task.evidence, _OLD)
    wrong = _wrong_slot(task)
    if not wrong or task.wrong is None:
        return shown
    unit = "" if task.wrong.unit == "%" else f"|{task.wrong.unit}"
    return re.sub(rf"\{{\{{{re.escape(wrong)}(?:\|[^{{}}]*)?\}}\}}", f"{{{{{task.slot}{unit}}}}}", shown)


def _offers(task: _Task) -> list[Offer]:
    wrong = _wrong_slot(task)
    return [offer for offer in offers(task.evidence) if offer.slot != wrong]


def _wrong_slot(task: _Task) -> str:
    """The slot of the old sentence's figure that is wrong, "" where a statement without a digit is."""
    if task.wrong is None:
        return ""
    at = task.wrong.start - task.start
    return next((f.slot for f in task.evidence.of_note(_OLD) if f.start <= at < f.end or at <= f.start < at + 1), "")


def _judged(scene: Scene, task: _Task, texts: Sequence[str]) -> tuple[str, list[str]]:
    """The new wording where it stands everything, else what speaks against it."""
    if not texts or len(texts) > _MOST:
        return "", [f"要一到{_MOST}句"]
    before = scene.text[scene.text.rfind("\n", 0, task.start) + 1 : task.start]
    ids = (_OLD, *task.evidence.points)
    phrases: list[Phrase] = []
    for text in texts:
        told = judge(Said(text=text, evidence=ids), task.evidence, before + "".join(p.text for p in phrases))
        if told.phrase is None:
            return "", [fault.reason for fault in told.faults]
        phrases.append(told.phrase)
    wrong = _lacks(task, phrases)
    return ("", wrong) if wrong else ("".join(phrase.text for phrase in phrases), [])


def _lacks(task: _Task, phrases: Sequence[Phrase]) -> list[str]:
    """What the new wording leaves out: slots, each to be used once; dates, names and titles; most of the words."""
    used = Counter(filled.slot for phrase in phrases for filled in phrase.figures)
    wanted = {figure.slot for figure in task.evidence.of_note(_OLD)} - {_wrong_slot(task)}
    if task.slot and task.wrong and task.wrong.kind == "figure":
        wanted.add(task.slot)
    missing = [slot for slot in wanted if used[slot] != 1]
    if missing:
        return [f"每个数字都要用到，而且只用一次：{'、'.join(sorted(missing))}"]
    new = "".join("".join(phrase.text for phrase in phrases).split())
    own = task.old
    if task.wrong:
        own = own.replace(task.wrong.text, "", 1)
    lost = [fact for fact in facts(own) if fact not in new]
    if lost:
        return [f"漏掉了“{'”“'.join(lost)}”"]
    pairs = _PAIR.findall(own)
    if sum(pair in new for pair in pairs) < _KEPT * len(pairs):
        return ["丢掉了原句的内容，只改有毛病的地方"]
    return []


def _proposal(task: _Task, new: str) -> Proposal | None:
    edits = diffed(task.start, task.old, new)
    if not edits:
        return None
    remark = task.remark
    return Proposal(
        rules=(remark.rule,),
        severity=remark.severity,
        section=remark.section,
        start=edits[0].start,
        end=edits[-1].end,
        before=task.old.strip(),
        after=new,
        why=remark.why,
        origin="model",
        edits=edits,
    )
