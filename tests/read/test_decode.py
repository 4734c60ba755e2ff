"""Charsets: declared, UTF-8, GB18030, strictly."""

from __future__ import annotations

import pytest

from drafter.errors import UnreadableDocument
from drafter.read.decode import declared_charset, decode

TEXT = "云岭县水利局全年公开信息３０条\n第二行"


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (TEXT.encode("utf-8"), None),
        (TEXT.encode("utf-8-sig"), None),
        (TEXT.encode("utf-8-sig"), "gbk"),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("gb18030"), None),
        (TEXT.encode("gb18030"), "gb2312"),
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.replace("\n", "\r\n").encode("utf-8"), None),
    ],
)
def test_the_text_comes_back(data: bytes, declared: str | None) -> None:
    text, notices = decode(data, "a.txt", declared)
    assert text == TEXT
    assert not notices


def test_gbk_declared_as_utf8_is_refused_with_the_place() -> None:
    data = b"<meta charset=utf-8>\n" + TEXT.encode("gbk")
    with pytest.raises(UnreadableDocument, match=r"第2行，第21字节.*另存为 UTF-8"):
        decode(data, "a.html", declared_charset(data))


def test_utf8_declared_as_gb2312_is_read_as_utf8_and_said() -> None:
    text, notices = decode(TEXT.encode(), "a.html", "gb2312")
    assert text == TEXT
    assert [notice.code for notice in notices] == ["charset_mismatch"]


@pytest.mark.parametrize("charset", ["x-unknown", "rot13", "unicode_escape", "utf-7", "hex"])
def test_a_charset_that_is_none_is_refused(charset: str) -> None:
    with pytest.raises(UnreadableDocument, match="无法识别"):
        decode(b"1", "a.html", charset)


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"abc\x00def", b"\x81"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta http-equiv="Content-Type" content="text/html; charset=GB2312">', "gb2312"),
        (b"<META CHARSET='utf-8'/>", "utf-8"),
        (b'<?xml version="1.0" encoding="GBK"?>', "gbk"),
        (b"<p>charset=gbk</p>", None),
    ],
)
def test_declared_charset(head: bytes, charset: str | None) -> None:
    assert declared_charset(head) == charset
