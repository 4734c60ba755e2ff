"""Reading one document in a process of its own, where a native parser may hang, eat memory or crash without harm."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pickle import UnpicklingError
from typing import NoReturn

from drafter import errors
from drafter.documents import Report
from drafter.errors import Defect, DrafterError, UnreadableDocument
from drafter.read import processes
from drafter.read.document import Document
from drafter.read.frames import frame, messages
from drafter.read.limits import OUT_OF_MEMORY, Limits
from drafter.read.progress import tell

_MB = 1024 * 1024
# Seconds a worker has to start and load its parser, which says nothing of the document: on a busy machine, many.
_STARTING = 120
# Seconds a worker has to end after its last word.
_PARTING = 5
_REMEDY = "请用原软件打开后另存为 .docx 再读；内容很多的，只留年度报告正文和三张表。"


def read_apart(target: str, data: bytes, name: str, limits: Limits) -> Document | Report:
    """What the reader `target` ("module:function") makes of `data`, read in a new process under `limits`.

    The progress it tells is told on. The process and whatever it started are gone when this returns or raises.

    Raises:
        DrafterError: whatever the reader raised, as the same class with the same message.
        UnreadableDocument: a limit was met, or the process crashed; the message says which.
        ModuleNotFoundError: the reader needs what is not installed.
        Defect: the reader failed in a way it should not.
    """
    process = _start()
    try:
        for message in _answers(process, frame((target, data, name, limits.memory)), name, limits):
            match message:
                case ("progress", str(job), int(done), int(total)):
                    tell(job, done, total)
                case ("document", Document() | Report() as found):
                    return found
                case _:
                    _raise(message)
        _explain_end(_exit_code(process), name, limits)
    finally:
        processes.end(process)


def _start() -> subprocess.Popen[bytes]:
    """A worker with nothing of ours but standard error; it finds modules where this process does."""
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)  # noqa: PTH109 - a string is wanted
    command = [sys.executable, "-P", "-m", "drafter.read.worker"]
    environment = {"PYTHONPATH": paths, "PYTHONUTF8": "1"}
    return processes.start(command, environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _answers(process: subprocess.Popen[bytes], request: bytes, name: str, limits: Limits) -> Iterator[object]:
    """Yield what the worker says of the document until it says no more; the limits count from its being ready.

    Raises:
        UnreadableDocument: it took too long, or it said what no reader says.
    """
    heard: queue.SimpleQueue[object] = queue.SimpleQueue()
    for work in (_send, _listen):
        threading.Thread(target=work, args=(process, request, heard), daemon=True).start()
    silence, last, ready = float(_STARTING), time.monotonic() + _STARTING, False
    while True:
        now = time.monotonic()
        try:
            message = heard.get(timeout=max(0.0, min(silence, last - now)))
        except queue.Empty as error:
            silent = not ready or last - now > silence
            what = f"{silence:g} 秒没有进展" if silent else f"超过 {limits.seconds:g} 秒"
            raise UnreadableDocument(f"读取{what}，达到时间上限，已停止。{_REMEDY}", name=name) from error
        if message is _OVER:
            return
        if isinstance(message, UnpicklingError):
            _explain_end(_exit_code(process), name, limits)
        if message == _READY:
            silence, last, ready = limits.silence, time.monotonic() + limits.seconds, True
            continue
        yield message


_READY = ("ready",)
_OVER = object()


def _send(process: subprocess.Popen[bytes], request: bytes, heard: queue.SimpleQueue[object]) -> None:
    """Hand the request over; a worker that is gone already is found out by listening."""
    with suppress(OSError), processes.pipe(process.stdin) as pipe:
        pipe.write(request)


def _listen(process: subprocess.Popen[bytes], request: bytes, heard: queue.SimpleQueue[object]) -> None:
    """Put every message of the worker into `heard`, then _OVER."""
    with processes.pipe(process.stdout) as pipe:
        try:
            for message in messages(pipe):
                heard.put(message)
        except (UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError) as error:
            heard.put(UnpicklingError(str(error)))
    heard.put(_OVER)


def _exit_code(process: subprocess.Popen[bytes]) -> int:
    """How a worker that says no more ended; 1 where it does not end."""
    with suppress(subprocess.TimeoutExpired):
        return process.wait(_PARTING)
    return 1


def _raise(message: object) -> NoReturn:
    """Raise what went wrong in the worker."""
    match message:
        case ("error", str(kind), tuple(arguments), dict(state)):
            found = getattr(errors, kind, None)
            if isinstance(found, type) and issubclass(found, DrafterError):
                error = found.__new__(found)
                error.args = arguments
                error.__dict__.update(state)
                raise error
        case ("missing", str(what)):
            raise ModuleNotFoundError(what)
        case ("defect", str(what), str(trace)):
            defect = Defect(f"读取程序出错：{what}。这是 drafter 的缺陷，请反馈。")
            defect.add_note(trace)
            raise defect
    raise Defect(f"读取程序的回答无法理解：{message!r:.200}。这是 drafter 的缺陷，请反馈。")


def _explain_end(code: int, name: str, limits: Limits) -> NoReturn:
    """Raise the reason why a worker ended without a document."""
    memory = f"{limits.memory // _MB} MB 的内存上限"
    if code == OUT_OF_MEMORY:
        raise UnreadableDocument(f"读取时超过了 {memory}，已停止。{_REMEDY}", name=name)
    how = signal.Signals(-code).name if code < 0 and -code in set(signal.Signals) else f"退出码 {code}"
    message = f"读取时解析程序崩溃（{how}），文件可能已损坏，或超过了 {memory}。{_REMEDY}"
    raise UnreadableDocument(message, name=name)
