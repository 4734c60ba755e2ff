"""The row order of table 3 as a witness: rows without a sound label take the place left between certain ones."""

from __future__ import annotations

from collections.abc import Sequence

Candidates = tuple[str, ...] | None


def resolve(rows: Sequence[Candidates], order: Sequence[str]) -> list[str | None]:
    """Give each row its key, or None where more than one remains possible.

    `rows` are the candidate keys of the rows as they follow each other in the document: one key where the label is
    certain, several where it is ambiguous, None where there is no label at all. `order` is the form's. Rows between
    two certain ones take keys between theirs, in order, and only where there is exactly one way to do so.
    """
    rank = {key: i for i, key in enumerate(order)}
    keys: list[str | None] = [row[0] if row and len(row) == 1 else None for row in rows]
    certain = {key for key in keys if key}
    start = 0
    while start < len(rows):
        if keys[start] is not None:
            start += 1
            continue
        end = start
        while end < len(rows) and keys[end] is None:
            end += 1
        low = _rank_before(keys, start, rank)
        high = rank.get(keys[end] or "", len(order)) if end < len(rows) else len(order)
        free = [key for key in order[low + 1 : high] if key not in certain]
        for i, key in enumerate(_only_way(rows[start:end], free), start):
            keys[i] = key
        start = end
    return keys


def _rank_before(keys: Sequence[str | None], start: int, rank: dict[str, int]) -> int:
    """The rank of the certain row before `start`; where there is none or it is no row of the form, before all rows."""
    return rank.get(keys[start - 1] or "", -1) if start else -1


def _only_way(rows: Sequence[Candidates], free: Sequence[str]) -> Sequence[str | None]:
    """The keys of `rows` chosen from `free` in order if there is exactly one choice, else None for each.

    A row without any label is only placed where the rows fill the gap: elsewhere a missing row would be guessed.
    """
    if any(row is None for row in rows) and len(rows) != len(free):
        return [None] * len(rows)
    ways = _ways(rows, free)
    return ways[0] if len(ways) == 1 else [None] * len(rows)


def _ways(rows: Sequence[Candidates], free: Sequence[str]) -> list[list[str]]:
    """At most two ways to give `rows` keys of `free` in rising order."""
    partial: list[tuple[int, list[str]]] = [(0, [])]
    for row in rows:
        grown = [
            (i + 1, [*keys, free[i]])
            for used, keys in partial
            for i in range(used, len(free))
            if row is None or free[i] in row
        ]
        partial = grown[:1000]  # more open ways than this never narrow down to one
    return [keys for _, keys in partial[:2]]
