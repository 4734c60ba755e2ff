"""How long a draft takes: `python tests/bench/draft_speed.py [--delay SECONDS] [--runs N]`.

The composer: the whole command in a fresh process, and a draft in a warm one, best of several runs, both against 1 s.
With a model: a server on loopback answers every call after the same delay, with the composer's own points, so that what
is measured beyond the delays is drafter's work: prompts, sessions, the wire, guards, the check. Sections are written at
once; the model's time is that of the section that waits longest, its calls one after the other.

Beside the time on the clock stands that of the processor, which other programs on the machine disturb less.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from drafter import pipeline
from drafter.evaluate.drafts.modelled import ModelTerms, writing_of
from drafter.evaluate.drafts.personas import echo
from drafter.evaluate.exchange import Reply, Request
from drafter.evaluate.loopback import serve
from drafter.models.completion import ChatOptions

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
DRAFTER = str(Path(sys.executable).parent / "drafter")
FIGURES, PREVIOUS = CORPUS / "beizhou_zhujian_2024.html", CORPUS / "beizhou_zhujian_2023.html"
NOTES = CORPUS / "beizhou_zhujian_notes.md"
COMPOSER_AIM = 1.0
OVERHEAD_AIM = 0.05


class Delayed:
    """Answers after the same delay every time, and knows how long each section waited."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.waited: Counter[str] = Counter()
        self._turn = threading.Lock()

    def __call__(self, request: Request) -> Reply:
        section = request.user.partition("【部分】")[2].strip().partition("\n")[0]
        with self._turn:
            self.waited[section] += 1
        return replace(echo.answer(request), delay=self.delay)


def best(job: Callable[[], object], clock: Callable[[], float], runs: int) -> tuple[float, float]:
    """The shortest of `runs` runs, in seconds on the wall, and the least seconds of `clock`."""
    walls, clocks = [], []
    for _ in range(runs):
        start, begun = time.perf_counter(), clock()
        job()
        walls.append(time.perf_counter() - start)
        clocks.append(clock() - begun)
    return min(walls), min(clocks)


def of_children() -> float:
    """Seconds of the processor that ended child processes took."""
    used = os.times()
    return used.children_user + used.children_system


def composer(runs: int) -> None:
    """Print what the composer takes, cold and warm."""
    with tempfile.TemporaryDirectory() as folder:
        given = [FIGURES, "--previous", PREVIOUS, "--notes", NOTES, "-o", Path(folder) / "draft.docx"]
        command = [DRAFTER, "draft", *map(str, given)]
        cold = best(lambda: subprocess.run(command, check=True, capture_output=True), of_children, runs)
    show("composer, command in a fresh process", cold)
    figures, previous, notes = pipeline.load(FIGURES), pipeline.load(PREVIOUS), pipeline.load_notes(NOTES)
    warm = best(lambda: pipeline.draft_report(figures, previous, notes=notes), time.process_time, runs)
    show("composer, in a warm process", warm)


def modelled(delay: float, runs: int) -> None:
    """Print what drafter adds to the time its model takes."""
    figures, previous, notes = pipeline.load(FIGURES), pipeline.load(PREVIOUS), pipeline.load_notes(NOTES)
    found = []
    for turn in range(runs + 1):
        # The first turn only loads what a first draft loads.
        answer = Delayed(delay if turn else 0.0)
        with serve(answer) as address:
            terms = ModelTerms(model="openai:delayed", base_url=address, options=ChatOptions(), workers=16)
            begun, used = time.perf_counter(), time.process_time()
            with writing_of(terms, figures.agency or "") as (writing, _):
                draft = pipeline.draft_report(figures, previous, notes=notes, writing=writing).draft
            took, used = time.perf_counter() - begun, time.process_time() - used
        calls = sum(answer.waited.values())
        found.append((took, used, max(answer.waited.values()) * delay, calls, len(answer.waited)))
    took, _, model, calls, sections = min(found[1:])
    used = min(run[1] for run in found[1:])
    said = sum(sentence.origin == "model" for sentence in draft.sentences)
    out(f"model: {calls} calls of {delay:g} s over {sections} sections, {said} sentences in its words")
    out(f"  calls one after the other {calls * delay:.2f} s, at once {model:.2f} s; the draft took {took:.2f} s")
    for name, own in (("on the wall", took - model), ("of the processor, server included", used)):
        verdict = "" if own < OVERHEAD_AIM * model else " !"
        out(f"  drafter's own {name}: {own:.2f} s, {own / model:.1%} (aim {OVERHEAD_AIM:.0%}){verdict}")


def show(name: str, seconds: tuple[float, float]) -> None:
    wall, used = seconds
    out(f"{name}: {wall:.3f} s, processor {used:.3f} s (aim {COMPOSER_AIM:g} s){'' if wall < COMPOSER_AIM else ' !'}")


def out(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delay", type=float, default=5.0, help="seconds the server takes for a call")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    composer(given.runs)
    modelled(given.delay, given.runs)


if __name__ == "__main__":
    main()
