"""How a model is to write a draft: who answers, by which prompts, in which tone, after which examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from drafter.draft.tone import Tone
from drafter.models import Asked

if TYPE_CHECKING:
    from drafter.draft.prompts import Prompts  # loads what it reads files with

_USED = ("plan", "write")

A = TypeVar("A")
B = TypeVar("B")


class Example(NamedTuple):
    """A passage of another organ's report: its id in the library, its words without figures, dates and name."""

    id: str
    text: str


class Spread(Protocol):
    """Does something to each of several things, at once or one after the other, and gives the results in order."""

    def __call__(self, do: Callable[[A], B], things: Sequence[A], /) -> Iterable[B]:
        """The results."""
        ...


def in_turn(do: Callable[[A], B], things: Sequence[A], /) -> Iterable[B]:
    """One after the other."""
    return [do(thing) for thing in things]


def no_examples(_place: str, _texts: Sequence[str]) -> Sequence[Example]:
    """Nothing to go by."""
    return ()


@dataclass(frozen=True)
class Writing:
    """The terms of a draft that a model writes.

    `examples`: passages for a place of the form (1.2) and what is to be told there. `rounds`: how often a section is
    asked for, the first time included. `style`: remarks on the style of a report that is to be taken for a model.
    `only`: the section to be worded, by id or name, "" for all. `sources` is filled with the report that each example
    comes from, by its id.
    """

    asked: Asked
    prompts: Prompts
    tone: Tone = Tone.STANDARD
    examples: Callable[[str, Sequence[str]], Sequence[Example]] = no_examples
    spread: Spread = field(default=in_turn)
    rounds: int = 2
    style: str = ""
    only: str = ""
    sources: dict[str, str] = field(default_factory=dict)

    def record(self) -> dict[str, str]:
        """What the draft's record says of the model and the prompts it was asked by."""
        versions = {f"prompt.{task}": template.version for task, template in self.prompts.items() if task in _USED}
        return {"writer": self.asked.id} | versions
