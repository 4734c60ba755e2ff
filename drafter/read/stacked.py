"""The heads of tables without rules: names of columns, cut by line ends, under the names of groups of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from drafter.form import EDITION_NAMES, edition
from drafter.read.labels import plain
from drafter.read.tablewords import is_table_words
from drafter.read.typeset import Line
from drafter.read.vocabulary import T3_GROUP_HEADS, vocabulary


@dataclass(slots=True)
class Head:
    """The head of a block: its captions, what stands over the labels, what each column is called, and the names of
    groups of columns above those; names with their left and right edges.
    """

    captions: list[str] = field(default_factory=list)
    corner: list[Line] = field(default_factory=list)
    leaves: list[tuple[str, float, float]] = field(default_factory=list)
    groups: list[tuple[str, float, float]] = field(default_factory=list)


def head_of(pieces: Sequence[Line], edge: float) -> Head | None:
    """The head that pieces make; None where one of them is no word of the form, alone or with those under it.

    Of names above each other the lowest is that of the column; those above it name groups of columns.
    """
    head = Head()
    stacks: list[list[Line]] = []
    for piece in pieces:
        if vocabulary().is_caption(piece.text):
            head.captions.append(piece.text)
        elif piece.x1 <= edge or (piece.x0 + piece.x1) / 2 < edge:
            head.corner.append(piece)
        else:
            _stack(stacks, piece)
    for stack in stacks:
        leaf = next((i for i in range(len(stack)) if is_table_words("".join(p.text for p in stack[i:]))), None)
        if leaf is None:
            return None
        # Only the lowest name counts: what is left above it must be names of groups.
        while (lower := _lower(stack, leaf)) is not None:
            leaf = lower
        head.groups += [(piece.text, piece.x0, piece.x1) for piece in stack[:leaf]]
        kept = stack[leaf:]
        text = "".join(piece.text for piece in kept)
        names = head.groups if plain(text) in _group_names() else head.leaves
        names.append((text, min(p.x0 for p in kept), max(p.x1 for p in kept)))
    return head


@cache
def _group_names() -> frozenset[str]:
    """What groups of columns are called, in tables 3 and 4."""
    rows = edition(EDITION_NAMES[0]).table(4).blocks[0].rows
    return frozenset({*T3_GROUP_HEADS, "行政诉讼", *(plain(row.label) for row in rows)})


def _stack(stacks: list[list[Line]], piece: Line) -> None:
    """Put a piece under the one it stands below."""
    under = [stack for stack in stacks if overlap(stack[-1], piece) and piece.middle > stack[-1].middle]
    if under:
        under[0].append(piece)
    else:
        stacks.append([piece])


def _lower(stack: Sequence[Line], leaf: int) -> int | None:
    """Where a name of the form begins further down in a stack whose upper part is one as well."""
    for i in range(leaf + 1, len(stack)):
        upper, lower = ("".join(p.text for p in part) for part in (stack[leaf:i], stack[i:]))
        if is_table_words(upper) and is_table_words(lower):
            return i
    return None


def overlap(one: Line, other: Line) -> bool:
    """Tell whether two pieces stand, at least in part, above each other."""
    return min(one.x1, other.x1) > max(one.x0, other.x0)
