"""Chat with any server that speaks the OpenAI wire."""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable
from typing import Any, TypeVar

import openai
from pydantic import BaseModel, SecretStr

from drafter.errors import BadCompletion, ModelError, ModelRefused
from drafter.models import faults
from drafter.models.address import address_of
from drafter.models.attempts import Attempts
from drafter.models.call import TURNED_DOWN, Call, response_format
from drafter.models.completion import ChatOptions, Completion, unwatched
from drafter.models.dialects import Fault, Way, manners_of
from drafter.models.hearing import Hearing, TooLong
from drafter.models.prompt import Prompt
from drafter.models.said import Said, Spent, Turn, WayRefused
from drafter.models.structured import complete
from drafter.models.transport import open_client, timeout_of, trusted
from drafter.models.wire import Wire

T = TypeVar("T", bound=BaseModel)

# Models named in an error at most.
_NAMED = 20


def open_openai(
    model_id: str, name: str, key: SecretStr | None, base_url: str | None, options: ChatOptions
) -> OpenAIChat:
    """The chat for a row of the kind openai. Without an address it is the official one.

    Raises:
        MissingKey: the address lets nobody in without a key, and there is none.
        SettingsError: `base_url` is no http address, or the key cannot be one.
    """
    return OpenAIChat(model_id, name, key, address_of(name, key, base_url), options)


class OpenAIChat:
    """One model at one address."""

    def __init__(self, model_id: str, name: str, key: SecretStr | None, base_url: str, options: ChatOptions) -> None:
        """Nothing is sent yet."""
        self.id = model_id
        self._place = faults.Place(base_url, name, key)
        self._options = options
        self._manners = manners_of(base_url, name)
        client = open_client(base_url, options, keyless=key is None)
        # Connections are kept open between the calls; nobody closes a chat.
        weakref.finalize(self, client.close)
        self._wire = Wire(
            model=name,
            base_url=base_url,
            # The library will have one; the client takes it out again.
            api_key=key or SecretStr("none"),
            http_client=client,
            # Never used; the library's own would read the certificates again.
            http_async_client=openai.DefaultAsyncHttpxClient(verify=trusted()),
            http_socket_options=(),
            timeout=timeout_of(options),
            max_retries=0,
            use_responses_api=False,
        )

    def __repr__(self) -> str:
        return f"OpenAIChat({self.id!r}, {self._place.base_url!r})"

    def complete(
        self,
        prompt: Prompt,
        form: type[T],
        heard: Callable[[str], None],
        again: Callable[[str], None] = unwatched,
    ) -> Completion[T]:
        """See Chat."""
        return complete(self, prompt, form, heard, again)

    def ways(self) -> tuple[Way, ...]:
        """See Speaker."""
        return self._manners.ways

    def took(self, way: Way) -> None:
        """See Speaker."""
        self._manners.settle(way)

    def say(self, turns: tuple[Turn, ...], way: Way, schema: dict[str, Any], heard: Callable[[str], None]) -> Said:
        """See Speaker."""
        started = time.monotonic()
        call = Call(self._wire, self._manners, self._options, turns, response_format(way, schema), heard)
        try:
            hearing = Attempts(self._options, self._place).made(call.attempt)
        except (openai.APIError, faults.Garbled, TooLong) as error:
            raise self._raised(error, way, call.spent(time.monotonic() - started)) from error
        return self._judged(hearing, call.spent(time.monotonic() - started))

    def _raised(self, error: openai.APIError | faults.Garbled | TooLong, way: Way, spent: Spent) -> Exception:
        """What to raise for an error that came last."""
        told = self._told(error)
        told.spent = (spent.prompt_tokens, spent.completion_tokens)
        if isinstance(error, TURNED_DOWN) and faults.fault_of(error) is None and way is not Way.TEXT:
            return WayRefused(told, spent)
        return told

    def _told(self, error: openai.APIError | faults.Garbled | TooLong) -> ModelError:
        if isinstance(error, TooLong):
            name, length = self._place.model, len(error.raw)
            return BadCompletion(
                f"模型“{name}”的回答没有止境，到第 {length} 字时已中断。请换用别的模型。", raw=error.raw
            )
        if isinstance(error, faults.Garbled):
            return faults.garbled(error, self._place)
        models = self._served() if faults.fault_of(error) is Fault.NO_MODEL else ()
        return faults.told(error, self._place, models=models)

    def _served(self) -> tuple[str, ...]:
        """The models the server says it has; none where it does not say."""
        try:
            listed = self._wire.root_client.models.list()
            return tuple(str(row.id) for row in listed.data[:_NAMED])
        except (openai.APIError, TypeError, AttributeError):
            # Only to help: the error that is about to be raised stands without it.
            return ()

    def _judged(self, hearing: Hearing, spent: Spent) -> Said:
        """The answer, unless it is a refusal."""
        if hearing.refusal or hearing.filtered:
            reason = self._place.hidden(hearing.refusal) or "内容审核未通过"
            refused = ModelRefused(
                f"模型“{self._place.model}”拒绝回答：{reason}。请检查素材中的措辞，或者换用别的模型。"
            )
            refused.spent = (spent.prompt_tokens, spent.completion_tokens)
            raise refused
        return Said(hearing.text, hearing.reasoning, hearing.cut, spent)
