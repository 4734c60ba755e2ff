"""Lines of text → paragraphs and grids: the tables people type with tabs and with upright strokes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from drafter.read.document import Grid, Paragraph, Position, plain_grid
from drafter.read.spacing import tidy

_DASHES = re.compile(r":?-+:?")
_ESCAPED = "\x00"
# A line of prose may have a stray tab; a row of a table has short cells.
_LONGEST_CELL = 120
_LOOSE_CELL = 40
_FEWEST_LOOSE = 3
_LOOSE_SHARE = 0.7
_LOOSE_WIDTH = 2


def blocks_of(lines: Sequence[str], first: int = 1) -> Iterator[Paragraph | Grid]:
    """Yield the paragraphs and grids of `lines` in order; `first` is the line number of the first of them."""
    kinds = _kinds(lines)
    for kind, group in groupby(range(len(lines)), key=kinds.__getitem__):
        run = list(group)
        texts = [lines[i] for i in run]
        if kind:
            yield from _grids(kind, texts, first + run[0])
        else:
            yield from (
                Paragraph(text, f"第{first + i}行", at=_line(first + i)) for i in run if (text := tidy(lines[i]))
            )


def _line(number: int) -> Position:
    return Position("line", number, number)


def cells_of(line: str) -> list[str]:
    """The cells of a row written with upright strokes, with or without one at either end."""
    body = line.strip().replace("\\|", _ESCAPED)
    body = body[1:] if body.startswith("|") else body
    body = body[:-1] if body.endswith("|") else body
    return [cell.replace(_ESCAPED, "|").strip() for cell in body.split("|")]


def is_pipe_row(line: str) -> bool:
    """Tell whether a line is a row of a table written with upright strokes."""
    return "|" in line.replace("\\|", "") and max(map(len, line.split("|"))) <= _LONGEST_CELL


def is_rule(line: str, *, second: bool = True) -> bool:
    """Tell whether a line is the rule under a Markdown table head, e.g. |---|:-:|.

    Only the `second` line of a table may be ruled with fewer than three dashes; elsewhere they mean 无.
    """
    cells = cells_of(line) if "-" in line else []
    fewest = 1 if second else 3
    return bool(cells) and all(_DASHES.fullmatch(cell) and cell.count("-") >= fewest for cell in cells)


def _kinds(lines: Sequence[str]) -> list[str]:
    """For each line "|" or tab where it is part of a table so written, "" elsewhere.

    A short line between two lines with strokes is part of their table: some write every cell on a line of its own.
    """
    kinds = [_kind(line) for line in lines]
    for i in range(1, len(lines) - 1):
        if not kinds[i] and kinds[i - 1] == "|" and kinds[i + 1] == "|" and 0 < len(lines[i].strip()) <= _LOOSE_CELL:
            kinds[i] = "|"
    return kinds


def _kind(line: str) -> str:
    if is_pipe_row(line):
        return "|"
    body = line.strip()
    tabbed = "\t" in body or (body and line.endswith("\t"))
    return "\t" if tabbed and max(map(len, line.split("\t"))) <= _LONGEST_CELL else ""


def _grids(kind: str, run: Sequence[str], line: int) -> Iterator[Grid]:
    place = f"第{line}至{line + len(run) - 1}行" if len(run) > 1 else f"第{line}行"
    if kind == "\t":
        yield plain_grid([text.split("\t") for text in run], place)
        return
    rows = [cells_of(text) for i, text in enumerate(run) if not is_rule(text, second=i == 1)]
    if len(rows) > _FEWEST_LOOSE and sum(len(row) <= _LOOSE_WIDTH for row in rows) > _LOOSE_SHARE * len(rows):
        # One cell a line: strokes stand between cells, wherever the lines end.
        rows = [[cell] for cell in cells_of("\n".join(run))]
    if rows:
        yield plain_grid(rows, place)
