"""Plain text → Document: a line is a paragraph, lines with tabs or upright strokes are the rows of a table."""

from __future__ import annotations

from drafter.read.decode import decode
from drafter.read.document import Document
from drafter.read.lines import blocks_of


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a plain text file.

    Raises:
        UnreadableDocument: the bytes cannot be decoded or are not text.
    """
    text, notices = decode(data, name)
    return Document(tuple(blocks_of(text.split("\n"))), "", notices)
