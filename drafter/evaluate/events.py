"""An answer cut into server-sent events, with the quirks of one provider."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from drafter.evaluate.dialect import Dialect, Quirk, Told
from drafter.evaluate.exchange import Reply


def usage(body: Mapping[str, Any], reply: Reply) -> dict[str, Any]:
    """The tokens as the reply wants them told, else one for each character."""
    asked = sum(len(str(said.get("content", ""))) for said in body.get("messages", ()))
    prompt, completion = reply.tokens or (asked, len(reply.content) + len(reply.reasoning))
    told: dict[str, Any] = {"prompt_tokens": prompt, "completion_tokens": completion}
    if reply.reasoning:
        told["completion_tokens_details"] = {"reasoning_tokens": len(reply.reasoning)}
    return {**told, "total_tokens": prompt + completion}


def events(dialect: Dialect, body: Mapping[str, Any], reply: Reply) -> Iterator[bytes]:
    """The bytes to send, one item a segment."""
    quirks = dialect.quirks | reply.quirks
    stops = bool(quirks & {Quirk.SILENT, Quirk.DROPPED, Quirk.FAILING})
    deltas = list(_deltas(dialect, reply, quirks))
    middle = (len(deltas) + 1) // 2
    for position, delta in enumerate(deltas):
        if position == middle and Quirk.BROKEN in quirks:
            yield from _sent('{"choices": [{"delta": {"con', position, quirks)
        if position == middle and stops:
            break
        yield from _sent(_chunk(body, [{"index": 0, "delta": delta, "finish_reason": None}]), position, quirks)
    if Quirk.ENDLESS in quirks:
        again = deltas or [{"content": "又"}]
        for position in count(len(deltas)):
            delta = again[position % len(again)]
            yield from _sent(_chunk(body, [{"index": 0, "delta": delta, "finish_reason": None}]), position, quirks)
    if Quirk.FAILING in quirks:
        yield from _sent(dialect.error(500, "server_error", "the engine stopped"), middle, quirks)
    elif not stops:
        yield from _ending(dialect, body, reply, quirks)


def _deltas(dialect: Dialect, reply: Reply, quirks: frozenset[Quirk]) -> Iterator[dict[str, Any]]:
    nothing = None if Quirk.NULL_CONTENT in quirks else ""
    if Quirk.ROLE_FIRST in quirks:
        yield {"role": "assistant", "content": nothing}
    for piece in _pieces(reply.reasoning, reply.size):
        yield {"content": nothing, dialect.thought: piece}
    for piece in _pieces(reply.content, reply.size):
        yield {"content": piece, dialect.thought: None} if reply.reasoning else {"content": piece}
    for piece in _pieces(reply.refusal or "", reply.size):
        yield {"refusal": piece}


def _pieces(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(0, len(text), size))


def _ending(dialect: Dialect, body: Mapping[str, Any], reply: Reply, quirks: frozenset[Quirk]) -> Iterator[bytes]:
    told = usage(body, reply)
    delta: dict[str, Any] = {"content": None} if Quirk.NULL_CONTENT in quirks else {}
    choice: dict[str, Any] = {"index": 0, "delta": delta, "finish_reason": reply.finish}
    extra: dict[str, Any] = {}
    asked = bool((body.get("stream_options") or {}).get("include_usage"))
    if Quirk.NO_USAGE not in quirks:
        if dialect.told is Told.CHOICE:
            choice["usage"] = told
        elif dialect.told is Told.FINISH:
            extra["usage"] = told
    yield from _sent(_chunk(body, [choice], **extra), 0, quirks)
    if Quirk.NO_USAGE not in quirks and dialect.told is Told.APART and asked:
        yield from _sent(_chunk(body, [], usage=told), 0, quirks)
    if Quirk.NO_DONE not in quirks:
        yield from _sent("[DONE]", 0, quirks)


def _chunk(body: Mapping[str, Any], choices: list[dict[str, Any]], **extra: Any) -> Mapping[str, Any]:
    head = {"id": "chatcmpl-loopback", "object": "chat.completion.chunk", "created": 0, "model": body.get("model")}
    return {**head, "choices": choices, **extra}


def _sent(payload: Mapping[str, Any] | str, position: int, quirks: frozenset[Quirk]) -> Iterator[bytes]:
    """One event as bytes, in as many segments as the quirks ask for."""
    text = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)
    lines = [f"id:{position}", "event:result", ":HTTP_STATUS/200"] if Quirk.NAMED in quirks else []
    lines.append(f"data:{text}" if Quirk.NO_SPACE in quirks else f"data: {text}")
    end = "\r\n" if Quirk.CRLF in quirks else "\n"
    event = "".join(line + end for line in [*lines, ""])
    if Quirk.COMMENTS in quirks and position % 3 == 0:
        event = f": keep-alive{end}{end}{event}"
    sent = event.encode()
    cuts = _inside_characters(sent) if Quirk.CUT_CHARACTERS in quirks else []
    for start, stop in zip([0, *cuts], [*cuts, len(sent)], strict=True):
        yield sent[start:stop]


def _inside_characters(sent: bytes) -> list[int]:
    """Where to cut so that each cut falls inside a character of several bytes."""
    return [place for place, byte in enumerate(sent) if byte & 0xC0 == 0x80 and sent[place - 1] & 0xC0 == 0xC0]
