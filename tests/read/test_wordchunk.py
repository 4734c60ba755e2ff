"""Files that a Word document embeds in its text: read in their place, or said to be left out, and where."""

from __future__ import annotations

import io
import shutil
import zipfile
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from drafter.documents import Report
from drafter.form import edition
from drafter.read import read


def word(*chunks: tuple[str, bytes], inside_cell: bool = False) -> bytes:
    """A Word file with a paragraph before and after each chunk (suffix and bytes)."""
    document = docx.Document()
    document.add_paragraph("开头一段")
    for i, (suffix, data) in enumerate(chunks):
        uri = PackURI(f"/word/afchunk{i}.{suffix}")
        part = Part(uri, "application/octet-stream", data, document.part.package)
        chunk = OxmlElement("w:altChunk")
        chunk.set(qn("r:id"), document.part.relate_to(part, RELATIONSHIP_TYPE.A_F_CHUNK))
        if inside_cell:
            table = document.add_table(rows=1, cols=2)
            table.rows[0].cells[0]._tc.append(chunk)
        else:
            document.element.body.insert(len(document.element.body) - 1, chunk)
        document.add_paragraph(f"第{i + 1}个之后")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def told(report: Report, code: str) -> list[str]:
    return [notice.message for notice in report.notices if notice.code == code]


def test_a_page_in_a_document_is_part_of_its_text(forms: Any, balanced_2021: Any) -> None:
    form = edition("2021")
    page = forms.html(form, balanced_2021).decode().replace("utf-8", "gbk")
    report = read(word(("html", page.encode("gbk"))), "a.docx")
    assert report.figures == balanced_2021
    assert told(report, "embedded_read") == ["第1段之后嵌入的网页已作为正文读入。"]
    assert report.text.startswith("开头一段") and report.text.endswith("第1个之后")
    assert not told(report, "embedded_unread")


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        ("mht", b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>" + "里面".encode() + b"</p>"),
        ("txt", "里面".encode("gbk")),
        ("dat", "<html><body><p>里面</p></body></html>".encode()),
    ],
)
def test_other_kinds_stand_in_their_place(suffix: str, data: bytes) -> None:
    assert read(word((suffix, data)), "a.docx").text == "开头一段\n里面\n第1个之后"


def test_a_document_in_a_document_is_read_and_one_inside_that_is_not() -> None:
    inner = word(("html", "<p>最里面</p>".encode()))
    report = read(word(("docx", inner)), "a.docx")
    assert report.text == "开头一段\n开头一段\n第1个之后\n第1个之后"
    (message,) = told(report, "embedded_unread")
    assert message.startswith("第1段之后嵌有另外的文件，没有读入（嵌套了两层以上）")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rich_text_goes_through_libreoffice() -> None:
    report = read(word(("rtf", b"{\\rtf1\\ansi inside\\par}")), "a.docx")
    assert report.text == "开头一段\ninside\n第1个之后"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(60), b"PK\x03\x04broken", b"\x00\x01\x02", b""])
def test_what_cannot_be_read_is_said_where(data: bytes) -> None:
    report = read(word(("docx", data)), "a.docx")
    assert report.text == "开头一段\n第1个之后"
    (message,) = told(report, "embedded_unread")
    assert message.startswith("第1段之后嵌有") and "没有读入" in message


def test_files_in_cells_outside_the_package_and_beyond_counting_are_told() -> None:
    (message,) = told(read(word(("txt", b"a"), inside_cell=True), "a.docx"), "embedded_unread")
    assert "单元格里嵌有另外的文件 1 处" in message
    many = read(word(*[("txt", b"a")] * 25), "a.docx")
    assert len(told(many, "embedded_read")) == 20
    assert len(told(many, "embedded_unread")) == 5
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(("txt", b"a")))) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            if entry.endswith("document.xml.rels"):
                data = data.replace(
                    b'Target="afchunk0.txt"', b'Target="http://127.0.0.1:9/a.txt" TargetMode="External"'
                )
            new.writestr(entry, data)
    (message,) = told(read(stream.getvalue(), "a.docx"), "embedded_unread")
    assert message.startswith("第1段之后")
