"""A bound on what calls may come to, kept before they are made and under concurrency."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from drafter.errors import BudgetExceeded, SettingsError, UsageError
from drafter.models.price import Price

_WRITTEN = re.compile(
    r"[¥￥]?(?P<amount>\d+(?:\.\d+)?)(?P<scale>[万千]?)(?P<unit>元|块|yuan|tokens?|词元|)", re.IGNORECASE
)
_SCALES = {"": 1, "千": 1000, "万": 10000}


class Unit(StrEnum):
    """What a budget counts, in the words the user reads."""

    TOKENS = "词元"
    YUAN = "元"


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `amount` of `unit` for all calls of a session together."""

    amount: Decimal
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount:f}{self.unit}"


def read_budget(written: str) -> Budget:
    """The budget as the user wrote it: "200000" or "20万" tokens, "5元" or "￥5" yuan.

    Raises:
        UsageError: it is neither, or nothing.
    """
    plain = written.replace(",", "").replace("，", "").replace(" ", "")
    match = _WRITTEN.fullmatch(plain)
    if match is None or not Decimal(match["amount"]):
        raise UsageError(f"看不懂预算“{written}”。请写词元数，如 200000 或 20万；或写金额，如 5元。")
    unit = Unit.YUAN if plain[0] in "¥￥" or match["unit"].lower() in ("元", "块", "yuan") else Unit.TOKENS
    return Budget(Decimal(match["amount"]) * _SCALES[match["scale"]], unit)


class Purse:
    """What is spent and what is set aside for calls under way, from several threads.

    A call sets the most it can come to aside before anything is sent and gives back what it did not need, so the sum
    spent never passes the budget however many calls run at once.
    """

    def __init__(self, budget: Budget | None, price: Price | None) -> None:
        """Start with nothing spent.

        Raises:
            SettingsError: the budget is in yuan and the model's price is not known.
        """
        if budget is not None and budget.unit is Unit.YUAN and price is None:
            raise SettingsError(
                "预算以元计，但没有这个模型的价格。请在设置文件里写明它的 price_in 和 price_out（元/百万词元），"
                "或者把 --budget 写成词元数。"
            )
        self._budget = budget
        self._price = price
        self._spent = Decimal(0)
        self._aside = Decimal(0)
        self._under_way = 0
        self._stuck = 0  # of those under way, how many wait for more
        self._changed = threading.Condition()

    def reserve(self, prompt_tokens: int, completion_tokens: int) -> Hold:
        """Set aside what a call may come to; waits while only calls under way stand against it.

        Raises:
            BudgetExceeded: what is already spent leaves too little.
        """
        need = self._worth(prompt_tokens, completion_tokens)
        with self._changed:
            while not self._fits(need):
                self._demand(self._spent + need, need)
                self._changed.wait()
            self._aside += need
            self._under_way += 1
        return Hold(self, need)

    def add(self, held: Decimal, prompt_tokens: int, completion_tokens: int) -> Decimal:
        """Set more aside for a call under way that holds `held`; returns how much.

        Waits for other calls, but not where all of them wait for each other.

        Raises:
            BudgetExceeded: there is not enough left.
        """
        need = self._worth(prompt_tokens, completion_tokens)
        with self._changed:
            while not self._fits(need):
                self._demand(self._spent + held + need, need)
                if self._stuck + 1 >= self._under_way:
                    self._demand(self._spent + self._aside + need, need)
                self._stuck += 1
                self._changed.wait()
                self._stuck -= 1
            self._aside += need
        return need

    def book(self, held: Decimal, spent: tuple[int, int] | None) -> None:
        """See Hold.settle."""
        with self._changed:
            self._aside -= held
            self._under_way -= 1
            self._spent += held if spent is None else self._worth(*spent)
            self._changed.notify_all()

    def _fits(self, need: Decimal) -> bool:
        return self._budget is None or self._spent + self._aside + need <= self._budget.amount

    def _demand(self, total: Decimal, need: Decimal) -> None:
        """See to it that the budget covers `total`."""
        if self._budget is not None and total > self._budget.amount:
            raise BudgetExceeded(self._refusal(self._budget, need))

    def _worth(self, prompt_tokens: int, completion_tokens: int) -> Decimal:
        if self._budget is not None and self._budget.unit is Unit.YUAN and self._price is not None:
            return self._price.of(prompt_tokens, completion_tokens)
        return Decimal(prompt_tokens + completion_tokens)

    def _refusal(self, budget: Budget, need: Decimal) -> str:
        places = Decimal("0.0001") if budget.unit is Unit.YUAN else Decimal(1)
        spent, aside, more = (amount.quantize(places).normalize() for amount in (self._spent, self._aside, need))
        others = f"正在进行的请求留用 {aside:f}{budget.unit}，" if aside else ""
        return (
            f"预算不够，没有发出请求：预算 {budget}，已用 {spent:f}{budget.unit}，{others}"
            f"下一次最多要用 {more:f}{budget.unit}。请提高 --budget 后再运行，已经写好的部分不会重做。"
        )


class Hold:
    """What is set aside for one call."""

    def __init__(self, purse: Purse, amount: Decimal) -> None:
        """Use Purse.reserve."""
        self._purse = purse
        self._amount = amount

    def more(self, prompt_tokens: int, completion_tokens: int) -> None:
        """Set more aside, for asking again.

        Raises:
            BudgetExceeded: there is not enough left.
        """
        self._amount += self._purse.add(self._amount, prompt_tokens, completion_tokens)

    def settle(self, spent: tuple[int, int] | None) -> None:
        """Book what the call came to, tokens sent and answered, and give back the rest of what was set aside for it.

        None: nobody knows what it came to, and all that was set aside counts as spent.
        """
        self._purse.book(self._amount, spent)
