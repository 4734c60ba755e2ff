"""Sections and sub-sections with their offsets."""

from __future__ import annotations

import pytest

from drafter.documents import Section
from drafter.read.document import Paragraph
from drafter.read.heading import heading_of
from drafter.read.sections import text_and_sections

SIX = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def found(*lines: str, titled: bool = True) -> list[Section]:
    return list(text_and_sections([Paragraph(line, "") for line in lines], titled=titled)[1])


def ids(*lines: str, titled: bool = True) -> list[str]:
    return [section.id for section in found(*lines, titled=titled)]


def test_offsets_cut_the_text_into_its_sections() -> None:
    lines = (
        "云岭县水利局年报",
        "前言。",
        SIX[0],
        "文。",
        "（一）主动公开：发布。",
        "续。",
        "(二) 依申请公开",
        "无。",
        *SIX[1:],
    )
    text, sections = text_and_sections([Paragraph(line, "") for line in lines])
    parts = {section.id: text[section.start : section.end].rstrip("\n").split("\n") for section in sections}
    assert list(parts) == ["0", "1", "1.1", "1.2", "2", "3", "4", "5", "6"]
    assert parts["0"] == ["云岭县水利局年报", "前言。"]
    assert parts["1.1"] == ["（一）主动公开：发布。", "续。"]
    assert parts["1"] == list(lines[2:8])
    assert sections[-1].end == len(text)
    assert [section.title for section in sections][1:4] == ["一、总体情况", "（一）主动公开", "(二) 依申请公开"]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "4"),
        ("五、存在的主要问题及明年工作计划", "5"),
        ("六、其它需要报告事项", "6"),
        ("三、收到和处理政府信息公开申请情况：", "3"),
        ("一、主动公开政府信息情况", "2"),
        ("一、概述", "1"),
    ],
)
def test_titles_that_differ(heading: str, section: str) -> None:
    assert section in ids("标题", heading, "文。")


def test_a_title_that_runs_on_in_its_paragraph() -> None:
    assert ids("标题", SIX[0], "六、其他需要报告的事项。本局没有收取信息处理费。") == ["0", "1", "6"]


def test_an_unknown_title_counts_by_its_number_between_its_neighbours() -> None:
    assert ids("标题", *SIX[:4], "五、短板和打法", "文。", SIX[5]) == ["0", "1", "2", "3", "4", "5", "6"]


def test_list_marks_in_the_text_start_no_section() -> None:
    lines = (
        "标题",
        *SIX[:5],
        "一、存在的问题",
        "一是人手少。",
        "二、改进措施",
        "三、强化依申请公开。对照条例办理。",
        SIX[5],
    )
    assert ids(*lines) == ["0", "1", "2", "3", "4", "5", "6"]


def test_a_look_alike_before_the_real_heading_loses() -> None:
    sections = found("标题", SIX[0], "三、强化依申请公开办理", "文。", *SIX[1:])
    assert next(section.title for section in sections if section.id == "3") == SIX[2]


def test_of_a_table_of_contents_the_later_headings_count() -> None:
    text, sections = text_and_sections([Paragraph(line, "") for line in ("标题", *SIX, *SIX)])
    assert text[sections[1].start :].count("总体情况") == 1


def test_titles_without_numbers_count_where_they_are_official() -> None:
    assert ids("标题", "总体情况", "文。", "其他需要报告的事项", "无") == ["0", "1", "6"]


def test_sub_headings_keep_their_own_numbers() -> None:
    assert ids("标题", SIX[0], "（一）甲。", "（三）丙。", "（三）又丙。") == ["0", "1", "1.1", "1.3", "1.4"]


def test_marks_below_the_kind_of_sub_heading_in_use_are_text() -> None:
    assert ids("标题", SIX[0], "（一）甲。", "1.子项。文。", "2.子项。文。", "（二）乙。") == ["0", "1", "1.1", "1.2"]


def test_arabic_numbers_are_sub_headings_where_no_others_are() -> None:
    assert ids("标题", SIX[0], "1.主动公开情况。文。", "2.依申请公开情况。文。") == ["0", "1", "1.1", "1.2"]


def test_sub_headings_without_numbers_are_known_by_their_names_alone_on_a_line() -> None:
    lines = ("标题", SIX[0], "主动公开", "1.更新栏目。文。", "依申请公开情况：", "文。", "监督保障", "文。", SIX[1])
    assert ids(*lines) == ["0", "1", "1.1", "1.2", "1.5", "2"]


def test_names_of_sub_headings_in_a_text_or_outside_section_one_start_nothing() -> None:
    assert ids("标题", "主动公开", SIX[0], "主动公开信息12条。", "监督保障有力", SIX[4], "监督保障") == ["0", "1", "5"]
    assert ids("标题", SIX[0], "（一）主动公开。", "依申请公开", "（二）依申请公开。") == ["0", "1", "1.1", "1.2"]


def test_first_and_second_in_words_are_no_headings() -> None:
    assert ids("标题", SIX[0], "一是抓公开。", "二是抓管理。") == ["0", "1"]


def test_an_excerpt_has_the_sections_it_has() -> None:
    assert ids("全年公开信息3条。", titled=False) == []
    assert ids("全年公开信息3条。", "（二）依申请公开。无。", SIX[1], titled=False) == ["1.2", "2"]


@pytest.mark.parametrize(
    ("text", "title", "words"),
    [
        ("（一）主动公开方面 本局按要求公开。", "（一）主动公开方面", "主动公开方面"),
        ("(二) 依申请公开：2024 年，没有收到。", "(二) 依申请公开", "依申请公开"),
        ("（一）2024 年工作中的不足", "（一）2024 年工作中的不足", "2024 年工作中的不足"),
        ("……（三）拓宽渠道。本局", "（三）拓宽渠道", "拓宽渠道"),
        ("十一、其他", "十一、其他", "其他"),
    ],
)
def test_headings(text: str, title: str, words: str) -> None:
    heading = heading_of(text)
    assert heading is not None
    assert (heading.title, heading.words) == (title, words)


@pytest.mark.parametrize(
    "text", ["一是", "2024年", "3.5万元", "（2024）", "一、" + "很长的一句话没有停顿" * 6, "三安全一稳定"]
)
def test_no_headings(text: str) -> None:
    assert heading_of(text) is None
