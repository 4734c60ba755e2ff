"""A provider that is out: not asked again and again, so that a draft does not wait for it block after block."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from drafter.errors import ModelUnavailable, PromptTooLong

R = TypeVar("R")
MOST = 3
"""Calls in a row that may fail, each with its own retries, before no more are made."""


class Outage:
    """What is known of a provider's being out, over calls from several threads."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._turn = threading.Lock()
        self._failed = 0
        self._last: ModelUnavailable | None = None

    def demand(self) -> None:
        """See to it that a call makes sense.

        Raises:
            ModelUnavailable: the last ones failed, for good or too often.
        """
        with self._turn:
            last, failed = self._last, self._failed
        if last is not None and (last.lasting or failed >= MOST):
            error = ModelUnavailable(f"{last}（此前已经如此，这一次没有再发出请求。）")
            error.lasting = True
            error.spent = (0, 0)
            raise error from last

    def watch(self, call: Callable[[], R]) -> R:
        """What `call` returns; its failure is noted, its success forgets those before."""
        try:
            made = call()
        except PromptTooLong:
            raise  # of this prompt, not of the provider
        except ModelUnavailable as error:
            with self._turn:
                self._failed += 1
                if self._last is None or not self._last.lasting:
                    self._last = error
            raise
        with self._turn:
            self._failed, self._last = 0, None
        return made
