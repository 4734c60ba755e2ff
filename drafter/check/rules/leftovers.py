"""YER: a year left over from last year's text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, NotApplicable, Outcome
from drafter.check.period import is_day
from drafter.check.rule import rule
from drafter.check.signature import signature
from drafter.documents import Severity

LAST_YEAR = "prev."
OWN_NAME = re.compile(r"(?P<year>20\d\d)\s*年度?(?:的)?(?:政府)?信息公开(?:工作)?(?:年度)?(?:情况)?报告")
MADE = re.compile(r"编制|撰写|形成|制作|现(?:将|予)?|公布|发布")
OF_ANOTHER_YEAR = re.compile(r"上年|去年|上一年|整改|已(?:于|经|在)|按时|此前|往年")
TEXT_YEAR = (Need.TEXT, Need.YEAR)
# What makes last year's figure belong into this year's report.
COMPARING = re.compile(r"较|比|相比|同比|去年|上年|上一年|往年|历年|以来|结转|遗留|公布|发布|整改|问题|报告")


@rule(
    "YER101",
    "leftovers.last_years_sentence",
    Severity.WARNING,
    "“{quote}”按文字是{last}年的数，而{year}年的这个数正文没有说，疑为沿用上年文字未改年份",
    TEXT_YEAR,
)
def last_years_sentence(case: Case) -> Iterator[Outcome]:
    """正文说本年度的工作，年份写的是报告年度。

    Flags: 按文字属于上一年的申请、复议、诉讼或文件数，句中没有比较的意思，正文又没有说报告年度的同一个数。
    Accepts: 与上年比较时说出的上年数；上年结转；讲上年公报、决算、整改情况的句子。
    Leaves to others: 统计期限的年份（STR104）；与上年比较的数（NUM103）。
    Source: 《政府信息公开条例》第五十条：年度报告报告上一年度的情况。
    """
    year = case.report.year
    if year is None:
        return
    said = {ref for r in case.readings for ref in r.claim.refs if not ref.startswith(LAST_YEAR)}
    for reading in case.readings:
        refs = reading.claim.refs
        if not refs or not all(ref.startswith(LAST_YEAR) for ref in refs):
            continue
        start, end = _sentence(case.report.text, reading.claim.start, reading.claim.end)
        sentence = case.report.text[start:end]
        told = said & {ref.removeprefix(LAST_YEAR) for ref in refs}
        if told or COMPARING.search(sentence) or str(year) in sentence:
            yield Held(refs)
            continue
        place = sentence.find(str(year - 1))
        if place < 0:
            continue
        yield Hit(
            {"quote": reading.claim.text, "last": str(year - 1), "year": str(year)},
            start=start + place,
            end=reading.claim.end,
            refs=tuple(ref.removeprefix(LAST_YEAR) for ref in refs),
            found=str(year - 1),
            expected=str(year),
        )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    left = max(text.rfind(stop, 0, start) for stop in "。！？\n") + 1
    stops = [at for stop in "。！？\n" if (at := text.find(stop, end)) >= 0]
    return left, min(stops, default=len(text))


@rule("YER102", "leftovers.signature", Severity.WARNING, "落款日期{day}：{fault}", TEXT_YEAR)
def day_signed(case: Case) -> Iterator[Outcome]:
    """落款日期在报告年度的次年。

    Flags: 落款在报告年度之内或之前的日期，多半是沿用上年报告没有改；不存在的月日。
    Accepts: 没有写落款日期的；次年及以后的日期。
    Leaves to others: 晚于规定日期的（STR109），落款机关（ORG102）。
    Source: 国务院令第711号《政府信息公开条例》第四十九条、第五十条：次年公布上一年度的报告。
    """
    year, signed = case.report.year, signature(case.report.text)
    if year is None or signed is None:
        yield NotApplicable("没有写落款日期")
        return
    fault = "" if is_day(*signed.day) else "没有这一天"
    if not fault and signed.day[0] <= year:
        fault = f"{year}年度的报告应在{year + 1}年编制，疑为沿用上年报告的日期"
    if fault:
        shown = case.report.text[signed.day_start : signed.day_end]
        yield Hit({"day": shown, "fault": fault}, start=signed.day_start, end=signed.day_end, found=shown)
    else:
        yield Held()


@rule(
    "YER103",
    "leftovers.own_name",
    Severity.WARNING,
    "“{quote}”所说的年度与本报告的{year}年度不符，疑为沿用上年文字未改年份",
    TEXT_YEAR,
)
def own_name(case: Case) -> Iterator[Outcome]:
    """开头说明编制、公布本报告时，所说的年度是报告年度。

    Flags: 开头部分“编制、公布某年度政府信息公开工作年度报告”的年份不是报告年度。
    Accepts: 讲上年报告已经公布、整改的句子；正文其他部分提到的往年报告。
    Leaves to others: 统计期限的年份（STR104），正文里上年的数（YER101）。
    Source: 《政府信息公开条例》第五十条：年度报告报告上一年度的情况。
    """
    year = case.report.year
    opening = case.report.section("0")
    if year is None or opening is None:
        yield NotApplicable("没有开头部分")
        return
    for match in OWN_NAME.finditer(case.report.text, opening.start, opening.end):
        start, end = _sentence(case.report.text, match.start(), match.end())
        sentence = case.report.text[start:end]
        if not MADE.search(sentence) or OF_ANOTHER_YEAR.search(sentence):
            continue
        if int(match["year"]) == year:
            yield Held()
        else:
            fields = {"quote": match[0], "year": str(year)}
            yield Hit(fields, start=match.start(), end=match.end(), found=match["year"], expected=str(year))


RULES = (last_years_sentence, day_signed, own_name)
