"""One pass over the elements of a web page: block structure becomes paragraphs, data tables become grids."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from drafter.read.document import Grid, Paragraph
from drafter.read.lines import blocks_of
from drafter.read.pagelist import ITEM, LISTS, Lists, numbered
from drafter.read.pagetable import is_note_mark, left_out_of, rows_of, strays_of
from drafter.read.pagetree import STRUCK, is_dropped, is_hidden, is_inline, is_struck, text_of
from drafter.read.spacing import tidy
from drafter.read.span import lay_out

_HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
_LIST_MARK = re.compile(r"mso-list\s{0,3}:\s{0,3}ignore", re.IGNORECASE)
_ICON = re.compile(r"icon|logo|qr|ewm|share|weixin|wechat|btn|arrow|\.gif(?:\?|$)", re.IGNORECASE)
_SMALLEST_PICTURE = 120
# Elements that may be left out for what they are, whatever their style.
_LOOKED_INTO = frozenset((*STRUCK, "sup", "img"))
# Raised figures after a unit of length are squares and cubes.
_POWER = re.compile(r"(?:[m米]|[×xX*]\s?10)$")
_POWERS = {"2": "²", "3": "³"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the page: the number of the element that holds it (see Walked), and what share of it is links."""

    block: Paragraph | Grid
    holder: int
    linked: float = 0.0


@dataclass
class Walked:
    """What a page holds.

    `parents` and `ends` describe its block elements, numbered in the order of the page: the number of the one around
    (-1: none), and the number of the last one inside. `pictures`: index of the piece a picture stands after (-1:
    before the first), and the place. `struck` and `raised`: texts left out because they are crossed out or mark notes.
    `hidden` tells whether something hidden was left out.
    """

    pieces: list[Piece] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    pictures: list[tuple[int, str]] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    hidden: bool = False


def walk(root: etree._Element, *, unhide: bool = False) -> Walked:
    """Gather the blocks of the page in order; `unhide` takes what the page hides as well."""
    return _Walk(unhide).run(root)


class _Walk:
    """Text gathers until a block begins or ends, then becomes a paragraph.

    The walk keeps its own stack: pages nested deeper than Python's call stack exist.
    """

    def __init__(self, unhide: bool) -> None:
        self._unhide = unhide
        self._found = Walked()
        self._texts: list[str] = []
        self._linked = 0
        self._links = 0
        self._level = 0
        self._open: list[int] = []
        self._lists = Lists()
        self._number = ""
        self._paragraphs = 0
        self._grids = 0

    def run(self, root: etree._Element) -> Walked:
        stack: list[tuple[etree._Element, bool]] = [(root, False)]
        while stack:
            element, leaving = stack.pop()
            if leaving:
                self._leave(element)
            elif self._passed_over(element) or self._taken_whole(element):
                self._text(element.tail)
            else:
                self._enter(element)
                stack.append((element, True))
                if len(element):
                    stack.extend((child, False) for child in reversed(element))
        self._flush()
        return self._found

    def _enter(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "a":
            self._links += element.get("href") is not None
        if not is_inline(tag):
            self._flush()
            self._level = _HEADINGS.get(str(tag), 0)
            self._found.parents.append(self._open[-1] if self._open else -1)
            self._found.ends.append(0)
            self._open.append(len(self._found.ends) - 1)
            if tag in LISTS:
                self._lists.enter(element)
            elif tag == ITEM:
                self._number = self._lists.number(element)
        self._text(element.text)

    def _leave(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "a":
            self._links -= element.get("href") is not None
        if not is_inline(tag):
            self._flush()
            self._level = 0
            self._found.ends[self._open.pop()] = len(self._found.ends) - 1
            if tag in LISTS:
                self._lists.leave()
            elif tag == ITEM:
                self._number = ""
        self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._texts.append(text)
            if self._links:
                self._linked += len(text)

    def _flush(self) -> None:
        if not self._texts:
            return
        gathered = "".join(self._texts)
        text = tidy(gathered)
        self._texts.clear()
        linked, self._linked = self._linked, 0
        if text:
            self._paragraphs += 1
            shown = numbered(self._number, text)
            added, self._number = len(shown) - len(text), ""
            block = Paragraph(shown, f"第{self._paragraphs}段", self._level, added=added)
            self._add(block, linked / len(gathered.strip()))

    def _add(self, block: Paragraph | Grid, linked: float = 0.0) -> None:
        self._found.pieces.append(Piece(block, self._open[-1] if self._open else -1, linked))

    def _passed_over(self, element: etree._Element) -> bool:
        """Whether an element is left out; what is crossed out or raised is remembered."""
        tag = element.tag
        if tag not in _LOOKED_INTO and element.get("style") is None and element.get("hidden") is None:
            return is_dropped(element)
        if not self._unhide and is_hidden(element):
            self._found.hidden = True
            return True
        if is_struck(element):
            self._found.struck.append(tidy(text_of(element)))
            return True
        if tag == "sup" and is_note_mark(text := text_of(element)):
            self._raised(text.strip())
            return True
        if tag == "img":
            self._picture(element)
            return True
        return is_dropped(element)

    def _raised(self, text: str) -> None:
        if text in _POWERS and self._texts and _POWER.search(self._texts[-1]):
            self._text(_POWERS[text])
        else:
            self._found.raised.append(text)

    def _picture(self, element: etree._Element) -> None:
        sizes = (element.get("width", ""), element.get("height", ""))
        small = any(size.isdigit() and int(size) < _SMALLEST_PICTURE for size in sizes)
        if not small and not _ICON.search(element.get("src", "")[:300]):
            place = f"第{self._paragraphs}段之后" if self._paragraphs else "页首"
            self._found.pictures.append((len(self._found.pieces) - 1, place))

    def _taken_whole(self, element: etree._Element) -> bool:
        """Whether an element was taken as a grid, as preformatted lines or as a list number."""
        tag = element.tag
        if tag == "table":
            return self._table(element)
        if tag == "pre":
            self._flush()
            for block in blocks_of(text_of(element).split("\n")):
                self._add(block)
            return True
        if tag == "span" and _LIST_MARK.search(element.get("style", "")):
            mark = text_of(element).strip()
            self._text(f"{mark} " if mark[-1:].isascii() else mark)
            return True
        return False

    def _table(self, element: etree._Element) -> bool:
        rows = rows_of(element)
        if rows is None:
            return False
        self._flush()
        for text in strays_of(element):
            self._paragraphs += 1
            self._add(Paragraph(text, f"第{self._paragraphs}段"))
        self._grids += 1
        self._add(lay_out(rows, f"第{self._grids}个表格"))
        struck, raised = left_out_of(element)
        self._found.struck += struck
        self._found.raised += raised
        return True
