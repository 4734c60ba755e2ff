"""Two rankings made one, and a choice from it that does not say the same thing twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.library.embedding import Vectors

_ROUNDING = 1e-3
"""How far numbers of single precision may lead a comparison astray, with much to spare."""


def reciprocal_rank(rankings: Sequence[tuple[float, Sequence[str]]], flat: float) -> dict[str, float]:
    """Each id with the sum of weight / (flat + rank) over the rankings it is in, each given with its weight.

    Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009). Ranks are 1-based; the larger `flat`, the less the first
    ranks stand out.
    """
    scores: dict[str, float] = {}
    for weight, ranking in rankings:
        for rank, key in enumerate(ranking, 1):
            scores[key] = scores.get(key, 0.0) + weight / (flat + rank)
    return scores


def promising(scores: Mapping[str, float], wanted: int, relevance: float) -> dict[str, float]:
    """The ids that `diverse` can choose from, however alike passages turn out to be.

    One of the first `wanted` is always left, and likeness takes at most 1 - `relevance` from it.
    """
    if len(scores) <= wanted:
        return dict(scores)
    ranked = sorted(scores.values(), reverse=True)
    floor = ranked[wanted - 1] - (1 - relevance + _ROUNDING) * ranked[0] / relevance
    return {key: score for key, score in scores.items() if score >= floor}


def diverse(scores: Mapping[str, float], vectors: Vectors, wanted: int, relevance: float) -> list[str]:
    """`wanted` ids by maximal marginal relevance (Carbonell and Goldstein 1998), best first.

    `vectors`: unit vectors, a row for each id of `scores` in its order. `relevance`: the weight of a score (scaled so
    that the best is 1) against likeness to what is chosen already.
    """
    import numpy as np

    ids = list(scores)
    if not ids:
        return []
    worth = np.array([scores[key] for key in ids], dtype="float32")
    worth /= worth.max() or 1
    alike = np.full(len(ids), 0.0, dtype="float32")
    left = np.ones(len(ids), dtype=bool)
    chosen: list[str] = []
    while left.any() and len(chosen) < wanted:
        gain = np.where(left, relevance * worth - (1 - relevance) * alike, -np.inf)
        best = int(gain.argmax())
        chosen.append(ids[best])
        left[best] = False
        alike = np.maximum(alike, vectors @ vectors[best])
    return chosen
