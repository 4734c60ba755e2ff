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
from drafter.library.entry import PLACES, Kept, Origin, report_of
from drafter.library.fusion import diverse, promising, reciprocal_rank
from drafter.library.index import Index
from drafter.library.lexical import grams
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
    """How rankings are brought together, found on the dev half of corpus/queries.toml (see `drafter eval search`).

    `dense`, `lexical`: what a rank in each half counts. `flat`: the constant of reciprocal rank fusion. `depth`:
    passages each half puts up. `led`, `lead`: the vector of a text is led towards its first `led` lexical finds, whose
    mean counts `lead` (Rocchio's feedback): a clerk's few words are near to a passage in meaning less surely than one
    passage is to another. `kind`, `level`, `trade`: how much more a passage is worth for being of an organ like the one
    that asks, as a share of its score: enough to pass what fits about as well. `relevance`: the
    weight of the score against variety.
    """

    dense: float = 0.5
    lexical: float = 1.0
    flat: float = 10.0
    depth: int = 60
    led: int = 2
    lead: float = 0.5
    kind: float = 0.05
    level: float = 0.03
    trade: float = 0.20
    relevance: float = 0.9


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

    def origins(self, ids: Collection[str]) -> Mapping[str, Origin]:
        """Where passages come from, by their ids; unknown ids are left out."""
        ...

    def vectors(self, ids: Collection[str]) -> dict[str, Any]:
        """The vectors of passages by id; unknown ids are left out."""
        ...

    def kept(self, ids: Collection[str]) -> dict[str, Kept]:
        """Passages by id; unknown ids are left out."""
        ...


_VARIED = Weights(relevance=0.7)
"""For examples to write by: what says the same as another teaches nothing more."""


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
    query = Query("", (place,), agency, edition, wanted, weights=_VARIED)
    return tuple(hit.passage for hit in _found(shelves, query, texts))


def _found(shelves: Shelves, query: Query, texts: Sequence[str]) -> list[Hit]:
    """The passages that fit any of the texts best; of passages that may not be shown ever more are passed over."""
    if query.half is not Half.LEXICAL:
        shelves.demand_same_embedding()
    words = [said for text in texts if grams(said := searchable(text).strip())]
    if not words:
        return []
    weights = query.weights
    vectors = shelves.embedding.queries(words) if query.half is not Half.LEXICAL else None
    depth = weights.depth
    while True:
        rankings = _rankings(shelves, query, words, vectors, depth)
        scores: dict[str, float] = {}
        for ranked in rankings:
            for key, score in reciprocal_rank(ranked, weights.flat).items():
                scores[key] = max(score, scores.get(key, 0.0))
        shown = _shown(shelves, query, scores)
        is_all = all(len(ids) < depth for ranked in rankings for _, ids in ranked)
        if len(shown) >= query.wanted or is_all or depth > _DEEPEST:
            return _chosen(shelves, query, {key: scores[key] for key in shown}, shown)
        depth *= 4


def _shown(shelves: Shelves, query: Query, ids: Collection[str]) -> dict[str, Origin]:
    """Of these passages those that may be shown to the organ that asks, in the same order."""

    def may_be(origin: Origin) -> bool:
        is_own = bool(query.agency) and origin.agency == query.agency
        return (query.own or not is_own) and (not query.edition or origin.edition == query.edition)

    origins = shelves.origins(ids)
    return {key: origins[key] for key in ids if key in origins and may_be(origins[key])}


def _chosen(shelves: Shelves, query: Query, scores: Mapping[str, float], origins: Mapping[str, Origin]) -> list[Hit]:
    """The best passages, not twice the same; only what can be chosen is fetched."""
    import numpy as np

    worth = _worths(query, scores, origins)
    most = max(query.weights.depth, query.wanted)
    best = dict(sorted(worth.items(), key=lambda item: (-item[1], item[0]))[:most])
    rows = shelves.vectors(promising(best, query.wanted, query.weights.relevance))
    best = {key: score for key, score in best.items() if key in rows}
    vectors = np.array([rows[key] for key in best], dtype="float32")
    chosen = diverse(best, vectors, query.wanted, query.weights.relevance)
    passages_of = shelves.kept(chosen)
    return [Hit(passages_of[key], best[key]) for key in chosen if key in passages_of]


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
    if query.half is not Half.DENSE:
        lexical = shelves.lexical(places, words, depth)
        halves.append((query.weights.lexical, lexical))
        if vectors is not None:
            vectors = _led(shelves, query, vectors, lexical)
    if vectors is not None:
        halves.append((query.weights.dense, shelves.dense(places, vectors, depth)))
    return [[(weight, found[at]) for weight, found in halves] for at in range(len(words))]


def _led(shelves: Shelves, query: Query, vectors: Vectors, lexical: Sequence[Sequence[str]]) -> Vectors:
    """Vectors led towards the first lexical finds that may be shown."""
    import numpy as np

    weights = query.weights
    shown = _shown(shelves, query, {key: None for found in lexical for key in found[: weights.depth]})
    leads = [[key for key in found if key in shown][: weights.led] for found in lexical]
    known = shelves.vectors({key for lead in leads for key in lead})
    rows = []
    for vector, lead in zip(vectors, leads, strict=True):
        first = [known[key] for key in lead if key in known]
        rows.append(vector + weights.lead * np.mean(first, axis=0) if first else vector)
    led: Vectors = np.array(rows, dtype="float32")
    led /= np.linalg.norm(led, axis=1, keepdims=True)
    return led


def _worths(query: Query, scores: Mapping[str, float], origins: Mapping[str, Origin]) -> dict[str, float]:
    """Scores, higher for passages of organs like the one that asks."""
    if not query.agency:
        return dict(scores)
    asks = standing(query.agency)
    weights = query.weights

    def more(origin: Origin) -> float:
        is_same_trade = bool(asks.trade) and origin.trade == asks.trade
        return (
            weights.kind * (origin.kind == asks.kind.value)
            + weights.level * (origin.level == asks.level.value)
            + weights.trade * is_same_trade
        )

    return {key: score * (1 + more(origins[key])) for key, score in scores.items()}
