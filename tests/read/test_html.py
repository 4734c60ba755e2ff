"""Pages: blocks in order, merged cells, layout tables, furniture."""

from __future__ import annotations

import pytest

from drafter.errors import UnreadableDocument
from drafter.read.document import Document, Grid, Paragraph
from drafter.read.html import read


def blocks(body: str, head: str = "") -> Document:
    return read(f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode(), "a.html")


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body).blocks if isinstance(block, Paragraph)]


def grid(body: str) -> list[list[str | None]]:
    (found,) = (block for block in blocks(body).blocks if isinstance(block, Grid))
    return [[cell.text if cell else None for cell in row] for row in found.cells]


def test_paragraphs_of_every_kind_of_block() -> None:
    body = "<h2>题</h2><p>一</p><div>二<div>三</div>四</div><ul><li>五</li><li>六</li></ul>七<br>八"
    assert texts(body) == ["题", "一", "二", "三", "四", "五", "六", "七", "八"]


def test_headings_keep_their_depth() -> None:
    found = blocks("<h1>题</h1><h3>节</h3><p>文</p>").blocks
    assert [block.level for block in found if isinstance(block, Paragraph)] == [1, 3, 0]


def test_a_number_split_over_tags_is_one_number() -> None:
    assert texts("<p>截至<span>20</span><b>23</b>年底，<i>1</i>2件</p>") == ["截至2023年底，12件"]


def test_line_ends_of_the_source_are_no_spaces_between_chinese_characters() -> None:
    assert texts("<p>全年\n   公开信息 30\n条，\n其中\u00a0图文\u200b2条</p>") == ["全年公开信息 30 条，其中 图文2条"]


def test_scripts_navigation_and_hidden_parts_are_dropped() -> None:
    body = (
        "<nav>首页</nav><div class='breadcrumb'>当前位置</div><script>var a=1</script><style>p{}</style>"
        "<p style='display: none'>藏</p><!-- 注 --><p>文</p><div id='footer'>版权</div>"
    )
    assert texts(body) == ["文"]


def test_a_page_inside_a_block_with_an_unlucky_name_is_kept() -> None:
    assert texts(f"<div class='nav'><p>{'正文。' * 300}</p></div>") == ["正文。" * 300]


def test_a_form_around_the_page_is_no_furniture() -> None:
    assert texts("<form><p>文</p></form>") == ["文"]


def test_merged_cells_stand_at_every_place_they_cover() -> None:
    body = "<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    assert grid(body) == [["a", "b", "b"], ["a", "c", "d"]]


def test_spans_are_clamped_to_the_table() -> None:
    body = "<table><tr><td rowspan=99>a</td><td colspan='x'>b</td></tr><tr><td rowspan=0>c</td></tr></table>"
    assert grid(body) == [["a", "b"], ["a", "c"]]


def test_a_hostile_span_does_not_blow_up() -> None:
    found = grid("<table><tr><td colspan=1000000 rowspan=1000000>a</td><td>b</td></tr></table>")
    assert len(found) == 1
    assert len(found[0]) < 1000


def test_rows_of_different_length_leave_places_empty() -> None:
    assert grid("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>") == [["a", "b"], ["c", None]]


def test_breaks_inside_a_cell_never_join_two_numbers() -> None:
    assert grid("<table><tr><td>本年新<br>制作数量</td><td><p>3</p><p>4</p></td></tr></table>") == [
        ["本年新\n制作数量", "3\n4"]
    ]


def test_the_innermost_table_holds_the_data() -> None:
    body = "<table><tr><td><p>文</p><table><tr><td>a</td><td>1</td></tr></table></td></tr></table>"
    found = blocks(body).blocks
    assert [type(block) for block in found] == [Paragraph, Grid]
    assert grid(body) == [["a", "1"]]


def test_a_table_around_an_article_is_layout() -> None:
    article = "本局全年开展工作。" * 60
    assert texts(f"<table><tr><td>左栏</td><td><p>{article}</p><p>第二段</p></td></tr></table>") == [
        "左栏",
        article,
        "第二段",
    ]


def test_blocks_come_in_the_order_of_the_page() -> None:
    body = (
        "<p>前</p><table><tr><td>a</td><td>1</td></tr></table>中<table><tr><td>b</td><td>2</td></tr></table><p>后</p>"
    )
    assert [block.place for block in blocks(body).blocks] == [
        "第1段",
        "第1个表格",
        "第2段",
        "第2个表格",
        "第3段",
    ]


def test_the_title_of_the_page_is_kept_apart() -> None:
    assert blocks("<p>文</p>", "<title> 某局 年报 </title>").title == "某局 年报"


def test_a_page_nested_very_deep_is_read_whole() -> None:
    assert texts("<div>" * 2000 + "文" + "</div>" * 2000 + "<p>后</p>") == ["文", "后"]


def test_a_page_nested_beyond_the_parsers_limit_is_refused_not_cut_short() -> None:
    with pytest.raises(UnreadableDocument, match="嵌套过深"):
        texts("<div>" * 5000 + "文" + "</div>" * 5000 + "<p>后</p>")


def codes(body: str) -> list[str]:
    return [notice.code for notice in blocks(body).notices]


