from __future__ import annotations

import re
from collections.abc import Callable

from lxml import html as lxml_html
from lxml.html import HtmlElement

from drafter.documents import Report
from drafter.form import edition
from drafter.write.html import write

MakeReport = Callable[..., Report]


def text_of(root: HtmlElement, path: str) -> str:
    """All text of the only element at `path`."""
    (element,) = root.findall(path)
    return "".join(element.itertext()).strip()


def test_page_asks_for_nothing_outside_itself(make_report: MakeReport) -> None:
    page = write(make_report(figures=dict.fromkeys(edition("2021").printed, 0))).decode()
    assert not re.search(r"https?:|//|\bsrc=|\bhref=|@import|url\(|<script", page.replace("<!DOCTYPE html>", ""))


def test_what_looks_like_markup_is_text(make_report: MakeReport) -> None:
    lines = [("0", "青禾县水务局2024年度报告"), ("", "见<b>目录</b>与《指南》&附件 a<b。")]
    root = lxml_html.document_fromstring(write(make_report(lines)).decode())
    assert text_of(root, ".//article/p") == "见<b>目录</b>与《指南》&附件 a<b。"
    assert root.find(".//article//b") is None


def test_title_may_break_before_its_year_only(make_report: MakeReport) -> None:
    page = write(make_report()).decode()
    root = lxml_html.document_fromstring(page)
    title = "青禾县水务局2024年政府信息公开工作年度报告"
    assert text_of(root, ".//h1") == title
    assert '<h1 class="last">青禾县水务局<wbr>2024年政府信息公开工作年度报告</h1>' in page
    assert root.findtext(".//title") == title


def test_heads_and_figures_are_told_apart(make_report: MakeReport) -> None:
    root = lxml_html.document_fromstring(write(make_report(figures={"t3.new.total": 9})).decode())
    (table,) = root.findall(".//table")
    assert [len(table.findall(f"{part}/tr")) for part in ("thead", "tbody")] == [3, 1]
    assert [cell.text for cell in table.findall("tbody//td")] == [None] * 6 + ["9"]
    assert [cell.text for cell in table.findall("tbody//th")] == ["一、本年新收政府信息公开申请数量"]


def test_gaps_and_run_in_headings_are_marked(make_report: MakeReport) -> None:
    root = lxml_html.document_fromstring(write(make_report()).decode())
    assert [mark.text for mark in root.findall(".//mark")] == ["【待补充：较上年增减的原因】"]
    assert [span.text for span in root.findall(".//span[@class='subheading']")] == ["（二）依申请公开"]
