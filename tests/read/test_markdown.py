"""Markdown: headings, emphasis, tables, and what converters leave in."""

from __future__ import annotations

from drafter.read import read
from drafter.read.document import Grid, Paragraph
from drafter.read.markdown import read as read_markdown


def texts(source: str) -> list[str]:
    found = read_markdown(source.encode(), "a.md").blocks
    return [block.text for block in found if isinstance(block, Paragraph)]


def grids(source: str) -> list[list[list[str]]]:
    found = read_markdown(source.encode(), "a.md").blocks
    return [[[c.text for c in row if c] for row in block.cells] for block in found if isinstance(block, Grid)]


def test_headings_lose_their_marks_and_keep_their_depth() -> None:
    found = read_markdown("# 题\n\n### 节 ###\n文".encode(), "a.md").blocks
    assert [(b.text, b.level) for b in found if isinstance(b, Paragraph)] == [("题", 1), ("节", 3), ("文", 0)]


def test_emphasis_links_quotes_and_bullets() -> None:
    source = "**（一）主动公开。** 全年*公开*`5`条。\n\n> 引文\n\n- 一是加强\n\n[公报](http://a.cn)见上"
    assert texts(source) == ["（一）主动公开。 全年公开5条。", "引文", "一是加强", "公报见上"]


def test_signs_inside_a_line_are_no_marks() -> None:
    source = "共 3 > 2 件，甲 - 乙 * 2，1\\. 不是列表"
    assert texts(source) == ["共 3 > 2 件，甲 - 乙 * 2，1. 不是列表"]


def test_tables_with_and_without_outer_strokes() -> None:
    assert grids("| a | b |\n|---|:-:|\n| 1 | 2 |") == [[["a", "b"], ["1", "2"]]]
    assert grids("a | b\n--- | ---\n1 | 2") == [[["a", "b"], ["1", "2"]]]


def test_escaped_strokes_stay_in_their_cell() -> None:
    assert grids("| a\\|b | 1 |\n|---|---|\n| c | 2 |") == [[["a|b", "1"], ["c", "2"]]]


def test_dashes_for_nothing_are_no_rule() -> None:
    assert grids("| a | b |\n|---|---|\n| - | - |") == [[["a", "b"], ["-", "-"]]]


def test_html_tables_inside() -> None:
    source = "前\n<table><tr><td>a</td>\n<td>1</td></tr></table>\n后"
    assert texts(source) == ["前", "后"]
    assert grids(source) == [[["a", "1"]]]


def test_one_table_a_row_with_heads_that_say_nothing() -> None:
    generic = "| 类别 | 数据1 | 数据2 | 数据3 | 数据4 | 数据5 | 数据6 | 总计 |\n|---|---|---|---|---|---|---|---|\n"
    source = (
        "## 三、收到和处理政府信息公开申请情况\n\n### 一、本年新收政府信息公开申请数量\n"
        f"{generic}| 本年新收政府信息公开申请数量 | 7 | 1 | 0 | 0 | 2 | 0 | 10 |\n\n"
        f"### （三）不予公开\n{generic}| 1. 属于国家秘密 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
        "## 五、存在的主要问题及改进情况\n文。"
    )
    report = read(source.encode(), "a.md")
    assert report.figures["t3.new.legal_service"] == 2
    assert report.figures["t3.denied.secret.total"] == 1
    assert [section.id for section in report.sections] == ["3", "5"]
    assert "不予公开" not in report.text
