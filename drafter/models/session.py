"""A chat model as drafting meets it: masked, cached, budgeted and on the record, for several threads at once."""

from __future__ import annotations

import math
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from drafter.errors import (
    BadCompletion,
    BudgetExceeded,
    DryRun,
    ModelError,
    ModelRefused,
    ModelUnavailable,
    PromptTooLong,
)
from drafter.models.budget import Budget, Hold, Purse
from drafter.models.cache import AnswerCache
from drafter.models.completion import Chat, Completion
from drafter.models.ledger import SendingLedger
from drafter.models.masking import Masked
from drafter.models.outage import Outage
from drafter.models.outgoing import FRAME, Outgoing, host, outgoing
from drafter.models.price import Price
from drafter.models.prompt import Answer, Prompt, Usage
from drafter.models.tokens import at_most

T = TypeVar("T", bound=BaseModel)
CACHE_BYTES = 200_000_000
"""About 100,000 answers of one section each."""

_MARGIN = 1.1
"""One prompt has more tokens for its length than another."""


def _unheard(place: str, piece: str) -> None:
    pass


@dataclass(frozen=True)
class SessionTerms:
    """On which terms a model is asked.

    `ledger`: the file every sending is recorded in; `kept`: the folder the sent texts are kept in as well, None for
    not at all. `mask` takes personal data out of what is sent. `notice` is told, in Chinese, of what went wrong
    without stopping anything. `cache`: the folder of answers, None asks anew every time; `cache_bytes` its bound.
    `address`: the provider's base URL, "" for a model on this machine; `options`: whatever else shapes its answers.
    `answer_tokens`: the most tokens of one answer, as the chat was told them.
    `dry_run` is shown each prompt instead of the provider. `heard` is told the place and each piece of an answer as
    it comes. `workers`: how many asks `together` should run at once.
    """

    ledger: Path
    mask: Callable[[str], Masked]
    notice: Callable[[str], None]
    kept: Path | None = None
    cache: Path | None = None
    cache_bytes: int = CACHE_BYTES
    budget: Budget | None = None
    price: Price | None = None
    address: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    answer_tokens: int = 4096
    dry_run: Callable[[Prompt], None] | None = None
    heard: Callable[[str, str], None] = _unheard
    workers: int = 4


def open_session(chat: Chat, terms: SessionTerms) -> Session:
    """A session with `chat` on `terms`; nothing is sent yet.

    Raises:
        SettingsError: the ledger cannot be written, or a budget in yuan has no price to go by.
    """
    cache = None if terms.cache is None else AnswerCache(terms.cache, most=terms.cache_bytes, notice=terms.notice)
    return Session(chat, terms, Purse(terms.budget, terms.price), SendingLedger(terms.ledger, kept=terms.kept), cache)


