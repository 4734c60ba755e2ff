"""What a model may rest one sentence on: the composer's points, the work notes, examples, and the figures in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from drafter.check.phrase import cell_name
from drafter.documents.report import Frozen
from drafter.draft.brief import Brief
from drafter.draft.equality import Identities
from drafter.draft.figure import SIZE, Figure, note_figures, squeezed
from drafter.draft.notes import Note
from drafter.draft.phrase import Phrase
from drafter.draft.slot import Shape, Slot, numeral, parse_slot
from drafter.draft.telling import topical
from drafter.numerals import scan

_KEY = re.compile(r"[a-z0-9_.]+")
_KINDS = {Shape.SHARE: "占比", Shape.CHANGE: "与上年相差", Shape.GROWTH: "比上年增减的百分比"}


class Said(Frozen):
    """One sentence as a model said it: its figures in slots, and the ids of what it rests on (p1, n3, e2)."""

    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A slot that a section may use: its name and unit, its meaning in Chinese, and its value as the text shows it."""

    slot: str
    unit: str
    meaning: str
    value: str


@dataclass(frozen=True)
class Evidence:
    """Everything that sentences of one section may rest on.

    `points`: the composer's sentences by id, figures and all. `notes`, `examples`: by id as well. `heading`: the line
    above the section's text.
    """

    brief: Brief
    heading: str
    points: Mapping[str, Phrase]
    notes: Mapping[str, Note]
    examples: Mapping[str, str]

    def figure(self, name: str) -> Figure | None:
        """What the slot `name` stands for, or None where there is no such figure or its cell is blank."""
        bare = squeezed(name)
        for figure in self.given:
            if squeezed(figure.slot) == bare:
                return figure
        key = bare.removeprefix(SIZE)
        slot = parse_slot(_KEY.sub(lambda key: self._whole_key(key[0]), key)) if bare.isascii() else None
        if slot is None or (key != bare and slot.shape is not Shape.COUNT):
            return None
        return self._cell_figure(slot, bare.removesuffix(key))

    @cached_property
    def identities(self) -> Identities:
        """The identities that hold in the ledger."""
        return Identities(self.brief)

    @cached_property
    def given(self) -> tuple[Figure, ...]:
        """The figures of the notes, then the supplementary ones."""
        extras = (
            Figure(f"sup.{extra.name}", numeral(extra.value), (extra.unit,), source="sup", label=extra.name)
            for extra in self.brief.figures
        )
        noted = (figure for id_, note in self.notes.items() for figure in note_figures(id_, note, self.brief))
        return (*noted, *extras)

    def words(self, id_: str) -> str:
        """A note as the report tells it: what stands under a heading of its own (社会评议) names what it is about."""
        return topical(self.notes[id_])

    def of_note(self, id_: str) -> tuple[Figure, ...]:
        """The figures of one note, in its order."""
        return tuple(figure for figure in self.given if figure.source == id_)

    def knows(self, id_: str) -> bool:
        """Whether an id is one of the section's points, notes or examples."""
        return id_ in self.points or id_ in self.notes or id_ in self.examples

    def _whole_key(self, key: str) -> str:
        """A key written short: `t3.new` for its total."""
        form = self.brief.ledger.edition
        bare = key.removeprefix("prev.")
        if form.cell(bare) is None and form.cell(f"{bare}.total") is not None:
            return f"{key}.total"
        return key

    @cached_property
    def _said_units(self) -> Mapping[str, tuple[str, ...]]:
        """Slot → the units that the composer's sentences say with it."""
        found: dict[str, tuple[str, ...]] = {}
        for phrase in self.points.values():
            quantities = {quantity.start: quantity for quantity in scan(phrase.text)}
            for filled in phrase.figures:
                quantity = quantities.get(filled.start)
                if quantity and quantity.start + len(quantity.text) > filled.end:
                    unit = quantity.text[filled.end - filled.start :]
                    found[filled.slot] = (*found.get(filled.slot, ()), unit)
        return found

    def _cell_figure(self, slot: Slot, size: str) -> Figure | None:
        filled = slot.fill(self.brief.amount, self.brief.decimals)
        cells = [self.brief.ledger.edition.cell(ref.removeprefix("prev.")) for ref in slot.expression.refs]
        if filled is None or None in cells:
            return None
        units = {cell.column.unit for cell in cells if cell}
        unit = units.pop() if len(units) == 1 and slot.shape in (Shape.COUNT, Shape.CHANGE) else ""
        name = f"{size}{slot.name}"
        known = tuple(dict.fromkeys((*self._said_units.get(name, ()), unit)))
        value = filled.text.removeprefix("-") if size else filled.text
        return Figure(name, value, known, slot.expression, slot.shape)


def slotted_note(evidence: Evidence, id_: str) -> str:
    """A note's words with its figures as slots: 组织培训{{n3.1|次}}."""
    text = evidence.words(id_)
    pieces, at = [], 0
    for figure in evidence.of_note(id_):
        pieces += [text[at : figure.start], written(figure)]
        at = figure.end
    return "".join([*pieces, text[at:]])


def written(figure: Figure | Offer) -> str:
    """A slot as a sentence writes it, with its unit."""
    return f"{{{{{figure.slot}|{figure.unit}}}}}" if figure.unit else f"{{{{{figure.slot}}}}}"


def offers(evidence: Evidence) -> tuple[Offer, ...]:
    """Every slot that may be used in the section: those of the points, then of the notes, then supplementary ones."""
    slots = [filled.slot for phrase in evidence.points.values() for filled in phrase.figures]
    refs = [ref for phrase in evidence.points.values() for ref in phrase.refs if not ref.startswith("sup.")]
    names = dict.fromkeys([*slots, *refs])
    cells = [figure for name in names if (figure := evidence.figure(name)) and figure.expression]
    told = {name for name in slots if name.startswith("sup.")}
    given = [f for f in evidence.given if f.source != "sup" or f.slot in told]
    return tuple(Offer(f.slot, f.unit, _meaning(evidence, f), f.value) for f in (*cells, *given))


def _meaning(evidence: Evidence, figure: Figure) -> str:
    if figure.source == "sup":
        return f"补充数字“{figure.label}”"
    if figure.expression is None:
        return f"素材{figure.source}中的“{evidence.words(figure.source)[figure.start : figure.end]}”"
    keys: Sequence[str] = [term.key for term in figure.expression.terms]
    if figure.shape is Shape.SHARE:
        wholes = [term.key for term in figure.expression.over]
        return f"{_sum(evidence, keys)}占{_sum(evidence, wholes)}的比例"
    if figure.shape is Shape.COUNT:
        return _sum(evidence, keys)
    own = [key for key in keys if not key.startswith("prev.")]
    value = figure.expression.evaluate(evidence.brief.amount) or 0
    way = "（比上年增加）" if value > 0 else "（比上年减少）" if value < 0 else "（与上年持平）"
    return f"{_sum(evidence, own)}{_KINDS[figure.shape]}{way}"


def _sum(evidence: Evidence, keys: Sequence[str]) -> str:
    return "＋".join(cell_name(evidence.brief.ledger.edition, key) for key in keys)
