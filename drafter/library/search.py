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

    def kept(self, ids: Collection[str]) -> list[tuple[Kept, Any]]:
        """Passages by id, each with its vector, in no order; unknown ids are left out."""
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
        rankings, met = _rankings(shelves, query, words, vectors, depth)
        scores: dict[str, float] = {}
        for ranked in rankings:
            for key, score in reciprocal_rank(ranked, weights.flat).items():
                scores[key] = max(score, scores.get(key, 0.0))
        known = met | _known(shelves, scores.keys() - met.keys())
        shown = {key: known[key] for key in scores if key in known and _may_be_shown(known[key][0], query)}
        is_all = all(len(ids) < depth for ranked in rankings for _, ids in ranked)
        if len(shown) >= query.wanted or is_all or depth > _DEEPEST:
            return _chosen(query, {key: scores[key] for key in shown}, shown)
        depth *= 4


def _known(shelves: Shelves, ids: Collection[str]) -> dict[str, tuple[Kept, Any]]:
    return {kept.id: (kept, vector) for kept, vector in shelves.kept(ids)}


def _may_be_shown(kept: Kept, query: Query) -> bool:
    is_own = bool(query.agency) and kept.agency == query.agency
    return (query.own or not is_own) and (not query.edition or kept.edition == query.edition)


def _chosen(query: Query, scores: Mapping[str, float], known: Mapping[str, tuple[Kept, Any]]) -> list[Hit]:
    """The best passages, not twice the same."""
    import numpy as np

    worth = _worths(query, scores, {key: kept for key, (kept, _) in known.items()})
    most = max(query.weights.depth, query.wanted)
    best = dict(sorted(worth.items(), key=lambda item: (-item[1], item[0]))[:most])
    vectors = np.array([known[key][1] for key in best], dtype="float32")
    return [Hit(known[key][0], best[key]) for key in diverse(best, vectors, query.wanted, query.weights.relevance)]


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
) -> tuple[list[list[tuple[float, list[str]]]], dict[str, tuple[Kept, Any]]]:
    """For each text the rankings of it, each with its weight, and the passages looked up on the way."""
    places = query.places or PLACES
    halves: list[tuple[float, list[list[str]]]] = []
    met: dict[str, tuple[Kept, Any]] = {}
    if query.half is not Half.DENSE:
        lexical = shelves.lexical(places, words, depth)
        halves.append((query.weights.lexical, lexical))
        if vectors is not None:
            vectors, met = _led(shelves, query, vectors, lexical)
    if vectors is not None:
        halves.append((query.weights.dense, shelves.dense(places, vectors, depth)))
    return [[(weight, found[at]) for weight, found in halves] for at in range(len(words))], met


def _led(
    shelves: Shelves, query: Query, vectors: Vectors, lexical: Sequence[Sequence[str]]
) -> tuple[Vectors, dict[str, tuple[Kept, Any]]]:
    """Vectors led towards the first lexical finds that may be shown, and all passages looked up for it."""
    import numpy as np

    weights = query.weights
    looked_at = {key for found in lexical for key in found[: weights.depth]}
    met = _known(shelves, looked_at)
    rows = []
    for vector, found in zip(vectors, lexical, strict=True):
        first = [met[key][1] for key in found if key in met and _may_be_shown(met[key][0], query)][: weights.led]
        rows.append(vector + weights.lead * np.mean(first, axis=0) if first else vector)
    led = np.array(rows, dtype="float32")
    return led / np.linalg.norm(led, axis=1, keepdims=True), met


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
