"""One provider's edge: what a chat model takes and gives, whoever serves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

from drafter.models.prompt import Prompt

T = TypeVar("T", bound=BaseModel)


def _unnoticed(line: str) -> None:
    pass


def unwatched(text: str) -> None:
    """Let the question go out again."""


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """How a chat model is called. Times are in seconds, lengths in characters.

    `between` bounds the silence between two pieces of an answer and before the first, `whole` one attempt from end to
    end. `attempts` counts the first one. `first_pause` doubles with every attempt, with some chance in it; what a
    server asks for in Retry-After goes before it, up to `patience`. An answer longer than `longest` or thinking longer
    than `thinking` is broken off. `temperature` and `tokens` (the most tokens of an answer) are left to the server
    where None. `context` (tokens of prompt and answer together) and `threads` (None: all cores but one) are of models
    run on this machine. `notice` is told in Chinese of every attempt that failed and will be repeated.
    """

    connect: float = 10.0
    between: float = 120.0
    whole: float = 600.0
    attempts: int = 4
    first_pause: float = 1.0
    patience: float = 60.0
    longest: int = 32_000
    thinking: int = 100_000
    temperature: float | None = None
    tokens: int | None = None
    context: int = 8192
    threads: int | None = None
    notice: Callable[[str], None] = _unnoticed


@dataclass(frozen=True, slots=True)
class Completion(Generic[T]):
    """A model's answer in the form asked for, and what it took.

    `raw` is the text of the answer used, as it came; `reasoning` what the model thought aloud before it. Tokens and
    `seconds` are sums over every call that was answered; `calls` counts each time the prompt went out, repeated and
    refused ones included. `way`: "schema" (the server kept to the schema), "json" (to JSON), "text" (JSON found in
    plain words) or "repair" (mended, or right only when asked again). `cut`: the answer broke off; `value` has what was
    whole of it. `estimated`: the server told no tokens; they are counted from the text, rather too high.
    """

    value: T
    raw: str
    prompt_tokens: int
    completion_tokens: int
    calls: int
    seconds: float
    reasoning: str = ""
    way: str = "schema"
    cut: bool = False
    estimated: bool = False


class Chat(Protocol):
    """A model that can be asked. Safe to use from several threads at once."""

    @property
    def id(self) -> str:
        """The model's id as the user named it, e.g. openai:deepseek-chat."""
        ...

    def complete(
        self,
        prompt: Prompt,
        form: type[T],
        heard: Callable[[str], None],
        again: Callable[[str], None] = unwatched,
    ) -> Completion[T]:
        """The answer to `prompt` as a `form`; `heard` gets its text in pieces, as they come.

        When an attempt is repeated the pieces start over. An answer that was no `form` is asked for once more: before
        that, `again` gets all the words that are to be sent, and stops it by raising.

        Raises:
            ModelUnavailable: the provider could not be reached, kept failing, or turned the call down.
            ModelRefused: the model declined to answer.
            BadCompletion: no answer of that form could be had, after repair and one more question.
        """
        ...
