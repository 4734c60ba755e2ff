"""LAW: what the report cites, against the laws known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from drafter.check.case import Case, Need
from drafter.check.laws import (
    ARTICLE,
    TITLE,
    Citation,
    Law,
    article_number,
    citations,
    differs_by_one,
    laws,
    misspelt,
    spelt,
)
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.rule import rule
from drafter.documents import Severity

TEXT = (Need.TEXT,)
ABOUT_REPORT = (49, 50)  # the articles on when the report is due and what it holds
ABOUT_FORM = re.compile(r"年度报告格式|报告格式|处理费管理办法")
REPORTING = re.compile(r"[^。；\n]{0,40}(?:编制|撰写|公布).{0,12}(?:年度)?报告")
# What a report rests on is told in its preamble, by a sentence on the report itself.
BASIS = re.compile(r"(?:依据|根据|按照|依照|遵照|遵循)[^，。；\n]*$")
MADE = re.compile(
    r"本(?:年度)?报告(?:依据|根据|按照|依照)|编制|撰写|编写|形成|现[^，。；\n]{0,14}(?:公布|发布|公开)|如下"
)
RIGHT_ARTICLE = re.compile(r"第(?:四十九|五十|49|50)条")
OFFICE = "国办公开办"  # writes on nothing but disclosure, so that its number alone tells what is meant
TITLED = re.compile(r"》\s?[（(]?\s?(?:文号)?[：:]?$")
NEAR = 60  # characters before a number in which the title it belongs to stands
ALIKE = 0.8
GAP = 4  # characters between a title and the number behind it: a bracket, a space
LATEST = 9999  # a report whose year is not known rests on what is in force


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
        if law.serves(year):
            yield Held()
        else:
            words = case.report.text[cited.start : cited.end]
            fields = {"cited": words, "year": str(year), "note": law.note}
            yield Hit(fields, start=cited.start, end=cited.end, found=words)


@rule("LAW102", "law.number", Severity.WARNING, "《{title}》的文号是{number}，文中写作“{cited}”", TEXT)
def number(case: Case) -> Iterator[Outcome]:
    """所引文件的文号写得正确。

    Flags: 年度报告格式、信息处理费管理办法后面的文号，与该文件的文号只差一两个字（如写作国办发〔2021〕30号）；
    《政府信息公开条例》后面的令号不是711号；开头说明编制依据的国办公开办文号，与年度报告格式的文号只差一个字。
    Accepts: 其他文件的文号；同一文件各年度的文号（由LAW101核对）。
    Leaves to others: 文号对而年度不适用（LAW101），名称写错（LAW104）。
    Source: 国务院令第711号；国办公开办函〔2021〕30号、〔2019〕60号；国办函〔2020〕109号。
    """
    known = {law.number for law in laws()}
    for cited in citations(case.report.text):
        if cited.number in known:
            yield Held()
            continue
        law = _meant(case, cited)
        if law is not None:
            words = case.report.text[cited.start : cited.end]
            fields = {"title": law.title, "number": law.number, "cited": words}
            yield Hit(fields, start=cited.start, end=cited.end, found=words, expected=law.number)


def _meant(case: Case, cited: Citation) -> Law | None:
    """The law a wrong number was written for: the code it is the decree of, or the one whose number is most like it.

    None where no law that serves the year is alike, or the words before speak of none.
    """
    year = case.report.year or LATEST
    serving = [law for law in laws() if law.serves(year)]
    if cited.of_code:
        return next((law for law in serving if law.number.startswith("国务院令")), None)
    if not ABOUT_FORM.search(case.report.text[max(0, cited.start - NEAR) : cited.start]):
        return _of_the_form(case, cited, serving)
    scored = [(SequenceMatcher(None, law.number, cited.number).ratio(), law) for law in serving]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None


def _of_the_form(case: Case, cited: Citation, serving: list[Law]) -> Law | None:
    """The form a number without a title was written for, where the report is said to rest on it."""
    before = case.report.text[max(0, cited.start - NEAR) : cited.start]
    if not cited.number.startswith(OFFICE) or TITLED.search(before) or not _is_basis(case, cited.start):
        return None
    return next((law for law in serving if differs_by_one(cited.number, law.number)), None)


def _sentence(case: Case, at: int) -> tuple[int, int]:
    text = case.report.text
    left = max(text.rfind(stop, 0, at) for stop in "。；\n") + 1
    return left, min((end for stop in "。；\n" if (end := text.find(stop, at)) >= 0), default=len(text))


def _is_basis(case: Case, at: int) -> bool:
    """Whether what stands at `at` is what the preamble says the report rests on."""
    opening, text = case.report.section("0"), case.report.text
    if opening is None or not opening.start <= at < opening.end:
        return False
    left, right = _sentence(case, at)
    around = TITLE.sub("", text[left:right])
    return bool(BASIS.search(text[left:at]) and MADE.search(around))


@rule("LAW103", "law.article", Severity.WARNING, "所引“{cited}”{fault}", TEXT)
def article(case: Case) -> Iterator[Outcome]:
    """所引《政府信息公开条例》的条文号正确。

    Flags: 超出条例条数（共五十六条）的条文号，超出该条项数的项号；说明编制依据而不是第四十九条、第五十条的，
    开头“根据某条的规定，现公布”的也在内。
    Accepts: 正文其他地方引用的各条；2018年度及以前依旧条例编制的报告。
    Leaves to others: 条例的令号（LAW101、LAW102）。
    Source: 国务院令第711号，第二十条、第四十九条、第五十条。
    """
    code = next(law for law in laws() if law.articles)
    old = case.report.year is not None and case.report.year < 2019
    for match in () if old else ARTICLE.finditer(case.report.text):
        fault = _fault(case, match, code)
        if fault:
            fields = {"cited": match[0], "fault": fault}
            yield Hit(fields, start=match.start(), end=match.end(), found=match[0])
        else:
            yield Held()


def _fault(case: Case, match: re.Match[str], code: Law) -> str:
    """What is wrong with a cited article, "" where nothing is."""
    cited, most = article_number(match["number"]), code.articles or 0
    if not 0 < cited <= most:
        return f"超出条例的条数（共{most}条）"
    items = code.items.get(cited)
    if match["item"] and items and not 0 < article_number(match["item"]) <= items:
        return f"超出该条的项数（共{items}项）"
    if cited in ABOUT_REPORT:
        return ""
    text, (_, stop) = case.report.text, _sentence(case, match.start())
    behind = RIGHT_ARTICLE.search(text, match.end(), stop)
    if REPORTING.match(text, match.end()) or (_is_basis(case, match.start()) and not behind):
        return "不是关于年度报告的条文，编制年度报告的依据是第五十条"
    return ""


@rule("LAW104", "law.title", Severity.WARNING, "所引“{cited}”{fault}", TEXT)
def title(case: Case) -> Iterator[Outcome]:
    """所引法规和文件的名称写得正确。

    Flags: 条例、年度报告格式、处理费管理办法的名称错、漏、多一个字的（如《政府信息公开条列》）；
    名称后面的文号是另一个文件的；2021年版格式写作“试行”的。
    Accepts: 其他法规和文件；地方的政府信息公开规定；简称“《条例》”。
    Leaves to others: 文号本身写错（LAW102），年度不适用（LAW101）。
    Source: 国务院令第711号；国办公开办函〔2021〕30号、〔2019〕60号；国办函〔2020〕109号。
    """
    numbers = {cited.start: cited for cited in citations(case.report.text)}
    for match in TITLE.finditer(case.report.text):
        called = spelt(match["title"])
        right = misspelt(called)
        named = any(called in law.titles for law in laws())
        follows = next((numbers[at] for at in range(match.end(), match.end() + GAP) if at in numbers), None)
        fault = ""
        if right:
            fault = f"名称有误，应为《{right}》"
        elif named and follows and (owner := _owner(follows, called)):
            fault = f"与文号{follows.number}不符，该文号是《{owner.title}》"
        if fault:
            fields, expected = {"cited": match[0], "fault": fault}, f"《{right}》" if right else None
            yield Hit(fields, start=match.start(), end=match.end(), found=match[0], expected=expected)
        elif named:
            yield Held()


def _owner(cited: Citation, title: str) -> Law | None:
    """The law whose number is cited where it is not called by `title`; None where it is, or is not known."""
    law = next((law for law in laws() if law.number == cited.number), None)
    return None if law is None or title in law.titles or "试行" in law.title else law


RULES = (in_force, number, article, title)
