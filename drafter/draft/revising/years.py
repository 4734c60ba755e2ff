"""Mendings of a year left over from last year's text, and of the statistics period."""

from __future__ import annotations

import re

from drafter.check.period import periods
from drafter.documents import Edit, Finding
from drafter.draft.revising.scene import Answer, Doubt, Mending, Scene
from drafter.form import Expression

_YEAR = re.compile(r"\d{1,8}(?=\s*年)")
_WITHOUT_MARK = re.compile(r"20\d\d(?=(?:1[0-2]|[1-9])\s*月)")
_WHOLE_YEAR = ((1, 1), (12, 31))
_DIGITS = 4


def sentence_of_last_year(scene: Scene, finding: Finding) -> Answer:
    """A sentence under last year's number whose figures are this year's: the year alone is wrong."""
    choices = (f"年份改为{finding.expected}年", "年份不改，另写本年的数")
    asks = "年份写错，还是整句沿用了上年的数？"
    if finding.start is None or finding.end is None or not _is_own_year(scene):
        return Doubt(asks, choices)
    mention = next((m for m in scene.review.mentions if m.end == finding.end and m.expr), None)
    if mention is None or not mention.expr or mention.bound != "exact":
        return Doubt(asks, choices)
    now, before = mention.expr.replace("prev.", ""), mention.expr
    said, amounts = mention.value, scene.case.amounts
    values = [Expression.parse(text).evaluate(amounts.of) for text in (now, before)]
    if values[0] is None or str(values[0]) != said or str(values[1]) == said:
        return Doubt(asks, choices)
    return Mending((scene.edit(finding.start, finding.start + _DIGITS, finding.expected or ""),))


def own_name(scene: Scene, finding: Finding) -> Answer:
    """The year in the report's own name where the preamble gives another than the title."""
    if finding.start is None or finding.end is None or finding.expected is None or not _is_own_year(scene):
        return Doubt("标题和开头的年度不同，哪一个对？")
    year = _YEAR.search(scene.text, finding.start, finding.end)
    if year is None or year[0] != finding.found:
        return Doubt("标题和开头的年度不同，哪一个对？")
    return Mending((scene.edit(year.start(), year.end(), finding.expected),))


def period(scene: Scene, finding: Finding) -> Answer:
    """The years of the statistics period, where its days are right; a day that is wrong is the writer's to explain."""
    found = next((p for p in periods(scene.text) if not isinstance(p, int) and p.start == finding.start), None)
    year = scene.review.year
    if found is None or isinstance(found, int) or year is None:
        return Doubt("统计期限应当是报告年度的1月1日至12月31日，请核对。")
    due = f"{year}年1月1日至{year}年12月31日"
    days = (found.first, found.last)
    if not _is_own_year(scene, found.start, found.end):
        return Doubt("统计期限与标题的年度不同，哪一个对？", (f"统计期限改为{due}",))
    if days not in (_WHOLE_YEAR, (None, None)):
        return Doubt("统计期限不是整年。是写错了日期，还是数据确实只统计到这一天？", (f"日期写错：改为{due}",))
    if not found.clean:
        lost = list(_WITHOUT_MARK.finditer(scene.text, found.start, found.end))
        sound = lost and all(y[0] == str(year) for y in lost)
        return Mending(tuple(scene.edit(y.end(), y.end(), "年") for y in lost)) if sound else Doubt("", (f"改为{due}",))
    wrong = [y for y in _YEAR.finditer(scene.text, found.start, found.end) if y[0] != str(year)]
    edits: tuple[Edit, ...] = tuple(scene.edit(y.start(), y.end(), str(year)) for y in wrong)
    return Mending(edits) if edits else Doubt("统计期限的年份写错了，请核对。", (f"改为{due}",))


def signed(scene: Scene, finding: Finding) -> Answer:
    """The day of the signature: whether only its year is wrong the text cannot tell."""
    year = scene.review.year
    written = re.match(r"\d{4}", scene.text[finding.start or 0 : finding.end or 0])
    choices = (f"只是年份写错：改为{year + 1}年",) if year and written else ()
    return Doubt("只是年份写错，还是整个日期沿用了上年报告？", choices)


def _is_own_year(scene: Scene, start: int = 0, end: int = 0) -> bool:
    """Whether the text outside of text[start:end] speaks of the report's year, and no less than of the year before."""
    year = scene.review.year
    rest = scene.text[:start] + "\n" + scene.text[end:]
    return year is not None and str(year) in rest and rest.count(str(year)) >= rest.count(str(year - 1))
