"""元 and 万元 mixed up: a sum of money ten thousand times what it should be, or one ten-thousandth."""

from __future__ import annotations

from drafter.check.case import Case
from drafter.check.verdict import Reading
from drafter.documents import Verdict

WAN = 10_000


def is_unit_slip(case: Case, reading: Reading) -> bool:
    """Whether the tables contradict a sum of money that they would bear out with 万元 for 元, or 元 for 万元."""
    return slip(case, reading) is not None


def slip(case: Case, reading: Reading) -> str | None:
    """The unit the number would be right in, "元" or "万元"; None where no change of the unit mends it."""
    claim = reading.claim
    if reading.verdict is not Verdict.CONTRADICTED or claim.unit != "元" or not claim.value or claim.expression is None:
        return None
    exact = claim.expression.evaluate(case.amounts.of)
    if not exact:
        return None
    # Money is kept in 元 once its 万 is read; a cell of the forms is in 万元.
    due = exact * WAN
    if claim.quantity is not None and claim.quantity.admits(due / WAN):
        return "万元"
    return "元" if claim.quantity is not None and claim.quantity.admits(due * WAN) else None
