"""A project drafted with a model on loopback: edits kept, a kill half way gone on from, one section asked alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from drafter.cli.app import run
from drafter.evaluate.loopback import Reply, Request, serve
from drafter.read import read_file
from drafter.settings import shipped
from tests.cli.edited import replace

FIGURES = str(shipped("corpus") / "weichuan_tongji_2024.html")
NOTES = "# 监督保障\n- 组织业务培训2次，68人次参加\n# 平台建设\n- 清理失效链接19个\n"


def echo(request: Request) -> Reply:
    """Every point and note as it is given, with a word of the model's own."""
    user = request.messages[-1]["content"]
    told = [
        {"text": text.replace("组织业务培训", "全年组织开展业务培训"), "evidence": [key]}
        for key, text in re.findall(r"^([pn]\d+)｜(.*)$", user, re.M)
    ]
    return Reply(content=json.dumps({"sentences": told}, ensure_ascii=False))


@pytest.fixture
def home(own: Path) -> Path:
    """A user's folder of its own, with the notes."""
    (own / "素材.md").write_text(NOTES, "utf-8")
    return own


def arguments(home: Path, *options: str) -> list[str]:
    sources = [FIGURES, "--notes", str(home / "素材.md")]
    return ["draft", *sources, "--model", "openai:test", "--project", str(home / "项目"), *options]


def origins(home: Path) -> dict[str, str]:
    draft = json.loads((home / "项目/草稿.json").read_text("utf-8"))
    return {sentence["text"]: sentence["origin"] for sentence in draft["sentences"]}


def test_the_models_sentences_and_the_clerks_edits_last(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(echo) as url:
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        assert run(arguments(home)) == 0
    before = origins(home)
    said = next(text for text, origin in before.items() if origin == "model" and "业务培训" in text)
    other = next(text for text, origin in before.items() if origin == "model" and "失效链接" in text)
    own = said.replace("68人次参加", "各科室68人次参加")
    replace(home / "项目/正文.docx", said, own)
    assert run(["draft", "--project", str(home / "项目")]) == 0, "without the model and without its server"
    after = origins(home)
    assert after[own] == "writer"
    assert after[other] == "model"
    assert said not in after


def test_one_section_alone_is_asked_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(request: Request) -> Reply:
        asked.append(request.messages[-1]["content"])
        return echo(request)

    with serve(answer) as url:
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        sources = [FIGURES, "--notes", str(home / "素材.md"), "--model", "openai:test"]
        assert run(["draft", *sources, "--section", "监督保障", "-o", str(home / "五.json")]) == 0
    assert asked
    assert all("组织业务培训" in prompt for prompt in asked)
    assert not any("失效链接" in prompt for prompt in asked)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_while_the_model_writes_the_next_run_asks_for_the_rest_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    held, killed = threading.Event(), threading.Event()

    def slow(request: Request) -> Reply:
        prompt = request.messages[-1]["content"]
        asked.append(prompt)
        if prompt != asked[0] and not killed.is_set():
            held.wait(60)
        return echo(request)

    drafter = shutil.which("drafter", path=str(Path(sys.executable).parent))
    assert drafter
    with serve(slow) as url:
        environment = os.environ | {"OPENAI_BASE_URL": url}
        with subprocess.Popen([drafter, *arguments(home)], env=environment, stderr=subprocess.DEVNULL) as process:
            kept = home / "home/cache/answers"
            while process.poll() is None and not list(kept.glob("*/*.json")):
                threading.Event().wait(0.05)
            process.send_signal(signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
        killed.set()
        held.set()
        seen = len(asked)
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        assert run(arguments(home)) == 0
    assert len(asked) > seen
    assert asked[0] not in asked[seen:]
    assert "全年组织开展业务培训2次" in read_file(home / "项目/正文.docx").text
