"""Answers kept on the disk, so that what a model has said once is not asked and paid for again."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

T = TypeVar("T", bound=BaseModel)
_SPARE = 0.8
"""A full cache is cut to this part of its bound, so that it is not cut again at once."""

_PART = ".part"
_LONG_AGO = 3600.0
"""Seconds after which a file still half written is of a run that was killed, not of one beside this."""


class _Entry(BaseModel, extra="forbid"):
    model: str
    value: str
    raw: str


class AnswerCache:
    """One JSON file an answer in `folder`, named by the key of what was asked.

    The prompts are not kept, only the answers. At most about `most` bytes: the answers read longest ago go first,
    when the cache is opened. The folder may be deleted at any time. A file that cannot be read counts as no answer and
    is told of.
    """

    def __init__(self, folder: Path, *, most: int, notice: Callable[[str], None]) -> None:
        """Open the cache at `folder`, made when the first answer is kept."""
        self._folder = folder
        self._notice = notice
        self._trim(most)

    def find(self, key: str, form: type[T]) -> tuple[T, str] | None:
        """The answer kept under `key` and its text as it came; None where there is none that can be used."""
        path = self._path(key)
        try:
            entry = _Entry.model_validate_json(path.read_bytes())
            value = form.model_validate_json(entry.value)
            os.utime(path)
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            self._notice(f"{path}：缓存的回答已损坏或读不出，不再使用，将重新询问模型（{type(error).__name__}）。")
            return None
        return value, entry.raw

    def keep(self, key: str, model: str, value: BaseModel, raw: str) -> None:
        """Keep an answer: all of it or, where the disk does not take it, nothing, which is told of."""
        path = self._path(key)
        content = _Entry(model=model, value=value.model_dump_json(by_alias=True), raw=raw).model_dump_json()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(dir=path.parent, suffix=_PART)
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                    file.write(content)
                Path(temporary).replace(path)
            except OSError:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            self._notice(f"{path}：模型的回答存不进缓存（{error.strerror or error}），下次需要重新询问。")

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"

    def _trim(self, most: int) -> None:
        """Remove the answers read longest ago where there are more than `most` bytes of them."""
        kept = []
        for path in self._folder.glob("??/*"):
            try:
                status = path.stat()
            except FileNotFoundError:  # another run removed it meanwhile
                continue
            if path.suffix == ".json":
                kept.append((status.st_mtime, status.st_size, path))
            elif path.suffix == _PART and status.st_mtime < time.time() - _LONG_AGO:
                path.unlink(missing_ok=True)
        size = sum(size for _, size, _ in kept)
        if size <= most:
            return
        for _, freed, path in sorted(kept):
            path.unlink(missing_ok=True)
            size -= freed
            if size <= most * _SPARE:
                return
