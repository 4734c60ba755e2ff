from __future__ import annotations

from collections.abc import Callable

import pytest

from drafter.documents import Report
from drafter.write.flow import Kind, Paragraph, closing_indents, flow, title_parts
from drafter.write.layout import Grid

MakeReport = Callable[..., Report]
FIGURES = {"t2.rules.issued": 0, "t3.new.total": 9, "t4.review.total": 1}


def outline(report: Report) -> list[str]:
    return [f"表{b.table}" if isinstance(b, Grid) else f"{b.kind}:{b.text[:6]}" for b in flow(report)]


def kinds(report: Report) -> list[Kind]:
    return [block.kind for block in flow(report) if isinstance(block, Paragraph)]


def test_tables_stand_after_the_narrative_of_their_sections(make_report: MakeReport) -> None:
    assert outline(make_report(figures=FIGURES)) == [
        "title:青禾县水务局",
        "body:依照《中华人",
        "heading:一、总体情况",
        "subheading:（一）主动公",
        "body:全年在县政府",
        "body:（二）依申请",
        "heading:二、主动公开",
        "表2",
        "heading:三、收到和处",
        "body:申请内容集中",
        "表3",
        "heading:四、政府信息",
        "表4",
        "heading:五、存在的主",
        "body:1.灌区信息",
        "heading:六、其他需要",
        "body:没有收取信息",
        "signature:青禾县水务局",
        "date:2025年1",
    ]


def test_a_table_stands_before_the_sub_headings_of_its_section(make_report: MakeReport) -> None:
    lines = [
        ("4", "四、政府信息公开行政复议、行政诉讼情况"),
        ("", "本年发生一件。"),
        ("4.1", "（一）复议情况"),
        ("", "已结。"),
    ]
    assert outline(make_report(lines, {"t4.review.total": 1}))[1:4] == [
        "body:本年发生一件",
        "表4",
        "subheading:（一）复议情",
    ]


def test_a_table_without_its_section_stands_before_the_next_one(make_report: MakeReport) -> None:
    lines = [("0", "青禾县水务局2024年度报告"), ("1", "一、总体情况"), ("5", "五、存在的主要问题及改进情况")]
    assert outline(make_report(lines, FIGURES)) == [
        "title:青禾县水务局",
        "heading:一、总体情况",
        "表2",
        "表3",
        "表4",
        "heading:五、存在的主",
    ]


def test_tables_without_any_later_section_stand_before_the_signature(make_report: MakeReport) -> None:
    lines = [("0", "青禾县水务局2024年度报告"), ("1", "一、总体情况"), ("", "青禾县水务局"), ("", "2025年1月20日")]
    assert outline(make_report(lines, FIGURES))[2:] == ["表2", "表3", "表4", "signature:青禾县水务局", "date:2025年1"]


def test_tables_alone_are_a_document(make_report: MakeReport) -> None:
    assert outline(make_report((), FIGURES)) == ["表2", "表3", "表4"]


def test_a_heading_run_into_its_paragraph_is_a_lead(make_report: MakeReport) -> None:
    blocks = [b for b in flow(make_report()) if isinstance(b, Paragraph)]
    lead = next(b for b in blocks if b.text.startswith("（二）"))
    assert (lead.kind, lead.text[: lead.lead], lead.lead_kind) == (Kind.BODY, "（二）依申请公开", Kind.SUBHEADING)
    numbered = next(b for b in blocks if b.text.startswith("1."))
    assert (numbered.kind, numbered.lead) == (Kind.BODY, 0)


def test_title_on_two_lines(make_report: MakeReport) -> None:
    lines = [("0", "青禾县水务局"), ("", "2024年政府信息公开工作年度报告"), ("", "按照条例编制本报告。")]
    assert kinds(make_report(lines)) == [Kind.TITLE, Kind.TITLE, Kind.BODY]


def test_a_date_in_brackets_under_the_title_belongs_to_it(make_report: MakeReport) -> None:
    lines = [("0", "青禾县水务局2024年度报告"), ("", "（2025年1月20日）"), ("", "按照条例编制本报告。")]
    assert kinds(make_report(lines)) == [Kind.TITLE, Kind.SUBTITLE, Kind.BODY]


def test_a_text_that_starts_with_a_sentence_has_no_title(make_report: MakeReport) -> None:
    lines = [("0", "现公布青禾县水务局2024年政府信息公开工作年度报告。"), ("1", "一、总体情况")]
    assert kinds(make_report(lines)) == [Kind.BODY, Kind.HEADING]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (("青禾县水务局", "二〇二五年一月二十日"), [Kind.SIGNATURE, Kind.DATE]),
        (("青禾县水务局", "【待补充：成文日期】"), [Kind.SIGNATURE, Kind.DATE]),
        (("青禾县水务局2025年1月20日",), [Kind.SIGNATURE]),
        (("全年没有收费。", "2025年1月20日"), [Kind.BODY, Kind.DATE]),
        (("全年没有收费。", "青禾县水务局"), [Kind.BODY, Kind.SIGNATURE]),
        (("统计截止时间为2025年1月20日",), [Kind.BODY]),
        (("统计到本年末，即2024年12月31日",), [Kind.BODY]),
    ],
)
def test_signature_and_date(make_report: MakeReport, last: tuple[str, ...], expected: list[Kind]) -> None:
    lines = [("0", "青禾县水务局2024年度报告"), ("6", "六、其他需要报告的事项"), *(("", line) for line in last)]
    assert kinds(make_report(lines))[2:] == expected


def test_empty_lines_and_control_characters_are_left_out(make_report: MakeReport) -> None:
    report = make_report(
        [("0", "青禾县水务局2024年度报告"), ("", " \x07"), ("1", "一、总体情况"), ("", "发布\x0b46条。")]
    )
    assert [b.text for b in flow(report) if isinstance(b, Paragraph)][1:] == ["一、总体情况", "发布46条。"]


def test_the_shorter_of_signature_and_date_is_centred_on_the_longer() -> None:
    signature, date = Paragraph(Kind.SIGNATURE, "水务局"), Paragraph(Kind.DATE, "2025年1月20日")
    assert closing_indents([signature, date]) == (4 + (6.5 - 3) / 2, 4)
    long = Paragraph(Kind.SIGNATURE, "青禾县水务局和水利工程中心")
    assert closing_indents([long, date]) == (2, 2 + (13 - 6.5) / 2)


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("青禾县水务局2024年度报告", ("青禾县水务局", "2024年度报告")),
        ("青禾县水务局关于2024年度政务公开的报告", ("青禾县水务局", "关于2024年度政务公开的报告")),
        ("青禾县水务局政府信息公开年度报告（2024年）", ("青禾县水务局", "政府信息公开年度报告（2024年）")),
        ("2024年青禾县水务局政府信息公开年度报告", ("2024年青禾县水务局", "政府信息公开年度报告")),
        ("2024年政府信息公开年度报告", ("2024年政府信息公开年度报告",)),
    ],
)
def test_a_title_breaks_between_organ_and_subject(title: str, parts: tuple[str, ...]) -> None:
    assert title_parts(title) == parts
