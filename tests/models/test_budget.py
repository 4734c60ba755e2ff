"""Budgets: how they are written, and that no number of threads gets past one."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.errors import BudgetExceeded, UsageError
from drafter.models import Budget, Price, read_budget, together
from drafter.models.budget import Purse, Unit
from drafter.models.tokens import at_most
from tests.models.small_chat import SmallChat, Words, prompt, session


@pytest.mark.parametrize(
    ("written", "amount", "unit"),
    [
        ("200000", "200000", Unit.TOKENS),
        ("200,000", "200000", Unit.TOKENS),
        ("20万", "200000", Unit.TOKENS),
        ("1.5万词元", "15000", Unit.TOKENS),
        ("300 tokens", "300", Unit.TOKENS),
        ("5元", "5", Unit.YUAN),
        ("0.5 元", "0.5", Unit.YUAN),
        ("￥5", "5", Unit.YUAN),
        ("2 yuan", "2", Unit.YUAN),
    ],
)
def test_a_budget_is_read_as_written(written: str, amount: str, unit: Unit) -> None:
    assert read_budget(written) == Budget(Decimal(amount), unit)


@pytest.mark.parametrize("written", ["", "0", "0元", "-5", "五元", "5美元", "很多", "1e5", "5元5角"])
def test_what_is_no_budget_is_said_so(written: str) -> None:
    with pytest.raises(UsageError, match="看不懂预算"):
        read_budget(written)


def test_yuan_are_counted_by_the_price() -> None:
    purse = Purse(Budget(Decimal("0.01"), Unit.YUAN), Price(Decimal(2), Decimal(8)))
    purse.reserve(1000, 1000).settle((1000, 500))
    with pytest.raises(BudgetExceeded, match=r"预算 0.01元，已用 0.006元，下一次最多要用 0.01元"):
        purse.reserve(1000, 1000)
    purse.reserve(500, 375)


def test_what_nobody_knows_counts_in_full() -> None:
    purse = Purse(Budget(Decimal(100), Unit.TOKENS), None)
    purse.reserve(50, 10).settle(None)
    with pytest.raises(BudgetExceeded):
        purse.reserve(41, 0)
    purse.reserve(40, 0)


def test_a_call_waits_for_those_under_way_before_it_is_refused() -> None:
    purse = Purse(Budget(Decimal(100), Unit.TOKENS), None)
    first = purse.reserve(60, 0)
    granted = threading.Event()

    def second() -> None:
        purse.reserve(60, 0)
        granted.set()

    waiting = threading.Thread(target=second)
    waiting.start()
    assert not granted.is_set()
    first.settle((40, 0))
    waiting.join()
    assert granted.is_set()


def test_more_for_a_call_under_way_that_can_never_be_had_is_refused_at_once() -> None:
    purse = Purse(Budget(Decimal(100), Unit.TOKENS), None)
    one = purse.reserve(60, 0)
    purse.reserve(40, 0)
    with pytest.raises(BudgetExceeded, match="正在进行的请求留用 100词元"):
        one.more(41, 0)


def test_calls_that_all_want_more_do_not_wait_for_each_other() -> None:
    purse = Purse(Budget(Decimal(100), Unit.TOKENS), None)
    refused: list[int] = []

    def call(number: int) -> None:
        held = purse.reserve(25, 0)
        everyone.wait()
        try:
            held.more(25, 0)
        except BudgetExceeded:
            refused.append(number)
        held.settle((10, 0))

    everyone = threading.Barrier(4)
    together(call, range(4), workers=4)
    # The last to ask finds all others waiting and is refused. What it gives back is too little for any of them, so one
    # more is; then there is enough for one after the other.
    assert len(refused) == 2


@given(
    st.integers(1000, 20000),
    st.lists(st.tuples(st.integers(1, 100), st.integers(1, 100)), min_size=1, max_size=20),
    st.integers(2, 6),
)
def test_no_number_of_threads_passes_the_budget(most: int, calls: list[tuple[int, int]], workers: int) -> None:
    purse = Purse(Budget(Decimal(most), Unit.TOKENS), None)
    spent: list[int] = []

    def call(tokens: tuple[int, int]) -> None:
        try:
            reserved = purse.reserve(1000, 1000)
        except BudgetExceeded:
            return
        reserved.settle(tokens)
        spent.append(sum(tokens))

    together(call, calls, workers=workers)
    assert sum(spent) <= most
    assert len(spent) == len(calls) or sum(spent) + 2000 > most


def test_a_session_under_many_threads_keeps_to_its_budget(tmp_path: Path) -> None:
    asked = session(tmp_path, SmallChat(tokens=(400, 100)), budget=read_budget("3000"), answer_tokens=100)
    places = [str(place) for place in range(20)]

    def ask(place: str) -> bool:
        try:
            asked.ask(prompt("一二三四五" * 40 + place, place), Words)
        except BudgetExceeded:
            return False
        return True

    answered = together(ask, places, workers=8)
    assert 0 < answered.count(True) < 20
    assert asked.usage.prompt_tokens + asked.usage.completion_tokens <= 3000


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("政府信息", 6), ("abcd", 2), ("{{t3.new}}", 5)])
def test_tokens_are_taken_for_more_than_they_come_to(text: str, tokens: int) -> None:
    assert at_most(text) == tokens
