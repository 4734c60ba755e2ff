"""Damaged files over all readers: `python -m tests.bench.fuzz [--files 20000] [--only ofd,pdf] [--out DIR]`.

Every file is made from a number alone, so that any can be made again (`--show KIND:NUMBER > FILE`). What may come of
one is a report or an error of the kind InputError (or MissingExtra where a program is not installed) that names the
file; anything else - another exception, a lost process, no end within the limit - is kept in DIR with what happened.
Formats that LibreOffice or character recognition must read get a small share: each file takes seconds there.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random

from drafter.documents import Source
from drafter.errors import InputError, MissingExtra
from drafter.read import read
from drafter.read.document import Document
from drafter.read.formats import detect
from drafter.read.reading import report_of
from drafter.read.worker import limit_memory
from tests.bench.fuzz_seeds import SEEDS, write_seeds
from tests.read.damage import damaged

# Of a thousand files, how many are of each format.
SHARES = {
    **{
        "html": 204,
        "docx": 170,
        "xlsx": 140,
        "markdown": 90,
        "text": 90,
        "ofd": 90,
        "mhtml": 70,
        "csv": 60,
        "json": 50,
    },
    **{"pdf": 20, "doc": 1, "rtf": 1, "wps": 1, "xls": 1, "image": 1, "scan": 1},
}
SLOW = frozenset({"doc", "rtf", "wps", "xls", "image", "scan"})
# Readers in our process get so much address space; those in a process of their own have limits of their own.
MEMORY = 3 * 1024**3
SUFFIXES = {"markdown": "md", "text": "txt", "image": "png", "scan": "pdf"}
Job = tuple[str, int]


def file_of(kind: str, number: int, folder: Path) -> bytes:
    """The damaged file `number` of a format."""
    random = Random(f"{kind}:{number}")
    files = sorted(folder.glob(f"{kind}.*"))
    return damaged(random.choice(files).read_bytes(), random.choice(files).read_bytes(), random)


def outcome_of(kind: str, data: bytes) -> tuple[str, str]:
    """What came of reading a file: a word for the table, and the traceback where that is a defect."""
    name = f"年报.{SUFFIXES.get(kind, kind)}"
    try:
        if kind == "pdf":
            # Whether damage that loses all text makes a file a scan is seen here; that scans are read, under "scan".
            report_of(without_recognition(data, name), Source(name=name, sha256="", format=kind))
        else:
            read(data, name)
    except (InputError, MissingExtra) as error:
        return (type(error).__name__, "") if name in str(error) else ("unnamed", str(error))
    except MemoryError:
        return "memory", traceback.format_exc()
    except Exception:  # noqa: BLE001 - what other exceptions there are is what this script is for
        return "crash", traceback.format_exc()
    return "report", ""


def without_recognition(data: bytes, name: str) -> Document:
    """A PDF file as its own reader reads it."""
    form = detect(data, name).form
    found = form.reader()(data, name)
    assert isinstance(found, Document)
    return found


def work(pipe: Connection, folder: Path) -> None:
    """Read what the pipe asks for until it closes."""
    limit_memory(MEMORY)
    while True:
        try:
            kind, number = pipe.recv()
        except EOFError:
            return
        start = time.perf_counter()
        found = outcome_of(kind, file_of(kind, number, folder))
        pipe.send((*found, time.perf_counter() - start))


@dataclass
class Hand:
    """A process that reads files, and the job it is at since when."""

    folder: Path
    job: Job = ("", 0)
    since: float = 0.0
    pipe: Connection = field(init=False)
    process: multiprocessing.process.BaseProcess = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start the process."""
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, self.folder), daemon=True)
        self.process.start()
        theirs.close()

    def give(self, job: Job) -> None:
        """Hand over a job."""
        self.job, self.since = job, time.monotonic()
        self.pipe.send(job)

    def restart(self) -> None:
        """End the process whatever it does, and start another."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        self.start()


@dataclass
class Tally:
    """Outcomes by format, the slowest file of each, and where what should not be is kept."""

    out: Path
    folder: Path
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    slowest: dict[str, tuple[float, int]] = field(default_factory=dict)

    def add(self, job: Job, outcome: str, trace: str, seconds: float) -> None:
        """Count one file."""
        kind, number = job
        self.counts[kind][outcome] += 1
        self.slowest[kind] = max(self.slowest.get(kind, (0.0, 0)), (seconds, number))
        if outcome in ("crash", "memory", "hang", "lost", "unnamed"):
            self.out.mkdir(parents=True, exist_ok=True)
            stem = f"{outcome}-{kind}-{number}"
            (self.out / f"{stem}.{SUFFIXES.get(kind, kind)}").write_bytes(file_of(kind, number, self.folder))
            (self.out / f"{stem}.trace.txt").write_text(trace or outcome, "utf-8")

    def lines(self) -> Iterator[str]:
        """The table."""
        words = sorted({word for counts in self.counts.values() for word in counts})
        yield " | ".join(["format", "files", *words, "slowest"])
        for kind, counts in self.counts.items():
            seconds, number = self.slowest[kind]
            numbers = (str(counts[word]) for word in words)
            yield " | ".join([kind, str(counts.total()), *numbers, f"{seconds:.1f} s ({kind}:{number})"])
        total = sum(self.counts.values(), Counter())
        yield " | ".join(["all", str(total.total()), *(str(total[word]) for word in words), ""])


def run(jobs: Sequence[Job], tally: Tally, hands: int, limit: float) -> None:
    """Have all jobs done, none for longer than `limit` seconds."""
    ahead = iter(jobs)
    crew = [Hand(tally.folder) for _ in range(hands)]
    for hand in crew:
        hand.give(next(ahead))
    done = 0
    while crew:
        ready = wait([hand.pipe for hand in crew], timeout=1)
        for hand in list(crew):
            if hand.pipe in ready:
                _settle(hand, tally)
            elif time.monotonic() - hand.since > (limit if hand.job[0] not in SLOW else 10 * limit):
                tally.add(hand.job, "hang", "", time.monotonic() - hand.since)
                hand.restart()
            else:
                continue
            done += 1
            if done % 1000 == 0:
                print(f"{done} of {len(jobs)}", *tally.lines(), sep="\n", flush=True)  # noqa: T201
            job = next(ahead, None)
            if job is None:
                hand.process.kill()
                crew.remove(hand)
            else:
                hand.give(job)


def _settle(hand: Hand, tally: Tally) -> None:
    try:
        outcome, trace, seconds = hand.pipe.recv()
    except (EOFError, OSError):
        outcome, trace, seconds = "lost", "", time.monotonic() - hand.since
        hand.restart()
    tally.add(hand.job, outcome, trace, seconds)


def main(arguments: Sequence[str]) -> int:
    """Run the script; 1 where anything came out but reports and errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first file of each format")
    parser.add_argument("--only", default="", help="formats, with commas between")
    parser.add_argument("--hands", type=int, default=2, help="processes at once")
    parser.add_argument("--limit", type=float, default=75, help="seconds for one file")
    parser.add_argument("--seeds", type=Path, help="folder of sound files from an earlier run, made where missing")
    parser.add_argument("--out", type=Path, default=Path("fuzz-finds"))
    parser.add_argument("--show", default="", help="KIND:NUMBER: write that file to standard output and end")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as passing:
        folder = options.seeds or Path(passing)
        write_seeds(folder)
        if options.show:
            kind, _, number = options.show.partition(":")
            sys.stdout.buffer.write(file_of(kind, int(number), folder))
            return 0
        kinds = [
            kind for kind in (options.only.split(",") if options.only else SEEDS) if list(folder.glob(f"{kind}.*"))
        ]
        weight = sum(SHARES[kind] for kind in kinds)
        counts = {kind: max(1, options.files * SHARES[kind] // weight) for kind in kinds}
        jobs = [(kind, options.first + i) for kind in kinds for i in range(counts[kind])]
        tally = Tally(options.out, folder)
        start = time.monotonic()
        run(jobs, tally, options.hands, options.limit)
        print(*tally.lines(), sep="\n")  # noqa: T201
        print(f"{len(jobs)} files in {time.monotonic() - start:.0f} s")  # noqa: T201
        harm = ("crash", "memory", "hang", "lost", "unnamed")
        return int(any(counts[word] for counts in tally.counts.values() for word in harm))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
