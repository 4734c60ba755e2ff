"""The three tables in the layouts people publish them in."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.documents import Report
from drafter.errors import UnreadableDocument
from drafter.form import Amount, Edition, edition
from drafter.read import read

Figures = dict[str, Amount | None]
FORMATS = (("html", "a.html"), ("docx", "a.docx"), ("text", "a.txt"), ("markdown", "a.md"))


def codes(report: Report) -> set[str]:
    return {notice.code for notice in report.notices}


@pytest.mark.parametrize(("format_name", "name"), FORMATS)
def test_every_cell_is_read_at_its_place(
    forms: Any, form: Edition, unique: Figures, format_name: str, name: str
) -> None:
    report = read(getattr(forms, format_name)(form, unique), name)
    assert report.figures == unique
    assert report.edition == form.id
    assert not report.notices


@pytest.mark.parametrize(("format_name", "name"), FORMATS)
@pytest.mark.parametrize(
    "keep",
    [
        lambda key: key.endswith(".total") or not key.startswith("t3"),
        lambda key: not key.endswith(".total"),
        lambda key: crc32(key.encode()) % 3 == 0 or key.startswith("t4"),
    ],
    ids=["only_totals", "no_totals", "a_third"],
)
def test_blank_cells_are_blank_and_shift_nothing(
    forms: Any, form: Edition, unique: Figures, format_name: str, name: str, keep: Callable[[str], bool]
) -> None:
    figures = {key: value if keep(key) else None for key, value in unique.items()}
    report = read(getattr(forms, format_name)(form, figures), name)
    assert report.figures == figures


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), edition_name=st.sampled_from(["2021", "2019"]), format_at=st.integers(0, 3))
def test_random_figures_come_back(forms: Any, seed: int, edition_name: str, format_at: int) -> None:
    rng = random.Random(seed)
    form = edition(edition_name)
    figures = {key: rng.choice([None, 0, 1, rng.randrange(10**7)]) for key in form.printed}
    format_name, name = FORMATS[format_at]
    report = read(getattr(forms, format_name)(form, figures), name)
    if format_name in ("text", "markdown"):  # rows that may have lost a cell are left open there, never read wrong
        doubtful = {key for key, value in figures.items() if key not in report.figures and value is not None}
        assert not doubtful or "row_unread" in codes(report)
        figures = {key: value for key, value in figures.items() if key in report.figures}
    assert report.figures == figures


def test_provenance_names_the_official_table_and_the_source_cell(forms: Any, form: Edition, unique: Figures) -> None:
    report = read(forms.html(form, unique), "a.html")
    source = report.provenance["t3.carried_in.research"]
    assert (source.table, source.row, source.column) == (3, 4, 5)
    assert source.raw == str(unique["t3.carried_in.research"])


def page(*tables: str) -> bytes:
    return ("<html><head><meta charset='utf-8'></head><body>" + "".join(tables) + "</body></html>").encode()


def table(rows: str) -> str:
    """An HTML table from lines whose cells stand between strokes."""
    lines = [line.strip().strip("|") for line in rows.strip().splitlines()]
    cells = ("".join(f"<td>{cell.strip()}</td>" for cell in line.split("|")) for line in lines)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


HEAD_3 = "项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计"


def test_a_table_split_over_two_grids_keeps_its_head() -> None:
    first = table(f"{HEAD_3}\n一、本年新收政府信息公开申请数量 | 5 | 1 | 0 | 0 | 0 | 0 | 6")
    second = table("二、上年结转政府信息公开申请数量 | | 2 | 0 | 0 | 0 | 0 | 2")
    report = read(page(first, second), "a.html")
    assert report.figures["t3.new.total"] == 6
    assert report.figures["t3.carried_in.natural"] is None
    assert report.figures["t3.carried_in.commercial"] == 2


def test_columns_are_taken_from_the_head_not_from_the_usual_order() -> None:
    head = "项目 | 总计 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他"
    report = read(page(table(f"{head}\n一、本年新收政府信息公开申请数量 | 9 | 1 | 2 | 3 | 0 | 0 | 3")), "a.html")
    assert report.figures["t3.new.total"] == 9
    assert report.figures["t3.new.other"] == 3


def test_a_damaged_head_leaves_the_forms_order_and_says_so() -> None:
    head = "项目 | 自然人 | 商业 | 机构 | 公益 | 服务 | 其它 | 总数"
    report = read(page(table(f"{head}\n一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21")), "a.html")
    assert report.figures["t3.new.research"] == 3
    assert "columns_assumed" in codes(report)


def test_a_damaged_head_over_fewer_figures_is_not_guessed() -> None:
    head = "项目 | 自然人 | 商业 | 机构 | 公益 | 服务 | 其它 | 总数"
    report = read(page(table(f"{head}\n一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | | 5 | 6 | 17")), "a.html")
    assert not report.figures
    assert "row_unread" in codes(report)


def test_rows_out_of_order_go_by_their_labels() -> None:
    rows = "二、上年结转政府信息公开申请数量 | 1|0|0|0|0|0|1\n一、本年新收政府信息公开申请数量 | 2|0|0|0|0|0|2"
    report = read(page(table(f"{HEAD_3}\n{rows}")), "a.html")
    assert (report.figures["t3.carried_in.total"], report.figures["t3.new.total"]) == (1, 2)


def test_a_row_without_label_takes_the_one_place_left_between_its_neighbours() -> None:
    rows = "（一）予以公开 | 1|0|0|0|0|0|1\n | 2|0|0|0|0|0|2\n1.属于国家秘密 | 3|0|0|0|0|0|3"
    report = read(page(table(f"{HEAD_3}\n{rows}")), "a.html")
    assert report.figures["t3.partial.natural"] == 2
    assert "row_by_order" in codes(report)


def test_a_row_without_label_in_a_wider_gap_stays_unread() -> None:
    rows = "（一）予以公开 | 1|0|0|0|0|0|1\n | 2|0|0|0|0|0|2\n8.属于行政查询事项 | 3|0|0|0|0|0|3"
    report = read(page(table(f"{HEAD_3}\n{rows}")), "a.html")
    assert not [key for key in report.figures if report.figures[key] == 2]
    assert "row_unread" in codes(report)


def test_a_slip_in_a_label_is_understood_and_named() -> None:
    rows = "2.其他法律行政法规禁止公开的 | 1|0|0|0|0|0|1\n5.属于三类内部事物信息 | 4|0|0|0|0|0|4"
    report = read(page(table(f"{HEAD_3}\n{rows}")), "a.html")
    assert report.figures["t3.denied.law_forbids.total"] == 1
    assert report.figures["t3.denied.internal.total"] == 4
    slips = [notice.message for notice in report.notices if notice.code == "label_slip"]
    assert len(slips) == 2
    assert "属于三类内部事物信息" in slips[1]


def test_sums_of_groups_are_no_cells_of_the_form() -> None:
    rows = "（三）不予公开 | 7|0|0|0|0|0|7\n1.属于国家秘密 | 7|0|0|0|0|0|7"
    report = read(page(table(f"{HEAD_3}\n{rows}")), "a.html")
    assert {key.rpartition(".")[0] for key in report.figures} == {"t3.denied.secret"}
    assert "row_not_in_form" in codes(report)


def test_one_row_for_other_outcomes_in_a_newer_report_goes_to_the_last_of_its_rows() -> None:
    items = table("第二十条第（五）项 |\n信息内容 | 本年处理决定数量\n行政许可 | 8")
    form = table("第二十条第（一）项|||\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 0 | 0 | 0")
    rows = table(f"{HEAD_3}\n（六）其他处理 | 3|0|0|0|0|0|3")
    report = read(page(form, items, rows), "a.html")
    assert report.edition == "2021"
    assert report.figures["t3.other.misc.total"] == 3


def test_a_sum_above_the_three_rows_of_other_outcomes_is_left_out() -> None:
    rows = "（六）其他处理 | 5|0|0|0|0|0|5\n1.申请人无正当理由逾期不补正 | 2|0|0|0|0|0|2\n3.其他 | 3|0|0|0|0|0|3"
    report = read(page(table(f"{HEAD_3}\n{rows}")), "a.html")
    assert report.figures["t3.other.misc.total"] == 3
    assert report.figures["t3.other.overdue_correction.total"] == 2


def test_a_cell_found_twice_with_different_figures_is_in_doubt() -> None:
    rows = "一、本年新收政府信息公开申请数量 | 2|0|0|0|0|0|2\n一、本年新收政府信息公开申请数量 | 3|0|0|0|0|0|3"
    report = read(page(table(f"{HEAD_3}\n{rows}")), "a.html")
    assert "t3.new.total" not in report.figures
    assert report.figures["t3.new.other"] == 0
    assert "cell_repeated" in codes(report)


def test_a_figure_merged_over_two_rows_is_not_given_to_both() -> None:
    body = (
        "<table><tr><td>项目</td><td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td>"
        "<td>法律服务机构</td><td>其他</td><td>总计</td></tr>"
        "<tr><td>一、本年新收政府信息公开申请数量</td><td rowspan=2>4</td>" + "<td>0</td>" * 5 + "<td>4</td></tr>"
        "<tr><td>二、上年结转政府信息公开申请数量</td>" + "<td>0</td>" * 5 + "<td>0</td></tr></table>"
    )
    report = read(page(body), "a.html")
    assert "t3.carried_in.natural" not in report.figures


class TestItems:
    def test_both_editions_mixed_in_one_table_are_told_apart_and_named(self) -> None:
        older = "第二十条第（一）项|||\n信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量\n规章 | 1 | 2 | 3"
        newer = "第二十条第（八）项|||\n信息内容 | 本年收费金额（单位：万元）||\n行政事业性收费 | 0.5||"
        report = read(page(table(f"{older}\n{newer}")), "a.html")
        assert report.edition == "2019"
        assert report.figures == {"t2.rules.made": 1, "t2.rules.published": 2, "t2.rules.total": 3}
        message = next(notice.message for notice in report.notices if notice.code == "mixed_editions")
        assert "0.5" in message

    def test_a_column_head_beyond_recognition_takes_the_only_place_left(self) -> None:
        rows = "信息内容 | 本年制发件数 | 本年发文 | 现行有效件数\n行政规范性文件 | 4 | 1 | 9"
        report = read(page(table(f"第二十条第（一）项|||\n{rows}")), "a.html")
        assert report.figures["t2.normative.repealed"] == 1
        assert "label_slip" in codes(report)

    def test_a_head_of_one_block_is_not_used_for_another(self) -> None:
        rows = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章|0|0|0\n行政许可 | 3 | 4 | 5"
        report = read(page(table(f"第二十条第（一）项|||\n{rows}")), "a.html")
        assert not [key for key in report.figures if key.startswith("t2.licensing.decisions") and report.figures[key]]

    def test_a_row_short_of_a_figure_is_left_open(self) -> None:
        rows = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数"
        report = read(page(table(f"第二十条第（一）项|||\n{rows}"), table("规章 | 22 | 235")), "a.html")
        assert not report.figures
        assert "row_unread" in codes(report)

    def test_a_lone_row_of_some_other_table_is_not_taken(self) -> None:
        report = read(page(table("行政许可 | 12")), "a.html")
        assert not report.figures

    @pytest.mark.parametrize(
        ("head", "raw", "amount"),
        [
            ("本年收费金额（单位：万元）", "43.788万元", "43.788"),
            ("本年收费金额（单位：万元）", "251000元", "25.1"),
            ("本年收费金额（单位：元）", "251000元", "251000"),
            ("本年收费金额（单位：万元）", "1,234.50", "1234.50"),
        ],
    )
    def test_money_keeps_the_unit_of_its_head(self, head: str, raw: str, amount: str) -> None:
        rows = f"第二十条第（八）项|\n信息内容 | {head}\n行政事业性收费 | {raw}"
        report = read(page(table(rows)), "a.html")
        assert str(report.figures["t2.fees.amount"]) == amount

    def test_changes_may_be_written_in_words(self) -> None:
        head = "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量"
        rows = f"{head}\n行政许可 | 10 | 减4 | 2\n其他对外管理服务事项 | 3 | 增98 | 0"
        report = read(page(table(f"第二十条第（五）项|||\n{rows}")), "a.html")
        assert report.figures["t2.licensing.change"] == -4
        assert report.figures["t2.services.change"] == 98


class TestCases:
    GROUP = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计"

    def test_small_tables_take_their_group_from_the_caption(self) -> None:
        parts = [("行政复议", 1), ("行政诉讼（未经复议直接起诉）", 2), ("行政诉讼（复议后起诉）", 3)]
        grids = (f"<p>{caption}</p>" + table(f"{self.GROUP}\n{n} | 0 | 0 | 0 | {n}") for caption, n in parts)
        report = read(page(*grids), "a.html")
        totals = [report.figures[f"t4.{group}.total"] for group in ("review", "direct", "after_review")]
        assert totals == [1, 2, 3]
        assert len(report.figures) == 15

    def test_a_small_table_without_caption_is_left_open(self) -> None:
        report = read(page(table(f"{self.GROUP}\n7 | 0 | 0 | 0 | 7")), "a.html")
        assert not report.figures
        assert "row_unread" in codes(report)

    def test_groups_in_rows(self) -> None:
        rows = "行政复议 | 1|0|0|0|1\n未经复议直接起诉 | 0|2|0|0|2\n复议后起诉 | 0|0|3|0|3"
        report = read(page(table(f"类别 | {self.GROUP}\n{rows}")), "a.html")
        assert report.figures["t4.direct.corrected"] == 2
        assert report.figures["t4.after_review.other"] == 3

    def test_fifteen_figures_under_a_broken_head_need_the_groups_named(self) -> None:
        figures = " | ".join(str(n) for n in range(15))
        broken = table(f"结果 | 维持 | 纠正 | 总计\n{figures}")
        assert not read(page(broken), "a.html").figures
        report = read(page("<p>行政复议行政诉讼</p><p>未经复议直接起诉复议后起诉</p>", broken), "a.html")
        assert report.figures["t4.direct.upheld"] == 5
        assert "columns_assumed" in codes(report)


def test_letters_in_a_figure_stop_the_reading_with_the_cell_named() -> None:
    rows = f"{HEAD_3}\n一、本年新收政府信息公开申请数量 | 1 | l2 | 0 | 0 | 0 | 0 | 13"
    with pytest.raises(UnreadableDocument, match="l2") as caught:
        read(page(table(rows)), "年报.html")
    assert re.search("年报.html（表三“一、本年新收.*”行“商业企业”列（第1个表格第2行））", str(caught.value))


def test_words_in_a_figure_leave_that_cell_out_and_say_so() -> None:
    rows = f"{HEAD_3}\n一、本年新收政府信息公开申请数量 | 1 | 见说明 | 0 | 0 | 0 | 0 | 13"
    report = read(page(table(rows)), "a.html")
    assert "t3.new.commercial" not in report.figures
    assert report.figures["t3.new.total"] == 13
    assert "cell_unread" in codes(report)


class TestOrderOfColumns:
    """The form's order stands in for a head that is damaged only where nothing speaks against it."""

    TOTAL_FIRST = "项目 | 总计计 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他"
    DAMAGED = "项目 | 自然人 | 商业 | 机构 | 公益 | 服务 | 其它 | 总数"
    NEW = "一、本年新收政府信息公开申请数量"

    def test_what_is_known_of_the_head_stands_elsewhere(self) -> None:
        report = read(page(table(f"{self.TOTAL_FIRST}\n{self.NEW} | 5|0|0|0|0|0|5")), "a.html")
        assert not report.figures
        assert "row_unread" in codes(report)

    def test_rows_that_do_not_add_up(self) -> None:
        rows = f"{self.NEW} | 9|1|2|3|0|0|3\n（一）予以公开 | 4|1|0|3|0|0|0\n1.属于国家秘密 | 2|0|0|0|0|0|2"
        report = read(page(table(f"{self.DAMAGED}\n{rows}")), "a.html")
        assert not report.figures
        assert "不等于总计" in next(notice.message for notice in report.notices if notice.code == "row_unread")

    def test_one_wrong_total_among_many_right_ones(self) -> None:
        labels = [row.label for row in edition("2021").table(3).blocks[0].rows]
        rows = [f"{label} | {i}|1|0|0|0|0|{i + 1}" for i, label in enumerate(labels)]
        rows[3] = f"{labels[3]} | 7|1|0|0|0|0|9"
        report = read(page(table("\n".join([self.DAMAGED, *rows]))), "a.html")
        assert report.figures["t3.partial.total"] == 9

    def test_heads_of_two_levels_whose_cells_are_written_one_after_another(self) -> None:
        lines = [
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t申请人情况",
            "{0}\t法人或其他组织\t{1}",
            "商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他",
            f"{self.NEW}\t4\t0\t0\t1\t0\t0\t5",
            "二、上年结转政府信息公开申请数量\t2\t\t0\t1\t0\t0\t3",
        ]
        usual = read("\n".join(lines).format("自然人", "总计").encode(), "a.txt")
        assert (usual.figures["t3.new.natural"], usual.figures["t3.carried_in.total"]) == (4, 3)
        assert "columns_assumed" in codes(usual)
        swapped = read("\n".join(lines).format("总计", "自然人").encode(), "a.txt")
        assert not swapped.figures
        assert "row_unread" in codes(swapped)


