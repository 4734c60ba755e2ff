"""The library of example reports: opened by name, filled from files."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.documents import Report
from drafter.errors import InputError
from drafter.library import Entry, Index, open_embedding, open_index
from drafter.read import read_file
from drafter.read.formats import FORMATS
from drafter.read.progress import Progress, silent
from drafter.settings import library, own_folder


@dataclass(frozen=True)
class Added:
    """What adding to the library came to: new entries, how many were there already, and (file, reason) of failures."""

    added: tuple[Entry, ...]
    known: int
    failed: tuple[tuple[str, str], ...]


def open_library(named: str | None = None, embedding: str | None = None, *, make: bool = True) -> Index:
    """The library named, or this user's; a folder that is not there is made, or with `make` off refused.

    Raises:
        LibraryError: it cannot be opened.
        UnknownModel: there is no embedding of that name.
    """
    where = library(named)
    return open_index(
        where, own_folder() / "cache" / "bm25", open_embedding(embedding) if embedding else None, make=make
    )


def add_to_library(index: Index, paths: Sequence[str], progress: Progress = silent) -> Added:
    """Add the reports in files, folders (whatever has a known suffix) and globs; one bad file does not stop the rest.

    Raises:
        InputError: a path names nothing.
        LibraryError: the library cannot take them.
    """
    files = list(_files(paths))
    added: list[Entry] = []
    failed: list[tuple[str, str]] = []
    known = 0

    def read_all() -> Iterator[Report]:
        for number, path in enumerate(files, 1):
            try:
                yield read_file(path)
            except InputError as error:
                failed.append((str(path), str(error)))
            progress("收进示例库", number, len(files))

    def note(entry: Entry, new: bool) -> None:
        nonlocal known
        known += not new
        added.extend([entry] * new)

    index.add(read_all(), note)
    return Added(tuple(added), known, tuple(failed))


def _files(paths: Sequence[str]) -> Iterator[Path]:
    """Every file that the paths mean, in order."""
    known = {suffix for kind in FORMATS for suffix in kind.suffixes}
    for name in paths:
        path = Path(name)
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in known)
        elif path.is_file():
            yield path
        elif found := sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - the pattern may be absolute
            yield from map(Path, found)
        else:
            raise InputError("没有这个文件或文件夹。请核对路径。", name=name)
