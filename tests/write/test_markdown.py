from __future__ import annotations

from collections.abc import Callable

import pytest

from drafter.documents import Report
from drafter.write.markdown import write

MakeReport = Callable[..., Report]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# 不是标题。", r"\# 不是标题。"),
        ("- 不是列表。", r"\- 不是列表。"),
        ("> 不是引文。", r"\> 不是引文。"),
        ("星号*与_下划线_与`代码`。", r"星号\*与\_下划线\_与\`代码\`。"),
        ("见[附件](a)。", r"见\[附件\](a)。"),
        ("a<b，&lt;不是标记。", r"a&lt;b，&amp;lt;不是标记。"),
        ("左|右。", r"左\|右。"),
    ],
)
def test_marks_in_a_text_stay_text(make_report: MakeReport, text: str, written: str) -> None:
    page = write(make_report([("0", "青禾县水务局2024年度报告"), ("", text)])).decode()
    assert page == f"# 青禾县水务局2024年度报告\n\n{written}\n"


def test_rows_tell_their_group_themselves(make_report: MakeReport) -> None:
    figures = {"t3.denied.secret.total": 1, "t3.denied.process.total": 2, "t3.carried_out.total": 0}
    lines = write(make_report((), figures)).decode().splitlines()
    assert [line.split("|")[1:3] for line in lines[2:]] == [
        [" 三、本年度办理结果 ", "  "],
        [" （三）不予公开 ", " 1.属于国家秘密 "],
        [" （三）不予公开 ", " 6.属于四类过程性信息 "],
        [" 四、结转下年度继续办理 ", "  "],
    ]


def test_table_4_has_a_line_for_each_kind_of_case(make_report: MakeReport) -> None:
    figures = {"t4.review.upheld": 3, "t4.after_review.total": 2}
    assert write(make_report((), figures)).decode().splitlines() == [
        "|  |  | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |",
        "| --- | --- | :-: | :-: | :-: | :-: | :-: |",
        "| 行政复议 |  | 3 | / | / | / | / |",
        "| 行政诉讼 | 复议后起诉 | / | / | / | / | 2 |",
    ]
