"""A page saved with its parts in one file (.mht, .mhtml): the report is in one of its HTML parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import errors
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from drafter.documents import Notice
from drafter.errors import UnreadableDocument
from drafter.read.decode import declared_charset, decode
from drafter.read.document import Document, Grid
from drafter.read.heading import heading_of
from drafter.read.html import document_of

_HEADERS = re.compile(
    rb"\s{0,20}(?:from|mime-version|content-type|subject|date|snapshot-content-location|message-id|x-[\w-]{1,40})\s?:",
    re.IGNORECASE,
)
_BROKEN = "网页存档（.mht）不完整或已损坏。请在浏览器中重新打开网页，再保存一次。"
_NO_PAGE = "网页存档（.mht）里没有网页正文。请在浏览器中打开原网页，另存为 .html 后再读。"
_DAMAGED = (
    errors.InvalidBase64CharactersDefect,
    errors.InvalidBase64LengthDefect,
    errors.InvalidBase64PaddingDefect,
)
# Pages made of frames have a few; a mailbox is no page.
_MOST_PAGES = 40
# What Internet Explorer calls UTF-16 in its headers.
_OTHER_NAMES = {"unicode": "utf-16", "unicodefffe": "utf-16-be", "_autodetect": None, "us-ascii": None}


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a page archive; of several pages in it (frames) the one that holds the report.

    Raises:
        UnreadableDocument: it is cut short or damaged, or holds no page; else as `drafter.read.html.read`.
    """
    if not _HEADERS.match(data):
        text, notices = decode(data, name, declared_charset(data))
        return document_of(text, name, notices)
    try:
        message = BytesParser(policy=compat32).parsebytes(data)
    except (RecursionError, errors.MessageError) as error:
        raise UnreadableDocument(_BROKEN, name=name) from error
    documents = [_document(part, name) for part in _pages(message, name)]
    if not documents:
        raise UnreadableDocument(_NO_PAGE, name=name)
    best = max(documents, key=_weight)
    lost = _cut_short(message)
    return replace(best, notices=(*lost, *best.notices)) if lost else best


def _pages(message: Message, name: str) -> Iterator[Message]:
    """The parts that are pages, the first ones where there are very many."""
    count = 0
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        count += 1
        if count > _MOST_PAGES:
            raise UnreadableDocument(
                f"网页存档里有 {_MOST_PAGES} 个以上的网页，不像一份报告。请只保存报告那一页。", name=name
            )
        yield part


def _document(part: Message, name: str) -> Document:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or any(isinstance(defect, _DAMAGED) for defect in part.defects):
        raise UnreadableDocument(_BROKEN, name=name)
    text, notices = decode(payload, name, _charset(part, payload))
    return document_of(text, name, notices)


def _charset(part: Message, payload: bytes) -> str | None:
    """The charset of a part: its header goes before what the page itself declares, as in a browser."""
    header = part.get_content_charset()
    named = _OTHER_NAMES.get(header, header) if header else None
    return named or declared_charset(payload)


def _weight(document: Document) -> tuple[int, int]:
    """How much of a report a page holds: headings with a list number and grids, then text."""
    headings = sum(isinstance(b, Grid) or heading_of(b.text) is not None for b in document.blocks)
    return headings, sum(len(b.text) for b in document.blocks if not isinstance(b, Grid))


def _cut_short(message: Message) -> tuple[Notice, ...]:
    """A notice where the archive ends before its last part is closed."""
    if not any(isinstance(defect, errors.CloseBoundaryNotFoundDefect) for defect in message.defects):
        return ()
    return (Notice(code="archive_cut_short", message="网页存档的结尾不完整，后面可能缺了内容。请重新保存一次再读。"),)
