"""What goes to a model and what comes back, whoever the provider is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One call.

    `task` names the prompt file (write, polish, …) and `version` its version; `place` is the section of the report the
    call is for, "" for the whole. `system` stays the same over the calls of one task, so that providers can keep it.
    """

    task: str
    version: str
    place: str
    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What calls came to. `seconds`: spent waiting for the provider. `cost`: in yuan, None where no price is known."""

    calls: int = 0
    cached: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """A model's answer in the form asked for; `raw` is its text as it came, `usage` what this one answer cost."""

    value: T
    raw: str
    usage: Usage


class Asked(Protocol):
    """Whatever answers prompts: all that the drafting room knows of models."""

    @property
    def id(self) -> str:
        """The model's id as the user named it, e.g. openai:deepseek-chat."""
        ...

    @property
    def usage(self) -> Usage:
        """What all calls came to so far."""
        ...

    def ask(self, prompt: Prompt, form: type[T]) -> Answer[T]:
        """The answer to `prompt` as a `form`.

        Safe to call from several threads at once.

        Raises:
            ModelUnavailable: the provider could not be reached or kept failing.
            ModelRefused: the model declined.
            BudgetExceeded: the call would go over the budget; nothing was sent.
            BadCompletion: no answer of that form could be had, after repair.
        """
        ...
