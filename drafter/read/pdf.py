"""PDF with a text layer → Document. pdfplumber parses the file; where words stand on its pages tells the rest."""

from __future__ import annotations

import io
import math
import struct
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pdfplumber
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage, LTLine, LTRect
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from drafter.documents import Notice
from drafter.errors import UnreadableDocument
from drafter.read.document import Document
from drafter.read.positions import Page, Rule, Word
from drafter.read.printed import Sheets
from drafter.read.progress import tell
from drafter.read.spacing import tidy
from drafter.read.streams import is_sound

if TYPE_CHECKING:
    from pdfplumber.page import Page as SourcePage
    from pdfplumber.pdf import PDF

MOST_PAGES = 400
_MOST_WORDS = 1_000_000
_REMEDY = "请使用文字版原件，或安装文字识别组件后再读：pip install 'drafter[ocr]'。"
# What a parser written for sound files raises on broken ones, its own errors apart.
_BROKEN = (
    *(PSException, PdfminerException, MalformedPDFException, ArithmeticError, AssertionError, AttributeError, EOFError),
    *(LookupError, NotImplementedError, OSError, RecursionError, TypeError, ValueError, struct.error, zlib.error),
)
_UNMAPPED = "(cid:"
# A character that the file gives no meaning for, and the most of them (of all) a text may have.
_UNKNOWN = "\ufffd"
_MOST_UNKNOWN = 0.3
# A filled shape this thin is a rule.
_THIN = 3.0
# Text over a picture of the whole page was put there by character recognition.
_WHOLE_PAGE = 0.8
# A page with fewer characters than a heading and a page number have, and a picture on so much of it, is a picture.
_LARGE_PICTURE = 0.2
_FEWEST_WORDS = 40
# A table of the form takes more of a page than this; seals and portraits take less.
_SMALLEST_TABLE = 0.05


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a PDF file.

    Raises:
        ScannedDocument: its pages are pictures without a text layer.
        UnreadableDocument: it is broken, locked by a password, or has more pages or text than any report.
    """
    return sheets_of(data, name).document(name, _REMEDY)


def sheets_of(data: bytes, name: str) -> Sheets:
    """What the pages of a PDF file hold.

    Raises:
        UnreadableDocument: as `read`.
    """
    with _opened(data, name) as pdf:
        found = list(_sheets(pdf, name))
        title = pdf.metadata.get("Title")
    written = any(sheet.page.words for sheet in found)
    return Sheets(
        pages=tuple(sheet.page for sheet in found),
        unread=tuple(sheet.page.number for sheet in found if sheet.is_picture),
        title=tidy(title) if isinstance(title, str) and written else "",
        notices=tuple(_notices(found)),
        pictures=tuple(f"第{s.page.number}页" for s in found if not s.is_picture and s.pictured > _SMALLEST_TABLE),
    )


def has_text(data: bytes, name: str = "") -> bool:
    """Tell whether a PDF file has a text layer that can be read; scans have none.

    Raises:
        UnreadableDocument: as `read`.
    """
    with _opened(data, name) as pdf:
        return any(sheet.page.words and not sheet.is_picture for sheet in _sheets(pdf, name))


def _opened(data: bytes, name: str) -> PDF:
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
        count = len(pdf.pages)
    except _BROKEN as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, *error.args, error.__cause__)):
            message = "文件设有打开密码。请先取消密码（用原软件打开后另存），再读。"
            raise UnreadableDocument(message, name=name) from error
        raise _broken(name, "") from error
    if not count:
        raise _broken(name, "")
    if count > MOST_PAGES:
        message = f"共 {count} 页，超过 {MOST_PAGES} 页的上限。年度报告不会这么长，请拆出报告所在的页后再读。"
        raise UnreadableDocument(message, name=name)
    return pdf


def _sheets(pdf: PDF, name: str) -> Iterator[_Sheet]:
    words = 0
    for done, page in enumerate(pdf.pages):
        tell("读取 PDF", done, len(pdf.pages))
        sheet = _Sheet(page, name)
        words += len(sheet.page.words)
        if words > _MOST_WORDS:
            message = f"读到这一页已有 {words} 个字符，远超正常报告。请确认文件，或重新导出 PDF。"
            raise UnreadableDocument(message, name=name, place=f"第{page.page_number}页")
        yield sheet


def _broken(name: str, place: str) -> UnreadableDocument:
    message = "PDF 文件不完整或已损坏，打不开。请重新下载，或用原软件重新导出 PDF。"
    return UnreadableDocument(message, name=name, place=place)


class _Sheet:
    """A page of the file as positioned words and rules, and what on it could not be read."""

    def __init__(self, source: SourcePage, name: str) -> None:
        """Parse `source`."""
        self.unknown = 0
        self.skewed = ""
        self.pictured = 0.0
        self._height = float(source.height)
        self._words: list[Word] = []
        self._rules: list[Rule] = []
        try:
            self.sound = is_sound(source.page_obj)
            self._take(source.layout)
        except _BROKEN as error:
            raise _broken(name, f"第{source.page_number}页") from error
        width, height = float(source.width), self._height
        self.pictured /= max(width * height, 1.0)
        written = sum(1 for word in self._words if word.text.strip())
        garbled = self.unknown > _MOST_UNKNOWN * written
        words = () if garbled else tuple(self._words)
        self.page = Page(source.page_number, width, height, words, tuple(self._rules))
        # Only character recognition can read it: text without meaning, or hardly any text beside a picture.
        self.is_picture = garbled or (self.pictured > _LARGE_PICTURE and written < _FEWEST_WORDS)
        source.close()

    def _take(self, container: Iterable[LTComponent]) -> None:
        for item in container:
            if isinstance(item, LTChar):
                self._char(item)
            elif isinstance(item, LTCurve):
                self._rules += self._rules_of(item)
            elif isinstance(item, LTImage):
                self.pictured += item.width * item.height
            elif isinstance(item, LTContainer):
                self._take(item)

    def _char(self, char: LTChar) -> None:
        text = char.get_text()
        if text.startswith(_UNMAPPED):
            self.unknown += 1
            text = _UNKNOWN
        turn = _turn(char)
        if turn is None:
            self.skewed += text
        elif char.x1 > char.x0 and all(map(math.isfinite, char.bbox)):
            top, bottom = self._height - char.y1, self._height - char.y0
            self._words.append(Word(text, char.x0, top, char.x1, bottom, turn))

    def _rules_of(self, shape: LTCurve) -> Iterator[Rule]:
        """The rules a drawn shape has: its own strokes along an axis, or itself where it is filled and thin."""
        if not all(map(math.isfinite, shape.bbox)):
            return
        x0, x1, top, bottom = shape.x0, shape.x1, self._height - shape.y1, self._height - shape.y0
        if isinstance(shape, LTLine) or min(x1 - x0, bottom - top) <= _THIN:
            if min(x1 - x0, bottom - top) <= _THIN:
                yield Rule(x0, top, x1, bottom)
        elif shape.stroke and isinstance(shape, LTRect):
            yield from (Rule(x0, y, x1, y) for y in (top, bottom))
            yield from (Rule(x, top, x, bottom) for x in (x0, x1))
        elif shape.stroke:
            points = [(x, self._height - y) for x, y in shape.pts]
            for (ax, ay), (bx, by) in pairwise(points):
                if min(abs(ax - bx), abs(ay - by)) <= _THIN / 2:
                    yield Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _turn(char: LTChar) -> int | None:
    """The quarter turns clockwise of a character, None where it stands askew as watermarks do."""
    a, b = char.matrix[0], char.matrix[1]
    if abs(b) <= abs(a) / 8:
        return 0 if a > 0 else 2
    if abs(a) <= abs(b) / 8:
        return 3 if b > 0 else 1
    return None


def _notices(sheets: Iterable[_Sheet]) -> Iterator[Notice]:
    """What the pages hold that is not read, or not to be relied on."""
    for sheet in sheets:
        place = f"第{sheet.page.number}页"
        if not sheet.sound:
            message = (
                f"{place}的数据有损坏（校验不符），文字或数字可能缺漏、有误。请重新下载或重新导出 PDF，并对照原件。"
            )
            yield Notice(code="page_damaged", message=message)
        if sheet.is_picture:
            continue
        if sheet.unknown:
            message = (
                f"{place}有 {sheet.unknown} 个字符在文件中没有编码，读不出，记作“{_UNKNOWN}”；含有它们的数字不读入。"
            )
            yield Notice(code="unknown_characters", message=message)
        if sheet.pictured > _WHOLE_PAGE:
            message = f"{place}的文字压在整页图片上，多半是扫描后识别所得，数字可能有误，请对照原件。"
            yield Notice(code="recognised_text", message=message)
        if sheet.skewed.strip():
            message = f"{place}的斜排文字（“{sheet.skewed[:20]}”）看作水印，没有列入正文。"
            yield Notice(code="watermark", message=message)
