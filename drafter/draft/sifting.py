"""Supplementary figures that cannot be told as they are: every one is written or becomes a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.documents import Mention, Sentence, Verdict
from drafter.draft.against import against, cell_says
from drafter.draft.alone import mentions
from drafter.draft.brief import Brief
from drafter.draft.calling import called, is_part
from drafter.draft.extras import place_for, told_by_note, told_otherwise
from drafter.draft.official import cells_named, in_unit_of
from drafter.draft.slot import numeral
from drafter.form import Supplementary
from drafter.library.place import Place

_ASK = "请核对。"
_NOTHING = re.compile(r"未|没有|无|零|(?<![\d.])0(?:\.0+)?(?:元|件|万元)")


def sifted(brief: Brief) -> tuple[Brief, tuple[str, ...]]:
    """The brief without the figures that are doubtful or the tables' own, and questions on the doubtful ones."""
    kept: list[Supplementary] = []
    questions: list[str] = []
    for extra in brief.figures:
        doubt = _doubt(brief, extra, kept)
        if doubt is None:
            kept.append(extra)
        elif doubt:
            questions.append(f"补充数据“{said(extra)}”{doubt}")
    dropped, parts = _too_many_parts(kept)
    return replace(brief, extras=tuple(e for e in kept if e not in dropped)), (*questions, *parts)


def left_over(brief: Brief, sentences: Sequence[Sentence], asked: Sequence[str]) -> Iterator[str]:
    """Yield a question on every figure that no sentence, no note and no question speaks of."""
    told = {ref for sentence in sentences for ref in sentence.refs}
    for extra in brief.ledger.supplementary:
        name = f"补充数据“{said(extra)}”"
        written = f"sup.{extra.name}" in told and extra in brief.figures
        equal = _equal(brief, extra)
        if written or told_by_note(brief, extra) or any(question.startswith(name) for question in asked):
            continue
        if (equal and set(equal) <= told) or (not extra.value and _no_fee(brief, extra)):
            continue
        yield f"{name}没有写入正文：{'表格里已有这个数字' if equal else '没有适合它的句子'}，请看是否要写。"


def dropped(brief: Brief, found: Sequence[tuple[Sentence, Mention]]) -> tuple[Brief, tuple[str, ...]]:
    """The brief without the figures of sentences that turned out to be against the tables, and questions on them."""
    wrong = {ref: mention for sentence, mention in found for ref in sentence.refs if ref.startswith("sup.")}
    out = [extra for extra in brief.figures if f"sup.{extra.name}" in wrong]
    questions = tuple(
        f"补充数据“{said(extra)}”可能与表格不符（{against(brief, wrong[f'sup.{extra.name}'])}），没有写入。{_ASK}"
        for extra in out
    )
    return replace(brief, extras=tuple(extra for extra in brief.figures if extra not in out)), questions


def said(extra: Supplementary) -> str:
    """A figure as its writer put it: name, value, unit."""
    return f"{extra.name}{numeral(extra.value)}{extra.unit}"


def _doubt(brief: Brief, extra: Supplementary, kept: Sequence[Supplementary]) -> str | None:
    """Why a figure is not told, as the end of a question; "" where that needs no question, None where it is told."""
    fee = place_for(extra) is Place.OTHER
    if not extra.name.strip():
        return "没有名称，没有写入。请补填名称。"
    if not extra.unit:
        return "没有单位，没有写入。请补填单位。"
    if extra.value < 0:
        return f"是负数，没有写入。{_ASK}"
    if extra.value == 0 and not fee:
        return "为零，没有写入。确需说明的，请写进工作素材。"
    twin = next((other for other in kept if other.name == extra.name), None)
    if twin:
        same = (twin.value, twin.unit) == (extra.value, extra.unit)
        return "" if same else f"与前面的“{said(twin)}”同名而数字不同，没有写入。{_ASK}"
    note = told_otherwise(brief, extra)
    if note:
        return f"与工作素材第{note.number}条（“{note.text}”）的数字不同，没有写入。{_ASK}"
    return _against_tables(brief, extra)


def _against_tables(brief: Brief, extra: Supplementary) -> str | None:
    cells = cells_named(brief.ledger.edition, extra)
    if cells and not is_part(extra.name):
        known = [(cell.key, amount) for cell in cells if (amount := brief.amount(cell.key)) is not None]
        if not known:
            return "是表格里的数字，表中对应的格空着，没有写入。请补填表格。"
        if any(amount == in_unit_of(cell, extra) for cell in cells for key, amount in known if key == cell.key):
            return ""
        listed = "、".join(cell_says(brief, key, amount) for key, amount in known)
        return f"与表格不符（{listed}），没有写入。{_ASK}"
    wrong = next((m for m in _read(brief, extra) if m.verdict is Verdict.CONTRADICTED), None)
    if wrong:
        return f"与表格不符（{against(brief, wrong)}），没有写入。{_ASK}"
    return _beyond_requests(brief, extra) or ("" if _equal(brief, extra) else None)


def _beyond_requests(brief: Brief, extra: Supplementary) -> str | None:
    """Applications counted by channel or content cannot be more than there were."""
    counts = [brief.amount(key) for key in ("t3.new.total", "t3.carried_in.total")]
    received = sum(count for count in counts if count)
    if place_for(extra) is not Place.REQUESTS or extra.unit != "件" or "申请" not in called(extra).words:
        return None
    if counts[0] is None or extra.value <= received:
        return None
    return f"多于表三的申请数（新收和上年结转共{numeral(received)}件），没有写入。{_ASK}"


def _equal(brief: Brief, extra: Supplementary) -> tuple[str, ...]:
    """The cells that a figure is, where it is equal to what they hold; nothing where it is a figure of its own."""
    for cell in cells_named(brief.ledger.edition, extra):
        if brief.amount(cell.key) == in_unit_of(cell, extra):
            return (cell.key,)
    return next((m.refs for m in _read(brief, extra) if m.verdict is Verdict.MATCHED and m.kind == "figure"), ())


def _read(brief: Brief, extra: Supplementary) -> list[Mention]:
    """The figure as the checker reads it: under its writer's name and as the report says it, bare and headed."""
    said_so = (
        f"{extra.name}{numeral(extra.value)}{extra.unit}。",
        f"{called(extra).words}{numeral(extra.value)}{extra.unit}。",
    )
    title = place_for(extra).heading
    texts = [text for words in dict.fromkeys(said_so) for text in (words, f"{title}\n{words}")]
    return [mention for text in texts for mention in mentions(brief, text)]


def _no_fee(brief: Brief, extra: Supplementary) -> bool:
    """Whether a fee of nothing is what a note on the fee says."""
    notes = brief.notes_at(Place.OTHER) if place_for(extra) is Place.OTHER else ()
    return any("收" in note.text and _NOTHING.search(note.text) for note in notes)


def _too_many_parts(kept: Sequence[Supplementary]) -> tuple[list[Supplementary], list[str]]:
    """Parts (其中) that together come to more than their whole, and the questions on them."""
    out: list[Supplementary] = []
    questions: list[str] = []
    whole: Supplementary | None = None
    parts: list[Supplementary] = []
    for extra in (*kept, None):
        if extra is not None and is_part(extra.name):
            parts.append(extra)
            continue
        if whole and parts and sum(part.value for part in parts if part.unit == whole.unit) > whole.value:
            out += parts
            questions += [
                f"补充数据“{said(part)}”与同列各项之和多于“{said(whole)}”，没有写入。{_ASK}" for part in parts
            ]
        whole, parts = extra, []
    return out, questions
