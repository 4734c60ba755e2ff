"""NUM: what the text says of the tables' figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from drafter.check.amounts import LAST_YEAR
from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, Outcome, Undecided
from drafter.check.phrase import clause, listed, worked
from drafter.check.rule import rule
from drafter.check.verdict import Reading, agrees
from drafter.claims import Kind
from drafter.documents import Severity, Verdict
from drafter.form import Expression, Term
from drafter.numerals import Bound

MESSAGE = "正文“{quote}”与表不符：{worked}{remark}"
LOOSE = (Bound.ABOUT, Bound.OVER, Bound.UNDER, Bound.RANGE)
NEW, CARRIED_IN = "t3.new.", "t3.carried_in."
WITH_CARRIED_IN = "恰为本年新收与上年结转之和，如含上年结转，请写明"
ELSEWHERE = "同一段里这一格另有不同的数，请看是否只是其中一部分"
TEXT = (Need.TEXT,)


def _of_last_year(expression: Expression) -> bool:
    return any(key.startswith(LAST_YEAR) for key in expression.refs)


def _without_digit(reading: Reading, expression: Expression) -> bool:
    return reading.claim.kind is Kind.CLAIM


def _change(reading: Reading, expression: Expression) -> bool:
    return reading.claim.kind is Kind.FIGURE and _of_last_year(expression)


def _share(reading: Reading, expression: Expression) -> bool:
    return reading.claim.kind is Kind.FIGURE and bool(expression.over) and not _of_last_year(expression)


def _count(reading: Reading, expression: Expression) -> bool:
    return reading.claim.kind is Kind.FIGURE and not expression.over and not _of_last_year(expression)


def _held_against_tables(case: Case, wanted: Callable[[Reading, Expression], bool]) -> Iterator[Outcome]:
    """Yield an outcome for every reading of the wanted sort that is bound to cells."""
    for reading in case.readings:
        expression = reading.claim.expression
        if expression is None or not wanted(reading, expression):
            continue
        if reading.verdict is Verdict.CONTRADICTED:
            yield _contradiction(case, reading, expression)
        elif reading.verdict is Verdict.MATCHED:
            yield Held(reading.mention.refs)
        elif reading.verdict is Verdict.UNDECIDED:
            yield Undecided(reading.mention.note, reading.mention.refs)


def _told_otherwise_nearby(case: Case, reading: Reading, expression: Expression) -> bool:
    """Whether the same paragraph tells another value of the same cells: one of the two may be an unnamed part."""
    text, claim = case.report.text, reading.claim
    left = text.rfind("\n", 0, claim.start)
    right = text.find("\n", claim.end)
    return any(
        other.claim.expression == expression and other.claim.value not in (claim.value, None)
        for other in case.readings
        if left < other.claim.start and (right < 0 or other.claim.end <= right)
    )


def _contradiction(case: Case, reading: Reading, expression: Expression) -> Hit:
    claim, mention = reading.claim, reading.mention
    before = clause(case.report.text, claim.start, claim.start)
    otherwise = WITH_CARRIED_IN if _includes_carried_in(case, reading, expression) and "新收" not in before else ""
    apart = ELSEWHERE if _told_otherwise_nearby(case, reading, expression) else ""
    remark = listed((otherwise, apart, mention.note))
    doubtful = claim.bound in LOOSE or bool(claim.note) or bool(otherwise) or bool(apart)
    return Hit(
        {
            "quote": claim.text,
            "worked": worked(expression, case.amounts, mention.expected or ""),
            "remark": f"（{remark}）" if remark else "",
        },
        start=claim.start,
        end=claim.end,
        refs=mention.refs,
        found=mention.value,
        expected=mention.expected,
        severity=Severity.WARNING if doubtful else None,
    )


def _includes_carried_in(case: Case, reading: Reading, expression: Expression) -> bool:
    """Whether the number is what was new together with what was carried in, which 收到 and 受理 may also mean."""
    if not all(term.key.startswith(NEW) and term.sign > 0 for term in expression.terms) or expression.over:
        return False
    both = [*expression.terms, *(Term(term.key.replace(NEW, CARRIED_IN)) for term in expression.terms)]
    exact = Expression(tuple(both)).evaluate(case.amounts.of)
    return exact is not None and agrees(reading.claim, exact)


@rule("NUM101", "figures.counts", Severity.ERROR, MESSAGE, TEXT)
def counts(case: Case) -> Iterator[Outcome]:
    """正文所说的件数、金额与表中相应的格一致。

    Flags: 按词义指表中某一格（或几格之和）而数值不同的数字；带“约、余、近”等的概数偏离过大作提醒，
    “收到、受理”的数恰好含上年结转也作提醒。
    Accepts: 按所示位数四舍五入或截断后一致的数；部分时段、其他机关或更大范围的数；公文、稿件等表中没有的数。
    Leaves to others: 比例（NUM102），与上年比较的数（NUM103），不带数字的说法（NUM104）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    yield from _held_against_tables(case, _count)


@rule("NUM102", "figures.shares", Severity.ERROR, MESSAGE, TEXT)
def shares(case: Case) -> Iterator[Outcome]:
    """正文所说的占比由表中的数算得出。

    Flags: 分子、分母都能在表中找到而比例算不到的百分数。
    Accepts: 按所示位数四舍五入或截断后一致的比例；表中没有其分子或分母的比例。
    Leaves to others: 件数（NUM101），增减百分比（NUM103）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表三、附表四。
    """
    yield from _held_against_tables(case, _share)


@rule("NUM103", "figures.changes", Severity.ERROR, MESSAGE, TEXT)
def changes(case: Case) -> Iterator[Outcome]:
    """正文所说的增减和上年数与两年的表一致。

    Flags: 与上年相比的增减数、增减百分比或倍数同两年的表算不到一起；引用的上年数与上年报告不同。
    Accepts: 按所示位数四舍五入或截断后一致的数；没有给出上年报告时不作判断。
    Leaves to others: 本年的件数（NUM101）和占比（NUM102）；两年的表本身的衔接（YOY101至YOY103）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    yield from _held_against_tables(case, _change)


@rule("NUM104", "figures.statements", Severity.ERROR, MESSAGE, TEXT)
def statements(case: Case) -> Iterator[Outcome]:
    """正文不带数字的说法（未收到、未发生、全部办结、与上年持平等）与表一致。

    Flags: 说没有而表中有数，说全部而表中还有其他，说持平而两年的数不同。
    Accepts: 表中相应的格为0或可由勾稽关系推定为0；表中没有相应格的说法。
    Leaves to others: 带数字的说法（NUM101至NUM103）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    yield from _held_against_tables(case, _without_digit)


RULES = (counts, shares, changes, statements)
