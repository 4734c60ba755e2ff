"""Putting bytes into a file so that the file is either whole or not there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from drafter.errors import UsageError


def save(path: Path, content: bytes) -> None:
    """Write `content` to `path`: into a temporary file beside it, then renamed over it.

    Raises:
        UsageError: the folder is missing or may not be written.
    """
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(f"无法写入 {path}：{_reason(error)}。请换一个可写的目录，或先建好目录。") from error
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        # mkstemp makes files only their owner can read; a report is for the whole office.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise UsageError(f"无法写入 {path}：{_reason(error)}。文件可能正被其他程序打开，关闭后再试。") from error


def _reason(error: OSError) -> str:
    reasons = {
        "FileNotFoundError": "目录不存在",
        "PermissionError": "没有写入权限",
        "IsADirectoryError": "同名的目录已存在",
        "NotADirectoryError": "上级路径不是目录",
    }
    return reasons.get(type(error).__name__, error.strerror or "写入失败")
