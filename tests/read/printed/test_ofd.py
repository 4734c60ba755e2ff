"""OFD files: what GB/T 33190 packages say stands where, and packages that are broken or mean harm."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from drafter.errors import ScannedDocument, UnreadableDocument
from drafter.form import Edition
from drafter.read import read, read_file
from drafter.read.document import Grid
from drafter.read.ofd import images
from drafter.read.ofd import read as read_ofd
from drafter.read.positions import Page, Rule, Word

ROOT = Path(__file__).resolve().parents[3]
CORPUS = sorted(p for p in (ROOT / "corpus").iterdir() if re.search(r"_\d{4}\.(html|md)$", p.name))
SENTENCE = "本局全年印发水利文件17件，公开河道整治信息240条，组织培训3次。"
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


MM = 25.4 / 72


def ofd_of(pages: Sequence[Page], *, template: Page | None = None) -> bytes:
    """The pages as an OFD file; `template` is printed on each of them."""
    box = f"0 0 {pages[0].width * MM:.3f} {pages[0].height * MM:.3f}"
    listed = "".join(
        f'<ofd:Page ID="{100 + p.number}" BaseLoc="Pages/Page_{p.number - 1}/Content.xml"/>' for p in pages
    )
    common = f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
    if template:
        common += '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    parts = {
        "OFD.xml": f'<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData>{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    if template:
        parts["Doc_0/Tpls/Tpl_0/Content.xml"] = _content(template, "")
    for page in pages:
        used = '<ofd:Template TemplateID="7"/>' if template else ""
        area = (
            f"<ofd:Area><ofd:PhysicalBox>0 0 {page.width * MM:.3f} {page.height * MM:.3f}</ofd:PhysicalBox></ofd:Area>"
        )
        parts[f"Doc_0/Pages/Page_{page.number - 1}/Content.xml"] = _content(page, area + used)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(path, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return stream.getvalue()


def _content(page: Page, before: str) -> str:
    objects = [*map(_path, page.rules), *map(_text, _runs(page.words))]
    layer = "".join(f"{one.replace('?', str(i), 1)}" for i, one in enumerate(objects, 1000))
    return f'<ofd:Page {NAMESPACE}>{before}<ofd:Content><ofd:Layer ID="9">{layer}</ofd:Layer></ofd:Content></ofd:Page>'


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words that follow each other on one line, as producers write them: one text object a line."""
    run: list[Word] = []
    for word in words:
        if run and (
            word.top != run[-1].top or abs(word.x0 - run[-1].x1) > 0.01 or word.turn or word.size != run[-1].size
        ):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _text(run: Sequence[Word]) -> str:
    first, size = run[0], run[0].size * MM
    steps = [(b.x0 - a.x0) * MM for a, b in pairwise(run)]
    deltas: list[str] = []
    for step in steps:
        # The form `g n v` for a run of equal steps.
        last = deltas[-1].split() if deltas else []
        if last[:1] == ["g"] and abs(float(last[2]) - step) < 1e-6:
            deltas[-1] = f"g {int(last[1]) + 1} {last[2]}"
        else:
            deltas.append(f"g 1 {step:.6f}")
    boundary = f"{first.x0 * MM:.4f} {first.top * MM:.4f} {(run[-1].x1 - first.x0) * MM:.4f} {size:.4f}"
    x, y, ctm = 0.0, 0.88 * size, ""
    if first.turn == 3:
        boundary = f"{first.x0 * MM:.4f} {first.top * MM:.4f} {size:.4f} {(first.bottom - first.top) * MM:.4f}"
        ctm = f' CTM="0 -1 1 0 0 {(first.bottom - first.top) * MM:.4f}"'
    text = escape("".join(word.text for word in run))
    code = f'<ofd:TextCode X="{x}" Y="{y:.4f}" DeltaX="{" ".join(deltas)}">{text}</ofd:TextCode>'
    return f'<ofd:TextObject ID="?" Boundary="{boundary}" Font="3" Size="{size:.4f}"{ctm}>{code}</ofd:TextObject>'


