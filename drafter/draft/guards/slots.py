"""A model's sentence cut at its slots, and the slots filled; a slot that cannot be filled is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.draft.evidence import Evidence
from drafter.draft.figure import Figure
from drafter.draft.guards.fault import Fault
from drafter.draft.phrase import Filled, Phrase
from drafter.draft.wording import normalised

_SLOT = re.compile(r"[ \t\u3000\xa0]*[{｛]{2}([^{}｛｝]*)[}｝]{2}[ \t\u3000\xa0]*")
_PIPE = re.compile(r"[|｜∣]")
_MARK = 0xE000  # the first of the private characters that stand for slots while a sentence is read
MARKS = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Use:
    """A slot as used: the figure, its place in the filled text (value, then unit), and its mark in the masked one."""

    figure: Figure
    unit: str
    start: int
    value_end: int
    end: int
    mark: int


@dataclass(frozen=True)
class Parsed:
    """A sentence with its slots filled. `masked` has one private character for each slot together with its unit."""

    text: str
    masked: str
    uses: tuple[Use, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def phrase(self) -> Phrase:
        """The filled sentence with the evidence for every figure."""
        refs = (ref for use in self.uses for ref in refs_of(use.figure))
        figures = tuple(Filled(use.start, use.value_end, use.figure.slot) for use in self.uses)
        return Phrase(self.text, tuple(dict.fromkeys(refs)), figures)


def refs_of(figure: Figure) -> tuple[str, ...]:
    """The cells or the supplementary figure that a figure tells; a note's figure tells none."""
    if figure.expression:
        return figure.expression.refs
    return (figure.slot,) if figure.source == "sup" else ()


def parse(text: str, evidence: Evidence) -> Parsed:
    """Read the slots of a sentence, forgiving of spaces and full-width marks, and fill them."""
    written = [match[1] for match in _SLOT.finditer(text)]
    numbers = iter(range(len(written)))
    marked = _SLOT.sub(lambda _: chr(_MARK + next(numbers)), text)
    faults = list(_stray_braces(marked))
    figures: list[tuple[Figure, str]] = []
    for slot in written:
        figure, unit, fault = _read(slot, evidence)
        faults += [fault] if fault else []
        figures.append((figure or Figure(slot, "", ("",)), unit))
    if faults:
        return Parsed("", marked, (), tuple(faults))
    words = normalised(marked)
    if marked.rstrip().endswith(("：", ":")):
        words = words.removesuffix("。") + "："  # leads to the sentences that follow
    return _filled(words, figures)


def _stray_braces(marked: str) -> Iterator[Fault]:
    if re.search(r"[{}｛｝]", marked):
        yield Fault("slot.braces", "数字要写成双花括号，如{{t3.new.total|件}}，不能有单个花括号", marked[:20])


def _read(written: str, evidence: Evidence) -> tuple[Figure | None, str, Fault | None]:
    """The figure and unit a slot names, or what is wrong with it."""
    pieces = [piece.strip() for piece in _PIPE.split(written)]
    figure = evidence.figure(pieces[0]) if len(pieces) <= 2 and pieces[0] else None
    if figure is None:
        reason = f"没有“{written}”这个可用数字（或表中空白），只能用【可用数字】中列出的名称，不能改写"
        return None, "", Fault("slot.unknown", reason, written)
    unit = pieces[1] if len(pieces) > 1 else ""
    if unit == "%" and figure.value.endswith("%"):
        return figure, "", None
    if unit and unit not in figure.units:
        named = f"单位是“{figure.unit}”" if figure.unit else "本身已带单位，不另写单位"
        return None, "", Fault("slot.unit", f"{figure.slot}的{named}，不能写成“{unit}”", written)
    return figure, unit, None


def _filled(marked: str, figures: Sequence[tuple[Figure, str]]) -> Parsed:
    """Put values and units in place; a unit that also stands behind the braces is said once."""
    text, masked, uses, faults = "", "", [], []
    at = 0
    for match in MARKS.finditer(marked):
        literal = marked[at : match.start()]
        text, masked, at = text + literal, masked + literal, match.end()
        figure, given = figures[ord(match[0]) - _MARK]
        behind = next((unit for unit in figure.units if unit and marked.startswith(unit, at)), "")
        if behind and given in ("", behind):
            at += len(behind)
        elif not behind and not given and "" not in figure.units and figure.value != "0":
            faults.append(Fault("slot.unit", f"{figure.slot}后面要写单位“{figure.unit}”", figure.slot))
        unit = given or behind
        start = len(text)
        text += figure.value + unit
        uses.append(Use(figure, unit, start, start + len(figure.value), len(text), len(masked)))
        masked += match[0]
    return Parsed(text + marked[at:], masked + marked[at:], tuple(uses), tuple(faults))
