"""Markdown → Document: headings, emphasis, tables with upright strokes, and the HTML tables converters leave in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.read.decode import decode
from drafter.read.document import Document, Grid, Paragraph, Position
from drafter.read.html import blocks_of_fragment
from drafter.read.lines import blocks_of

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s*(.*?)\s*#*\s*")
_EMPHASIS = (re.compile(r"\*\*([^*\n]+)\*\*"), re.compile(r"__([^_\n]+)__"), re.compile(r"(?<!\*)\*([^*\s][^*\n]*)\*"))
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[([^\]\n]{0,200})\]\([^()\n]{0,500}\)")
_ESCAPABLE = "\\`*_{}[]()#+.!<>~-"
_ESCAPE = re.compile(rf"\\([{re.escape(_ESCAPABLE)}])")
# Escaped marks stand aside as code points that no text has until all other marks are read.
_ASIDE = {mark: chr(0xFDD0 + i) for i, mark in enumerate(_ESCAPABLE)}
_BACK = str.maketrans({aside: mark for mark, aside in _ASIDE.items()})
_QUOTE = re.compile(r"\A\s{0,3}>\s?")
_BULLET = re.compile(r"\A\s*[-*+]\s+(?=\S)")
_BREAK = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})")
_ENTITIES = {
    "&nbsp;": " ",
    "&lt;": "<",
    "&gt;": ">",
    "&amp;": "&",
    "&quot;": '"',
    "<br>": "",
    "<br/>": "",
    "<br />": "",
}


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a Markdown file.

    Raises:
        UnreadableDocument: the bytes cannot be decoded or are not text.
    """
    text, notices = decode(data, name)
    return Document(tuple(_blocks(text.split("\n"), name)), "", notices)


def _blocks(lines: Sequence[str], name: str) -> Iterator[Paragraph | Grid]:
    """Yield headings one by one and whatever stands between them as paragraphs and grids."""
    start = 0
    while start < len(lines):
        heading = _HEADING.fullmatch(lines[start]) if "#" in lines[start] else None
        if heading is not None:
            yield from _heading(heading, start + 1)
            start += 1
        elif lines[start].lstrip().lower().startswith("<table"):
            end = _table_end(lines, start)
            yield from blocks_of_fragment("\n".join(lines[start:end]), name, f"第{start + 1}行起")
            start = end
        else:
            end = _stretch_end(lines, start)
            yield from map(_with_strokes, blocks_of([_inline(line) for line in lines[start:end]], start + 1))
            start = end


def _heading(match: re.Match[str], line: int) -> Iterator[Paragraph]:
    text = _inline(match[2]).replace("\\|", "|").strip()
    if text:
        yield Paragraph(text, f"第{line}行", len(match[1]), Position("line", line, line))


def _stretch_end(lines: Sequence[str], start: int) -> int:
    """The index after `start` where the next heading or HTML table begins."""
    for i in range(start + 1, len(lines)):
        text = lines[i].lstrip()
        if (text.startswith("#") and _HEADING.fullmatch(lines[i])) or text.lower().startswith("<table"):
            return i
    return len(lines)


def _table_end(lines: Sequence[str], start: int) -> int:
    """The index after the line on which the HTML table opened at `start` is closed."""
    depth = 0
    for i in range(start, len(lines)):
        lowered = lines[i].lower()
        depth += lowered.count("<table") - lowered.count("</table")
        if depth <= 0:
            return i + 1
    return len(lines)


def _inline(line: str) -> str:
    """A line without Markdown's marks: emphasis, links, code, quotes, bullets, rules. Upright strokes stay."""
    if _BREAK.fullmatch(line):
        return ""
    text = _ESCAPE.sub(lambda escape: _ASIDE[escape[1]], line)
    text = _BULLET.sub("", _QUOTE.sub("", text, count=1), count=1)
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    text = _LINK.sub(r"\1", _CODE.sub(r"\1", text))
    for entity, meaning in _ENTITIES.items():
        text = text.replace(entity, meaning)
    return text.translate(_BACK)


def _with_strokes(block: Paragraph | Grid) -> Paragraph | Grid:
    """A paragraph with its escaped upright strokes as strokes; those in tables have been told apart by then."""
    return replace(block, text=block.text.replace("\\|", "|")) if isinstance(block, Paragraph) else block
