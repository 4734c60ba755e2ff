"""The table of formats drafter reads: one row each, and how a file is told to be one of them."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from drafter.documents import Report
from drafter.errors import MissingExtra, UnreadableDocument, UnsupportedFormat
from drafter.read.document import Document
from drafter.read.limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Format:
    """A format: name for programs, Chinese title, file name suffixes, the bytes its files start with (empty: any),
    where its reader is, and the extra that installs what the reader needs ("" where the base install has it).

    `isolated`: its parser is native or may hang, so it runs in a process of its own under `limits`.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    signatures: tuple[bytes, ...]
    target: str
    extra: str = ""
    isolated: bool = False
    limits: Limits = DEFAULT

    def reader(self) -> Callable[[bytes, str], Document | Report]:
        """The `read` function behind `target`, imported on first use; in a process of its own where it is isolated.

        Raises:
            MissingExtra: what the reader needs is not installed.
        """
        if self.isolated:
            return self._apart
        module, _, function = self.target.partition(":")
        try:
            found: Callable[[bytes, str], Document | Report] = getattr(import_module(module), function)
        except ModuleNotFoundError as error:
            raise self._lacking(error) from error
        return found

    def _apart(self, data: bytes, name: str) -> Document | Report:
        from drafter.read.isolation import read_apart

        try:
            return read_apart(self.target, data, name, self.limits)
        except ModuleNotFoundError as error:
            raise self._lacking(error) from error

    def _lacking(self, error: ModuleNotFoundError) -> Exception:
        """What to raise where the reader lacks a module: the extra to install, if an extra has it."""
        if not self.extra:
            return error
        return MissingExtra(f"读取{self.title}需要另装组件：pip install 'drafter[{self.extra}]'")


_ZIP = (b"PK\x03\x04",)
FORMATS = (
    Format("html", "网页", (".html", ".htm", ".shtml", ".xhtml"), (), "drafter.read.html:read"),
    Format("text", "文本文件", (".txt", ".text"), (), "drafter.read.text:read"),
    Format("markdown", "Markdown 文件", (".md", ".markdown"), (), "drafter.read.markdown:read"),
    Format("docx", "Word 文件（.docx）", (".docx",), _ZIP, "drafter.read.docx:read"),
    Format("xlsx", "Excel 文件（.xlsx）", (".xlsx",), _ZIP, "drafter.read.workbook:read"),
    Format("json", "报告文件（JSON）", (".json",), (), "drafter.read.jsonfile:read"),
)

# What other kinds of files start with, their Chinese name, and what to do with them.
_WORD = "请用 Word 或 WPS 打开后另存为 .docx"
_TYPED = "请使用文字版原件"
_FOREIGN = (
    (b"%PDF", "PDF 文件", _WORD),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件（.doc、.xls、.wps、.et）", _WORD),
    (b"{\\rtf", "RTF 文件", _WORD),
    (b"\x89PNG", "PNG 图片", _TYPED),
    (b"\xff\xd8\xff", "JPEG 图片", _TYPED),
    (b"GIF8", "GIF 图片", _TYPED),
    (b"II*\x00", "TIFF 图片", _TYPED),
    (b"MM\x00*", "TIFF 图片", _TYPED),
    (b"Rar!", "RAR 压缩包", "请先解压"),
    (b"7z\xbc\xaf", "7z 压缩包", "请先解压"),
    (b"\x1f\x8b", "GZIP 压缩包", "请先解压"),
)
# Files without a telling name: what their first bytes show.
_SNIFFED = ((b"<!doctype html", "html"), (b"<html", "html"), (b"<table", "html"), (b'{"schema"', "json"))
_SNIFFED_BYTES = 1024


def detect(data: bytes, name: str, kind: str | None = None) -> Format:
    """The format of a file, by `kind` if given, else by the suffix of `name`, else by the first bytes.

    Raises:
        UnsupportedFormat: the kind of file is not among FORMATS.
        UnreadableDocument: the file is empty, or its content is not what its name says.
    """
    if not data.strip():
        raise UnreadableDocument("文件是空的。请确认选对了文件。", name=name)
    chosen = _named(kind, kind or "") if kind else _named(None, PurePath(name).suffix.lower()) or _sniffed(data)
    foreign = next((row for row in _FOREIGN if data.startswith(row[0])), None)
    if foreign is not None:
        _, what, remedy = foreign
        if chosen is None:
            raise UnsupportedFormat(f"暂不能读{what}。{remedy}。可读的格式：{readable()}。", name=name)
        raise UnreadableDocument(f"内容是{what}，与文件名不符。{remedy}。", name=name)
    if chosen is None:
        raise UnsupportedFormat(f"不认识这种文件。可读的格式：{readable()}。请另存为其中一种。", name=name)
    if chosen.signatures and not data.startswith(chosen.signatures):
        message = f"内容不是{chosen.title}，可能已损坏或改过扩展名。请用原软件打开后重新保存。"
        raise UnreadableDocument(message, name=name)
    if not chosen.signatures and data.startswith(_ZIP):
        raise UnreadableDocument("内容是压缩格式（如 .docx、.xlsx），与文件名不符。请改回原扩展名。", name=name)
    return chosen


def readable() -> str:
    """The suffixes of all formats, for messages."""
    return "、".join(form.suffixes[0] for form in FORMATS)


def _named(kind: str | None, suffix: str) -> Format | None:
    """The format called `kind`, or whose files end in `suffix` (with or without the dot)."""
    dotted = suffix if suffix.startswith(".") else f".{suffix}"
    return next((form for form in FORMATS if form.name == kind or dotted in form.suffixes), None)


def _sniffed(data: bytes) -> Format | None:
    head = data[:_SNIFFED_BYTES].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    return next((_named(kind, kind) for start, kind in _SNIFFED if head.startswith(start)), None)
