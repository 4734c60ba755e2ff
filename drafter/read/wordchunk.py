"""Whole files that a Word document shows in the middle of its text (altChunk): pages, other documents, plain text."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import cast

from lxml import etree

from drafter.documents import Notice
from drafter.errors import InputError, MissingExtra
from drafter.read.archive import part_of, xml_part
from drafter.read.document import Document
from drafter.read.formats import Detected, detect
from drafter.read.wordxml import W, sibling

CHUNK = f"{W}altChunk"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# What Word takes in this way; a document in a document may hold further ones, and so on without end.
_TAKEN = frozenset(("html", "mhtml", "text", "docx", "doc", "rtf"))
_MOST = 20
_REMEDY = "请用 Word 打开原件，另存一份后再读。"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A file in a Word document: its name in the package and its bytes, None where the package has none such."""

    name: str
    data: bytes | None


def chunks_of(archive: zipfile.ZipFile, main: str, body: etree._Element, name: str) -> dict[str, Chunk]:
    """Id of a chunk → its file, for the chunks of `body`, which stands in the part `main` of the document `name`.

    Raises:
        UnreadableDocument: a part of the package is damaged.
    """
    wanted = {chunk.get(_ID, "") for chunk in body.iter(CHUNK)}
    if not wanted:
        return {}
    folder, file = str(PurePosixPath(main).parent), PurePosixPath(main).name
    links = xml_part(archive, f"{folder}/_rels/{file}.rels", name)
    found: dict[str, Chunk] = {}
    for link in links.iter(_LINK) if links is not None else ():
        id, target = link.get("Id", ""), link.get("Target", "")
        if id in wanted and len(found) < _MOST:
            part = target.lstrip("/") if target.startswith("/") else sibling(main, target)
            outside = link.get("TargetMode") == "External"
            found[id] = Chunk(PurePosixPath(target).name, None if outside else part_of(archive, part, name))
    return found


def open_chunk(
    chunk: etree._Element, files: Mapping[str, Chunk], where: str, *, inner: bool
) -> tuple[Document, list[Notice]]:
    """What the file of `chunk` holds, which stands at `where`, and what there is to say about it.

    `inner`: the document is itself such a file; then nothing further is opened.
    """
    if inner:
        return _left_out(where, "另外的文件", "嵌套了两层以上")
    file = files.get(chunk.get(_ID, ""))
    if file is None or file.data is None:
        return _left_out(where, "另外的文件", "不在文档里，或这样的文件太多")
    try:
        detected = detect(file.data, file.name)
        if detected.form.name not in _TAKEN:
            return _left_out(where, detected.form.title, "不是 Word 能显示的内容")
        document = _opened(detected, file.data, file.name)
    except (InputError, MissingExtra) as error:
        return _left_out(where, "另外的文件", str(error).rstrip("。"))
    message = f"{where}嵌入的{detected.form.title}已作为正文读入。"
    return document, [Notice(code="embedded_read", message=message), *document.notices]


def _opened(detected: Detected, data: bytes, name: str) -> Document:
    if detected.form.name == "docx":
        from drafter.read.docx import read_inner  # which opens chunks itself

        return read_inner(data, name)
    return cast("Document", detected.form.reader()(data, name))


def _left_out(where: str, what: str, why: str) -> tuple[Document, list[Notice]]:
    message = f"{where}嵌有{what}，没有读入（{why}）。{_REMEDY}"
    return Document(()), [Notice(code="embedded_unread", message=message)]
