"""Telling the words of the form's tables, standing alone or run together, from prose."""

from __future__ import annotations

import re
from functools import cache

from drafter.form import EDITION_NAMES, edition
from drafter.read.labels import headless, plain
from drafter.read.vocabulary import ITEMS_CORNER, T3_GROUP_HEADS, vocabulary

_TITLE_MARK = re.compile(r"^表[一二三四1-4](?:[-—]?\d)?\s?[:：、.]?\s?")
_BRACKETS = re.compile(r"[()（）]")
_LONGEST = 120


def is_row_label(text: str) -> bool:
    """Tell whether `text` is the label of a row of the form, as printed or nearly so."""
    words = vocabulary()
    return any(lexicon.find(text) is not None for lexicon in (words.rows2, words.rows3, words.rows4))


def is_table_words(text: str) -> bool:
    """Tell whether a paragraph is nothing but words of one cell of the form: a caption, a head, a row label.

    What stands in brackets may be words of the form in its turn: 行政诉讼（复议后起诉）.
    """
    if len(text) > _LONGEST:
        return False
    if is_word(text) or _is_table_title(text):
        return True
    pieces = [piece for piece in _BRACKETS.split(text) if piece.strip()]
    return len(pieces) > 1 and all(is_word(piece) for piece in pieces)


def table_words(text: str) -> tuple[str, ...]:
    """The column heads and captions that run together make up the whole of `text`; empty where they do not."""
    if len(text) > 2 * _LONGEST:  # of which half may be white space
        return ()
    form = plain(text)
    if not form or len(form) > _LONGEST:
        return ()
    known = _head_words()
    if not form.startswith(known):
        return ()
    best: list[tuple[str, ...] | None] = [(), *([None] * len(form))]
    for end in range(1, len(form) + 1):
        for word in known:
            before = best[end - len(word)] if len(word) <= end else None
            if before is not None and form.endswith(word, 0, end):
                best[end] = (*before, word)
                break
    return best[-1] or ()


def is_word(text: str) -> bool:
    """Tell whether `text` is one label, caption or head of the form as printed, white space and brackets aside."""
    if len(text) > _LONGEST:
        return False
    forms = {plain(text), headless(text)}
    return not forms.isdisjoint(all_words()) or vocabulary().is_caption(text) or vocabulary().is_corner(text)


def _is_table_title(text: str) -> bool:
    title, count = _TITLE_MARK.subn("", text)
    return bool(count) and plain(title) in {plain(t) for name in EDITION_NAMES for t in edition(name).sections}


@cache
def all_words() -> frozenset[str]:
    """The normal forms of all rows and columns of the form, and of the heads that group them."""
    words = vocabulary()
    lexicons = (words.rows2, words.any_column2, words.rows3, words.columns3, words.rows4, words.columns4)
    return frozenset(
        {form for lexicon in lexicons for form in lexicon.forms} | {*T3_GROUP_HEADS, "行政诉讼", ITEMS_CORNER}
    )


@cache
def _head_words() -> tuple[str, ...]:
    """The normal forms of all heads, the longest first."""
    lines = (
        column for name in EDITION_NAMES for t in edition(name).tables for block in t.blocks for column in block.columns
    )
    forms = {plain(label) for column in lines for label in (column.label, *column.variants)}
    rows4 = {plain(row.label) for row in edition(EDITION_NAMES[0]).table(4).blocks[0].rows}
    forms |= rows4 | {plain(head) for head in T3_GROUP_HEADS} | {"信息内容", "行政诉讼"}
    return tuple(sorted((form for form in forms if len(form) > 1), key=len, reverse=True))
