"""Reports in memory, searched like a library: for the examples that ship with drafter, which need no database."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from drafter.documents import Report
from drafter.library.embedding import Embedding
from drafter.library.entry import Kept, cut, kept, passage_id, words_of
from drafter.library.folder import written_whole
from drafter.library.lexical import Lexical
from drafter.library.passage import searchable

if TYPE_CHECKING:
    from drafter.library.embedding import Vectors

_PASSAGES = "passages.json"
_VECTORS = "vectors.npy"


class Shelf:
    """The passages of some reports with their vectors."""

    def __init__(self, passages: Sequence[Kept], vectors: Vectors, embedding: Embedding) -> None:
        """Hold passages and a row of `vectors`, made by `embedding`, for each."""
        self.embedding = embedding
        self._passages = passages
        self._vectors = vectors
        self._at = {passage.id: at for at, passage in enumerate(passages)}
        self._of: dict[str, list[int]] = {}
        for at, passage in enumerate(passages):
            self._of.setdefault(passage.place, []).append(at)
        self._lexical = Lexical.build([p.id for p in passages], [searchable(p.pattern) for p in passages])

    @classmethod
    def of(cls, reports: Iterable[Report], embedding: Embedding) -> Self:
        """Cut and embed the passages of `reports`."""
        found: list[Kept] = []
        for report in reports:
            entry, passages = cut(report)
            for number, passage in enumerate(passages):
                found.append(kept(passage_id(entry, passage.place, number), entry, words_of(passage)))
        return cls(found, embedding.passages([searchable(passage.pattern) for passage in found]), embedding)

    def save(self, folder: Path) -> None:
        """Write it into `folder`, whole or not at all; what another process put there meanwhile stays."""
        import numpy as np

        rows = [astuple(passage) for passage in self._passages]
        with written_whole(folder) as fresh:
            (fresh / _PASSAGES).write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
            np.save(fresh / _VECTORS, self._vectors)

    @classmethod
    def load(cls, folder: Path, embedding: Embedding) -> Self:
        """What `save` wrote there."""
        import numpy as np

        rows = json.loads((folder / _PASSAGES).read_text("utf-8"))
        return cls([Kept(*row) for row in rows], np.load(folder / _VECTORS), embedding)

    def demand_same_embedding(self) -> None:
        """Nothing: the vectors are of the embedding it was made with."""

    def dense(self, places: Collection[str], vectors: Vectors, most: int) -> list[list[str]]:
        """For each vector the ids of the `most` passages of these places nearest to it, nearest first."""
        import numpy as np

        among = np.array([at for place in places for at in self._of.get(place, ())], dtype="int64")
        near = -(vectors @ self._vectors[among].T)
        return [[self._passages[among[n]].id for n in np.argsort(row, kind="stable")[:most]] for row in near]

    def lexical(self, places: Collection[str], texts: Sequence[str], most: int) -> list[list[str]]:
        """For each text the ids of the `most` passages of these places that share most with it, best first."""
        return [self._lexical.best(text, most, places) for text in texts]

    def origins(self, ids: Collection[str]) -> dict[str, Kept]:
        """Where passages come from, by their ids; unknown ids are left out."""
        return self.kept(ids)

    def vectors(self, ids: Collection[str]) -> dict[str, Any]:
        """The vectors of passages by id; unknown ids are left out."""
        return {key: self._vectors[self._at[key]] for key in ids if key in self._at}

    def kept(self, ids: Collection[str]) -> dict[str, Kept]:
        """Passages by id; unknown ids are left out."""
        return {key: self._passages[self._at[key]] for key in ids if key in self._at}
