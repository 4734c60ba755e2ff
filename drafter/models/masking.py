"""What a mask gives back. The masks themselves know what personal data is and stand in another room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Masked(Protocol):
    """A text fit to leave the machine."""

    @property
    def text(self) -> str:
        """The text with what was personal replaced."""
        ...

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many of each kind were replaced, by the kind's Chinese name; never what they were."""
        ...


@dataclass(frozen=True, slots=True)
class _Bare:
    text: str
    kinds: Mapping[str, int] = field(default_factory=dict)


def bare(text: str) -> Masked:
    """`text` as it is: for texts that name nobody, such as those of tests and benchmarks."""
    return _Bare(text)
