"""The child process a local model runs in: llama.cpp's own server on loopback, and nothing of drafter.

It is run as a file, not imported: should native code crash, this process ends and no other. One line of JSON comes in
on standard input (`path`, `context`, `threads`, `key`), one goes out on standard output (`address`, or `fault`). When
standard input ends, drafter is gone, in whatever way, and so is this.
"""

import json
import os
import signal
import sys
from typing import Any


def main() -> None:
    """Serve until standard input ends."""
    # Ctrl-C goes to every process of the terminal; this one ends when drafter does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # Whatever native code prints must not get between the answers.
    os.dup2(2, 1)
    wanted = json.loads(sys.stdin.buffer.readline())
    try:
        server = started(wanted)
        told = {"address": server.listening_address}
    except (ImportError, RuntimeError, ValueError, OSError) as error:
        told = {"fault": str(error)}
    answers.write(json.dumps(told) + "\n")
    answers.flush()
    if "address" in told:
        sys.stdin.buffer.read()
    # Without the native destructors, which wait for what is still being generated.
    os._exit(0)


def started(wanted: dict[str, Any]) -> Any:
    """llama.cpp's server with the model loaded, listening on a free port of 127.0.0.1."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = wanted["path"]
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [wanted["key"]]
    params.n_ctx = wanted["context"]
    # One question at a time: with several, each would get a part of the context and read the system prompt anew.
    params.n_parallel = 1
    params.cpuparams.n_threads = wanted["threads"]
    params.cpuparams_batch.n_threads = wanted["threads"]
    # The start of a prompt that is the same as that of the one before is not read again. Prompts put by in main memory
    # for later (8 GB of them by default) would serve nothing: a section is not asked about twice.
    params.cache_prompt = True
    params.cache_ram_mib = 0
    # Thinking aloud takes minutes on a processor, and the form asked for leaves no room for it.
    params.enable_reasoning = 0
    params.ui = False
    params.endpoint_slots = False
    params.cors_origins = ""
    params.verbosity = 1
    return xllamacpp.Server(params)


if __name__ == "__main__":
    main()
