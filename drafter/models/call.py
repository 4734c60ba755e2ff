"""One question to a server, as often as it takes to get it answered."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from typing import Any

import openai
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from drafter.models.completion import ChatOptions
from drafter.models.dialects import Manners, Way
from drafter.models.faults import Garbled, words_of
from drafter.models.hearing import Hearing
from drafter.models.said import Spent, Turn
from drafter.models.tokens import estimate
from drafter.models.wire import Piece, Wire

_MESSAGES: Mapping[str, type[BaseMessage]] = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
_CEILINGS = ("max_tokens", "max_completion_tokens")
TURNED_DOWN = (openai.BadRequestError, openai.UnprocessableEntityError)
"""How a server says that something about a call is not to its liking."""


class _NotStreamed(Exception):
    """Not a single event came: no server of this kind, or one that gives whole answers only."""


class Call:
    """The question and what came of each attempt at it. What the server turns down is left out and remembered."""

    def __init__(
        self,
        wire: Wire,
        manners: Manners,
        options: ChatOptions,
        turns: tuple[Turn, ...],
        form: Mapping[str, Any] | None,
        heard: Callable[[str], None],
    ) -> None:
        """`form` is the response_format; None leaves it out. Nothing is sent yet."""
        self._wire = wire
        self._manners = manners
        self._options = options
        self._turns = turns
        self._messages = [_MESSAGES[turn.role](turn.text) for turn in turns]
        self._form = form
        self._heard = heard
        self._hearings: list[Hearing] = []

    def attempt(self) -> Hearing:
        """The answer; asked for again at once without what the server turns down."""
        # What this attempt sends: another thread may change what is known meanwhile.
        parameters, streams = self._parameters(), self._manners.streams
        try:
            return self._listen(parameters, streams)
        except _NotStreamed:
            self._manners.stop_streaming()
        except TURNED_DOWN as error:
            words = words_of(error)
            named = [name for name in parameters if name in words]
            if not named:
                raise
            for name in named:
                self._manners.refuse(name)
        return self.attempt()

    def spent(self, seconds: float) -> Spent:
        """What all attempts took together, those that failed half way included."""
        spent = Spent(calls=len(self._hearings), seconds=seconds)
        for hearing in self._hearings:
            if hearing.tokens is not None:
                spent += Spent(*hearing.tokens)
            elif not hearing.nothing_came:
                asked = sum(estimate(turn.text) for turn in self._turns)
                spent += Spent(asked, estimate(hearing.text) + estimate(hearing.reasoning), estimated=True)
        return spent

    def _listen(self, parameters: Mapping[str, Any], streams: bool) -> Hearing:
        hearing = Hearing(self._options, self._heard)
        self._hearings.append(hearing)
        with closing(self._pieces(parameters, streams)) as pieces:
            while (piece := _next(pieces, hearing)) is not None:
                hearing.hear(piece)
        if hearing.nothing_came and streams:
            raise _NotStreamed
        hearing.end()
        return hearing

    def _pieces(self, parameters: Mapping[str, Any], streams: bool) -> Generator[Piece, None, None]:
        sent = dict(parameters)
        asks_usage = bool(sent.pop("stream_options", None))
        # Not as a parameter of the library's: it would parse the answer itself, and fail on all that is mended here.
        if self._form is not None:
            sent["extra_body"] = {"response_format": dict(self._form)}
        if streams:
            yield from self._wire.pieces(self._messages, {**sent, "stream_usage": asks_usage})
        else:
            yield self._wire.whole(self._messages, sent)

    def _parameters(self) -> dict[str, Any]:
        """What goes along with the messages, without what the server is known to turn down."""
        manners, options = self._manners, self._options
        sent: dict[str, Any] = {"stream_options": {"include_usage": True}}
        if options.temperature is not None:
            sent["temperature"] = options.temperature
        if options.tokens is not None:
            other = _CEILINGS[1 - _CEILINGS.index(manners.ceiling)]
            sent[other if manners.ceiling in manners.refused else manners.ceiling] = options.tokens
        return {name: value for name, value in sent.items() if name not in manners.refused}


def _next(pieces: Generator[Piece, None, None], hearing: Hearing) -> Piece | None:
    """The next piece, None after the last."""
    try:
        return next(pieces, None)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        # What the libraries make of a body that is JSON of another kind, or none.
        raise Garbled(f"{type(error).__name__}: {error}", begun=not hearing.nothing_came) from error


def response_format(way: Way, schema: dict[str, Any]) -> Mapping[str, Any] | None:
    """How `way` is asked for on the wire; `schema` is the strict JSON schema."""
    if way is Way.SCHEMA:
        return {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
    return {"type": "json_object"} if way is Way.JSON else None
