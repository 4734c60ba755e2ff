"""Speed, as ratios within one run: `python tests/bench/speed.py`.

Start-up is held against importing typer and rich alone, checking against reading the same document.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from drafter.check import check
from drafter.read import read_file

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
DRAFTER = str(Path(sys.executable).parent / "drafter")


def best(job: Callable[[], object], runs: int) -> float:
    """The shortest of `runs` runs, in seconds: the one least disturbed."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times)


def command(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run(arguments, stdout=subprocess.DEVNULL, check=True)


def main() -> None:
    bare = best(command(sys.executable, "-c", "import typer, rich"), 15)
    helped = best(command(DRAFTER, "--help"), 15)
    show("drafter --help", helped, "import typer, rich", bare)

    path = max(CORPUS.glob("*.html"), key=lambda p: p.stat().st_size)
    report = read_file(path)
    check(report)
    show(
        f"check of {path.name}, already read",
        best(lambda: check(report), 30),
        "reading it",
        best(lambda: read_file(path), 30),
    )


def show(name: str, seconds: float, peer: str, against: float) -> None:
    out(f"{name}: {seconds * 1000:.1f} ms; {peer}: {against * 1000:.1f} ms; ratio {seconds / against:.2f}")


def out(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
