"""An embedding without weights, and a Chroma server on loopback."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import numpy as np
import pytest

from drafter.library.lexical import grams


class Counting:
    """Vectors that count character pairs: alike where the words are, which is enough to test what is around them."""

    def __init__(self, name: str = "counting", size: int = 64) -> None:
        self.name = name
        self._size = size

    def passages(self, texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        found = np.full((len(texts), self._size), 1e-3, dtype="float32")
        for row, text in enumerate(texts):
            for gram in grams(text):
                found[row, sum(map(ord, gram)) % self._size] += 1
        unit: np.ndarray[tuple[int, int], np.dtype[np.float32]] = found / np.linalg.norm(found, axis=1, keepdims=True)
        return unit

    queries = passages


@pytest.fixture
def counting() -> type[Counting]:
    return Counting


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Chroma server."""
    folder = tmp_path_factory.mktemp("chroma")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chroma = Path(sys.executable).parent / "chroma"
    command = [str(chroma), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{address}/api/v2/heartbeat", timeout=1)
                break
            except httpx.HTTPError:
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(20)
