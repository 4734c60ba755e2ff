"""The record of what was sent where: JSON lines, one before a call leaves and one when it is over."""

from __future__ import annotations

import json
import os
import threading
import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from drafter.errors import SettingsError
from drafter.models.outgoing import Outgoing, sha256

# Without the flag Windows would write other line ends than were hashed.
_PLAIN = getattr(os, "O_BINARY", 0)
_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND | _PLAIN
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _PLAIN


class SendingLedger:
    """Lines are appended and on the disk before `sending` returns; what cannot be recorded is not sent.

    The lines name the address, model, task, place and prompt version, the SHA-256 and length of the text and what
    was masked in it, never the text itself. `kept`: a folder where the text that left is kept too, in a file named
    by that hash, for whoever wants to read it again; None keeps none.
    """

    def __init__(self, path: Path, *, kept: Path | None = None) -> None:
        """Make sure lines can be added.

        Raises:
            SettingsError: the file or a folder cannot be written.
        """
        self._path = path
        self._kept = kept
        self._turn = threading.Lock()
        self._append("", sure=False)

    def sending(self, outgoing: Outgoing, *, model: str, address: str) -> str:
        """Record that `outgoing` is about to leave; returns the id of the call.

        Raises:
            SettingsError: it cannot be recorded.
        """
        call = uuid.uuid4().hex[:16]
        self._keep(outgoing.text)
        prompt = outgoing.prompt
        self._line(
            {
                "event": "sent",
                "call": call,
                "time": _now(),
                "address": address,
                "model": model,
                "task": prompt.task,
                "version": prompt.version,
                "place": prompt.place,
                "sha256": outgoing.sha256,
                "characters": len(outgoing.text),
                "masked": dict(outgoing.masked),
            }
        )
        return call

    def again(self, call: str, text: str) -> None:
        """Record that `text`, the question with the answer that was no good, is about to leave.

        Raises:
            SettingsError: it cannot be recorded.
        """
        self._keep(text)
        figures = {"sha256": sha256(text), "characters": len(text)}
        self._line({"event": "again", "call": call, "time": _now(), **figures})

    def ended(self, call: str, outcome: str, figures: Mapping[str, object]) -> None:
        """Record how the call ended: `outcome` in one English word, `figures` what it came to.

        Raises:
            SettingsError: it cannot be recorded.
        """
        # Not waited for until it is on the disk: should the power fail, the line of the sending stands.
        self._line({"event": "ended", "call": call, "time": _now(), "outcome": outcome, **figures}, sure=False)

    def _line(self, entry: Mapping[str, object], *, sure: bool = True) -> None:
        self._append(json.dumps(entry, ensure_ascii=False) + "\n", sure=sure)

    def _append(self, line: str, *, sure: bool) -> None:
        try:
            with self._turn:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                # One write to a file opened for appending: lines of two runs at once do not mix.
                descriptor = os.open(self._path, _APPEND, 0o600)
                try:
                    _write(descriptor, line.encode(), sure=sure)
                finally:
                    os.close(descriptor)
        except OSError as error:
            raise SettingsError(
                f"{self._path}：留痕文件写不进去（{error.strerror or error}）。不能留痕的内容一律不发出。"
                "请检查磁盘空间和目录权限，或在设置文件中另指留痕文件的位置。"
            ) from error

    def _keep(self, text: str) -> None:
        if self._kept is None:
            return
        path = self._kept / f"{sha256(text)}.txt"
        try:
            self._kept.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                descriptor = os.open(path, _WRITE, 0o600)
                try:
                    _write(descriptor, text.encode(), sure=True)
                finally:
                    os.close(descriptor)
        except OSError as error:
            raise SettingsError(
                f"{path}：要保留的原文写不进去（{error.strerror or error}），因此没有发出这份内容。"
                "请检查磁盘空间和目录权限。"
            ) from error


def _write(descriptor: int, content: bytes, *, sure: bool) -> None:
    """Write all of `content`; where `sure`, see it to the disk."""
    while content:
        content = content[os.write(descriptor, content) :]
    if sure:
        os.fsync(descriptor)


def _now() -> str:
    """The local time with its offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
