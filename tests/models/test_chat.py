"""A chat with a real server on loopback that speaks each provider's dialect, and what goes wrong on the way."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from drafter.errors import BadCompletion, ModelError, ModelRefused, ModelUnavailable
from drafter.evaluate.dialect import DIALECTS
from drafter.evaluate.loopback import Quirk, Reply, Request, failure, in_turn
from drafter.models.completion import ChatOptions
from tests.models.served import GOOD, PROMPT, Section, talking

WAYS = {"json_schema": "schema", "json_object": "json", None: "text"}
HARMLESS = [
    Quirk.COMMENTS,
    Quirk.NO_SPACE,
    Quirk.CRLF,
    Quirk.NAMED,
    Quirk.NO_DONE,
    Quirk.ROLE_FIRST,
    Quirk.NULL_CONTENT,
    Quirk.CUT_CHARACTERS,
    Quirk.NO_USAGE,
]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_is_understood_and_asked_the_strictest_way_it_takes(dialect: str) -> None:
    with talking(in_turn(Reply(GOOD, "先看要点")), dialect) as session:
        first = session.ask()
        asked = list(session.forms)
        second = session.ask()
    assert first.value.sentences[0].evidence == ("p1",)
    assert (first.raw, first.reasoning) == (GOOD, "先看要点")
    assert first.way == second.way == WAYS[asked[-1]]
    assert first.calls == len(asked)
    # What was refused once is not asked again.
    assert session.forms == [*asked, asked[-1]]
    assert second.calls == 1


@pytest.mark.parametrize("quirk", HARMLESS)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_a_quirk_of_the_stream_changes_nothing(quirk: Quirk, size: int) -> None:
    reply = Reply(GOOD, "先看要点", quirks=frozenset({quirk}), size=size, tokens=(100, 20))
    with talking(in_turn(reply)) as session:
        done = session.ask()
    assert (done.raw, done.reasoning, done.way, done.calls) == (GOOD, "先看要点", "schema", 1)
    assert done.estimated == (quirk is Quirk.NO_USAGE)
    assert done.estimated or (done.prompt_tokens, done.completion_tokens) == (100, 20)
    assert "".join(session.heard) == GOOD


def test_the_text_is_heard_in_pieces_and_thinking_is_not() -> None:
    with talking(in_turn(Reply(GOOD, "想" * 50, size=5))) as session:
        session.ask()
    assert len(session.heard) == -(-len(GOOD) // 5)
    assert "想" not in "".join(session.heard)


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_thinking_between_marks_is_kept_apart(size: int) -> None:
    with talking(in_turn(Reply(f"\n<think>要不要写 {{}}？</think>\n\n{GOOD}", size=size))) as session:
        done = session.ask()
    assert (done.raw, done.reasoning) == (GOOD, "要不要写 {}？")
    assert "".join(session.heard) == GOOD


@pytest.mark.parametrize("kind", ["too_fast", "busy", "down"])
def test_what_passes_is_tried_again_and_told(kind: str) -> None:
    failures = {
        "too_fast": failure("deepseek", "too_fast", headers={"retry-after": "0"}),
        "busy": Reply(status=503, error="<html>busy</html>"),
        "down": Reply(GOOD, quirks=frozenset({Quirk.DROPPED})),
    }
    with talking(in_turn(failures[kind], failures[kind], Reply(GOOD)), "vllm") as session:
        done = session.ask()
    assert done.calls == 3
    assert len(session.noticed) == 2
    assert session.base_url in session.noticed[0] and "第 2 次，共 4 次" in session.noticed[0]


@pytest.mark.parametrize(
    ("options", "refused"),
    [
        (ChatOptions(first_pause=0.0, tokens=500), "max_tokens"),
        (ChatOptions(first_pause=0.0, temperature=0.3), "temperature"),
    ],
    ids=["max_tokens", "temperature"],
)
def test_a_parameter_turned_down_is_left_out_from_then_on(options: ChatOptions, refused: str) -> None:
    dialect = {"max_tokens": "openai", "temperature": "kimi"}[refused]
    with talking(in_turn(Reply(GOOD)), dialect, options=options) as session:
        session.ask()
        before = len(session.log)
        session.ask()
    assert refused in session.log[0].body
    assert len(session.log) == before + 1
    assert refused not in session.log[-1].body
    assert session.log[-1].body.get("max_completion_tokens") == options.tokens


def test_a_server_that_does_not_stream_is_asked_for_whole_answers() -> None:
    def answer(request: Request) -> Reply:
        whole = b'{"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": %s}}]}'
        content = GOOD.replace("\\", "\\\\").replace('"', '\\"')
        return Reply(raw=whole % f'"{content}"'.encode())

    with talking(answer) as session:
        assert session.ask().raw == GOOD
        assert session.ask().raw == GOOD
    assert [request.stream for request in session.log] == [True, False, False]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(refusal="我不能写这份报告。"),
        Reply("", finish="content_filter"),
        Reply('{"sentences": [', finish="sensitive"),
        failure("glm", "censored"),
        failure("qwen", "censored"),
        failure("kimi", "censored"),
    ],
    ids=["refusal", "filtered", "sensitive", "glm", "qwen", "kimi"],
)
def test_a_refusal_is_told_as_one(reply: Reply) -> None:
    with talking(in_turn(reply), "vllm") as session, pytest.raises(ModelRefused, match="素材"):
        session.ask()
    assert len(session.log) == 1


def test_endless_text_is_cut_off_with_what_came() -> None:
    options = ChatOptions(longest=5000, thinking=5000)
    with (
        talking(in_turn(Reply("没完没了，", quirks=frozenset({Quirk.ENDLESS}))), options=options) as session,
        pytest.raises(BadCompletion, match="没有止境") as caught,
    ):
        session.ask()
    assert 5000 < len(caught.value.raw) < 5100
    assert caught.value.spent is not None and caught.value.spent[1] > 4000
    assert len(session.log) == 1


@pytest.mark.parametrize("text", [" ", "\n", '{"sentences": [' + " " * 50, "<think>", "<think> ", "<"])
def test_endless_blanks_are_cut_off_too(text: str) -> None:
    options = ChatOptions(longest=2000, thinking=2000)
    endless = Reply(text * 20, quirks=frozenset({Quirk.ENDLESS}), size=50)
    with talking(in_turn(endless), options=options) as session, pytest.raises(BadCompletion, match="没有止境"):
        session.ask()


def test_endless_thinking_is_cut_off() -> None:
    options = ChatOptions(longest=5000, thinking=5000)
    endless = Reply("", "再想想，", quirks=frozenset({Quirk.ENDLESS}))
    with talking(in_turn(endless), options=options) as session, pytest.raises(BadCompletion, match="没有止境"):
        session.ask()


def test_the_prompt_goes_out_as_it_is() -> None:
    with talking(in_turn(Reply(GOOD))) as session:
        session.ask()
    assert session.log[0].messages == [
        {"role": "system", "content": PROMPT.system},
        {"role": "user", "content": PROMPT.user},
    ]
    schema = session.log[0].response_format or {}
    assert schema["json_schema"]["strict"] is True
    assert schema["json_schema"]["schema"]["additionalProperties"] is False
    assert Section.model_validate_json(GOOD)


@pytest.mark.parametrize(
    "words",
    [
        "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
        "Invalid schema for response_format 'answer': 'minLength' is not permitted.",
        "Json mode response is not supported when enable_thinking is true",
        "bad request",
    ],
)
def test_a_refused_form_is_nothing_the_user_hears_of(words: str) -> None:
    def answer(request: Request) -> Reply:
        if request.response_format is None:
            return Reply(GOOD)
        return Reply(status=400, error={"error": {"message": words, "type": "invalid_request_error"}})

    with talking(answer) as session:
        assert session.ask().way == "text"
    assert session.noticed == []
    assert "JSON Schema" in session.log[-1].messages[0]["content"]


def test_what_one_call_learns_does_not_mislead_another_under_way() -> None:
    """Several calls meet the same refusal at once; none takes it for a refusal of the schema."""
    together = Barrier(8)

    def answer(request: Request) -> Reply:
        if "temperature" not in request.body:
            return Reply(GOOD)
        together.wait(10)
        error = {"error": {"message": "invalid temperature: only 1 is allowed", "type": "invalid_request_error"}}
        return Reply(status=400, error=error)

    options = ChatOptions(attempts=1, temperature=0.2)
    with talking(answer, options=options) as session, ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: session.ask(), range(8)))
    assert {completion.way for completion in done} == {"schema"}
    assert set(session.forms) == {"json_schema"}


def test_what_failed_half_way_is_counted_too() -> None:
    half = Reply(GOOD, quirks=frozenset({Quirk.DROPPED}))
    with talking(in_turn(half, Reply(GOOD, tokens=(100, 20))), "vllm") as session:
        done = session.ask()
    assert done.estimated
    assert done.prompt_tokens > 100 and done.completion_tokens > 20


@pytest.mark.parametrize(
    ("reply", "spent"),
    [(Reply(status=401), False), (Reply(GOOD, quirks=frozenset({Quirk.DROPPED})), True)],
    ids=["nothing", "half an answer"],
)
def test_an_error_tells_what_was_spent(reply: Reply, spent: bool) -> None:
    options = ChatOptions(attempts=2, first_pause=0.0)
    with talking(in_turn(reply), options=options) as session, pytest.raises(ModelUnavailable) as caught:
        session.ask()
    assert caught.value.spent is not None
    assert all(tokens > 0 for tokens in caught.value.spent) == spent


def test_an_error_of_whoever_listens_is_their_own() -> None:
    def deaf(piece: str) -> None:
        raise ValueError("no ears")

    with talking(in_turn(Reply(GOOD))) as session, pytest.raises(ValueError, match="no ears"):
        session.chat.complete(PROMPT, Section, deaf)


CHUNK = '{"choices": [{"index": 0, "delta": %s, "finish_reason": null}]}'
ODD = {
    "parts": CHUNK % '{"content": [{"type": "text", "text": "{}"}]}',
    "a number": CHUNK % '{"content": 5}',
    "no delta": '{"choices": [{"index": 0}]}',
    "null delta": CHUNK % "null",
    "delta is a text": CHUNK % '"x"',
    "choices is a text": '{"choices": "x"}',
    "choices is a number": '{"choices": 3}',
    "choice is null": '{"choices": [null]}',
    "a list": "[]",
    "a text": '"x"',
    "null": "null",
    "usage is a text": '{"choices": [], "usage": "much"}',
    "usage without numbers": '{"choices": [], "usage": {"prompt_tokens": null, "completion_tokens": null}}',
    "usage of half a token": '{"choices": [], "usage": {"prompt_tokens": 1.5, "completion_tokens": "x"}}',
    "thinking is a list": CHUNK % '{"reasoning_content": ["x"]}',
    "unknown role": CHUNK % '{"role": "oracle", "content": "x"}',
    "tool call": CHUNK % '{"tool_calls": [{"index": 0, "function": {"name": "f", "arguments": "{"}}]}',
    "old function call": CHUNK % '{"function_call": {"name": "f"}}',
    "error is a text": '{"error": "broken"}',
    "error is a list": '{"error": ["broken"]}',
    "error without words": '{"error": {"code": 1}}',
}


@pytest.mark.parametrize("event", ODD.values(), ids=ODD)
@pytest.mark.parametrize("place", ["first", "later"])
def test_an_odd_event_ends_in_an_answer_or_an_error_of_ours(event: str, place: str) -> None:
    plain = CHUNK % '{"content": "{\\"sentences\\": []}"}'
    events = [event, plain] if place == "first" else [plain, event]
    body = "".join(f"data: {line}\n\n" for line in [*events, "[DONE]"]).encode()
    options = ChatOptions(attempts=2, first_pause=0.0)
    with talking(in_turn(Reply(raw=body)), options=options) as session:
        try:
            assert session.ask().value == Section(sentences=())
        except ModelError as error:
            assert str(error)
