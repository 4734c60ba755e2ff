"""Jobs at once: in order, bounded, stopped by the first error and by Ctrl-C."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from drafter.errors import BudgetExceeded
from drafter.models import together


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_results_stand_in_the_order_of_the_items(workers: int) -> None:
    assert together(lambda number: number * 2, range(20), workers=workers) == [number * 2 for number in range(20)]


def test_nothing_to_do_is_done() -> None:
    assert together(str, [], workers=4) == []


def test_as_many_at_a_time_as_there_are_workers() -> None:
    meeting = threading.Barrier(3)  # passes only where three are there at once
    running = 0
    most = 0
    turn = threading.Lock()

    def work(_: int) -> None:
        nonlocal running, most
        with turn:
            running += 1
            most = max(most, running)
        meeting.wait()
        with turn:
            running -= 1

    together(work, range(6), workers=3)
    assert most == 3


def test_the_first_error_stops_the_rest() -> None:
    begun: list[int] = []
    failed = threading.Event()

    def work(number: int) -> int:
        begun.append(number)
        if number == 1:
            failed.set()
            raise BudgetExceeded("预算不够")
        failed.wait()
        return number

    with pytest.raises(BudgetExceeded):
        together(work, range(100), workers=2)
    assert len(begun) < 100


BROKEN_OFF = """
import sys, threading
from pathlib import Path
from drafter.models import together
from tests.models.small_chat import SmallChat, Words, prompt, session
folder = Path(sys.argv[1])
def rule(prompt):
    if prompt.user != "0":
        print("waiting", flush=True)
        threading.Event().wait()
    return "good"
asked = session(folder, SmallChat(rule=rule), cache=folder / "cache")
together(lambda user: asked.ask(prompt(user), Words), "0123", workers=3)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT to a child")
def test_ctrl_c_waits_for_no_provider_and_leaves_whole_files(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", BROKEN_OFF, str(tmp_path)], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        for _ in range(3):
            child.stdout.readline()
        child.send_signal(signal.SIGINT)
        _, told = child.communicate(timeout=60)
    assert child.returncode in (1, 130, -signal.SIGINT) and b"KeyboardInterrupt" in told
    record = (tmp_path / "sent.jsonl").read_text(encoding="utf-8")
    assert record.endswith("\n")
    assert [json.loads(line)["event"] for line in record.splitlines()].count("sent") == 4
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert [path.suffix for path in kept] == [".json"]
