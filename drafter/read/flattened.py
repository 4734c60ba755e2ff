"""Tables that lost their grid: one cell a line, or a row a line with spaces between, put back into rows.

Only stretches that are nothing but words and figures of the form are taken; prose never is. Rows come back with their
label and their figures in order, and the tables' readers decide whether that leaves one reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import dropwhile, takewhile

from drafter.documents import Notice
from drafter.read.cells import is_blank, is_value
from drafter.read.document import Grid, Paragraph, plain_grid
from drafter.read.notebook import Notebook
from drafter.read.shredded import separated, shred
from drafter.read.tablewords import is_row_label, is_table_words, table_words
from drafter.read.vocabulary import vocabulary

# A label is broken over three lines at most.
_JOINED_LINES = 3
_LONGEST_LINE = 90
_REMARK = re.compile(r"[（(][^（）()]{1,30}[）)]")
_FEWEST_PARTS = 3
# So many cells of a column may be unknown before it is taken for some other table.
_MOST_STRANGE = 0.2


class _Sort(Enum):
    LABEL = "label"
    HEAD = "head"
    ROW = "row"
    VALUES = "values"
    REMARK = "remark"


_T4_COLUMNS = ("upheld", "corrected", "pending")
_LABELLESS = (_Sort.VALUES, _Sort.REMARK)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a flattened table: its cells, how many of the source's pieces it took, and whether its figures may
    hang together because nothing stood between them.
    """

    sort: _Sort
    cells: tuple[str, ...]
    taken: int = 1
    glued: bool = False


Block = Paragraph | Grid


def unflatten(blocks: Sequence[Block]) -> tuple[list[Block], tuple[Notice, ...]]:
    """`blocks` with every flattened table replaced by a grid of its rows, and what had to be taken apart for it."""
    done: list[Block] = []
    notebook = Notebook()
    start = 0
    while start < len(blocks):
        end, parts = _stretch(blocks, start)
        if not parts:
            done += _prose(blocks[start])
            start += 1
            continue
        lead = _leading_figures(blocks[start:end], parts)
        place = _place(blocks[start + lead : end]) if start + lead < end else ""
        grid = _grid(parts[lead:], place, notebook)
        done += [*blocks[start : start + lead], grid] if grid else blocks[start:end]
        start = end
    return done, notebook.notices


def _prose(block: Block) -> list[Block]:
    """The block itself, or where it is a column of sentences that only looked like a table, those as paragraphs."""
    if isinstance(block, Paragraph) or block.width != 1:
        return [block]
    texts = [cell.text for (cell,) in block.cells if cell and cell.text]
    if not any(mark in text for text in texts for mark in "。，"):
        return [block]
    return [Paragraph(" ".join(text.split()), block.place) for text in texts]


def _leading_figures(blocks: Sequence[Block], parts: Sequence[_Part]) -> int:
    """How many paragraphs at the beginning are figures without a label before them: the prose's, not the table's."""
    pairs = zip(blocks, parts, strict=False)
    figures = takewhile(lambda pair: isinstance(pair[0], Paragraph) and pair[1].sort in _LABELLESS, pairs)
    return sum(1 for _ in figures)


def _stretch(blocks: Sequence[Block], start: int) -> tuple[int, list[_Part]]:
    """The index after the longest stretch of table pieces from `start` on, and those pieces."""
    parts: list[_Part] = []
    at = start
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Grid):
            column = _single_column(block)
            if column is None:
                break
            parts += column
            at += 1
            continue
        part = _part([b.text for b in _paragraphs(blocks[at : at + _JOINED_LINES])])
        found = [part] if part else _shredded(block.text)
        if not found:
            break
        parts += found
        at += found[0].taken
    return at, parts


def _shredded(text: str) -> list[_Part]:
    """The pieces of a whole table run together into one paragraph; empty where it is none."""
    return [
        _Part(_Sort.LABEL if piece.is_label else _Sort.VALUES, (piece.text,), glued=piece.glued)
        for piece in shred(text) or ()
    ]


def _place(blocks: Sequence[Block]) -> str:
    first, last = blocks[0].place, blocks[-1].place
    return first if first == last else f"{first}至{last}的表格"


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if not isinstance(block, Paragraph):
            return
        yield block


def _single_column(grid: Grid) -> list[_Part] | None:
    """The pieces of a grid of one column whose cells are all words or figures of the form, else None."""
    if grid.width != 1:
        return None
    texts = [cell.text if cell else "" for (cell,) in grid.cells]
    parts = [_loose_part(text) for text in texts]
    strange = sum(part is None for part in parts)
    if strange > _MOST_STRANGE * len(parts):
        return None
    return [part or _Part(_Sort.HEAD, (text,)) for part, text in zip(parts, texts, strict=True)]


