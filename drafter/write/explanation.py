"""A draft for the terminal: under every sentence what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.documents import Draft
from drafter.write.basis import Basis, bases, fallen_line
from drafter.write.flow import width as characters

_ROWS = 8
"""Rows of the form shown of one sentence: more make a list that nobody reads; a comment in Word has them all."""
_CLOSING, _OPENING = frozenset("，。、；：！？）》〉”’】〕％%"), frozenset("（《〈“‘【〔")


def write(draft: Draft, width: int = 100) -> str:
    """The sentences of `draft` with their numbers and what they rest on, in lines of `width` columns at most.

    Headings stand by themselves. Sentences of a model that were not taken follow at the end.
    """
    lines: list[str] = []
    for basis in bases(draft):
        if basis.is_heading:
            lines += ["", *_wrapped(basis.sentence.text, width, "")]
        else:
            indent = f"{basis.number:>4}  "
            lines += _wrapped(basis.sentence.text, width, indent)
            lines += _wrapped(_told(basis), width, " " * 6 + "└ ")
    if draft.fallen:
        lines += ["", f"模型写的句子有 {len(draft.fallen)} 句没有采用："]
        for fallen in draft.fallen:
            lines += _wrapped(fallen_line(fallen), width, "  · ")
    return "\n".join(lines).lstrip("\n") + "\n"


def _told(basis: Basis) -> str:
    parts = [basis.origin]
    if basis.cells:
        parts.append(_cells(basis.cells))
    for number, words in basis.notes:
        said = not words or words.rstrip("。") in basis.sentence.text
        parts.append(f"第{number}条" if said else f"第{number}条：{words.rstrip('。')}")
    return "｜".join((*parts, *basis.borrowed))


def _cells(cells: Sequence[tuple[str, str]]) -> str:
    """The rows, those that hold something first where there are too many to show."""
    shown = list(cells)
    if len(cells) > _ROWS:
        shown = sorted(cells, key=lambda row: row[1].startswith("0"))[:_ROWS]
    listed = "；".join(f"{row} {amounts}" for row, amounts in shown)
    return f"{listed}等{len(cells)}行" if len(cells) > _ROWS else listed


def _wrapped(text: str, width: int, lead: str) -> Iterator[str]:
    """Yield the lines of a paragraph, those after the first under the beginning of its words."""
    indent = _columns(lead)
    while text:
        end = _line_end(text, width - indent)
        yield lead + text[:end].rstrip()
        text, lead = text[end:].lstrip(), " " * indent


def _line_end(text: str, room: int) -> int:
    """Where a line of `room` columns ends: not before a closing mark, nor inside a number or a Latin word."""
    if _columns(text) <= room:
        return len(text)
    end = next(end for end in range(len(text)) if _columns(text[: end + 1]) > room)
    last = end
    while end > 1 and not _may_break(text[end - 1], text[end]):
        end -= 1
    return end if end > last // 2 else last


def _columns(text: str) -> int:
    """The columns of a terminal that `text` takes at most: in some fonts quotation marks are as wide as Chinese."""
    return round(2 * characters(text))


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    in_word = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return not (in_word or after in _CLOSING or before in _OPENING)
