"""Number-like stretches that state no figure: dates and periods, citations, ordinals, names, contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from drafter.claims.claim import Kind
from drafter.claims.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the plain text (0-based, end exclusive) that is no figure, and what it is."""

    start: int
    end: int
    kind: Kind


# What encloses a name: a number inside it counts nothing.
_NAMED = re.compile(
    r"《[^《》\n]{1,120}》|“[^“”，。；\n]{1,24}”|\"[^\"，。；\n]{1,24}\"|「[^「」\n]{1,24}」|<[^<>\n]{1,120}>|〈[^〈〉\n]{1,120}〉"
)
# The characters with which the patterns begin: most places of a text are passed over by one look.
_FIRST = "0-9A-Za-z〇○零一二两三四五六七八九十百千万半双历最点第令其附图表（〔\\[﹝【—–#＃①-⑳❶-❿㈠-㈩⑴-⒇"
# The letters of a 文号 before its year: the last ones that no connective divides from the rest of the sentence.
_ISSUER = re.compile(r"(?:(?![和与及照据按由])[㐀-鿿]){1,10}$")


@cache
def _pattern() -> re.Pattern[str]:
    named = "|".join(
        f"(?P<{kind}{n}>{p})" for kind, patterns in lexicon().exempt.items() for n, p in enumerate(patterns)
    )
    return re.compile(f"(?=[{_FIRST}])(?:{named})")


def named(text: str) -> tuple[tuple[int, int], ...]:
    """The titles and short quotations of plain `text`, outermost, in order."""
    return tuple(match.span() for match in _NAMED.finditer(text))


def marks(text: str, names: Sequence[tuple[int, int]]) -> tuple[Mark, ...]:
    """Every stretch of plain `text` that looks like a number and is no figure, in order, never overlapping.

    `names` are its titles and quotations: what stands inside one is part of the name.
    """
    return tuple(_marks(text, names))


def _marks(text: str, names: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    upcoming = iter(names)
    name = next(upcoming, None)
    floor = 0
    for match in _pattern().finditer(text):
        start, end = match.span()
        while name is not None and name[1] <= start:
            name = next(upcoming, None)
        kind = Kind((match.lastgroup or "other").rstrip("0123456789"))
        if name is not None and name[0] < start < name[1]:
            kind = Kind.NAME
        elif kind is Kind.CITATION and text[start] in "〔[﹝【（":
            issuer = _ISSUER.search(text, max(floor, start - 10), start)
            start = issuer.start() if issuer else start
        yield Mark(start, end, kind)
        floor = end
