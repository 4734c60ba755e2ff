"""The numbers of the text that mean cells, each with what it came to against the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from drafter.check.amounts import LAST_YEAR
from drafter.check.case import Case
from drafter.check.outcome import Held, Hit, Outcome, Undecided
from drafter.check.phrase import listed, worked
from drafter.check.verdict import Reading
from drafter.claims import Kind
from drafter.documents import Severity, Verdict
from drafter.form import Expression
from drafter.numerals import Bound

MESSAGE = "正文“{quote}”与表不符：{worked}{remark}"
LOOSE = (Bound.ABOUT, Bound.OVER, Bound.UNDER, Bound.RANGE)
ELSEWHERE = "同一段里这一格另有不同的数，请看是否只是其中一部分"

Wanted = Callable[[Reading, Expression], bool]
Telling = Callable[[Case, Reading, Expression], Hit]


def held_against_tables(case: Case, wanted: Wanted, telling: Telling | None = None) -> Iterator[Outcome]:
    """Yield an outcome for every reading of the wanted sort that is bound to cells; `telling` words the hits."""
    for reading in case.readings:
        expression = reading.claim.expression
        if expression is None or not wanted(reading, expression):
            continue
        if reading.verdict is Verdict.CONTRADICTED:
            yield (telling or contradiction)(case, reading, expression)
        elif reading.verdict is Verdict.MATCHED:
            yield Held(reading.mention.refs)
        elif reading.verdict is Verdict.UNDECIDED:
            yield Undecided(reading.mention.note, reading.mention.refs)


def contradiction(case: Case, reading: Reading, expression: Expression) -> Hit:
    """The hit of a number the tables contradict, in the fields of `MESSAGE`."""
    return disputed(reading, worked(expression, case.amounts, reading.mention.expected or ""), told(case, reading))


def disputed(reading: Reading, tables: str, remarks: tuple[str, ...] = ()) -> Hit:
    """A hit on a number with what the tables say of it; a loose number and one with remarks weigh as a warning."""
    claim, mention = reading.claim, reading.mention
    remark = listed((*remarks, mention.note))
    doubtful = claim.bound in LOOSE or bool(claim.note) or any(remarks)
    return Hit(
        {"quote": claim.text, "worked": tables, "remark": f"（{remark}）" if remark else ""},
        start=claim.start,
        end=claim.end,
        refs=mention.refs,
        found=mention.value,
        expected=mention.expected,
        severity=Severity.WARNING if doubtful else None,
    )


def told(case: Case, reading: Reading) -> tuple[str, ...]:
    """The remark that the same paragraph tells another value of the same cells: one of the two may be a part."""
    text, claim = case.report.text, reading.claim
    left = text.rfind("\n", 0, claim.start)
    right = text.find("\n", claim.end)
    otherwise = any(
        other.claim.expression == claim.expression and other.claim.value not in (claim.value, None)
        for other in case.readings
        if left < other.claim.start and (right < 0 or other.claim.end <= right)
    )
    return (ELSEWHERE,) if otherwise else ()


def is_figure(reading: Reading) -> bool:
    """Whether the number is written out, not stated without a digit."""
    return reading.claim.kind is Kind.FIGURE


def of_last_year(expression: Expression) -> bool:
    """Whether a cell of last year's report takes part."""
    return any(key.startswith(LAST_YEAR) for key in expression.refs)


def of_both_years(expression: Expression) -> bool:
    """Whether cells of this year's and of last year's report take part: a change or a multiple."""
    return of_last_year(expression) and not all(key.startswith(LAST_YEAR) for key in expression.refs)
