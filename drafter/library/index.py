"""The library in Chroma: reports kept whole, vectors of passages in one collection for each place of the form.

A collection for each place, because a filter inside Chroma costs a hundred times what the search itself does. The words
of passages stand apart, in one row for each report: Chroma writes and indexes every value beside every vector, which
costs more than all the rest of an addition, and a search wants the words of the few passages it ends with.
A report is entered after its passages: what an interrupted `add` left behind is not found, and the next writes over it.
"""

from __future__ import annotations

import json
import shutil
import threading
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from drafter.documents import Report
from drafter.errors import LibraryError
from drafter.library.collections import REPORTS, Collections, name_of
from drafter.library.embedding import Embedding
from drafter.library.entry import (
    Entry,
    Kept,
    cut,
    entry_id,
    entry_of,
    fields,
    kept,
    passage_id,
    place_of_id,
    report_of,
    words_of,
)
from drafter.library.lexical import Lexical
from drafter.library.passage import Passage, searchable

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection

    from drafter.library.embedding import Vectors

    Waiting = tuple[Report, Entry, tuple[Passage, ...]]

LAYOUT = "3"
"""How passages are cut and written down; an index of another layout is rebuilt from the reports kept in it."""

_FILES = "drafter-files"
"""The reports themselves, apart from what is known of them, which every search asks."""
_WORDS = "drafter-words"
"""The words of the passages of each report."""

_PAGE = 2000
_NOWHERE: Any = [[0.0]]
"""Reports are looked up by id alone; Chroma wants a vector all the same."""


def _unheard(_entry: Entry, _new: bool) -> None:
    """Tell nobody."""


