"""Characters a second of `scan`: `python tests/bench/numeral_speed.py [--recognizers PYTHON] [FILE …]`.

Over the narratives of the files, of the corpus without any, joined to one text. Held against a bare regular expression
for digits, and against Recognizers-Text's number model, Chinese, over the same text in the same run. That package wants
old libraries, so it runs under an interpreter of its own, which times its own parsing:

    python -m venv V && V/bin/pip install recognizers-text-number 'emoji<2'
    python tests/bench/numeral_speed.py --recognizers V/bin/python
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from drafter.numerals import scan
from drafter.read import read_file

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
AIM = 1_000_000
TIMES_AS_FAST = 5
RIVAL = """
import json, sys, time
from recognizers_number import Culture, NumberRecognizer
paragraphs = json.load(sys.stdin)
model = NumberRecognizer(Culture.Chinese).get_number_model()
times, found = [], 0
for _ in range(3):
    start = time.process_time()
    found = sum(len(model.parse(paragraph)) for paragraph in paragraphs)
    times.append(time.process_time() - start)
json.dump({"seconds": min(times), "found": found}, sys.stdout)
"""


def least(job: Callable[[], object], runs: int = 9) -> float:
    """The shortest of `runs` runs, in seconds of the processor: the one least disturbed."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times)


def ours(text: str) -> float:
    """Print our speed, its growth and a bare expression's; give our seconds."""
    digits = re.compile(r"[0-9０-９]+")
    seconds, bare = least(lambda: scan(text)), least(lambda: digits.findall(text))
    found = len(scan(text))
    verdict = "" if len(text) / seconds >= AIM else "  <- slower than aimed at"
    out(f"{len(text):,} characters, {found} quantities: {len(text) / seconds:,.0f} characters a second{verdict}")
    out(f"digits by a bare regular expression: {seconds / bare:.0f} times as fast")
    for times in (2, 4):
        longer = least(partial(scan, text * times), 5)
        out(f"{times} times the text: {longer / seconds:.2f} times as long")
    return seconds


def theirs(text: str, interpreter: Path, seconds: float) -> None:
    """Print the rival's speed over the same paragraphs; parsed one by one, which suits it better than one long text."""
    paragraphs = [line for line in text.split("\n") if line.strip()]
    by_paragraph = least(lambda: [scan(paragraph) for paragraph in paragraphs])
    done = subprocess.run(
        [str(interpreter), "-c", RIVAL], input=json.dumps(paragraphs), capture_output=True, text=True, check=True
    )
    measured = json.loads(done.stdout)
    ratio = measured["seconds"] / by_paragraph
    out(
        f"Recognizers-Text: {measured['found']} numbers, {len(text) / measured['seconds']:,.0f} characters a second; "
        f"scan is {ratio:.1f} times as fast over the same paragraphs (aim {TIMES_AS_FAST}), "
        f"{measured['seconds'] / seconds:.1f} times over the text as one"
    )


def out(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
    """Read, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--recognizers", type=Path, help="an interpreter that has recognizers-text-number")
    options = parser.parse_args()
    files = options.files or sorted(CORPUS.glob("*.html"))
    text = "\n".join(read_file(path).text for path in files)
    seconds = ours(text)
    if options.recognizers:
        theirs(text, options.recognizers, seconds)
    else:
        out("Recognizers-Text was not measured: give --recognizers")


if __name__ == "__main__":
    main()
