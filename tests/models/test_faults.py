"""Whatever goes wrong on the way to a model is told in Chinese, with the address and what to do about it."""

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx2
import openai
import pytest
from pydantic import SecretStr

from drafter.errors import ModelError, ModelUnavailable
from drafter.evaluate.dialect import DIALECTS
from drafter.evaluate.loopback import Quirk, Reply, Request, failure, in_turn, serve
from drafter.models import faults
from drafter.models.completion import ChatOptions
from drafter.models.spec import open_chat
from tests.models.served import GOOD, PROMPT, Section, talking

ONCE = ChatOptions(attempts=1)


def failing(reply: Reply, dialect: str = "vllm", options: ChatOptions = ONCE) -> tuple[ModelError, str, int]:
    """The error that a server giving `reply` leads to, its message with the address left out, and the calls."""
    with talking(in_turn(reply), dialect, options=options) as session:
        with pytest.raises(ModelError) as caught:
            session.ask()
        message = str(caught.value)
        assert session.base_url in message or "“m”" in message
        return caught.value, message, len(session.log)


def asking(base_url: str, options: ChatOptions = ONCE) -> ModelUnavailable:
    chat = open_chat("openai:m", key="sk-secret", base_url=base_url, options=options)
    with pytest.raises(ModelUnavailable) as caught:
        chat.complete(PROMPT, Section, lambda piece: None)
    assert base_url in str(caught.value)
    return caught.value


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


CAUSES = {
    "no_key": ("OPENAI_API_KEY", True),
    "no_model": ("--model", True),
    "too_long": ("减少素材", False),
    "no_money": ("余额", True),
    "too_fast": ("频率", False),
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("kind", CAUSES)
def test_each_provider_s_way_of_saying_no_is_understood(dialect: str, kind: str) -> None:
    words, lasting = CAUSES[kind]
    error, message, _ = failing(failure(dialect, kind, model="m"), dialect)
    assert isinstance(error, ModelUnavailable)
    assert words in message
    assert error.lasting == lasting


@pytest.mark.parametrize("kind", ["no_key", "no_model", "too_long", "no_money"])
def test_what_does_not_pass_is_not_tried_again(kind: str) -> None:
    for dialect in ("openai", "glm", "kimi"):
        _, _, calls = failing(failure(dialect, kind, model="m"), options=ChatOptions(first_pause=0.0))
        assert calls == 1


def test_a_wrong_model_name_is_answered_with_those_there_are() -> None:
    with (
        talking(in_turn(Reply(GOOD)), "ollama", models=["qwen3:8b", "glm4:9b"]) as session,
        pytest.raises(ModelUnavailable, match="qwen3:8b、glm4:9b"),
    ):
        session.ask()


STATUSES = {
    402: "充值",
    403: "有权使用",
    404: "/v1",
    405: "/v1",
    408: "稍后重试",
    409: "稍后重试",
    418: "核对模型名",
    429: "降低并发",
    500: "稍后重试",
    502: "稍后重试",
    503: "稍后重试",
}


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("body", ["", "<html><b>错误</b></html>", "[]", '{"error": null}', '{"error": "错误"}', '"x"'])
def test_every_status_has_a_remedy_whatever_the_body(status: int, body: str) -> None:
    error, message, _ = failing(Reply(status=status, error=body))
    assert isinstance(error, ModelUnavailable)
    assert STATUSES[status] in message
    assert "<" not in message


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503])
def test_what_may_pass_is_tried_to_the_end(status: int) -> None:
    _, _, calls = failing(Reply(status=status), options=ChatOptions(attempts=3, first_pause=0.0))
    assert calls == 3


def test_a_server_that_wants_to_be_left_alone_for_long_is() -> None:
    reply = failure("openai", "too_fast", headers={"retry-after": "3600"})
    _, message, calls = failing(reply, "openai", ChatOptions(attempts=5))
    assert calls == 1
    assert "频率" in message


def test_a_refused_connection(closed_port: int) -> None:
    error = asking(f"http://127.0.0.1:{closed_port}/v1")
    assert "拒绝连接" in str(error) and "已经启动" in str(error)


def test_an_unknown_host() -> None:
    error = asking("https://no-such-host.invalid/v1")
    assert "找不到" in str(error) and "no-such-host.invalid" in str(error)
    assert error.lasting


def test_a_server_without_encryption_where_it_is_expected() -> None:
    with talking(in_turn(Reply(GOOD))) as session:
        error = asking(session.base_url.replace("http:", "https:"), ChatOptions(attempts=4))
    assert "加密连接" in str(error) and "http 还是 https" in str(error)
    assert error.lasting


CERTIFICATE = Path(__file__).with_name("loopback.pem")


def test_a_certificate_nobody_vouches_for() -> None:
    log: list[Request] = []
    with serve(in_turn(Reply(GOOD)), log=log, certificate=CERTIFICATE) as base:
        error = asking(base, ChatOptions(attempts=4))
    assert log == []
    assert "SSL_CERT_FILE" in str(error) and "self-signed certificate" in str(error)
    assert error.lasting


