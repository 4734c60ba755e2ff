"""PDF and OFD files of which some pages have text and others are pictures → Document; needs the extra `ocr`.

Pages with text are read as they are, the others as scans, and all of them together are laid out as one document: a
table may begin on a page of one kind and go on over the next.
"""

from __future__ import annotations

from drafter.documents import Notice
from drafter.read import ofd, pdf
from drafter.read.document import Document
from drafter.read.printed import PICTURE, lay_out
from drafter.read.progress import tell
from drafter.read.recognised import Recognised, recognise
from drafter.read.recogniser import Recogniser
from drafter.read.scan import doubts
from drafter.read.scan_pages import pictures


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a PDF or OFD file, recognising the characters of the pages that are pictures.

    Raises:
        ModuleNotFoundError: the extra `ocr` is not installed.
        UnreadableDocument: it is broken, locked by a password, or has more or larger pages than any report.
    """
    sheets = (pdf if data.startswith(b"%PDF") else ofd).sheets_of(data, name)
    recogniser = Recogniser()
    found: dict[int, Recognised] = {}
    for number, _, picture in pictures(data, name, sheets.unread):
        tell("文字识别", len(found), len(sheets.unread))
        found[number] = recognise(picture, number, recogniser)
    layout = lay_out(found[page.number].page if page.number in found else page for page in sheets.pages)
    notices = (*sheets.notices, *_notices(found), *layout.notices)
    return Document(layout.blocks, sheets.title, notices, pictures=sheets.pictures, recognised=frozenset(found))


def _notices(found: dict[int, Recognised]) -> list[Notice]:
    read = "、".join(str(number) for number, one in found.items() if one.page.words)
    empty = "、".join(str(number) for number, one in found.items() if not one.page.words)
    notices = []
    if read:
        message = (
            f"第{read}页没有可用的文字层，由图片识别得来。"
            "表格中没有把握的格不读入并逐格说明；正文中的数字可能有误，请对照原件。"
        )
        notices.append(Notice(code="recognised_text", message=message))
    if empty:
        notices.append(Notice(code=PICTURE, message=f"第{empty}页是图片，没有认出文字。"))
    return [*notices, *doubts(found.values())]