def _loose_part(text: str) -> _Part | None:
    """What a cell is that stands in a table for sure: its label may be misprinted."""
    if not text:
        return _Part(_Sort.VALUES, ("",))
    part = _part([text])
    return part or (_Part(_Sort.LABEL, (text,)) if is_row_label(text) else None)


def _part(texts: Sequence[str]) -> _Part | None:
    """What the first of `texts` is, alone or (a label cut by line ends) together with the ones after it."""
    alone = _sorted_out(texts[0])
    if alone is not None:
        return _Part(*alone)
    for count in range(2, len(texts) + 1):
        joined = _sorted_out("".join(texts[:count]))
        if joined is not None and joined[0] in (_Sort.LABEL, _Sort.ROW):
            return _Part(*joined, taken=count)
    return None


def _sorted_out(text: str) -> tuple[_Sort, tuple[str, ...]] | None:
    if len(text) > _LONGEST_LINE:
        return None
    words = text.split()
    if words and all(is_value(word) for word in words):
        return _Sort.VALUES, tuple(words)
    if is_table_words(text):
        return _Sort.LABEL, (text,)
    if _REMARK.fullmatch(text):
        return _Sort.REMARK, (text,)
    row = _row(words)
    if row is not None:
        return _Sort.ROW, row
    heads = table_words(text)
    return (_Sort.HEAD, heads) if len(heads) > 1 else None


def _row(words: Sequence[str]) -> tuple[str, ...] | None:
    """A row label followed by figures on one line."""
    count = len(words)
    while count > 0 and is_value(words[count - 1]):
        count -= 1
    label = "".join(words[:count])
    return (label, *words[count:]) if 0 < count < len(words) and is_row_label(label) else None


def _grid(parts: Sequence[_Part], place: str, notebook: Notebook) -> Grid | None:
    """The rows that the pieces make; None where they are too few or hold no row with figures."""
    rows = list(_rows(list(dropwhile(lambda part: part.sort in _LABELLESS, parts)), place, notebook))
    has_row = any(any(is_value(c) and not is_blank(c) for c in row[1:]) for row in rows)
    return plain_grid(rows, place) if len(parts) >= _FEWEST_PARTS and has_row else None


def _rows(parts: Sequence[_Part], place: str, notebook: Notebook) -> Iterator[list[str]]:
    """Labels before figures: the last one names the row, those before it are heads."""
    labels: list[str] = []
    values: list[str] = []
    glued = False
    for part in parts:
        if part.sort is _Sort.VALUES:
            values += part.cells
            glued |= part.glued
            continue
        if part.sort is _Sort.REMARK and values:
            values[-1] += part.cells[0]
            continue
        caption = vocabulary().is_caption(part.cells[0])
        if values or part.sort is not _Sort.LABEL or caption:
            yield from _settled(labels, _parted(labels, values, place, notebook) if glued else values)
            labels, values, glued = [], [], False
        if part.sort is _Sort.LABEL and not caption:
            labels += part.cells
        elif part.sort is not _Sort.REMARK:
            yield list(part.cells)
    yield from _settled(labels, _parted(labels, values, place, notebook) if glued else values)


def _parted(labels: Sequence[str], values: list[str], place: str, notebook: Notebook) -> list[str]:
    """`values` with a single run of digits taken apart into the figures of its row, where one reading is left."""
    if len(values) != 1:
        return values
    label = "" if _names_no_row(labels) else labels[-1]
    apart = separated(label, values[0])
    if apart is None:
        return values
    message = f"{place}：“{label}{values[0]}”中连在一起的数字拆为 {'、'.join(apart)}。"
    notebook.add("digits_separated", message)
    return apart


def _names_no_row(labels: Sequence[str]) -> bool:
    """Whether the last of `labels` is a head: no row is called so, or 总计 ends the heads of table 4."""
    if not labels or not is_row_label(labels[-1]):
        return True
    before = vocabulary().columns4.find(labels[-2]) if len(labels) > 1 else None
    return before is not None and before.keys[0] in _T4_COLUMNS


def _settled(labels: Sequence[str], values: Sequence[str]) -> Iterator[list[str]]:
    if not values:
        if labels:
            yield list(labels)
        return
    heads = len(labels) if _names_no_row(labels) else len(labels) - 1
    if heads:
        yield list(labels[:heads])
    yield [*(labels[heads:] or [""]), *values]
