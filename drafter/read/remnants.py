"""Tables that came as running text and could not be put back: their figures are not read, and this says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from drafter.documents import Notice
from drafter.read.cells import is_blank, is_value
from drafter.read.document import Paragraph
from drafter.read.labels import plain
from drafter.read.notebook import Notebook
from drafter.read.shredded import label_pattern
from drafter.read.tablewords import is_row_label

# What stands between the figures of a text; of a table run together, mostly labels.
_BETWEEN = re.compile(r"[^\d\s/|—][^\d|]{1,120}(?=[\d/—-]|无)")
_FIGURE = re.compile(r"[\s|]{0,4}(?:[\d/—-]|无)")
_DATE = re.compile(r"\d{2,4}年\d{1,2}月(?:\d{1,2}日)?")
_NOT_A_LETTER = re.compile(r"[\W\d_]+")
_LIST_NUMBER = re.compile(r"^[\s.、．）)]{0,4}(?:[（(]?[一二三四五六七八九十]{1,2}[）)、.．])?")
_LONGEST_TEXT = 20_000
_LONGEST_LABEL = 45
_FEWEST_DIGITS = 3
_FEWEST_FIGURES = 3
_LONG_RUN = 7
# A line that is one row is no longer than this.
_LONGEST_ROW = 160
# So much of the letters of a text must belong to words of the form for it to be a table.
_FORM_SHARE = 0.6
_SHOWN = 40


def remnants(paragraphs: Sequence[Paragraph]) -> tuple[Notice, ...]:
    """A notice for all that looks like rows of the form's tables among the running text, naming the rows."""
    notebook = Notebook()
    before = ""
    for valued, run in groupby(paragraphs, lambda paragraph: _is_figures(paragraph.text)):
        group = list(run)
        if valued:
            _tell_figures(notebook, before, group)
            continue
        for paragraph in group:
            _tell_rows(notebook, paragraph)
        before = group[-1].text
    return notebook.notices


def _is_figures(text: str) -> bool:
    words = text.split()
    # A date that closes the report or stands under its title is no figure of a table.
    dated = bool(_DATE.fullmatch("".join(words)))
    return bool(words) and not dated and len(text) < _LONGEST_TEXT and all(map(is_value, words))


def _tell_figures(notebook: Notebook, before: str, paragraphs: Sequence[Paragraph]) -> None:
    """Name figures that stand alone behind the text `before`: a row, where there are several."""
    figures = [word for paragraph in paragraphs for word in paragraph.text.split()]
    called = len(before) <= _LONGEST_ROW and is_row_label(before)
    many = len(figures) >= _FEWEST_FIGURES or len(max(figures, key=len)) >= _LONG_RUN
    if many or (called and not all(map(is_blank, figures))):
        row = f"“{before}”" if called else "没有行名的一行"
        shown = "、".join(figures[:_SHOWN]) + ("等" if len(figures) > _SHOWN else "")
        notebook.add("table_unread", f"{paragraphs[0].place}：{row}的数字（{shown}）没有连成表格，没有读入。")


def _tell_rows(notebook: Notebook, paragraph: Paragraph) -> None:
    """Name the rows of a table that was run together into one paragraph."""
    rows = list(_rows(paragraph.text))
    if rows:
        shown = "、".join(f"“{row}”" for row in rows[:_SHOWN]) + ("等" if len(rows) > _SHOWN else "")
        message = f"{paragraph.place}：像是表格的内容连成了一段，以下各行的数字没有读入：{shown}。"
        notebook.add("table_unread", message)


def _row(text: str) -> str:
    """The label that a line has before figures, as a row of the form has; "" where it is anything else."""
    words = text.split() if len(text) <= _LONGEST_ROW else []
    start = next((i for i, word in enumerate(words) if i and is_value(word)), len(words))
    label = "".join(words[:start])
    figures = [word for word in words[start:] if is_value(word)]
    strangers = len(words) - start - len(figures)
    whole = figures and strangers <= 1 and not all(map(is_blank, figures))
    return label if whole and is_row_label(label) else ""


def _rows(text: str) -> Iterator[str]:
    """The labels before figures in a text that consists of a table's words; nothing where it is prose."""
    row = _row(text)
    if row:
        yield row
        return
    digits = sum(map(str.isdecimal, text))
    if "。" in text or len(text) > _LONGEST_TEXT or digits < _FEWEST_DIGITS:
        return
    normal = unicodedata.normalize("NFKC", text)
    labels = list(label_pattern().finditer(normal))
    known = sum(len(plain(label[0])) for label in labels)
    rows = [label for label in labels if _FIGURE.match(normal, label.end()) and is_row_label(label[0])]
    if rows and known >= _FORM_SHARE * len(_NOT_A_LETTER.sub("", normal)):
        for between in _BETWEEN.finditer(normal):
            yield _LIST_NUMBER.sub("", between[0]).strip()[-_LONGEST_LABEL:]
