"""PCT: shares of figures that no official table holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.phrase import decimal, rounded
from drafter.check.rule import rule
from drafter.claims import Claim
from drafter.documents import Severity
from drafter.numerals import Bound

TEXT = (Need.TEXT,)
# 862件，占82.4%; 862件（82.4%）: nothing else stands between a part and its share.
BETWEEN = re.compile(r"[，,、]?\s?(?:约?占(?:比|总数的?|总量的?|全部的?)?[为达约]?|比例为)|[（(](?:占比?)?")


@rule(
    "PCT101",
    "shares.of_the_whole",
    Severity.WARNING,
    "“{share}”与“{part}”在“{whole}”中的比例不符，应为{expected}%",
    TEXT,
)
def of_the_whole(case: Case) -> Iterator[Outcome]:
    """正文里随部分数给出的占比，由部分和总数算得出。

    Flags: “其中”各部分后面紧跟的占比，与部分除以总数的结果不符；小数目凑不出的百分比也在内。
    Accepts: 四舍五入或截断到所示位数的；部分或总数是概数的；占比另有基数的。
    Leaves to others: 表中数的占比（NUM102）。
    Source: 《政府信息公开条例》第五十条；数据应当前后一致。
    """
    claims = [reading.claim for reading in case.readings]
    behind = {id(one): other for one, other in pairwise(claims)}
    for found in case.breakdowns:
        for part in found.parts:
            share = behind.get(id(part))
            if share is not None and _is_share_of(case.report.text, part, share) and _exact(found.whole, part):
                yield _judged(found.whole, part, share)


def _is_share_of(text: str, part: Claim, share: Claim) -> bool:
    unbound = share.expression is None and share.unit == "%" and share.bound is Bound.EXACT
    return unbound and bool(BETWEEN.fullmatch(text, part.end, share.start))


def _exact(*claims: Claim) -> bool:
    return all(claim.bound is Bound.EXACT and claim.value for claim in claims)


def _judged(whole: Claim, part: Claim, share: Claim) -> Held | Hit:
    exact = 100 * Fraction(part.value or 0) / Fraction(whole.value or 1)
    if share.quantity is None or share.quantity.admits(exact):
        return Held()
    digits = max(len(share.text.partition(".")[2].rstrip("%％")), 1)
    expected = rounded(exact, digits)
    return Hit(
        {"share": share.text, "part": part.text, "whole": whole.text, "expected": expected},
        start=share.start,
        end=share.end,
        found=decimal(share.value) if share.value is not None else None,
        expected=expected,
    )


RULES = (of_the_whole,)
