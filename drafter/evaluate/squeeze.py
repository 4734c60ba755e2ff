"""Texts compared without their white space: where a quotation stands, and which characters a span covers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

_SHORTEST_CONTEXT = 2


def squeezed(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


@dataclass(frozen=True)
class Squeezed:
    """A text without its white space, with the way from an offset of the text as given (0-based) to one in `flat`."""

    given: str

    @cached_property
    def flat(self) -> str:
        """The text without white space."""
        return squeezed(self.given)

    @cached_property
    def _kept(self) -> tuple[int, ...]:
        """How many characters are kept before each offset of the text as given, its end included."""
        kept, counts = 0, [0]
        for character in self.given:
            kept += not character.isspace()
            counts.append(kept)
        return tuple(counts)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The span in `flat` of what stands from `start` to `end` of the text as given; None for white space alone."""
        first, last = self._kept[start], self._kept[end]
        return (first, last) if last > first else None

    def locate(self, before: str, quote: str, start: int) -> tuple[int, int] | None:
        """The span in `flat` of `quote`, which stands behind `before`; looked for from `start` on, then from the top.

        The left context is shortened from its far end until quotation and context are found together.
        """
        context, wanted = squeezed(before), squeezed(quote)
        for cut in range(len(context) + 1):
            near = context[cut:]
            if cut and len(near) < _SHORTEST_CONTEXT:
                return None
            for origin in (max(0, start - len(near)), 0):
                found = self.flat.find(near + wanted, origin)
                if found >= 0:
                    return found + len(near), found + len(near) + len(wanted)
        return None
