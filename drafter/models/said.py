"""One answer of a model, before it is read as anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from drafter.errors import ModelError
from drafter.models.dialects import Way


@dataclass(frozen=True, slots=True)
class Turn:
    """One message; `role` is system, user or assistant."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Spent:
    """What calls took. `calls`: how often the prompt went out. `estimated`: tokens the server did not tell."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    calls: int = 0
    seconds: float = 0.0
    estimated: bool = False

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.calls + other.calls,
            self.seconds + other.seconds,
            self.estimated or other.estimated,
        )


@dataclass(frozen=True, slots=True)
class Said:
    """An answer's text and the thinking before it. `cut`: the server broke it off before its end."""

    text: str
    reasoning: str
    cut: bool
    spent: Spent

    def after(self, earlier: Spent) -> Said:
        """The same, with what was spent before added."""
        return replace(self, spent=earlier + self.spent)


class WayRefused(Exception):
    """The server does not take this way of asking for a form; `error` is what to raise when there is no other way."""

    def __init__(self, error: ModelError, spent: Spent) -> None:
        """Keep what the server said and what it took."""
        super().__init__(str(error))
        self.error = error
        self.spent = spent


class Speaker(Protocol):
    """Whatever answers turns in words."""

    def ways(self) -> tuple[Way, ...]:
        """The ways to try, the strictest first; never empty."""
        ...

    def took(self, way: Way) -> None:
        """Told when `way` was answered after the ways above it were refused."""
        ...

    def say(self, turns: tuple[Turn, ...], way: Way, schema: dict[str, Any], heard: Callable[[str], None]) -> Said:
        """One answer. `schema` is the strict JSON schema, for Way.SCHEMA.

        Raises:
            WayRefused: see there.
            ModelError: no answer.
        """
        ...
