"""Plain text: paragraphs, tables with tabs and strokes."""

from __future__ import annotations

from drafter.read.document import Grid, Paragraph
from drafter.read.lines import blocks_of, cells_of, is_rule


def shape(source: str) -> list[str | list[list[str | None]]]:
    return [
        block.text if isinstance(block, Paragraph) else [[c.text if c else None for c in row] for row in block.cells]
        for block in blocks_of(source.split("\n"))
    ]


def test_lines_with_tabs_are_rows() -> None:
    assert shape("前\na\tb\t\n\tc\nd\te\tf\n后") == ["前", [["a", "b", ""]], "c", [["d", "e", "f"]], "后"]


def test_a_line_indented_by_a_tab_is_a_paragraph() -> None:
    assert shape("\t全年公开信息30条。") == ["全年公开信息30条。"]


def test_prose_with_a_stroke_in_it_is_a_paragraph() -> None:
    prose = "本局坚持公开，" * 20 + "甲|乙"
    assert shape(prose) == [prose]


def test_empty_cells_at_the_end_are_kept() -> None:
    assert cells_of("行政许可 | 0 | ||") == ["行政许可", "0", "", ""]


def test_cells_of_one_line_each_are_gathered() -> None:
    assert shape("a |\n1 |\n2 |\nb |\n3 |") == [[["a"], ["1"], ["2"], ["b"], ["3"]]]


def test_a_cell_whose_stroke_stands_on_the_next_line() -> None:
    assert shape("| a\n|\n1\n|\n2\n|") == [[["a"], ["1"], ["2"]]]


def test_a_table_of_blank_cells_is_still_a_table_of_rows() -> None:
    assert shape("| a |  |  |\n| b |  |  |\n| c |  |  |\n| d |  |  |")[0] == [[x, "", ""] for x in "abcd"]


def test_rules() -> None:
    assert is_rule("|---|:-:|")
    assert is_rule("- | -")
    assert not is_rule("| - | - |", second=False)
    assert not is_rule("| a | --- |")


def test_places_are_line_numbers() -> None:
    first, grid, last = blocks_of(["前", "a\tb", "c\td", "", "后"])
    assert (first.place, grid.place, last.place) == ("第1行", "第2至3行", "第5行")
    assert isinstance(grid, Grid)
