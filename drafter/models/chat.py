"""Chat with any server that speaks the OpenAI wire."""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import openai
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from pydantic import BaseModel, SecretStr
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential, wait_random

from drafter.errors import BadCompletion, MissingKey, ModelRefused, SettingsError
from drafter.models import faults
from drafter.models.completion import ChatOptions, Completion, unwatched
from drafter.models.dialects import Fault, Way, dialect_of, manners_of
from drafter.models.hearing import Hearing, TooLong
from drafter.models.prompt import Prompt
from drafter.models.said import Said, Spent, Turn, WayRefused
from drafter.models.spec import OFFICIAL
from drafter.models.structured import complete
from drafter.models.tokens import estimate
from drafter.models.transport import open_client, timeout_of
from drafter.models.wire import Piece, Wire

T = TypeVar("T", bound=BaseModel)

_MESSAGES: Mapping[str, type[BaseMessage]] = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
_CEILINGS = ("max_tokens", "max_completion_tokens")
_TURNED_DOWN = (openai.BadRequestError, openai.UnprocessableEntityError)
# Models named in an error at most.
_NAMED = 20


def open_openai(
    model_id: str, name: str, key: SecretStr | None, base_url: str | None, options: ChatOptions
) -> OpenAIChat:
    """The chat for a row of the kind openai. Without an address it is the official one.

    Known services that let nobody in without a key want one here; any other address may do without (Ollama, vLLM on
    the own network), and where it does not, its refusal says so.

    Raises:
        MissingKey: as said.
        SettingsError: `base_url` is no http address.
    """
    return OpenAIChat(model_id, name, key, address_of(name, key, base_url), options)