@pytest.mark.parametrize("struck", ["<del>5</del>", "<s>5</s>", "<span style='text-decoration: line-through'>5</span>"])
def test_struck_out_text_never_runs_into_a_number(struck: str) -> None:
    assert texts(f"<p>收到1{struck}件</p>") == ["收到1件"]
    assert codes(f"<p>收到1{struck}件</p>") == ["struck_out"]
    table = f"<table><tr><td>a</td><td>1{struck}</td></tr></table>"
    assert grid(table) == [["a", "1"]]
    assert codes(table) == ["struck_out"]
    assert grid("<table><tr><td>a</td><td style='text-decoration:line-through'>5</td></tr></table>") == [["a", ""]]


def test_marks_of_notes_are_left_out_and_powers_kept() -> None:
    body = "<p>收到12<sup>[1]</sup>件，建成30m<sup>2</sup>查阅点</p>"
    assert texts(body) == ["收到12件，建成30m²查阅点"]
    assert codes(body) == ["note_marks"]
    assert grid("<table><tr><td>a</td><td>12<sup>1</sup></td></tr></table>") == [["a", "12"]]


def test_list_marks_of_word_are_text() -> None:
    mark = "<![if !supportLists]><span style='mso-list:Ignore'>{}<span>&nbsp;&nbsp; </span></span><![endif]>"
    body = f"<p>{mark.format('一、')}总体情况</p><p>{mark.format('1.')}2023年</p>"
    assert texts(body) == ["一、总体情况", "1. 2023年"]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<ol><li>甲</li><li>5件</li></ol>", ["1. 甲", "2. 5件"]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3. 甲", "7. 乙", "8. 丙"]),
        ("<ol type=a start=26><li>甲<li>乙<li>丙</ol>", ["z. 甲", "aa. 乙", "ab. 丙"]),
        ("<ol type=A><li>甲<li type=i>乙<li type=I>丙</ol>", ["A. 甲", "ii. 乙", "III. 丙"]),
        ("<ol start=-1><li>甲<li>乙</ol>", ["-1. 甲", "0. 乙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol style='list-style: cjk-ideographic inside'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style-type:none'><li>甲</ol><ol><li style='list-style:none'>乙<li>丙</ol>", "甲 乙 2.丙"),
        ("<ol><li style='display:block'>甲<li style='display:none'>乙<li>丙</ol>", "甲 2.丙"),
        ("<ol><li><p>甲</p><p>乙</p></li><li></li><li><b>丙</b></li></ol><p>丁</p>", "1.甲 乙 3.丙 丁"),
        ("<ol><li>甲<ul><li>乙</ul><ol type=a><li>丙</ol><li>丁</ol>", "1.甲 乙 a.丙 2.丁"),
        ("<ol><li>一、甲<li>（二）乙<li>3.丙<li>①丁<li>2.5倍</ol>", "一、甲 （二）乙 3.丙 ①丁 5.2.5倍"),
        ("<ul><li>甲</ul><li>乙", "甲 乙"),
    ],
)
def test_numbers_of_ordered_lists_are_text_as_browsers_show_them(body: str, shown: list[str] | str) -> None:
    if isinstance(shown, str):
        assert "".join(texts(body)).replace(" ", "") == shown.replace(" ", "")
    else:
        assert texts(body) == shown


def test_what_office_programs_add_is_no_text() -> None:
    body = "<p>前<o:p>&nbsp;</o:p></p><xml><w:View>Print</w:View></xml><p>于<st1:date>2024年</st1:date>印发</p>"
    assert texts(body) == ["前", "于2024年印发"]


def test_preformatted_lines_are_lines() -> None:
    assert texts("<pre>题\n  一、总体情况\n文</pre>") == ["题", "一、总体情况", "文"]


def test_what_stands_in_a_table_outside_its_cells_is_kept() -> None:
    found = blocks("<table><caption>表三</caption><tr><td>a</td><td>1</td></tr><p>注：含结转。</p></table>").blocks
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["表三", "注：含结转。"]


def test_cells_without_a_row_make_one() -> None:
    assert grid("<table><td>a<td>1<tr><td>b<td>2</table>") == [["a", "1"], ["b", "2"]]


def test_fields_of_a_form_show_their_values() -> None:
    field = "<input type='text' value='5'><input type='hidden' value='9'>"
    assert grid(f"<table><tr><td>a</td><td>{field}</td></tr></table>") == [["a", "5"]]


def test_text_without_size_is_not_seen() -> None:
    assert texts("<p>收到<span style='font-size: 0px'>9</span><span style='font-size:0.9em'>3</span>件</p>") == [
        "收到3件"
    ]


def test_hidden_rows_and_cells_take_no_place() -> None:
    hidden = "<td style='display:none'>9</td>"
    body = f"<table><tr style='display: none'><td>x</td></tr><tr><td>a</td>{hidden}<td>1</td></tr></table>"
    assert grid(body) == [["a", "1"]]


def test_a_long_remark_in_a_table_of_figures_does_not_make_it_layout() -> None:
    rows = "".join(f"<tr><td>行{i}</td><td>{i}</td></tr>" for i in range(1, 10))
    found = grid(f"<table>{rows}<tr><td colspan=2>{'说明。' * 150}</td></tr></table>")
    assert found[0] == ["行1", "1"]
    assert len(found) == 10


def test_pictures_are_placed_and_icons_are_not() -> None:
    body = (
        "<p>一</p><img src='wx_icon.png'><img src='a.png' width='16'><p>二</p><img src='t3.jpg' width='700'><p>三</p>"
    )
    assert blocks(body).pictures == ("第2段之后",)
