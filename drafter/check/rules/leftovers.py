"""YER: a year left over from last year's text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.rule import rule
from drafter.documents import Severity

LAST_YEAR = "prev."
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


RULES = (last_years_sentence,)
