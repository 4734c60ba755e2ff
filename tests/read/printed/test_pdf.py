"""PDF files: text by its places, scans told apart, broken and locked files said so."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from drafter.documents import Report
from drafter.errors import InputError, ScannedDocument, UnreadableDocument
from drafter.form import Edition, edition
from drafter.read import pdf as pdf_reader
from drafter.read import read, read_file
from drafter.read.document import Document, Grid
from drafter.write import docx as word

ROOT = Path(__file__).resolve().parents[3]
CORPUS = sorted(p for p in (ROOT / "corpus").iterdir() if re.search(r"_\d{4}\.(html|md)$", p.name))
GOLD = ROOT.parent / "shared" / "gold" / "dev" / "reports"
TITLE = "云岭县水利局2023年政府信息公开工作年度报告"
SENTENCE = "本局全年印发水利文件17件，公开河道整治信息240条，组织培训3次。"


def squeezed(text: str) -> str:
    return "".join(text.split())


def printed(shop: Any, forms: Any, form: Edition, figures: Any, **options: Any) -> Any:
    paragraphs = [TITLE]
    for number, title in enumerate(form.sections, 1):
        paragraphs += [f"{'一二三四五六'[number - 1]}、{title}", *([SENTENCE * 4] if number in (1, 5, 6) else [])]
    return shop.report(shop.press(**options), paragraphs, forms.drawn(form, figures)), "\n".join(paragraphs)


def test_a_report(shop: Any, forms: Any, form: Edition, unique: Any) -> None:
    pages, text = printed(shop, forms, form, unique, footer=lambda n, m: f"— {n} —")
    report = read(shop.pdf(pages), "水利局.pdf")
    assert report.figures == unique
    assert report.text == text
    assert report.source.format == "pdf"
    assert {place.kind for place in report.places} == {"page"}


@pytest.mark.parametrize("rotate", [90, 270])
def test_rotated_pages(shop: Any, forms: Any, form: Edition, unique: Any, rotate: int) -> None:
    pages, text = printed(shop, forms, form, unique, size=(842.0, 595.0))
    found = pdf_reader.read(shop.pdf(pages, rotate=rotate), "横排.pdf")
    assert [b.text for b in found.blocks if not isinstance(b, Grid)] == text.split("\n")
    assert sum(isinstance(block, Grid) for block in found.blocks) == 3


def test_a_page_printed_on_its_side(shop: Any, forms: Any, form: Edition, unique: Any) -> None:
    pages, text = printed(shop, forms, form, unique, size=(842.0, 595.0))
    report = read(shop.pdf([shop.sideways(page) for page in pages]), "侧排.pdf")
    assert report.figures == unique
    assert report.text == text


def test_a_scan_is_said_to_be_one() -> None:
    picture = zlib.compress(bytes(64))
    data = file_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Length 26>>stream\n595 0 0 842 0 0 cm /I Do \nendstream",
        b"<</Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray"
        b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(picture), picture),
    )
    assert not pdf_reader.has_text(data)
    with pytest.raises(ScannedDocument, match=r"扫描.*drafter\[ocr\]"):
        pdf_reader.read(data, "扫描件.pdf")


def page_with(picture: tuple[int, int], letters: int) -> bytes:
    """A page with a picture of so many points wide and high, and so many letters."""
    grey = zlib.compress(bytes(64))
    content = b"q %d 0 0 %d 0 0 cm /I Do Q BT /F 9 Tf 20 700 Td (%s) Tj ET" % (*picture, b"a" * letters)
    return file_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</I 5 0 R>>/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray"
        b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(grey), grey),
    )


def test_a_page_with_hardly_more_than_a_picture_is_one() -> None:
    assert not pdf_reader.has_text(page_with((595, 500), 20))
    assert pdf_reader.has_text(page_with((595, 500), 60))
    assert pdf_reader.has_text(page_with((100, 100), 20))


def test_a_picture_beside_text_may_be_a_table() -> None:
    report = read(page_with((500, 200), 60), "甲.pdf")
    (message,) = (notice.message for notice in report.notices if notice.code == "table_in_picture")
    assert message.startswith("没有找到表二、表三、表四，而第1页有图片")
    assert not read(page_with((60, 60), 60), "甲.pdf").notices


def test_a_page_without_readable_characters_is_left_to_recognition() -> None:
    """Its font has numbers for its shapes and no table of what they mean, as cut-down fonts of old programs."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 5 0 R/G 6 0 R>>>>>>"
    read_, unread = (
        b"BT /G 9 Tf 20 700 Td (%s) Tj ET" % (b"a" * 60),
        b"BT /F 9 Tf 20 700 Td <%s> Tj ET" % (b"0041" * 60),
    )
    data = file_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>",
        page % 7,
        page % 8,
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
        b"/BaseFont/X/DW 500/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content) for content in (read_, unread)),
    )
    document = pdf_reader.read(data, "甲.pdf")
    assert document.unread == (2,)
    (message,) = (notice.message for notice in document.notices)
    assert message.startswith("第2页没有可用的文字层") and "drafter[ocr]" in message
    assert [block.text for block in document.blocks if not isinstance(block, Grid)] == ["a" * 60]


def test_text_is_told_from_a_scan(shop: Any) -> None:
    press = shop.press()
    press.paragraph(SENTENCE)
    assert pdf_reader.has_text(shop.pdf(press.pages()))


