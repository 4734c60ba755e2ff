"""The characters of a Word paragraph one by one, and the cutting of its runs between any two of them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from drafter.write.marking.names import PARAGRAPH, RUN, RUN_PROPERTIES, TEXT, W, element, set_text, text_element

# What stands in a paragraph but is no text of it as it reads with all changes accepted.
_UNREAD = frozenset((f"{W}txbxContent", f"{W}del", f"{W}moveFrom", f"{W}pPr", PARAGRAPH))


@dataclass(frozen=True)
class Line:
    """A paragraph with its characters but for white space, and for each the w:t it stands in and its place there."""

    element: etree._Element
    letters: str
    places: tuple[tuple[etree._Element, int], ...]


def lines_of(body: etree._Element) -> list[Line]:
    """Every paragraph of a body in the order of the file, those of tables and text boxes too."""
    return [line_of(paragraph) for paragraph in body.iter(PARAGRAPH)]


def line_of(paragraph: etree._Element) -> Line:
    """The characters of one paragraph."""
    letters: list[str] = []
    places: list[tuple[etree._Element, int]] = []
    for text in _texts(paragraph):
        for at, letter in enumerate(text.text or ""):
            if not letter.isspace():
                letters.append(letter)
                places.append((text, at))
    return Line(paragraph, "".join(letters), tuple(places))


def _texts(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The w:t of a paragraph in order, those of text boxes anchored in it left to their own paragraphs."""
    stack = list(reversed(paragraph))
    while stack:
        child = stack.pop()
        if child.tag == TEXT:
            yield child
        elif child.tag not in _UNREAD:
            stack.extend(reversed(child))


def find(line: Line, before: str, quote: str) -> tuple[int, int, bool] | None:
    """Where `quote` stands among the letters of a line: first, last (exclusive), and whether nowhere else.

    It is found by as much of the words before it as the line has: the Word file may lack an automatic number, or have
    a character that was read otherwise. None where the line lacks the quote itself.
    """
    if not quote or quote not in line.letters:
        return None
    low, high = 0, len(before)
    while low < high:
        middle = (low + high + 1) // 2
        if before[len(before) - middle :] + quote in line.letters:
            low = middle
        else:
            high = middle - 1
    words = before[len(before) - low :] + quote
    at = line.letters.index(words) + low
    return at, at + len(quote), line.letters.count(words) == 1


def runs_at(line: Line, first: int, last: int) -> list[etree._Element]:
    """The runs that hold letters `first` to `last` (exclusive) and no others, cut from their neighbours' where needed.

    What was known of the paragraph's letters no longer holds.
    """
    text, at = line.places[last - 1]
    _cut(text, at + 1)
    text, at = line.places[first]
    _cut(text, at)
    now = line_of(line.element)
    return list(dict.fromkeys(_run_of(text) for text, _ in now.places[first:last]))


def _run_of(text: etree._Element) -> etree._Element:
    return next(text.iterancestors(RUN))


def _cut(text: etree._Element, at: int) -> None:
    """Let a new run of the same look begin with character `at` of a w:t."""
    run = text.getparent()
    if run is None or run.tag != RUN:
        return  # ruby and the like stay whole
    words = text.text or ""
    moved = list(text.itersiblings())
    if at == 0:
        moved.insert(0, text)
    elif at < len(words):
        set_text(text, words[:at])
        moved.insert(0, text_element(words[at:]))
    content = [child for child in run if child.tag != RUN_PROPERTIES]
    if not moved or moved[0] is content[0]:
        return
    other = element("r")
    other.attrib.update(run.attrib)
    properties = run.find(RUN_PROPERTIES)
    if properties is not None:
        other.append(deepcopy(properties))
    other.extend(moved)
    run.addnext(other)
