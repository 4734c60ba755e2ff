"""The process that reads one document with a parser that may hang or crash: `python -m drafter.read.worker`.

It reads one request from standard input, answers on what was standard output with frames, and ends.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from typing import BinaryIO, NamedTuple, cast

from drafter.errors import DrafterError
from drafter.read.frames import frame, messages
from drafter.read.limits import OUT_OF_MEMORY
from drafter.read.progress import heard_by


class Request(NamedTuple):
    """What to read: the reader as "module:function", the bytes, the name of the file, and the memory limit in bytes."""

    target: str
    data: bytes
    name: str
    memory: int


def main() -> None:
    """Answer the request on standard input. Frames are tuples: ready, then progress, then error, defect or document."""
    # Native parsers print: nothing but frames may get into the pipe.
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    request = Request(*cast("tuple[str, bytes, str, int]", next(messages(sys.stdin.buffer))))
    limit_memory(request.memory)
    try:
        _answer(answers, request)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except DrafterError as error:
        answers.write(frame(("error", type(error).__name__, error.args, vars(error))))
    except ModuleNotFoundError as error:
        answers.write(frame(("missing", str(error))))
    except Exception as error:  # noqa: BLE001 - the edge of the process: the waiting side reports it as a defect
        answers.write(frame(("defect", f"{type(error).__name__}：{error}", traceback.format_exc())))


def _answer(answers: BinaryIO, request: Request) -> None:
    module, _, function = request.target.partition(":")

    def pass_on(job: str, done: int, total: int) -> None:
        answers.write(frame(("progress", job, done, total)))

    with heard_by(pass_on):
        reader = getattr(importlib.import_module(module), function)
        answers.write(frame(("ready",)))
        answers.write(frame(("document", reader(request.data, request.name))))


def limit_memory(most: int) -> None:
    """Let this process have no more than `most` bytes of address space, and leave no core dump, where that exists."""
    if sys.platform == "win32":
        return
    import resource

    _, ceiling = resource.getrlimit(resource.RLIMIT_AS)
    within = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
    resource.setrlimit(resource.RLIMIT_AS, (within, within))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
