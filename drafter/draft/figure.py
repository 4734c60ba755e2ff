"""What a slot stands for, and the figures of a work note."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.claims import Kind, bind
from drafter.draft.brief import Brief
from drafter.draft.notes import Note
from drafter.draft.slot import Shape
from drafter.draft.telling import topical
from drafter.form import Expression

_PERCENT = "%"
SIZE = "abs:"  # the size of a cell whose sign is said in words: 本年增/减


@dataclass(frozen=True, slots=True)
class Figure:
    """What a slot stands for: `value` as the text shows it, without `unit`.

    `units` are those that may be said with it, the usual one first. `slot` is the name as this tool writes it.
    `expression` is None for a figure of a note or a supplementary one; then
    `label` are the words that name it and `source` the note's id or `sup`.
    """

    slot: str
    value: str
    units: tuple[str, ...]
    expression: Expression | None = None
    shape: Shape = Shape.COUNT
    source: str = ""
    label: str = ""
    start: int = 0
    end: int = 0

    @property
    def unit(self) -> str:
        """The usual unit."""
        return self.units[0]

    @property
    def is_signed(self) -> bool:
        """Whether words tell the sign of the value: 增加, 减少."""
        return self.shape in (Shape.CHANGE, Shape.GROWTH) or self.slot.startswith(SIZE)


def squeezed(name: str) -> str:
    """A slot's name as it is compared: no spaces, half-width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))


def note_figures(id_: str, note: Note, brief: Brief) -> Iterator[Figure]:
    """Yield the figures of a note, in order, as n3.1, n3.2…; dates, titles, 文号 and ordinals are none."""
    claims = bind(topical(note), year=brief.year, edition=brief.ledger.edition, agency=brief.organ.agency)
    quantities = [c.quantity for c in claims if c.kind is Kind.FIGURE and c.quantity]
    for number, quantity in enumerate(quantities, start=1):
        unit = quantity.unit if quantity.unit != _PERCENT and quantity.text.endswith(quantity.unit) else ""
        value = quantity.text.removesuffix(unit) if unit else quantity.text
        yield Figure(
            f"{id_}.{number}", value, (unit,), source=id_, start=quantity.start, end=quantity.start + len(quantity.text)
        )
