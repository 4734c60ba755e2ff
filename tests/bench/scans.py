"""How well scans are read: corpus reports printed to PDF, made into pictures, damaged, and read back.

    python tests/bench/scans.py [--reports 3] [--damages none,blur,noise,jpeg,coarse,skew]
    python tests/bench/scans.py --round-trip [--reports 99] [--damages none]

Every picture is recognised once; the readings are then judged at several thresholds of sureness, with and without the
second reading. The threshold in drafter/read/recogniser.py was chosen with it. With --round-trip whole files of
pictures go through the reader as a user's would: how many cells come back right, how many are missed, and whether a
notice names each of those. Needs LibreOffice and the extra `ocr`.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from drafter.documents import Report, Source
from drafter.form import edition
from drafter.read import read, read_file, recogniser
from drafter.read.document import Document
from drafter.read.printed import lay_out
from drafter.read.reading import report_of
from drafter.read.recognised import recognise
from drafter.read.recogniser import Reading, Recogniser
from drafter.read.scan_pages import Grey, pictures
from drafter.write import docx

CORPUS = sorted(
    path
    for path in (Path(__file__).resolve().parents[2] / "corpus").iterdir()
    if re.search(r"_\d{4}\.(html|md)$", path.name)
)
THRESHOLDS = (0.0, 0.6, 0.8, 0.9, 0.95, 0.98)
DPI = 150


def _noisy(grey: Grey) -> Grey:
    noise = np.random.default_rng(7).normal(0, 28, grey.shape)
    return np.clip(grey.astype(np.float32) * 0.85 + 20 + noise, 0, 255).astype(np.uint8)


def _compressed(grey: Grey) -> Grey:
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 15])[1], 0), dtype=np.uint8)


def _coarse(grey: Grey) -> Grey:
    return np.asarray(cv2.resize(grey, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _skewed(grey: Grey) -> Grey:
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 1.3, 1.0)
    return np.asarray(cv2.warpAffine(grey, turn, (width, height), borderValue=[255]), dtype=np.uint8)


DAMAGES: dict[str, Callable[[Grey], Grey]] = {
    "none": lambda grey: grey,
    "blur": lambda grey: np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.6), dtype=np.uint8),
    "noise": _noisy,
    "jpeg": _compressed,
    "coarse": _coarse,
    "skew": _skewed,
}


class Remembering(Recogniser):
    """A recogniser that keeps what it read, in order."""

    def __init__(self) -> None:
        """Load the models."""
        super().__init__()
        self.found: list[list[tuple[int, int, int, int]]] = []
        self.readings: list[list[Reading]] = []

    def find(self, grey: Grey) -> list[tuple[int, int, int, int]]:
        """Find, and keep."""
        self.found.append(super().find(grey))
        return self.found[-1]

    def read(self, lines: Sequence[Grey]) -> list[Reading]:
        """Read, and keep."""
        self.readings.append(super().read(lines))
        return self.readings[-1]


class Replaying(Recogniser):
    """A recogniser that gives again what another one read; `once`: as if there had been no second reading."""

    def __init__(self, remembered: Remembering, *, once: bool) -> None:
        """Begin again from the start."""
        self._found = iter(remembered.found)
        self._readings = iter(remembered.readings)
        self._once = once

    def find(self, grey: Grey) -> list[tuple[int, int, int, int]]:
        """What was found."""
        return next(self._found)

    def read(self, lines: Sequence[Grey]) -> list[Reading]:
        """What was read."""
        return [replace(reading, other="") if self._once else reading for reading in next(self._readings)]


@dataclass(frozen=True)
class Score:
    """Cells of the truth: read right, left out or undecided, read wrong."""

    right: int
    missing: int
    wrong: dict[str, str]


def score(truth: Report, report: Report) -> Score:
    """Compare cell by cell."""
    right = sum(report.figures.get(key, "") == value for key, value in truth.figures.items())
    wrong = {k: f"{truth.figures.get(k)} as {v}" for k, v in report.figures.items() if truth.figures.get(k, "") != v}
    return Score(right, len(truth.figures) - right - len(wrong), wrong)


def printed(report: Report, folder: Path) -> list[Grey]:
    """The pages of a report as LibreOffice prints it."""
    (folder / "a.docx").write_bytes(docx.write(report))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.docx")]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    pdf = pypdfium2.PdfDocument((folder / "a.pdf").read_bytes())
    return [np.asarray(page.render(scale=DPI / 72).to_pil().convert("L"), dtype=np.uint8) for page in pdf]


def read_with(pages: Sequence[Grey], engine: Recogniser) -> Report:
    """The report on some pictures."""
    found = []
    for number, grey in enumerate(pages, 1):
        png = cv2.imencode(".png", grey)[1].tobytes()
        found += [recognise(picture, number, engine).page for _, _, picture in pictures(png, "a.png")]
    layout = lay_out(found)
    return report_of(
        Document(layout.blocks, recognised=frozenset(page.number for page in found)),
        Source(name="a.png", sha256="", format="image"),
    )


def measured(truth: Report, pages: Sequence[Grey]) -> Iterator[tuple[str, Score]]:
    """Yield what is judged how, and how it went."""
    engine = Remembering()
    read_with(pages, engine)
    for once in (True, False):
        for threshold in THRESHOLDS:
            recogniser.SURE = threshold
            label = f"{'once ' if once else 'twice'} ≥{threshold:4.2f}"
            yield label, score(truth, read_with(pages, Replaying(engine, once=once)))


def tiff(pages: Sequence[Grey]) -> bytes:
    """The pages as one file, as scanners write it."""
    first, *rest = (Image.fromarray(page) for page in pages)
    stream = io.BytesIO()
    first.save(stream, "TIFF", save_all=True, append_images=rest, compression="tiff_lzw")
    return stream.getvalue()


def untold(truth: Report, report: Report) -> list[str]:
    """The cells that were missed and that no notice names, neither by themselves nor by their row."""
    form = edition(truth.edition or "2021")
    told = "\n".join(notice.message for notice in report.notices)
    missed = (key for key, value in truth.figures.items() if value is not None and report.figures.get(key) is None)
    cells = [form.printed[key] for key in missed]
    return [cell.key for cell in cells if cell.name not in told and f"“{cell.row.label}”" not in told]


def round_trips(reports: int, damages: Sequence[str]) -> None:
    """Read back each report from its pictures and print how it went."""
    for damage in damages:
        total = right = missing = wrong = 0
        for path in CORPUS[:reports]:
            truth = read_file(path)
            with tempfile.TemporaryDirectory() as folder:
                pages = [DAMAGES[damage](page) for page in printed(truth, Path(folder))]
            begun = time.perf_counter()
            report = read(tiff(pages), "a.tif")
            seconds = time.perf_counter() - begun
            result = score(truth, report)
            total += len(truth.figures)
            right, missing, wrong = right + result.right, missing + result.missing, wrong + len(result.wrong)
            sys.stdout.write(
                f"{path.stem} {damage}: {result.right} of {len(truth.figures)} right, {result.missing} missed, "
                f"untold {untold(truth, report)}, wrong {result.wrong}, {len(pages)} pages in {seconds:.0f} s\n"
            )
            sys.stdout.flush()
        sys.stdout.write(
            f"all, {damage}: {right} of {total} right ({right / total:.2%}), {missing} missed, {wrong} wrong\n"
        )


def thresholds(reports: int, damages: Sequence[str]) -> None:
    """Measure at all thresholds and print."""
    totals: dict[tuple[str, str], list[Score]] = {}
    for path in CORPUS[:reports]:
        truth = read_file(path)
        with tempfile.TemporaryDirectory() as folder:
            pages = printed(truth, Path(folder))
        for damage in damages:
            for label, result in measured(truth, [DAMAGES[damage](page) for page in pages]):
                totals.setdefault((damage, label), []).append(result)
                if result.wrong:
                    sys.stdout.write(f"{path.stem} {damage} {label} wrong: {result.wrong}\n")
    for (damage, label), results in totals.items():
        right, missing = sum(r.right for r in results), sum(r.missing for r in results)
        wrong = sum(len(r.wrong) for r in results)
        sys.stdout.write(f"{damage:7} {label}  right {right}  left out {missing}  wrong {wrong}\n")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int)
    parser.add_argument("--damages")
    parser.add_argument("--round-trip", action="store_true")
    options = parser.parse_args()
    damages = (options.damages or ("none" if options.round_trip else ",".join(DAMAGES))).split(",")
    if options.round_trip:
        round_trips(options.reports or len(CORPUS), damages)
    else:
        thresholds(options.reports or 3, damages)


if __name__ == "__main__":
    main()