class Index:
    """The reports and passages of one library."""

    def __init__(
        self,
        client: ClientAPI,
        embedding: Embedding,
        cache: Path,
        where: str,
        closing: Callable[[], None] = lambda: None,
    ) -> None:
        """Use the collections of `client`; `cache` is a folder for lexical indexes; `where` names it to the user."""
        self._client = client
        self._cache = cache
        self._where = where
        self._closing = closing
        self.embedding = embedding
        self.batch = 4096
        """Passages written at once: a write costs something for each place; so many are lost when it is broken off."""
        self._lexical: tuple[str, Lexical] | None = None
        self._turn = threading.Lock()
        self._collections = Collections(client)
        with self._told():
            self._reports = self._collection(REPORTS, {"embedding": embedding.name, "layout": LAYOUT}, space="l2")
            self._files = self._collection(_FILES, {"holds": "reports"}, space="l2")
            self._words = self._collection(_WORDS, {"holds": "words"}, space="l2")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """The number of reports."""
        with self._told():
            return self._reports.count()

    def close(self) -> None:
        """Let go of the database or the connection."""
        self._closing()

    @staticmethod
    def embedding_of(client: ClientAPI, where: str) -> str | None:
        """The name of the embedding the library of `client` was built with, None where it is a new one."""
        with _told(where):
            made = {collection.name: collection.metadata or {} for collection in client.list_collections()}
        return str(made[REPORTS]["embedding"]) if REPORTS in made else None

    def built_with(self) -> str:
        """The name of the embedding the passages were indexed with."""
        return str((self._reports.metadata or {}).get("embedding", self.embedding.name))

    def demand_same_embedding(self) -> None:
        """Refuse to mix vectors, and what another version of drafter wrote.

        Raises:
            LibraryError: the index was built with another embedding, or laid out otherwise.
        """
        built = self.built_with()
        if built != self.embedding.name:
            message = (
                f"示例库 {self._where} 是用嵌入模型 {built} 建立的，现在要用的是 {self.embedding.name}。"
                f"请改用 --embedding {built}，或运行 drafter corpus rebuild --embedding {self.embedding.name} 重建。"
            )
            raise LibraryError(message)
        self._demand_same_layout()

    def add(self, reports: Iterable[Report], done: Callable[[Entry, bool], None] = _unheard) -> int:
        """Enter reports that are not there yet and index their passages; `done` hears of each, and whether it is new.

        Returns the number of new ones.
        """
        self.demand_same_embedding()
        return self._enter(self._unknown(reports, done), done)

    def entries(self) -> list[Entry]:
        """All reports, by agency and year."""
        return sorted((entry_of(key, row) for key, row in self._rows()), key=lambda e: (e.agency, e.year, e.id))

    def entry(self, key: str) -> Entry | None:
        """The entry of that id, or None."""
        return self._entries([key]).get(key)

    def report(self, key: str) -> Report | None:
        """The report file of that id as it was added, or None."""
        with self._told():
            rows = self._files.get(ids=[key], include=["metadatas"])["metadatas"] or []
        return Report.model_validate_json(str(rows[0]["report"])) if rows else None

    def remove(self, key: str) -> None:
        """Take a report and its passages out."""
        entry = self.entry(key)
        with self._told():
            for place, collection in self._collections.listed().items():
                ids = [passage_id(entry, place, number) for number in range(entry.passages)] if entry else []
                if ids and (there := collection.get(ids=ids, include=[])["ids"]):
                    collection.delete(ids=there)
            self._reports.delete(ids=[key])
            self._files.delete(ids=[key])
            self._words.delete(ids=[key])
            self._mark()

    def rebuild(self, done: Callable[[Entry, bool], None] = _unheard) -> int:
        """Index every report anew with this library's embedding; an interrupted rebuild is taken up where it stopped.

        Returns the number of reports indexed.
        """
        made = self._reports.metadata or {}
        is_same = (made.get("embedding"), made.get("layout")) == (self.embedding.name, LAYOUT)
        with self._told():
            if not is_same or not made.get("rebuilding"):
                for place in self._collections.listed():
                    self._client.delete_collection(name_of(place))
                while ids := self._words.get(limit=_PAGE, include=[])["ids"]:
                    self._words.delete(ids=ids)
                self._mark(rebuilding=uuid.uuid4().hex)
        run = str(self._reports.metadata["rebuilding"])
        pending = [key for key, row in self._rows() if row.get("run", "") != run]
        reports = (report for key in pending if (report := self.report(key)) is not None)
        self._enter(((report, *cut(report)) for report in reports), done)
        with self._told():
            self._mark()
        return len(pending)

    def dense(self, places: Collection[str], vectors: Vectors, most: int) -> list[list[str]]:
        """For each vector the ids of the `most` passages of these places nearest to it, nearest first."""
        near: list[list[tuple[float, str]]] = [[] for _ in vectors]

        def ask(_place: str, collection: ChromaCollection) -> Any:
            return collection.query(query_embeddings=vectors, n_results=most, include=["distances"])

        with self._told():
            self._collections.stamp()
            for found in self._collections.ask(places, ask):
                for row, distances, ids in zip(near, found["distances"] or [], found["ids"], strict=True):
                    row += zip(distances, ids, strict=True)
        return [[key for _, key in sorted(row)[:most]] for row in near]

    def lexical(self, places: Collection[str], texts: Sequence[str], most: int) -> list[list[str]]:
        """For each text the ids of the `most` passages of these places that share most with it, best first."""
        self._demand_same_layout()
        index = self._whole_lexical()
        return [index.best(text, most, places) for text in texts]

    def origins(self, ids: Collection[str]) -> dict[str, Entry]:
        """The entries of the reports of passages, by the ids of these; unknown ids are left out."""
        entries = self._collections.entries
        entries.update(self._entries(list({report_of(key) for key in ids} - entries.keys())))
        return {key: entries[report_of(key)] for key in ids if report_of(key) in entries}

    def vectors(self, ids: Collection[str]) -> dict[str, Any]:
        """The vectors of passages by id; unknown ids are left out."""
        asked: dict[str, list[str]] = {}
        for key in ids:
            asked.setdefault(place_of_id(key), []).append(key)

        def ask(place: str, collection: ChromaCollection) -> dict[str, Any]:
            rows = collection.get(ids=asked[place], include=["embeddings"])
            vectors: Any = rows["embeddings"]
            return dict(zip(rows["ids"], vectors, strict=True))

        with self._told():
            found = self._collections.ask(asked, ask)
        return {key: vector for rows in found for key, vector in rows.items()}

    def kept(self, ids: Collection[str]) -> dict[str, Kept]:
        """Passages by id; unknown ids are left out."""
        origins = self.origins(ids)
        if not origins:
            return {}
        with self._told():
            rows = self._words.get(ids=list({entry.id for entry in origins.values()}), include=["metadatas"])
        said = {key: words for row in rows["metadatas"] or [] for key, words in _read(row)}
        return {key: kept(key, entry, said[key]) for key, entry in origins.items() if key in said}

    def prepare(self) -> None:
        """Make the lexical index of what was added, for which the next search would else wait."""
        self._whole_lexical()

    def _demand_same_layout(self) -> None:
        if (self._reports.metadata or {}).get("layout") != LAYOUT:
            message = f"示例库 {self._where} 是另一个版本的 drafter 建立的。请运行 drafter corpus rebuild 重建索引。"
            raise LibraryError(message)

    def _unknown(self, reports: Iterable[Report], done: Callable[[Entry, bool], None]) -> Iterator[Waiting]:
        """The reports that are not in the library, cut; of the others `done` is told."""
        with self._told():
            there = set(self._reports.get(include=[])["ids"])
        seen: set[str] = set()
        for report in reports:
            key = entry_id(report)
            if key in there and (known := self.entry(key)) is not None:
                done(known, False)
            elif key not in seen:
                seen.add(key)
                yield (report, *cut(report))

    def _enter(self, found: Iterable[Waiting], done: Callable[[Entry, bool], None]) -> int:
        """Index reports batch by batch; the next is read and embedded while one is written."""
        total = 0
        with ThreadPoolExecutor(1) as embedder:
            before: Future[tuple[list[Waiting], Vectors]] | None = None
            for batch in _batches(found, self.batch):
                coming = embedder.submit(self._embedded, batch)
                if before is not None:
                    total += self._write(*before.result(), done)
                before = coming
            if before is not None:
                total += self._write(*before.result(), done)
        return total

    def _embedded(self, batch: list[Waiting]) -> tuple[list[Waiting], Vectors]:
        return batch, self.embedding.passages([searchable(p.pattern) for _, _, found in batch for p in found])

    def _write(self, batch: Sequence[Waiting], vectors: Vectors, done: Callable[[Entry, bool], None]) -> int:
        """Write the passages of some reports, then the reports themselves."""
        rows = [(entry, number, passage) for _, entry, found in batch for number, passage in enumerate(found)]
        by_place: dict[str, list[int]] = {}
        for at, (_, _, passage) in enumerate(rows):
            by_place.setdefault(passage.place, []).append(at)
        made = {"rebuilding": str(run)} if (run := (self._reports.metadata or {}).get("rebuilding")) else {}
        with self._told():
            for place, chosen in by_place.items():
                collection = self._collection(name_of(place), {"place": place})
                collection.upsert(
                    ids=[passage_id(rows[at][0], place, rows[at][1]) for at in chosen],
                    embeddings=vectors[chosen],
                )
            ids, nowhere = [entry.id for _, entry, _ in batch], _NOWHERE * len(batch)
            files = [{"report": report.model_dump_json(by_alias=True)} for report, _, _ in batch]
            self._files.upsert(ids=ids, embeddings=nowhere, metadatas=list(files))
            words = [{"passages": _written(entry, found)} for _, entry, found in batch]
            self._words.upsert(ids=ids, embeddings=nowhere, metadatas=list(words))
            self._mark(**made)
            known = [fields(entry) | {"run": made.get("rebuilding", "")} for _, entry, _ in batch]
            self._reports.upsert(ids=ids, embeddings=nowhere, metadatas=list(known))
        for _, entry, _ in batch:
            done(entry, True)
        return len(batch)

    def _entries(self, keys: list[str]) -> dict[str, Entry]:
        if not keys:
            return {}
        with self._told():
            found = self._reports.get(ids=keys, include=["metadatas"])
        return {key: entry_of(key, row) for key, row in zip(found["ids"], found["metadatas"] or [], strict=True)}

    def _rows(self) -> Iterator[tuple[str, Any]]:
        """The id of every report and what is written beside it."""
        with self._told():
            for offset in range(0, self._reports.count(), _PAGE):
                found = self._reports.get(limit=_PAGE, offset=offset, include=["metadatas"])
                yield from zip(found["ids"], found["metadatas"] or [], strict=True)

    def _collection(self, name: str, metadata: dict[str, str], space: str = "cosine") -> ChromaCollection:
        configuration: Any = {"hnsw": {"space": space}}
        return self._client.get_or_create_collection(
            name, metadata=dict(metadata), configuration=configuration, embedding_function=None
        )

    def _mark(self, **given: str) -> None:
        """Write what the index is made with, and mark it as changed: lexical indexes made before no longer hold."""
        stamp = {"embedding": self.embedding.name, "layout": LAYOUT, "stamp": uuid.uuid4().hex}
        self._reports.modify(metadata=given | stamp)

    def _whole_lexical(self) -> Lexical:
        """The lexical index of all passages: the one at hand, or the one on disk, or a new one, by the stamp."""
        with self._told(), self._turn:
            stamp = self._collections.stamp()
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
        said: dict[str, str] = {}
        for offset in range(0, self._words.count(), _PAGE):
            page = self._words.get(limit=_PAGE, offset=offset, include=["metadatas"])
            rows = (pair for row in page["metadatas"] or [] for pair in _read(row))
            said.update({key: searchable(words["pattern"]) for key, words in rows})
        return list(said), list(said.values())

    def _told(self) -> AbstractContextManager[None]:
        return _told(self._where)


@contextmanager
def _told(where: str) -> Iterator[None]:
    """Translate what Chroma raises."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, httpx.HTTPError, OSError) as error:
        raise LibraryError(f"示例库 {where} 出错：{error}。请核对路径或地址，或换一个 --library。") from error


def _batches(found: Iterable[Waiting], full: int) -> Iterator[list[Waiting]]:
    batch: list[Waiting] = []
    size = 0
    for waiting in found:
        batch.append(waiting)
        size += len(waiting[2])
        if size >= full:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _written(entry: Entry, found: Sequence[Passage]) -> str:
    """The words of the passages of a report, by their ids."""
    words = {passage_id(entry, passage.place, number): words_of(passage) for number, passage in enumerate(found)}
    return json.dumps(words, ensure_ascii=False)


def _read(row: Any) -> Iterable[tuple[str, dict[str, str]]]:
    """What `_written` wrote."""
    words: dict[str, dict[str, str]] = json.loads(row["passages"])
    return words.items()
