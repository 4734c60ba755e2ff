"""Lines of text → paragraphs and grids: the tables people type with tabs and with upright strokes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from drafter.read.document import Grid, Paragraph, plain_grid
from drafter.read.spacing import tidy

_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_ESCAPED = "\x00"
# A line of prose may have a stray tab; a row of a table has short cells.
_LONGEST_CELL = 120


def blocks_of(lines: Sequence[str], first: int = 1) -> Iterator[Paragraph | Grid]:
    """Yield the paragraphs and grids of `lines` in order; `first` is the line number of the first of them."""
    numbered = list(enumerate(lines, first))
    for kind, group in groupby(numbered, key=lambda item: _kind(item[1])):
        run = list(group)
        if kind == "":
            yield from (Paragraph(text, f"第{n}行") for n, line in run if (text := tidy(line)))
        else:
            yield from _grid_blocks(kind, run)


def cells_of(line: str) -> list[str]:
    """The cells of a row written with upright strokes, with or without one at either end."""
    body = line.strip().replace("\\|", _ESCAPED)
    body = body[1:] if body.startswith("|") else body
    body = body[:-1] if body.endswith("|") else body
    return [cell.replace(_ESCAPED, "|").strip() for cell in body.split("|")]


def is_pipe_row(line: str) -> bool:
    """Tell whether a line is a row of a table written with upright strokes."""
    return "|" in line.replace("\\|", "") and max(map(len, line.split("|"))) <= _LONGEST_CELL


def is_rule(line: str) -> bool:
    """Tell whether a line is the rule under a Markdown table head, e.g. |---|:-:|."""
    return "-" in line and bool(_RULE.fullmatch(line.strip()))


def _kind(line: str) -> str:
    """ "|" or tab for a row of a table so written, "" for anything else."""
    if is_pipe_row(line):
        return "|"
    if "\t" in line.strip("\n") and line.strip() and max(map(len, line.split("\t"))) <= _LONGEST_CELL:
        return "\t" if "\t" in line.strip() or line.endswith("\t") else ""
    return ""


def _grid_blocks(kind: str, run: list[tuple[int, str]]) -> Iterator[Paragraph | Grid]:
    place = f"第{run[0][0]}至{run[-1][0]}行" if len(run) > 1 else f"第{run[0][0]}行"
    if kind == "|":
        rows = [cells_of(line) for _, line in run if not is_rule(line)]
    else:
        rows = [line.split("\t") for _, line in run]
    if rows:
        yield plain_grid(rows, place)
