"""A call as a server on loopback gets it, and what it is to send back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from drafter.evaluate.dialect import Quirk


@dataclass(frozen=True, slots=True)
class Request:
    """One call as the server got it. `headers` have small letters."""

    path: str
    body: dict[str, Any]
    headers: Mapping[str, str]

    @property
    def model(self) -> str:
        """The model asked for."""
        return str(self.body.get("model", ""))

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The messages, oldest first."""
        return list(self.body.get("messages", ()))

    @property
    def user(self) -> str:
        """What the last message of the user says."""
        return next((str(said["content"]) for said in reversed(self.messages) if said.get("role") == "user"), "")

    @property
    def response_format(self) -> dict[str, Any] | None:
        """The form asked for, None for plain text."""
        return self.body.get("response_format")

    @property
    def stream(self) -> bool:
        """Whether the answer is wanted in pieces."""
        return bool(self.body.get("stream"))


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server sends.

    With a `status` other than 200 it sends `error`: a mapping as JSON, a text as it is, None as the dialect words it.
    `delay`: seconds before the first byte; `pause`: between the pieces of a stream. `size`: characters of a piece.
    `quirks` come on top of those of the dialect. `raw` replaces the whole body of a plain answer. `tokens`: prompt and
    completion as told in the usage, None for one a character.
    """

    content: str = ""
    reasoning: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    pause: float = 0.0
    finish: str = "stop"
    refusal: str | None = None
    error: Mapping[str, Any] | str | None = None
    quirks: frozenset[Quirk] = frozenset()
    size: int = 8
    raw: bytes | None = None
    tokens: tuple[int, int] | None = None
