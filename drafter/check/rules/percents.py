"""PCT, continued: percentages that no whole can have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.phrase import decimal, rounded
from drafter.check.rule import rule
from drafter.check.verdict import Reading
from drafter.claims import Claim, Kind
from drafter.documents import Severity, Verdict
from drafter.numerals import Bound, Quantity

TEXT = (Need.TEXT,)
WHOLE = 100
REACH = 24  # characters before a percentage in which it is said what it is a share of
_RATE = (
    r"(?:办结|答复|回复|办理|公开|满意|好评|及时|知晓|合格|覆盖|解读|回应|按时|按期|达标|准确"
    r"|群众满意|按时办结|按期答复)率"
)
_OF = r"占(?:比|总数的?|总量的?|全部的?|[^，,。；;、\d占]{1,14}的)?"
SHARE = re.compile(rf"(?:{_RATE}(?:均)?(?:为|达到?|是|约为)?|{_OF}[为达约]?(?:到)?)$")
# 回收问卷30份，满意率98.7%; 共12件，其中网上提交的占35%: a share of the count just before, told without its part.
OF_THE_COUNT = re.compile(
    rf"[，,；;](?:按时|按期|总体|群众)?{_RATE}(?:均)?(?:为|达到?|是)?|[，,；;]?其中[，,]?[^，,。；;\d（(]{{1,14}}占(?:比|总数的?)?[为达]?"
)
COUNTED = ("件", "份", "条", "篇", "宗", "起", "例", "人", "个", "次", "张")
LARGEST = 500  # above it every percentage with up to one decimal is some count's
BESIDE = re.compile(r"[，,、；;]?(?:而|和|及)?[^，,。；;、\d（()）\n]{1,14}占(?:比|总数的?|总量的?)?[为达]?")


@rule("PCT102", "percents.above_whole", Severity.ERROR, "“{lead}{share}”：占比和办结率之类不会超过100%", TEXT)
def above_whole(case: Case) -> Iterator[Outcome]:
    """占比、办结率、满意率等不超过100%。

    Flags: “占”后面的百分数，办结率、答复率、满意率等大于100%的。
    Accepts: 增长、完成目标任务、与上年相比的百分数；说“是去年的百分之几”的。
    Leaves to others: 分子、分母都在表中的占比（NUM102），增减百分比（CHG102）。
    Source: 《政府信息公开条例》第五十条；数据应当准确。
    """
    for claim in _percentages(case):
        lead = SHARE.search(case.report.text, max(0, claim.start - REACH), claim.start)
        if lead is None:
            continue
        if claim.value is not None and claim.value > WHOLE:
            fields = {"lead": lead[0], "share": claim.text}
            yield Hit(fields, start=claim.start, end=claim.end, found=decimal(claim.value))
        else:
            yield Held()


def _percentages(case: Case) -> list[Claim]:
    """The percentages the tables do not judge, in order."""
    found = []
    for reading in case.readings:
        judged = reading.verdict in (Verdict.MATCHED, Verdict.CONTRADICTED)
        if reading.claim.kind is Kind.FIGURE and reading.claim.unit == "%" and not judged:
            found.append(reading.claim)
    return found


@rule("PCT103", "percents.sum", Severity.WARNING, "并列的占比{shares}，超过100%", TEXT)
def add_up(case: Case) -> Iterator[Outcome]:
    """并列的几个占比相加不超过100%。

    Flags: “甲占70%，乙占40%”之类连着说的几个占比，相加超过100%（已留出四舍五入的余地）。
    Accepts: 中间隔着其他数的；概数；前后不是同一句的。
    Leaves to others: 带有件数的占比（PCT101、NUM102）。
    Source: 《政府信息公开条例》第五十条；数据应当前后一致。
    """
    for shares in _abreast(case.report.text, _percentages(case)):
        total = sum((share.value or Fraction(0) for share in shares), Fraction(0))
        room = sum((share.quantity.step / 2 for share in shares if share.quantity), Fraction(0))
        if total <= WHOLE + room:
            yield Held()
            continue
        added = "＋".join(share.text for share in shares)
        yield Hit(
            {"shares": f"{added}＝{decimal(total)}%"}, start=shares[0].start, end=shares[-1].end, found=decimal(total)
        )


def _abreast(text: str, shares: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Runs of two or more shares with nothing but the next one's name between them."""
    run: list[Claim] = []
    for share in shares:
        named = SHARE.search(text, max(0, share.start - REACH), share.start)
        exact = share.bound is Bound.EXACT and named is not None and "占" in named[0]
        if run and exact and BESIDE.fullmatch(text, run[-1].end, share.start):
            run.append(share)
            continue
        if len(run) > 1:
            yield run
        run = [share] if exact else []
    if len(run) > 1:
        yield run


@rule("PCT104", "percents.of_a_small_count", Severity.WARNING, "“{whole}”的{share}凑不成整数：{near}", TEXT)
def of_a_small_count(case: Case) -> Iterator[Outcome]:
    """小数目的百分比，是其中若干件除以总数得来的。

    Flags: 总数后面紧跟的占比、办结率、满意率，总数中取几件都算不出的（30份的98.7%）；总数在五百以内。
    Accepts: 四舍五入或截断到所示位数能算出的；总数或比例是概数的；比例不是该总数的。
    Leaves to others: 部分数也说了的（PCT101），分子、分母都在表中的（NUM102）。
    Source: 《政府信息公开条例》第五十条；数据应当前后一致。
    """
    figures = [reading for reading in case.readings if reading.claim.kind is Kind.FIGURE]
    for before, reading in pairwise(figures):
        whole, share = before.claim, reading.claim
        if _is_of(case.report.text, before, reading) and share.quantity is not None and whole.value is not None:
            if has_part(share.quantity, int(whole.value)):
                yield Held()
            else:
                fields = {"whole": whole.text, "share": share.text, "near": _near(share, whole)}
                yield Hit(fields, start=share.start, end=share.end, found=decimal(share.value or Fraction(0)))


def has_part(share: Quantity, count: int) -> bool:
    """Tell whether some whole number of `count` has that share of it, in percent, to the digits it shows.

    What is admitted lies around the share as stated: if any part is, the nearest below it or above it is.
    """
    part = max(int(share.value * count / WHOLE), 0)
    return any(share.admits(Fraction(WHOLE * near, count)) for near in (part, part + 1) if near <= count)


def _is_of(text: str, before: Reading, reading: Reading) -> bool:
    whole, share = before.claim, reading.claim
    if (
        share.unit != "%"
        or reading.verdict in (Verdict.MATCHED, Verdict.CONTRADICTED)
        or share.bound is not Bound.EXACT
    ):
        return False
    small = whole.value is not None and whole.value.denominator == 1 and 1 < whole.value <= LARGEST
    plain = small and whole.unit in COUNTED and whole.bound is Bound.EXACT
    return plain and bool(OF_THE_COUNT.fullmatch(text, whole.end, share.start)) and (share.value or 0) <= WHOLE


def _near(share: Claim, whole: Claim) -> str:
    """The two parts of the whole whose shares lie next to the one stated."""
    count, stated = int(whole.value or 1), share.value or Fraction(0)
    part = int(stated * count / WHOLE)
    told = [f"{n}{whole.unit}为{rounded(Fraction(WHOLE * n, count), 2)}%" for n in (part, part + 1) if n <= count]
    return "，".join(told)


RULES = (above_whole, add_up, of_a_small_count)
