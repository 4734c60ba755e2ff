"""Looking for example passages: by meaning and by words, from like organs first, not twice the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from drafter.documents import Report
from drafter.library.fusion import diverse, reciprocal_rank
from drafter.library.index import PLACES, Index, Kept
from drafter.library.passage import passages, searchable
from drafter.library.standing import standing

_LOOKED_AT = 60
"""Passages each half puts up: a multiple of what a writer reads, few enough to fetch at once."""

_TELLING = 30
"""Characters below which a passage says nothing of where it was taken from."""

_LIKENESS = {"kind": 0.10, "level": 0.05, "trade": 0.15, "edition": 0.05}
"""How much more a passage is worth for being of an organ like the one that asks, as a share of its score."""


class Half(StrEnum):
    """Which ranking a search goes by."""

    HYBRID = "hybrid"
    DENSE = "dense"
    LEXICAL = "lexical"


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for.

    `text`: words or a sentence, its figures beside the point. `places`: places of the form ("1.2"), all where empty.
    `agency`, `edition`: of the organ that asks; passages of its own are left out unless `own`.
    """

    text: str
    places: Collection[str] = ()
    agency: str = ""
    edition: str = ""
    wanted: int = 5
    own: bool = False
    half: Half = Half.HYBRID


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its score before the choice for variety."""

    passage: Kept
    score: float


def search(index: Index, query: Query) -> list[Hit]:
    """The passages that fit best, best first; fewer than wanted where there are no more.

    Raises:
        LibraryError: the index was built with another embedding, or cannot be reached.
    """
    import numpy as np

    if query.half is not Half.LEXICAL:
        index.demand_same_embedding()
    ranked = reciprocal_rank(*_rankings(index, query))
    scores: dict[str, float] = {}
    known: dict[str, tuple[Kept, Any]] = {}
    for kept, vector in index.kept(list(ranked)):
        if query.own or not query.agency or kept.agency != query.agency:
            scores[kept.id] = ranked[kept.id] * _worth(kept, query)
            known[kept.id] = (kept, vector)
    best = dict(sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_LOOKED_AT])
    chosen = diverse(best, np.array([known[key][1] for key in best], dtype="float32"), query.wanted)
    return [Hit(known[key][0], scores[key]) for key in chosen]


def alike(index: Index, report: Report, most: int = 8) -> list[Report]:
    """The reports of other organs that share most passages with a report by their words, at most `most` of them.

    Raises:
        LibraryError: the library cannot be reached.
    """
    shared: Counter[str] = Counter()
    lexical = index.lexical()
    for passage in passages(report):
        if len(passage.text) >= _TELLING:
            shared.update({key.split(":")[0] for key in lexical.best(searchable(passage.pattern), 3, PLACES)})
    entries = (index.entry(key) for key, _ in shared.most_common())
    foreign = (entry.id for entry in entries if entry is not None and entry.agency != report.agency)
    return [found for key in islice(foreign, most) if (found := index.report(key)) is not None]


def _rankings(index: Index, query: Query) -> list[list[str]]:
    words, places = searchable(query.text), query.places or PLACES
    rankings = []
    if query.half is not Half.LEXICAL:
        rankings.append(index.dense(places, words, _LOOKED_AT))
    if query.half is not Half.DENSE:
        rankings.append(index.lexical().best(words, _LOOKED_AT, places))
    return rankings


def _worth(kept: Kept, query: Query) -> float:
    if not query.agency:
        return 1.0
    asks = standing(query.agency)
    same = {
        "kind": kept.kind == asks.kind.value,
        "level": kept.level == asks.level.value,
        "trade": bool(asks.trade) and kept.trade == asks.trade,
        "edition": bool(query.edition) and kept.edition == query.edition,
    }
    return 1 + sum(_LIKENESS[name] for name, is_so in same.items() if is_so)
