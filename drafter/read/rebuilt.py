"""The pieces of a flattened table → its rows: labels before figures, the last of them the row's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.read.labels import is_numbered
from drafter.read.notebook import Notebook
from drafter.read.shredded import Readings, readings
from drafter.read.tablewords import is_row_label
from drafter.read.textrow import Part, Sort
from drafter.read.vocabulary import vocabulary

# Columns of tables 3 and 4 that no row is called like.
_HEADS = frozenset(
    ("natural", "commercial", "research", "public_welfare", "legal_service", "upheld", "corrected", "pending")
)
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """Heads (without figures), or the label of a row (none: empty) with its figures; `glued` as in `Part`."""

    labels: tuple[str, ...]
    values: tuple[str, ...] = ()
    glued: bool = False

    @property
    def name(self) -> str:
        """The label of a row with figures, "" where it has none."""
        return self.labels[-1] if self.labels else ""


def rows_of(parts: Sequence[Part], place: str, notebook: Notebook) -> list[list[str]]:
    """The rows that `parts` make, heads among them, with figures that hung together taken apart where one reading is
    left; what was taken apart, and what could not be, goes into `notebook`.
    """
    rows = list(_gathered(parts))
    return [list(row.labels) + list(values) for row, values in zip(rows, _apart(rows, place, notebook), strict=True)]


def _gathered(parts: Sequence[Part]) -> Iterator[_Row]:
    labels: list[str] = []
    values: list[str] = []
    glued = False
    for part in parts:
        if part.sort is Sort.VALUES:
            values += part.cells
            glued |= part.glued
            continue
        if part.sort is Sort.REMARK and values:
            values[-1] += part.cells[0]
            continue
        caption = vocabulary().is_caption(part.cells[0])
        if values or part.sort is not Sort.LABEL or caption:
            yield from _settled(labels, values, glued=glued)
            labels, values, glued = [], [], False
        if part.sort is Sort.LABEL and not caption:
            labels += part.cells
        elif part.sort is not Sort.REMARK:
            yield _Row(part.cells)
    yield from _settled(labels, values, glued=glued)


def _settled(labels: Sequence[str], values: Sequence[str], *, glued: bool) -> Iterator[_Row]:
    heads = len(labels) if not values or _names_no_row(labels) else len(labels) - 1
    if heads:
        yield _Row(tuple(labels[:heads]))
    if values:
        yield _Row(tuple(labels[heads:]), tuple(values), glued)


def _names_no_row(labels: Sequence[str]) -> bool:
    """Whether the last of `labels` is a head: no row is called so, or 总计 without a number ends a table's heads."""
    if not labels or not is_row_label(labels[-1]):
        return True
    if is_numbered(labels[-1]):
        return False
    words = vocabulary()
    lexicons = (words.columns3, words.columns4)
    ends_heads = any(
        found is not None and found.keys == ("total",) for found in (x.exact(labels[-1]) for x in lexicons)
    )
    return ends_heads and any(
        found is not None and found.keys[0] in _HEADS
        for label in labels[:-1]
        for found in (x.find(label) for x in lexicons)
    )


def _apart(rows: Sequence[_Row], place: str, notebook: Notebook) -> Iterator[tuple[str, ...]]:
    """The figures of each row. A row that no reading fits shows that empty cells left nothing behind: then nothing is
    certain of the others either, except zeros.
    """
    found = [
        readings(row.name, row.values, columns) if row.glued else Readings([row.values], proven=True)
        for row, columns in _under_heads(rows)
    ]
    gaps = not all(ways for ways, _ in found)
    for row, (ways, proven) in zip(rows, found, strict=True):
        text = f"“{row.name}{''.join(row.values)}”" if row.labels else f"没有行名的一行“{''.join(row.values)}”"
        if ways == [row.values]:
            yield row.values
        elif len(ways) == 1 and ((proven and not gaps) or set(ways[0]) == {"0"}):
            notebook.add("digits_separated", f"{place}：{text}中连在一起的数字拆为 {'、'.join(ways[0])}。")
            yield ways[0]
        else:
            notebook.add("row_unread", f"{place}：{text}中连在一起的数字{_undecided(ways)}，没有读入。")
            yield ()


def _undecided(ways: Sequence[tuple[str, ...]]) -> str:
    shown = "；".join("、".join(way) for way in ways[:_SHOWN])
    return f"拆法不能确定（如 {shown}）" if ways else "拆不成这一行应有的各数"


def _under_heads(rows: Sequence[_Row]) -> Iterator[tuple[_Row, int]]:
    """Each row with how many columns the heads before it name (0: none, since the last caption)."""
    columns = 0
    for row in rows:
        named = sum(vocabulary().any_column2.find(label) is not None for label in row.labels)
        if not row.values and (named or any(map(vocabulary().is_caption, row.labels))):
            columns = named
        yield row, columns
