"""What is left out before the choice for variety could not have been chosen."""

from __future__ import annotations

import numpy as np
import pytest

from drafter.library.fusion import diverse, promising


@pytest.mark.parametrize("relevance", [0.5, 0.7, 0.9])
def test_leaving_out_the_hopeless_changes_no_choice(relevance: float) -> None:
    drawn = np.random.default_rng(3)
    for _ in range(50):
        scores = {str(rank): 1 / (10 + rank) for rank in range(1, 61)}
        vectors = np.abs(drawn.standard_normal((60, 4))).astype("float32")
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        left = promising(scores, 5, relevance)
        kept = np.array([vectors[int(key) - 1] for key in left])
        assert diverse(left, kept, 5, relevance) == diverse(scores, vectors, 5, relevance)


def test_most_are_left_out_where_score_counts_most() -> None:
    scores = {str(rank): 1 / (10 + rank) for rank in range(1, 61)}
    assert len(promising(scores, 5, 0.9)) < 15
