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


class TestLooseRows:
    """Of loose words any may be missing: rows are read where their sums bear them out."""

    HEAD = "申请人情况\n自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计"

    def rows(self, *lines: str) -> Report:
        return text("\n".join([self.HEAD, *lines]))

    def test_a_number_before_the_label_belongs_to_no_row(self) -> None:
        report = self.rows(
            "1 一、本年新收政府信息公开申请数量 12 3 0 0 1 0 16",
            "2 二、上年结转政府信息公开申请数量 1 0 0 0 0 1",
            "3 （一）予以公开 4 0 0 0 0 0 4",
        )
        assert report.figures["t3.new.total"] == 16
        assert report.figures["t3.granted.natural"] == 4
        assert not any(key.startswith("t3.carried_in") for key in report.figures)
        assert "上年结转" in next(n.message for n in report.notices if n.code == "row_unread")

    def test_seven_figures_of_which_one_came_from_elsewhere(self) -> None:
        lines = [
            "一、本年新收政府信息公开申请数量",
            *["12", "3", "0", "1", "0", "16"],
            "2",
            "二、上年结转政府信息公开申请数量",
        ]
        report = text("\n\n".join([*self.HEAD.split(), *lines, *["1", "0", "0", "0", "0", "0", "1"]]))
        assert not any(key.startswith("t3.new") for key in report.figures)
        assert report.figures["t3.carried_in.total"] == 1
        assert "不等于总计" in next(n.message for n in report.notices if n.code == "row_unread")

    def test_columns_in_another_order(self) -> None:
        lines = ["申请人情况", "总计 法人或其他组织 自然人", "其他 法律服务机构 社会公益组织 科研机构 商业企业"]
        report = text(
            "\n".join(
                [*lines, "一、本年新收政府信息公开申请数量 5 0 0 0 0 0 5", "四、结转下年度继续办理 2 0 0 0 0 0 2"]
            )
        )
        assert not report.figures
        assert [n.code for n in report.notices].count("row_unread") == 2

    def test_marks_behind_a_label_are_its_figures_and_not_its_words(self) -> None:
        report = self.rows(
            "6.属于四类过程性信息 / / / / / / /",
            "/ / / / / 1 1",
            "8.属于行政查询事项 1 / / / / / 1",
        )
        assert report.figures.get("t3.denied.process.other") is None
        assert report.figures["t3.denied.inquiry.natural"] == 1
        assert "过程性信息" in next(n.message for n in report.notices if n.code == "row_unread")

    def test_a_remark_behind_the_row_is_left_out(self) -> None:
        report = self.rows(
            "一、本年新收政府信息公开申请数量 12 3 0 0 1 0 16 含结转", "四、结转下年度继续办理 2 0 0 0 0 0 2"
        )
        assert report.figures["t3.new.total"] == 16

    def test_a_remark_in_the_place_of_a_figure(self) -> None:
        report = text("第二十条第（九）项\n信息内容 采购项目数量 采购总金额\n政府集中采购 3 见附件\n")
        assert report.figures.get("t2.procurement.items") is None
        assert "政府集中采购" in next(n.message for n in report.notices if n.code == "row_unread")

    def test_a_label_beyond_recognition_between_rows_of_one_figure(self) -> None:
        lines = ["项目", "总计", "一、本年新收政府信息公开申请数量", "98", "（六）其他处理", "3", "纸（七）总计", "97"]
        report = text("\n\n".join([*lines, "四、结转下年度继续办理", "1"]))
        assert "97" in "".join(n.message for n in report.notices if n.code in ("row_unread", "table_unread"))

    def test_a_group_of_table_four_with_a_figure_missing(self) -> None:
        report = text("类别 结果维持 结果纠正 其他结果 尚未审结 总计\n行政复议 1 2 0 0 3\n复议后起诉 2 514 1 517 7")
        assert report.figures["t4.review.total"] == 3
        assert not any(key.startswith("t4.after_review") for key in report.figures)
        assert "不等于总计" in next(n.message for n in report.notices if n.code == "row_unread")


def test_a_figure_with_a_remark_is_one_word() -> None:
    lines = ["第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    rows = ["规章", "0", "0", "0", "行政规范性文件", "97（其中修订 1 件）", "0", "12"]
    report = text("\n\n".join([*lines, *rows]))
    assert report.figures["t2.normative.issued"] == 97
    assert report.figures["t2.normative.valid"] == 12
    assert "cell_interpreted" in {n.code for n in report.notices}


def test_the_figure_of_a_misprinted_row_is_named() -> None:
    lines = ["第二十条第（六）项", "信息内容 本年处理决定数量", "行处罚 910", "行政强制 3"]
    report = text("\n".join(lines))
    assert report.figures["t2.coercion.decisions"] == 3
    assert "910" in next(n.message for n in report.notices if n.code == "row_unread")


def test_a_row_that_no_table_took_in_is_named_by_its_label() -> None:
    report = text("二、主动公开政府信息情况\n\n行政事业性收费\n\n0.5\n\n全年收费都按规定公示。")
    assert not report.figures
    assert "“行政事业性收费”" in next(n.message for n in report.notices if n.code == "table_unread")
    one_line = text("三、收到和处理政府信息公开申请情况\n\n四、结转下年度继续办理 3\n\n工作照常进行。")
    assert "结转下年度继续办理" in next(n.message for n in one_line.notices if n.code == "table_unread")


def test_a_figure_that_ends_a_line_is_no_part_of_the_label_below() -> None:
    lines = ["自然人 总计", "3.危及“三安全一稳定 ” 7", "4.保护第三方合法权益 5"]
    report = text("\n".join(lines))
    assert not any("74" in n.message or "75" in n.message for n in report.notices)
