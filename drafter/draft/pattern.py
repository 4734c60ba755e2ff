"""Sentence patterns: several ways to say each point, with slots where figures and names go (patterns.toml)."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from drafter.draft.phrase import Phrase, joined, plain
from drafter.errors import Defect

_PIECE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence or clause cut at its slots: literal text at even places, slot names at odd ones."""

    pieces: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words of the pattern without its slots."""
        return "".join(self.pieces[::2])

    @property
    def slots(self) -> tuple[str, ...]:
        """The names of the slots, in order."""
        return self.pieces[1::2]

    def fill(self, value: Callable[[str], Phrase | None]) -> Phrase | None:
        """The pattern with every slot filled by `value`, or None where one of them has no filling."""
        parts = [value(piece) if index % 2 else plain(piece) for index, piece in enumerate(self.pieces)]
        known = [part for part in parts if part is not None]
        return joined(known) if len(known) == len(parts) else None


@cache
def patterns() -> Mapping[str, tuple[Pattern, ...]]:
    """Point key → its patterns, in the order of the file."""
    raw = tomllib.loads(resources.files("drafter.draft").joinpath("patterns.toml").read_text("utf-8"))
    return {
        f"{group}.{point}": tuple(Pattern(tuple(_PIECE.split(text))) for text in texts)
        for group, points in raw.items()
        for point, texts in points.items()
    }


def turned(key: str, seed: str, times: int = 0) -> tuple[Pattern, ...]:
    """The patterns of `key`, beginning with the one that `seed` chooses the `times`-th time (the next one each time).

    Raises:
        Defect: there is no such point.
    """
    known = patterns().get(key)
    if not known:
        raise Defect(f"起草句式库里没有“{key}”。这是程序缺陷，请反馈给开发者。")
    first = (drawn(f"{seed}|{key}", len(known)) + times) % len(known)
    return known[first:] + known[:first]


def preferred(known: Sequence[Pattern], like: str, times: int = 0) -> tuple[Pattern, ...]:
    """The patterns by how much of their words is found in the text `like`, the `times`-th best first.

    Those that are equally near keep their order.
    """
    ranked = sorted(known, key=lambda pattern: -_shared(pattern.text, like))
    first = times % len(ranked)
    return (*ranked[first:], *ranked[:first])


def _shared(text: str, like: str) -> float:
    """Which part of the three-character runs of `text` stands in `like`."""
    runs = [text[at : at + 3] for at in range(len(text) - 2)]
    return sum(run in like for run in runs) / len(runs) if runs else 0.0


def drawn(seed: str, ways: int) -> int:
    """One of the numbers below `ways`, the same for the same seed."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) % ways
