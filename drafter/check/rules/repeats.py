"""REP: the same figure said twice, and the same year meant."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.phrase import cell_names, decimal
from drafter.check.rule import rule
from drafter.check.verdict import Reading
from drafter.claims import Kind
from drafter.documents import Severity, Verdict
from drafter.form import Expression
from drafter.numerals import Bound

TEXT = (Need.TEXT,)
LAST_YEAR = "prev."
MOST_CELLS = 3  # a sum of more cells is told in too many ways to be held against another
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


RULES = (told_differently,)
