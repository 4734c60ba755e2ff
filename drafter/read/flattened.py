"""Tables that lost their grid: one cell a line, or a row a line with spaces between, put back into rows.

Only stretches that are nothing but words and figures of the form are taken; prose never is. Rows come back with their
label and their figures in order, and the tables' readers decide whether that leaves one reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile

from drafter.documents import Notice
from drafter.read.cells import is_blank, is_value
from drafter.read.document import Grid, Paragraph, plain_grid
from drafter.read.heading import heading_of, section_of
from drafter.read.notebook import Notebook
from drafter.read.rebuilt import rows_of
from drafter.read.shredded import Piece, shred
from drafter.read.tablewords import is_row_label, is_table_words
from drafter.read.textrow import Part, Sort, parts_of

# A label is broken over three lines at most.
_JOINED_LINES = 3
_FEWEST_PARTS = 3
_LONGEST_LABEL = 40
_LONGEST_HEAD = 12
_SENTENCE = re.compile("[，。；！？：:]")
# So many cells of a column may be unknown before it is taken for some other table.
_MOST_STRANGE = 0.2
_LABELLESS = (Sort.VALUES, Sort.REMARK)

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


def _leading_figures(blocks: Sequence[Block], parts: Sequence[Part]) -> int:
    """How many paragraphs at the beginning are figures without a label before them: the prose's, not the table's."""
    pairs = zip(blocks, parts, strict=False)
    figures = takewhile(lambda pair: isinstance(pair[0], Paragraph) and pair[1].sort in _LABELLESS, pairs)
    return sum(1 for _ in figures)


def _stretch(blocks: Sequence[Block], start: int) -> tuple[int, list[Part]]:
    """The index after the longest stretch of table pieces from `start` on, and those pieces."""
    pieces: list[Part] = []
    at = start
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Grid):
            column = _single_column(block)
            if column is None:
                break
            pieces += column
            at += 1
            continue
        lines = [b.text for b in _paragraphs(blocks[at : at + _JOINED_LINES + 1])]
        taken, found = _line(lines[:_JOINED_LINES], inside=bool(pieces))
        if not found and pieces and _is_misprint(lines):
            taken, found = 1, list(_misprinted(block.text))
        if not found:
            break
        pieces += found
        at += taken
    return at, pieces


def _is_misprint(lines: Sequence[str]) -> bool:
    """Whether the first of `lines`, inside a table, may be a cell whose label is misprinted.

    Such a one is short and stands before several lines of figures (before any, where it is nearly a row's or another
    row comes behind them), or before a word of the form where it is no longer than a head.
    """
    text, *after = lines
    if after and any(map(is_value, text.split()[1:])):
        # A short label with figures behind it, and a line of the table below.
        label, *behind = _misprinted(text)
        return bool(behind) and len(label.cells[0]) <= _LONGEST_HEAD and parts_of(after[0], inside=True) is not None
    if len(text) > _LONGEST_LABEL or _SENTENCE.search(text) or not after:
        return False
    figures = len(list(takewhile(lambda line: all(map(is_value, line.split())), after)))
    if figures == _JOINED_LINES or (figures and is_row_label(text)):
        return True
    if 0 < figures < len(after) and len(text) <= _LONGEST_HEAD:
        return is_row_label(after[figures])
    return not figures and (len(text) <= _LONGEST_HEAD and is_table_words(after[0]))


def _misprinted(text: str) -> Iterator[Part]:
    """A misprinted label, and the figures that stand on its line."""
    words = text.split()
    start = next((i for i, word in enumerate(words) if i and all(map(is_value, words[i:]))), len(words))
    yield Part(Sort.LABEL, ("".join(words[:start]),) if start < len(words) else (text,))
    if start < len(words):
        yield Part(Sort.VALUES, tuple(words[start:]))


def _line(texts: Sequence[str], *, inside: bool) -> tuple[int, list[Part]]:
    """How many of `texts` make up the next line of a table, and its pieces: one text, or a label cut by line ends
    together with what follows; no pieces where they are no table's.
    """
    alone = parts_of(texts[0], inside=inside)
    if alone:
        return 1, alone
    heading = heading_of(texts[0])
    if heading is not None and heading.depth == 1 and section_of(heading.words) is not None:
        return 1, []
    for count in range(2, len(texts) + 1):
        if is_value(texts[count - 2].split()[-1]):
            break  # a figure ends its line and is no part of the next one's label
        joined = parts_of("".join(texts[:count])) if not is_value(texts[count - 1]) else None
        if joined and joined[0].sort is Sort.LABEL:
            return count, joined
    return 1, _shredded(texts[0])


def _shredded(text: str) -> list[Part]:
    """The pieces of a whole table run together into one paragraph; empty where it is none."""
    return [Part(_sort(piece), (piece.text,), piece.glued) for piece in shred(text) or ()]


def _sort(piece: Piece) -> Sort:
    if piece.is_label:
        return Sort.LABEL
    return Sort.REMARK if piece.text.startswith(("(", "（")) else Sort.VALUES


def _place(blocks: Sequence[Block]) -> str:
    first, last = blocks[0].place, blocks[-1].place
    return first if first == last else f"{first}至{last}的表格"


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if not isinstance(block, Paragraph):
            return
        yield block


def _single_column(grid: Grid) -> list[Part] | None:
    """The pieces of a grid of one column whose cells are all words or figures of the form, else None."""
    if grid.width != 1:
        return None
    texts = [cell.text if cell else "" for (cell,) in grid.cells]
    found = [_in_cell(text) for text in texts]
    if sum(parts is None for parts in found) > _MOST_STRANGE * len(found):
        return None
    strangers = (
        [Part(Sort.HEAD, (text,))] if parts is None else parts for parts, text in zip(found, texts, strict=True)
    )
    return [part for parts in strangers for part in parts]


def _in_cell(text: str) -> list[Part] | None:
    """What a cell is that stands in a table for sure: its label may be misprinted."""
    if not text:
        return [Part(Sort.VALUES, ("",))]
    return parts_of(text) or ([Part(Sort.LABEL, (text,))] if is_row_label(text) else None)


def _grid(parts: Sequence[Part], place: str, notebook: Notebook) -> Grid | None:
    """The rows that the pieces make; None where they are too few or hold no row with figures."""
    figures = [part for part in parts if part.sort is Sort.VALUES]
    if len(parts) < _FEWEST_PARTS or all(is_blank(cell) for part in figures for cell in part.cells):
        return None
    rows = rows_of(list(dropwhile(lambda part: part.sort in _LABELLESS, parts)), place, notebook)
    return plain_grid(rows, place, aligned=False)
