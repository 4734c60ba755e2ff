"""What a rule is given: the report, last year's, the figures, and every number of the text with its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from drafter.check.amounts import Amounts
from drafter.check.outcome import NotApplicable, Undecided
from drafter.check.residuals import Residuals
from drafter.check.verdict import Reading, judge
from drafter.check.weighed import Weighed, weighed
from drafter.claims import bind
from drafter.claims.breakdown import Breakdown, breakdowns
from drafter.documents import Report, Section
from drafter.form import Edition, Ledger

WHOLE = 3  # sections that a text must show to be taken for a whole report
GOVERNMENT = ("人民政府", "政府", "管委会", "管理委员会", "党工委管委会")  # a government is called with or without it


class Need(StrEnum):
    """What a rule cannot do without; a report that lacks it is not judged by the rule, and the review says so."""

    TABLES = "tables"
    PREVIOUS = "previous"
    TEXT = "text"
    WHOLE = "whole"
    YEAR = "year"


@dataclass(frozen=True)
class Case:
    """One report under review.

    `previous` is last year's report of the same organ, None where none was given or the one given is not that;
    `unfit` then says why in Chinese ("" where none was given). `readings` are in the order of the text. `others` are
    reports of other organs to hold the wording against.
    """

    report: Report
    previous: Report | None
    unfit: str
    ledger: Ledger
    amounts: Amounts
    readings: tuple[Reading, ...]
    others: tuple[Report, ...] = ()

    @property
    def edition(self) -> Edition:
        """The edition of the form the report is held against."""
        return self.ledger.edition

    @cached_property
    def residuals(self) -> Residuals:
        """By how much the identities of the form miss."""
        return Residuals(self.ledger, tuple(item for items in self.weighed.values() for item in items))

    @cached_property
    def parts(self) -> tuple[Section, ...]:
        """The sections "1" … "6" that were found, in the order of the text."""
        found = (section for section in self.report.sections if section.id in tuple("123456"))
        return tuple(sorted(found, key=lambda section: section.start))

    @cached_property
    def weighed(self) -> Mapping[str, tuple[Weighed, ...]]:
        """Code → the identities of that code as the tables print them, each judged."""
        return weighed(self.ledger)

    @cached_property
    def breakdowns(self) -> tuple[Breakdown, ...]:
        """The wholes and parts among the figures that no official table holds."""
        return breakdowns(self.report.text, [reading.claim for reading in self.readings])

    def body(self, section: Section) -> str:
        """The text of a section, heading included."""
        return self.report.text[section.start : section.end]

    def unmet(self, need: Need) -> Undecided | NotApplicable | None:
        """Why a rule with that need cannot judge this report, or None where it can."""
        return self._unmet[need]

    @cached_property
    def _unmet(self) -> Mapping[Need, Undecided | NotApplicable | None]:
        """The answer for every need, worked out once for all rules."""
        return {need: self._why_unmet(need) for need in Need}

    def _why_unmet(self, need: Need) -> Undecided | NotApplicable | None:
        if need is Need.TABLES and not self.report.figures:
            return self._without_tables()
        if need is Need.PREVIOUS and self.previous is None:
            return NotApplicable(self.unfit or "没有给出上年报告")
        if need is Need.TEXT and not self.report.text.strip():
            return NotApplicable("只有数据，没有正文")
        if need is Need.WHOLE and len(self.parts) < WHOLE:
            return self._fragment()
        if need is Need.YEAR and self.report.year is None:
            return Undecided("看不出是哪一年的报告")
        return None

    def _fragment(self) -> Undecided | NotApplicable:
        """A text with few headings is a fragment, unless its tables are all there: then its headings were not found."""
        found = f"只找到{len(self.parts)}个部分的标题" if self.parts else "没有找到各部分的标题"
        tables = {key.partition(".")[0] for key in self.report.figures}
        if len(tables) == len(self.edition.tables):
            return Undecided(f"{found}，看不出结构")
        return NotApplicable(f"{found}，附表也不全，看来只是报告的一段")

    def _without_tables(self) -> Undecided | NotApplicable:
        if len(self.parts) >= WHOLE:
            return Undecided("没有读到附表，无从核对")
        return NotApplicable("没有附表")


def build(report: Report, previous: Report | None = None, others: Iterable[Report] = ()) -> Case:
    """Bind every number of the report, hold it against the tables, and put last year's report beside it if it fits.

    Of `others` those of the same organ are left out.
    """
    unfit = misfit(report, previous) if previous else ""
    previous = None if unfit else previous
    ledger = report.ledger(previous)
    amounts = Amounts(ledger)
    claims = bind(report.text, year=report.year, edition=ledger.edition, agency=report.agency)
    foreign = tuple(o for o in others if not (report.agency and o.agency and same_organ(report.agency, o.agency)))
    return Case(report, previous, unfit, ledger, amounts, tuple(judge(claim, amounts) for claim in claims), foreign)


def misfit(report: Report, previous: Report) -> str:
    """Why `previous` cannot be last year's report of the same organ, in Chinese; "" where nothing speaks against it.

    A name or a year that was not found speaks neither for nor against.
    """
    if report.year is not None and previous.year is not None and previous.year != report.year - 1:
        return f"给出的上年报告是{previous.year}年度的，而本报告是{report.year}年度的，不是相邻的两年"
    if report.agency and previous.agency and not same_organ(report.agency, previous.agency):
        return f"给出的上年报告属于“{previous.agency}”，本报告属于“{report.agency}”，不是同一机关"
    return ""


def same_organ(one: str, other: str) -> bool:
    """Names are the same with or without the places above (孟津区统计局, 洛阳市孟津区统计局) and 人民政府 behind."""
    short, long = sorted(("".join(one.split()), "".join(other.split())), key=len)
    return long.endswith(short) or (long.startswith(short) and long.removeprefix(short) in GOVERNMENT)
