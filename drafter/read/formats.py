"""The table of formats drafter reads: one row each, and how a file is told to be one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from drafter.documents import Report
from drafter.errors import MissingExtra, UnreadableDocument, UnsupportedFormat
from drafter.read.document import Document


@dataclass(frozen=True, slots=True)
class Format:
    """A format: name, file name suffixes, the bytes its files start with (empty: any), where its reader is, and the
    extra that installs what the reader needs ("" where the base install has it).
    """

    name: str
    suffixes: tuple[str, ...]
    signatures: tuple[bytes, ...]
    target: str
    extra: str = ""

    def reader(self) -> Callable[[bytes, str], Document | Report]:
        """The `read` function behind `target`, imported on first use.

        Raises:
            MissingExtra: what the reader needs is not installed.
        """
        module, _, function = self.target.partition(":")
        try:
            found: Callable[[bytes, str], Document | Report] = getattr(import_module(module), function)
        except ModuleNotFoundError as error:
            if not self.extra:
                raise
            message = f"读取 {self.name} 文件需要另装组件：pip install 'drafter[{self.extra}]'"
            raise MissingExtra(message) from error
        return found


_ZIP = (b"PK\x03\x04",)
FORMATS = (
    Format("html", (".html", ".htm", ".shtml", ".xhtml"), (), "drafter.read.html:read"),
    Format("text", (".txt", ".text"), (), "drafter.read.text:read"),
    Format("markdown", (".md", ".markdown"), (), "drafter.read.markdown:read"),
    Format("docx", (".docx",), _ZIP, "drafter.read.docx:read"),
    Format("xlsx", (".xlsx",), _ZIP, "drafter.read.workbook:read"),
    Format("json", (".json",), (), "drafter.read.jsonfile:read"),
)

# What other kinds of files start with, their Chinese name, and what to do with them.
_FOREIGN = (
    (b"%PDF", "PDF 文件", "请用 Word 或 WPS 打开后另存为 .docx"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "旧版 Office 文件（.doc、.xls、.wps、.et）",
        "请用 Word 或 WPS 打开后另存为 .docx",
    ),
    (b"{\\rtf", "RTF 文件", "请用 Word 或 WPS 打开后另存为 .docx"),
    (b"\x89PNG", "PNG 图片", "请使用文字版原件"),
    (b"\xff\xd8\xff", "JPEG 图片", "请使用文字版原件"),
    (b"GIF8", "GIF 图片", "请使用文字版原件"),
    (b"BM", "BMP 图片", "请使用文字版原件"),
    (b"II*\x00", "TIFF 图片", "请使用文字版原件"),
    (b"MM\x00*", "TIFF 图片", "请使用文字版原件"),
    (b"Rar!", "RAR 压缩包", "请先解压"),
    (b"7z\xbc\xaf", "7z 压缩包", "请先解压"),
    (b"\x1f\x8b", "GZIP 压缩包", "请先解压"),
)


def detect(data: bytes, name: str, kind: str | None = None) -> Format:
    """The format of a file, by `kind` if given, else by the suffix of `name` and the first bytes.

    Raises:
        UnsupportedFormat: the kind of file is not among FORMATS.
        UnreadableDocument: the file is empty, or its content is not what its name says.
    """
    if not data.strip():
        raise UnreadableDocument("文件是空的。请确认选对了文件。", name=name)
    suffix = f".{kind}" if kind else PurePath(name).suffix.lower()
    chosen = next((form for form in FORMATS if suffix in form.suffixes or kind == form.name), None)
    foreign = next((row for row in _FOREIGN if data.startswith(row[0])), None)
    if foreign is not None and (chosen is None or chosen.signatures or b"\x00" in data[:4096]):
        _, what, remedy = foreign
        if chosen is None:
            raise UnsupportedFormat(f"暂不支持{what}。{remedy}。可读的格式：{readable()}。", name=name)
        raise UnreadableDocument(f"内容是{what}，与文件名不符。{remedy}。", name=name)
    if chosen is None:
        raise UnsupportedFormat(f"不认识这种文件。可读的格式：{readable()}。请另存为其中一种。", name=name)
    if chosen.signatures and not data.startswith(chosen.signatures):
        raise UnreadableDocument(f"内容不是 {chosen.name} 文件，可能已损坏或改过扩展名。请重新导出。", name=name)
    return chosen


def readable() -> str:
    """The suffixes of all formats, for messages."""
    return "、".join(form.suffixes[0] for form in FORMATS)
