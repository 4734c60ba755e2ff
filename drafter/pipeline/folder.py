"""A project folder: what is in it, its versions, and the changing of it so that a kill at any moment leaves it whole.

    数据.json, 上年数据.json, 素材.md    what is drafted from; the writer may change 素材.md
    正文.docx (正文.md where there is one)   the text; the writer works in it
    草稿.json, 项目.json, 变更.jsonl     the same with its evidence, what is remembered, what changed
    正文（待核对）.docx, 待核对.json     a redraft that waits for the writer
    历史/0003_20250112-093000/           every version whole; these, not the files above, are what a redraft goes by

A version is made aside and then renamed into 历史; the files above are replaced one by one after that. Which version
the text above is of is told by its words, so that it does not matter between which two steps a run ended.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from drafter.documents import Draft, Report
from drafter.documents.project import Awaiting, Project
from drafter.errors import InputError, UsageError
from drafter.read import read_file
from drafter.write import json
from drafter.write.files import save

FIGURES, PREVIOUS, NOTES = "数据.json", "上年数据.json", "素材.md"
TEXT, PLAIN_TEXT = "正文.docx", "正文.md"
DRAFT, PROJECT, CHANGES = "草稿.json", "项目.json", "变更.jsonl"
AWAITING_TEXT, AWAITING = "正文（待核对）.docx", "待核对.json"
HISTORY = "历史"
BEFORE = "改稿"
"""Name, without suffix, under which a version keeps the writer's copy that it was made from."""

_LOCK = ".drafter.lock"
_VERSION = re.compile(r"(\d{4,})_\d{8}-\d{6}")
_UNFINISHED = ".new-"
# What Word and LibreOffice put beside a file while they have it open.
_OPEN_MARKS = {
    TEXT: (f"~${TEXT}", f".~lock.{TEXT}#"),
    AWAITING_TEXT: (f"~${AWAITING_TEXT[2:]}", f".~lock.{AWAITING_TEXT}#"),
}
Document = TypeVar("Document", bound=BaseModel)


@dataclass(frozen=True)
class Version:
    """One version: the draft as drafter left it, and what the project remembered then."""

    draft: Draft
    project: Project


class Folder:
    """A project folder that this run alone has; see `opened`."""

    def __init__(self, path: Path) -> None:
        """Take the folder at `path`, which is there."""
        self.path = path

    def __truediv__(self, name: str) -> Path:
        return self.path / name

    def put(self, name: str, content: bytes) -> None:
        """Give a file of the folder this content, unless it has it."""
        path = self.path / name
        if not path.is_file() or path.read_bytes() != content:
            save(path, content)

    def document(self, name: str) -> Report | None:
        """The report in one of the folder's files, None where it is not there.

        Raises:
            InputError: it is there and cannot be read.
        """
        path = self.path / name
        return read_file(path) if path.is_file() else None

    def versions(self, most: int) -> list[Version]:
        """The last versions, `most` of them, the newest first.

        Raises:
            InputError: one of them cannot be read.
        """
        found = sorted(self._versions().items(), reverse=True)[:most]
        return [Version(_loaded(path / DRAFT, Draft), _loaded(path / PROJECT, Project)) for _, path in found]

    @property
    def next_number(self) -> int:
        """The number of the version to come."""
        return max(self._versions(), default=0) + 1

    @property
    def placed(self) -> int:
        """The number of the last version whose files are all in place above, 0 where none is."""
        path = self.path / PROJECT
        return _loaded(path, Project).version if path.is_file() else 0

    def awaiting(self) -> Awaiting | None:
        """The redraft that waits for the writer, None where there is none."""
        path = self.path / AWAITING
        return _loaded(path, Awaiting) if path.is_file() else None

    def add_version(self, files: Mapping[str, bytes], number: int, when: datetime) -> Path:
        """Keep the files of a version in 历史; it is there whole or not at all."""
        history = self.path / HISTORY
        try:
            history.mkdir(exist_ok=True)
            made = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=history))
            made.chmod(0o755)
            for name, content in files.items():
                save(made / name, content)
            return made.rename(history / f"{number:04}_{when:%Y%m%d-%H%M%S}")
        except OSError as error:
            raise UsageError(f"无法写入 {history}：{error.strerror}。请核对这个文件夹能不能写。") from error

    def changes(self) -> bytes:
        """What changed in all versions, one change a line, the oldest first."""
        files = (path / CHANGES for _, path in sorted(self._versions().items()))
        return b"".join(path.read_bytes() for path in files if path.is_file())

    def refuse_while_open(self) -> None:
        """Refuse to go on while an office program has the text open: it would write over what is put there.

        Raises:
            UsageError: it has.
        """
        for name, marks in _OPEN_MARKS.items():
            mark = next((mark for mark in marks if (self.path / mark).exists()), None)
            if mark:
                raise UsageError(
                    f"{self.path / name} 正在 Word 或 WPS 里打开，请保存并关闭后再运行。"
                    f"（确实没有打开的，删去同一文件夹里的 {mark}。）"
                )

    def sweep(self) -> None:
        """Take away what a run that was killed left half made."""
        for left in (*self.path.glob(".*.????????"), *(self.path / HISTORY).glob(f"{_UNFINISHED}*")):
            if left.is_dir():
                shutil.rmtree(left)
            elif any(left.name.startswith(f".{name}.") for name in _NAMES):
                left.unlink()

    def _versions(self) -> dict[int, Path]:
        history = self.path / HISTORY
        paths = history.iterdir() if history.is_dir() else ()
        return {int(match[1]): path for path in paths if (match := _VERSION.fullmatch(path.name))}


_NAMES = (FIGURES, PREVIOUS, NOTES, TEXT, PLAIN_TEXT, DRAFT, PROJECT, CHANGES, AWAITING_TEXT, AWAITING)


@contextmanager
def opened(path: Path) -> Iterator[Folder]:
    """The project folder at `path`, made where it is not there; no other run has it at the same time.

    Raises:
        UsageError: it cannot be made, another run has it, or the text is open in an office program.
    """
    from filelock import FileLock, Timeout  # of the projects alone

    try:
        path.mkdir(parents=True, exist_ok=True)
        # The system takes the lock from a process that dies, so none is ever left over.
        with FileLock(path / _LOCK, blocking=False):
            folder = Folder(path)
            folder.refuse_while_open()
            folder.sweep()
            yield folder
    except Timeout as error:
        raise UsageError(f"{path} 正由另一个 drafter 处理，请等它结束后再运行。") from error
    except FileExistsError as error:
        raise UsageError(f"{path} 是一个文件，不是文件夹。请给 --project 另一个名称。") from error
    except PermissionError as error:
        raise UsageError(f"不能使用文件夹 {path}：没有写入权限。请换一个文件夹。") from error


def _loaded(path: Path, kind: type[Document]) -> Document:
    try:
        return kind.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError("项目文件不完整或被改动过。请从“历史”里的其他版本恢复。", name=str(path)) from error


def as_lines(documents: Iterator[BaseModel] | tuple[BaseModel, ...]) -> bytes:
    """Documents as JSON lines."""
    return "".join(document.model_dump_json(by_alias=True) + "\n" for document in documents).encode()


def as_json(document: BaseModel) -> bytes:
    """A document as it stands in the folder."""
    return json.write(document)
