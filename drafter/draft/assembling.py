"""A block put together from the sentences of a model that were taken and the composer's lines for the rest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from drafter.draft.evidence import Said
from drafter.draft.material import Item, Material, without_mark
from drafter.draft.page import Written
from drafter.draft.phrase import Phrase, joined, plain
from drafter.draft.plan import Told
from drafter.draft.script import Block, Line
from drafter.draft.telling import MARKS

_LEADING = re.compile("(?:此外|另外|同时|其次|最后|另)，")


@dataclass(frozen=True, slots=True)
class Taken:
    """A sentence of a model that passed: as it was said, its words with the figures in, the items it tells by id.

    `passages`: the library passages it went by. `before`: what stood before it in its paragraph when it was judged.
    """

    said: Said
    phrase: Phrase
    ids: tuple[str, ...]
    passages: tuple[str, ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with its place in the block; `counts`: whether it begins a new count of a list, None outside lists."""

    paragraph: int
    index: int
    line: Line
    counts: bool | None = None


def stands_for(text: str, taken: Taken) -> bool:
    """Whether a sentence of the block is that of the model: with a list mark before it, or its 此外 taken off."""
    return taken.phrase.text.endswith(without_mark(text))


def place_of(ids: Iterable[str], material: Material) -> tuple[int, int]:
    """Paragraph and index at which a sentence that tells these items stands: those of the first of them."""
    first = min((material.by_id[key] for key in ids), key=lambda item: item.index)
    return first.paragraph, first.index


def assembled(material: Material, taken: Sequence[Taken]) -> Block:
    """The block with the sentences taken in the places of the items they tell."""
    told = {key for sentence in taken for key in sentence.ids}
    if not told:
        return material.block
    placed = [*_fixed(material), *_left(material, told), *_worded(material, taken)]
    placed.sort(key=lambda line: (line.paragraph, line.index))
    paragraphs = [_counted(list(group)) for _, group in groupby(placed, key=lambda line: line.paragraph)]
    return replace(material.block, paragraphs=tuple(paragraphs))


def _fixed(material: Material) -> list[_Placed]:
    """The lines of the block that are no items: where they stood, or where items were moved, behind them all."""
    items = {id(item.line) for item in material.items}
    last = max(item.paragraph for item in material.items)
    found, index = [], 0
    for paragraph, lines in enumerate(material.block.paragraphs):
        for line in lines:
            if id(line) not in items:
                at = (last, index + len(material.items)) if material.moved else (paragraph, index)
                found.append(_Placed(*at, line))
            index += 1
    return found


def _left(material: Material, told: Collection[str]) -> list[_Placed]:
    return [
        _Placed(item.paragraph, item.index, item.line, True if item.marked else None)
        for item in material.items
        if item.id not in told
    ]


def _unmarked(line: Line) -> Line:
    """A line of a list without its mark, to be counted anew with its neighbours."""
    first, *rest = line.written
    if first.origin == "model" or not isinstance(line.step, Told):
        return line
    written = [replace(first, phrase=Phrase(first.phrase.text.removeprefix(line.step.lead), first.phrase.refs)), *rest]
    # Between sentences of a model, which end in full stops, a list goes on with full stops.
    end = written[-1].phrase
    written[-1] = replace(written[-1], phrase=Phrase(end.text.removesuffix("；").removesuffix("。") + "。", end.refs))
    return Line(line.step, tuple(written))


def _worded(material: Material, taken: Sequence[Taken]) -> list[_Placed]:
    found = []
    begun: set[str] = set()
    for sentence in taken:
        items = [material.by_id[key] for key in sentence.ids]
        paragraph, index = place_of(sentence.ids, material)
        marked = any(item.marked for item in items)
        anew = not begun.issuperset(sentence.ids)
        begun.update(sentence.ids)
        line = Line(min(items, key=lambda item: item.index).line.step, (_written(sentence, items),))
        found.append(_Placed(paragraph, index, line, anew if marked else None))
    return found


def _written(sentence: Taken, items: Sequence[Item]) -> Written:
    refs = tuple(ref for ref in sentence.phrase.refs if "." in ref and not ref.startswith("n"))
    notes = tuple(item.note.number for item in items if item.note)
    keys = "+".join(dict.fromkeys(item.key for item in items))
    return Written(replace(sentence.phrase, refs=refs), "model", notes, keys, sentence.passages)


def _counted(lines: Sequence[_Placed]) -> tuple[Line, ...]:
    """The lines of a paragraph, each list among them counted from 一是 on; a list of one is not counted."""
    done: list[Line] = []
    for in_list, group in groupby(lines, key=lambda line: line.counts is not None):
        members = list(group)
        if in_list and any(m.line.written[0].origin == "model" for m in members):
            marks = iter(MARKS if sum(bool(m.counts) for m in members) > 1 else ())
            done += [_with_mark(_unmarked(m.line), next(marks, "")) if m.counts else m.line for m in members]
        else:
            done += [m.line for m in members]
    return tuple(_begun(line) if not number else line for number, line in enumerate(done))


def _begun(line: Line) -> Line:
    """A line that begins a paragraph or a count: a model's 此外 or 同时 would lead on from nothing there."""
    first, *rest = line.written
    leading = _LEADING.match(first.phrase.text) if first.origin == "model" else None
    return Line(line.step, (replace(first, phrase=first.phrase.without(leading.end())), *rest)) if leading else line


def _with_mark(line: Line, mark: str) -> Line:
    first, *rest = _begun(line).written
    return Line(line.step, (replace(first, phrase=joined([plain(mark), first.phrase])), *rest))
