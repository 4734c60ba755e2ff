"""What asking a model costs beside the model's own time: `python tests/bench/model_speed.py [MODEL.gguf]`.

First a server on loopback that takes a fixed time to answer: what a session adds to each answer (masking, record on
the disk, cache, budget, the wire), one at a time and several at once, and what an answer from the cache takes. Then,
where a model file is named, tokens a second on this machine, and what the same system prompt costs the second time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel

from drafter.check import masked
from drafter.evaluate.loopback import Reply, serve
from drafter.models import Prompt, Session, SessionTerms, open_session, read_budget, together
from drafter.models.completion import ChatOptions
from drafter.models.spec import open_chat

DELAY = 2.0
"""Seconds the server takes: a quick provider's time for a section."""
SECTIONS = 16
WORKERS = 4
SYSTEM = "你是政府信息公开工作年度报告的起草人，只写素材里有的事，数字一律写成占位符。" * 20

POINT = "【要点】p1｜收到申请{{t3.new.total|件}}。"


class Words(BaseModel):
    text: str


def prompt(number: int) -> Prompt:
    return Prompt(
        "write", "1", str(number), SYSTEM, f"第{number}部分。" + "【要点】p1｜收到申请{{t3.new.total|件}}。" * 30
    )


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def session(folder: Path, base_url: str) -> Session:
    chat = open_chat("openai:fixed", key="none", base_url=base_url, options=ChatOptions(tokens=4096))
    terms = SessionTerms(
        ledger=folder / "sent.jsonl",
        mask=masked,
        notice=tell,
        cache=folder / "cache",
        budget=read_budget("1000万"),
        address=base_url,
    )
    return open_session(chat, terms)


def overhead() -> None:
    """What a session adds, over real sockets and a real disk."""
    answer = Reply('{"text": "' + "全年收到申请{{t3.new.total|件}}。" * 20 + '"}', delay=DELAY)
    with serve(lambda _: answer, dialect="vllm") as base_url, tempfile.TemporaryDirectory() as folder:
        asked = session(Path(folder), base_url)
        asked.ask(prompt(0), Words)  # the libraries are loaded

        def ask(number: int) -> object:
            return asked.ask(prompt(number), Words)

        alone = timed(lambda: [ask(number) for number in range(1, 4)]) / 3
        ideal = DELAY * SECTIONS / WORKERS
        several = timed(lambda: together(ask, range(10, 10 + SECTIONS), workers=WORKERS))
        known = timed(lambda: [ask(number) for number in range(10, 10 + SECTIONS)]) / SECTIONS
    tell(f"one at a time: {alone:.3f} s an answer, {alone / DELAY - 1:.1%} over the model's {DELAY:.0f} s")
    tell(f"{SECTIONS} at {WORKERS} at once: {several:.2f} s, {several / ideal - 1:.1%} over {ideal:.0f} s")
    tell(f"from the cache: {known * 1000:.1f} ms an answer")


def local(path: Path, threads: int | None) -> None:
    """Tokens a second of a model file, and what its kept prefix saves."""
    chat = open_chat(f"local:{path}", options=ChatOptions(tokens=128, temperature=0.0, threads=threads))
    for number, turn in enumerate(("loading and the first prompt", "another one under the same system prompt")):
        heard: list[float] = []
        start = time.perf_counter()

        def hear(_: str, heard: list[float] = heard) -> None:
            heard.append(time.perf_counter())

        with suppress(Stop):
            chat.complete(prompt(number), Words, hear, once)
        rate = (len(heard) - 1) / (heard[-1] - heard[0])
        tell(f"{turn}: first word after {heard[0] - start:.1f} s, then {rate:.0f} pieces a second")


class Stop(Exception):
    """The model's answer was none, and is not asked for again."""


def once(_: str) -> None:
    """Let no question go out twice."""
    raise Stop


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", type=Path)
    parser.add_argument("--threads", type=int)
    wanted = parser.parse_args(arguments)
    overhead()
    if wanted.model:
        local(wanted.model, wanted.threads)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