def test_a_certificate_the_user_vouches_for() -> None:
    code = (
        "import sys; from drafter.models.spec import open_chat; from tests.models.served import PROMPT, Section; "
        "print(open_chat('openai:m', base_url=sys.argv[1]).complete(PROMPT, Section, lambda piece: None).raw)"
    )
    vouched = {"SSL_CERT_FILE": str(CERTIFICATE), "PYTHONPATH": os.pathsep.join(sys.path)}
    with serve(in_turn(Reply(GOOD)), certificate=CERTIFICATE) as base:
        done = subprocess.run(
            [sys.executable, "-c", code, base],
            env={**os.environ, **vouched},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout.strip() == GOOD, done.stderr


@pytest.mark.parametrize(
    "reply",
    [Reply(GOOD, delay=30), Reply(GOOD, quirks=frozenset({Quirk.SILENT}))],
    ids=["no answer", "silence in the middle"],
)
def test_silence_is_broken_off(reply: Reply) -> None:
    _, message, calls = failing(reply, options=ChatOptions(between=0.2, attempts=2, first_pause=0.0))
    assert "没有回应" in message
    assert calls == 2


def test_an_answer_that_keeps_coming_is_broken_off_when_its_time_is_up() -> None:
    slow = Reply("慢" * 10_000, size=1, pause=0.02)
    _, message, calls = failing(slow, options=ChatOptions(whole=0.3, attempts=3, first_pause=0.0))
    assert "没有答完" in message
    # Another attempt would take as long.
    assert calls == 1


def test_a_connection_that_is_not_made_in_time() -> None:
    request = httpx2.Request("POST", "http://10.0.0.1/v1/chat/completions")
    error = openai.APITimeoutError(request=request)
    error.__cause__ = httpx2.ConnectTimeout("timed out", request=request)
    message = str(faults.told(error, faults.Place("http://10.0.0.1/v1", "m", None)))
    assert "连接" in message and "防火墙" in message and "http://10.0.0.1/v1" in message


@pytest.mark.parametrize(
    ("quirk", "words"),
    [(Quirk.BROKEN, "数据损坏"), (Quirk.FAILING, "the engine stopped"), (Quirk.DROPPED, "中断")],
)
def test_a_stream_that_goes_wrong_is_begun_again_and_then_told(quirk: Quirk, words: str) -> None:
    options = ChatOptions(attempts=3, first_pause=0.0)
    _, message, calls = failing(Reply(GOOD, quirks=frozenset({quirk})), "openai", options)
    assert words in message
    assert calls == 3


@pytest.mark.parametrize(
    "body",
    [
        b"<html>login</html>",
        b'{"result": "ok"}',
        b"[1]",
        b'{"choices": null}',
        b'{"choices": []}',
        b'{"choices": [1]}',
        b"",
    ],
)
def test_a_server_of_another_kind_is_recognised(body: bytes) -> None:
    error, message, calls = failing(Reply(raw=body), options=ChatOptions(attempts=4, first_pause=0.0))
    assert isinstance(error, ModelUnavailable) and error.lasting
    assert "/v1 结尾" in message
    assert calls == 2  # streamed and whole


def test_nothing_is_sent_where_a_server_redirects_to() -> None:
    with talking(in_turn(Reply(GOOD))) as elsewhere:
        reply = Reply(status=307, headers={"location": f"{elsewhere.base_url}/chat/completions"})
        error, message, _ = failing(reply)
        assert elsewhere.log == []
        assert elsewhere.base_url in message and "没有照办" in message
    assert isinstance(error, ModelUnavailable) and error.lasting


def _echoing(request: Request) -> Reply:
    return Reply(status=401, error={"error": {"message": f"bad key: {request.headers['authorization']}"}})


def _busy(request: Request) -> Reply:
    return Reply(status=500, error={"error": {"message": f"cannot use {request.headers['authorization']}"}})


def _forbidding(request: Request) -> Reply:
    return Reply(status=403, error=f"no access for {request.headers['authorization']}")


@pytest.mark.parametrize("answer", [_echoing, _busy, _forbidding])
def test_the_key_is_shown_nowhere(answer: Callable[[Request], Reply], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with talking(answer, key="sk-very-secret", options=ChatOptions(attempts=2, first_pause=0.0)) as session:
        with pytest.raises(ModelUnavailable) as caught:
            session.ask()
        shown = [str(caught.value), repr(caught.value), repr(session.chat), *session.noticed, caplog.text]
        assert session.log[0].headers["authorization"] == "Bearer sk-very-secret"
    assert not any("very-secret" in text for text in shown)


def test_a_key_in_a_place_is_hidden_from_its_repr() -> None:
    place = faults.Place("http://127.0.0.1/v1", "m", SecretStr("sk-very-secret"))
    assert "very-secret" not in repr(place)
    assert place.hidden("x sk-very-secret\ny") == "x *** y"
