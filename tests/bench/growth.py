"""Cost against length, in one run: `python tests/bench/growth.py`.

Each hostile piece and an ordinary sentence is repeated to n, 2n and 4n characters; the ratios of the times say how the
cost grows (2 and 4 for cost in step with the length). Only times long enough to be told from noise are judged.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from drafter.claims import bind
from drafter.form import edition
from drafter.numerals import scan

PIECES = yaml.safe_load((Path(__file__).resolve().parents[1] / "hostile.yaml").read_text("utf-8"))
SENTENCE = "全年收到政府信息公开申请156件（含上年结转12件），同比增长5.5%，均按时答复；公开信息3000余条。\n"
LENGTH = 16_000
NOISE = 0.02


def seconds(job: Callable[[str], object], text: str) -> float:
    """The shortest of three runs of processor time."""
    times = []
    for _ in range(3):
        start = time.process_time()
        job(text)
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    form = edition("2021")
    jobs: dict[str, Callable[[str], object]] = {
        "numerals": scan,
        "claims": lambda text: bind(text, year=2024, edition=form),
    }
    steep = 0
    for room, job in jobs.items():
        for piece in (SENTENCE, *PIECES[room]):
            job(piece * 10)
            one, two, four = (seconds(job, piece * (LENGTH * n // len(piece))) for n in (1, 2, 4))
            judged = four > NOISE and four > 8 * max(one, NOISE / 4)
            steep += judged
            sys.stdout.write(
                f"{room:9} {piece[:8]!r:14} {one * 1000:8.1f} ms   x{two / one:5.2f}   x{four / one:5.2f}"
                f"{'   steeper than its length' if judged else ''}\n"
            )
    sys.exit(f"{steep} of the texts cost more than their length" if steep else None)


if __name__ == "__main__":
    main()
