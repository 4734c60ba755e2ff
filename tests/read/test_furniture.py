"""What pages put round an article."""

from __future__ import annotations

import pytest

from drafter.read import read
from drafter.read.furniture import is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2024-01-20 10:30 来源：云岭县水利局 浏览次数：127次",
        "信息来源: 县水利局",
        "【打印】【关闭】",
        "打印本页 | 关闭窗口",
        "上一篇：2022年年报",
        "版权所有 云岭县人民政府办公室",
        "滇ICP备12345678号",
        "当前位置：首页 > 政府信息公开 > 年报",
        "首页 > 政务公开",
        "索引号：yl-2024-0012",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "发布时间长的信息逐条清理。",
        "打印政策汇编300册，送到村组",
        "时间上做到及时，质量上做到准确。",
        "联系地址：云岭县城关镇",
        "来源于群众的意见有12条",
        "一、总体情况",
    ],
)
def test_prose(line: str) -> None:
    assert not is_furniture(line)


def test_counters_leave_the_text_and_are_named() -> None:
    page = "<meta charset=utf-8><p>浏览次数：127次</p><p>全年公开信息3条。</p>".encode()
    report = read(page, "a.html")
    assert report.text == "全年公开信息3条。"
    assert "127" in next(notice.message for notice in report.notices if notice.code == "page_furniture")


def test_tables_of_other_kinds_are_named() -> None:
    page = "<meta charset=utf-8><table><tr><td>类别</td><td>件数</td></tr><tr><td>甲</td><td>12</td></tr></table>"
    report = read(page.encode(), "a.html")
    (notice,) = report.notices
    assert notice.code == "table_not_in_form"
    assert "类别" in notice.message


def test_radicals_of_pdf_exports_become_ideographs() -> None:
    assert (
        read("⼀、全年受理⾃然⼈、⺠营企业申请3件⻅下表".encode(), "a.txt").text
        == "一、全年受理自然人、民营企业申请3件见下表"
    )
