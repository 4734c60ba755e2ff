"""Sound files of every format that needs no other program to be written: what fuzzing starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import cache
from pathlib import Path

from drafter.documents import Report
from drafter.form import EDITION_NAMES, Edition, edition
from drafter.read import read_file
from drafter.read.positions import Page
from drafter.write import docx, html, json, markdown
from drafter.write.workbook import template
from tests.read.conftest import Figures, Forms, balanced_figures
from tests.read.printed.conftest import Press, Shop
from tests.read.printed.test_ofd import ofd_of

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
STEMS = ("songdu_zhen_2025", "beizhou_zhujian_2024", "xiuchuan_jiaoyu_2020")

Pages = tuple[Page, ...]


@cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """Files of a format: corpus reports as the project writes them, and the form drawn with figures of its own."""
    return tuple(_SEEDS[kind]())


@cache
def reports() -> tuple[Report, ...]:
    """Some reports of the corpus, of both editions."""
    return tuple(read_file(CORPUS / f"{stem}.html") for stem in STEMS)


def _pages() -> list[bytes]:
    return [*((CORPUS / f"{stem}.html").read_bytes() for stem in STEMS), html.write(reports()[0])]


def _archives() -> list[bytes]:
    return [_archive(page.decode()) for page in _pages()[:2]]


def _archive(page: str) -> bytes:
    whole = MIMEMultipart("related")
    whole["Subject"] = "report"
    whole.attach(MIMEText(page, "html", "utf-8"))
    whole.attach(MIMEText("p { margin: 0 }", "css", "utf-8"))
    return whole.as_bytes()


def _drawn() -> Iterator[tuple[Edition, Figures]]:
    """Both editions with figures that satisfy every identity."""
    for name in EDITION_NAMES:
        yield edition(name), balanced_figures(edition(name))


def _sheets() -> list[bytes]:
    filled = template(edition("2021"), report=reports()[0], previous=reports()[1])
    return [*(Forms().xlsx(*drawn) for drawn in _drawn()), filled]


def _printed() -> list[Pages]:
    press = Press(footer=lambda n, m: f"— {n} —")
    return [
        Shop().report(press, report.text.split("\n"), Forms().drawn(report.ledger().edition, report.figures))
        for report in (reports()[0], reports()[2])
    ]


_SEEDS: dict[str, Callable[[], Iterable[bytes]]] = {
    "html": _pages,
    "mhtml": _archives,
    "docx": lambda: [*map(docx.write, reports()), *(Forms().docx(*drawn) for drawn in _drawn())],
    "xlsx": _sheets,
    "csv": lambda: (Forms().csv(*drawn, mark).encode() for drawn in _drawn() for mark in (",", "\t")),
    "markdown": lambda: [*map(markdown.write, reports()), *(Forms().markdown(*drawn) for drawn in _drawn())],
    "text": lambda: (
        Forms().text(*drawn) for drawn in [*_drawn(), *((r.ledger().edition, r.figures) for r in reports())]
    ),
    "json": lambda: map(json.write, reports()),
    "pdf": lambda: map(Shop().pdf, _printed()),
    "ofd": lambda: map(ofd_of, _printed()),
}
KINDS = tuple(_SEEDS)
"""The names of the formats."""
