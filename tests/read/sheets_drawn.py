"""The three tables of either edition as matrices of boxes, in the layouts that writers choose, with figures that agree.

A matrix has a box at every place; a merged cell is the same box at every place it covers, so that rows and columns can
be taken out, moved and doubled without counting spans: what still hangs together when a table is written is one cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from drafter.form import Amount, Block, Edition, Line

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass(eq=False)
class Box:
    """A cell of a table: its text, what it is (head, label, figure, note), and for a figure which cell of the form."""

    text: str
    kind: str
    key: str = ""


Matrix = list[list[Box]]


@dataclass
class Sheet:
    """A table (2, 3 or 4) or a part of one, and the paragraph before it, "" for none."""

    number: int
    rows: Matrix
    caption: str = ""

    def of_kind(self, kind: str) -> list[Box]:
        """The boxes of a kind in order, each once."""
        return list(dict.fromkeys(box for row in self.rows for box in row if box.kind == kind))

    @property
    def head(self) -> int:
        """How many rows stand above the first figure."""
        return next((i for i, row in enumerate(self.rows) if is_body(row)), len(self.rows))


@dataclass
class Layout:
    """How the tables are laid out before anything happens to them."""

    flat: bool = False
    one_row_head: bool = False
    columns: list[str] = field(default_factory=list)
    cases: str = "sideways"
    apart: bool = False


def is_body(row: Sequence[Box]) -> bool:
    """Tell whether a row has places for figures."""
    return any(box.kind == "figure" for box in row)


def figures_that_agree(form: Edition, random: Random) -> dict[str, Amount]:
    """Counts for every cell of `form` that satisfy all identities, most of them 0 as in real reports."""
    figures: dict[str, Amount] = {key: _count(random, 0.4) for key in form.printed if key.startswith("t2.")}
    for key in figures:
        if key.endswith(".change"):
            figures[key] = random.choice((0, 0, 4, 98, -18, -4, 1))
        elif key.endswith(".amount"):
            figures[key] = random.choice((0, 3, Decimal("43.788"), Decimal("0.5"), Decimal("1234.567891")))
    block = form.table(3).blocks[0]
    columns = [column.key for column in block.columns if column.key != "total"]
    inner = [row.key for row in block.rows if row.key not in ("new", "carried_in", "processed", "carried_out")]
    for column in columns:
        busy = random.random() < 0.5
        known = {row: _count(random, 0.75) if busy else 0 for row in inner}
        known["processed"] = sum(known.values())
        known["carried_out"] = _count(random, 0.7) if busy else 0
        known["carried_in"] = random.randint(0, known["processed"] + known["carried_out"])
        known["new"] = known["processed"] + known["carried_out"] - known["carried_in"]
        figures |= {f"t3.{row}.{column}": count for row, count in known.items()}
    for row in block.rows:
        figures[f"t3.{row.key}.total"] = sum(figures[f"t3.{row.key}.{column}"] for column in columns)
    for group in form.table(4).blocks[0].rows:
        parts = {column: _count(random, 0.7) for column in ("upheld", "corrected", "other", "pending")}
        figures |= {f"t4.{group.key}.{column}": count for column, count in parts.items()}
        figures[f"t4.{group.key}.total"] = sum(parts.values())
    return {key: figures[key] for key in form.printed}


def _count(random: Random, zeros: float) -> int:
    if random.random() < zeros:
        return 0
    return random.choice((1, 1, 2, 3, random.randint(4, 60), random.randint(10, 999), random.randint(1000, 30_000)))


def sheets_of(form: Edition, layout: Layout) -> list[Sheet]:
    """All tables of `form` in order, the boxes of figures without text."""
    return [*_items(form, layout), _applicants(form, layout), *_cases(form, layout)]


def _figure(block: Block, row: Line, column: Line) -> Box:
    return Box("", "figure", block.cell(row, column).key)


def _items(form: Edition, layout: Layout) -> Iterator[Sheet]:
    """Table 2, as one grid four columns wide or as one for each block."""
    parts = []
    for block in form.table(2).blocks:
        spread = [min(i, len(block.columns) - 1) for i in range(3)]
        caption = Box(block.caption, "caption")
        heads = [Box(column.label, "head") for column in block.columns]
        rows = [[caption] * 4, [Box("信息内容", "corner"), *(heads[i] for i in spread)]]
        for row in block.rows:
            cells = [_figure(block, row, column) for column in block.columns]
            rows.append([Box(row.label, "label"), *(cells[i] for i in spread)])
        parts.append(rows)
    if layout.apart:
        yield from (Sheet(2, rows) for rows in parts)
    else:
        yield Sheet(2, [row for rows in parts for row in rows])


def _applicants(form: Edition, layout: Layout) -> Sheet:
    """Table 3 with labels in three columns, or flat in one."""
    block = form.table(3).blocks[0]
    columns = [column for key in layout.columns for column in block.columns if column.key == key]
    labels = 1 if layout.flat else 3
    rows = _applicants_head(columns, labels, layout)
    groups: dict[tuple[str, ...], Box] = {}
    for row in block.rows:
        names = tuple(filter(None, (row.group, row.subgroup)))
        label = Box(row.label, "label")
        over = [groups.setdefault(names[: i + 1], Box(name, "group")) for i, name in enumerate(names)]
        if layout.flat:
            new = [box for box in over if not any(box in line for line in rows)]
            rows += [[box, *(Box("", "empty") for _ in columns)] for box in new]
            over = []
        cells = [_figure(block, row, column) for column in columns]
        rows.append([*over, *[label] * (labels - len(over)), *cells])
    return Sheet(3, rows)


def _applicants_head(columns: Sequence[Line], labels: int, layout: Layout) -> Matrix:
    leaves = [Box(column.label, "head") for column in columns]
    if layout.one_row_head:
        return [[Box("项目", "corner")] * labels + leaves]
    corner, whole = Box(CORNER, "corner"), Box("申请人情况", "head")
    legal = Box("法人或其他组织", "head")
    middle = [legal if column.group else leaf for column, leaf in zip(columns, leaves, strict=True)]
    return [[corner] * labels + [whole] * len(columns), [corner] * labels + middle, [corner] * labels + leaves]


def _cases(form: Edition, layout: Layout) -> Iterator[Sheet]:
    """Table 4 on its side, with a row for each group, or as a table for each group under a caption."""
    block = form.table(4).blocks[0]
    groups = [(row, [_figure(block, row, column) for column in block.columns]) for row in block.rows]
    if layout.cases == "small":
        for row, cells in groups:
            caption = f"{row.group}（{row.label}）" if row.group else row.label
            yield Sheet(4, [[Box(column.label, "head") for column in block.columns], cells], caption)
    elif layout.cases == "rows":
        corner, lawsuits = Box("类别", "corner"), Box("行政诉讼", "group")
        rows: Matrix = [[corner, corner, *(Box(column.label, "head") for column in block.columns)]]
        for row, cells in groups:
            label = Box(row.label, "label")
            rows.append([lawsuits if row.group else label, label, *cells])
        yield Sheet(4, rows)
    else:
        yield _sideways(block, groups)


def _sideways(block: Block, groups: Sequence[tuple[Line, list[Box]]]) -> Sheet:
    lawsuits = Box("行政诉讼", "head")
    rows: Matrix = [[], [], [], []]
    for row, cells in groups:
        name = Box(row.label, "head")
        leaves = [Box(column.label, "head") for column in block.columns]
        count = len(cells)
        rows[0] += [lawsuits if row.group else name] * count
        rows[1] += [name] * count if row.group else leaves
        rows[2] += leaves
        rows[3] += cells
    return Sheet(4, rows)
