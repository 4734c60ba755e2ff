"""The speed of reading, as ratios within one run: `python tests/bench/read_speed.py [--docling-python PATH] [FILE …]`.

Each row holds drafter's reader of a format against another way to get at the same document, and the whole of `read`
(tables, sections and all) for comparison. Files are those of the format given on the command line; where there are
none, they are taken from the corpus or made of it. docling, which is large, may live in an environment of its own: with
`--docling-python` its HTML backend is timed there, in the same run. Last comes memory: the peak of a process of its own
over n, 2n and 4n times the same content.
"""

from __future__ import annotations

import argparse
import copy
import io
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import docx as python_docx
import pandas  # type: ignore[import-untyped, unused-ignore]
import pdfplumber
import pypdfium2

from drafter.read import docx, html, pdf, read, read_file
from drafter.write import docx as docx_writer

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
DOCLING = Path(__file__).with_name("docling_html.py")
_PEAK = """
import re, sys
from pathlib import Path
from drafter.read import pdf, read
def told(key):
    return int(re.search(rf"{key}:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
data, suffix = Path(sys.argv[1]).read_bytes(), Path(sys.argv[1]).suffix
once = pdf.read if suffix == ".pdf" else read
once(Path(sys.argv[2]).read_bytes(), "a" + suffix)
Path("/proc/self/clear_refs").write_text("5")
before = told("VmRSS")
once(data, "a" + suffix)
print(told("VmHWM") - before)
"""


@dataclass(frozen=True)
class Race:
    """What is read, drafter's way of reading it, what it is held against (a job, or the seconds it took elsewhere), the
    aim for the ratio of the two, and the whole of `read`, where it runs in this process.
    """

    title: str
    ours: Callable[[], object]
    rival: str
    theirs: Callable[[], object] | float
    aim: float
    whole: Callable[[], object] | None = None


def best(job: Callable[[], object], runs: int = 9) -> float:
    """The shortest of `runs` runs in seconds of this process's own time: the one least disturbed."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times)


def pdf_races(files: Sequence[Path]) -> Iterator[Race]:
    """PDF against pdfplumber extracting all tables of the same file."""

    def tables(data: bytes) -> object:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return [page.extract_tables() for page in document.pages]

    for path in (path for path in files if path.suffix == ".pdf"):
        data = path.read_bytes()
        ours = partial(pdf.read, data, path.name)
        yield Race(path.name, ours, "pdfplumber, all tables", partial(tables, data), 1.0)


def html_races(files: Sequence[Path], docling: Mapping[Path, float]) -> Iterator[Race]:
    """Pages against pandas finding the tables of the same page, and docling's HTML backend where it was timed."""
    for path in (path for path in files if path.suffix == ".html"):
        data = path.read_bytes()
        ours, whole = partial(html.read, data, path.name), partial(read, data, path.name)
        yield Race(path.name, ours, "pandas.read_html", partial(pandas_tables, data.decode()), 0.2, whole)
        if path in docling:
            yield Race(path.name, ours, "docling's HTML backend", docling[path], 0.2, whole)


def pandas_tables(page: str) -> object:
    """All tables of a page as pandas finds them with its fastest parser."""
    return pandas.read_html(io.StringIO(page), flavor="lxml")


def docling_times(python: str | None, files: Sequence[Path]) -> dict[Path, float]:
    """The seconds that docling's HTML backend takes for each page, in the environment of `python`; none without one."""
    pages = [str(path) for path in files if path.suffix == ".html"]
    if python is None or not pages:
        return {}
    done = subprocess.run([python, str(DOCLING), "9", *pages], stdout=subprocess.PIPE, check=True)
    return {Path(file): found["seconds"] for file, found in json.loads(done.stdout).items()}


def docx_races(files: Sequence[Path]) -> Iterator[Race]:
    """Word files against python-docx walking every paragraph and cell of the same file."""
    for path in (path for path in files if path.suffix == ".docx"):
        data = path.read_bytes()
        ours, whole = partial(docx.read, data, path.name), partial(read, data, path.name)
        yield Race(path.name, ours, "python-docx, all cells", partial(walked, data), 1.0, whole)


