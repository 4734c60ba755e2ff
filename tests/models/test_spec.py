"""Opening a model by its id."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import SecretStr

from drafter.errors import MissingExtra, MissingKey, ModelUnavailable, SettingsError, UnknownModel
from drafter.evaluate.loopback import Reply, Request, in_turn, serve
from drafter.models import spec
from drafter.models.prompt import Prompt
from drafter.models.spec import PROVIDERS, Provider, open_chat, provider_of
from tests.models.served import GOOD, PROMPT, Section, talking


@pytest.mark.parametrize(
    ("model_id", "provider", "name"),
    [
        ("composer", "composer", ""),
        ("openai:deepseek-chat", "openai", "deepseek-chat"),
        (" OpenAI:qwen3:8b ", "openai", "qwen3:8b"),
        ("local:/opt/models/a b.gguf", "local", "/opt/models/a b.gguf"),
        (r"local:C:\models\a.gguf", "local", r"C:\models\a.gguf"),
    ],
)
def test_an_id_is_a_provider_and_a_name(model_id: str, provider: str, name: str) -> None:
    row, found = provider_of(model_id)
    assert (row.name, found) == (provider, name)


@pytest.mark.parametrize("model_id", ["deepseek:chat", "gpt-4o", "", "openai", "openai:", "local: ", "composer:x"])
def test_an_id_that_names_no_model_is_told_with_what_there_is(model_id: str) -> None:
    with pytest.raises(UnknownModel) as caught:
        open_chat(model_id)
    assert "composer" in str(caught.value) or "openai:模型名" in str(caught.value) or "local:" in str(caught.value)


def test_the_composer_is_no_model_to_be_opened() -> None:
    with pytest.raises(UnknownModel, match="不调用模型"):
        open_chat("composer")


@pytest.mark.parametrize(
    ("base_url", "name"),
    [
        (None, "OpenAI"),
        ("https://api.openai.com/v1/", "OpenAI"),
        ("https://api.deepseek.com", "DeepSeek"),
        ("https://dashscope.aliyuncs.com/compatible-mode/v1", "通义千问"),
        ("https://open.bigmodel.cn/api/paas/v4/", "GLM"),
        ("https://API.moonshot.cn/v1", "Kimi"),
    ],
)
@pytest.mark.parametrize("key", [None, "", "  "])
def test_known_services_want_a_key(base_url: str | None, name: str, key: str | None) -> None:
    with pytest.raises(MissingKey, match="OPENAI_API_KEY") as caught:
        open_chat("openai:m", key=key, base_url=base_url)
    assert name in str(caught.value)


@pytest.mark.parametrize("base_url", ["127.0.0.1:8000/v1", "ftp://host/v1", "http://", "模型", "http://a:b@host/v1"])
def test_an_address_that_is_none_is_told(base_url: str) -> None:
    with pytest.raises(SettingsError, match="OPENAI_BASE_URL"):
        open_chat("openai:m", base_url=base_url)


@pytest.mark.parametrize("key", ["sk-密钥", "sk-1 sk-2", "sk-1\n", "“sk-1”"])
def test_a_key_that_cannot_be_one_is_told_without_showing_it(key: str) -> None:
    with pytest.raises(SettingsError, match="OPENAI_API_KEY") as caught:
        open_chat("openai:m", key=key, base_url="http://127.0.0.1:1/v1")
    assert "sk-" not in str(caught.value)


@pytest.mark.parametrize("end", ["", "/", "/chat/completions", "/chat/completions/", "/models"])
def test_an_address_may_be_copied_with_the_path_of_a_call(end: str) -> None:
    with serve(in_turn(Reply(GOOD))) as base:
        chat = open_chat("openai:m", base_url=f" {base}{end} ")
        assert chat.complete(PROMPT, Section, lambda piece: None).raw == GOOD


def test_a_server_of_one_s_own_is_asked_without_a_key_and_gets_none() -> None:
    with talking(in_turn(Reply(GOOD)), "ollama", key=None) as session:
        session.ask()
    assert "authorization" not in session.log[0].headers


def test_a_server_that_wants_a_key_says_so() -> None:
    with (
        talking(in_turn(Reply(GOOD)), "vllm", key=None, wanted="k") as session,
        pytest.raises(ModelUnavailable, match="需要密钥"),
    ):
        session.ask()


def test_what_is_not_installed_is_named_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    row = Provider("far", "far:名", "", target="nowhere:open", extra="far", module="no_such_module")
    monkeypatch.setattr(spec, "PROVIDERS", {**PROVIDERS, "far": row})
    with pytest.raises(MissingExtra, match=r"drafter\[far\]"):
        open_chat("far:x")


def test_one_chat_serves_many_threads() -> None:
    def answer(request: Request) -> Reply:
        return Reply(GOOD.replace("全年", request.user), delay=0.01, size=3)

    with talking(answer) as session, ThreadPoolExecutor(16) as pool:
        prompts = [Prompt("write", "1", "", "", f"第{number}段") for number in range(48)]
        heard: list[list[str]] = [[] for _ in prompts]
        done = list(pool.map(lambda p, h: session.chat.complete(p, Section, h.append), prompts, heard))
    for prompt, completion, pieces in zip(prompts, done, heard, strict=True):
        assert completion.value.sentences[0].text.startswith(prompt.user + "公开")
        assert "".join(pieces) == completion.raw


def test_loading_the_rows_loads_no_provider_s_library() -> None:
    heavy = ("openai", "langchain_core", "httpx2")
    code = f"import sys, drafter.models.spec; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


WATCHED = """
import json, sys
reached = []
def watch(event, arguments):
    if event == "socket.connect":
        reached.append(list(arguments[1]))
    elif event == "socket.getaddrinfo":
        reached.append([arguments[0], arguments[1]])
sys.addaudithook(watch)
from drafter.models.spec import open_chat
from tests.models.served import PROMPT, Section
chat = open_chat("openai:gpt-4o", key=None, base_url=sys.argv[1])
done = chat.complete(PROMPT, Section, lambda piece: None)
print(json.dumps([reached, done.raw]))
"""


def test_no_environment_variable_sends_a_prompt_anywhere_else() -> None:
    log: list[Request] = []
    elsewhere: list[Request] = []
    with serve(in_turn(Reply(GOOD)), log=log) as base, serve(in_turn(Reply(GOOD)), log=elsewhere) as other:
        hooks = {
            **dict.fromkeys(
                ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_VERBOSE"), "true"
            ),
            **dict.fromkeys(("LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT", "LANGSMITH_GATEWAY"), other),
            **dict.fromkeys(("OPENAI_BASE_URL", "OPENAI_API_BASE", "HTTP_PROXY", "http_proxy", "ALL_PROXY"), other),
            **dict.fromkeys(("LANGSMITH_API_KEY", "LANGCHAIN_API_KEY", "OPENAI_API_KEY", "OPENAI_ORG_ID"), "sk-env"),
        }
        done = subprocess.run(
            [sys.executable, "-c", WATCHED, base],
            env={**os.environ, **hooks, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    reached, raw = json.loads(done.stdout)
    port = int(base.rsplit(":", 1)[1].removesuffix("/v1"))
    assert {place[1] for place in reached} == {port}
    assert (raw, elsewhere, len(log)) == (GOOD, [], 1)
    assert "sk-env" not in json.dumps(dict(log[0].headers))


def test_a_secret_key_is_taken_as_well() -> None:
    with serve(in_turn(Reply(GOOD)), key="k") as base:
        chat = open_chat("openai:m", key=SecretStr("k"), base_url=base)
        assert chat.complete(PROMPT, Section, lambda piece: None).raw == GOOD
