"""A report drafted from figures and notes, then read back; and the demonstration."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace

from drafter.check import check
from drafter.documents import Draft, Report, Review, Verdict
from drafter.draft import Note, compose, parse_notes
from drafter.draft.excerpt import excerpt, section_named
from drafter.draft.tone import Tone
from drafter.draft.writing import Writing
from drafter.errors import Defect, InputError, UsageError
from drafter.models import Usage
from drafter.pipeline.loading import load
from drafter.pipeline.modelling import COMPOSER, Modelling, writing_with
from drafter.settings import shipped

OPEN_GAPS = "TXT101"
"""The rule on unfilled gaps: those of a fresh draft are asked of the writer one by one instead."""


@dataclass(frozen=True)
class Drafted:
    """A finished draft and the review it passed; `usage`: what the model came to, None without one."""

    draft: Draft
    review: Review
    usage: Usage | None = None


@dataclass(frozen=True)
class Demo:
    """What the demonstration made: the example report read and checked, and a draft made of its figures."""

    report: Report
    previous: Report | None
    review: Review
    drafted: Drafted


def draft_report(
    figures: Report,
    previous: Report | None = None,
    *,
    notes: str = "",
    agency: str | None = None,
    year: int | None = None,
    tone: Tone = Tone.STANDARD,
    like: Report | None = None,
    suggest: bool = False,
    modelling: Modelling = COMPOSER,
    writing: Writing | None = None,
    variation: int = 0,
) -> Drafted:
    """Write a report from figures and work notes, then read it back.

    `agency` and `year` stand in where the figures do not name them; `notes` is Markdown or plain text, added to the
    notes a fill-in workbook carries. `like`: a report whose style is to be taken. `suggest`: ask the model what section
    five might say, as questions. `writing`: a model opened already, in place of the one that `modelling` names. Another
    `variation` is the composer's alone, in other words.

    Raises:
        InputError: the figures hold no official table.
        UsageError: neither the figures nor the caller name the organ or the year.
        SettingsError, LibraryError: what a model needs to write cannot be used.
        Defect: the draft contradicts its own figures; nothing is returned.
    """
    if not figures.figures:
        raise InputError("里面没有三张官方表格的数字，无法起草。请先填写数据填报表。", name=figures.source.name)
    agency, year = agency or figures.agency, year or figures.year
    if not agency or not year:
        missing = "、".join(n for n, v in (("机关名称（--agency）", agency), ("年度（--year）", year)) if not v)
        raise UsageError(f"{figures.source.name} 里没有写明{missing}，请用选项给出。")
    previous = previous or figures.last_years_report()
    points = points_of(figures, notes)
    ledger = figures.ledger(previous)
    opened = nullcontext(writing) if writing else writing_with(modelling, agency, tone, like)
    with nullcontext(None) if variation else opened as terms:
        draft = compose(
            ledger,
            agency=agency,
            year=year,
            notes=points,
            tone=tone,
            like=like.text if like else "",
            writing=terms,
            suggest=suggest and not variation,
            variation=variation,
        )
        usage = terms.asked.usage if terms else None
        draft = _with_sources(draft, terms.sources if terms else {})
    review = check(draft.report, previous, ignore=[OPEN_GAPS])
    wrong = [m for m in review.mentions if m.verdict is Verdict.CONTRADICTED]
    if wrong:
        told = "；".join(f"“{m.text}”应为 {m.expected}（{'、'.join(m.refs)}）" for m in wrong)
        raise Defect(f"起草的文字与表格不符，已停止，没有写出文件：{told}。这是 drafter 的缺陷，请反馈。")
    return Drafted(draft, review, usage)


def _with_sources(draft: Draft, sources: Mapping[str, str]) -> Draft:
    """The draft with the report that each passage it was grounded in comes from, in its record."""
    used = dict.fromkeys(key for sentence in draft.sentences for key in sentence.passages)
    told = {f"passage.{key}": sources[key] for key in used if key in sources}
    return draft.model_copy(update={"record": draft.record | told})


def points_of(figures: Report, notes: str) -> tuple[Note, ...]:
    """The work notes: those a fill-in workbook carries, then those given as text."""
    return parse_notes("\n".join([*(f"- {note}" for note in figures.notes), notes]))


def section_alone(drafted: Drafted, name: str) -> Drafted:
    """One section of a draft, by id or name, with the findings about it; the whole has been checked.

    Raises:
        UsageError: the report has no such section, or several are called so.
    """
    section = section_named(drafted.draft.report, name)
    review = drafted.review
    findings = tuple(f for f in review.findings if f.start is None or section.start <= f.start < section.end)
    left = review.model_copy(update={"findings": findings})
    return replace(drafted, draft=excerpt(drafted.draft, section), review=left)


def demo() -> Demo:
    """Run the main job on the corpus report that manifest.toml names for it."""
    corpus = shipped("corpus")
    manifest = tomllib.loads((corpus / "manifest.toml").read_text("utf-8"))
    files = {entry["id"]: corpus / entry["file"] for entry in manifest["reports"]}
    entry = next(e for e in manifest["reports"] if e["id"] == manifest["demo"])
    report = load(files[entry["id"]])
    previous = load(files[entry["previous"]]) if "previous" in entry else None
    notes = (corpus / manifest["demo_notes"]).read_text("utf-8")
    review = check(report, previous)
    return Demo(report, previous, review, draft_report(report, previous, notes=notes))
