"""SUM: wholes and parts that the text itself states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.phrase import decimal
from drafter.check.rule import rule
from drafter.check.said import said_claims
from drafter.claims import Claim, Kind
from drafter.claims.breakdown import Breakdown
from drafter.documents import Severity
from drafter.numerals import Bound

SHOWN = 12  # parts written out in a message
TEXT = (Need.TEXT,)
FLOW = ("t3.new.total", "t3.carried_in.total", "t3.processed.total", "t3.carried_out.total")


@rule("SUM101", "sums.parts_exceed_whole", Severity.ERROR, "“{whole}”的各部分{parts}，超过{whole}{remark}", TEXT)
def parts_exceed_whole(case: Case) -> Iterator[Outcome]:
    """正文里“其中”各部分相加不超过总数。

    Flags: 各部分之和大于总数，或某一部分大于总数；带“约、余”等概数的作提醒。
    Accepts: 以“等、包括”列举一部分而不足总数的；总数带“余、多”而各部分之和仍在其范围内的。
    Leaves to others: 列举完整而不足总数的（SUM102）；表中有的数（NUM、TAB各规则）。
    Source: 《政府信息公开条例》第五十条；数据应当前后一致。
    """
    for found in _breakdowns(case):
        total = _total(found.parts)
        if total <= _most(found.whole):
            yield Held()
        else:
            yield _hit(found, total)


@rule("SUM102", "sums.closed_list", Severity.ERROR, "“{whole}”的各部分{parts}，与{whole}相差{gap}{remark}", TEXT)
def closed_list(case: Case) -> Iterator[Outcome]:
    """正文里列举完整的各部分，相加等于总数。

    Flags: 以“其他”收尾的列举，各部分之和小于总数；带“约、余”等概数的作提醒。
    Accepts: 以“等”收尾，或由“包括、主要有”引出的列举；只列一项的。
    Leaves to others: 各部分之和超过总数的（SUM101）。
    Source: 《政府信息公开条例》第五十条；数据应当前后一致。
    """
    for found in _breakdowns(case):
        total = _total(found.parts)
        if not found.closed or total > _most(found.whole):
            continue
        if total == found.whole.value or (found.whole.quantity and found.whole.quantity.admits(total)):
            yield Held()
        else:
            yield _hit(found, total)


@rule(
    "SUM103",
    "sums.flow",
    Severity.WARNING,
    "正文所说新收{new}件、上年结转{carried_in}件，合计{left}件；办结{processed}件、结转下年{carried_out}件，合计{right}件，两者不等",
    TEXT,
)
def flow(case: Case) -> Iterator[Outcome]:
    """没有附表可对时，正文所说的新收加结转等于办结加结转下年。

    Flags: 四个数正文都说了、附表没有读到，而两边不等。
    Accepts: 四个数没有说全的；概数；附表已读到的。
    Leaves to others: 表内的数（TAB101），正文与表（NUM101）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号，表三勾稽关系。
    """
    if any(case.amounts.of(key) is not None for key in FLOW):
        return
    stated = said_claims(case)
    if not all(key in stated for key in FLOW):
        return
    new, carried_in, processed, carried_out = (stated[key] for key in FLOW)
    left, right = _value(new) + _value(carried_in), _value(processed) + _value(carried_out)
    if left == right:
        yield Held(FLOW)
        return
    yield Hit(
        {
            "new": decimal(_value(new)),
            "carried_in": decimal(_value(carried_in)),
            "processed": decimal(_value(processed)),
            "carried_out": decimal(_value(carried_out)),
            "left": decimal(left),
            "right": decimal(right),
        },
        start=processed.start,
        end=processed.end,
        refs=FLOW,
        found=decimal(right),
        expected=decimal(left),
    )


def _breakdowns(case: Case) -> Sequence[Breakdown]:
    return [item for item in case.breakdowns if item.whole.kind is Kind.FIGURE and item.whole.value is not None]


def _total(parts: Sequence[Claim]) -> Fraction:
    return sum((_value(part) for part in parts), Fraction(0))


def _value(claim: Claim) -> Fraction:
    return claim.value if claim.value is not None else Fraction(0)


def _most(whole: Claim) -> Fraction:
    """The most that a whole as stated can be: 1100余条 is below 1200."""
    quantity = whole.quantity
    if quantity is None or whole.bound in (Bound.EXACT, Bound.UNDER):
        return _value(whole)
    if quantity.high is not None:
        return quantity.high
    return _value(whole) + max(quantity.step, _value(whole) / 10)


def _hit(found: Breakdown, total: Fraction) -> Hit:
    values = [decimal(_value(part)) for part in found.parts]
    shown = "＋".join(values[:SHOWN]) + ("＋……" if len(values) > SHOWN else "")
    loose = any(claim.bound is not Bound.EXACT for claim in (found.whole, *found.parts))
    unit = found.whole.unit
    return Hit(
        {
            "whole": found.whole.text,
            "parts": f"{shown}＝{decimal(total)}{unit}" if len(values) > 1 else f"有{found.parts[0].text}",
            "gap": f"{decimal(abs(_value(found.whole) - total))}{unit}",
            "remark": "（有概数，请核实）" if loose else "",
        },
        start=found.whole.start,
        end=found.whole.end,
        found=decimal(_value(found.whole)),
        expected=decimal(total),
        severity=Severity.WARNING if loose else None,
    )


RULES = (parts_exceed_whole, closed_list, flow)
