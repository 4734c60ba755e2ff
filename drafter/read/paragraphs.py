"""The paragraphs of the narrative, mended: page marks and words of tables left out, cut lines joined."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.documents import Notice
from drafter.read.cells import is_value
from drafter.read.document import Grid, Paragraph, Position
from drafter.read.heading import heading_of, is_heading, section_of
from drafter.read.tablewords import is_table_words

Block = Paragraph | Grid

_PAGE_MARK = re.compile(r"[-—–－·]{1,3}\s?\d{1,3}\s?[-—–－·]{1,3}|第\s?\d{1,3}\s?页(?:[，,]?\s?共\s?\d{1,3}\s?页)?")
_DATE = re.compile(r"(?:20\d\d|二[〇○零]\w\w)\s?年\s?\w{1,2}\s?月\s?\w{1,3}\s?日")
_TITLE_END = re.compile(r"报\s?告(?:\s?[（(][^（）()]{2,12}[）)])?$")
_SENTENCE_END = frozenset("。；;！!？?：:…")
_PAUSE = frozenset("”’）)》】.")
_CANNOT_START = re.compile(r"[，。、；：！？）》”’】,;:)]")
_RUNS_ON = re.compile(r"[\w，、“（《〔％%]")
_OPENERS = {"“": "”", "（": "）", "《": "》", "〔": "〕", "‘": "’"}
# A line without a full stop is a cut sentence where it is this long and pauses; else it may be a heading or signature.
_SHORTEST_CUT = 18
_PAUSES = re.compile(r"[，、；,]")
_OWN_LINE = re.compile(
    r"(?:20\d\d年\d{1,2}月\d{1,2}日|附[件表注]?|注|联系[人电地]|地址|电话|传真|邮[编箱政]|电子邮[件箱]|网址|备注)"
)
_LONGEST_FRAGMENT = 40
_FEWEST_FIGURES = 3
_SHOWN = 60
# A source is hard-wrapped where this many lines, and this share of them, end at the same right margin.
_WRAPPED_LINES = 6
_WRAPPED_SHARE = 0.25
_MARGIN = 4


def without_page_marks(blocks: Iterable[Block]) -> list[Block]:
    """`blocks` without paragraphs that are only a page number, e.g. — 2 —."""
    return [b for b in blocks if isinstance(b, Grid) or not _PAGE_MARK.fullmatch(b.text)]


def narrative(blocks: Sequence[Block], form_grids: Iterable[Grid]) -> tuple[list[Paragraph], tuple[Notice, ...]]:
    """The paragraphs of the running text in order, and a notice on what was left out of it as words of tables."""
    grids = {id(grid) for grid in form_grids}
    near = _near_tables(blocks, grids)
    inside = _inside_tables(blocks, grids)
    kept: list[Paragraph] = []
    fragments: list[str] = []
    for i, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or near[i]:
            continue
        if inside[i] and _is_fragment(block.text):
            fragments.append(block.text)
        else:
            kept.append(block)
    notices: tuple[Notice, ...] = ()
    if fragments:
        shown = "、".join(f"“{text}”" for text in fragments[:_SHOWN]) + ("等" if len(fragments) > _SHOWN else "")
        message = f"表格中间有 {len(fragments)} 处零散文字，看作表格的残余，没有列入正文：{shown}。"
        notices = (Notice(code="table_fragments", message=message),)
    return list(_joined(kept)), notices


def _near_tables(blocks: Sequence[Block], grids: set[int]) -> list[bool]:
    """For each block, whether it is a paragraph of table words that touches a table of the form."""
    words = [isinstance(block, Paragraph) and is_table_words(block.text) for block in blocks]
    near = [False] * len(blocks)
    for order in (range(len(blocks)), range(len(blocks) - 1, -1, -1)):
        touching = False
        for i in order:
            touching = id(blocks[i]) in grids or (touching and words[i])
            near[i] |= touching and words[i]
    return near


def _inside_tables(blocks: Sequence[Block], grids: set[int]) -> list[bool]:
    """For each block, whether a table follows before the next section begins, inside sections two to four."""
    inside = [False] * len(blocks)
    follows = False
    for i in range(len(blocks) - 1, -1, -1):
        block = blocks[i]
        if isinstance(block, Grid):
            follows |= id(block) in grids
        elif _starts_section(block):
            follows = False
        inside[i] = follows
    in_tables = False
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _starts_section(block):
            heading = heading_of(block.text)
            in_tables = heading is not None and section_of(heading.words) in ("2", "3", "4")
        inside[i] &= in_tables
    return inside


def _starts_section(paragraph: Paragraph) -> bool:
    heading = heading_of(paragraph.text)
    return heading is not None and heading.depth == 1 and heading.alone and section_of(heading.words) is not None


def _is_fragment(text: str) -> bool:
    return len(text) <= _LONGEST_FRAGMENT and not any(mark in text for mark in "。；！？")


def _joined(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Join a paragraph that stops in mid-sentence with the one that goes on."""
    margin = _right_margin(paragraphs)
    held: Paragraph | None = None
    last = ""
    for paragraph in paragraphs:
        if held is not None and _is_cut(held, last, paragraph, margin):
            held = replace(held, text=held.text + paragraph.text, at=_both(held.at, paragraph.at))
        else:
            if held is not None:
                yield held
            held = paragraph
        last = paragraph.text
    if held is not None:
        yield held


def _both(first: Position | None, second: Position | None) -> Position | None:
    """The place that reaches from one to the other, where both are known and of a kind."""
    if first is None or second is None or first.kind != second.kind:
        return first
    return Position(first.kind, first.first, second.last)


def _is_cut(first: Paragraph, last: str, second: Paragraph, margin: int | None) -> bool:
    """Whether `second` goes on with the sentence of `first`, whose last line is `last`."""
    if first.level or second.level or first.text[-1] in _SENTENCE_END or is_heading(second.text):
        return False
    if _starts_section(Paragraph(last, first.place)) or _is_row(second.text):
        return False
    if _DATE.fullmatch(second.text) or _TITLE_END.search(first.text):
        return False  # the date under the signature, or the preamble under the title
    if _CANNOT_START.match(second.text):
        return True
    if not _RUNS_ON.match(second.text) or _OWN_LINE.match(second.text):
        return False
    if margin is not None and _width(last) >= margin - _MARGIN:
        return True
    if first.text[-1] in _PAUSE:
        return False
    if _left_open(first.text):
        return True
    return len(first.text) >= _SHORTEST_CUT and bool(_PAUSES.search(first.text)) and not is_heading(last)


def _is_row(text: str) -> bool:
    """Whether a line is a row of figures that lost its table."""
    words = text.split()
    return len(words) >= _FEWEST_FIGURES and all(map(is_value, words))


def _left_open(text: str) -> bool:
    """Whether a quotation mark or bracket opened in the last stretch of `text` is not closed in it."""
    tail = text[-60:]
    return any(tail.rfind(opener) > tail.rfind(closer) for opener, closer in _OPENERS.items())


def _right_margin(paragraphs: Sequence[Paragraph]) -> int | None:
    """The width of the lines of a hard-wrapped source, None where its lines end at different places."""
    widths = [_width(paragraph.text) for paragraph in paragraphs]
    margin = max(widths, default=0)
    full = sum(width >= margin - _MARGIN for width in widths)
    return margin if full >= max(_WRAPPED_LINES, _WRAPPED_SHARE * len(widths)) else None


def _width(text: str) -> int:
    """The width of a line in half-width columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
