"""Whole files: formats, limits, bad input, and what every report has."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from drafter.documents import Report
from drafter.errors import InputError, UnreadableDocument, UnsupportedFormat, UsageError
from drafter.form import Amount, edition
from drafter.read import read, read_file
from drafter.read.formats import FORMATS
from drafter.write.json import write as write_json

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)


def zipped(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name.replace("__", "/")), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.html", "空"),
        (b" \n\t", "a.txt", "空"),
        (PNG, "a.docx", "PNG 图片"),
        (b"\xff\xd8\xff\xe0JFIF", "a.html", "JPEG 图片"),
        (OLE, "a.docx", "旧版 Office"),
        (b"hello", "a.docx", "不是Word 文件"),
        (zipped(word__other="x"), "a.docx", "没有 Word 正文"),
        (zipped(**{"word__document.xml": "<a><b></a>"}), "a.docx", "损坏"),
        (zipped(**{"word__document.xml": "<a/>"})[:60], "a.docx", "损坏"),
        (zipped(a="x"), "a.txt", "压缩格式"),
        (b"{", "a.json", "JSON"),
        (b'{"schema": "drafter.report/1"}', "a.json", "source"),
    ],
)
def test_bad_input_gets_its_error(data: bytes, name: str, says: str) -> None:
    with pytest.raises(UnreadableDocument, match=says) as caught:
        read(data, name)
    assert caught.value.exit_code == 3
    assert str(caught.value).startswith(name)


@pytest.mark.parametrize(
    ("data", "name"), [(b"Rar!", "a.rar"), (OLE, "a.ppt"), (b"x", "a.xyz"), (b'{"schema": "other/1"}', "a.json")]
)
def test_foreign_formats_name_the_remedy(data: bytes, name: str) -> None:
    with pytest.raises(UnsupportedFormat, match=r"\.docx|drafter read"):
        read(data, name)


def test_half_a_word_file(forms: Any) -> None:
    data = forms.docx(edition("2021"), {})
    with pytest.raises(UnreadableDocument, match="不完整或已损坏"):
        read(data[: len(data) // 2], "a.docx")


@pytest.mark.parametrize("start", [2000, 4000])
def test_a_word_file_with_a_piece_missing(forms: Any, start: int) -> None:
    data = forms.docx(edition("2021"), {})
    with pytest.raises(UnreadableDocument, match="不完整或已损坏"):
        read(data[:start] + data[start + 300 :], "a.docx")


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    with pytest.raises(UnreadableDocument, match="300 MB"):
        read_file(path)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="找不到"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(InputError):
        read_file(tmp_path)


def test_the_kind_overrides_the_suffix() -> None:
    report = read(b"<p>a</p>", "-", kind="html")
    assert (report.source.format, report.text) == ("html", "a")


@pytest.mark.parametrize("name", ["page", "page.aspx", "页面.doc"])
def test_a_page_under_another_name_is_known_by_its_beginning(name: str) -> None:
    assert read(b"<!DOCTYPE html><p>a</p>", name).source.format == "html"


@pytest.mark.parametrize("kind", ["TXT", ".txt", "text"])
def test_a_text_is_what_it_is_said_to_be(kind: str) -> None:
    page = b"<html><body><p>a</p></body></html>"
    assert read(page, "a.html", kind).text == page.decode()
    assert read(page, "a.txt").text == "a"


@pytest.mark.parametrize("data", [b"<!DOCTYPE html><p>a</p>", b"a"])
def test_a_kind_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"没有格式 foo。--type 可以是：html、.*ofd"):
        read(data, "a.html", "foo")


MHTML = (
    b"From: <Saved by Blink>\r\nSubject: =?utf-8?Q?" + b"=E5=B9=B4" * 130 + b"?=\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
    b"<html><body><p>a</p></body></html>\r\n--x--\r\n"
)
ONE_PART = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>a</p></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (MHTML, "a.html", "mhtml"),
        (MHTML, "a.doc", "mhtml"),
        (MHTML, "a.txt", "mhtml"),
        (ONE_PART, "a.htm", "mhtml"),
        (b"<html><body><p>a</p></body></html>", "a.mht", "html"),
        (b"<html><body><p>a</p></body></html>", "a.pdf", "html"),
        (b"\xef\xbb\xbf<!-- saved -->\n<table><tr><td>a</td></tr></table>", "a.xls", "html"),
        (b"<html><body><p>a</p></body></html>", "a.csv", "html"),
    ],
)
def test_a_document_under_another_name_is_read_for_what_it_is_and_said_to_be(data: bytes, name: str, form: str) -> None:
    report = read(data, name)
    assert (report.source.format, report.text) == (form, "a")
    told = [notice.message for notice in report.notices if notice.code == "other_format"]
    assert len(told) == 1
    assert told[0].startswith(f"扩展名是 .{name.partition('.')[2]}，内容其实是网页")


def test_office_files_change_names_too(forms: Any, balanced_2021: dict[str, Amount | None]) -> None:
    word, sheet = forms.docx(edition("2021"), balanced_2021), forms.xlsx(edition("2021"), balanced_2021)
    for data, name in ((word, "a.doc"), (word, "a.html"), (word, "a.pdf"), (sheet, "a.xls"), (sheet, "a.csv")):
        report = read(data, name)
        assert report.figures == balanced_2021
        assert [notice.code for notice in report.notices][:1] == ["other_format"]
    assert "other_format" not in {notice.code for notice in read(word, "a.docm").notices}
    asked = read(word, "a.docx", "html").notices[0].message
    assert asked == "--type 给的是 html，内容其实是Word 文件（.docx），已按Word 文件（.docx）读取。"


def test_report_files_come_back_as_they_were(forms: Any, unique: dict[str, Amount | None]) -> None:
    report = read(forms.html(edition("2021"), {}), "a.html")
    assert read(write_json(report), "a.json") == report


def test_a_review_file_gives_its_report(forms: Any) -> None:
    report = read(forms.html(edition("2021"), {}), "a.html")
    raw = json.loads(write_json(report)) | {"schema": "drafter.review/1"}
    back = read(json.dumps(raw).encode(), "a.json")
    assert type(back) is Report
    assert back == report


def test_the_same_bytes_give_the_same_report(forms: Any, form: Any, unique: dict[str, Amount | None]) -> None:
    data = forms.html(form, unique)
    assert write_json(read(data, "a.html")) == write_json(read(data, "a.html"))


def test_source_names_the_file_and_its_sum() -> None:
    report = read(b"abc", "dir/a.txt")
    assert report.source.name == "a.txt"
    assert report.source.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_every_format_names_a_reader_and_a_suffix_of_its_own() -> None:
    suffixes = [suffix for form in FORMATS for suffix in form.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(callable(form.reader()) for form in FORMATS)
