"""The library in Chroma: reports kept whole, their passages in one collection for each place of the form.

A collection for each place, because a filter inside Chroma costs a hundred times what the search itself does. A report
is entered after its passages: what an interrupted `add` left behind is written over by the next.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from drafter.documents import Report
from drafter.errors import LibraryError
from drafter.library.embedding import DEFAULT, Embedding, open_embedding
from drafter.library.lexical import Lexical
from drafter.library.passage import Passage, passages, searchable
from drafter.library.standing import standing

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection

PLACES = ("0", "1", "1.1", "1.2", "1.3", "1.4", "1.5", "2", "3", "4", "5", "6")
_REPORTS = "drafter-reports"
_BATCH = 512
"""Passages embedded and written at once: enough to fill the encoder, few enough to be lost lightly."""

_PAGE = 5000
_NOWHERE: Any = [[0.0]]
"""Reports are looked up by id alone; Chroma wants a vector all the same."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the library: `id` is the beginning of the SHA-256 of the file it came from."""

    id: str
    agency: str
    year: int
    edition: str
    kind: str
    level: str
    region: str
    trade: str
    name: str
    passages: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A passage in the library, with its report's entry id, agency, year and standing."""

    id: str
    report: str
    agency: str
    year: int
    edition: str
    kind: str
    level: str
    trade: str
    section: str
    place: str
    text: str
    pattern: str


