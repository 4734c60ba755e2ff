"""A folder written whole or not at all, whoever else writes it at the same time."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(folder: Path) -> Iterator[Path]:
    """A fresh folder to write into, which becomes `folder` at the end; one that another process put there stays."""
    fresh = folder.with_name(f"{folder.name}.{uuid.uuid4().hex}")
    fresh.mkdir(parents=True)
    yield fresh
    try:
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh)
        if not folder.is_dir():
            raise
