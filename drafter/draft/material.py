"""What a model is given to word: the points and notes of one block, each with an id and the composer's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from drafter.draft.notes import Note
from drafter.draft.phrase import Phrase, joined
from drafter.draft.plan import Point, Told
from drafter.draft.script import Block, Line
from drafter.draft.telling import MARKS

WORDED = ("1.1", "1.2", "1.3", "1.4", "1.5", "5", "6")
"""Sections a model words; title and preamble are set clauses, sections two to four are tables."""

_MARK = re.compile("|".join(MARKS) + "|[（(][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]、")


@dataclass(frozen=True, slots=True)
class Item:
    """One point or note. `paragraph` and `index` place it in the block; `marked`: it is counted 一是、二是 there."""

    id: str
    paragraph: int
    index: int
    line: Line
    phrase: Phrase
    note: Note | None = None
    marked: bool = False

    @property
    def key(self) -> str:
        """What it tells, as sentences name it."""
        return self.line.written[0].key


@dataclass(frozen=True)
class Material:
    """The items of a block in its order; `moved`: another order than the block's."""

    block: Block
    items: tuple[Item, ...]
    moved: bool = False

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """Id → item."""
        return {item.id: item for item in self.items}

    @cached_property
    def points(self) -> Mapping[str, Phrase]:
        """The points as the composer words them."""
        return {item.id: item.phrase for item in self.items if item.note is None}

    @cached_property
    def notes(self) -> Mapping[str, Note]:
        """The notes."""
        return {item.id: item.note for item in self.items if item.note is not None}

    def arranged(self, paragraphs: list[list[str]]) -> Material | None:
        """The items in other paragraphs and order; None where the ids are not exactly these, each once.

        What is counted in a list stays where it is: its order is the writer's. Points keep their order, for one takes
        up what another has said (其中, 上述申请) and reads otherwise before it; notes may go anywhere.
        """
        order = [key for paragraph in paragraphs for key in paragraph]
        if sorted(order) != sorted(self.by_id) or any(item.marked for item in self.items):
            return None
        if [key for key in order if key in self.points] != list(self.points):
            return None
        at = {key: (number, order.index(key)) for number, keys in enumerate(paragraphs) for key in keys}
        moved = [replace(item, paragraph=at[item.id][0], index=at[item.id][1]) for item in self.items]
        return replace(self, items=tuple(sorted(moved, key=lambda item: item.index)), moved=True)


def material(block: Block) -> Material:
    """The items of a block; lines that only lead over, set clauses and placeholders are none."""
    items: list[Item] = []
    index = 0
    for paragraph, lines in enumerate(block.paragraphs):
        for line in lines:
            found = _item(line, paragraph, index, len([i for i in items if i.note is None]) + 1)
            items += [found] if found else []
            index += 1
    return Material(block, tuple(items))


def without_mark(text: str) -> str:
    """A sentence without the list mark it begins with."""
    return _MARK.sub("", text, count=1) if _MARK.match(text) else text


def _item(line: Line, paragraph: int, index: int, number: int) -> Item | None:
    step = line.step
    if isinstance(step, Told):
        if step.lead.endswith("："):
            return None  # the lead says what the note is about: 上年问题改进情况：…
        phrase = joined([written.phrase for written in line.written])
        return Item(f"n{step.note.number}", paragraph, index, line, phrase, step.note, step.lead in MARKS)
    if not isinstance(step, Point) or step.form or step.notes:
        return None
    phrase = line.written[0].phrase
    return Item(f"p{number}", paragraph, index, line, phrase) if phrase.refs else None
