"""SUM: wholes and parts that the text itself states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from drafter.check.case import Case, Need
from drafter.check.lists import Listed, joint, named_kinds
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
    loose = any(claim.bound is not Bound.EXACT for claim in (found.whole, *found.parts))
    unit = found.whole.unit
    return Hit(
        {
            "whole": found.whole.text,
            "parts": f"{_added(found.parts)}{unit}" if len(found.parts) > 1 else f"有{found.parts[0].text}",
            "gap": f"{decimal(abs(_value(found.whole) - total))}{unit}",
            "remark": "（有概数，请核实）" if loose else "",
        },
        start=found.whole.start,
        end=found.whole.end,
        found=decimal(_value(found.whole)),
        expected=decimal(total),
        severity=Severity.WARNING if loose else None,
    )


@rule("SUM104", "sums.joint_wholes", Severity.WARNING, "其中各部分{parts}，超过前面几个数之和{wholes}", TEXT)
def joint_wholes(case: Case) -> Iterator[Outcome]:
    """一句里并列几个数，下一句“其中”所列各部分之和不超过这几个数之和。

    Flags: “网站公开多少条，新媒体公开多少条。其中，……”之类，“其中”各项加起来比前面各数加起来还多。
    Accepts: 单位不同的；带“余、约”的；另起统计口径（累计、共、平均）的。
    Leaves to others: 前面只有一个总数的（SUM101、SUM102）；表中有的数（NUM、TAB各规则）。
    Source: 《政府信息公开条例》第五十条；数据应当前后一致。
    """
    for found in joint(case.report.text, [reading.claim for reading in case.readings]):
        yield Held() if found.total <= found.whole else _listed_otherwise(found)


@rule("SUM105", "sums.named_kinds", Severity.WARNING, "所列各类{parts}，与总数{wholes}不等", TEXT)
def named_kinds_add_up(case: Case) -> Iterator[Outcome]:
    """先列出类别名称、再逐类给出件数的，各类之和等于同一段的总数。

    Flags: “涉及甲、乙、丙。其中甲几条，乙几条，丙几条”，类别一一对应而相加不等于前面的总数。
    Accepts: 类别以“等”收尾的；后面没有逐类给数的；只有两类的；带“余、约”的。
    Leaves to others: 没有先列类别名称的（SUM101、SUM102）。
    Source: 《政府信息公开条例》第五十条；数据应当前后一致。
    """
    for found in named_kinds(case.report.text, [reading.claim for reading in case.readings]):
        yield Held() if found.total == found.whole else _listed_otherwise(found)


def _listed_otherwise(found: Listed) -> Hit:
    unit = found.parts[0].unit
    return Hit(
        {
            "parts": f"{_added(found.parts)}{unit}",
            "wholes": f"{_added(found.wholes)}{unit}" if len(found.wholes) > 1 else found.wholes[0].text,
        },
        start=found.wholes[0].start,
        end=found.wholes[-1].end,
        found=decimal(found.whole),
        expected=decimal(found.total),
    )


def _added(claims: Sequence[Claim]) -> str:
    values = [decimal(_value(claim)) for claim in claims]
    shown = "＋".join(values[:SHOWN]) + ("＋……" if len(values) > SHOWN else "")
    return f"{shown}＝{decimal(_total(claims))}" if len(values) > 1 else shown


RULES = (parts_exceed_whole, closed_list, flow, joint_wholes, named_kinds_add_up)
