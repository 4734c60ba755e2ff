"""Reviews as page, SARIF, Markdown and terminal text, from one review made by hand."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from lxml import html as lxml_html

from drafter.documents import Finding, Mention, Obligation, Review, Section, Severity, Source, State, Summary, Verdict
from drafter.form import edition
from drafter.write import review_html, review_markdown, sarif, text

NARRATIVE = (
    "青禾县水务局2024年政府信息公开工作年度报告\n（二）依申请公开\n全年新收申请9件，办结<b>8</b>件。联系|留言3条。"
)


def at(words: str) -> tuple[int, int]:
    start = NARRATIVE.index(words)
    return start, start + len(words)


@pytest.fixture
def review() -> Review:
    nine, three, year = at("9件"), at("3条"), at("2024年")
    figures: dict[str, int | None] = dict.fromkeys(edition("2021").printed, 0)
    figures["t3.new.total"] = 8
    return Review(
        source=Source(name="水务 局.html", sha256="ab", format="html"),
        agency="青禾县水务局",
        year=2024,
        edition="2021",
        text=NARRATIVE,
        sections=(
            Section(id="0", title="", start=0, end=at("（二）")[0]),
            Section(id="1.2", title="（二）依申请公开", start=at("（二）")[0], end=len(NARRATIVE)),
        ),
        figures=dict(figures),
        mentions=(
            Mention(start=year[0], end=year[1], text="2024年", kind="date", verdict=Verdict.EXEMPT),
            Mention(
                start=nine[0],
                end=nine[1],
                text="9件",
                kind="figure",
                value="9",
                unit="件",
                refs=("t3.new.total",),
                expr="t3.new.total",
                verdict=Verdict.CONTRADICTED,
                expected="8",
            ),
            Mention(start=three[0], end=three[1], text="3条", kind="figure", value="3", verdict=Verdict.UNSUPPORTED),
        ),
        findings=(
            Finding(
                rule="NUM101",
                severity=Severity.ERROR,
                message="正文“9件”与表不符：表三“一、本年新收”为8",
                start=nine[0],
                end=nine[1],
                quote="9件",
                section="1.2",
                refs=("t3.new.total",),
                found="9",
                expected="8",
                fingerprint="f00d",
            ),
            Finding(rule="TAB101", severity=Severity.WARNING, message="表三不平", refs=("t3.new.total",)),
            Finding(rule="STR104", severity=Severity.INFO, message="年份", start=year[0], end=year[1], quote="2024年"),
        ),
        obligations=(
            Obligation(rule="NUM101", state=State.FAILED, reason="1处不符"),
            Obligation(rule="NUM103", state=State.UNDECIDED, reason="没有可用的上年报告"),
        ),
        summary=Summary(mentions=3, contradicted=1, unsupported=1, exempt=1, errors=1, warnings=1, infos=1),
    )


def test_the_page_links_number_finding_and_cell(review: Review) -> None:
    page = review_html.write(review).decode()
    tree: Any = lxml_html.fromstring(page)
    number = tree.xpath("//a[contains(@class, 'contradicted')]")[0]
    assert number.text == "9件"
    assert number.get("href") == "#cell-t3.new.total"
    assert "应为8" in number.get("title")
    cell = tree.get_element_by_id("cell-t3.new.total")
    assert cell.xpath("./a/text()") == ["8"] and cell.get("class") == "flagged"
    assert cell.xpath("./a/@href") == [f"#{number.get('id')}"]
    assert cell.xpath("./sup/a/@href") == ["#f2"]
    listed = tree.get_element_by_id("f1")
    assert listed.xpath(".//a/@href") == [f"#{number.get('id')}", "#cell-t3.new.total"]
    assert tree.get_element_by_id("f2").xpath(".//a/@href") == ["#cell-t3.new.total"]
    targets = {href[1:] for href in tree.xpath("//a/@href")}
    assert targets <= set(tree.xpath("//@id"))


def test_the_page_shows_the_whole_text_and_runs_none_of_it(review: Review) -> None:
    page = review_html.write(review).decode()
    tree: Any = lxml_html.fromstring(page)
    for mark in tree.xpath("//sup"):
        mark.drop_tree()
    shown = "\n".join(p.text_content() for p in tree.xpath("//section[@class='text']/p"))
    assert shown == NARRATIVE
    assert "<b>8</b>" not in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert review_html.write(review).decode() == page


def test_sarif_has_a_result_for_every_finding(review: Review) -> None:
    log = json.loads(sarif.write(review, {"NUM101": "件数一致。"}))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [r["ruleId"] for r in run["results"]] == ["NUM101", "TAB101", "STR104"]
    assert [r["level"] for r in run["results"]] == ["error", "warning", "note"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert NARRATIVE[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"] == "9件"
    assert run["results"][0]["partialFingerprints"] == {"drafter/v1": "f00d"}
    assert "region" not in run["results"][1]["locations"][0]["physicalLocation"]
    assert run["artifacts"][0]["location"]["uri"] == "%E6%B0%B4%E5%8A%A1%20%E5%B1%80.html"


def test_markdown_keeps_its_table_whole(review: Review) -> None:
    lines = review_markdown.write(review).decode().splitlines()
    rows = [line for line in lines if line.startswith("| ")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 6 for row in rows)
    assert any("**9件**" in row for row in rows)


def test_text_marks_the_number_under_its_sentence(review: Review) -> None:
    lines = text.write(review, width=200).splitlines()
    at_line = next(i for i, line in enumerate(lines) if "全年新收申请9件" in line and "〔" in line)
    assert lines[at_line + 1].strip() == "~~~"
    assert any("NUM103 未能判断：没有可用的上年报告" in line for line in lines)
    assert not any("\x1b" in line for line in lines)
    assert "\x1b[" in text.write(review, colour=True)


def test_text_lists_numbers_on_demand(review: Review) -> None:
    assert "逐个列出" not in text.write(review)
    listed = text.write(review, numbers=True)
    assert "不符" in listed and "表三“一、本年新收政府信息公开申请数量”行“总计”列" in listed
