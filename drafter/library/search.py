"""Looking for example passages: by meaning and by words, from like organs first, not twice the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from drafter.documents import Report
from drafter.library.embedding import Embedding
from drafter.library.entry import PLACES, Kept, report_of
from drafter.library.fusion import diverse, reciprocal_rank
from drafter.library.index import Index
from drafter.library.lexical import bigrams
from drafter.library.passage import passages, searchable
from drafter.library.standing import standing

if TYPE_CHECKING:
    from drafter.library.embedding import Vectors

_TELLING = 30
"""Characters below which a passage says nothing of where it was taken from."""

_DEEPEST = 4000
"""Passages beyond which looking for one that may be shown is given up: all before are the asking organ's own."""


class Half(StrEnum):
    """Which ranking a search goes by."""

    HYBRID = "hybrid"
    DENSE = "dense"
    LEXICAL = "lexical"


@dataclass(frozen=True, slots=True)
class Weights:
    """How rankings are brought together, found on the queries of the corpus (see `drafter eval search`).

    `dense`, `lexical`: what a rank in each half counts. `flat`: the constant of reciprocal rank fusion. `depth`:
    passages each half puts up. `kind`, `level`, `trade`: how much more a passage is worth for being of an organ like
    the one that asks, as a share of its score. `relevance`: the weight of the score against variety.
    """

    dense: float = 1.0
    lexical: float = 1.0
    flat: float = 60.0
    depth: int = 60
    kind: float = 0.10
    level: float = 0.05
    trade: float = 0.15
    relevance: float = 0.7


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for.

    `text`: words or a sentence, its figures beside the point. `places`: places of the form ("1.2"), all where empty.
    `edition`: only passages of reports after that edition of the form, all where empty. `agency`: the organ that asks;
    passages of its own are left out unless `own`.
    """

    text: str
    places: Collection[str] = ()
    agency: str = ""
    edition: str = ""
    wanted: int = 5
    own: bool = False
    half: Half = Half.HYBRID
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its score before the choice for variety."""

    passage: Kept
    score: float


class Shelves(Protocol):
    """Where passages are looked for: a library in Chroma, or reports in memory."""

    embedding: Embedding

    def demand_same_embedding(self) -> None:
        """Refuse vectors of another embedding."""
        ...

    def dense(self, places: Collection[str], vectors: Vectors, most: int) -> list[list[str]]:
        """For each vector the ids of the `most` passages of these places nearest to it, nearest first."""
        ...

    def lexical(self, places: Collection[str], texts: Sequence[str], most: int) -> list[list[str]]:
        """For each text the ids of the `most` passages of these places that share most with it, best first."""
        ...

    def kept(self, ids: Collection[str]) -> list[tuple[Kept, Any]]:
        """Passages by id, each with its vector, in no order; unknown ids are left out."""
        ...


def search(shelves: Shelves, query: Query) -> list[Hit]:
    """The passages that fit best, best first; fewer than wanted where there are no more.

    Raises:
        LibraryError: the index was built with another embedding, or cannot be reached.
    """
    return _found(shelves, query, [query.text])


def examples(
    shelves: Shelves, agency: str, place: str, texts: Sequence[str], wanted: int, *, edition: str = ""
) -> tuple[Kept, ...]:
    """Passages of other organs by which to word some points of one place, best first, not twice the same.

    `texts`: the points, each in words of its own; every point has the same say.

    Raises:
        LibraryError: the index was built with another embedding, or cannot be reached.
    """
    query = Query("", (place,), agency, edition, wanted)
    return tuple(hit.passage for hit in _found(shelves, query, texts))


def _found(shelves: Shelves, query: Query, texts: Sequence[str]) -> list[Hit]:
    """The passages that fit any of the texts best; of passages that may not be shown ever more are passed over."""
    import numpy as np

    if query.half is not Half.LEXICAL:
        shelves.demand_same_embedding()
    words = [said for text in texts if bigrams(said := searchable(text).strip())]
    if not words:
        return []
    vectors = shelves.embedding.queries(words) if query.half is not Half.LEXICAL else None
    depth = query.weights.depth
    while True:
        rankings = _rankings(shelves, query, words, vectors, depth)
        scores: dict[str, float] = {}
        for ranked in rankings:
            for key, score in reciprocal_rank(ranked, query.weights.flat).items():
                scores[key] = max(score, scores.get(key, 0.0))
        shown = {
            kept.id: (kept, vector)
            for kept, vector in shelves.kept(scores)
            if (query.own or not query.agency or kept.agency != query.agency)
            and (not query.edition or kept.edition == query.edition)
        }
        is_all = all(len(ids) < depth for ranked in rankings for _, ids in ranked)
        if len(shown) >= query.wanted or is_all or depth > _DEEPEST:
            break
        depth *= 4
    worth = _worths(query, {key: scores[key] for key in shown}, {key: kept for key, (kept, _) in shown.items()})
    best = dict(sorted(worth.items(), key=lambda item: (-item[1], item[0]))[: max(query.weights.depth, query.wanted)])
    vectors_of = np.array([shown[key][1] for key in best], dtype="float32")
    chosen = diverse(best, vectors_of, query.wanted, query.weights.relevance)
    return [Hit(shown[key][0], best[key]) for key in chosen]


def alike(index: Index, report: Report, most: int = 8) -> list[Report]:
    """The reports of other organs that share most passages with a report by their words, at most `most` of them.

    Raises:
        LibraryError: the library cannot be reached.
    """
    shared: Counter[str] = Counter()
    told = [searchable(p.pattern) for p in passages(report) if len(p.text) >= _TELLING]
    for keys in index.lexical(PLACES, told, 3):
        shared.update({report_of(key) for key in keys})
    entries = (index.entry(key) for key, _ in shared.most_common())
    foreign = (entry.id for entry in entries if entry is not None and entry.agency != report.agency)
    return [found for key in islice(foreign, most) if (found := index.report(key)) is not None]


def _rankings(
    shelves: Shelves, query: Query, words: Sequence[str], vectors: Vectors | None, depth: int
) -> list[list[tuple[float, list[str]]]]:
    """For each text the rankings of it, each with its weight."""
    places = query.places or PLACES
    halves: list[tuple[float, list[list[str]]]] = []
    if vectors is not None:
        halves.append((query.weights.dense, shelves.dense(places, vectors, depth)))
    if query.half is not Half.DENSE:
        halves.append((query.weights.lexical, shelves.lexical(places, words, depth)))
    return [[(weight, found[at]) for weight, found in halves] for at in range(len(words))]


def _worths(query: Query, scores: Mapping[str, float], known: Mapping[str, Kept]) -> dict[str, float]:
    """Scores, higher for passages of organs like the one that asks."""
    if not query.agency:
        return dict(scores)
    asks = standing(query.agency)
    weights = query.weights

    def more(kept: Kept) -> float:
        is_same_trade = bool(asks.trade) and kept.trade == asks.trade
        return (
            weights.kind * (kept.kind == asks.kind.value)
            + weights.level * (kept.level == asks.level.value)
            + weights.trade * is_same_trade
        )

    return {key: score * (1 + more(known[key])) for key, score in scores.items()}
