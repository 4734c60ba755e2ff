"""The speed of reading, as ratios within one run: `python tests/bench/read_speed.py [FILE …]`.

Each row holds drafter's reader of a format against another way to get at the same document. Files are those of the
format given on the command line; where there are none, one is made or taken from the corpus.
"""

from __future__ import annotations

import io
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import docx as python_docx
import pandas  # type: ignore[import-untyped, unused-ignore]
import pdfplumber

from drafter.read import docx, html, pdf, read, read_file
from drafter.write import docx as docx_writer

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@dataclass(frozen=True)
class Race:
    """What is read, drafter's way of reading it, what it is held against, and the aim for the ratio of the two."""

    title: str
    ours: Callable[[], object]
    rival: str
    theirs: Callable[[], object]
    aim: float


def best(job: Callable[[], object], runs: int = 9) -> float:
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
            partial(pdf.read, data, path.name),
            "pdfplumber, all tables",
            partial(tables, data),
            1.0,
        )


def html_races(files: Sequence[Path]) -> Iterator[Race]:
    """Pages against pandas finding the tables of the same page, and docling's HTML backend where it is installed."""
    pages = [path for path in files if path.suffix == ".html"] or sorted(CORPUS.glob("*.html"))[:4]
    for path in pages:
        data = path.read_bytes()
        ours = partial(html.read, data, path.name)
        yield Race(
            path.name,
            ours,
            "pandas.read_html",
            partial(pandas_tables, data.decode()),
            0.2,
        )
        if find_spec("docling"):
            yield Race(path.name, ours, "docling's HTML backend", partial(docling_html, data, path.name), 0.2)


def pandas_tables(page: str) -> object:
    """All tables of a page as pandas finds them with its fastest parser."""
    return pandas.read_html(io.StringIO(page), flavor="lxml")


def docling_html(data: bytes, name: str) -> object:
    """The same page as a docling document."""
    from docling.datamodel.base_models import DocumentStream  # type: ignore[import-not-found,unused-ignore]
    from docling.document_converter import DocumentConverter  # type: ignore[import-not-found,unused-ignore]

    return DocumentConverter().convert(DocumentStream(name=name, stream=io.BytesIO(data)))


def docx_races(files: Sequence[Path]) -> Iterator[Race]:
    """Word files against python-docx walking every paragraph and cell of the same file."""
    written = [(path.name, path.read_bytes()) for path in files if path.suffix == ".docx"]
    if not written:
        reports = sorted(CORPUS.glob("*.html"))[:2]
        written = [(f"{path.stem}.docx", docx_writer.write(read_file(path))) for path in reports]
    for name, data in written:
        yield Race(name, partial(docx.read, data, name), "python-docx, all cells", partial(walked, data), 1.0)


def walked(data: bytes) -> list[str]:
    """The texts of all paragraphs and cells, as python-docx gives them."""
    document = python_docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    return texts + [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def memory() -> Iterator[str]:
    """The peak of memory for one page, four and sixteen times its paragraphs and tables, for each byte of the page."""
    head, mark, body = max(CORPUS.glob("*.html"), key=lambda p: p.stat().st_size).read_text("utf-8").partition("<body>")
    for times in (1, 4, 16):
        data = (head + mark + body * times).encode()
        tracemalloc.start()
        read(data, "a.html")
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        yield f"{len(data) // 1024} KB of page: peak {peak // 1024} KB, {peak / len(data):.0f} bytes a byte"


RACES = (html_races, docx_races, pdf_races)


def main(arguments: Sequence[str]) -> None:
    """Run all races over the files given and print the ratios."""
    files = [Path(argument) for argument in arguments]
    for race in (race for races in RACES for race in races(files)):
        ours, theirs = best(race.ours), best(race.theirs)
        verdict = "" if ours <= race.aim * theirs else "  <- slower than aimed at"
        print(  # noqa: T201
            f"{race.title}: {ours * 1000:.1f} ms, {race.rival}: {theirs * 1000:.1f} ms, "
            f"ratio {ours / theirs:.2f} (aim {race.aim:g}){verdict}"
        )
    if not find_spec("docling"):
        print("docling is not installed: its HTML backend was not measured")  # noqa: T201
    for line in memory():
        print(line)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
