"""A provider's edge as the session sees it, whoever the provider is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from pydantic import BaseModel

from drafter.models.prompt import Prompt

T = TypeVar("T", bound=BaseModel)
T_co = TypeVar("T_co", bound=BaseModel, covariant=True)


class Completed(Protocol[T_co]):
    """What an edge hands up. Tokens and calls are of every call it took, repairs and retries included."""

    @property
    def value(self) -> T_co:
        """The answer in the form asked for."""
        ...

    @property
    def raw(self) -> str:
        """Its text as it came."""
        ...

    @property
    def prompt_tokens(self) -> int:
        """Tokens sent."""
        ...

    @property
    def completion_tokens(self) -> int:
        """Tokens answered, thinking included."""
        ...

    @property
    def calls(self) -> int:
        """How often the provider was asked."""
        ...

    @property
    def seconds(self) -> float:
        """How long the provider took."""
        ...


class Edge(Protocol):
    """A provider's edge: it sends what it is given, and knows nothing of cache, budget and record."""

    @property
    def id(self) -> str:
        """The model's id as the user named it."""
        ...

    def complete(self, prompt: Prompt, form: type[T], heard: Callable[[str], None]) -> Completed[T]:
        """The model's answer; `heard` is told each piece of text as it comes."""
        ...