class Index:
    """The reports and passages of one library."""

    def __init__(self, client: ClientAPI, embedding: Embedding, cache: Path, where: str) -> None:
        """Use the collections of `client`; `cache` is a folder for lexical indexes; `where` names it to the user."""
        self._client = client
        self._cache = cache
        self._where = where
        self.embedding = embedding
        self._lexical: tuple[str, Lexical] | None = None
        with self._told():
            self._reports = self._collection(_REPORTS, {"embedding": embedding.name}, space="l2")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database or the connection."""
        close(self._client)

    def built_with(self) -> str:
        """The name of the embedding the passages were indexed with."""
        return str((self._reports.metadata or {}).get("embedding", self.embedding.name))

    def demand_same_embedding(self) -> None:
        """Refuse to mix vectors.

        Raises:
            LibraryError: the index was built with another embedding.
        """
        built = self.built_with()
        if built != self.embedding.name:
            message = (
                f"示例库 {self._where} 是用嵌入模型 {built} 建立的，现在要用的是 {self.embedding.name}。"
                f"请改用 --embedding {built}，或运行 drafter corpus rebuild --embedding {self.embedding.name} 重建。"
            )
            raise LibraryError(message)

    def add(self, reports: Iterable[Report], done: Callable[[Entry, bool], None] = lambda _entry, _new: None) -> int:
        """Enter reports that are not there yet and index their passages; `done` hears of each, and whether it is new.

        Returns the number of new ones.
        """
        self.demand_same_embedding()
        new = 0
        waiting: list[tuple[Report, Entry, tuple[Passage, ...]]] = []
        for report in reports:
            entry = _entry(report)
            if self.entry(entry.id) is not None:
                done(entry, False)
                continue
            waiting.append((report, *_cut(report, entry)))
            if sum(len(found) for _, _, found in waiting) >= _BATCH:
                new += self._write(waiting, done)
                waiting = []
        return new + self._write(waiting, done)

    def entries(self) -> list[Entry]:
        """All reports, by agency and year."""
        return sorted((_entry_of(key, row) for key, row in self._rows()), key=lambda e: (e.agency, e.year, e.id))

    def entry(self, key: str) -> Entry | None:
        """The entry of that id, or None."""
        with self._told():
            found = self._reports.get(ids=[key], include=["metadatas"])
        return _entry_of(key, (found["metadatas"] or [])[0]) if found["ids"] else None

    def report(self, key: str) -> Report | None:
        """The report file of that id as it was added, or None."""
        with self._told():
            found = self._reports.get(ids=[key], include=["documents"])
        documents = found["documents"] or []
        return Report.model_validate_json(documents[0]) if documents else None

    def remove(self, key: str) -> None:
        """Take a report and its passages out."""
        with self._told():
            for collection in self._places().values():
                ids = [known for known in collection.get(include=[])["ids"] if known.startswith(f"{key}:")]
                if ids:
                    collection.delete(ids=ids)
            self._reports.delete(ids=[key])
            self._mark(embedding=self.built_with())

    def rebuild(self, done: Callable[[Entry, bool], None] = lambda _entry, _new: None) -> int:
        """Index every report anew with this library's embedding; an interrupted rebuild is taken up where it stopped.

        Returns the number of reports indexed.
        """
        with self._told():
            if self.built_with() != self.embedding.name or not self._reports.metadata.get("rebuilding"):
                for place in self._places():
                    self._client.delete_collection(_name(place))
                self._mark(embedding=self.embedding.name, rebuilding=uuid.uuid4().hex)
        run = str(self._reports.metadata["rebuilding"])
        pending = [_entry_of(key, row) for key, row in self._rows() if row.get("run", "") != run]
        for entry in pending:
            report = self.report(entry.id)
            if report is not None:
                self._write([(report, *_cut(report, entry))], done)
        with self._told():
            self._mark(embedding=self.embedding.name)
        return len(pending)

    def dense(self, places: Collection[str], query: str, most: int) -> list[str]:
        """The ids of the `most` passages of these places nearest to the query by their vectors, nearest first."""
        near: list[tuple[float, str]] = []
        with self._told():
            vector = self.embedding.queries([query])
            for collection in self._places(places).values():
                found = collection.query(query_embeddings=vector, n_results=most, include=["distances"])
                near += zip((found["distances"] or [[]])[0], found["ids"][0], strict=True)
        return [key for _, key in sorted(near)[:most]]

    def kept(self, ids: Sequence[str]) -> list[tuple[Kept, Any]]:
        """Passages by id, each with its vector, in no order; unknown ids are left out."""
        found: list[tuple[Kept, Any]] = []
        asked: dict[str, list[str]] = {}
        for key in ids:
            asked.setdefault(key.split(":")[1], []).append(key)
        with self._told():
            for place, collection in self._places(asked).items():
                rows = collection.get(ids=asked[place], include=["metadatas", "documents", "embeddings"])
                texts, vectors = rows["documents"] or [], rows["embeddings"]
                if vectors is None:
                    continue
                for key, row, text, vector in zip(rows["ids"], rows["metadatas"] or [], texts, vectors, strict=True):
                    found.append((_kept_of(key, place, row, text), vector))
        return found

    def _write(
        self, waiting: Sequence[tuple[Report, Entry, tuple[Passage, ...]]], done: Callable[[Entry, bool], None]
    ) -> int:
        """Write the passages of some reports, then the reports themselves."""
        with self._told():
            by_place: dict[str, list[tuple[str, Entry, Passage]]] = {}
            for _, entry, found in waiting:
                for number, passage in enumerate(found):
                    by_place.setdefault(passage.place, []).append(
                        (f"{entry.id}:{passage.place}:{number}", entry, passage)
                    )
            for place, rows in by_place.items():
                self._index(place, rows)
            made = {key: str(value) for key, value in (self._reports.metadata or {}).items()}
            self._mark(**made)
            run = made.get("rebuilding", "")
            for report, entry, _ in waiting:
                self._reports.upsert(
                    ids=[entry.id],
                    embeddings=_NOWHERE,
                    documents=[report.model_dump_json(by_alias=True)],
                    metadatas=[_fields(entry) | {"run": run}],
                )
                done(entry, True)
        return len(waiting)

    def _index(self, place: str, rows: Sequence[tuple[str, Entry, Passage]]) -> None:
        collection = self._collection(_name(place), {"place": place})
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            collection.upsert(
                ids=[key for key, _, _ in batch],
                embeddings=self.embedding.passages([searchable(p.pattern) for _, _, p in batch]),
                documents=[p.text for _, _, p in batch],
                metadatas=[
                    _fields(entry) | {"report": entry.id, "section": p.section, "pattern": p.pattern}
                    for _, entry, p in batch
                ],
            )

    def _rows(self) -> list[tuple[str, Any]]:
        """The id of every report and what is written beside it."""
        with self._told():
            found = self._reports.get(include=["metadatas"])
        return list(zip(found["ids"], found["metadatas"] or [], strict=True))

    def _collection(self, name: str, metadata: dict[str, str], space: str = "cosine") -> ChromaCollection:
        configuration: Any = {"hnsw": {"space": space}}
        return self._client.get_or_create_collection(
            name, metadata=dict(metadata), configuration=configuration, embedding_function=None
        )

    def _places(self, among: Collection[str] = PLACES) -> dict[str, ChromaCollection]:
        """The collections there are, by place."""
        known = {collection.name: collection for collection in self._client.list_collections()}
        return {place: known[_name(place)] for place in among if _name(place) in known}

    def _mark(self, **given: str) -> None:
        """Write what the index is made with, and mark it as changed: lexical indexes made before no longer hold."""
        self._reports.modify(metadata=given | {"stamp": uuid.uuid4().hex})

    def lexical(self) -> Lexical:
        """The lexical index of all passages: the one at hand, or the one on disk, or a new one, by the stamp."""
        with self._told():
            stamp = str((self._client.get_collection(_REPORTS, embedding_function=None).metadata or {}).get("stamp"))
            folder = self._cache / f"{self._reports.id}-{stamp}"
            if self._lexical is None or self._lexical[0] != stamp:
                if folder.is_dir():
                    self._lexical = (stamp, Lexical.load(folder))
                else:
                    index = Lexical.build(*self._texts())
                    for old in self._cache.glob(f"{self._reports.id}-*"):
                        shutil.rmtree(old, ignore_errors=True)
                    index.save(folder)
                    self._lexical = (stamp, index)
        return self._lexical[1]

    def _texts(self) -> tuple[list[str], list[str]]:
        ids: list[str] = []
        texts: list[str] = []
        for collection in self._places().values():
            for offset in range(0, collection.count(), _PAGE):
                page = collection.get(limit=_PAGE, offset=offset, include=["metadatas"])
                ids += page["ids"]
                texts += [searchable(str(row["pattern"])) for row in page["metadatas"] or []]
        return ids, texts

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Translate what Chroma raises."""
        import httpx
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, httpx.HTTPError, OSError) as error:
            raise LibraryError(f"示例库 {self._where} 出错：{error}。请核对路径或地址，或换一个 --library。") from error


