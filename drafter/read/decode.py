"""Bytes → text, strictly: a lenient decode would change characters, and with them digits, without a trace."""

from __future__ import annotations

import codecs
import re

from drafter.documents import Notice
from drafter.errors import UnreadableDocument

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The charset must stand in the first kilobytes of a page to count (the HTML standard says the first 1024 bytes).
_HEAD_BYTES = 4096
_DECLARATIONS = (
    re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{1,40})", re.IGNORECASE),
    re.compile(rb"<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})", re.IGNORECASE),
)
# GB2312 and GBK are subsets of GB18030, and pages that declare them use characters beyond them.
_GB_NAMES = frozenset({"gb2312", "gbk", "gb18030", "cp936", "euc_cn"})
# Only charsets whose bytes below 0x80 are ASCII: anything else a page names is a slip or an attack, not its encoding.
_CHARSETS = re.compile(
    "utf_8(_sig)?|ascii|gb[0-9a-z_]+|big5[a-z_]*|hz|iso8859_[0-9]+|cp[0-9]+|euc_[a-z0-9_]+|shift_jis"
)
# Apart from white space, plain text has no control characters: where they stand, the file is no text at all.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def declared_charset(data: bytes) -> str | None:
    """The charset that an XML declaration or a <meta> in the head of `data` names, or None."""
    head = data[:_HEAD_BYTES]
    found = next((match for pattern in _DECLARATIONS if (match := pattern.search(head))), None)
    return found[1].decode("ascii").lower() if found else None


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[Notice, ...]]:
    """Decode by byte order mark or `declared` charset, else as UTF-8, else as GB18030, strictly.

    Line ends become "\\n". A notice is returned where a page declares a GB charset but is UTF-8.

    Raises:
        UnreadableDocument: no charset fits, the declared one is wrong, or the bytes are not text.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _clean(_strict(data[len(mark) :], charset, name, "文件开头的标记"), name), ()
    if declared is None or declared.startswith("utf-16"):  # a page that can be searched for <meta> is not UTF-16
        text = _attempt(data, "utf-8")
        return _clean(_gb18030(data, name) if text is None else text, name), ()
    charset = _known(declared, name)
    if charset in _GB_NAMES:
        return _declared_gb(data, name, declared)
    return _clean(_strict(data, charset, name, f"声明的编码 {declared}"), name), ()


def _declared_gb(data: bytes, name: str, declared: str) -> tuple[str, tuple[Notice, ...]]:
    """Text of a page that declares a GB charset; Chinese that happens to be valid UTF-8 is UTF-8."""
    text = None if data.isascii() else _attempt(data, "utf-8")
    if text is not None:
        message = f"网页声明的编码是 {declared}，内容却是 UTF-8，已按 UTF-8 读取。"
        return _clean(text, name), (Notice(code="charset_mismatch", message=message),)
    return _clean(_strict(data, "gb18030", name, f"声明的编码 {declared}"), name), ()


def _known(declared: str, name: str) -> str:
    message = f"文件声明的编码“{declared}”无法识别。请另存为 UTF-8 编码后再读。"
    try:
        charset = codecs.lookup(declared).name.replace("-", "_")
    except LookupError as error:
        raise UnreadableDocument(message, name=name) from error
    if not _CHARSETS.fullmatch(charset):
        raise UnreadableDocument(message, name=name)
    return charset


def _attempt(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return None


def _gb18030(data: bytes, name: str) -> str:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        message = "既不是 UTF-8 编码，也不是 GB18030 编码。请用原编辑软件打开，另存为 UTF-8 编码后再读。"
        raise UnreadableDocument(message, name=name, place=_place(data, error.start)) from error


def _strict(data: bytes, charset: str, name: str, source: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        message = f"内容与{source}不符，可能是 GBK 等别的编码。请另存为 UTF-8 编码（并改正声明）后再读。"
        raise UnreadableDocument(message, name=name, place=_place(data, error.start)) from error


def _place(data: bytes, offset: int) -> str:
    line = data.count(b"\n", 0, offset) + 1
    return f"第{line}行，第{offset}字节"


def _clean(text: str, name: str) -> str:
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        message = "含有不可显示的控制字符，不是文本文件。请确认文件类型，用原软件打开后另存。"
        raise UnreadableDocument(message, name=name, place=f"第{line}行")
    return text.replace("\r\n", "\n").replace("\r", "\n")
