"""The writer's copy of the text, read back from the project folder, and the version it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.documents import Draft, Report
from drafter.documents.project import Awaiting
from drafter.draft.alignment import levelled, likeness
from drafter.errors import UsageError
from drafter.pipeline.folder import AWAITING_TEXT, PLAIN_TEXT, TEXT, Folder, Version
from drafter.read import read_bytes, read_file

_RECENT = 3
"""How many versions the copy may be of: more than one where the last run was killed, or an older file was put back."""


@dataclass(frozen=True)
class WritersCopy:
    """What the writer left: the version it comes from, the words now, the file they stand in (None where it is gone).

    `report`: what the file holds besides, its tables above all. `seen`: every file that was looked at, as it was.
    """

    base: Version
    text: str
    path: Path | None = None
    report: Report | None = None
    seen: tuple[tuple[Path, bytes], ...] = ()

    @property
    def is_edited(self) -> bool:
        """Whether the writer changed a word of it."""
        return levelled(self.text) != levelled(self.base.draft.report.text)

    def content_of(self, path: Path) -> bytes | None:
        """A file as it was found, None where it was not there."""
        return next((content for seen, content in self.seen if seen == path), None)

    def has(self, path: Path, draft: Draft) -> bool:
        """Whether the file the copy was read from is `path` and has the words and figures of `draft` already."""
        if path != self.path or self.report is None:
            return False
        figures = draft.report.figures
        agree = all(figures.get(key) == value for key, value in self.report.figures.items())
        return agree and levelled(self.text) == levelled(draft.report.text)

    def refuse_if_changed_since(self) -> None:
        """Refuse to write over what the writer did while the draft was being made.

        Raises:
            UsageError: a file is not as it was.
        """
        for path, content in self.seen:
            if not path.is_file() or path.read_bytes() != content:
                raise UsageError(f"{path} 在起草期间又改动过，没有覆盖。请再运行一次。")


def writers_copy(folder: Folder) -> WritersCopy | None:
    """The copy the writer has worked in, None in a new project.

    Raises:
        UsageError: two files were worked in, or the text is none of drafter's.
        InputError: a file cannot be read.
    """
    versions = folder.versions(_RECENT)
    texts = [folder / name for name in (TEXT, PLAIN_TEXT) if (folder / name).is_file()]
    if not versions:
        if texts:
            raise UsageError(f"{texts[0]} 不是 drafter 在这个文件夹里写的，不能覆盖。请移走，或换一个文件夹。")
        return None
    awaiting = folder.awaiting()
    bases = [*versions, *([Version(awaiting.draft, awaiting.project)] if awaiting else [])]
    placed = folder.placed
    seen = tuple((path, read_bytes(path)) for path in (*texts, folder / AWAITING_TEXT) if path.is_file())
    found = [_read(path, bases, seen, placed) for path in texts]
    mended = _mended(folder, awaiting, found, seen)
    if mended is not None:
        return mended
    edited = [copy for copy in found if copy.is_edited]
    if len({levelled(copy.text) for copy in edited}) > 1:
        raise UsageError(f"{texts[0]} 和 {texts[1].name} 都改动过而且不一样。请只留一个，另一个移走。")
    return (edited or found or [WritersCopy(versions[0], versions[0].draft.report.text, seen=seen)])[0]


def _mended(
    folder: Folder, awaiting: Awaiting | None, found: Sequence[WritersCopy], seen: tuple[tuple[Path, bytes], ...]
) -> WritersCopy | None:
    """The redraft that waited, where the writer has worked in it."""
    path = folder / AWAITING_TEXT
    if awaiting is None or not path.is_file() or _overtaken(awaiting, found):
        return None
    copy = _read(path, [Version(awaiting.draft, awaiting.project)], seen, awaiting.project.version)
    if not copy.is_edited:
        return None
    other = next((c.path for c in found if levelled(c.text) != levelled(awaiting.copy_text)), None)
    if other is not None:
        raise UsageError(f"{path} 和 {other.name} 都改动过。请把改动并到其中一个，另一个移走。")
    return copy


def _overtaken(awaiting: Awaiting, found: Sequence[WritersCopy]) -> bool:
    """Whether a later version is in place already: the run that made it was killed before it could tidy up."""
    return any(c.base.project.version > awaiting.project.version and not c.is_edited for c in found)


def fingerprint(text: str) -> str:
    """SHA-256 of the words of a text."""
    return hashlib.sha256(levelled(text).encode()).hexdigest()


def _read(path: Path, bases: Sequence[Version], seen: tuple[tuple[Path, bytes], ...], placed: int) -> WritersCopy:
    """The file as a copy of one of `bases`, the newest first; `placed` is the last version known to be in place.

    It is of the one that has just its words, else of the one with its tables and most of its sentences. It is not of a
    version that was made from just these words: a run was killed before it could put that one in their place.
    """
    report = read_file(path)
    words = levelled(report.text)
    same = next((base for base in bases if levelled(base.draft.report.text) == words), None)
    if same is not None:
        return WritersCopy(same, report.text, path, report, seen)
    made = fingerprint(report.text)
    able = [b for b in bases if b.project.version <= placed or b.project.made_from != made] or list(bases)
    base = max(able, key=lambda base: (_tables_agree(base, report), likeness(base.draft, report.text)))
    return WritersCopy(base, report.text, path, report, seen)


def _tables_agree(base: Version, report: Report) -> bool:
    figures = base.draft.report.figures
    return all(figures.get(key) == value for key, value in report.figures.items())