def file_of(*objects: bytes) -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, obj) for n, obj in enumerate(objects, 1))
    return b"%PDF-1.5\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def test_more_pages_than_any_report() -> None:
    count = pdf_reader.MOST_PAGES + 1
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    data = file_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * count,
    )
    with pytest.raises(UnreadableDocument, match=r"长卷\.pdf.*400 页的上限"):
        pdf_reader.read(data, "长卷.pdf")


def test_a_locked_file() -> None:
    data = file_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>").replace(
        b"trailer<<",
        b"trailer<</ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>" % (b"o" * 32, b"u" * 32),
    )
    with pytest.raises(UnreadableDocument, match=r"密码"):
        pdf_reader.read(data, "加密.pdf")


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF" + bytes(200), b"%PDF-1.4 trailer<</Root 1 0 R>>"]
)
def test_a_broken_file(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"坏\.pdf.*PDF 文件不完整"):
        pdf_reader.read(data, "坏.pdf")


def test_damaged_files_give_a_document_or_an_error_that_names_them(shop: Any, forms: Any) -> None:
    form = edition("2021")
    pages, _ = printed(shop, forms, form, dict.fromkeys(form.printed, 7))
    sound = shop.pdf(pages[1:3])
    chance = random.Random(17)
    for _ in range(int(os.environ.get("DRAFTER_FUZZ", "30"))):
        damaged = bytearray(sound)
        for _ in range(chance.choice((1, 3, 20))):
            at = chance.randrange(8, len(damaged))
            damaged[at : at + chance.choice((0, 1, 8))] = chance.randbytes(chance.choice((0, 1, 8)))
        try:
            assert isinstance(pdf_reader.read(bytes(damaged), "损.pdf"), Document)
        except InputError as error:
            assert "损.pdf" in str(error)


def test_a_page_with_damaged_content_is_named(shop: Any) -> None:
    press = shop.press()
    press.paragraph(SENTENCE * 3)
    sound = shop.pdf(press.pages())
    end = sound.index(b"\nendstream")
    damaged = sound[: end - 2] + bytes([sound[end - 2] ^ 1]) + sound[end - 1 :]
    assert not pdf_reader.read(sound, "甲.pdf").notices
    assert [notice.code for notice in pdf_reader.read(damaged, "甲.pdf").notices] == ["page_damaged"]


def test_characters_without_a_meaning_are_named_and_their_figures_left_out(shop: Any, forms: Any) -> None:
    form = edition("2021")
    figures = {key: 1000 + i for i, key in enumerate(form.printed)}
    pages, _ = printed(shop, forms, form, figures)
    report = read(shop.pdf(pages), "甲.pdf")
    assert report.figures == figures
    # A private code that no table of characters explains, in the middle of a figure.
    words = [[*page.words] for page in pages]
    number = str(figures["t2.licensing.decisions"])
    for page in words:
        for i in range(len(page) - 4):
            if "".join(word.text for word in page[i : i + 4]) == number:
                page[i + 1] = page[i + 1].__class__(
                    "\ue123", *[getattr(page[i + 1], n) for n in ("x0", "top", "x1", "bottom")]
                )
    changed = [p.__class__(p.number, p.width, p.height, tuple(w), p.rules) for p, w in zip(pages, words, strict=True)]
    assert "t2.licensing.decisions" not in read(shop.pdf(changed), "甲.pdf").figures


@pytest.mark.skipif(not GOLD.exists(), reason="labelled reports lie beside the checkout, not in it")
@pytest.mark.parametrize("path", sorted(GOLD.glob("*.pdf")), ids=lambda path: path.stem)
def test_published_reports(path: Path) -> None:
    report = read_file(path)
    wanted = json.loads(path.with_suffix(".figures.json").read_text("utf-8"))
    assert {k: None if v is None else str(v) for k, v in report.figures.items()} == {
        k: None if v is None else str(v) for k, v in wanted.items()
    }
    labels = json.loads(path.with_suffix(".labels.json").read_text("utf-8"))
    quotes = [squeezed(mention["quote"]) for mention in labels["mentions"] if not mention["soft"]]
    assert [quote for quote in quotes if quote not in squeezed(report.text)] == []


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Report, bytes]]:
    """The reports of the corpus, written as Word and exported as PDF by LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here: nothing exports PDF")
    folder = tmp_path_factory.mktemp("exported")
    reports = {path.stem: read_file(path) for path in CORPUS}
    for stem, report in reports.items():
        (folder / f"{stem}.docx").write_bytes(word.write(report))
        without_justification(folder / f"{stem}.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{stem}.docx") for stem in reports]
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return {stem: (report, (folder / f"{stem}.pdf").read_bytes()) for stem, report in reports.items()}


def without_justification(path: Path) -> None:
    """Set the text flush left: LibreOffice leaves some marks at the ends of justified lines out of the PDF."""
    document = docx.Document(str(path))
    for setting in document.styles.element.iter(qn("w:jc")):
        if setting.get(qn("w:val")) == "both":
            setting.set(qn("w:val"), "left")
    document.save(str(path))


@pytest.mark.parametrize("stem", [path.stem for path in CORPUS])
def test_exported_reports_come_back_whole(stem: str, exported: dict[str, tuple[Report, bytes]]) -> None:
    wanted, data = exported[stem]
    report = read(data, f"{stem}.pdf")
    assert report.figures == wanted.figures
    assert squeezed(report.text) == squeezed(wanted.text)
    assert [s.id for s in report.sections] == [s.id for s in wanted.sections]
    assert [squeezed(s.title) for s in report.sections] == [squeezed(s.title) for s in wanted.sections]
    assert (report.agency, report.year, report.edition) == (wanted.agency, wanted.year, wanted.edition)
