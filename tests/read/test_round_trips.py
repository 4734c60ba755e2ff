"""Every report of the corpus, written in every format drafter writes or others do, comes back cell by cell.

PDF and OFD are in tests/read/printed, the shares of all scans in tests/bench/scans.py.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from drafter.documents import Report
from drafter.form import edition
from drafter.read import read, read_file
from drafter.write import docx, html, json, markdown
from drafter.write.workbook.template import template

FOLDER = Path(__file__).resolve().parents[2] / "corpus"
CORPUS = sorted(path for path in FOLDER.iterdir() if re.search(r"_\d{4}\.(html|md)$", path.name))
FORMATS: dict[str, Callable[[Report], bytes]] = {
    "docx": docx.write,
    "html": html.write,
    "md": markdown.write,
    "json": json.write,
}
DPI = 150
# One report of each edition: recognising all of them takes a quarter of an hour.
RESCANNED = ("tongting_gongan_2022", "xiuchuan_jiaoyu_2020")


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
@pytest.mark.parametrize("suffix", FORMATS)
def test_reports_come_back_whole(suffix: str, path: Path) -> None:
    wanted = read_file(path)
    report = read(FORMATS[suffix](wanted), f"a.{suffix}")
    assert report.figures == wanted.figures
    assert report.text == wanted.text
    assert report.sections == wanted.sections
    assert (report.agency, report.year, report.edition) == (wanted.agency, wanted.year, wanted.edition)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_workbook_gives_every_cell(path: Path) -> None:
    wanted = read_file(path)
    report = read(template(wanted.ledger().edition, report=wanted), "a.xlsx")
    lost = {key: value for key, value in wanted.figures.items() if report.figures.get(key) != value}
    # A total that the report leaves blank is a formula in the workbook, which adds it up.
    assert {key for key, value in lost.items() if value is not None} == set()
    assert (report.agency, report.year, report.edition) == (wanted.agency, wanted.year, wanted.edition)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_free_layouts_give_every_cell(path: Path, forms: Any) -> None:
    wanted = read_file(path)
    form = wanted.ledger().edition
    printed = {key: value for key, value in wanted.figures.items() if value is not None}
    for name, data in (
        ("a.xlsx", forms.xlsx(form, wanted.figures)),
        ("a.docx", forms.docx(form, wanted.figures)),
        ("a.csv", forms.csv(form, wanted.figures, ",").encode("gbk")),
        ("a.txt", forms.text(form, wanted.figures)),
    ):
        figures = read(data, name).figures
        assert {key: value for key, value in figures.items() if value is not None} == printed, name


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Report, bytes]]:
    """The reports to be scanned again, printed by LibreOffice as PDF."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: nothing prints the reports")
    folder = tmp_path_factory.mktemp("printed")
    reports = {path.stem: read_file(path) for path in CORPUS if path.stem in RESCANNED}
    for stem, report in reports.items():
        (folder / f"{stem}.docx").write_bytes(docx.write(report))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{stem}.docx") for stem in reports]
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return {stem: (report, (folder / f"{stem}.pdf").read_bytes()) for stem, report in reports.items()}


def scan_of_tables(data: bytes) -> bytes:
    """The pages with tables as grey pictures of 150 dots an inch in one file, as scanners write it."""
    pdfium, image = pytest.importorskip("pypdfium2"), pytest.importorskip("PIL.Image")
    pdf = pdfium.PdfDocument(data)
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    first = next(i for i, text in enumerate(texts) if "信息内容" in text)
    last = max(i for i, text in enumerate(texts) if "复议后起诉" in text)
    pages = [pdf[i].render(scale=DPI / 72).to_pil().convert("L") for i in range(first, last + 1)]
    stream = io.BytesIO()
    assert all(isinstance(page, image.Image) for page in pages)
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    return stream.getvalue()


@pytest.mark.parametrize("stem", RESCANNED)
def test_a_scan_gives_nearly_every_cell_and_names_the_others(
    stem: str, printed: dict[str, tuple[Report, bytes]]
) -> None:
    pytest.importorskip("rapidocr", reason="the extra ocr is not installed: nothing reads pictures")
    wanted, data = printed[stem]
    report = read(scan_of_tables(data), "扫描.tif")
    truth = wanted.figures
    wrong = {key: value for key, value in report.figures.items() if value is not None and truth.get(key) != value}
    assert wrong == {}
    missed = [key for key, value in truth.items() if report.figures.get(key) != value]
    assert len(missed) <= 0.02 * len(truth)
    told = "\n".join(notice.message for notice in report.notices)
    cells = [edition(wanted.edition or "2021").printed[key] for key in missed]
    assert [cell.key for cell in cells if cell.name not in told and f"“{cell.row.label}”" not in told] == []
