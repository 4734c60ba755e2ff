"""Corpus reports inside pages as sites of many makes publish them: the text and every cell as on the plain page.

The sites are invented; each shows a manner of building pages that is common.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import pytest
from lxml import etree

from drafter.documents import Report
from drafter.read import read, read_file

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REPORTS = (
    "weichuan_tongji_2024.html",
    "chengling_zhengfu_2023.html",
    "hejin_weijian_2019.html",
    "songdu_zhen_2025.html",
)


@dataclass(frozen=True)
class Part:
    """A block of a report: `tag` is h1, h2, h3, p or table; `text` plain text, or the HTML of the table."""

    tag: str
    text: str


@cache
def parts(name: str) -> tuple[Part, ...]:
    """The blocks of a corpus report in order."""
    root = etree.fromstring((CORPUS / name).read_bytes(), etree.HTMLParser(encoding="utf-8", remove_comments=True))
    article = root.find(".//article")
    assert article is not None
    return tuple(_parts(article))


def _parts(article: etree._Element) -> Iterator[Part]:
    for element in article.iter("h1", "h2", "h3", "p", "table"):
        if element.tag == "table":
            for inner in element.iter():
                inner.attrib.pop("class", "")
            yield Part("table", etree.tostring(element, encoding="unicode", with_tail=False, method="html"))
        else:
            yield Part(str(element.tag), "".join(map(str, element.itertext())))


@cache
def plain(name: str) -> Report:
    return read_file(CORPUS / name)


def lines(report: tuple[Part, ...], paragraph: Callable[[Part], str], table: Callable[[str], str] = lambda t: t) -> str:
    """The report as HTML: every paragraph and table written by the given functions."""
    return "\n".join(table(part.text) if part.tag == "table" else paragraph(part) for part in report)


def indented(part: Part) -> str:
    return f'<p style="text-indent:2em">&nbsp;&nbsp;　　{escape(part.text)}</p>'


def page(body: str, head: str = '<meta charset="utf-8">', title: str = "信息公开_某县人民政府门户网站") -> str:
    return f"<!DOCTYPE html><html><head>{head}<title>{title}</title></head><body>{body}</body></html>"


MENU = "".join(f'<li><a href="/{i}/">{w}</a></li>' for i, w in enumerate(["首页", "走进本县", "政务公开", "办事大厅"]))
CRUMBS = '<div class="wz">您现在的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 年报</div>'
SHARE = (
    '<div class="bdsharebuttonbox"><span>分享到：</span><a href="#" class="bds_weixin"></a><a href="#">微博</a></div>'
)
NEIGHBOURS = (
    '<div class="pages"><p>上一篇：<a href="1.html">县文化馆夏季开放安排</a></p>'
    '<p>下一篇：<a href="2.html">关于公布防汛责任人名单的通知</a></p></div>'
)
ATTACHMENTS = '<div class="fj"><p>附件：</p><p><a href="P0201.docx">2023年年度报告附表.docx</a></p></div>'
RELATED = (
    '<div class="xgwj"><h3>相关链接</h3><ul><li><a href="a.html">县气象局2017年政府信息公开工作年度报告</a></li>'
    '<li><a href="b.html">县民政局2016年政府信息公开工作年度报告</a></li></ul></div>'
)
IMPRINT = (
    '<div class="bq"><p>版权所有：某县人民政府办公室 主办：某县电子政务中心</p><p>网站标识码：1234567890 '
    '<a href="#">某ICP备05000000号-1</a> 某公网安备 12345678901234号</p><p>联系电话：0000-1234567</p></div>'
)
SCRIPT = "<script>var total = 9; if (1 < 2) { document.write('99件') }</script><style>.a{color:red}</style>"


def site_of_a_publishing_system(report: tuple[Part, ...]) -> bytes:
    meta = (
        '<table class="xxgk"><tr><td>索引号</td><td>000014349/2023-00012</td><td>发文日期</td><td>2024-01-20</td></tr>'
        "<tr><td>发布机构</td><td>某县人民政府办公室</td><td>有效性</td><td>有效</td></tr></table>"
    )
    source = '<p class="ly">来源：本站 发布时间：2024-01-20 浏览次数：318 字号：【大 中 小】</p>'
    title = f'<div class="bt">{report[0].text}</div>{source}'
    text = f'<div class="TRS_Editor"><style>.TRS_Editor P{{margin:0}}</style>{lines(report[1:], indented)}</div>'
    return page(
        f"{SCRIPT}<ul>{MENU}</ul>{CRUMBS}{meta}<div class='main'>{title}{text}</div>"
        f"{SHARE}{ATTACHMENTS}{NEIGHBOURS}{IMPRINT}"
    ).encode()


def paragraphs_by_breaks(report: tuple[Part, ...]) -> bytes:
    def paragraph(part: Part) -> str:
        return f'　　<font face="仿宋" size="4">{escape(part.text)}</font><br>\n<br>'

    text = f'<div id="zoom">{lines(report, paragraph)}</div>'
    return page(f"<div id=top><ul>{MENU}</ul></div>{CRUMBS}{text}{SHARE}{NEIGHBOURS}{IMPRINT}").encode()


def nested_layout_tables_in_gbk(report: tuple[Part, ...]) -> bytes:
    side = "".join(f"<tr><td><a href='{w}.htm'>{w}</a></td></tr>" for w in ["公开指南", "公开目录", "年度报告"])
    body = (
        f'<table width=1000 align=center><tr><td colspan=2><img src="banner.jpg" width=1000 height=90></td></tr>'
        f"<tr><td width=200 valign=top><table>{side}</table></td><td><table width=100%><tr><td>{CRUMBS}</td></tr>"
        f"<tr><td class=bt align=center>{report[0].text}</td></tr><tr><td>来源：本站　时间：2024-1-20</td></tr>"
        f"<tr><td class=nr>{lines(report[1:], indented)}</td></tr>"
        "<tr><td>【<a href=#>打印本页</a>】</td></tr></table></td></tr>"
        f"<tr><td colspan=2>{IMPRINT}</td></tr></table>"
    )
    return page(body, '<META http-equiv="Content-Type" content="text/html; charset=gb2312">').encode("gb18030")


def article_beside_a_column_of_news(report: tuple[Part, ...]) -> bytes:
    news = (
        "<div class=r><h4>热点新闻</h4>"
        "<p>日前，县农技站组织技术员到三个村查看秋播进度，现场回答农户提出的问题12个。</p>"
        "<ul><li><a href=n1>全县今冬供暖工作开始</a></li><li><a href=n2>县图书馆延长开放时间</a></li></ul></div>"
    )
    title = f"<UCAPTITLE>{report[0].text}</UCAPTITLE>"
    text = f"<div class='article-content'>{title}<UCAPCONTENT>{lines(report[1:], indented)}</UCAPCONTENT></div>"
    return page(
        f"<header><nav><ul>{MENU}</ul></nav></header>{CRUMBS}<div class=l>{text}{NEIGHBOURS}</div>{news}"
        f"<footer>{IMPRINT}</footer>"
    ).encode()


def split(text: str) -> str:
    """Every digit of a text in a tag of its own, as editors leave them."""
    return re.sub(r"\d", lambda m: f'<span lang="EN-US"><font size="3">{m[0]}</font></span>', escape(text))


def each_cell(table: str, write: Callable[[str], str]) -> str:
    """A table with the content of every cell written by `write`."""
    return re.sub(r"(<t[dh][^>]*>)(.*?)(</t[dh]>)", lambda m: m[1] + write(m[2]) + m[3], table, flags=re.DOTALL)


def numbers_split_over_tags(report: tuple[Part, ...]) -> bytes:
    def cell(content: str) -> str:
        inner = re.sub(r"(?<![&#\w])\d", r"<b>\g<0></b>", content)
        return f'<p align="center" style="margin:0">&nbsp;<span>{inner}</span><span> </span></p>'

    text = lines(report, lambda part: f"<p>{split(part.text)}</p>", lambda table: each_cell(table, cell))
    return page(f"<ul>{MENU}</ul><div class='con'>{text}</div>{IMPRINT}").encode()


def page_saved_by_word(report: tuple[Part, ...]) -> bytes:
    def paragraph(part: Part) -> str:
        mark = re.match(r"[一二三四五六]、", part.text)
        if part.tag != "h2" or mark is None:
            return (
                f"<p class=MsoNormal><span style='mso-fareast-language:ZH-CN'>{split(part.text)}<o:p></o:p></span></p>"
            )
        listed = (
            f"<![if !supportLists]><span style='mso-list:Ignore'>{mark[0]}<span style='font:7.0pt'>&nbsp;&nbsp;&nbsp;"
            "</span></span><![endif]>"
        )
        return f"<p class=MsoNormal style='mso-list:l0 level1 lfo1'>{listed}{escape(part.text[mark.end() :])}</p>"

    def cell(content: str) -> str:
        return f"<p class=MsoNormal align=center><span lang=EN-US>{content}<o:p></o:p></span></p>"

    office = (
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->"
        "<style><!-- @page Section1 {size:595.3pt} p.MsoNormal {margin:0cm} --></style>"
    )
    text = lines(report, paragraph, lambda table: each_cell(table, cell))
    head = (
        '<meta http-equiv=Content-Type content="text/html; charset=gb2312">'
        f'<meta name=Generator content="Microsoft Word 15">{office}'
    )
    html = (
        f"<html xmlns:o='urn:schemas-microsoft-com:office:office'><head>{head}</head>"
        f"<body lang=ZH-CN><div class=Section1>{text}</div></body></html>"
    )
    return html.encode("gb18030")


def merged_cells_kept_but_hidden(report: tuple[Part, ...]) -> bytes:
    def table(text: str) -> str:
        return re.sub(
            r'(<t[dh][^>]*colspan="(\d+)"[^>]*>.*?</t[dh]>)',
            lambda m: m[1] + '<td style="display: none;">0</td>' * (int(m[2]) - 1),
            text,
            flags=re.DOTALL,
        )

    text = lines(report, indented, table)
    tracker = '<div style="display:none">累计访问 123456 次</div>'
    return page(
        f"{tracker}<ul>{MENU}</ul><div class='detail'>{text}<span hidden>8件</span></div>{SHARE}{IMPRINT}"
    ).encode()


def strict_xhtml(report: tuple[Part, ...]) -> bytes:
    text = lines(report, lambda part: f"<p>{escape(part.text)}<br /></p>", xml_table)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>年报</title>'
        '<script src="a.js" type="text/javascript"/>'
        '<script type="text/javascript">/*<![CDATA[*/ if (1 < 2) x(); /*]]>*/</script></head>'
        f'<body><div><a name="top"/>{text}</div></body></html>'
    ).encode()


def xml_table(table: str) -> str:
    return re.sub(r"<(br|col)\b([^>]*)>", r"<\1\2 />", table)


def capitals_and_unclosed_tags_in_utf16(report: tuple[Part, ...]) -> bytes:
    def table(text: str) -> str:
        return re.sub(r"</t[dhr]>", "", text).replace("<td", "<TD").replace("<tr", "<TR")

    text = lines(report, lambda part: f"<P ALIGN=left>{escape(part.text)}", table)
    html = f"<HTML><HEAD><TITLE>年报</TITLE></HEAD><BODY><CENTER>{CRUMBS}</CENTER>{text}<HR>{IMPRINT}</BODY></HTML>"
    return b"\xff\xfe" + html.encode("utf-16-le")


def nameless_blocks_on_one_line(report: tuple[Part, ...]) -> bytes:
    sections: list[str] = [""]
    for part in report:
        if part.tag == "h2":
            sections.append("")
        sections[-1] += part.text if part.tag == "table" else f"<div><span>{escape(part.text)}</span></div>"
    text = "".join(f"<div><div>{section}</div></div>" for section in sections)
    html = page(
        f"<div><div><ul>{MENU}</ul></div><div><div>{text}</div></div><div>{RELATED}</div><div>{IMPRINT}</div></div>"
    )
    return html.replace("\n", "").encode()


def article_hidden_until_a_script_shows_it(report: tuple[Part, ...]) -> bytes:
    text = f'<div id="content" style="display:none;">{lines(report, indented)}</div><script>show("content")</script>'
    return page(f"<noscript>请打开脚本功能后浏览本站。</noscript><ul>{MENU}</ul>{CRUMBS}{text}{IMPRINT}").encode()


def signature_outside_the_article(report: tuple[Part, ...]) -> bytes:
    source = "<p>发布机构：某县人民政府办公室　发布日期：2024-01-31</p>"
    head = f"<div class=head><h1>{report[0].text}</h1>{source}<p>{report[1].text}</p></div>"
    body = list(report[2:])
    tail: list[Part] = []
    while body[-1].tag == "p" and len(body[-1].text) < 30:
        tail.insert(0, body.pop())
    text = f"<div class=text>{lines(tuple(body), indented)}</div>{lines(tuple(tail), indented)}"
    return page(f"<ul>{MENU}</ul>{CRUMBS}{head}{text}{ATTACHMENTS}{SHARE}{NEIGHBOURS}{RELATED}{IMPRINT}").encode()


def contents_and_other_years_beside_it(report: tuple[Part, ...]) -> bytes:
    contents = "".join(f'<li><a href="#s{i}">{p.text}</a></li>' for i, p in enumerate(report) if p.tag == "h2")
    years = "".join(
        f'<li><a href="{y}.html">某县林业局{y}年政府信息公开工作年度报告</a></li>' for y in (2015, 2016, 2017)
    )
    text = lines(report, lambda part: f"<{part.tag}>{escape(part.text)}</{part.tag}>")
    return page(
        f"<div id=nav>{MENU}</div><aside><ul>{years}</ul></aside><div class=toc><p>目录</p><ul>{contents}</ul></div>"
        f"<main><article>{text}</article></main><section>{RELATED}</section>{IMPRINT}"
    ).encode()


def comments_and_soft_breaks_inside_numbers(report: tuple[Part, ...]) -> bytes:
    def broken(text: str) -> str:
        return re.sub(r"(?<=\d)(?=\d)", "<!-- c --><wbr>\u200b", escape(text))

    def cell(content: str) -> str:
        return f"\n  <div>\n   {content}<sup></sup>\n  </div>\n"

    text = lines(report, lambda part: f"<p>\n    {broken(part.text)}\n  </p>", lambda table: each_cell(table, cell))
    return page(f"<div><!-- 正文开始 -->{text}<!-- 正文结束 --></div>{NEIGHBOURS}{IMPRINT}").encode()


SITES = (
    site_of_a_publishing_system,
    paragraphs_by_breaks,
    nested_layout_tables_in_gbk,
    article_beside_a_column_of_news,
    numbers_split_over_tags,
    page_saved_by_word,
    merged_cells_kept_but_hidden,
    strict_xhtml,
    capitals_and_unclosed_tags_in_utf16,
    nameless_blocks_on_one_line,
    article_hidden_until_a_script_shows_it,
    signature_outside_the_article,
    contents_and_other_years_beside_it,
    comments_and_soft_breaks_inside_numbers,
)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("site", SITES, ids=lambda site: site.__name__)
def test_text_and_cells_are_those_of_the_plain_page(site: Callable[[tuple[Part, ...]], bytes], name: str) -> None:
    found = read(site(parts(name)), "页面.xhtml" if site is strict_xhtml else "页面.html")
    wanted = plain(name)
    assert found.text.split("\n") == wanted.text.split("\n")
    assert found.figures == wanted.figures
    assert found.sections == wanted.sections
    assert (found.agency, found.year, found.edition) == (wanted.agency, wanted.year, wanted.edition)


@pytest.mark.parametrize("site", SITES[:6], ids=lambda site: site.__name__)
def test_every_paragraph_is_found_again_in_the_source(site: Callable[[tuple[Part, ...]], bytes]) -> None:
    data = site(parts(REPORTS[0]))
    report = read(data, "页面.html")
    source = data.decode("gb18030" if b"gb2312" in data[:400] else "utf-8")
    assert len(report.places) == report.text.count("\n") + 1
    for place in report.places:
        shown = re.sub(r"<[^>]*>|\s|&nbsp;", "", source[place.first : place.last])
        assert shown == re.sub(r"\s", "", escape(report.text[place.start : place.end]))


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.__name__)
def test_what_was_left_out_is_named(site: Callable[[tuple[Part, ...]], bytes]) -> None:
    data = site(parts(REPORTS[0]))
    codes = {notice.code for notice in read(data, "页面.html").notices}
    assert ("page_margins" in codes or "page_furniture" in codes) == (
        "版权所有".encode() in data or "版权所有".encode("gb18030") in data or "版权所有".encode("utf-16-le") in data
    )
