"""Which cells were taken for which: misbound, missed and spurious figures gathered by cells expected and given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from drafter.documents import Frozen
from drafter.evaluate.tally import Deviation, Difference

EXAMPLES = 3
_CONFUSED = (Difference.MISBOUND, Difference.MISSED, Difference.SPURIOUS)


class Confusion(Frozen):
    """One pair of expected and given cells, how often it came, and the first places where it did."""

    what: Difference
    expected: str
    given: str
    count: int
    examples: tuple[str, ...]


def confusions(deviations: Iterable[Deviation]) -> tuple[Confusion, ...]:
    """The pairs, the most frequent first."""
    places: dict[tuple[Difference, str, str], list[str]] = defaultdict(list)
    for deviation in deviations:
        if deviation.what in _CONFUSED:
            key = (deviation.what, deviation.expected, deviation.given)
            places[key].append(f"{deviation.document} {deviation.place}")
    found = (
        Confusion(what=what, expected=expected, given=given, count=len(at), examples=tuple(at[:EXAMPLES]))
        for (what, expected, given), at in places.items()
    )
    return tuple(sorted(found, key=lambda item: (-item.count, item.what, item.expected, item.given)))