class Session:
    """Answers prompts (`Asked`). Every thread may ask at any time; what was asked before comes from the cache."""

    def __init__(
        self, chat: Chat, terms: SessionTerms, purse: Purse, ledger: SendingLedger, cache: AnswerCache | None
    ) -> None:
        """Use `open_session`."""
        self._chat = chat
        self._terms = terms
        self._purse = purse
        self._ledger = ledger
        self._cache = cache
        self._address = host(terms.address)
        self._turn = threading.Lock()
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._outage = Outage()
        self._rate = 1.0
        self._usage = Usage(cost=None if terms.price is None else Decimal(0))

    @property
    def id(self) -> str:
        """The model's id as the user named it."""
        return self._chat.id

    @property
    def workers(self) -> int:
        """How many asks to run at once."""
        return self._terms.workers

    @property
    def usage(self) -> Usage:
        """What all calls came to so far; of calls that failed, as far as the provider said."""
        with self._turn:
            return self._usage

    def ask(self, prompt: Prompt, form: type[T]) -> Answer[T]:
        """The answer to `prompt` as a `form`, from the cache where the same was asked before.

        Raises:
            ModelUnavailable: the provider could not be reached or kept failing; after what lasts, or after several
                calls in a row, nothing more is sent.
            ModelRefused: the model declined.
            BudgetExceeded: the call could go over the budget; nothing was sent.
            BadCompletion: no answer of that form could be had, after repair.
            DryRun: the prompt was shown, nothing was sent.
            SettingsError: the ledger cannot be written; nothing more is sent.
        """
        letter = outgoing(prompt, form, self._terms.mask)
        if self._terms.dry_run is not None:
            self._terms.dry_run(letter.prompt)
            raise DryRun("只看提示词，没有发出请求。")
        key = letter.key(self.id, self._terms.address, self._terms.options)
        with self._one_at_a_time(key):
            known = self._known(key, form)
            if known is not None:
                return known
            self._outage.demand()
            return self._asked(key, letter, form)

    def _one_at_a_time(self, key: str) -> AbstractContextManager[object]:
        """The second of two threads that ask the same finds the answer of the first in the cache."""
        if self._cache is None:
            return nullcontext()
        with self._turn:
            return self._turns[key]

    def _known(self, key: str, form: type[T]) -> Answer[T] | None:
        found = None if self._cache is None else self._cache.find(key, form)
        if found is None:
            return None
        value, raw = found
        return Answer(value, raw, self._add(Usage(cached=1, cost=self._cost(0, 0))))

    def _asked(self, key: str, letter: Outgoing, form: type[T]) -> Answer[T]:
        held = self._purse.reserve(self._most(letter.most_tokens), self._terms.answer_tokens)
        spent: tuple[int, int] | None = (0, 0)
        try:
            call = self._ledger.sending(letter, model=self.id, address=self._address)
            spent = None
            done = self._outage.watch(lambda: self._sent(call, letter, form, held))
            spent = (done.prompt_tokens, done.completion_tokens)
        except ModelError as error:
            spent = error.spent
            raise
        finally:
            held.settle(spent)
        if done.calls == 1:
            self._learn(done.prompt_tokens / letter.most_tokens)
        if self._cache is not None and not done.cut:  # asked anew, it may come whole
            self._cache.keep(key, self.id, done.value, done.raw)
        usage = self._usage_of(done)
        self._add(usage)
        self._ledger.ended(call, "answered", {"way": done.way, "cut": done.cut, **_figures(usage)})
        return Answer(done.value, done.raw, usage)

    def _sent(self, call: str, letter: Outgoing, form: type[T], held: Hold) -> Completion[T]:
        """The provider's answer; whatever goes wrong is recorded on its way up."""

        def again(text: str) -> None:
            held.more(self._most(at_most(text) + FRAME), self._terms.answer_tokens)
            self._ledger.again(call, text)

        heard = partial(self._terms.heard, letter.prompt.place)
        try:
            return self._chat.complete(letter.prompt, form, heard, again)
        except BaseException as error:
            usage = Usage()
            if isinstance(error, ModelError) and error.spent is not None:
                usage = Usage(1, 0, *error.spent, cost=self._cost(*error.spent))
                self._add(usage)
            self._ledger.ended(call, _outcome(error), _figures(usage))
            raise

    def _most(self, tokens: int) -> int:
        with self._turn:
            return math.ceil(tokens * self._rate)

    def _learn(self, rate: float) -> None:
        """Models made for English need two and three tokens a Chinese character: more than was taken for the most."""
        with self._turn:
            self._rate = max(self._rate, rate * _MARGIN)

    def _usage_of(self, done: Completion[T]) -> Usage:
        prompt, completion = done.prompt_tokens, done.completion_tokens
        return Usage(done.calls, 0, prompt, completion, done.seconds, self._cost(prompt, completion))

    def _cost(self, prompt_tokens: int, completion_tokens: int) -> Decimal | None:
        return None if self._terms.price is None else self._terms.price.of(prompt_tokens, completion_tokens)

    def _add(self, more: Usage) -> Usage:
        with self._turn:
            self._usage = added(self._usage, more)
        return more


def added(one: Usage, other: Usage) -> Usage:
    """What both came to; the cost is known where both are."""
    return Usage(
        one.calls + other.calls,
        one.cached + other.cached,
        one.prompt_tokens + other.prompt_tokens,
        one.completion_tokens + other.completion_tokens,
        one.seconds + other.seconds,
        None if one.cost is None or other.cost is None else one.cost + other.cost,
    )


def _figures(usage: Usage) -> dict[str, object]:
    return {
        "calls": usage.calls,
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "seconds": round(usage.seconds, 3),
        "cost": None if usage.cost is None else f"{usage.cost.normalize():f}",
    }


def _outcome(error: BaseException) -> str:
    names: dict[type[BaseException], str] = {
        PromptTooLong: "too_long",
        ModelUnavailable: "unavailable",
        ModelRefused: "refused",
        BadCompletion: "unusable",
        BudgetExceeded: "over_budget",
        KeyboardInterrupt: "interrupted",
    }
    return next((name for kind, name in names.items() if isinstance(error, kind)), "failed")
