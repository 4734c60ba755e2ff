"""Attempts at one call, repeated while what goes wrong may pass."""

from __future__ import annotations

from collections.abc import Callable

import openai
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential, wait_random

from drafter.models import faults
from drafter.models.completion import ChatOptions
from drafter.models.hearing import Hearing


class Attempts:
    """The rules of one address: how often, how long apart, and that the user is told."""

    def __init__(self, options: ChatOptions, place: faults.Place) -> None:
        """No attempt made yet."""
        self._options = options
        self._place = place
        self._backoff = wait_exponential(multiplier=options.first_pause, max=options.patience) + wait_random(
            0, options.first_pause
        )

    def made(self, attempt: Callable[[], Hearing]) -> Hearing:
        """What `attempt` returns once it succeeds; its last error where it never does."""
        retrying = Retrying(
            stop=stop_after_attempt(self._options.attempts),
            retry=retry_if_exception(self._worth_another),
            wait=self._wait,
            before_sleep=self._tell,
            reraise=True,
        )
        return retrying(attempt)

    def _worth_another(self, error: BaseException) -> bool:
        asked = _asked_to_wait(error)
        return faults.is_passing(error) and (asked is None or asked <= self._options.patience)

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = _asked_to_wait(error) if error else None
        return self._backoff(state) if asked is None else asked

    def _tell(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        pause = state.next_action.sleep if state.next_action else 0.0
        what = faults.in_short(error) if error else ""
        turn = f"第 {state.attempt_number + 1} 次，共 {self._options.attempts} 次"
        self._options.notice(f"模型服务 {self._place.base_url} {what}，{pause:.0f} 秒后重试（{turn}）。")


def _asked_to_wait(error: BaseException) -> float | None:
    """Seconds a server asks to wait, None where it asks nothing that is understood."""
    if not isinstance(error, openai.APIStatusError):
        return None
    headers = error.response.headers
    for name, unit in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            return max(0.0, float(headers[name]) / unit)
        except (KeyError, ValueError):
            continue
    return None