class TestRowsWithMoreOrLess:
    def test_blanks_merged_into_one_are_not_one_column(self) -> None:
        row = "<td>（一）予以公开</td><td colspan=5>/</td><td>1</td><td>1</td>" + "<td></td>" * 4
        head = "".join(f"<td>{text}</td>" for text in HEAD_3.split(" | ")) + "<td></td>" * 4
        report = read(page(f"<table><tr>{head}</tr><tr>{row}</tr></table>"), "a.html")
        assert report.figures.get("t3.granted.commercial") is None
        assert "row_unread" in codes(report)

    def test_a_remark_beside_the_table_is_no_figure(self) -> None:
        head = "\t".join([*HEAD_3.split(" | "), "备注"])
        full = "一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\t含结转"
        short = "二、上年结转政府信息公开申请数量\t2\t3\t\t0\t0\t0\t5\t见附件"
        report = read("\n".join([head, full, short]).encode(), "a.txt")
        assert report.figures["t3.new.total"] == 1
        assert (report.figures["t3.carried_in.commercial"], report.figures["t3.carried_in.total"]) == (3, 5)
        assert report.figures["t3.carried_in.research"] is None

    def test_the_number_of_a_row_without_label_is_no_figure(self) -> None:
        rows = ["1,（一）予以公开,1,0,0,0,0,0,1", "2,,2,,0,0,0,0,2", "3,1.属于国家秘密,3,0,0,0,0,0,3"]
        report = read("\n".join(["序号," + HEAD_3.replace(" | ", ","), *rows]).encode(), "a.csv")
        assert report.figures["t3.granted.natural"] == 1
        assert not any(key.startswith("t3.partial") for key in report.figures)
        assert "2、2、0" in next(notice.message for notice in report.notices if notice.code == "row_unread")

    def test_nor_is_it_where_no_row_has_a_total(self) -> None:
        head = HEAD_3.replace(" | ", "\t").removesuffix("\t总计")
        rows = ["4\t（一）予以公开\t3\t0\t0\t0\t0\t0", "5\t\t2\t—\t—\t—\t—\t—", "6\t1.属于国家秘密\t4\t0\t0\t0\t0\t0"]
        report = read("\n".join(["序号\t" + head, *rows]).encode(), "a.txt")
        assert report.figures["t3.granted.natural"] == 3
        assert not any(key.startswith("t3.partial") for key in report.figures)

    def test_a_row_without_label_is_named_by_its_figures_not_by_the_remark_beside_it(self) -> None:
        head = "\t".join([*HEAD_3.split(" | "), "备注"])
        rows = [
            "（一）予以公开\t1\t0\t0\t0\t0\t0\t1\t",
            "\t4\t0\t\t0\t0\t0\t4\t见附件",
            "8.属于行政查询事项\t3\t0\t0\t0\t0\t0\t3\t",
        ]
        report = read("\n".join([head, *rows]).encode(), "a.txt")
        assert "没有行名的一行（4、0、0" in next(n.message for n in report.notices if n.code == "row_unread")

    def test_the_number_of_a_row_whose_group_is_named_above(self) -> None:
        rows = ["23,三、本年度办理结果,（六）其他处理,1,0,0,0,0,0,1", "24,,（七）总计,2,0,,0,0,0,2"]
        report = read("\n".join(["序号,项目,," + HEAD_3[5:].replace(" | ", ","), *rows]).encode(), "a.csv")
        assert report.figures["t3.processed.total"] == 2

    def test_a_misprinted_row_under_other_outcomes_is_no_sum_of_them(self) -> None:
        group = "<td rowspan=2>（六）其他处理</td>"
        cells = "<td>0</td>" * 6
        first = f"<tr>{group}<td>1.申请人无正当理由逾期不补正</td><td>2</td>{cells.replace('0', '0', 1)}</tr>"
        report = read(
            page(
                "<table><tr><td colspan=2>项目</td>"
                + "".join(f"<td>{text}</td>" for text in HEAD_3.split(" | ")[1:])
                + f"</tr>{first}<tr><td>3.然其他</td><td>4</td>{cells}</tr></table>"
            ),
            "a.html",
        )
        assert "row_not_in_form" not in codes(report)
        assert report.figures.get("t3.other.misc.natural", 4) == 4
