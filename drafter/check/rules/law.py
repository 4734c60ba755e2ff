"""LAW: what the report cites, against the laws known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from drafter.check.case import Case, Need
from drafter.check.laws import ARTICLE, Law, article_number, citations, laws
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.rule import rule
from drafter.documents import Severity

TEXT = (Need.TEXT,)
ABOUT_REPORT = (49, 50)  # the articles on when the report is due and what it holds
ABOUT_FORM = re.compile(r"年度报告格式|报告格式|处理费管理办法")
REPORTING = re.compile(r"[^。；\n]{0,40}(?:编制|撰写|公布).{0,12}(?:年度)?报告")
NEAR = 60  # characters before a number in which the title it belongs to stands
ALIKE = 0.8


@rule("LAW101", "law.in_force", Severity.WARNING, "“{cited}”不适用于{year}年度报告：{note}", (Need.TEXT, Need.YEAR))
def in_force(case: Case) -> Iterator[Outcome]:
    """所引的法规和文件适用于报告年度。

    Flags: 引用已修订的旧条例（国务院令第492号），引用不是报告年度适用的格式文件。
    Accepts: 只写名称、不写文号的；表中没有的其他文件。
    Leaves to others: 文号写错（LAW102）；条文号（LAW103）；附表用哪一版（STR103）。
    Source: 国务院令第711号；国办公开办函〔2021〕30号、〔2019〕60号；国办函〔2020〕109号。
    """
    year = case.report.year or 0
    known = {law.number: law for law in laws()}
    for cited in citations(case.report.text):
        law = known.get(cited.number)
        if law is None:
            continue
        if (law.first or year) <= year <= (law.last or year):
            yield Held()
        else:
            words = case.report.text[cited.start : cited.end]
            fields = {"cited": words, "year": str(year), "note": law.note}
            yield Hit(fields, start=cited.start, end=cited.end, found=words)


@rule("LAW102", "law.number", Severity.WARNING, "《{title}》的文号是{number}，文中写作“{cited}”", TEXT)
def number(case: Case) -> Iterator[Outcome]:
    """所引文件的文号写得正确。

    Flags: 年度报告格式、信息处理费管理办法后面的文号，与该文件的文号只差一两个字。
    Accepts: 其他文件的文号；同一文件各年度的文号（由LAW101核对）。
    Leaves to others: 文号对而年度不适用（LAW101）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号；国办函〔2020〕109号。
    """
    known = {law.number for law in laws()}
    for cited in citations(case.report.text):
        if cited.number in known:
            yield Held()
            continue
        before = case.report.text[max(0, cited.start - NEAR) : cited.start]
        law = _meant(cited.number, case.report.year) if ABOUT_FORM.search(before) else None
        if law is not None:
            words = case.report.text[cited.start : cited.end]
            fields = {"title": law.title, "number": law.number, "cited": words}
            yield Hit(fields, start=cited.start, end=cited.end, found=words, expected=law.number)


def _meant(cited: str, year: int | None) -> Law | None:
    """The law whose number is most like `cited`, of those that serve the year; None where none is alike."""
    serving = [law for law in laws() if (law.first or 0) <= (year or 9999) <= (law.last or 9999)]
    scored = [(SequenceMatcher(None, law.number, cited).ratio(), law) for law in serving]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None


@rule("LAW103", "law.article", Severity.WARNING, "所引“{cited}”{fault}", TEXT)
def article(case: Case) -> Iterator[Outcome]:
    """所引《政府信息公开条例》的条文号正确。

    Flags: 超出条例条数（共五十六条）的条文号；说明编制依据而不是第四十九条、第五十条的。
    Accepts: 正文其他地方引用的各条；2018年度及以前依旧条例编制的报告。
    Leaves to others: 款、项的序号；条例的令号（LAW101）。
    Source: 国务院令第711号，第四十九条、第五十条。
    """
    most = next(law.articles for law in laws() if law.articles)
    old = case.report.year is not None and case.report.year < 2019
    for match in () if old else ARTICLE.finditer(case.report.text):
        cited = article_number(match["number"])
        if cited > most:
            fault = f"超出条例的条数（共{most}条）"
        elif cited not in ABOUT_REPORT and REPORTING.match(case.report.text, match.end()):
            fault = "不是关于年度报告的条文，编制年度报告的依据是第五十条"
        else:
            yield Held()
            continue
        words = match[0]
        yield Hit({"cited": words, "fault": fault}, start=match.start(), end=match.end(), found=words)


RULES = (in_force, number, article)
