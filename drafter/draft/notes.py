"""The writer's work notes: a Markdown or text file of bullet points → notes with the headings they stood under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.draft.wording import normalised
from drafter.library.place import names_a_place

_HEADING = re.compile(r"#{1,6}[ \t]*(.*?)[ \t#]*")
_BULLET = re.compile(
    r"(?:[*•·●○▪][ \t]*(?!\*)|[-+–—](?:[ \t]+|(?![-\d\s]))"
    r"|\d{1,2}[.．](?:(?!\d)|(?=20\d\d年))[ \t]*|\d{1,2}[、)）][ \t]*|[（(]\d{1,2}[)）][ \t]*"
    r"|[一二三四五六七八九十]{1,3}、[ \t]*|[（(][一二三四五六七八九十]{1,3}[)）][ \t]*|[①-⑳][ \t]*"
    r"|[一二三四五六七八九十]{1,2}是(?![否有])[，,]?)"
)
_PREFIX = re.compile(r"([^：:，。；]{2,20})[：:][ \t]*(.*)")
_WORD = re.compile(r"\w")
_EMPHASIS = re.compile(r"\*\*|__|`")


@dataclass(frozen=True, slots=True)
class Note:
    """One work note: its 1-based number, its words (normalised, no bullet), and the heading above it as written.

    `heading` is None where the note stands under no heading that names a place in the report; `under` is then the
    heading that names none ("" where there is no heading at all).
    """

    number: int
    text: str
    heading: str | None
    under: str = ""


def parse_notes(text: str) -> tuple[Note, ...]:
    """The notes of `text` in order: one a bullet (wrapped lines joined), or one a line where there are no bullets.

    A `#` heading, a line that is nothing but the name of a sub-heading, or a prefix such as 主动公开： (for its own
    note only) chooses the place; of headings that name no place the note keeps the name. Punctuation is normalised,
    facts are not.
    """
    heading: str | None = None
    under = ""
    found: list[Note] = []
    for item in _items(text):
        title = _title(item)
        if title is not None:
            heading, under = (title, "") if names_a_place(title) else (None, title)
            continue
        own, words = _prefixed(item)
        if normalised(words):
            found.append(Note(len(found) + 1, normalised(words), own or heading, "" if own else under))
    return tuple(found)


def _items(text: str) -> Iterator[str]:
    """Yield headings (with their #) and notes (without bullets), wrapped lines joined.

    A line goes on with the bullet above it unless a blank line, a bullet, a heading or a prefix begins anew.
    """
    current: str | None = None
    wraps = False
    for raw in text.removeprefix("\ufeff").splitlines():
        line = raw.strip(" \t\u3000") if _WORD.search(raw) else ""
        bullet = _BULLET.match(line)
        heads = _title(line) is not None
        anew = not line or bullet or heads or _prefixed(line)[0]
        if current and not anew and (wraps or raw[0] in " \t\u3000"):
            current = _wrapped(current, line)
            continue
        if current:
            yield current
        if heads:
            yield line
        current = None if heads else line[bullet.end() if bullet else 0 :]
        wraps = bool(bullet)
    if current:
        yield current


def _wrapped(before: str, after: str) -> str:
    """Two lines of one note as one: a space between Latin words, nothing between Chinese."""
    return f"{before} {after}" if before[-1:].isascii() and after[:1].isascii() else before + after


def _title(item: str) -> str | None:
    """The heading an item is (without its marks), or None where it is a note."""
    marked = _HEADING.fullmatch(item) if item.startswith("#") else None
    words = marked[1] if marked else item
    bullet = _BULLET.match(words)
    bare = words[bullet.end() if bullet else 0 :].strip("：: 。")
    if marked:
        return bare
    return bare if len(bare) <= 20 and names_a_place(bare, whole=True) else None


def _prefixed(item: str) -> tuple[str | None, str]:
    """The place-naming prefix of a note, if it has one, and the rest."""
    words = _EMPHASIS.sub("", item)
    match = _PREFIX.fullmatch(words)
    if match and match[2] and names_a_place(match[1], whole=True):
        return match[1].strip(), match[2]
    return None, words
