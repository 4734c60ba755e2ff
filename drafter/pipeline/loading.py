"""Documents and notes in: from files, bytes and the web; and a process made ready to check many of them."""

from __future__ import annotations

import gc
from pathlib import Path

from drafter.check import check
from drafter.documents import Report, Source
from drafter.form import EDITION_NAMES
from drafter.read import read, read_bytes, read_file
from drafter.read.decode import decode
from drafter.read.progress import Progress, heard_by, silent

_NOTES_AS_TEXT = (".md", ".txt", "")
"""Suffixes of work notes whose list marks must be kept: a reader of reports would take them away."""


def load(path: Path, kind: str | None = None, progress: Progress = silent) -> Report:
    """Read a document of any known format, `kind` where its name does not tell; `progress` hears how far it is.

    Raises:
        InputError: it is missing or cannot be read.
    """
    with heard_by(progress):
        return read_file(path, kind)


def load_bytes(data: bytes, kind: str, progress: Progress = silent) -> Report:
    """Read a document given as bytes of the named format, as from standard input."""
    with heard_by(progress):
        return read(data, "标准输入", kind)


def load_url(url: str, kind: str | None = None, progress: Progress = silent, *, allow_private: bool = False) -> Report:
    """Fetch a document from the web and read it; addresses of internal networks only where they are allowed.

    Raises:
        InputError: it cannot be fetched, or cannot be read.
    """
    from drafter.read.web import anywhere, is_public
    from drafter.read.webpage import read_url  # the network is loaded where it is used

    with heard_by(progress):
        return read_url(url, kind, anywhere if allow_private else is_public)


def load_notes(path: Path) -> str:
    """The writer's work notes: a text file as it stands, of any other document the narrative.

    Raises:
        InputError: the file is missing, too large or not a document that can be read.
    """
    if path.suffix.lower() not in _NOTES_AS_TEXT:
        return read_file(path).text
    text, _ = decode(read_bytes(path), str(path))
    return text


def settle() -> None:
    """Make ready to check many reports: load what every check needs, and let the garbage collector pass over it.

    For a process that checks report after report: the words of the form, tens of thousands of objects that stay for
    good, are otherwise walked through again and again.
    """
    for name in EDITION_NAMES:
        check(Report(source=Source(name="", sha256="", format=""), year=2024, edition=name, text="无"))
    gc.collect()
    gc.freeze()
