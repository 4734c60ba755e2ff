"""Opening the zip inside a Word or Excel file, with guards against broken and hostile ones."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from drafter.errors import UnreadableDocument

# A report with pictures unpacks to a few megabytes; text alone never shrinks a hundredfold and stays this large.
_MOST_UNPACKED = 512 * 1024 * 1024
_MOST_RATIO = 200
_RATIO_MATTERS_FROM = 20 * 1024 * 1024
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument|drawingml|spreadsheetml)/")
_BROKEN = "文件不完整或已损坏，打不开。请用原软件打开后重新保存，或重新传输一次。"


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive in `data`, with its sizes checked before anything is unpacked.

    Raises:
        UnreadableDocument: it is broken, encrypted, or would unpack to far more than any report.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocument(_BROKEN, name=name) from error
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MOST_UNPACKED or (unpacked > _RATIO_MATTERS_FROM and unpacked > _MOST_RATIO * len(data)):
        message = f"解压后有 {unpacked // 1024 // 1024} MB，远超正常报告，疑为压缩炸弹，没有打开。请另存一份后再读。"
        raise UnreadableDocument(message, name=name)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableDocument("文件设有密码。请先取消密码后再读。", name=name)
    return archive


def xml_part(archive: zipfile.ZipFile, part: str, name: str) -> etree._Element | None:
    """The root of an XML part of the archive, or None where the archive has no such part.

    Entities are not resolved and nothing is fetched. Names of the strict variant of the format become the usual ones.

    Raises:
        UnreadableDocument: the part is damaged or is no XML.
    """
    data = part_of(archive, part, name)
    if data is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)
    try:
        return etree.fromstring(_transitional(data), parser=parser)
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
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableDocument(_BROKEN, name=name, place=part) from error


def _transitional(xml: bytes) -> bytes:
    """The XML with the names that ISO's strict variant gives to the same things as everybody writes them."""
    if _STRICT not in xml:
        return xml
    return _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/", xml)