def _path(rule: Rule) -> str:
    wide, high = (rule.x1 - rule.x0) * MM, (rule.bottom - rule.top) * MM
    boundary = f"{rule.x0 * MM:.4f} {rule.top * MM:.4f} {max(wide, 0.2):.4f} {max(high, 0.2):.4f}"
    path = f"M 0 0 L {wide:.4f} {high:.4f}"
    data = f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="?" Boundary="{boundary}">{data}</ofd:PathObject>'


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_reports_come_back_whole(shop: Any, forms: Any, path: Path) -> None:
    wanted = read_file(path)
    drawn = forms.drawn(wanted.ledger().edition, wanted.figures)
    press = shop.press(footer=lambda n, m: f"— {n} —")
    report = read(ofd_of(shop.report(press, wanted.text.split("\n"), drawn)), f"{path.stem}.ofd")
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
    report = read(ofd_of([shop.sideways(page) for page in pages]), "侧排.ofd")
    assert report.figures == unique
    assert report.text == "\n".join(paragraphs)


def test_templates_print_on_every_page(shop: Any) -> None:
    press = shop.press()
    for _ in range(12):
        press.paragraph(SENTENCE * 4)
    pages = press.pages()
    head = Page(0, 595.0, 842.0, tuple(shop.spaced("云岭县水利局文件", 200, 40, 12.0)))
    document = read_ofd(ofd_of(pages, template=head), "甲.ofd")
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


PICTURE = '<ofd:ImageObject ID="3" Boundary="0 0 210 {}" ResourceID="9"/>'


def test_a_package_of_pictures_is_a_scan() -> None:
    with pytest.raises(ScannedDocument, match=r"扫描"):
        read_ofd(package(PICTURE.format(297)), "扫描.ofd")


def test_a_picture_beside_text_may_be_a_table() -> None:
    words = text_object('<ofd:TextCode X="0" Y="4" DeltaX="g 60 4">' + "本局印发文件" * 10 + "</ofd:TextCode>")
    document = read_ofd(package(words + PICTURE.format(60)), "甲.ofd")
    assert document.pictures == ("第1页",)
    assert document.unread == ()
    assert read_ofd(package(words + PICTURE.format(10)), "甲.ofd").pictures == ()


def test_a_page_with_hardly_more_than_a_picture_is_one() -> None:
    words = text_object('<ofd:TextCode X="0" Y="4" DeltaX="g 6 4">印发文件</ofd:TextCode>')
    with pytest.raises(ScannedDocument, match=r"共 1 页.*drafter\[ocr\]"):
        read_ofd(package(words + PICTURE.format(200)), "甲.ofd")


def test_pictures_come_out_of_the_package() -> None:
    media = '<ofd:MultiMedia ID="9" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
    parts = {
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:DocumentRes>Res.xml</ofd:DocumentRes>"
        '</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Res.xml": f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>',
        "Doc_0/Res/a.png": "picture",
    }
    data = package(PICTURE.format(297), **parts)
    assert list(images(data, "甲.ofd")) == [(1, 1, b"picture")]
    assert list(images(data, "甲.ofd", {2})) == []
    for lost in ("Doc_0/Res/a.png", "Doc_0/Res.xml"):
        with pytest.raises(UnreadableDocument, match=r"甲\.ofd.*缺少"):
            list(images(package(PICTURE.format(297), **{k: v for k, v in parts.items() if k != lost}), "甲.ofd"))


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


def test_endless_run_lengths_end() -> None:
    code = '<ofd:TextCode X="0" Y="4.4" DeltaX="g 999999999999 5">印发文件</ofd:TextCode>'
    assert texts(package(text_object(code))) == ["印发文件"]


@pytest.mark.parametrize("attribute", ['CTM="1e400 0 0 1 0 0"', 'HScale="1e400"', 'CharDirection="1e400"'])
def test_numbers_beyond_all_pages_are_borne(attribute: str) -> None:
    code = '<ofd:TextCode X="1e400" Y="4.4" DeltaX="g 1e400 5 -1e400">印发文件</ofd:TextCode>'
    sound = text_object('<ofd:TextCode X="0" Y="4.4" DeltaX="g 3 5">印发文件</ofd:TextCode>')
    assert "印发文件" in "".join(texts(package(text_object(code, attribute) + sound)))
