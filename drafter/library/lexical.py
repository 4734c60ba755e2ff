"""The lexical half of retrieval: BM25 over characters and their pairs, which need no word list and forgive names."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from drafter.library.entry import place_of_id
from drafter.library.folder import written_whole

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[tuple[int], np.dtype[np.float32]]

_WORDS = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9]+")
_IDS = "ids.json"


def grams(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters and the characters themselves; Latin words and numbers whole.

    Single characters find what a clerk says in other words (留言回复 for 回留言, 停关 for 关停): on the queries of the
    corpus they are worth more than any other part of the search.
    """
    found: list[str] = []
    for run in _WORDS.findall(text):
        if run[0] < "\u3400":
            found.append(run.lower())
        else:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
            found += run
    return found


class Lexical:
    """BM25 scores of a fixed list of texts, each with an id of the form report:place:number."""

    def __init__(self, ids: Sequence[str], known: dict[str, int], index: Any) -> None:
        """Hold an index made by `build` or `load`; None for texts without a word."""
        import numpy as np

        self._ids = ids
        places: dict[str, list[int]] = {}
        for number, key in enumerate(ids):
            places.setdefault(place_of_id(key), []).append(number)
        self._places = {place: np.array(numbers, dtype="int64") for place, numbers in places.items()}
        self._known = known
        self._index = index

    @classmethod
    def build(cls, ids: Sequence[str], texts: Sequence[str]) -> Self:
        """Index `texts`, in the order of their `ids`."""
        import bm25s

        known: dict[str, int] = {}
        tokens = [[known.setdefault(gram, len(known)) for gram in grams(text)] for text in texts]
        if not known:
            return cls(ids, {}, None)
        index = bm25s.BM25()
        index.index((tokens, known), create_empty_token=False, show_progress=False)
        return cls(ids, known, index)

    def save(self, folder: Path) -> None:
        """Write the index into `folder`, whole or not at all; one that another process put there meanwhile stays."""
        with written_whole(folder) as fresh:
            if self._index is not None:
                self._index.save(fresh)
            (fresh / _IDS).write_text(json.dumps([list(self._ids), self._known], ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The index that `save` wrote there."""
        import bm25s

        ids, known = json.loads((folder / _IDS).read_text("utf-8"))
        return cls(ids, known, bm25s.BM25.load(folder, mmap=True) if known else None)

    def best(self, query: str, most: int, places: Collection[str]) -> list[str]:
        """The ids of the `most` texts of these places that score highest, best first; none that shares nothing."""
        import numpy as np

        asked = [self._known[gram] for gram in dict.fromkeys(grams(query)) if gram in self._known]
        parts = [self._places[place] for place in places if place in self._places]
        if self._index is None or not asked or not parts:
            return []
        among = np.concatenate(parts)
        scores: Numbers = self._index.get_scores_from_ids(asked)[among]
        most = min(most, len(scores))
        top = np.argpartition(-scores, most - 1)[:most]
        return [self._ids[among[i]] for i in top[np.argsort(-scores[top], kind="stable")] if scores[i] > 0]
