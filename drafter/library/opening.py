"""A library opened where it is: a folder of this machine, or a Chroma server."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from drafter.errors import LibraryError
from drafter.library.embedding import DEFAULT, Embedding, open_embedding
from drafter.library.index import Index

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

PATIENCE = 20.0
"""Seconds to wait for another process that is writing: as long as a few files take, not as long as an archive."""

_CHROMA = "chroma"
_DATABASE = "chroma.sqlite3"
_LOCK = "writing.lock"


def is_library(folder: Path) -> bool:
    """Whether a library was made in `folder`."""
    return (folder / _CHROMA / _DATABASE).is_file()


def open_index(
    where: str,
    cache: Path,
    embedding: Embedding | None = None,
    *,
    make: bool = True,
    writing: bool = False,
    patience: float = PATIENCE,
    named: Callable[[str], Embedding] = open_embedding,
) -> Index:
    """The library at `where`: a folder, or http://host:port of a Chroma server.

    `cache`: a folder of this machine for what can be made anew. Without `embedding` the one it was built with, which
    `named` opens. A folder without a library gets one, or with `make` off is refused. `writing`: keep other processes
    from writing to the folder until the index is closed, after waiting `patience` seconds for one that is; a server
    keeps order by itself.

    Raises:
        LibraryError: it cannot be opened, or another process is writing to it.
    """
    with ExitStack() as opened:
        try:
            if where.startswith(("http://", "https://")):
                client = _server(where)
            else:
                client = _folder(Path(where), opened, make=make, patience=patience if writing else None)
        except (ValueError, OSError) as error:
            raise LibraryError(f"打不开示例库 {where}：{error}。请核对路径或地址。") from error
        opened.callback(close, client)
        built = Index.embedding_of(client, where)
        chosen = embedding or named(built or DEFAULT)
        return Index(client, chosen, cache, where, opened.pop_all().close)


def _server(where: str) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    address = urlsplit(where)
    secure = address.scheme == "https"
    return chromadb.HttpClient(
        host=address.hostname or "",
        port=address.port or (443 if secure else 8000),
        ssl=secure,
        settings=Settings(anonymized_telemetry=False),
    )


def _folder(folder: Path, opened: ExitStack, *, make: bool, patience: float | None) -> ClientAPI:
    if not make and not is_library(folder):
        raise LibraryError(f"没有示例库 {folder}。请核对路径，或先用 drafter corpus add 收进报告。")
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    if patience is not None:
        # Before the database is opened: what a client has read of it is out of date once another has written.
        opened.enter_context(_alone(folder, patience))
    return chromadb.PersistentClient(path=str(folder / _CHROMA), settings=Settings(anonymized_telemetry=False))


@contextmanager
def _alone(folder: Path, patience: float) -> Iterator[None]:
    """Keep other processes from writing; SQLite's lock works on every system and goes with the process."""
    lock = sqlite3.connect(folder / _LOCK, timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        raise LibraryError(f"另一个 drafter 正在写示例库 {folder}（{error}）。请等它完成后再运行。") from error
    try:
        yield
    finally:
        lock.close()


def close(client: ClientAPI) -> None:
    """Close a client of Chroma, and the connections of one to a server, which Chroma itself leaves open."""
    from chromadb.api.client import AdminClient, Client
    from chromadb.api.fastapi import FastAPI

    if not isinstance(client, Client):
        return
    admin = client._admin_client
    servers = (client._server, admin._server if isinstance(admin, AdminClient) else None)
    client.close()
    for server in servers:
        if isinstance(server, FastAPI):
            server._session.close()
