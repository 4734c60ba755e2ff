"""The table of formats drafter reads: one row each, and how a file is told to be one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import PurePath

from drafter.documents import Notice, Report
from drafter.errors import MissingExtra, UnreadableDocument, UnsupportedFormat, UsageError
from drafter.read.content import LOCKED, Content, content_of, markup_of
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

    def fits(self, data: bytes) -> bool:
        """Tell whether the bytes start as files of the format do."""
        return not self.signatures or data.startswith(self.signatures)

    def admits(self, kind: str) -> bool:
        """Tell whether content of this kind may be of the format: its own, or a container nobody could look into."""
        return kind == self.name or (kind in _CONTAINERS and _CONTAINERS[kind] in self.signatures)

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
_OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_CONTAINERS = {"zip": _ZIP[0], "ole": _OLE[0]}
FORMATS = (
    Format("html", "网页", (".html", ".htm", ".shtml", ".xhtml"), (), "drafter.read.html:read"),
    Format("mhtml", "网页存档（.mht）", (".mht", ".mhtml"), (), "drafter.read.mhtml:read"),
    Format("text", "文本文件", (".txt", ".text"), (), "drafter.read.text:read"),
    Format("markdown", "Markdown 文件", (".md", ".markdown"), (), "drafter.read.markdown:read"),
    Format("docx", "Word 文件（.docx）", (".docx", ".docm", ".dotx", ".dotm"), _ZIP, "drafter.read.docx:read"),
    Format("xlsx", "Excel 文件（.xlsx）", (".xlsx", ".xlsm"), _ZIP, "drafter.read.sheets:read"),
    Format("csv", "CSV 表格", (".csv", ".tsv"), (), "drafter.read.csvfile:read"),
    Format(
        "doc",
        "旧版 Word 或 WPS 文件（.doc、.wps）",
        (".doc", ".wps", ".dot", ".wpt"),
        _OLE,
        "drafter.read.office:read_text",
    ),
    Format("rtf", "RTF 文件", (".rtf",), (b"{\\rtf",), "drafter.read.office:read_text"),
    Format("odt", "ODT 文件", (".odt",), _ZIP, "drafter.read.office:read_text"),
    Format(
        "xls",
        "旧版 Excel 或 WPS 表格（.xls、.et）",
        (".xls", ".et", ".xlsb"),
        (*_OLE, *_ZIP),
        "drafter.read.office:read_sheets",
    ),
    Format("ods", "ODS 文件", (".ods",), _ZIP, "drafter.read.office:read_sheets"),
    Format("pdf", "PDF 文件", (".pdf",), (b"%PDF",), "drafter.read.pdf:read", isolated=True),
    Format("ofd", "OFD 文件", (".ofd",), _ZIP, "drafter.read.ofd:read"),
    Format(
        "image",
        "扫描件和图片",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"),
        (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM"),
        "drafter.read.scan:read",
        extra="ocr",
        isolated=True,
        limits=Limits(silence=180, seconds=3600, memory=8 * 1024**3),
    ),
    Format("json", "报告文件（JSON）", (".json",), (), "drafter.read.jsonfile:read"),
)

SCANS = next(form for form in FORMATS if form.name == "image")
"""The format whose reader also reads PDF and OFD files whose pages are pictures."""
MIXED = replace(SCANS, title="扫描的页", target="drafter.read.mixed:read")
"""How PDF and OFD files are read of which only some pages are pictures."""

_MARKUP = frozenset({"html", "mhtml"})
_TEXTS = frozenset({"text", "markdown", "csv"})
# Any of these may stand under the name of another: programs that write them open them all the same.
_DOCUMENTS = frozenset({"doc", "docx", "rtf", "odt", "xls", "xlsx", "ods", "pdf", "ofd"}) | _MARKUP | _TEXTS


@dataclass(frozen=True, slots=True)
class Detected:
    """The format a file is read as, and a notice where that is not what its name or its given type says."""

    form: Format
    notices: tuple[Notice, ...] = ()


def detect(data: bytes, name: str, kind: str | None = None) -> Detected:
    """The format of a file, by `kind` if given, else by the suffix of `name`, else by its content.

    A document under the name of another kind of document is taken for what it is: sites and office programs write
    pages as .doc and .xls. A text is what a given `kind` says, whatever it begins with.

    Raises:
        UsageError: there is no format called `kind`.
        UnsupportedFormat: the kind of file is not among FORMATS.
        UnreadableDocument: the file is empty, or its content is not what its name says.
    """
    if not data.strip():
        raise UnreadableDocument("文件是空的。请确认选对了文件。", name=name)
    chosen = format_called(kind) if kind else _named(PurePath(name).suffix.lower())
    content = content_of(data) or _marked_up(data, chosen, asked=kind is not None)
    if content is not None and content.kind == LOCKED:
        raise UnreadableDocument("文件设有密码。请先取消密码后再读。", name=name)
    if content is None or (chosen is not None and chosen.admits(content.kind)):
        return Detected(_checked(chosen, data, name))
    shown = _named(content.kind)
    if chosen is None and shown is None:
        message = f"暂不能读{content.title}。{content.remedy}。可读的格式：{readable()}。"
        raise UnsupportedFormat(message, name=name)
    if chosen is None and shown is not None:
        return Detected(shown)
    if chosen is not None and shown is not None and {chosen.name, shown.name} <= _DOCUMENTS:
        said = f"--type 给的是 {kind}" if kind else f"扩展名是 {PurePath(name).suffix}"
        message = f"{said}，内容其实是{content.title}，已按{content.title}读取。"
        return Detected(shown, (Notice(code="other_format", message=message),))
    against = " --type 给的格式" if kind else "文件名"
    remedy = "请改正或去掉 --type" if kind else content.remedy
    raise UnreadableDocument(f"内容是{content.title}，与{against}不符。{remedy}。", name=name)


def format_called(kind: str) -> Format:
    """The format that a user calls `kind`: its name or a suffix of its files, in capitals or not.

    Raises:
        UsageError: there is none.
    """
    found = _named(kind.lower())
    if found is None:
        raise UsageError(f"没有格式 {kind}。--type 可以是：{'、'.join(form.name for form in FORMATS)}。")
    return found


def _marked_up(data: bytes, chosen: Format | None, *, asked: bool) -> Content | None:
    """What a text shows itself to be by its first words, where its name leaves that open or cannot be true.

    A text called a text may be one that only begins like a page; asked for as such, it is.
    """
    if chosen is None:
        return markup_of(data)
    if chosen.name in _MARKUP | _TEXTS:
        if asked:
            return None
        found = markup_of(data)
        return found if found is not None and found.kind in _MARKUP and found.whole else None
    return None if chosen.fits(data) else markup_of(data)


def _checked(chosen: Format | None, data: bytes, name: str) -> Format:
    """`chosen`, if there is one and the bytes can be of it."""
    if chosen is None:
        raise UnsupportedFormat(f"不认识这种文件。可读的格式：{readable()}。请另存为其中一种。", name=name)
    if not chosen.fits(data):
        message = f"内容不是{chosen.title}，可能已损坏或改过扩展名。请用原软件打开后重新保存。"
        raise UnreadableDocument(message, name=name)
    return chosen


def readable() -> str:
    """The suffixes of all formats, for messages."""
    return "、".join(form.suffixes[0] for form in FORMATS)


def _named(name: str) -> Format | None:
    """The format called `name`, or whose files end in it (with or without the dot)."""
    dotted = name if name.startswith(".") else f".{name}"
    return next((form for form in FORMATS if name == form.name or dotted in form.suffixes), None)
