"""The running text: cut lines, page marks, words of tables."""

from __future__ import annotations

from drafter.read import read
from drafter.read.document import Paragraph
from drafter.read.paragraphs import narrative, without_page_marks


def mended(*lines: str) -> list[str]:
    blocks = without_page_marks([Paragraph(line, "") for line in lines])
    return [paragraph.text for paragraph in narrative(blocks, [])[0]]


def test_page_marks_go_and_the_sentence_goes_on() -> None:
    lines = ("全年审查各类公文的公开属性共 16 件、", "— 2 —", "发布前复核 33 件。")
    assert mended(*lines) == ["全年审查各类公文的公开属性共 16 件、发布前复核 33 件。"]


def test_page_marks_of_every_kind() -> None:
    assert mended("文。", "- 3 -", "第 4 页 共 9 页", "－5－", "文。") == ["文。", "文。"]


def test_a_sentence_cut_in_the_middle_is_joined() -> None:
    assert mended("本局坚持把群众想知道的事讲清楚，让信息“看", "得懂、用得上”。") == [
        "本局坚持把群众想知道的事讲清楚，让信息“看得懂、用得上”。"
    ]


def test_lines_ending_at_the_same_margin_are_one_paragraph() -> None:
    lines = [f"本局第{n}季度组织各科室集中清理网站栏目并逐条核对信息内容（{n}）" for n in "一二三四五六七"]
    assert mended(*lines, "最后一行。") == ["".join(lines) + "最后一行。"]


def test_headings_signatures_and_dates_are_not_joined() -> None:
    lines = ["云岭县水利局", "2024年1月12日"]
    assert mended("一、总体情况", "全年平稳。", *lines) == ["一、总体情况", "全年平稳。", *lines]


def test_a_heading_after_a_cut_line_is_not_swallowed() -> None:
    lines = ("本局全年围绕中心工作主动公开各类信息共计三百余条", "（二）依申请公开", "没有收到申请。")
    assert mended(*lines) == list(lines)


def test_words_of_tables_are_left_out_beside_tables_only() -> None:
    table = "<table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>1</td></tr></table>"
    body = f"<p>行政许可</p><p>说明如下。</p><p>第二十条第（五）项</p>{table}<p>完。</p>"
    report = read(f"<meta charset=utf-8>{body}".encode(), "a.html")
    assert report.text.split("\n") == ["行政许可", "说明如下。", "完。"]


def test_scraps_between_tables_are_left_out_and_named() -> None:
    head = "| 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n|" + "---|" * 8
    rows = [f"| {label} | 0 | 0 | 0 | 0 | 0 | 0 | 0 |" for label in ("（一）予以公开", "1.属于国家秘密")]
    source = f"三、收到和处理政府信息公开申请情况\n{head}\n{rows[0]}\n\n度办\n理结果\n\n{rows[1]}\n\n注：含上年结转。"
    report = read(source.encode(), "a.md")
    assert report.text.split("\n") == ["三、收到和处理政府信息公开申请情况", "注：含上年结转。"]
    assert "度办" in next(notice.message for notice in report.notices if notice.code == "table_fragments")
