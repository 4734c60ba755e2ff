"""Published reports, cell by cell: nothing fails, pages are read as printed, and nothing is read wrong."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from drafter.documents import Report
from drafter.form import Amount
from drafter.read import read_file

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold" / "dev"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="labelled reports lie beside the checkout, not in it")

DOCUMENTS = sorted(path for path in GOLD.rglob("*") if path.suffix in (".html", ".txt", ".md"))


def wanted(path: Path) -> dict[str, Amount | None]:
    """The cells as printed; empty where the document has no labelled tables."""
    file = path.with_suffix(".figures.json")
    raw: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return {key: Decimal(value) if isinstance(value, str) else value for key, value in raw.items()}


def cells(suffix: str) -> tuple[int, int, list[str]]:
    """How many cells of documents with `suffix` are labelled, how many are read as printed, which are read wrong."""
    total = right = 0
    wrong = []
    for path in (path for path in DOCUMENTS if path.suffix == suffix):
        figures = read_file(path).figures
        for key, value in wanted(path).items():
            total += 1
            right += key in figures and figures[key] == value
            if key in figures and figures[key] != value:
                wrong.append(f"{path.name} {key}: {value} as {figures[key]}")
    return total, right, wrong


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_document_is_read(path: Path) -> None:
    report = read_file(path)
    assert isinstance(report, Report)
    assert report.text or report.figures
    for section in report.sections:
        assert 0 <= section.start < section.end <= len(report.text)


def test_cells_of_pages() -> None:
    total, right, wrong = cells(".html")
    assert not wrong
    assert right >= 0.98 * total


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_cells_of_texts(suffix: str) -> None:
    total, right, wrong = cells(suffix)
    assert not wrong
    assert right >= 0.95 * total


def test_no_labelled_words_are_lost_from_the_narrative() -> None:
    lost = []
    for path in DOCUMENTS:
        labels = json.loads(path.with_suffix(".labels.json").read_text("utf-8"))
        text = "".join(read_file(path).text.split())
        quotes = ("".join(mention["quote"].split()) for mention in labels["mentions"] if not mention["soft"])
        lost += [f"{path.name}: {quote}" for quote in quotes if quote not in text]
    assert not lost
