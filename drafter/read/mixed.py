"""PDF files of which some pages have text and others are pictures → Document; needs the extra `ocr`.

Pages with text are read as they are, the others as scans, and all of them together are laid out as one document: a
table may begin on a page of one kind and go on over the next.
"""

from __future__ import annotations

from drafter.documents import Notice
from drafter.read import pdf
from drafter.read.document import Document
from drafter.read.printed import lay_out
from drafter.read.progress import tell
from drafter.read.recognised import Recognised, recognise
from drafter.read.recogniser import Recogniser
from drafter.read.scan import doubts
from drafter.read.scan_pages import pictures


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a PDF file, recognising the characters of the pages that are pictures.

    Raises:
        ModuleNotFoundError: the extra `ocr` is not installed.
        UnreadableDocument: it is broken, locked by a password, or has more or larger pages than any report.
    """
    sheets, title = pdf.sheets_of(data, name)
    wanted = {sheet.page.number for sheet in sheets if sheet.is_picture}
    recogniser = Recogniser()
    found: dict[int, Recognised] = {}
    for number, _, picture in pictures(data, name, wanted):
        tell("文字识别", len(found), len(wanted))
        found[number] = recognise(picture, number, recogniser)
    numbers = (sheet.page.number for sheet in sheets)
    pages = dict(zip(numbers, (sheet.page for sheet in sheets), strict=True))
    layout = lay_out((pages | {number: one.page for number, one in found.items()}).values())
    notices = (*pdf.notices_of([s for s in sheets if s.page.number not in found]), *_notices(found), *layout.notices)
    return Document(layout.blocks, title, notices, pictures=pdf.pictured(sheets), recognised=frozenset(found))


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
        notices.append(Notice(code="page_picture", message=f"第{empty}页是图片，没有认出文字。"))
    return [*notices, *doubts(found.values())]