def open_index(where: str, cache: Path, embedding: Embedding | None = None, *, make: bool = True) -> Index:
    """The library at `where`: a folder, or http://host:port of a Chroma server.

    `cache`: a folder of this machine for what can be made anew. Without `embedding` the one it was built with is used.
    A folder that is not there is made, or with `make` off refused.

    Raises:
        LibraryError: it cannot be opened.
    """
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    try:
        if where.startswith(("http://", "https://")):
            address = urlsplit(where)
            secure = address.scheme == "https"
            client = chromadb.HttpClient(
                host=address.hostname or "",
                port=address.port or (443 if secure else 8000),
                ssl=secure,
                settings=settings,
            )
        else:
            if not make and not Path(where).is_dir():
                raise LibraryError(f"没有示例库 {where}。请核对路径，或先用 drafter corpus add 收进报告。")
            Path(where).mkdir(parents=True, exist_ok=True)
            client = chromadb.PersistentClient(path=str(Path(where) / "chroma"), settings=settings)
    except (ValueError, OSError) as error:
        raise LibraryError(f"打不开示例库 {where}：{error}。请核对路径或地址。") from error
    try:
        index = Index(client, embedding or open_embedding(DEFAULT), cache, where)
        if embedding is None and index.built_with() != index.embedding.name:
            index.embedding = open_embedding(index.built_with())
    except BaseException:
        close(client)
        raise
    return index


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


def _name(place: str) -> str:
    return f"drafter-passages-{place}"


def _entry(report: Report) -> Entry:
    agency = report.agency or ""
    own = standing(agency)
    return Entry(
        id=report.source.sha256[:16],
        agency=agency,
        year=report.year or 0,
        edition=report.edition or "",
        kind=own.kind.value,
        level=own.level.value,
        region=own.region,
        trade=own.trade,
        name=report.source.name,
        passages=0,
    )


def _cut(report: Report, entry: Entry) -> tuple[Entry, tuple[Passage, ...]]:
    """The entry with the number of passages, and the passages of places the library keeps."""
    found = tuple(passage for passage in passages(report) if passage.place in PLACES)
    return replace(entry, passages=len(found)), found


def _fields(entry: Entry) -> dict[str, str | int]:
    return {name: getattr(entry, name) for name in Entry.__slots__ if name != "id"}


def _entry_of(key: str, row: Any) -> Entry:
    return Entry(id=key, **{name: row[name] for name in Entry.__slots__ if name != "id"})


def _kept_of(key: str, place: str, row: Any, text: str) -> Kept:
    given = {name: row[name] for name in Kept.__slots__ if name not in ("id", "place", "text")}
    return Kept(id=key, place=place, text=text, **given)
