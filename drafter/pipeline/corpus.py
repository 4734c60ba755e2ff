"""The library of example reports: opened by name, filled from files."""

from __future__ import annotations

import glob
import logging
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from drafter.documents import Report
from drafter.errors import InputError
from drafter.library import (
    DEFAULT,
    LAYOUT,
    Embedding,
    Entry,
    Index,
    Shelf,
    Shelves,
    is_library,
    open_embedding,
    open_index,
)
from drafter.pipeline.asking import open_served_embedding
from drafter.read import read, read_file
from drafter.read.formats import FORMATS
from drafter.read.progress import Progress, silent
from drafter.settings import library, own_folder, shipped


@dataclass(frozen=True)
class Added:
    """What adding to the library came to: new entries, how many were there already, and (file, reason) of failures."""

    added: tuple[Entry, ...]
    known: int
    failed: tuple[tuple[str, str], ...]


def open_library(
    named: str | None = None, embedding: str | None = None, *, make: bool = False, writing: bool = False
) -> Index:
    """The library named, or this user's; one that is not there is refused, or with `make` made.

    `writing`: for adding, removing or rebuilding, during which other processes are kept from it.

    Raises:
        LibraryError: it cannot be opened.
        UnknownModel: there is no embedding of that name.
    """
    chosen = embedding_named(embedding) if embedding else None
    cache = own_folder() / "cache" / "bm25"
    return open_index(library(named), cache, chosen, make=make, writing=writing, named=embedding_named)


def embedding_named(name: str) -> Embedding:
    """The embedding of that name: one that comes with a package, or openai:NAME of a service.

    Raises:
        UsageError: there is none of that name, or its package or key is missing.
    """
    if name.startswith("openai:"):
        return open_served_embedding(name, notice=logging.getLogger(__name__).warning)
    return open_embedding(name)


@contextmanager
def examples_at_hand(named: str | None = None) -> Iterator[Shelves]:
    """Where a draft's examples are looked for: the library named, else this user's, else the reports that ship.

    Raises:
        LibraryError: the library named is not there or cannot be opened.
    """
    where = library(named)
    if where == str(own_folder() / "library") and not is_library(Path(where)):
        yield shipped_examples()
        return
    with open_library(where) as index:
        yield index if len(index) else shipped_examples()


def shipped_examples(embedding: str | None = None) -> Shelf:
    """The example reports that ship with drafter, cut and embedded once and then kept in this user's cache.

    Raises:
        SettingsError: the installation is incomplete.
    """
    chosen = embedding_named(embedding or DEFAULT)
    corpus = shipped("corpus")
    manifest = tomllib.loads((corpus / "manifest.toml").read_text("utf-8"))
    files = [(corpus / entry["file"], (corpus / entry["file"]).read_bytes()) for entry in manifest["reports"]]
    print_ = sha256(f"{chosen.name} {LAYOUT}".encode())
    for _, content in files:
        print_.update(content)
    folder = own_folder() / "cache" / f"examples-{print_.hexdigest()[:16]}"
    if folder.is_dir():
        return Shelf.load(folder, chosen)
    shelf = Shelf.of((read(content, path.name) for path, content in files), chosen)
    # A folder that cannot be written to costs the next start a few seconds, which is no reason to fail this one.
    with suppress(OSError):
        shelf.save(folder)
    return shelf


def add_to_library(index: Index, files: Sequence[Path], progress: Progress = silent) -> Added:
    """Add the reports in `files`; one bad file does not stop the rest.

    Raises:
        LibraryError: the library cannot take them.
    """
    added: list[Entry] = []
    failed: list[tuple[str, str]] = []
    known = 0

    def read_all() -> Iterator[Report]:
        for number, path in enumerate(files, 1):
            try:
                report = read_file(path)
                if report.figures or report.sections:
                    yield report
                else:
                    failed.append((str(path), "看不出是年度报告：没有三张表，也没有六个部分的标题。"))
            except InputError as error:
                failed.append((str(path), str(error)))
            progress("收进示例库", number, len(files))

    def note(entry: Entry, new: bool) -> None:
        nonlocal known
        known += not new
        added.extend([entry] * new)

    index.add(read_all(), note)
    if added:
        index.prepare()
    return Added(tuple(added), known, tuple(failed))


def files_named(paths: Sequence[str]) -> list[Path]:
    """Every file that the paths mean: files, folders (whatever in them has a known suffix) and globs.

    Raises:
        InputError: a path names nothing.
    """
    return list(_files(paths))


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
