"""The few lines a reader of a document sees: what was found, what was blank, what could not be read."""

from __future__ import annotations

from drafter.documents import Notice, Report, Source
from drafter.form import Amount, edition
from drafter.write.summary import write

FORM = edition("2021")
Cells = dict[str, Amount | None]


def summary(figures: Cells, *notices: Notice, name: str = "甲.html") -> list[str]:
    source = Source(name=name, sha256="", format="html")
    report = Report(
        source=source, agency="云溪县水利局", year=2024, edition="2021", figures=figures, text="正文", notices=notices
    )
    return write(report).splitlines()


def whole() -> Cells:
    return dict.fromkeys(FORM.printed, 1)


def test_a_whole_report() -> None:
    assert summary(whole()) == [
        "甲.html：云溪县水利局，2024年度，2021年版",
        "  表二：读到 10 格，其中空白 0 格；缺 0 格",
        "  表三：读到 175 格，其中空白 0 格；缺 0 格",
        "  表四：读到 15 格，其中空白 0 格；缺 0 格",
        "  正文 2 字，章节 0 个",
    ]


def test_missing_and_blank_cells_are_named_by_rows_and_columns() -> None:
    figures = {key: value for key, value in whole().items() if not key.startswith("t2.rules.")}
    figures |= {"t2.normative.valid": None, "t2.fees.amount": None, "t4.review.other": None}
    figures |= {key: None for key in figures if key.startswith("t3.") and key.endswith(".total")}
    lines = summary(figures)
    assert lines[1] == (
        "  表二：读到 7 格，其中空白 2 格（“行政规范性文件”行“现行有效件数”；“行政事业性收费”行）；缺 3 格（“规章”行）"
    )
    assert lines[2] == "  表三：读到 175 格，其中空白 25 格（“总计”整列）；缺 0 格"
    assert lines[3] == "  表四：读到 15 格，其中空白 1 格（“行政复议”行“其他结果”）；缺 0 格"


def test_too_many_rows_and_whole_tables_are_only_counted() -> None:
    figures: Cells = {key: None for key in whole() if key.startswith("t3.") and not key.endswith("natural")}
    lines = summary(figures)
    assert lines[1] == "  表二：读到 0 格，其中空白 0 格；缺 10 格"
    assert lines[2] == "  表三：读到 150 格，其中空白 150 格；缺 25 格（“自然人”整列）"


def test_what_was_not_read_comes_first_and_many_of_a_kind_are_counted() -> None:
    slips = [Notice(code="label_slip", message=f"第{i}行错字。") for i in range(12)]
    lost = Notice(code="row_unread", message="第3行没有读入。")
    lines = summary(whole(), *slips, lost)[5:]
    assert lines[0] == "  未读入：第3行没有读入。"
    assert lines[1:9] == [f"  说明：第{i}行错字。" for i in range(8)]
    assert lines[9:] == ["  说明：以上一类另有 4 条，都写在数据文件的 notices（label_slip）里。"]
    assert len(summary(whole(), *slips[:9])[5:]) == 9