def walked(data: bytes) -> list[str]:
    """The texts of all paragraphs and cells, as python-docx gives them."""
    document = python_docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    return texts + [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def with_defaults(files: Sequence[Path], folder: Path) -> list[Path]:
    """`files`, and for each format without one some of the corpus, written to `folder` where it has none such."""
    found = list(files)
    suffixes = {path.suffix for path in files}
    pages = sorted(CORPUS.glob("*.html"))
    if ".html" not in suffixes:
        found += pages[:4]
    written = [folder / f"{path.stem}.docx" for path in pages[:2]]
    for page, path in zip(pages, written, strict=False):
        path.write_bytes(docx_writer.write(read_file(page)))
    if ".docx" not in suffixes:
        found += written
    if ".pdf" not in suffixes and shutil.which("soffice"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, written)]
        subprocess.run(command, capture_output=True, check=True, timeout=240)
        found += [path.with_suffix(".pdf") for path in written]
    return found


def longer(path: Path, times: int) -> bytes:
    """The document with its content `times` times."""
    if path.suffix == ".html":
        head, mark, body = path.read_text("utf-8").partition("<body>")
        return (head + mark + body * times).encode()
    if path.suffix == ".docx":
        document = python_docx.Document(str(path))
        body = document.element.body
        content = list(body)[:-1]  # the last element is the page's, not the text's
        for _ in range(times - 1):
            for element in content:
                body.insert(len(body) - 1, copy.deepcopy(element))
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()
    source, whole, stream = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(times):
        whole.import_pages(source)
    whole.save(stream)
    return stream.getvalue()


def memory(files: Sequence[Path], folder: Path) -> Iterator[str]:
    """What reading n, 2n and 4n times a document adds to the peak of a process that has read it once (Linux)."""
    if not Path("/proc/self/clear_refs").exists():
        yield "memory is measured on Linux only"
        return
    for suffix, times in ((".html", 16), (".docx", 8), (".pdf", 4)):
        path = next((path for path in files if path.suffix == suffix), None)
        if path is None:
            continue
        peaks = []
        for factor in (1, 2, 4):
            long = folder / f"long{suffix}"
            long.write_bytes(longer(path, factor * times))
            command = [sys.executable, "-c", _PEAK, str(long), str(path)]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, cwd=ROOT)
            peaks.append(int(done.stdout) / 1024)
        shown = ", ".join(f"{peak:.0f}" for peak in peaks)
        steps = f"{peaks[1] / peaks[0]:.2f}, {peaks[2] / peaks[1]:.2f}" if min(peaks) > 0 else "too little to tell"
        yield f"{path.name} × {times}, {2 * times}, {4 * times}: {shown} MB more at the peak; steps {steps} (linear: 2)"


def out(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def run(race: Race) -> None:
    """Run a race and print how it went."""
    ours = best(race.ours)
    theirs = race.theirs if isinstance(race.theirs, float) else best(race.theirs)
    verdict = "" if ours <= race.aim * theirs else "  <- slower than aimed at"
    whole = f"; all of read(): {best(race.whole) * 1000:.1f} ms" if race.whole else ""
    out(
        f"{race.title}: {ours * 1000:.1f} ms, {race.rival}: {theirs * 1000:.1f} ms, "
        f"ratio {ours / theirs:.3f} (aim {race.aim:g}){whole}{verdict}"
    )


def main(arguments: Sequence[str]) -> None:
    """Run all races over the files given and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docling-python", help="the interpreter of an environment with docling")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = with_defaults(options.files, folder)
        for race in html_races(files, docling_times(options.docling_python, files)):
            run(race)
        for races in (docx_races, pdf_races):
            for race in races(files):
                run(race)
        if options.docling_python is None:
            out("no --docling-python: docling's HTML backend was not measured")
        if not any(path.suffix == ".pdf" for path in files):
            out("no PDF file given and no LibreOffice to make one: PDF was not measured")
        for line in memory(files, folder):
            out(line)


if __name__ == "__main__":
    main(sys.argv[1:])
