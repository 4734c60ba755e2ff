"""REP: the same figure said twice, and the same year meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.phrase import cell_names, clause, decimal
from drafter.check.rule import rule
from drafter.check.verdict import Reading
from drafter.claims import Kind
from drafter.documents import Severity, Verdict
from drafter.form import Expression
from drafter.numerals import Bound

TEXT = (Need.TEXT,)
LAST_YEAR = "prev."
MOST_CELLS = 3  # a sum of more cells is told in too many ways to be held against another
RATIOS = ("%", "倍", "番", "百分点", "个百分点")
SHORTEST = 5  # characters of a name that tells what is counted; 组织开展 or 共发布 may be said of anything
NARROWED = re.compile(
    r"其中|季度|半年|\d月|以来|累计|历年|上年|去年|(?:较|比|同比|增加|减少|增长|新增)[^，。；]*$|计划|力争|拟|每[年月周]"
)
DENYING = ("未", "没", "无", "零", "不")


@rule(
    "REP101",
    "repeats.told_differently",
    Severity.WARNING,
    "“{later}”与前文“{earlier}”说的都是{cells}，数却不同",
    TEXT,
)
def told_differently(case: Case) -> Iterator[Outcome]:
    """同一个数在正文各处说法一致。

    Flags: 按词义同指表中一格（或几格之和）的两处，数值不同，而附表没有读到，分不出哪一处对；
        一处说有、一处说没有的也在内。
    Accepts: 一处确数、一处概数而不矛盾的；指上年的数。
    Leaves to others: 附表读到的，各处分别与表核对（NUM各规则）。
    Source: 《政府信息公开条例》第五十条；数据应当前后一致。
    """
    first: dict[str, Reading] = {}
    for reading in case.readings:
        expression = reading.claim.expression
        if expression is None or reading.claim.value is None or reading.claim.bound is not Bound.EXACT:
            continue
        if reading.verdict is not Verdict.UNDECIDED or expression.over or not _is_plain(reading, expression):
            continue
        earlier = first.setdefault(expression.text, reading)
        if earlier is reading:
            continue
        if earlier.claim.value == reading.claim.value:
            yield Held(reading.mention.refs)
        else:
            yield _difference(case, earlier, reading)


def _is_plain(reading: Reading, expression: Expression) -> bool:
    """Whether a count of this year is said outright: 均已办结 tells of nothing left over, but not of each case."""
    if any(term.key.startswith(LAST_YEAR) for term in expression.terms) or len(expression.terms) > MOST_CELLS:
        return False
    return reading.claim.kind is Kind.FIGURE or reading.claim.text.startswith(DENYING)


def _difference(case: Case, earlier: Reading, later: Reading) -> Hit:
    return Hit(
        {
            "later": later.claim.text,
            "earlier": earlier.claim.text,
            "cells": cell_names(case.edition, later.mention.refs),
        },
        start=later.claim.start,
        end=later.claim.end,
        refs=later.mention.refs,
        found=later.mention.value,
        expected=decimal(earlier.claim.value) if earlier.claim.value is not None else None,
    )


@rule(
    "REP102",
    "repeats.another_value",
    Severity.WARNING,
    "“{name}{later}”与前面“{place}”部分所说的“{earlier}”不同",
    TEXT,
)
def another_value(case: Case) -> Iterator[Outcome]:
    """表中没有的数，在正文不同部分说法一致。

    Flags: 名称、单位都相同的两个确数，出现在不同的部分而数值不同（如总体情况里推送302篇，第六部分里推送320篇）。
    Accepts: 名称不足五个字的；说某一季度、某一活动的；同一部分里先后列出的；有概数的。
    Leaves to others: 指表中一格的数（REP101、NUM101），数值相同而单位不同的（UNI102）。
    Source: 《政府信息公开条例》第五十条；数据应当前后一致。
    """
    alike: dict[tuple[str, str], list[Reading]] = {}
    for reading in case.readings:
        if _is_named(reading):
            alike.setdefault((reading.claim.supplementary, reading.claim.unit), []).append(reading)
    for (name, _), readings in alike.items():
        told = [reading for reading in readings if not _is_narrowed(case, reading)] if len(readings) > 1 else []
        for later in told[1:]:
            place, now = (case.report.section_at(r.claim.start) for r in (told[0], later))
            if place is None or now is None or place.id == now.id:
                continue
            same = told[0].claim.value == later.claim.value
            yield Held() if same else _another(name, told[0], later, place.title or "开头")


def _is_named(reading: Reading) -> bool:
    """Whether a figure of no table has a name that tells it apart from all others."""
    claim = reading.claim
    plain = claim.kind is Kind.FIGURE and claim.expression is None and claim.bound is Bound.EXACT and not claim.note
    return plain and bool(claim.unit) and claim.unit not in RATIOS and len(claim.supplementary) >= SHORTEST


def _is_narrowed(case: Case, reading: Reading) -> bool:
    """Whether the clause before a figure makes it one of a part of the year, a plan, or a change."""
    return bool(NARROWED.search(clause(case.report.text, reading.claim.start, reading.claim.start)))


def _another(name: str, earlier: Reading, later: Reading, place: str) -> Hit:
    value = earlier.claim.value
    return Hit(
        {"name": name, "later": later.claim.text, "earlier": earlier.claim.text, "place": place},
        start=later.claim.start,
        end=later.claim.end,
        found=later.mention.value,
        expected=decimal(value) if value is not None else None,
    )


RULES = (told_differently, another_value)
