"""Two wordings of a sentence, word by word: what goes and what comes in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from drafter.documents import Edit

_WORDS = re.compile(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|.", re.DOTALL)
_ISLAND = 1  # characters that stay between two changes and would only make both harder to read


def diffed(start: int, old: str, new: str) -> tuple[Edit, ...]:
    """The edits that make `new` of `old`, which stands at `start` of the text; numbers are exchanged as a whole."""
    one, other = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    pieces = [(tag, "".join(one[a:b]), "".join(other[c:d])) for tag, a, b, c, d in matcher.get_opcodes()]
    return tuple(_edits(start, pieces))


def _edits(start: int, pieces: Sequence[tuple[str, str, str]]) -> Iterator[Edit]:
    """The pieces as edits, small islands of what stays taken into the change around them."""
    at, old, new, begun = start, "", "", start
    for index, (tag, left, right) in enumerate(pieces):
        inside = old or new
        if tag == "equal" and (not inside or len(left) > _ISLAND or index == len(pieces) - 1):
            if inside:
                yield Edit(start=begun, end=begun + len(old), old=old, new=new)
            old = new = ""
        else:
            begun = at if not inside else begun
            old, new = old + left, new + right
        at += len(left)
    if old or new:
        yield Edit(start=begun, end=begun + len(old), old=old, new=new)
