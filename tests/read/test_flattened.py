"""Tables that lost their grid."""

from __future__ import annotations

from drafter.documents import Report
from drafter.read import read


def text(lines: str) -> Report:
    return read(lines.encode(), "a.txt")


def test_one_cell_a_line_comes_back_as_rows() -> None:
    lines = [
        "我镇全年开展政策宣讲3场。",
        "第二十条第(一)项",
        "信息内容",
        "本年制发\n件数",
        "本年废止件数",
        "现行有效件数",
        "规章",
        "0",
        "/",
        "0",
        "行政规范性文件",
        " 4",
        "1",
        "17",
        "第二十条第(五)项",
        "信息内容",
        "本年处理决定数量",
        "行政许可",
        "26",
    ]
    report = text("\n\n".join(lines))
    assert report.text == lines[0]
    assert report.figures["t2.rules.repealed"] is None
    assert report.figures["t2.normative.valid"] == 17
    assert report.figures["t2.licensing.decisions"] == 26


def test_one_cell_a_line_with_strokes() -> None:
    rows = ["行政许可 |", "6 |", "减4 |", "2 |", "其他对外管理服务事项 |", "1 |", "0 |", "3 |"]
    report = text("\n".join(rows))
    assert report.edition == "2019"
    assert report.figures["t2.licensing.change"] == -4
    assert report.figures["t2.services.decisions"] == 3
    assert {notice.code for notice in report.notices} >= {"columns_assumed"}


def test_a_row_a_line_with_spaces() -> None:
    lines = [
        "三、收到和处理政府信息公开申请情况",
        "申请人情况",
        "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计",
        "一、本年新收政府信息公开申请数量 12 3 0 0 1 0 16",
        "二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1",
        "四、结转下年度继续办理 2 0 0 0 0 0 2",
    ]
    report = text("\n".join(lines))
    assert report.figures["t3.new.legal_service"] == 1
    assert report.figures["t3.carried_out.total"] == 2
    assert report.text == lines[0]


def test_a_row_short_of_a_figure_is_said_and_not_guessed() -> None:
    lines = [
        "第二十条第（六）项",
        "一、本年新收政府信息公开申请数量 12 3 0 0 1 16",
        "二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1",
    ]
    report = text("\n".join(lines))
    assert "t3.new.total" not in report.figures
    assert report.figures["t3.carried_in.natural"] == 1
    assert "本年新收" in next(n.message for n in report.notices if n.code == "row_unread")


def test_prose_that_ends_in_numbers_is_no_table() -> None:
    lines = ["本局制发文件 12", "其中公开 8", "不公开 4", "以上均为原件。"]
    report = text("\n\n".join(lines))
    assert report.text.split("\n") == lines
    assert not report.figures


def test_labels_without_figures_are_no_table() -> None:
    lines = ["公开内容包括：", "行政许可", "行政处罚", "行政强制"]
    assert text("\n\n".join(lines)).text.split("\n") == lines


def test_a_table_in_one_paragraph_with_spaces() -> None:
    line = (
        "第二十条第（一）项 信息内容 本年制发件数 本年废止件数 现行有效件数 规章 0 0 0 行政规范性文件 4 1 17 "
        "第二十条第（五）项 信息内容 本年处理决定数量 行政许可 26 第二十条第（八）项 信息内容 "
        "本年收费金额（单位：万元） 行政事业性收费 12.5"
    )
    report = text(f"二、主动公开政府信息情况\n{line}")
    assert report.text == "二、主动公开政府信息情况"
    assert report.figures["t2.normative.valid"] == 17
    assert report.figures["t2.licensing.decisions"] == 26
    assert str(report.figures["t2.fees.amount"]) == "12.5"


def test_digits_that_touch_are_parted_where_one_reading_is_left() -> None:
    line = (
        "申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他"
        "一、本年新收政府信息公开申请数量6400204701.属于国家秘密00000002.重复申请1000001"
    )
    report = text(line)
    assert report.figures["t3.new.natural"] == 64
    assert report.figures["t3.new.total"] == 70
    assert report.figures["t3.denied.secret.natural"] == 0
    assert report.figures["t3.refused.repeat.total"] == 1
    assert [notice.code for notice in report.notices].count("digits_separated") == 3
    assert not report.text


def test_digits_that_touch_and_have_two_readings_are_left_open() -> None:
    line = "信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件6136"
    report = text(line)
    assert report.figures["t2.rules.valid"] == 0
    assert not [key for key in report.figures if key.startswith("t2.normative")]
    assert "row_unread" in {notice.code for notice in report.notices}


def test_table_four_one_cell_a_line() -> None:
    heads = ["行政复议", "行政诉讼", *["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]]
    heads += ["未经复议直接起诉", "复议后起诉", *["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 2]
    figures = ["1", "0", "0", "2", "3", *["0"] * 5, "4", "0", "0", "0", "4"]
    report = text("\n\n".join(["四、政府信息公开行政复议、行政诉讼情况", *heads, *figures]))
    assert report.figures["t4.review.pending"] == 2
    assert report.figures["t4.after_review.total"] == 4
    assert report.text == "四、政府信息公开行政复议、行政诉讼情况"


def test_prose_with_labels_and_figures_is_no_table() -> None:
    line = "自然人申请3件，商业企业申请2件，总计5件"
    assert text(line).text == line
