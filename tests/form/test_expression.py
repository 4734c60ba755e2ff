"""An expression and its text are each other's inverse."""

from __future__ import annotations

import pytest

from drafter.form import Expression
from drafter.form.expression import change, count, growth, multiple, share
from drafter.form.identity import Term

KEYS = ("t3.new.total", "t3.denied.secret.natural")


@pytest.mark.parametrize(
    "expression",
    [
        count("t3.new.total"),
        count(*KEYS),
        change(KEYS),
        share(KEYS, ("t3.processed.total",)),
        share(("t3.granted.total",), KEYS),
        growth(KEYS),
        growth(("t3.new.total",), 1),
        multiple(KEYS, 100),
        Expression((Term("t3.processed.total", -1), Term("t3.new.total"))),
        Expression((Term("t3.new.total"), Term("t3.granted.total")), each=True),
    ],
)
def test_the_text_gives_the_expression_back(expression: Expression) -> None:
    assert Expression.parse(expression.text, expression.scale) == expression


@pytest.mark.parametrize("text", ["", "t3.new.total +", "t3.new.total t3.granted.total", "(a", "len(x)"])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Expression.parse(text)
