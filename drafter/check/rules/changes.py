"""CHG: changes against last year, and the words that tell their direction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from drafter.check.against import (
    MESSAGE,
    contradiction,
    disputed,
    held_against_tables,
    is_figure,
    of_both_years,
    of_last_year,
    told,
)
from drafter.check.amounts import LAST_YEAR
from drafter.check.case import Case, Need
from drafter.check.directions import directions
from drafter.check.movements import Movement, movements
from drafter.check.outcome import Held, Hit, Outcome, Undecided
from drafter.check.phrase import decimal, rounded, shown, worked
from drafter.check.rule import rule
from drafter.check.said import said_claims
from drafter.check.verdict import Reading, agrees
from drafter.claims import Claim, Kind
from drafter.documents import Severity, Verdict
from drafter.form import Amount, Expression
from drafter.form.expression import change

TEXT = (Need.TEXT,)
WRONG_WAY = "方向相反"
NO_CHANGE = "实际没有增减"


def _change(reading: Reading, expression: Expression) -> bool:
    return is_figure(reading) and of_both_years(expression)


def _is_wrong_way(case: Case, reading: Reading, expression: Expression) -> bool:
    """Whether a rise is said of what fell, or a fall of what rose, or either of what stayed as it was."""
    signs = {term.sign for term in expression.terms}
    value = expression.evaluate(case.amounts.of)
    if len(signs) < 2 or value is None or not reading.claim.value:
        return False
    return reading.verdict is Verdict.CONTRADICTED and value * reading.claim.value <= 0


@rule("CHG101", "changes.amount", Severity.ERROR, MESSAGE, TEXT)
def amount(case: Case) -> Iterator[Outcome]:
    """正文所说比上年增减的件数，等于两年的表之差。

    Flags: “较上年增加（减少）几件”与两年的表相减的结果不同。
    Accepts: 按所示位数一致的数；没有给出上年报告时不作判断；与更早的年份相比的数。
    Leaves to others: 增减百分比和倍数（CHG102），增减方向说反的（CHG103），引用的上年数（NUM103）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    yield from held_against_tables(case, lambda r, e: _change(r, e) and not e.over and not _is_wrong_way(case, r, e))


@rule("CHG102", "changes.rate", Severity.ERROR, MESSAGE, TEXT)
def rate(case: Case) -> Iterator[Outcome]:
    """正文所说比上年增减的百分比、倍数，由两年的表算得出。

    Flags: “同比增长百分之几”“是去年的几倍”“翻一番”与两年的表算得的结果不同。
    Accepts: 按所示位数四舍五入或截断后一致的数；接近两倍的“翻番”；没有给出上年报告时不作判断。
    Leaves to others: 增减的件数（CHG101），增减方向说反的（CHG103），占比（NUM102）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    yield from held_against_tables(case, lambda r, e: _change(r, e) and bool(e.over) and not _is_wrong_way(case, r, e))


@rule("CHG103", "changes.direction", Severity.ERROR, MESSAGE, TEXT)
def direction(case: Case) -> Iterator[Outcome]:
    """带数字的增减，方向与两年的表一致。

    Flags: 说增加而实际减少，说下降而实际上升，说有增减而两年的数相等。
    Accepts: 方向对的增减；没有给出上年报告时不作判断。
    Leaves to others: 方向对而数不对的（CHG101、CHG102），不带数字的“有所增加”（CHG105）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """

    def telling(case: Case, reading: Reading, expression: Expression) -> Hit:
        if not _is_wrong_way(case, reading, expression):
            return contradiction(case, reading, expression)
        tables = worked(expression, case.amounts, reading.mention.expected or "")
        way = WRONG_WAY if expression.evaluate(case.amounts.of) else NO_CHANGE
        return disputed(reading, f"{tables}，{way}", told(case, reading))

    def wanted(reading: Reading, expression: Expression) -> bool:
        """Every change whose direction can be told; one of the wrong size alone is right in its direction."""
        directed = len({term.sign for term in expression.terms}) == 2
        sized = reading.verdict is Verdict.CONTRADICTED and not _is_wrong_way(case, reading, expression)
        return _change(reading, expression) and directed and not sized

    yield from held_against_tables(case, wanted, telling)


@rule("CHG104", "changes.alike", Severity.ERROR, MESSAGE, TEXT)
def alike(case: Case) -> Iterator[Outcome]:
    """说与上年持平的，两年的数相等。

    Flags: “与上年持平”“与去年相同”而两年的表不同；“基本持平”而相差较大的也在内。
    Accepts: “基本持平”而相差不到一成的；没有给出上年报告时不作判断。
    Leaves to others: 带数字的增减（CHG101至CHG103）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    yield from held_against_tables(case, lambda r, e: not is_figure(r) and of_last_year(e))


