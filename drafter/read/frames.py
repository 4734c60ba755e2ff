"""What the process that reads a document and the one that waits for it say to each other: framed pickles.

The waiting side takes nothing but the types listed here: a parser taken over by a hostile file must not be able to send
code.
"""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Iterator
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")
# The text of the largest document that is read at all, several times over.
_LARGEST = 1024**3
_TYPES = frozenset(
    {
        ("decimal", "Decimal"),
        ("drafter.read.document", "Document"),
        ("drafter.read.document", "Paragraph"),
        ("drafter.read.document", "Grid"),
        ("drafter.read.document", "GridCell"),
        ("drafter.documents.report", "Report"),
        ("drafter.documents.report", "Source"),
        ("drafter.documents.report", "Section"),
        ("drafter.documents.report", "CellSource"),
        ("drafter.documents.report", "ExtraFigure"),
        ("drafter.documents.report", "Notice"),
    }
)


def frame(message: object) -> bytes:
    """A message as the bytes that go over the pipe."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


def messages(stream: BinaryIO) -> Iterator[object]:
    """Yield the messages of a pipe until it ends; one cut short is left out.

    Raises:
        pickle.UnpicklingError: the message holds other types than those a reader returns, or is absurdly long.
    """
    while len(head := stream.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        if length > _LARGEST:
            raise pickle.UnpicklingError("too long")
        body = stream.read(length)
        if len(body) == length:
            yield _Loader(io.BytesIO(body)).load()


class _Loader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        """The class, if readers return it."""
        if (module, name) not in _TYPES:
            raise pickle.UnpicklingError(f"{module}.{name}")
        found: object = super().find_class(module, name)
        return found
