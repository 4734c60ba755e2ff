"""The paragraphs that belong to the narrative, mended: page marks dropped, captions of tables left out, cut lines joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from drafter.read.document import Grid, Paragraph
from drafter.read.heading import is_heading
from drafter.read.labels import plain
from drafter.read.vocabulary import T3_GROUP_HEADS, vocabulary

_PAGE_MARK = re.compile(r"[-—–－·]{1,3}\s?\d{1,3}\s?[-—–－·]{1,3}|第\s?\d{1,3}\s?页(?:[，,]?\s?共\s?\d{1,3}\s?页)?")
_SENTENCE_END = frozenset("。；;！!？?：:…”’）)》】.")
_OPENERS = {"“": "”", "（": "）", "《": "》", "〔": "〕", "‘": "’"}
_RUNS_ON = re.compile(r"[\w，、,“（《〔％%]")
# Shorter than this, a line without a full stop is a heading, a signature or a date rather than a cut sentence.
_SHORTEST_CUT = 18


def narrative(blocks: Sequence[Paragraph | Grid], form_grids: Iterable[Grid]) -> list[Paragraph]:
    """The paragraphs of the running text, in order."""
    kept = [block for block in _without_captions(blocks, {id(grid) for grid in form_grids})]
    return list(_joined(p for p in kept if not _PAGE_MARK.fullmatch(p.text)))


def _without_captions(blocks: Sequence[Paragraph | Grid], form_grids: set[int]) -> Iterator[Paragraph]:
    """Paragraphs except those that only name a row, column or part of a table of the form next to them."""
    near = [isinstance(block, Grid) and id(block) in form_grids for block in blocks]
    caption = [isinstance(block, Paragraph) and is_table_words(block.text) for block in blocks]
    for order in (range(len(blocks)), range(len(blocks) - 1, -1, -1)):
        touching = False
        for i in order:
            touching = near[i] or (touching and caption[i])
            near[i] |= touching
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraph) and not (near[i] and caption[i]):
            yield block


def is_table_words(text: str) -> bool:
    """Tell whether a paragraph is nothing but words of the form's tables: a caption, a head, a row label."""
    words = vocabulary()
    if words.is_caption(text) or words.is_corner(text) or plain(text) in T3_GROUP_HEADS:
        return True
    lexicons = (words.rows2, words.any_column2, words.rows3, words.columns3, words.rows4, words.columns4)
    return any(found is not None and not found.slip for found in (lexicon.find(text) for lexicon in lexicons))


def _joined(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Join a paragraph that stops in mid-sentence with the one that goes on."""
    held: Paragraph | None = None
    for paragraph in paragraphs:
        if held is not None and _is_cut(held, paragraph):
            held = Paragraph(held.text + paragraph.text, held.place, held.level)
            continue
        if held is not None:
            yield held
        held = paragraph
    if held is not None:
        yield held


def _is_cut(first: Paragraph, second: Paragraph) -> bool:
    if first.level or second.level or is_heading(second.text) or not _RUNS_ON.match(second.text):
        return False
    if first.text[-1] in _SENTENCE_END:
        return False
    if _left_open(first.text):
        return True
    return len(first.text) >= _SHORTEST_CUT and not is_heading(first.text)


def _left_open(text: str) -> bool:
    """Whether a quotation mark or bracket opened in the last stretch of `text` is not closed in it."""
    tail = text[-60:]
    return any(tail.rfind(opener) > tail.rfind(closer) for opener, closer in _OPENERS.items())
