"""The labels of both editions of the form, by table, as lexicons for reading documents of either or of a mixture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from drafter.form import EDITION_NAMES, Block, Edition, Line, edition
from drafter.read.labels import Lexicon, plain

# Heads that group columns or rows and are no line of the form themselves.
T3_GROUP_HEADS = ("法人或其他组织", "申请人情况")
RESULTS = "results"
_T3_GROUP_ROWS = (
    (RESULTS, "三、本年度办理结果"),
    ("denied", "（三）不予公开"),
    ("unable", "（四）无法提供"),
    ("refused", "（五）不予处理"),
)
_CAPTION = re.compile(r"第(?:二十|20)条第?\(?[一二三四五六七八九十]\)?项")
ITEMS_CORNER = "信息内容"
_LONGEST_NOTE = 40
CORNERS = (ITEMS_CORNER, "类别", "项目", "事项", "数据项目", "内容")


@dataclass(frozen=True)
class Vocabulary:
    """Lexicons of row and column labels.

    `columns2` gives for each row of table 2 the columns it can stand under in either edition. `rows3` also knows the
    group rows (三、本年度办理结果, （三）不予公开 …) under keys no printed row has.
    """

    rows2: Lexicon
    columns2: dict[str, Lexicon]
    any_column2: Lexicon
    rows3: Lexicon
    columns3: Lexicon
    rows4: Lexicon
    columns4: Lexicon
    lines2: dict[tuple[str, str], Line]
    row_order3: tuple[str, ...]
    column_order3: tuple[str, ...]
    row_order4: tuple[str, ...]
    column_order4: tuple[str, ...]

    def is_caption(self, text: str) -> bool:
        """Tell whether `text` is the caption of a part of table 2, e.g. 第二十条第（五）项."""
        return bool(_CAPTION.fullmatch("".join(text.split()).replace("（", "(").replace("）", ")")))

    def is_corner(self, text: str) -> bool:
        """Tell whether `text` is the head of the label columns: 信息内容, or the note on 勾稽关系 in table 3."""
        form = plain(text)
        note = "稽关系" in form or form.endswith("第三项加第四项之和")
        return form in CORNERS or (note and len(form) <= _LONGEST_NOTE)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of all editions drafter knows."""
    forms = [edition(name) for name in EDITION_NAMES]
    blocks2 = [block for form in forms for block in form.table(2).blocks]
    newest = forms[0]
    rows = {row.key for block in blocks2 for row in block.rows}
    return Vocabulary(
        rows2=Lexicon(_labels(row for block in blocks2 for row in block.rows)),
        columns2={key: Lexicon(_labels(_columns_of(key, blocks2))) for key in rows},
        any_column2=Lexicon(_labels(column for block in blocks2 for column in block.columns)),
        rows3=Lexicon([*_labels(_lines(forms, 3, rows=True)), *_T3_GROUP_ROWS]),
        columns3=Lexicon(_labels(_lines(forms, 3, rows=False))),
        rows4=Lexicon(_labels(_lines(forms, 4, rows=True))),
        columns4=Lexicon(_labels(_lines(forms, 4, rows=False))),
        lines2={(row.key, column.key): column for b in blocks2 for row in b.rows for column in b.columns},
        row_order3=_keys(newest, 3, rows=True),
        column_order3=_keys(newest, 3, rows=False),
        row_order4=_keys(newest, 4, rows=True),
        column_order4=_keys(newest, 4, rows=False),
    )


def block_columns(form: Edition, row: str) -> tuple[Line, ...]:
    """The columns that table 2 of `form` prints for `row`, in order; empty where it has no such row."""
    for block in form.table(2).blocks:
        if any(line.key == row for line in block.rows):
            return block.columns
    return ()


def _columns_of(row: str, blocks: Iterable[Block]) -> Iterator[Line]:
    return (column for block in blocks if any(line.key == row for line in block.rows) for column in block.columns)


def _lines(forms: Iterable[Edition], table: int, *, rows: bool) -> Iterator[Line]:
    return (
        line for form in forms for block in form.table(table).blocks for line in (block.rows if rows else block.columns)
    )


def _keys(form: Edition, table: int, *, rows: bool) -> tuple[str, ...]:
    return tuple(line.key for line in _lines([form], table, rows=rows))


def _labels(lines: Iterable[Line]) -> list[tuple[str, str]]:
    return [(line.key, label) for line in lines for label in (line.label, *line.variants)]
