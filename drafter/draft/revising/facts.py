"""What a report states that no change may lose: dates, numbers, titles, numbers of documents, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.documents import Edit

_FACT = re.compile(
    r"《[^《》\n]+》|“[^“”\n]{2,30}”|〔\d{4}〕\d+号"
    r"|\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日"
    r"|[0-9０-９]+(?:[.．,，][0-9０-９]+)*[%％万亿]?"
    r"|[一-鿿]{2,12}?(?:局|委员会|人民政府|办公室|中心|街道|镇|乡)(?![部面长])"
)


def facts(text: str) -> tuple[str, ...]:
    """The facts of `text` in order, white space left out; one may stand several times."""
    return tuple("".join(found[0].split()) for found in _FACT.finditer(text))


def lost(text: str, edits: Sequence[Edit]) -> tuple[str, ...]:
    """The facts that `edits` strike out of `text` and that then stand nowhere in it.

    Words that are exchanged for others are not counted.
    """
    struck = [fact for edit in edits if not edit.new for fact in facts(edit.old)]
    left = "".join(applied(text, edits).split())
    return tuple(fact for fact in struck if fact not in left)


def applied(text: str, edits: Sequence[Edit]) -> str:
    """`text` with the edits made; they do not overlap."""
    return "".join(_pieces(text, edits))


def _pieces(text: str, edits: Sequence[Edit]) -> Iterator[str]:
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        yield text[at : edit.start]
        yield edit.new
        at = edit.end
    yield text[at:]
