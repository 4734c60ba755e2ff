"""The speed of reading, as ratios within one run: `python tests/bench/read_speed.py [FILE …]`.

Each row holds drafter's reader of a format against another way to get at the same document. Files are those of the
format given on the command line; where there are none, one is made or taken from the corpus.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber

from drafter.read import pdf


@dataclass(frozen=True)
class Race:
    """What is read, drafter's way of reading it, what it is held against, and the aim for the ratio of the two."""

    title: str
    ours: Callable[[], object]
    rival: str
    theirs: Callable[[], object]
    aim: float


def best(job: Callable[[], object], runs: int = 5) -> float:
    """The shortest of `runs` runs, in seconds: the one least disturbed."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times)


def pdf_races(files: Sequence[Path]) -> Iterator[Race]:
    """PDF against pdfplumber extracting all tables of the same file."""

    def tables(data: bytes) -> object:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return [page.extract_tables() for page in document.pages]

    for path in (path for path in files if path.suffix == ".pdf"):
        data = path.read_bytes()
        yield Race(
            path.name,
            lambda data=data, name=path.name: pdf.read(data, name),  # type: ignore[misc]
            "pdfplumber, all tables",
            lambda data=data: tables(data),  # type: ignore[misc]
            1.0,
        )


RACES = (pdf_races,)


def main(arguments: Sequence[str]) -> None:
    """Run all races over the files given and print the ratios."""
    files = [Path(argument) for argument in arguments]
    for race in (race for races in RACES for race in races(files)):
        ours, theirs = best(race.ours), best(race.theirs)
        verdict = "" if ours <= race.aim * theirs else "  <- slower than aimed at"
        print(  # noqa: T201
            f"{race.title}: {ours * 1000:.0f} ms, {race.rival}: {theirs * 1000:.0f} ms, "
            f"ratio {ours / theirs:.2f} (aim {race.aim:g}){verdict}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
