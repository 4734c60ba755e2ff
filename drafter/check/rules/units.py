"""UNI: units that do not go with the figure, or that change from one place to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.case import Case, Need
from drafter.check.money import slip
from drafter.check.outcome import Held, Hit, NotApplicable, Outcome
from drafter.check.phrase import cell_names, worked
from drafter.check.rule import rule
from drafter.check.verdict import Reading
from drafter.claims import Claim, Kind
from drafter.documents import Severity, Verdict
from drafter.numerals import Bound

TEXT = (Need.TEXT,)
MONEY = ("元", "万元", "亿元", "美元")
COUNTED = ("件", "条", "次", "份", "宗", "起", "例", "篇", "则", "个", "项")
MEASURED = ("米", "公里", "千米", "平方米", "公顷", "亩", "吨", "千克", "公斤", "升", "度", "岁")
CLAUSE = re.compile(r"[，,。；;：:\n（）()、]")
SHORTEST = 4  # a shorter name (发布) may be said of many things
REACH = 40  # characters before a number in which its noun stands
_AMOUNT = r"(?:的)?(?:数量|件数|总数|总量|数|量)?(?:共计|总计|合计|共有|共|为|计)?"
APPLICATIONS = re.compile(
    rf"(?:(?:新收|收到|受理|办结|答复|接收)(?:的)?(?:政府信息公开|依申请公开|信息公开)?(?:申请)|(?:政府信息公开|依申请公开|信息公开)申请"
    rf"|行政复议(?:案件|申请)?|行政诉讼(?:案件)?|(?:办结|结转下年度?(?:继续办理)?))(?:书|表)?{_AMOUNT}$"
)
FEES = re.compile(
    r"(?:信息处理费|行政事业性收费(?:金额)?|收费金额|实际收取费用)(?:的)?(?:总额|总金额|金额|总计|共计|合计|共|为|计)*$"
)
KINDS = ("项", "个")  # in which kinds of fees are counted, as the form of 2019 asks


@rule("UNI101", "units.money", Severity.ERROR, "正文“{quote}”与表相差一万倍，单位似应为{unit}：{worked}", TEXT)
def money(case: Case) -> Iterator[Outcome]:
    """正文金额的单位（元、万元）与表一致。

    Flags: 按词义指表中的金额，数字相同而元与万元写错，以致相差一万倍的。
    Accepts: 换算后一致的（表中0.5万元，正文5000元）。
    Leaves to others: 数字本身与表不同的金额（NUM101）。
    Source: 国办公开办函〔2021〕30号附表二“本年收费金额（单位：万元）”、〔2019〕60号附表二“采购总金额”。
    """
    for reading in case.readings:
        claim = reading.claim
        if claim.unit not in MONEY or claim.expression is None:
            continue
        unit = slip(case, reading)
        if unit is not None:
            tables = worked(claim.expression, case.amounts, reading.mention.expected or "")
            yield Hit(
                {"quote": claim.text, "unit": unit, "worked": tables},
                start=claim.start,
                end=claim.end,
                refs=claim.refs,
                found=reading.mention.value,
                expected=reading.mention.expected,
            )
        elif reading.verdict is Verdict.MATCHED:
            yield Held(claim.refs)


@rule("UNI102", "units.changed", Severity.INFO, "“{later}”与前文“{earlier}”说的是同一个数（{what}），单位不同", TEXT)
def changed(case: Case) -> Iterator[Outcome]:
    """同一个数前后用同一个单位。

    Flags: 按词义同指表中一格的，或名称和数值都相同的，一处用“件”，另一处用“条、次、份”等。
    Accepts: 数值不同、名称不同的数；元与万元的换算；本就以不同单位计的两个数（如人次与场次）。
    Leaves to others: 数值不同的（NUM101、REP101、REP102）；不可能的单位（UNI103）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号附表各栏的单位；GB/T 15835《出版物上数字用法》。
    """
    first: dict[str, Claim] = {}
    for reading in case.readings:
        claim = reading.claim
        identity = _identity(reading)
        if not identity or claim.unit not in COUNTED:
            continue
        earlier = first.setdefault(identity, claim)
        if earlier is claim:
            continue
        if earlier.unit == claim.unit:
            yield Held(claim.refs)
        else:
            what = cell_names(case.edition, claim.refs) if claim.refs else claim.supplementary
            fields = {"later": claim.text, "earlier": earlier.text, "what": what}
            yield Hit(
                fields, start=claim.start, end=claim.end, refs=claim.refs, found=claim.unit, expected=earlier.unit
            )


def _identity(reading: Reading) -> str:
    """What a number counts and how much, so that two with one identity are the same figure; "" where that is open."""
    claim = reading.claim
    if claim.kind is not Kind.FIGURE or claim.bound is not Bound.EXACT or not claim.value:
        return ""
    if claim.expression is not None:
        return "" if claim.expression.over else f"{claim.expression.text}|{claim.value}"
    return f"{claim.supplementary}|{claim.value}" if len(claim.supplementary) >= SHORTEST else ""


@rule("UNI103", "units.impossible", Severity.ERROR, "“{what}”不能以“{unit}”计：“{quote}”", TEXT)
def impossible(case: Case) -> Iterator[Outcome]:
    """单位与所说的事相配。

    Flags: 申请、复议、诉讼、办结的件数后面写成元、公里、吨等；收取的处理费、收费金额后面写成件、条、次。
    Accepts: 件、份、宗、起、条、次、例等习用的量词；金额为0的；收费通知的件数，收费项目的项数。
    Leaves to others: 元与万元相混（UNI101），前后单位不同（UNI102）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号附表各栏的单位；国办函〔2020〕109号。
    """
    seen = False
    for reading in case.readings:
        claim = reading.claim
        if claim.kind is not Kind.FIGURE or not claim.unit:
            continue
        seen = True
        match = _misfit(case.report.text, claim)
        if match and not _counts_kinds(match[0], claim.unit):
            fields = {"what": match[0], "unit": claim.unit, "quote": claim.text}
            yield Hit(fields, start=claim.start, end=claim.end, found=claim.unit)
    yield Held() if seen else NotApplicable("正文没有带单位的数")


def _misfit(text: str, claim: Claim) -> re.Match[str] | None:
    """The noun before a number that cannot be counted in its unit, or None."""
    window = text[max(0, claim.start - REACH) : claim.start]
    counted = claim.unit in COUNTED and "费" in window
    if not claim.value or not (counted or claim.unit in MONEY or claim.unit in MEASURED):
        return None
    noun = "".join(CLAUSE.split(window)[-1].split())
    return (FEES if counted else APPLICATIONS).search(noun)


def _counts_kinds(what: str, unit: str) -> bool:
    """行政事业性收费3项 tells how many kinds of fees there are, not what was taken."""
    return unit in KINDS and what.startswith("行政事业性收费") and "金额" not in what


RULES = (money, changed, impossible)