@rule(
    "CHG105",
    "changes.direction_words",
    Severity.WARNING,
    "“{quote}”的方向与两年的表不符：{worked}",
    (Need.TEXT, Need.PREVIOUS),
)
def direction_words(case: Case) -> Iterator[Outcome]:
    """不带数字的“较上年有所增加（减少）”，方向与两年的表一致。

    Flags: 说申请、复议、诉讼或行政许可、处罚、强制“较上年增加”而实际减少或相等，说“下降”而实际上升或相等。
    Accepts: 没有写明与上年相比的“逐年增加”；主语不是这几项，或只是其中一部分的；没有给出上年报告时不作判断。
    Leaves to others: 带数字的增减（CHG103），与上年持平（CHG104）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    for said in directions(case.report.text, case.report.year):
        difference = change(said.keys)
        value = difference.evaluate(case.amounts.of)
        if value is None:
            yield Undecided("两年的表没有读全", difference.refs)
        elif value * said.sign > 0:
            yield Held(difference.refs)
        else:
            tables = worked(difference, case.amounts, decimal(value))
            yield Hit({"quote": said.words, "worked": tables}, start=said.start, end=said.end, refs=difference.refs)


@rule("CHG106", "changes.in_text", Severity.ERROR, "“{quote}”与正文所说的两个数不符：{worked}", TEXT)
def in_text(case: Case) -> Iterator[Outcome]:
    """正文里两年的数都有的，增减的方向和大小由这两个数得出。

    Flags: “由8件增至12件，增加5件”“12件，比上年的8件增长30%”之类前后算不到一起的；“由12件增至8件”；
    没有上年报告可对，而上年数正文另有说明的，也这样核对。
    Accepts: 按所示位数四舍五入或截断后一致的；有概数的；两个数说的不是同一件事的。
    Leaves to others: 增减已能与两年的表核对的（CHG101至CHG103）；两个数各自与表（NUM101、NUM103）。
    Source: 《政府信息公开条例》第五十条；数据应当前后一致。
    """
    judged: set[int] = set()
    for found in movements(case.report.text, case.readings):
        judged.add(found.said.start)
        yield Held() if found.fits else _moved_otherwise(found)
    left = [r for r in case.readings if r.verdict is Verdict.UNDECIDED and r.claim.start not in judged]
    changes = [(r, r.claim.expression) for r in left if r.claim.expression and _change(r, r.claim.expression)]
    said = said_claims(case, (Kind.FIGURE,)) if changes else {}
    for reading, expression in changes:
        yield from _by_what_is_said(case, reading, expression, said)


def _by_what_is_said(
    case: Case, reading: Reading, expression: Expression, said: Mapping[str, Claim]
) -> Iterator[Outcome]:
    """Judge a change by the tables as far as they go, and by what the text says of the other cells."""

    def of(key: str) -> Amount | None:
        known = case.amounts.of(key)
        value = said[key].value if key in said else None
        return int(value) if known is None and value is not None and value.denominator == 1 else known

    exact = expression.evaluate(of)
    if exact is None:
        return
    if agrees(reading.claim, exact):
        yield Held(expression.refs)
        return
    now, before = (
        sum(of(key) or 0 for key in expression.refs if key.startswith(LAST_YEAR) is last) for last in (False, True)
    )
    way = "增加" if now > before else "减少" if now < before else "没有增减"
    yield Hit(
        {"quote": reading.claim.text, "worked": f"本年{shown(now)}、上年{shown(before)}，{way}"},
        start=reading.claim.start,
        end=reading.claim.end,
        refs=expression.refs,
        found=reading.mention.value,
        expected=rounded(exact, 2),
    )


def _moved_otherwise(found: Movement) -> Hit:
    claim = found.said
    return Hit(
        {"quote": claim.text, "worked": found.worked},
        start=claim.start,
        end=claim.end,
        found=decimal(claim.value) if claim.value is not None else None,
        expected=found.expected,
    )


RULES = (amount, rate, direction, alike, direction_words, in_text)
