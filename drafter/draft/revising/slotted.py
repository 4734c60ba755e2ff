"""What a checked number means, written as a slot."""

from __future__ import annotations

from drafter.form import Expression

_LAST_YEAR = "prev."


def slot_of(expression: str) -> str:
    """The slot whose figure an expression of a review gives; "" where no slot is of that shape."""
    try:
        parsed = Expression.parse(expression)
    except ValueError:
        return ""
    if parsed.each:
        return ""
    plus = [term.key for term in parsed.terms if term.sign > 0]
    minus = [term.key for term in parsed.terms if term.sign < 0]
    over = [term.key for term in parsed.over]
    if not minus:
        body = "+".join(plus)
        same_year = len({key.startswith(_LAST_YEAR) for key in [*plus, *over]}) == 1
        return body if not over else f"share:{body}/{'+'.join(over)}" if same_year else ""
    before = [f"{_LAST_YEAR}{key}" for key in plus]
    if minus != before or any(key.startswith(_LAST_YEAR) for key in plus):
        return ""
    if not over:
        return f"change:{'+'.join(plus)}"
    return f"growth:{'+'.join(plus)}" if over == before else ""
