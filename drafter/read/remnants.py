"""Tables that came as running text and could not be taken apart: their figures are not read, and this says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from drafter.documents import Notice
from drafter.read.document import Paragraph
from drafter.read.labels import plain
from drafter.read.notebook import Notebook
from drafter.read.vocabulary import vocabulary

# A label, and behind it the figures of its row with nothing but white space, strokes and marks for nothing among them.
_ROW = re.compile(r"([^\d\s|][^\d|]{1,60}?)[\s|]{0,4}((?:[\d/—][\s|,.]{0,4}){1,80})(?![\d年月日号%])")
_LIST_NUMBER = re.compile(r"^[\s.、．）)]{0,4}(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．])?")
_LONGEST_TEXT = 20_000
_FEWEST_ROWS = 2
_FEWEST_DIGITS = 3
# Of the rows found, so many must be called as the form calls them; of the text, so much may be anything else.
_KNOWN_SHARE = 0.5
_SHOWN_ROWS = 40


def remnants(paragraphs: Iterable[Paragraph]) -> tuple[Notice, ...]:
    """A notice for every paragraph that is nothing but rows of the form's tables run together, naming the rows."""
    notebook = Notebook()
    for paragraph in paragraphs:
        rows = list(_rows(paragraph.text))
        if rows:
            shown = "、".join(f"“{row}”" for row in rows[:_SHOWN_ROWS]) + ("等" if len(rows) > _SHOWN_ROWS else "")
            message = f"{paragraph.place}：像是表格的内容连成了一段，以下各行的数字没有读入：{shown}。"
            notebook.add("table_unread", message)
    return notebook.notices


def _rows(text: str) -> Iterator[str]:
    """The labels of the rows of a table that `text` consists of; nothing where it is prose."""
    if "。" in text or len(text) > _LONGEST_TEXT or sum(map(str.isdecimal, text)) < _FEWEST_DIGITS:
        return
    found = list(_ROW.finditer(unicodedata.normalize("NFKC", text)))
    labels = [_LIST_NUMBER.sub("", match[1]).strip() for match in found]
    known = sum(_names_row(label) for label in labels)
    several = len(found) >= _FEWEST_ROWS or sum(map(str.isdecimal, found[0][2] if found else "")) >= _FEWEST_DIGITS
    if known and several and known >= _KNOWN_SHARE * len(labels):
        yield from filter(None, labels)


def _names_row(label: str) -> bool:
    """Whether a label, alone or behind others it runs together with, is that of a row of the form."""
    form, words = plain(label), vocabulary()
    forms = (words.rows2.forms, words.rows3.forms, words.rows4.forms)
    return any(form[start:] in known for start in range(len(form) - 1) for known in forms)
