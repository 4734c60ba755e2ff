"""Opening the zip inside a Word or Excel file, with guards against broken and hostile ones."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence

from lxml import etree

from drafter.errors import UnreadableDocument

# A report with pictures unpacks to a few megabytes; text alone never shrinks a hundredfold and stays this large.
_MB = 1024 * 1024
_MOST_UNPACKED = 512 * _MB
_MOST_RATIO = 200
_RATIO_MATTERS_FROM = 20 * _MB
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument|drawingml|spreadsheetml)/")
# What Python's reader of archives raises on damaged ones, depending on which of their bytes are damaged.
BROKEN_ARCHIVE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, RuntimeError),
)
# Neither Office Open XML nor OFD has them: whoever declares entities wants to blow them up or to fetch something.
_DOCTYPES = tuple("<!DOCTYPE".encode(charset) for charset in ("ascii", "utf-16-le", "utf-16-be"))
_BROKEN = "文件不完整或已损坏，打不开。请用原软件打开后重新保存，或重新传输一次。"


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive in `data`, with its sizes checked before anything is unpacked.

    Raises:
        UnreadableDocument: it is broken, encrypted, would unpack to far more than any report, or has rival members.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN_ARCHIVE as error:
        raise UnreadableDocument(_BROKEN, name=name) from error
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MOST_UNPACKED or (unpacked > _RATIO_MATTERS_FROM and unpacked > _MOST_RATIO * len(data)):
        limit = f" {_MOST_UNPACKED // _MB} MB " if unpacked > _MOST_UNPACKED else f"压缩前后之比 {_MOST_RATIO} 倍"
        message = f"解压后有 {unpacked // _MB} MB，超过{limit}的上限，疑为压缩炸弹，没有打开。请另存一份后再读。"
        raise UnreadableDocument(message, name=name)
    if _has_rivals(entries):
        message = "里面有同名而内容不同的部件，不同的软件会读出不同的数字，没有打开。请用原软件打开后另存一份再读。"
        raise UnreadableDocument(message, name=name)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableDocument("文件设有密码。请先取消密码后再读。", name=name)
    return archive


def _has_rivals(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether two members are called the same, as Office and OFD programs take names, and hold different things."""
    contents: dict[str, tuple[int, int]] = {}
    for entry in entries:
        content = entry.CRC, entry.file_size
        if contents.setdefault(entry.filename.lower(), content) != content:
            return True
    return False


def xml_part(archive: zipfile.ZipFile, part: str, name: str) -> etree._Element | None:
    """The root of an XML part of the archive, or None where the archive has no such part.

    Entities are not resolved and nothing is fetched. Names of the strict variant of the format become the usual ones.

    Raises:
        UnreadableDocument: the part is damaged, is no XML, or declares a document type.
    """
    xml = part_of(archive, part, name)
    if xml is None:
        return None
    refuse_entities(xml, part, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)
    try:
        return etree.fromstring(_transitional(xml), parser=parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(_BROKEN, name=name, place=part) from error


def part_of(archive: zipfile.ZipFile, part: str, name: str) -> bytes | None:
    """The bytes of a part of the archive, or None where it has no such part.

    Raises:
        UnreadableDocument: the part is damaged.
    """
    if part not in archive.namelist():
        return None
    try:
        return archive.read(part)
    except BROKEN_ARCHIVE as error:
        raise UnreadableDocument(_BROKEN, name=name, place=part) from error


def refuse_entities(xml: bytes, part: str, name: str) -> None:
    """Refuse XML of a part that declares a document type, in which entities are defined.

    Raises:
        UnreadableDocument: it does.
    """
    if any(mark in xml for mark in _DOCTYPES):
        message = (
            "里面声明了 XML 实体（DOCTYPE），正常的 Office 和 OFD 文件没有，疑为恶意文件，没有打开。"
            "请用原软件打开后另存一份再读。"
        )
        raise UnreadableDocument(message, name=name, place=part)


def _transitional(xml: bytes) -> bytes:
    """The XML with the names that ISO's strict variant gives to the same things as everybody writes them."""
    if _STRICT not in xml:
        return xml
    return _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/", xml)
