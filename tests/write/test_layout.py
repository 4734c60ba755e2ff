from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest

from drafter.documents import Report
from drafter.errors import InputError
from drafter.form import EDITION_NAMES, Amount, edition
from drafter.write.layout import Grid, GridCell, empty_grids, grids

MakeReport = Callable[..., Report]


def at(grid: Grid, row: int, column: int) -> GridCell:
    return next(c for c in grid.cells if (c.row, c.column) == (row, column))


def shape(grid: Grid, text: str) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.rowspan, c.colspan) for c in grid.cells if c.text == text]


@pytest.mark.parametrize("name", EDITION_NAMES)
def test_every_cell_of_the_form_is_drawn_once(name: str) -> None:
    form = edition(name)
    keys = [cell.key for grid in empty_grids(form) for cell in grid.cells if cell.key]
    assert sorted(keys) == sorted(form.printed)


@pytest.mark.parametrize("name", EDITION_NAMES)
def test_cells_cover_every_position_exactly_once(name: str) -> None:
    for grid in empty_grids(edition(name)):
        covered = Counter(
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        )
        assert set(covered.values()) == {1}
        assert len(covered) == grid.rows * grid.columns
        assert len(grid.widths) == grid.columns
        assert sum(grid.widths) == pytest.approx(156)


def test_table_2_of_2019_lets_the_last_column_take_the_rest() -> None:
    grid = empty_grids(edition("2019"))[0]
    assert grid.columns == 4
    assert shape(grid, "第二十条第（九）项") == [(grid.rows - 3, 0, 1, 4)]
    assert shape(grid, "采购项目数量") == [(grid.rows - 2, 1, 1, 1)]
    assert shape(grid, "采购总金额") == [(grid.rows - 2, 2, 1, 2)]
    assert at(grid, grid.rows - 1, 2).key == "t2.procurement.amount"


def test_table_2_of_2021_spreads_a_single_column_over_three() -> None:
    grid = empty_grids(edition("2021"))[0]
    assert shape(grid, "本年处理决定数量") == [(5, 1, 1, 3), (8, 1, 1, 3)]
    assert shape(grid, "本年收费金额（单位：万元）") == [(12, 1, 1, 3)]


@pytest.mark.parametrize(("name", "results", "other"), [("2021", 22, (21, 1, 3, 1)), ("2019", 20, (21, 1, 1, 2))])
def test_heads_of_table_3(name: str, results: int, other: tuple[int, int, int, int]) -> None:
    grid = empty_grids(edition(name))[1]
    assert (grid.head_rows, grid.label_columns, grid.columns) == (3, 3, 10)
    assert at(grid, 0, 0).rowspan == at(grid, 0, 0).colspan == 3
    assert shape(grid, "申请人情况") == [(0, 3, 1, 7)]
    assert shape(grid, "法人或其他组织") == [(1, 4, 1, 5)]
    assert shape(grid, "自然人") == [(1, 3, 2, 1)]
    assert shape(grid, "总计") == [(1, 9, 2, 1)]
    assert shape(grid, "一、本年新收政府信息公开申请数量") == [(3, 0, 1, 3)]
    assert shape(grid, "三、本年度办理结果") == [(5, 0, results, 1)]
    assert shape(grid, "（三）不予公开") == [(7, 1, 8, 1)]
    assert shape(grid, "8.属于行政查询事项") == [(14, 2, 1, 1)]
    assert shape(grid, "（六）其他处理") == [(23, *other[1:])]
    assert shape(grid, "四、结转下年度继续办理") == [(grid.rows - 1, 0, 1, 3)]


def test_table_4_lies_on_its_side() -> None:
    grid = empty_grids(edition("2021"))[2]
    assert (grid.rows, grid.columns, grid.head_rows) == (4, 15, 3)
    assert shape(grid, "行政复议") == [(0, 0, 1, 5)]
    assert shape(grid, "行政诉讼") == [(0, 5, 1, 10)]
    assert shape(grid, "复议后起诉") == [(1, 10, 1, 5)]
    assert shape(grid, "结果维持") == [(1, 0, 2, 1), (2, 5, 1, 1), (2, 10, 1, 1)]
    assert at(grid, 3, 14).key == "t4.after_review.total"


def test_rows_without_any_cell_are_left_out(make_report: MakeReport) -> None:
    figures: dict[str, Amount | None] = {"t3.new.natural": 4, "t3.denied.secret.total": None, "t4.review.upheld": 0}
    table_3, table_4 = grids(make_report(figures=figures))
    assert [(c.text, c.rowspan) for c in table_3.cells if c.row >= 3 and c.is_head] == [
        ("一、本年新收政府信息公开申请数量", 1),
        ("三、本年度办理结果", 1),
        ("（三）不予公开", 1),
        ("1.属于国家秘密", 1),
    ]
    # A group alone needs no line for the groups of 行政诉讼.
    assert (table_4.rows, table_4.columns, table_4.head_rows) == (3, 5, 2)


def test_figures_keep_every_digit_and_blanks_stay_empty(make_report: MakeReport) -> None:
    figures: dict[str, Amount | None] = {
        "t2.fees.items_last_year": None,
        "t2.fees.change": -3,
        "t2.procurement.items": 12345,
        "t2.procurement.amount": Decimal("2.0590E+3"),
    }
    (grid,) = grids(make_report(figures=figures, edition="2019"))
    texts = {cell.key: cell.text for cell in grid.cells if cell.key}
    assert texts == {
        "t2.fees.items_last_year": "",
        "t2.fees.change": "-3",
        "t2.procurement.items": "12345",
        "t2.procurement.amount": "2059.0",
    }


def test_a_cell_the_edition_does_not_have_is_refused(make_report: MakeReport) -> None:
    with pytest.raises(InputError, match=r"水务\.json（表格数据）：2021年版的表格中没有这些单元格：t2\.rules\.made"):
        grids(make_report(figures={"t2.rules.made": 1}))
