"""Scanned pages and photographs of pages → Document, by character recognition (extra `ocr`).

Ruled tables are read cell by cell, so that no figure depends on whether a stretch of text is found. What is not read
twice alike, or not surely enough, is marked as doubtful, which no figure of the ledger may be.
"""

from __future__ import annotations

from collections.abc import Iterable

from drafter.documents import Notice
from drafter.errors import UnreadableDocument
from drafter.read.document import Document
from drafter.read.printed import lay_out
from drafter.read.progress import tell
from drafter.read.recognised import Recognised, recognise
from drafter.read.recogniser import Recogniser
from drafter.read.scan_pages import pictures

_SHOWN = 5
_SHOWN_CHARACTERS = 24


def read(data: bytes, name: str) -> Document:
    """Read a picture (PNG, JPEG, TIFF, BMP), or a PDF or OFD file whose pages are pictures.

    Raises:
        ModuleNotFoundError: the extra `ocr` is not installed.
        UnreadableDocument: the file is broken, too large, has too many pages, or no text is found on them.
    """
    recogniser = Recogniser()
    pages: list[Recognised] = []
    for number, total, picture in pictures(data, name):
        tell("文字识别", number - 1, total)
        pages.append(recognise(picture, number, recogniser))
    if not any(found.page.words for found in pages):
        message = "图片上没有认出文字。请确认文件，换更清晰（150 dpi 以上、端正）的扫描件，或使用文字版原件。"
        raise UnreadableDocument(message, name=name)
    layout = lay_out(found.page for found in pages)
    numbers = frozenset(found.page.number for found in pages)
    message = (
        f"共 {len(pages)} 页由图片识别得来。表格中没有把握的格不读入并逐格说明；正文中的数字可能有误，请对照原件。"
    )
    recognised = Notice(code="recognised_text", message=message)
    return Document(layout.blocks, "", (recognised, *doubts(pages), *layout.notices), recognised=numbers)


def doubts(pages: Iterable[Recognised]) -> list[Notice]:
    """What was not read surely in the text of pages, page by page."""
    notices = []
    for found in pages:
        if found.doubtful:
            shown = "、".join(f"“{text[:_SHOWN_CHARACTERS]}”" for text in found.doubtful[:_SHOWN])
            more = f"等 {len(found.doubtful)} 行" if len(found.doubtful) > _SHOWN else ""
            message = f"第{found.page.number}页正文中识别把握不大的数字，请对照原件：{shown}{more}。"
            notices.append(Notice(code="doubtful_text", message=message))
    return notices
