"""What the process that reads a document and the one that waits for it say to each other: framed pickles.

The waiting side takes nothing but classes of documents: a parser taken over by a hostile file must not be able to send
code.
"""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Iterator
from typing import IO

_LENGTH = struct.Struct(">Q")
# The text of the largest document that is read at all, several times over.
_LARGEST = 1024**3
_PACKAGES = ("drafter.read.", "drafter.documents.")
_OTHERS = frozenset({("decimal", "Decimal")})


def frame(message: object) -> bytes:
    """A message as the bytes that go over the pipe."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


def messages(stream: IO[bytes]) -> Iterator[object]:
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
        """The class, if it is one of those documents are made of."""
        if (module, name) not in _OTHERS and not module.startswith(_PACKAGES):
            raise pickle.UnpicklingError(f"{module}.{name}")
        found: object = super().find_class(module, name)
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found