def address_of(name: str, key: SecretStr | None, base_url: str | None) -> str:
    """The address a model is asked at, without a slash at its end.

    Raises:
        MissingKey: it lets nobody in without a key, and there is none.
        SettingsError: it is no http address.
    """
    address = (base_url or OFFICIAL).strip().rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"模型服务地址“{address}”写得不对，应以 http:// 或 https:// 开头。请检查 OPENAI_BASE_URL。")
    row = dialect_of(address, name)
    if row.key and key is None:
        raise MissingKey(f"使用 {row.name} 的模型“{name}”需要密钥，请设置环境变量 OPENAI_API_KEY。")
    return address


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
        attempts = _Attempts(self._options, self._place)
        messages = [_MESSAGES[turn.role](turn.text) for turn in turns]
        try:
            hearing = attempts.made(lambda: self._listen(messages, way, schema, heard), self._adapted)
        except openai.APIError as error:
            raise self._raised(error, way, Spent(calls=attempts.count, seconds=time.monotonic() - started)) from error
        except faults.Garbled as error:
            raise faults.garbled(error, self._place) from error
        except TooLong as error:
            raise self._too_long(error, turns) from None
        spent = self._spent(hearing, turns, attempts.count, time.monotonic() - started)
        return self._judged(hearing, spent)

    def _listen(
        self, messages: list[BaseMessage], way: Way, schema: dict[str, Any], heard: Callable[[str], None]
    ) -> Hearing:
        """One attempt."""
        hearing = Hearing(self._options, heard)
        for piece in self._pieces(messages, self._parameters(way, schema)):
            hearing.hear(piece)
        if hearing.nothing_came and self._manners.streams:
            raise _NotStreamed
        hearing.end()
        return hearing

    def _pieces(self, messages: list[BaseMessage], parameters: Mapping[str, Any]) -> Iterator[Piece]:
        begun = False
        try:
            if not self._manners.streams:
                yield self._wire.whole(messages, parameters)
                return
            asked = "stream_options" not in self._manners.refused
            for piece in self._wire.pieces(messages, {**parameters, "stream_usage": asked}):
                begun = True
                yield piece
        except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            # What the libraries make of a body that is JSON of another kind, or none.
            raise faults.Garbled(f"{type(error).__name__}: {error}", begun=begun) from error

    def _parameters(self, way: Way, schema: dict[str, Any]) -> dict[str, Any]:
        """What goes along with the messages, without what the server is known to turn down."""
        sent: dict[str, Any] = {}
        if self._options.temperature is not None:
            sent["temperature"] = self._options.temperature
        if self._options.tokens is not None:
            ceiling = self._manners.ceiling
            other = _CEILINGS[1 - _CEILINGS.index(ceiling)]
            sent[other if ceiling in self._manners.refused else ceiling] = self._options.tokens
        sent = {name: value for name, value in sent.items() if name not in self._manners.refused}
        # Not as a parameter of the library's: it would parse the answer itself, and fail on all that is mended here.
        if way is Way.SCHEMA:
            form = {"name": "answer", "strict": True, "schema": schema}
            sent["extra_body"] = {"response_format": {"type": "json_schema", "json_schema": form}}
        elif way is Way.JSON:
            sent["extra_body"] = {"response_format": {"type": "json_object"}}
        return sent

    def _adapted(self, error: Exception) -> bool:
        """Whether the server turned down something that can be left out, which it is from now on."""
        if isinstance(error, _NotStreamed):
            self._manners.stop_streaming()
            return True
        if not isinstance(error, _TURNED_DOWN):
            return False
        words = faults.words_of(error)
        # Only what was sent: the same refusal again is for another reason.
        sent = [*self._parameters(Way.TEXT, {}), "stream_options"]
        named = [name for name in sent if name in words and name not in self._manners.refused]
        for name in named:
            self._manners.refuse(name)
        return bool(named)

    def _raised(self, error: openai.APIError, way: Way, spent: Spent) -> Exception:
        fault = faults.fault_of(error)
        models = self._served() if fault is Fault.NO_MODEL else ()
        told = faults.told(error, self._place, models=models)
        if isinstance(error, _TURNED_DOWN) and fault is None and way is not Way.TEXT:
            return WayRefused(told, spent)
        return told

    def _served(self) -> tuple[str, ...]:
        """The models the server says it has; none where it does not say."""
        try:
            listed = self._wire.root_client.models.list()
            return tuple(str(row.id) for row in listed.data[:_NAMED])
        except (openai.APIError, TypeError, AttributeError):
            # Only to help: the error that is about to be raised stands without it.
            return ()

    def _spent(self, hearing: Hearing, turns: tuple[Turn, ...], calls: int, seconds: float) -> Spent:
        if hearing.tokens is not None:
            return Spent(*hearing.tokens, calls, seconds)
        prompt = sum(estimate(turn.text) for turn in turns)
        return Spent(prompt, estimate(hearing.text) + estimate(hearing.reasoning), calls, seconds, estimated=True)

    def _too_long(self, error: TooLong, turns: tuple[Turn, ...]) -> BadCompletion:
        bad = BadCompletion(
            f"模型“{self._place.model}”的回答没有止境，到第 {len(error.raw)} 字时已中断。请换用别的模型。",
            raw=error.raw,
        )
        bad.spent = (sum(estimate(turn.text) for turn in turns), estimate(error.raw) + estimate(error.reasoning))
        return bad

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


class _NotStreamed(Exception):
    """Not a single event came: no server of this kind, or one that gives whole answers only."""


class _Attempts:
    """Attempts at one call, repeated while what goes wrong may pass."""

    def __init__(self, options: ChatOptions, place: faults.Place) -> None:
        self.count = 0
        self._options = options
        self._place = place
        self._backoff = wait_exponential(multiplier=options.first_pause, max=options.patience) + wait_random(
            0, options.first_pause
        )

    def made(self, attempt: Callable[[], Hearing], adapted: Callable[[Exception], bool]) -> Hearing:
        """What `attempt` returns once it succeeds; its last error where it never does.

        After an error that `adapted` has an answer to it is made again at once.
        """
        retrying = Retrying(
            stop=stop_after_attempt(self._options.attempts),
            retry=retry_if_exception(self._worth_another),
            wait=self._wait,
            before_sleep=self._tell,
            reraise=True,
        )
        return retrying(self._counted, attempt, adapted)

    def _counted(self, attempt: Callable[[], Hearing], adapted: Callable[[Exception], bool]) -> Hearing:
        self.count += 1
        try:
            return attempt()
        except (openai.APIStatusError, _NotStreamed) as error:
            if not adapted(error):
                raise
        return self._counted(attempt, adapted)

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
