"""NUM: what the text says of the tables' figures."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.against import (
    MESSAGE,
    disputed,
    held_against_tables,
    is_figure,
    of_both_years,
    of_last_year,
    told,
)
from drafter.check.case import Case, Need
from drafter.check.money import is_unit_slip
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.phrase import clause, worked
from drafter.check.rule import rule
from drafter.check.verdict import Reading, agrees
from drafter.documents import Severity, Verdict
from drafter.form import Expression, Term

NEW, CARRIED_IN = "t3.new.", "t3.carried_in."
WITH_CARRIED_IN = "恰为本年新收与上年结转之和，如含上年结转，请写明"
TEXT = (Need.TEXT,)


def _count(case: Case, reading: Reading, expression: Expression) -> bool:
    plain = is_figure(reading) and not expression.over and not of_last_year(expression)
    return plain and not is_unit_slip(case, reading)


def _count_contradicted(case: Case, reading: Reading, expression: Expression) -> Hit:
    claim = reading.claim
    before = clause(case.report.text, claim.start, claim.start)
    also = _includes_carried_in(case, reading, expression) and "新收" not in before
    remarks = ((WITH_CARRIED_IN,) if also else ()) + told(case, reading)
    return disputed(reading, worked(expression, case.amounts, reading.mention.expected or ""), remarks)


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
    Leaves to others: 比例（NUM102），上年的数（NUM103），增减（CHG各规则），不带数字的说法（ZER各规则），
    元与万元相混（UNI101）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    yield from held_against_tables(case, lambda r, e: _count(case, r, e), _count_contradicted)


@rule("NUM102", "figures.shares", Severity.ERROR, MESSAGE, TEXT)
def shares(case: Case) -> Iterator[Outcome]:
    """正文所说的占比由表中的数算得出。

    Flags: 分子、分母都能在表中找到而比例算不到的百分数。
    Accepts: 按所示位数四舍五入或截断后一致的比例；表中没有其分子或分母的比例。
    Leaves to others: 件数（NUM101），增减百分比（CHG102）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表三、附表四。
    """
    yield from held_against_tables(case, lambda r, e: is_figure(r) and bool(e.over) and not of_last_year(e))


@rule("NUM103", "figures.last_years", Severity.ERROR, MESSAGE, TEXT)
def last_years(case: Case) -> Iterator[Outcome]:
    """正文引用的上年数与上年报告一致。

    Flags: 按词义指上年报告某一格（如“与上年的12件相比”）而数值不同的数字。
    Accepts: 按所示位数四舍五入或截断后一致的数；没有给出上年报告时不作判断。
    Leaves to others: 增减的件数、百分比和方向（CHG各规则）；两年的表本身的衔接（YOY101至YOY103）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    yield from held_against_tables(case, lambda r, e: is_figure(r) and of_last_year(e) and not of_both_years(e))


@rule("NUM105", "figures.none_checked", Severity.WARNING, "正文没有一处数字能与表格核对{why}，不能视为通过", TEXT)
def none_checked(case: Case) -> Iterator[Outcome]:
    """正文至少有一处数字或数字性表述与表格核对过。

    Flags: 正文的数字和数字性表述没有一处能与表格对上号的，如附表没有读到、正文没有写申请和案件数；标在开头。
    Accepts: 有一处相符或不符的；只有数据、没有正文的。
    Leaves to others: 各处数字对不对（NUM101至NUM103、ZER各规则）；附表缺少或没有读到（STR106）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    judged = [r for r in case.readings if r.verdict in (Verdict.MATCHED, Verdict.CONTRADICTED)]
    if judged:
        yield Held()
        return
    figures = sum(reading.claim.kind.states_a_figure for reading in case.readings)
    tables = "" if case.report.figures else "，没有读到附表"
    text = case.report.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    why = f"（{f'共{figures}处' if figures else '没有写数字'}{tables}）"
    yield Hit({"why": why}, start=start, end=len(text.rstrip()) if end < 0 else end, subject="没有核对")


RULES = (counts, shares, last_years, none_checked)
