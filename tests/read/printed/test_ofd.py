"""OFD files: what GB/T 33190 packages say stands where, and packages that are broken or mean harm."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from drafter.errors import ScannedDocument, UnreadableDocument
from drafter.form import Edition
from drafter.read import read, read_file
from drafter.read.document import Grid
from drafter.read.ofd import read as read_ofd
from drafter.read.positions import Page

ROOT = Path(__file__).resolve().parents[3]
CORPUS = sorted(p for p in (ROOT / "corpus").iterdir() if re.search(r"_\d{4}\.(html|md)$", p.name))
SENTENCE = "本局全年印发水利文件17件，公开河道整治信息240条，组织培训3次。"
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_reports_come_back_whole(shop: Any, forms: Any, path: Path) -> None:
    wanted = read_file(path)
    drawn = forms.drawn(wanted.ledger().edition, wanted.figures)
    press = shop.press(footer=lambda n, m: f"— {n} —")
    report = read(shop.ofd(shop.report(press, wanted.text.split("\n"), drawn)), f"{path.stem}.ofd")
    assert report.figures == wanted.figures
    assert "".join(report.text.split()) == "".join(wanted.text.split())
    assert [(s.id, s.title) for s in report.sections] == [(s.id, s.title) for s in wanted.sections]
    assert (report.agency, report.year, report.edition) == (wanted.agency, wanted.year, wanted.edition)


def test_pages_on_their_side(shop: Any, forms: Any, form: Edition, unique: Any) -> None:
    press = shop.press(size=(842.0, 595.0))
    paragraphs = ["云岭县水利局2023年政府信息公开工作年度报告"]
    for number, title in enumerate(form.sections, 1):
        paragraphs += [f"{'一二三四五六'[number - 1]}、{title}", SENTENCE * 2]
    pages = shop.report(press, paragraphs, forms.drawn(form, unique))
    report = read(shop.ofd([shop.sideways(page) for page in pages]), "侧排.ofd")
    assert report.figures == unique
    assert report.text == "\n".join(paragraphs)


def test_templates_print_on_every_page(shop: Any) -> None:
    press = shop.press()
    for _ in range(12):
        press.paragraph(SENTENCE * 4)
    pages = press.pages()
    head = Page(0, 595.0, 842.0, tuple(shop.spaced("云岭县水利局文件", 200, 40, 12.0)))
    document = read_ofd(shop.ofd(pages, template=head), "甲.ofd")
    assert [block.text for block in document.blocks if not isinstance(block, Grid)] == [SENTENCE * 4] * 12
    assert any("云岭县水利局文件" in notice.message for notice in document.notices)


def root_of(path: str) -> str:
    return f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>{path}</ofd:DocRoot></ofd:DocBody></ofd:OFD>"


def page_of(content: str) -> str:
    return f"<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"


def package(content: str, **more: str) -> bytes:
    parts = {
        "OFD.xml": root_of("/Doc_0/Document.xml"),
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        '</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P/Content.xml"/>'
        "</ofd:Pages></ofd:Document>",
        "Doc_0/Pages/P/Content.xml": page_of(content),
        **more,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
    return stream.getvalue()


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_ofd(data, "甲.ofd").blocks if not isinstance(block, Grid)]


def text_object(code: str, attributes: str = "") -> str:
    return f'<ofd:TextObject ID="5" Boundary="20 20 100 5" Size="5" {attributes}>{code}</ofd:TextObject>'


def test_run_lengths_and_single_steps() -> None:
    code = '<ofd:TextCode X="0" Y="4.4" DeltaX="g 4 5 2.5 2.5 2.5">收到申请120件</ofd:TextCode>'
    assert texts(package(text_object(code))) == ["收到申请120件"]


def test_wide_steps_are_spaces() -> None:
    code = '<ofd:TextCode X="0" Y="4.4" DeltaX="5 5 20 2.5 2.5">合计数120</ofd:TextCode>'
    assert texts(package(text_object(code))) == ["合计数 120"]


def test_blocks_of_objects_are_opened_and_hidden_ones_are_not() -> None:
    shown = text_object('<ofd:TextCode X="0" Y="4.4" DeltaX="g 3 5">印发文件</ofd:TextCode>')
    hidden = text_object('<ofd:TextCode X="0" Y="9" DeltaX="g 3 5">作废草稿</ofd:TextCode>', 'Visible="false"')
    assert texts(package(f"<ofd:PageBlock>{shown}{hidden}</ofd:PageBlock>")) == ["印发文件"]


def test_a_matrix_scales_and_moves() -> None:
    code = '<ofd:TextCode X="0" Y="8.8" DeltaX="g 3 10">印发文件</ofd:TextCode>'
    document = read_ofd(package(text_object(code, 'CTM="0.5 0 0 0.5 0 0"')), "甲.ofd")
    assert [block.place for block in document.blocks] == ["第1页"]
    assert texts(package(text_object(code, 'CTM="0.5 0 0 0.5 0 0"'))) == ["印发文件"]


def test_a_package_of_pictures_is_a_scan() -> None:
    with pytest.raises(ScannedDocument, match=r"扫描"):
        read_ofd(package('<ofd:ImageObject ID="3" Boundary="0 0 210 297" ResourceID="9"/>'), "扫描.ofd")


@pytest.mark.parametrize(
    "parts",
    [
        {"OFD.xml": "<x"},
        {"OFD.xml": f"<ofd:OFD {NAMESPACE}/>"},
        {"Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}/>"},
        {"Doc_0/Pages/P/Content.xml": "<x"},
    ],
)
def test_broken_packages(parts: dict[str, str]) -> None:
    with pytest.raises(UnreadableDocument, match=r"坏\.ofd.*已损坏"):
        read_ofd(package("", **parts), "坏.ofd")


def test_paths_that_lead_out_of_the_package_lead_nowhere() -> None:
    root = root_of("../../../../etc/passwd")
    with pytest.raises(UnreadableDocument, match=r"etc/passwd"):
        read_ofd(package("", **{"OFD.xml": root}), "甲.ofd")


def test_entities_are_not_resolved() -> None:
    code = text_object('<ofd:TextCode X="0" Y="4.4" DeltaX="g 3 5">印发文件&x;</ofd:TextCode>')
    page = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page_of(code)
    assert texts(package("", **{"Doc_0/Pages/P/Content.xml": page})) == ["印发文件"]


def test_endless_run_lengths_end() -> None:
    code = '<ofd:TextCode X="0" Y="4.4" DeltaX="g 999999999999 5">印发文件</ofd:TextCode>'
    assert texts(package(text_object(code))) == ["印发文件"]
