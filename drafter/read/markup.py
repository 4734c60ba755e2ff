"""The source of a web page, tag by tag: which of its characters a browser shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from drafter.read.spacing import SEEN_AS, STRANGE

_TOKEN = re.compile(r"<!--|<!\[CDATA\[|<(?:[a-zA-Z]|[/!?])|&#?\w{1,32};?|[^<&\s\u00a0]+|[<&]")
_NAME = re.compile(r"[a-zA-Z][\w:-]{0,40}")
# Elements whose content is no text of the page.
_UNSEEN = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}


def visible_runs(page: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, text) for the stretches of `page` outside tags, comments and scripts, white space left out.

    A character reference yields the character it stands for; invisible characters and radicals are as `tidy` makes
    them, so that what it made of a stretch is found again.
    """
    at = 0
    while match := _TOKEN.search(page, at):
        token = match[0]
        at = match.end()
        if token[0] == "<" and len(token) > 1:
            at = _after_markup(page, match.start(), token)
        elif token[0] == "&":
            text = unescape(token).translate(SEEN_AS)
            if text.strip():
                yield match.start(), text
        else:
            yield from _cleaned(match.start(), token)


def _cleaned(offset: int, token: str) -> Iterator[tuple[int, str]]:
    """The token as shown, cut where a character of it is not seen, so that offsets stay true."""
    if not STRANGE.search(token):
        yield offset, token
        return
    shown = token.translate(SEEN_AS)
    if len(shown) == len(token):
        yield offset, shown
        return
    for i, char in enumerate(token):
        seen = char.translate(SEEN_AS)
        if seen:
            yield offset + i, seen


def _after_markup(page: str, start: int, token: str) -> int:
    """The offset after the tag, comment or unseen element that begins at `start`; the end where it never ends."""
    if token == "<!--":
        end = page.find("-->", start + 4)
        return end + 3 if end >= 0 else len(page)
    end = page.find(">", start)
    if end < 0:
        return len(page)
    name = _NAME.match(page, start + 1)
    closing = _UNSEEN.get(name[0].lower()) if name and page[end - 1] != "/" else None
    if closing is None:
        return end + 1
    closed = closing.search(page, end)
    return closed.start() if closed else len(page)
