"""What was fetched from the web → Report: the charset the server names weighed against the page itself."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable

from drafter.documents import Notice, Report, Source
from drafter.errors import InputError, UsageError
from drafter.read.content import content_of
from drafter.read.formats import detect, format_called
from drafter.read.reading import read
from drafter.read.web import BOUNDS, Address, Bounds, Fetched, fetch, is_public

_TEXTS = frozenset({"html", "text", "markdown", "csv"})
# Servers name these out of habit, and any bytes at all can be read by them: they say nothing of a Chinese page.
_HABITS = frozenset({"iso8859-1", "cp1252", "ascii"})


def read_url(
    url: str, kind: str | None = None, permits: Callable[[Address], bool] = is_public, bounds: Bounds = BOUNDS
) -> Report:
    """Read the report at a web address; `kind` overrides the format that the server names.

    Raises:
        UsageError: there is no format called `kind`.
        UnreadableDocument: it cannot be fetched within `bounds`, `permits` forbids it, or it is no readable report.
        UnsupportedFormat: drafter does not read this kind of file.
    """
    if kind:
        format_called(kind)  # told before anything is fetched
    fetched = fetch(url, permits, bounds)
    named = kind or _kind(fetched)
    data, notices = _in_utf8(fetched, named)
    report = read(data, url, named)
    source = Source(name=url, sha256=hashlib.sha256(fetched.data).hexdigest(), format=report.source.format)
    return report.model_copy(update={"source": source, "notices": (*notices, *report.notices)})


def _kind(fetched: Fetched) -> str | None:
    """The format, None where the bytes themselves have to show it."""
    if fetched.kind is None or content_of(fetched.data) is not None:
        return None
    try:
        return detect(fetched.data, "", fetched.kind).form.name
    except (InputError, UsageError):
        return None


def _in_utf8(fetched: Fetched, kind: str | None) -> tuple[bytes, tuple[Notice, ...]]:
    """The bytes, in UTF-8 where they are a text of which the server names the charset rightly.

    Chinese that happens to be valid UTF-8 is UTF-8, whatever the server says.
    """
    data, label = fetched.data, fetched.charset
    if label is None or data.isascii() or (kind or "html") not in _TEXTS or content_of(data) is not None:
        return data, ()
    codec = _codec(label)
    text = None if codec is None else _attempt(data, codec)
    if text is None or (codec != "utf-8" and _attempt(data, "utf-8") is not None):
        return data, (_disbelieved(label),)
    return codecs.BOM_UTF8 + text.removeprefix("\ufeff").encode(), ()


def _codec(label: str) -> str | None:
    """The codec that a charset label stands for; None for those that say nothing of a Chinese page."""
    try:
        codec = codecs.lookup(label).name
    except LookupError:
        return None
    return None if codec in _HABITS else "gb18030" if codec in ("gb2312", "gbk") else codec


def _attempt(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _disbelieved(label: str) -> Notice:
    message = f"网站说网页的编码是 {label}，内容却不是，已按网页自己的编码读取。"
    return Notice(code="charset_mismatch", message=message)
