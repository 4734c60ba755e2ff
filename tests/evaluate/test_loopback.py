"""The server on loopback sends what a script says, in the manner of each provider."""

import http.client
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest

from drafter.evaluate.dialect import DIALECTS
from drafter.evaluate.loopback import Quirk, Reply, Request, failure, in_turn, serve

FORMS = ({"type": "json_schema", "json_schema": {"name": "answer", "schema": {}}}, {"type": "json_object"})


def call(base: str, body: Mapping[str, Any], path: str = "/chat/completions") -> tuple[int, Mapping[str, str], bytes]:
    where = urlsplit(base)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=10)
    try:
        connection.request("POST", where.path + path, json.dumps(body), {"content-type": "application/json"})
        response = connection.getresponse()
        return response.status, dict(response.headers), response.read()
    finally:
        connection.close()


def asked(**more: Any) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": "user", "content": "请以json回答"}], **more}


def test_answers_from_the_message_alone() -> None:
    def answer(request: Request) -> Reply:
        return Reply(f"{request.model}读到：{request.user}")

    log: list[Request] = []
    with serve(answer, log=log) as base:
        status, _, body = call(base, asked())
    assert status == 200
    assert json.loads(body)["choices"][0]["message"]["content"] == "m读到：请以json回答"
    assert [request.path for request in log] == ["/v1/chat/completions"]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("form", FORMS, ids=["json_schema", "json_object"])
def test_takes_or_refuses_a_form_as_its_provider_does(dialect: str, form: dict[str, Any]) -> None:
    with serve(in_turn(Reply("{}")), dialect=dialect) as base:
        status, _, body = call(base, asked(response_format=form))
    row = DIALECTS[dialect]
    assert status == (200 if form["type"] in row.formats else row.refused[0])
    assert isinstance(json.loads(body), dict)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_streams_content_and_reasoning_apart(dialect: str) -> None:
    with serve(in_turn(Reply("答案在这里", "先想一想", size=2)), dialect=dialect) as base:
        _, headers, body = call(base, asked(stream=True))
    assert headers["content-type"].startswith("text/event-stream")
    lines = [line.removeprefix("data:").strip() for line in body.decode().splitlines() if line.startswith("data:")]
    chunks = [json.loads(line) for line in lines if line != "[DONE]"]
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks if chunk["choices"]]
    assert "".join(delta.get("content") or "" for delta in deltas) == "答案在这里"
    assert "".join(delta.get(DIALECTS[dialect].thought) or "" for delta in deltas) == "先想一想"
    assert (lines[-1] == "[DONE]") == (Quirk.NO_DONE not in DIALECTS[dialect].quirks)


def test_segments_are_cut_inside_characters() -> None:
    quirks = frozenset({Quirk.CUT_CHARACTERS, Quirk.CRLF})
    with serve(in_turn(Reply("政务公开", quirks=quirks, size=4))) as base:
        _, _, body = call(base, asked(stream=True))
    assert "政务公开" in body.decode()
    assert b"\r\n\r\n" in body


def test_fails_first_and_then_answers() -> None:
    first = failure("deepseek", "too_fast", headers={"retry-after": "0"})
    with serve(in_turn(first, Reply("好")), dialect="deepseek") as base:
        status, headers, body = call(base, asked())
        assert (status, headers["retry-after"]) == (429, "0")
        assert json.loads(body)["error"]["code"] == "rate_limit_exceeded"
        assert call(base, asked())[0] == 200


def test_only_the_right_key_and_a_known_model_are_let_in() -> None:
    with serve(in_turn(Reply("好")), key="k", models=["m"]) as base:
        assert call(base, asked())[0] == 401
    with serve(in_turn(Reply("好")), dialect="ollama", models=["other"]) as base:
        status, _, body = call(base, asked())
    assert status == 404
    assert json.loads(body)["error"]["message"] == 'model "m" not found, try pulling it first'


def test_embeds_the_same_text_alike_and_refuses_too_many() -> None:
    with serve(in_turn(Reply()), dialect="qwen") as base:
        _, _, body = call(base, {"model": "e", "input": ["公开信息", "公开信息", "财政预算"]}, "/embeddings")
        status, _, _ = call(base, {"model": "e", "input": ["一"] * 11}, "/embeddings")
    first, second, third = (row["embedding"] for row in json.loads(body)["data"])
    assert first == second != third
    assert sum(part * part for part in first) == pytest.approx(1)
    assert status == 400


def test_a_fault_of_the_script_is_raised_where_the_server_was_started() -> None:
    def answer(request: Request) -> Reply:
        raise LookupError("no such scene")

    gone = pytest.raises(http.client.RemoteDisconnected)
    with pytest.raises(LookupError, match="no such scene"), serve(answer) as base, gone:
        call(base, asked())


@pytest.mark.parametrize("quirk", [Quirk.SILENT, Quirk.ENDLESS])
def test_ends_with_its_block_whatever_it_is_sending(quirk: Quirk) -> None:
    with serve(in_turn(Reply("说了一半就不说了", quirks=frozenset({quirk})))) as base:
        where = urlsplit(base)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=10)
        connection.request("POST", "/v1/chat/completions", json.dumps(asked(stream=True)))
        assert connection.getresponse().read(10)
    connection.close()
