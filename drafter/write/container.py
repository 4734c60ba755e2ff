"""Zipped office files with the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile

# The earliest instant the format can hold: a clock's reading would make every run's file different.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_CLOCK = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def settle(package: bytes) -> bytes:
    """The same office file without anything that a clock put into it.

    Entries keep their order; their timestamps are fixed, and the properties lose the times of creation and change.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == _CORE:
                content = _CLOCK.sub(b"", content)
            target.writestr(zipfile.ZipInfo(entry.filename, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
