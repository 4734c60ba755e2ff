"""Page archives as browsers and Word save them: encodings, frames, damage."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.errors import UnreadableDocument
from drafter.read import read, read_file

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REPORT = CORPUS / "yanhe_ziran_2023.html"
HEAD = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.example.gov.cn/1.html\r\nSubject: =?utf-8?Q?1?="
    '\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x"\r\n\r\n'
)


def part(kind: str, payload: bytes, encoding: str, location: str = "") -> bytes:
    """One part of an archive, its payload encoded as said."""
    encoders: dict[str, Callable[[bytes], bytes]] = {
        "base64": base64.encodebytes,
        "quoted-printable": quopri.encodestring,
        "8bit": bytes,
    }
    written = encoders[encoding](payload)
    head = f"------x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n"
    return (head + f"Content-Location: {location}\r\n\r\n").encode() + written.replace(b"\n", b"\r\n") + b"\r\n"


def archive(*pages: bytes) -> bytes:
    style = part("text/css", b"p { color: red }", "quoted-printable", "http://www.example.gov.cn/a.css")
    picture = part("image/png", b"\x89PNG" + bytes(range(200)), "base64", "http://www.example.gov.cn/a.png")
    return HEAD.encode() + b"".join(pages) + style + picture + b"------x--\r\n"


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("name", ["年报.mht", "年报.mhtml", "年报.doc"])
def test_a_saved_page_reads_as_the_page(encoding: str, name: str) -> None:
    found = read(archive(part("text/html", REPORT.read_bytes(), encoding)), name)
    wanted = read_file(REPORT)
    assert (found.text, found.figures, found.sections) == (wanted.text, wanted.figures, wanted.sections)
    assert found.source.format == "mhtml"


def test_the_header_of_a_part_tells_its_charset() -> None:
    page = REPORT.read_text("utf-8").replace('<meta charset="utf-8">', "").encode("gb18030")
    found = read(archive(part('text/html;\r\n\tcharset="gb2312"', page, "quoted-printable")), "年报.mht")
    assert found.figures == read_file(REPORT).figures


def test_the_report_in_a_frame_is_found() -> None:
    frame = b"<html><head><meta charset=utf-8></head><body><iframe src='cid:1'></iframe><p>title</p></body></html>"
    found = read(archive(part("text/html", frame, "8bit"), part("text/html", REPORT.read_bytes(), "base64")), "a.mht")
    assert found.figures == read_file(REPORT).figures


def test_an_archive_that_is_a_plain_page_is_read_as_one() -> None:
    assert read(REPORT.read_bytes(), "年报.mht").figures == read_file(REPORT).figures


def test_an_archive_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="没有网页正文"):
        read(archive(), "年报.mht")


def test_damaged_parts_are_refused_and_a_lost_end_is_told() -> None:
    whole = archive(part("text/html", REPORT.read_bytes(), "base64"))
    at = whole.index(b"base64\r\nContent-Location: \r\n\r\n") + 3000
    with pytest.raises(UnreadableDocument, match="已损坏"):
        read(whole[:at] + b"@@@@" + whole[at:], "年报.mht")
    codes = [notice.code for notice in read(whole.removesuffix(b"------x--\r\n"), "年报.mht").notices]
    assert "archive_cut_short" in codes


def test_archives_nested_without_end_are_refused() -> None:
    nested = "".join(f"Content-Type: multipart/related; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(3000))
    with pytest.raises(UnreadableDocument):
        read(f"MIME-Version: 1.0\r\n{nested}".encode(), "年报.mht")
