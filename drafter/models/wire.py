"""langchain's OpenAI chat, with what compatible servers send beyond the specification kept instead of dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

import openai
from langchain_core.messages import AIMessage, BaseMessage, BaseMessageChunk
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai.chat_models.base import BaseChatOpenAI
from pydantic import model_validator

_THOUGHTS = ("reasoning_content", "reasoning")
_KEPT = "drafter_kept"


@dataclass(frozen=True, slots=True)
class Piece:
    """What one chunk brings; `finish` is None before the last one, `tokens` (prompt, completion) where it tells any."""

    text: str = ""
    thought: str = ""
    refusal: str = ""
    finish: str | None = None
    tokens: tuple[int, int] | None = None


class Wire(BaseChatOpenAI):
    """One model at one address.

    `pieces` and `whole` call the provider part of langchain's interface, below its callbacks: tracing that environment
    variables turn on (LANGSMITH_TRACING and the like) would send prompts elsewhere.
    """

    @model_validator(mode="after")
    def _take_events_as_they_are(self) -> Self:
        self.client = _Completions(self.client)
        return self

    def pieces(self, turns: list[BaseMessage], parameters: Mapping[str, Any]) -> Iterator[Piece]:
        """The answer as it streams in."""
        try:
            for generation in self._stream(turns, **parameters):
                yield _piece(generation.message, (generation.generation_info or {}).get("finish_reason"))
        except _TurnedDown as held:
            raise held.error from None

    def whole(self, turns: list[BaseMessage], parameters: Mapping[str, Any]) -> Piece:
        """The answer in one piece."""
        generation = self._generate(turns, **parameters).generations[0]
        return _piece(generation.message, (generation.generation_info or {}).get("finish_reason"))

    def _convert_chunk_to_generation_chunk(
        self,
        chunk: dict[str, Any],
        default_chunk_class: type[BaseMessageChunk],
        base_generation_info: dict[str, Any] | None,
    ) -> ChatGenerationChunk | None:
        choice = (chunk.get("choices") or [{}])[0]
        if choice.get("usage") and not chunk.get("usage"):  # Kimi
            chunk = {**chunk, "usage": choice["usage"]}
        delta = choice.get("delta")
        if choice and not delta:  # a last chunk with the finish reason and nothing else
            chunk = {**chunk, "choices": [{**choice, "delta": {"content": ""}}]}
        made = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
        if made is not None and delta:
            made.message.additional_kwargs[_KEPT] = _kept(delta)
        return made

    def _create_chat_result(self, response: Any, generation_info: dict[str, Any] | None = None) -> ChatResult:
        result = super()._create_chat_result(response, generation_info)
        told = response if isinstance(response, dict) else response.model_dump(warnings=False)
        for generation, choice in zip(result.generations, told["choices"], strict=True):
            generation.message.additional_kwargs[_KEPT] = _kept(choice["message"])
        return result


class _TurnedDown(Exception):
    """Carries `error` past langchain, which warns the user of what is nothing to warn of: a refused schema."""

    def __init__(self, error: openai.APIStatusError) -> None:
        super().__init__()
        self.error = error


class _Completions:
    """The library's endpoint, its events as plain dictionaries.

    langchain would make them so itself and warn the user of every field that is not of the specified kind.
    """

    def __init__(self, endpoint: Any) -> None:
        self._endpoint = endpoint

    def __getattr__(self, name: str) -> Any:
        return getattr(self._endpoint, name)

    def create(self, **payload: Any) -> Any:
        try:
            answer = self._endpoint.create(**payload)
        except openai.APIStatusError as error:
            raise _TurnedDown(error) from error
        return _events(answer) if payload.get("stream") else answer


@contextmanager
def _events(stream: Any) -> Iterator[Iterator[Any]]:
    with stream:
        yield (event.model_dump(warnings=False) if hasattr(event, "model_dump") else event for event in stream)


def _kept(said: Mapping[str, Any]) -> dict[str, str]:
    thought = next((said[name] for name in _THOUGHTS if isinstance(said.get(name), str) and said[name]), "")
    refusal = said.get("refusal")
    return {"thought": thought, "refusal": refusal if isinstance(refusal, str) else ""}


def _piece(message: BaseMessage, finish: str | None) -> Piece:
    kept = message.additional_kwargs.get(_KEPT, {})
    used = message.usage_metadata if isinstance(message, AIMessage) else None
    tokens = (used["input_tokens"], used["output_tokens"]) if used else None
    if tokens is not None and not all(isinstance(count, int) for count in tokens):
        tokens = None
    return Piece(str(message.text), kept.get("thought", ""), kept.get("refusal", ""), finish, tokens)
