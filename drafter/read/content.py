"""What kind of file some bytes are, whatever the file is called."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from typing import NamedTuple

from drafter.read.archive import BROKEN_ARCHIVE


class Content(NamedTuple):
    """What bytes show themselves to be: `kind` is the name of a format where drafter has one; `title` in Chinese;
    `remedy`: what to do where drafter cannot read it, or its name says otherwise. `whole`: it begins as only a whole
    file of that kind does, not as a piece of one may.
    """

    kind: str
    title: str
    remedy: str
    whole: bool = True


LOCKED = "locked"
"""The kind of a document that is encrypted with a password."""
_WORD = "请用 Word 或 WPS 打开后另存为 .docx"
_RENAME = "请改回原扩展名"
_UNPACK = "请先解压"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_STARTS = (
    (b"%PDF", Content("pdf", "PDF 文件", _RENAME)),
    (b"{\\rtf", Content("rtf", "RTF 文件", _RENAME)),
    (b"\x89PNG", Content("image", "PNG 图片", _RENAME)),
    (b"\xff\xd8\xff", Content("image", "JPEG 图片", _RENAME)),
    (b"II*\x00", Content("image", "TIFF 图片", _RENAME)),
    (b"MM\x00*", Content("image", "TIFF 图片", _RENAME)),
    (b"GIF8", Content("gif", "GIF 图片", "请使用文字版原件")),
    (b"Rar!", Content("rar", "RAR 压缩包", _UNPACK)),
    (b"7z\xbc\xaf", Content("7z", "7z 压缩包", _UNPACK)),
    (b"\x1f\x8b", Content("gzip", "GZIP 压缩包", _UNPACK)),
)
_OLD = "旧版 Office 文件（.doc、.xls、.wps、.et）"
# The streams by which office programs know their own files inside the old container.
_STREAMS = (
    ("EncryptedPackage", Content(LOCKED, "设有密码的 Office 文件", "请先取消密码")),
    ("WordDocument", Content("doc", _OLD, _RENAME)),
    ("Workbook", Content("xls", _OLD, _RENAME)),
    ("Book", Content("xls", _OLD, _RENAME)),
    ("PowerPoint Document", Content("ppt", "演示文稿", _WORD)),
)
# Size of a directory entry of the old container, and where in it the length of the name stands.
_ENTRY = 128
_NAME_LENGTH = 64
_UNKNOWN_OLE = Content("ole", _OLD, _WORD)
_PARTS = (
    ("word/document.xml", Content("docx", "Word 文件（.docx）", _RENAME)),
    ("xl/workbook.xml", Content("xlsx", "Excel 文件（.xlsx）", _RENAME)),
    ("xl/workbook.bin", Content("xls", "Excel 二进制文件（.xlsb）", _RENAME)),
    ("OFD.xml", Content("ofd", "OFD 文件", _RENAME)),
    ("ppt/presentation.xml", Content("ppt", "演示文稿", _WORD)),
)
_OPEN_DOCUMENT = (
    (b"application/vnd.oasis.opendocument.text", Content("odt", "ODT 文件", _RENAME)),
    (b"application/vnd.oasis.opendocument.spreadsheet", Content("ods", "ODS 文件", _RENAME)),
)
_UNKNOWN_ZIP = Content("zip", "压缩格式（如 .docx、.xlsx）", _RENAME)
_XML_OF_OFFICE = (
    (b'progid="word.document"', Content("doc", "Word 2003 XML 文件", _RENAME)),
    (b'progid="excel.sheet"', Content("xls", "Excel 2003 XML 文件", _RENAME)),
)
_MARKUP = (
    (re.compile(rb"<!doctype html|<html|<head>"), Content("html", "网页", _RENAME)),
    (
        re.compile(rb"<(?:meta|title|style|link|body|table|div|center|font|span|p|h[1-6])[\s>]"),
        Content("html", "网页", _RENAME, whole=False),
    ),
    (
        re.compile(
            rb"(?:from|mime-version|content-type|snapshot-content-location|message-id|subject|date)\s?:"
            rb".*(?:multipart/|content-type\s?:\s{0,5}text/html)",
            re.DOTALL,
        ),
        Content("mhtml", "网页存档（.mht）", _RENAME),
    ),
    (re.compile(rb'\{\s{0,20}"schema"'), Content("json", "报告文件（JSON）", _RENAME)),
)
_COMMENT = re.compile(rb"(?:<!--(?!\[if)[^>]{0,500}?-->\s{0,20}){1,5}")
_HEAD = 4096


def content_of(data: bytes) -> Content | None:
    """What `data` shows itself to be by signature or inner structure; None for what may be any text."""
    if data.startswith(_OLE):
        return _in_ole(data)
    if data.startswith(_ZIP):
        return _in_zip(data)
    if data.startswith(b"BM") and data[6:10] == bytes(4):
        return Content("image", "BMP 图片", _RENAME)
    return next((content for start, content in _STARTS if data.startswith(start)), None)


def markup_of(data: bytes) -> Content | None:
    """What the first words of a text show it to be: a page, a report file, an office document as one XML file."""
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if head.startswith(b"<?xml"):
        office = next((content for mark, content in _XML_OF_OFFICE if mark in head), None)
        if office is not None:
            return office
        head = head.partition(b"?>")[2].lstrip()
    comment = _COMMENT.match(head)
    head = head[comment.end() :] if comment else head
    return next((content for pattern, content in _MARKUP if pattern.match(head)), None)


def _in_ole(data: bytes) -> Content:
    """The office program that wrote an old container; of a document with another inside it, the one found first."""
    places = ((_entry(data, name), content) for name, content in _STREAMS)
    return min((p for p in places if p[0] >= 0), key=lambda p: p[0], default=(0, _UNKNOWN_OLE))[1]


def _entry(data: bytes, name: str) -> int:
    """Where the directory of an old container has an entry called `name`, -1 where it has none.

    An entry starts at a multiple of its size with its name, and has the length of the name at a fixed place.
    """
    wanted = f"{name}\0".encode("utf-16-le")
    length = len(wanted).to_bytes(2, "little")
    place = data.find(wanted)
    while place >= 0 and (place % _ENTRY or data[place + _NAME_LENGTH : place + _NAME_LENGTH + 2] != length):
        place = data.find(wanted, place + 1)
    return place


def _in_zip(data: bytes) -> Content:
    for mime, content in _OPEN_DOCUMENT:
        if data[30:38] == b"mimetype" and data[38:].startswith(mime):
            return content
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = set(archive.namelist())
    except BROKEN_ARCHIVE:
        parts = set()
    return next((content for part, content in _PARTS if part in parts), _UNKNOWN_ZIP)
