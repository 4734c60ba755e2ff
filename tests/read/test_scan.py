"""Scans: tables on pictures cell by cell; what is smudged, faint or unsure is left out and named, never guessed."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from drafter.documents import Report
from drafter.errors import MissingExtra, UnreadableDocument
from drafter.form import Amount
from drafter.read import read
from drafter.read.progress import heard_by

pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
np = pytest.importorskip("numpy")
pdfium = pytest.importorskip("pypdfium2")
Image = pytest.importorskip("PIL.Image")

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
Cells = dict[str, Amount | None]
DPI = 150


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, balanced_2021: Cells) -> bytes:
    """A whole report printed by LibreOffice, as a PDF file."""
    from drafter.documents import Source
    from drafter.write import docx

    folder = tmp_path_factory.mktemp("scan")
    report = Report(
        source=Source(name="a", sha256="", format="x"),
        agency="云岭县水利局",
        year=2023,
        edition="2021",
        figures=balanced_2021,
        text="云岭县水利局2023年政府信息公开工作年度报告",
    )
    (folder / "a.docx").write_bytes(docx.write(report))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.docx")]
    subprocess.run(command, capture_output=True, check=True, timeout=100)
    return (folder / "a.pdf").read_bytes()


@pytest.fixture(scope="module")
def pages(printed: bytes) -> list[Any]:
    """The report as grey pictures of 150 dots an inch."""
    pdf = pdfium.PdfDocument(printed)
    return [np.array(page.render(scale=DPI / 72).to_pil().convert("L")) for page in pdf]


def tiff(pages: list[Any]) -> bytes:
    first, *rest = (Image.fromarray(page) for page in pages)
    stream = io.BytesIO()
    first.save(stream, "TIFF", save_all=True, append_images=rest, compression="tiff_lzw")
    return stream.getvalue()


@needs_office
def test_a_printed_report_comes_back_from_its_pictures(pages: list[Any], balanced_2021: Cells) -> None:
    told: list[tuple[str, int, int]] = []
    with heard_by(lambda *step: told.append(step)):
        report = read(tiff(pages), "扫描.tif")
    truth = balanced_2021
    wrong = {key: value for key, value in report.figures.items() if value != truth[key]}
    assert wrong == {}
    assert len(report.figures) >= 0.98 * len(truth)
    assert (report.source.format, report.agency, report.year) == ("image", "云岭县水利局", 2023)
    assert any(notice.code == "recognised_text" for notice in report.notices)
    assert told == [("文字识别", i, len(pages)) for i in range(len(pages))]


@needs_office
def test_what_cannot_be_read_is_left_out_and_named(pages: list[Any], balanced_2021: Cells) -> None:
    """A third of the figures on a page damaged in one of four ways: blotted, worn away, nearly gone, struck out."""
    copies = [page.copy() for page in pages]
    count, damaged = max(((damage(page), page) for page in copies), key=lambda item: item[0])
    assert count > 50
    report = read(tiff([damaged]), "扫描.tif")
    wrong = {k: v for k, v in report.figures.items() if v is not None and v != balanced_2021[k]}
    lost = {k for k, v in report.figures.items() if v is None and balanced_2021[k] is not None}
    assert wrong == {}
    assert lost == set()
    told = [n.message for n in report.notices if n.code in ("cell_unread", "cell_contradicted", "row_unread")]
    assert len(told) > 10


@needs_office
def test_a_pdf_of_pictures_is_read_like_them(pages: list[Any], balanced_2021: Cells) -> None:
    stream = io.BytesIO()
    Image.fromarray(pages[-1]).save(stream, "PDF", resolution=DPI)
    report = read(stream.getvalue(), "扫描.pdf")
    assert report.source.format == "image"
    assert [k for k, v in report.figures.items() if v != balanced_2021[k]] == []
    assert {key[:2] for key in report.figures} >= {"t4"}


def mixed(printed: bytes, pages: list[Any], pictured: set[int]) -> bytes:
    """The printed report with some of its pages (1-based) put in as pictures, as when a signed page is scanned."""
    whole, parts = pdfium.PdfDocument.new(), pdfium.PdfDocument(printed)
    for number, page in enumerate(pages, 1):
        stream = io.BytesIO()
        Image.fromarray(page).save(stream, "PDF", resolution=DPI)
        source = pdfium.PdfDocument(stream.getvalue()) if number in pictured else parts
        whole.import_pages(source, [0 if number in pictured else number - 1])
    stream = io.BytesIO()
    whole.save(stream)
    return stream.getvalue()


@needs_office
def test_pages_without_text_are_recognised_and_the_others_read(
    printed: bytes, pages: list[Any], balanced_2021: Cells
) -> None:
    pictured = len(pages)
    told: list[tuple[str, int, int]] = []
    with heard_by(lambda *step: told.append(step)):
        report = read(mixed(printed, pages, {pictured}), "部分扫描.pdf")
    assert {key: value for key, value in report.figures.items() if value != balanced_2021[key]} == {}
    assert len(report.figures) >= 0.98 * len(balanced_2021)
    assert (report.source.format, report.agency, report.year) == ("pdf", "云岭县水利局", 2023)
    (message,) = (notice.message for notice in report.notices if notice.code == "recognised_text")
    assert message.startswith(f"第{pictured}页没有可用的文字层，由图片识别得来")
    assert ("文字识别", 0, 1) in told


@needs_office
def test_unsure_cells_of_a_scanned_page_are_undecided_and_those_of_text_pages_stay(
    printed: bytes, pages: list[Any], balanced_2021: Cells
) -> None:
    copies = [page.copy() for page in pages]
    assert damage(copies[-1]) > 20
    whole = read(printed, "a.pdf")
    report = read(mixed(printed, copies, {len(pages)}), "部分扫描.pdf")
    on_text = {k for k, place in whole.provenance.items() if str(len(pages)) not in place.where}
    assert on_text
    assert {k: report.figures.get(k) for k in on_text} == {k: balanced_2021[k] for k in on_text}
    wrong = {k: v for k, v in report.figures.items() if v is not None and v != balanced_2021[k]}
    missed = [k for k, v in balanced_2021.items() if v is not None and k not in report.figures]
    assert wrong == {}
    assert missed
    assert [n for n in report.notices if n.code in ("cell_unread", "cell_contradicted", "row_unread")]


@needs_office
def test_without_the_extra_the_text_pages_are_read_and_the_others_named(
    printed: bytes, pages: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rapidocr.py").write_text("raise ModuleNotFoundError(\"No module named 'rapidocr'\")", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    report = read(mixed(printed, pages, {len(pages)}), "部分扫描.pdf")
    assert report.year == 2023
    (message,) = (notice.message for notice in report.notices if notice.code == "page_picture")
    assert message.startswith(f"第{len(pages)}页没有可用的文字层") and "pip install 'drafter[ocr]'" in message


def scanned_ofd(page: Any) -> bytes:
    """A page as a picture in an OFD package, as scanners for archives write it."""
    ofd = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    picture = io.BytesIO()
    Image.fromarray(page).save(picture, "PNG")
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {ofd}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {ofd}><ofd:CommonData><ofd:PublicRes>Res.xml</ofd:PublicRes>"
        '</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Res.xml": f'<ofd:Res {ofd} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="9" Type="Image">'
        "<ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
        "Doc_0/P.xml": f'<ofd:Page {ofd}><ofd:Content><ofd:Layer ID="2"><ofd:ImageObject ID="3" '
        'Boundary="0 0 210 297" ResourceID="9"/></ofd:Layer></ofd:Content></ofd:Page>',
        "Doc_0/Res/a.png": picture.getvalue(),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return stream.getvalue()


@needs_office
def test_an_ofd_file_of_pictures_is_read_like_them(pages: list[Any], balanced_2021: Cells) -> None:
    report = read(scanned_ofd(pages[-1]), "扫描.ofd")
    assert report.source.format == "image"
    assert [k for k, v in report.figures.items() if v != balanced_2021[k]] == []
    assert {key[:2] for key in report.figures} >= {"t4"}


def test_without_the_extra_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rapidocr.py").write_text("raise ModuleNotFoundError(\"No module named 'rapidocr'\")", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(MissingExtra, match=r"pip install 'drafter\[ocr\]'"):
        read(tiff([np.full((50, 50), 255, np.uint8)]), "a.tif")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP"])
def test_pictures_without_text(kind: str) -> None:
    stream = io.BytesIO()
    Image.fromarray(np.full((400, 300), 255, np.uint8)).save(stream, kind)
    with pytest.raises(UnreadableDocument, match="没有认出文字"):
        read(stream.getvalue(), "空白." + kind.lower())


def test_pictures_that_are_broken_or_too_large() -> None:
    stream = io.BytesIO()
    Image.fromarray(np.zeros((1000, 1000), np.uint8)).save(stream, "PNG")
    with pytest.raises(UnreadableDocument, match=r"^坏\.png：图片不完整"):
        read(stream.getvalue()[:200], "坏.png")
    stream = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(stream, "PNG")
    with pytest.raises(UnreadableDocument, match="100 百万像素的上限"):
        read(stream.getvalue(), "大.png")


def damage(page: Any) -> int:
    """Damage every third of the small blots of ink inside the ruled tables of `page`; the number of those damaged."""
    cv2 = pytest.importorskip("cv2")
    ink = (page < 128).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    small = [s for s in stats[1:] if 10 <= s[3] <= 22 and 3 <= s[2] <= 16]
    rng = np.random.default_rng(3)
    for i, (x, y, wide, high, _) in enumerate(small[::3]):
        part = page[y : y + high, x : x + wide]
        if i % 4 == 0:
            part[high // 3 :, :] = np.where(rng.random(part[high // 3 :, :].shape) < 0.6, 40, 255)
        elif i % 4 == 1:
            part[: high // 2, :] = 255
        elif i % 4 == 2:
            part[:] = np.clip(part.astype(int) // 8 + 222, 0, 255)
        else:
            part[high // 2 - 1 : high // 2 + 1, :] = 0
    return len(small[::3])
