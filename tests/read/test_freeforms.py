"""Years without a common form, forms of another year, mixed forms, and tables that are pictures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from drafter.documents import Report
from drafter.form import Amount, edition
from drafter.read import read

OLD = """<html><head><meta charset="utf-8"></head><body><h1>云岭县水利局2015年政府信息公开工作年度报告</h1>
<p>一、概述</p><p>2015年，本局按规定公开水利工程信息。</p>
<p>二、主动公开情况</p><p>全年主动公开信息340条，其中工程招标56条。</p>
<table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>
<tr><td>一、主动公开情况</td><td></td><td></td></tr>
<tr><td>（一）主动公开信息数（同一信息计1条）</td><td>条</td><td>340</td></tr>
<tr><td>其中：1.网站公开信息数</td><td>条</td><td>298</td></tr>
<tr><td>二、收到申请情况</td><td></td><td></td></tr>
<tr><td>（一）收到申请数</td><td>件</td><td>７</td></tr>
<tr><td>1.网络申请数</td><td>件</td><td>5</td></tr>
<tr><td>2.信函申请数</td><td>件</td><td>/</td></tr>
<tr><td>三、收费金额</td><td>万元</td><td>0.25</td></tr>
<tr><td>四、培训人数</td><td>人次</td><td>4l</td></tr></table>
<p>三、依申请公开情况</p><p>全年收到申请7件，均已答复。</p></body></html>"""


def named(report: Report) -> dict[str, tuple[Decimal, str]]:
    return {figure.name: (figure.value, figure.unit) for figure in report.supplementary}


def codes(report: Report) -> list[str]:
    return [notice.code for notice in report.notices]


def test_an_old_report_gives_its_text_and_the_figures_it_names() -> None:
    report = read(OLD.encode(), "2015.html")
    assert (report.agency, report.year, report.edition, report.figures) == ("云岭县水利局", 2015, None, {})
    assert named(report) == {
        "主动公开信息数": (Decimal(340), "条"),
        "网站公开信息数": (Decimal(298), "条"),
        "收到申请数": (Decimal(7), "件"),
        "网络申请数": (Decimal(5), "件"),
        "收费金额": (Decimal("0.25"), "万元"),
    }
    assert report.supplementary[0].source == "第1个表格第3行"
    assert "全年主动公开信息340条" in report.text


def test_it_says_that_there_was_no_common_form_and_what_it_could_not_name() -> None:
    report = read(OLD.encode(), "2015.html")
    messages = {notice.code: notice.message for notice in report.notices}
    assert "2015 年度还没有全国统一的报告格式" in messages["no_common_form"]
    assert "培训人数" in messages["row_unread"]
    assert "table_not_in_form" not in messages


def test_the_same_name_in_two_groups_takes_the_names_of_the_groups() -> None:
    page = OLD.replace("网络申请数", "主动公开信息数")
    assert "收到申请情况：主动公开信息数" in named(read(page.encode(), "2015.html"))


def test_columns_are_told_apart_by_their_heads() -> None:
    rows = "<tr><td>类别</td><td>网站</td><td>公报</td></tr><tr><td>公开信息</td><td>12</td><td>3</td></tr>"
    page = OLD.replace("<p>三、依申请", f"<table>{rows}</table><p>三、依申请")
    found = named(read(page.encode(), "2015.html"))
    assert (found["公开信息（网站）"][0], found["公开信息（公报）"][0]) == (Decimal(12), Decimal(3))


def test_figures_without_heads_of_their_own_are_not_named() -> None:
    rows = "<tr><td>公开信息</td><td>12</td><td>3</td></tr>"
    page = OLD.replace("<p>三、依申请", f"<table>{rows}</table><p>三、依申请")
    assert not any(name.startswith("公开信息") for name in named(read(page.encode(), "2015.html")))


def test_from_2019_on_other_tables_are_only_told() -> None:
    report = read(OLD.replace("2015年", "2021年").encode(), "2021.html")
    assert not report.supplementary
    assert "no_common_form" not in codes(report)
    assert "table_not_in_form" in codes(report)


def test_the_form_of_2019_in_a_later_year_is_read_as_what_it_is(forms: Any) -> None:
    figures: dict[str, Amount | None] = {key: i for i, key in enumerate(edition("2019").printed)}
    data = forms.html(edition("2019"), figures).replace("2023年".encode(), "2022年".encode())
    report = read(data, "a.html")
    assert (report.year, report.edition, report.figures) == (2022, "2019", figures)


@pytest.mark.parametrize(("older", "newer"), [("2019", "2021")])
def test_both_forms_in_one_report_are_told_and_nothing_is_put_in_the_wrong_cell(
    forms: Any, older: str, newer: str
) -> None:
    old: dict[str, Amount | None] = {key: 1000 + i for i, key in enumerate(edition(older).printed)}
    new: dict[str, Amount | None] = {key: 5000 + i for i, key in enumerate(edition(newer).printed)}
    second = forms.html(edition(older), old).decode().partition("<table>")[2].partition("</table>")[0]
    first = forms.html(edition(newer), new).decode().partition("<table>")[2].partition("</table>")[0]
    page = forms.html(edition(newer), new).decode().replace(first, second)
    report = read(page.encode(), "a.html")
    assert report.edition == newer
    assert "mixed_editions" in codes(report)
    for key, value in report.figures.items():
        assert value == (old[key] if key.startswith("t2.") else new[key])


def test_tables_that_are_pictures_are_told_with_their_place() -> None:
    heading = "<p>{}、{}</p><p><img src='t{}.png' width='700' height='300'></p>"
    sections = edition("2021").sections
    body = "".join(
        heading.format("一二三四五六"[i], title, i)
        if i in (1, 2, 3)
        else f"<p>{'一二三四五六'[i]}、{title}</p><p>文。</p>"
        for i, title in enumerate(sections)
    )
    page = f"<html><body><img src='logo.png'><h1>云岭县水利局2023年政府信息公开工作年度报告</h1>{body}</body></html>"
    (notice,) = (n for n in read(page.encode(), "a.html").notices if n.code == "table_in_picture")
    assert "表二、表三、表四" in notice.message
    assert "第4段之后" in notice.message
