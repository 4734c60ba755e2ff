"""What a check costs on one core: `python tests/bench/check_speed.py [FILE …]`.

Reports are read first, once; what is measured is the check alone: the narrative bound, every figure judged, all rules.
Without files, those of the corpus. Then one long report whose narrative is taken once, twice and four times: cost must
grow as the text does. Times are of the processor, the least of several runs, in a process made ready for many reports.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import mean, median

from drafter.check import check
from drafter.documents import Report
from drafter.errors import InputError
from drafter.pipeline import settle
from drafter.read import read_file

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
AIM = 200
"""Reports a second on one core."""


def least(job: Callable[[], object], runs: int) -> float:
    """The shortest of `runs` runs, in seconds of the processor: the one least disturbed."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times)


def documents(paths: Sequence[Path]) -> list[Path]:
    """The files named, and of folders every document in them that is no label, figure or note."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.*")) if path.is_dir() else [path]
        found += [p for p in inside if p.suffix in (".html", ".htm", ".txt", ".docx") or path == p]
    return found


def read_all(paths: Sequence[Path]) -> dict[str, Report]:
    """File name → its report; a file that cannot be read is named and left out."""
    reports = {}
    for path in paths:
        try:
            reports[path.name] = read_file(path)
        except InputError as error:
            out(f"{path.name} is left out: {error}")
    return reports


def rate(reports: dict[str, Report], runs: int) -> None:
    """Print the cost of each report, and reports a second over all of them."""
    seconds = {name: least(partial(check, report), runs) for name, report in reports.items()}
    for name, spent in sorted(seconds.items(), key=lambda item: item[1]):
        report = reports[name]
        out(f"{name}: {spent * 1000:.2f} ms, {len(report.text)} characters, {len(check(report).mentions)} mentions")
    every = list(seconds.values())
    out(
        f"{len(every)} reports: mean {mean(every) * 1000:.2f} ms, median {median(every) * 1000:.2f} ms, "
        f"slowest {max(every) * 1000:.2f} ms; {1 / mean(every):,.0f} reports a second (aim {AIM})"
    )


def growth(report: Report, runs: int) -> None:
    """Print what once, twice and four times the narrative of a report costs."""
    base = 0.0
    for times in (1, 2, 4, 8):
        longer = report.model_copy(update={"text": "\n".join([report.text] * times), "sections": (), "places": ()})
        spent = least(partial(check, longer), runs)
        base = base or spent
        out(f"narrative × {times}: {spent * 1000:.1f} ms, {spent / base:.2f} times as long")


def out(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
    """Read, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[CORPUS])
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    reports = read_all(documents(options.paths))
    settle()
    rate(reports, options.runs)
    growth(max(reports.values(), key=lambda report: len(report.text)), options.runs)


if __name__ == "__main__":
    main()
