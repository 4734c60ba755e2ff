"""Whether the streams a PDF page is painted from are sound: a parser that makes do with damaged ones changes digits."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, resolve1
from pdfminer.psparser import literal_name

_DEFLATED = ("FlateDecode", "Fl")


def is_sound(page: PDFPage) -> bool:
    """Tell whether the deflated streams of a page (its content, and what its fonts' codes mean) pass their checksum.

    To be asked before the page is painted: that drops the stored bytes.
    """
    return all(_passes(stream) for stream in _streams(page))


def _streams(page: PDFPage) -> Iterator[PDFStream]:
    contents = [resolve1(part) for part in page.contents]
    yield from (part for part in contents if isinstance(part, PDFStream))
    fonts = resolve1(page.resources.get("Font")) if isinstance(page.resources, dict) else None
    for font in fonts.values() if isinstance(fonts, dict) else ():
        meaning = resolve1(dict_value(font).get("ToUnicode"))
        if isinstance(meaning, PDFStream):
            yield meaning


def _passes(stream: PDFStream) -> bool:
    raw = stream.rawdata
    # Encrypted bytes are deflated only once they are deciphered; other filters have no checksum.
    if raw is None or stream.decipher is not None:
        return True
    filters = [literal_name(name) for name, _ in stream.get_filters()]
    if len(filters) != 1 or filters[0] not in _DEFLATED:
        return True
    inflater = zlib.decompressobj()
    try:
        piece = inflater.decompress(raw, _PIECE)
        while piece and not inflater.eof:
            piece = inflater.decompress(inflater.unconsumed_tail, _PIECE)
    except zlib.error:
        return False
    return inflater.eof


# So much is unpacked at a time: what a stream unpacks to may be far larger than memory.
_PIECE = 1024 * 1024
