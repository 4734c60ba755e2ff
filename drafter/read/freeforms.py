"""Reports of years without a common form: whatever figures their own tables name, as supplementary figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.documents import ExtraFigure, Notice
from drafter.read.cells import UnreadableCell, is_blank, is_value, parse
from drafter.read.document import Grid, GridCell, Paragraph

# The first common form was laid down for the report year 2019.
FIRST_YEAR_WITH_FORM = 2019
_UNITS = frozenset(
    (
        *("条", "件", "个", "次", "人次", "人", "元", "万元", "篇", "份", "期", "种", "场", "场次", "项", "册", "部"),
        *("家", "例", "起", "%", "页", "卷", "件次", "千字"),
    )
)
_UNIT_IN_LABEL = re.compile(r"[（(](?:单位[:：])?([^（()）]{1,3})[）)]$")
_MARK = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*|[①-⑳]\s*|其中[:：]?\s*|[—-]{1,2}\s*)+")
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")
_HEADS = frozenset(("统计指标", "指标", "指标名称", "项目", "单位", "计量单位", "统计数", "数量", "数值", "合计"))
_LONGEST_NAME = 40
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Named:
    """Figures by name in the order of the tables, what had to be said, and the places of the tables they come from."""

    figures: tuple[ExtraFigure, ...] = ()
    notices: tuple[Notice, ...] = ()
    places: frozenset[str] = frozenset()


def named_figures(blocks: Sequence[Paragraph | Grid], form_grids: Sequence[Grid], year: int | None) -> Named:
    """The figures that tables outside the form name, for a report of a year that had none; else nothing."""
    if year is None or year >= FIRST_YEAR_WITH_FORM:
        return Named()
    known = {id(grid) for grid in form_grids}
    gathered = _Gathering()
    for block in blocks:
        if isinstance(block, Grid) and id(block) not in known:
            gathered.grid(block)
    message = f"{year} 年度还没有全国统一的报告格式（自 2019 年度起才有）：正文照常读入，"
    count = len(gathered.figures)
    message += f"表格中能按名称认出的 {count} 个数列为补充数据。" if count else "没有可按名称读入的表格数字。"
    notices = [Notice(code="no_common_form", message=message)]
    if gathered.unread:
        shown = "、".join(gathered.unread[:_SHOWN]) + ("等" if len(gathered.unread) > _SHOWN else "")
        message = f"表格中 {len(gathered.unread)} 行的数字认不准名称或数值，没有读入：{shown}。"
        notices.append(Notice(code="row_unread", message=message))
    return Named(tuple(gathered.figures.values()), tuple(notices), frozenset(gathered.places))


class _Gathering:
    """Goes through tables row by row; a row without figures names the group of those below it."""

    def __init__(self) -> None:
        self.figures: dict[str, ExtraFigure] = {}
        self.unread: list[str] = []
        self.places: set[str] = set()
        self._group = ""

    def grid(self, grid: Grid) -> None:
        self._group = ""
        heads: dict[int, str] = {}
        for r in range(grid.height):
            cells = [cell for cell in grid.row(r) if cell.row == r and cell.text]
            values = [cell for cell in cells if is_value(cell.text) and not is_blank(cell.text)]
            if values:
                self._row(grid, r, cells, values, heads)
            elif len(cells) == 1:
                self._group = _name(cells[0].text)
            elif cells:
                heads = {c: cell.text for cell in cells for c in range(cell.column, cell.column + cell.columns)}

    def _row(
        self, grid: Grid, r: int, cells: Sequence[GridCell], values: Sequence[GridCell], heads: dict[int, str]
    ) -> None:
        place = f"{grid.place}第{r + 1}行"
        words = [cell.text for cell in cells if not any(cell is value for value in values)]
        unit = next((word for word in words if word in _UNITS), "")
        labels = [word for word in words if word not in _UNITS]
        found = list(_read(labels, unit, values, heads, place))
        if not found or any(not self._add(figure) for figure in found):
            self.unread.append(f"{place}“{(labels or [cells[0].text])[0][:16]}”")
        else:
            self.places.add(grid.place)

    def _add(self, figure: ExtraFigure) -> bool:
        """Keep a figure under its name, or under its group's and its own where the name is taken."""
        for name in (figure.name, f"{self._group}：{figure.name}" if self._group else figure.name):
            if name not in self.figures:
                self.figures[name] = figure.model_copy(update={"name": name})
                return True
        return False


def _read(
    labels: Sequence[str], unit: str, values: Sequence[GridCell], heads: dict[int, str], place: str
) -> Iterator[ExtraFigure]:
    """The figures of one row; none where a name or an amount is in doubt."""
    label = labels[-1] if labels else ""
    name = _name(label)
    if not 0 < len(name) <= _LONGEST_NAME:
        return
    in_label = _UNIT_IN_LABEL.search(label)
    unit = unit or (in_label[1] if in_label and in_label[1] in _UNITS else "")
    columns = [_name(heads.get(cell.column, "")) for cell in values]
    if len(values) > 1 and ("" in columns or len(set(columns)) < len(columns)):
        return
    figures = []
    for cell, column in zip(values, columns, strict=True):
        try:
            amount = parse(cell.text, decimal=True).amount
        except UnreadableCell:
            return
        if amount is None:
            return
        full = name if len(values) == 1 or column in _HEADS else f"{name}（{column}）"
        figures.append(ExtraFigure(name=full, value=Decimal(amount), unit=unit, source=place))
    yield from figures


def _name(label: str) -> str:
    """A label as a name: on one line, without list marks and what stands in brackets."""
    flat = "".join(label.split())
    return _BRACKETED.sub("", _MARK.sub("", flat)).strip("：:，,")
