"""Which blocks of a web page are the report: its own headings tell, and what stands round them goes.

The report is what the smallest element around its headings of sections holds, with the title and the prose that lead
up to it and what directly follows. Nothing else is judged by the names that sites give their elements.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from drafter.read.document import Grid, Paragraph
from drafter.read.furniture import is_furniture
from drafter.read.head import table_of_head
from drafter.read.heading import heading_of, is_official_title, official_section, section_of
from drafter.read.identity import is_organ, is_title
from drafter.read.pagewalk import Piece, Walked

# So many sections must be seen by their headings before anything is taken for a margin.
_FEWEST_SECTIONS = 2
_LINKED = 0.8
_LONGEST_LINK = 80
_PROSE = 30
_DATE = re.compile(r"(?:20\d\d|二[〇○零]\w\w)\s?年\s?\w{1,2}\s?月\s?\w{1,3}\s?日")
# Where a page goes on after its article.
_TAIL = re.compile(
    r"\W{0,3}(?:上一[篇条页]|下一[篇条页]|相关(?:链接|文章|附件|信息|新闻|文件|稿件)|相关解读|延伸阅读|版权所有|主办单位|扫一扫|分享|【?打印|【?关闭"
    r"|友情链接|网站地图|返回|附件(?:下载|列表)|责任编辑|编辑[:：]|来源[:：]|推荐阅读|热点|最新)"
)
_IMPRINT = re.compile(r"转载|版权|浏览器|免责|声明|备案|ICP|分辨率|网站支持|无障碍|客户端|扫码|二维码")
_HEAD_ROWS = 6


def article_of(page: Walked) -> tuple[list[Piece], list[str]]:
    """The pieces of the page that are the report, and the texts of the paragraphs that were left out.

    The whole page comes back where too few headings of a report stand in it.
    """
    pieces = page.pieces
    witnesses = _witnesses(pieces)
    if witnesses is None:
        return pieces, []
    inside = _within(page, witnesses)
    first, last = inside[0], inside[-1]
    start, title = _beginning(pieces, first, witnesses[0])
    members = {*inside, *range(start, first), *_following(pieces, last)}
    tail = _tail(pieces, witnesses[-1] + 1, max(members))
    kept, dropped = [], []
    for i, piece in enumerate(pieces):
        belongs = i in members and not _strange(pieces, i, title, tail, first)
        if belongs:
            kept.append(piece)
        elif isinstance(piece.block, Paragraph):
            dropped.append(piece.block.text)
    return kept, dropped


def _witnesses(pieces: Sequence[Piece]) -> list[int] | None:
    """Indexes of the headings of sections; headings that are links (a table of contents) only where there are no
    others. None where there are too few.
    """
    found = [(i, id, piece.linked) for i, piece in enumerate(pieces) if (id := _section(piece.block))]
    for candidates in ([entry for entry in found if entry[2] < _LINKED], found):
        if len({id for _, id, _ in candidates}) >= _FEWEST_SECTIONS:
            return [i for i, _, _ in candidates]
    return None


def _section(block: Paragraph | Grid) -> str | None:
    """The id of the section of the form that a paragraph begins by its heading, or None."""
    if isinstance(block, Grid):
        return None
    heading = heading_of(block.text)
    if heading is None:
        return official_section(block.text) if block.level else None
    if heading.depth > 1:
        return official_section(heading.words) if heading.alone and is_official_title(heading.words) else None
    return official_section(heading.words) or (section_of(heading.words) if heading.alone else None)


def _within(page: Walked, witnesses: Sequence[int]) -> list[int]:
    """Indexes of the pieces in the smallest element that holds all witnesses."""
    holders = [page.pieces[i].holder for i in witnesses]
    top, farthest = min(holders), max(holders)
    while top >= 0 and page.ends[top] < farthest:
        top = page.parents[top]
    # A witness alone in its element stands for the element around it, where its siblings are.
    if top >= 0 and len(set(holders)) == 1 and page.parents[top] >= 0 and not _has_body(page, top):
        top = page.parents[top]
    end = page.ends[top] if top >= 0 else len(page.ends)
    return [i for i, piece in enumerate(page.pieces) if top <= piece.holder <= end]


def _has_body(page: Walked, top: int) -> bool:
    return sum(top <= piece.holder <= page.ends[top] for piece in page.pieces) > _FEWEST_SECTIONS


def _beginning(pieces: Sequence[Piece], first: int, heading: int) -> tuple[int, int]:
    """Where the report begins, and the index of its title (-1: none is seen).

    The title is the last one before the first heading. Where it stands above the element of the headings, whatever is
    between is judged line by line; where there is no title, only prose that directly leads up to them is taken.
    """
    titles = [i for i in range(heading) if is_title(_text(pieces[i]))]
    if not titles:
        lead = takewhile(lambda i: _reads_on(pieces[i]), range(first - 1, -1, -1))
        return first - sum(1 for _ in lead), -1
    title = titles[-1]
    within = [i for i in titles if i >= first]
    if within:
        title = within[0]
    start = title - 1 if title and is_organ(_text(pieces[title - 1])) else title
    return min(start, first), start


def _following(pieces: Sequence[Piece], last: int) -> list[int]:
    """Indexes of what directly goes on with the report after the element of its headings."""
    return list(takewhile(lambda i: _reads_on(pieces[i]), range(last + 1, len(pieces))))


def _tail(pieces: Sequence[Piece], start: int, last: int) -> int:
    """The index from which on the page only says what pages say after an article."""
    marks = (i for i in range(start, last + 1) if _is_mark(pieces[i]))
    return next(marks, last + 1)


def _is_mark(piece: Piece) -> bool:
    text = _text(piece)
    return bool(text) and len(text) <= _LONGEST_LINK and "。" not in text and bool(_TAIL.match(text))


def _strange(pieces: Sequence[Piece], i: int, title: int, tail: int, first: int) -> bool:
    """Whether a piece that stands with the report is none of it: above the title, between title and text, a link, or
    after the end.
    """
    piece = pieces[i]
    if isinstance(piece.block, Grid):
        return (i < title or i >= tail) and not _is_form(piece.block)
    text = piece.block.text
    if i < title:
        return not _is_prose(text)
    if i < first and i > title and title >= 0:
        return not (_is_prose(text) or is_title(text)) or is_furniture(text)
    if i >= tail:
        return not _is_prose(text) or bool(_IMPRINT.search(text))
    return _is_link(piece) and _section(piece.block) is None and not is_title(text)


def _is_link(piece: Piece) -> bool:
    text = _text(piece)
    return piece.linked >= _LINKED and len(text) <= _LONGEST_LINK and "。" not in text


def _reads_on(piece: Piece) -> bool:
    """Whether a piece right beside the report may belong to it."""
    if isinstance(piece.block, Grid):
        return _is_form(piece.block)
    text = piece.block.text
    if _is_link(piece) or is_furniture(text) or _is_mark(piece):
        return False
    alike = text[-1] in "。；无" or _DATE.fullmatch(text) or is_organ(text) or heading_of(text) is not None
    return bool(alike) and not _IMPRINT.search(text)


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE and ("。" in text or "；" in text)


def _is_form(grid: Grid) -> bool:
    """Whether a grid has the head of a table of the form."""
    rows = range(min(grid.height, _HEAD_ROWS))
    return any(table_of_head([cell for cell in grid.row(r) if cell.text]) for r in rows)


def _text(piece: Piece) -> str:
    return piece.block.text if isinstance(piece.block, Paragraph) else ""
