"""What drafter writes, drafter reads: the same figures, text, sections, agency, year and edition."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.documents import Report, Section, Source
from drafter.form import EDITION_NAMES, Amount, Edition, edition
from drafter.read import read
from drafter.write import docx, html, markdown

AGENCIES = (
    "青禾县水务局",
    "临河市发展和改革委员会",
    "云岭县人民政府",
    "石桥镇人民政府",
    "望江区翠屏街道办事处",
    "白鹭市滨江新区行政审批和公共资源交易监督管理局",
)
WORDS = "主动公开水务工程进度发布目录更新解读政策办理答复群众咨询完善栏目年度统计培训会议部署落实检查"
SUB_HEADINGS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
FORMATS: tuple[tuple[str, Callable[[Report], bytes]], ...] = (
    ("docx", docx.write),
    ("html", html.write),
    ("md", markdown.write),
)


@st.composite
def figures(draw: st.DrawFn, form: Edition) -> dict[str, Amount | None]:
    """Figures of one edition: rows absent as a whole, cells blank, money with decimals, changes below zero."""
    rows = [(block, row) for table in form.tables for block in table.blocks for row in block.rows]
    # 规范性文件 stays: its columns tell the editions apart, as they do for a reader.
    droppable = [f"t{block.table}.{row.key}" for block, row in rows if row.key != "normative"]
    dropped = draw(st.sets(st.sampled_from(droppable), max_size=6))
    found: dict[str, Amount | None] = {}
    for block, row in rows:
        if f"t{block.table}.{row.key}" in dropped:
            continue
        for cell in (block.cell(row, column) for column in block.columns):
            count: st.SearchStrategy[Amount] = st.integers(-9999 if cell.column.signed else 0, 999_999)
            money = st.decimals(0, 99_999, places=3, allow_nan=False)
            found[cell.key] = draw(st.none() | (money if cell.column.decimal else count))
    return found


sentences = st.text(WORDS, min_size=4, max_size=30).flatmap(
    lambda words: st.integers(2, 5000).map(lambda number: f"{words}共{number}件，“{words[:3]}”（{words[-2:]}）占3成。")
)
paragraphs = st.lists(sentences, min_size=1, max_size=3).map("".join)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report as a reader would give it: title, preamble, six sections with sub-headings, signature and date."""
    form = edition(draw(st.sampled_from(EDITION_NAMES)))
    agency, year = draw(st.sampled_from(AGENCIES)), draw(st.integers(2019, 2031))
    lines = [(f"{agency}{year}年政府信息公开工作年度报告", "0", "")]
    lines += [(text, "", "") for text in draw(st.lists(paragraphs, max_size=1))]
    for number, (numeral, title) in enumerate(zip("一二三四五六", form.sections, strict=True), start=1):
        lines.append((f"{numeral}、{title}", str(number), f"{numeral}、{title}"))
        if number == 1:
            lines += draw(sub_sections())
        lines += [(text, "", "") for text in draw(st.lists(paragraphs, max_size=2))]
    if draw(st.booleans()):
        lines += [(agency, "", ""), (f"{year + 1}年1月18日", "", "")]
    text, sections = laid_out(lines)
    return Report(
        source=Source(name="x", sha256=hashlib.sha256(b"").hexdigest(), format="json"),
        agency=agency,
        year=year,
        edition="2021" if form.id == "2021" else "2019",
        text=text,
        sections=sections,
        figures=draw(figures(form)),
    )


@st.composite
def sub_sections(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    """Sub-headings of section one, alone on their line or run into the paragraph."""
    lines = []
    for number, (numeral, title) in enumerate(zip("一二三四五", SUB_HEADINGS, strict=True), start=1):
        heading = f"（{numeral}）{title}"
        if draw(st.booleans()):
            lines += [(heading, f"1.{number}", heading), (draw(paragraphs), "", "")]
        else:
            lines.append((f"{heading}。{draw(paragraphs)}", f"1.{number}", heading))
    return lines


def laid_out(lines: list[tuple[str, str, str]]) -> tuple[str, tuple[Section, ...]]:
    """Text and sections of (text, section id, section title) lines; an id begins a section, no id goes on with one."""
    text = "\n".join(line for line, _, _ in lines)
    starts = []
    offset = 0
    for line, section, title in lines:
        if section:
            starts.append((section, title, offset))
        offset += len(line) + 1
    sections = []
    for index, (section, title, start) in enumerate(starts):
        later = [s for other, _, s in starts[index + 1 :] if other.count(".") <= section.count(".")]
        sections.append(Section(id=section, title=title, start=start, end=min(later, default=len(text))))
    return text, tuple(sections)


@pytest.mark.parametrize(("suffix", "write"), FORMATS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(report=reports())
def test_reads_back_what_it_wrote(suffix: str, write: Callable[[Report], bytes], report: Report) -> None:
    back = read(write(report), f"x.{suffix}")
    assert back.text == report.text
    assert back.figures == report.figures
    assert {key: type(value) for key, value in back.figures.items()} == {
        key: type(value) for key, value in report.figures.items()
    }
    assert back.sections == report.sections
    assert (back.agency, back.year, back.edition) == (report.agency, report.year, report.edition)
    assert back.notices == ()


@pytest.mark.parametrize(("suffix", "write"), FORMATS)
def test_single_absent_cell_reads_back_as_blank(suffix: str, write: Callable[[Report], bytes]) -> None:
    form = edition("2021")
    cells: dict[str, Amount | None] = dict.fromkeys(form.printed, 0) | {"t2.fees.amount": Decimal("0.50")}
    del cells["t3.new.total"]
    report = Report(source=Source(name="x", sha256="", format="json"), edition="2021", figures=cells)
    back = read(write(report), f"x.{suffix}")
    assert back.figures == cells | {"t3.new.total": None}
    assert str(back.figures["t2.fees.amount"]) == "0.50"


@pytest.mark.parametrize(("suffix", "write"), FORMATS)
@pytest.mark.parametrize(
    "text",
    [
        "星号*与_下划线_与`代码`，**两星**和*一星*。",
        "见[附件](a)与《[2024]1号》*注。",
        "左|右，再|三。",
        "a<b，&lt;不是标记，<b>也不是</b>。",
        "# 不是标题。",
        "- 不是列表。",
        "反斜杠\\*与\\|。",
        "网址http://www.example.cn/a_b_c/?d=1&e=2。",
    ],
)
def test_marks_of_a_format_in_the_text_stay_text(suffix: str, write: Callable[[Report], bytes], text: str) -> None:
    report = Report(source=Source(name="x", sha256="", format="json"), text=f"青禾县水务局2024年度报告\n{text}")
    assert read(write(report), f"x.{suffix}").text == report.text
