"""Embeddings without a model: the same text always has the same vector, and texts that share words have near ones."""

from __future__ import annotations

import base64
import hashlib
import math
import struct
from collections.abc import Mapping
from typing import Any

DIMENSIONS = 64


def embeddings(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answer to one call for embeddings, in the encoding asked for."""
    given = body.get("input", "")
    texts = [given] if isinstance(given, str) else [str(text) for text in given]
    size = int(body.get("dimensions") or DIMENSIONS)
    packed = body.get("encoding_format") == "base64"
    rows = [
        {
            "object": "embedding",
            "index": index,
            "embedding": _packed(vector(text, size)) if packed else vector(text, size),
        }
        for index, text in enumerate(texts)
    ]
    tokens = sum(len(text) for text in texts)
    spent = {"prompt_tokens": tokens, "total_tokens": tokens}
    return {"object": "list", "data": rows, "model": body.get("model"), "usage": spent}


def vector(text: str, size: int = DIMENSIONS) -> list[float]:
    """The unit vector of a text: each pair of characters adds to one dimension, up or down."""
    sums = [0.0] * size
    for first, second in zip(f"^{text}", f"{text}$", strict=True):
        mark = int.from_bytes(hashlib.blake2b((first + second).encode(), digest_size=8).digest())
        sums[mark % size] += 1.0 if mark >> 63 else -1.0
    length = math.sqrt(sum(part * part for part in sums))
    return [part / length for part in sums] if length else [1.0, *[0.0] * (size - 1)]


def _packed(numbers: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()
