"""A model file run on this machine by llama.cpp, in a child process that speaks the OpenAI wire on loopback."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO, TypeVar

from pydantic import BaseModel, SecretStr

from drafter.errors import ModelUnavailable, PromptTooLong, UnknownModel
from drafter.models.chat import OpenAIChat
from drafter.models.completion import Chat, ChatOptions, Completion, unwatched
from drafter.models.prompt import Prompt

T = TypeVar("T", bound=BaseModel)
ANSWER = 2048
"""Tokens of one answer where nothing else is wanted: a weak model that never ends would fill the context."""
_MAGIC = b"GGUF"
_LONGEST = 3600.0
"""Seconds an answer may take at least."""
_PATIENCE = 5.0
"""Seconds for the child to end by itself."""
_GOING = 1.0
"""Seconds in which a process whose connections have broken off is seen to have ended."""
_TOLD = 400
"""Characters of llama.cpp's last words that are passed on."""


def open_local(model_id: str, name: str, key: SecretStr | None, base_url: str | None, options: ChatOptions) -> Chat:
    """The chat for the model file at `name`; it is loaded when it is first asked. A key and an address mean nothing.

    Raises:
        UnknownModel: there is no such file, or it is no GGUF.
    """
    path = Path(name).expanduser()
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        reason = "没有这个文件" if isinstance(error, FileNotFoundError) else "文件读不出"
        raise UnknownModel(f"{path}：{reason}。--model local: 后面应当是模型文件（.gguf）的路径。") from error
    if magic != _MAGIC:
        raise UnknownModel(f"{path}：不是 GGUF 模型文件。请换成 .gguf 文件；下载不完整的请重新下载。")
    return LocalChat(model_id, path, options)


class LocalChat:
    """One model file. Asks from several threads are answered one after the other."""

    def __init__(self, model_id: str, path: Path, options: ChatOptions) -> None:
        """Nothing is loaded yet."""
        self.id = model_id
        self._path = path
        # A server of our own that fails once fails again: nothing to wait for. Nor does its silence mean that it is
        # gone: a small machine reads a long prompt for minutes before the first word.
        whole = max(options.whole, _LONGEST)
        self._options = replace(options, attempts=1, tokens=options.tokens or ANSWER, between=whole, whole=whole)
        self._turn = threading.Lock()
        self._child: _Child | None = None
        self._chat: OpenAIChat | None = None

    def complete(
        self,
        prompt: Prompt,
        form: type[T],
        heard: Callable[[str], None],
        again: Callable[[str], None] = unwatched,
    ) -> Completion[T]:
        """See Chat.

        Raises:
            ModelUnavailable: the model does not load, the prompt is longer than its context, or the child process
                ended; it is not started again.
        """
        with self._turn:
            child, chat = self._loaded()
            child.demand()
            try:
                return chat.complete(prompt, form, heard, again)
            except PromptTooLong as error:
                raise self._too_long() from error
            except ModelUnavailable:
                child.demand(_GOING)  # that it is gone says more than that the connection is
                raise

    def close(self) -> None:
        """End the child process, if there is one. It also ends when this object or the program does."""
        with self._turn:
            if self._child is not None:
                self._child.end()

    def _loaded(self) -> tuple[_Child, OpenAIChat]:
        if self._child is None:
            self._options.notice(f"正在加载本机模型 {self._path.name}……")
            self._child = _Child(self._path)
        if self._chat is None:
            key = secrets.token_urlsafe(24)
            address = self._child.served(key, self._options)
            self._chat = OpenAIChat(self.id, self._path.name, SecretStr(key), f"{address}/v1", self._options)
        return self._child, self._chat

    def _too_long(self) -> PromptTooLong:
        return PromptTooLong(
            f"这一部分的提示超出了本机模型 {self._path.name} 的上下文（{self._options.context} 词元）。"
            "请减少素材和例文，或在设置文件的 [local] 中加大 context。"
        )


class _Child:
    """The process that serves a model."""

    def __init__(self, path: Path) -> None:
        """Start it; it loads nothing yet."""
        self._path = path
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the child
        self._process = subprocess.Popen(
            # -P: beside the file stand modules that nothing in the child may take for its own.
            [sys.executable, "-P", str(Path(__file__).with_name("serving.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
        )
        self.end = weakref.finalize(self, _end, self._process, self._words)
        """Ends it, at the latest when this object is gone or the program ends."""

    def served(self, key: str, options: ChatOptions) -> str:
        """Load the model; returns the address it is served at to who has the `key`.

        Raises:
            ModelUnavailable: it does not load.
        """
        wanted = {
            "path": str(self._path),
            "context": options.context,
            "threads": options.threads or threads(),
            "key": key,
        }
        answer = self._answer(json.dumps(wanted).encode() + b"\n")
        if not answer:
            self._process.wait()
            raise self._gone()
        told: dict[str, str] = json.loads(answer)
        if "address" not in told:
            error = ModelUnavailable(
                f"本机模型 {self._path} 加载失败：{told['fault']}。可能是文件损坏或不完整、内存不够，"
                "或者模型太新：请升级 xllamacpp，或换用别的模型文件。"
            )
            error.lasting = True
            raise error
        return told["address"]

    def demand(self, wait: float = 0.0) -> None:
        """See to it that the process is there, for `wait` seconds on.

        Raises:
            ModelUnavailable: it ended.
        """
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(wait)
            raise self._gone()

    def _answer(self, line: bytes) -> bytes:
        """What the process says to `line`; nothing where it ends."""
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
        except BrokenPipeError:
            return b""
        return self._process.stdout.readline()

    def _gone(self) -> ModelUnavailable:
        size = self._words.seek(0, os.SEEK_END)
        self._words.seek(max(0, size - _TOLD))
        words = " ".join(self._words.read().decode(errors="replace").split())
        error = ModelUnavailable(
            f"运行本机模型 {self._path.name} 的进程意外结束（退出码 {self._process.returncode}）。"
            "多半是内存不够，请换用更小的模型文件；已写好的部分不受影响，可以重新运行。"
            + (f"它最后说的是：{words}" if words else "")
        )
        error.lasting = True
        return error


def _end(process: subprocess.Popen[bytes], words: IO[bytes]) -> None:
    """Let the process end, or end it."""
    assert process.stdin is not None and process.stdout is not None
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
    words.close()


def threads() -> int:
    """How many threads to count with: the cores this process may use but one.

    The threads wait for each other after every step. One core that is busy otherwise halts them all: with two threads
    on two busy cores the test's model gave 1.6 tokens a second, with one 46.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores - 1)
