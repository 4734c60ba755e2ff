from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from lxml import etree

from drafter.documents import Report
from drafter.form import edition
from drafter.write.docx import write

MakeReport = Callable[..., Report]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def report(make_report: MakeReport) -> Report:
    return make_report(figures=dict.fromkeys(edition("2021").printed, 0))


@pytest.fixture
def document(report: Report) -> WordDocument:
    return Document(io.BytesIO(write(report)))


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def style(document: WordDocument, name: str) -> ParagraphStyle:
    found = document.styles[name]
    assert isinstance(found, ParagraphStyle)
    return found


def face(found: ParagraphStyle) -> str:
    fonts = found.element.rPr.find(qn("w:rFonts"))
    assert fonts is not None
    return str(fonts.get(qn("w:eastAsia")))


def test_page_is_that_of_an_official_document(document: WordDocument) -> None:
    section = document.sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    # Word keeps twentieths of a point, so a millimetre is exact to a hundredth.
    for found, wanted in zip(
        (*sizes, section.left_margin, section.right_margin), (210, 297, 37, 35, 28, 26), strict=True
    ):
        assert found is not None
        assert abs(found - Mm(wanted)) < Mm(0.02)


@pytest.mark.parametrize(
    ("name", "wanted", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", None),
        ("Heading 2", "楷体_GB2312", None),
        ("footer", "宋体", 14),
    ],
)
def test_faces_and_sizes(document: WordDocument, name: str, wanted: str, size: int | None) -> None:
    found = style(document, name)
    assert face(found) == wanted
    assert found.font.size == (Pt(size) if size else None)


def test_body_is_set_in_size_three_on_fixed_lines(document: WordDocument) -> None:
    defaults = document.styles.element.find(f".//{W}rPrDefault/{W}rPr")
    assert defaults is not None
    assert defaults.find(f"{W}rFonts").get(f"{W}eastAsia") == "仿宋_GB2312"
    assert defaults.find(f"{W}sz").get(f"{W}val") == "32"
    normal = style(document, "Normal").paragraph_format
    assert normal.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert Pt(28) < (normal.line_spacing or 0) < Pt(29)
    indent = style(document, "Body Text").element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_faces_have_substitutes(report: Report) -> None:
    fonts = part(write(report), "word/fontTable.xml")
    names = {font.get(f"{W}name"): font.find(f"{W}altName") for font in fonts.iter(f"{W}font")}
    for name, substitute in (
        ("方正小标宋简体", "华文中宋"),
        ("仿宋_GB2312", "仿宋"),
        ("楷体_GB2312", "楷体"),
        ("黑体", "SimHei"),
    ):
        alternative = names[name]
        assert alternative is not None
        assert substitute in str(alternative.get(f"{W}val")).split(",")


def test_paragraphs_have_the_style_of_their_kind(document: WordDocument) -> None:
    styles = {p.text[:5]: p.style.name for p in document.paragraphs if p.text and p.style}
    assert styles["青禾县水务"] == "Signature"
    assert next(name for text, name in styles.items() if text.startswith("2025")) == "Date"
    assert styles["一、总体情"] == "Heading 1"
    assert styles["（一）主动"] == "Heading 2"
    assert styles["全年在县政"] == "Body Text"


def test_a_run_in_heading_keeps_its_face(document: WordDocument) -> None:
    paragraph = next(p for p in document.paragraphs if p.text.startswith("（二）"))
    lead = paragraph.runs[0]
    assert lead.text == "（二）依申请公开"
    fonts = lead._r.find(f"{W}rPr/{W}rFonts")
    assert fonts is not None
    assert fonts.get(f"{W}eastAsia") == "楷体_GB2312"


def test_gaps_for_the_writer_are_marked(document: WordDocument) -> None:
    marked = [run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color is not None]
    assert marked == ["【待补充：较上年增减的原因】"]


def test_a_long_title_breaks_before_its_year(document: WordDocument) -> None:
    assert document.paragraphs[0].text == "青禾县水务局\n2024年政府信息公开工作年度报告"


def test_tables_have_real_merged_cells_and_repeating_heads(document: WordDocument) -> None:
    table_2, table_3, table_4 = document.tables
    assert len(table_3.columns) == 10
    assert table_3.cell(0, 0)._tc is table_3.cell(2, 2)._tc
    assert table_3.cell(5, 0)._tc is table_3.cell(26, 0)._tc
    assert table_3.cell(5, 0).text == "三、本年度办理结果"
    assert table_3.cell(7, 1)._tc is table_3.cell(14, 1)._tc
    assert table_2.cell(4, 0)._tc is table_2.cell(4, 3)._tc
    assert table_4.cell(0, 5)._tc is table_4.cell(0, 14)._tc
    for table, heads in ((table_2, 0), (table_3, 3), (table_4, 3)):
        rows = [row._tr.trPr for row in table.rows]
        assert [row.find(qn("w:tblHeader")) is not None for row in rows].count(True) == heads
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


def test_tables_are_as_wide_as_the_text(document: WordDocument) -> None:
    for table in document.tables:
        widths = [int(column.get(qn("w:w")) or 0) for column in table._tbl.tblGrid]
        assert sum(widths) == pytest.approx(Mm(156).twips, abs=20)


def test_pages_are_numbered_at_the_outer_edge(document: WordDocument) -> None:
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        shown = "".join(node.text or "" for node in paragraph._p.iter(qn("w:t")))
        assert shown == "— 1 —"
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        assert paragraph.alignment == side


def test_date_stands_four_characters_from_the_edge(document: WordDocument) -> None:
    signature, date = document.paragraphs[-2:]
    assert date.paragraph_format.right_indent == Pt(4 * 16)
    # 6 characters over 6.5: a quarter of one further in.
    assert signature.paragraph_format.right_indent == Pt(4.25 * 16)


def test_same_report_same_bytes_without_a_clock(report: Report) -> None:
    data = write(report)
    assert data == write(report)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        core = package.read("docProps/core.xml").decode()
        assert "dcterms" not in core.replace("xmlns:dcterms", "")
        # Nothing of the library's own sample document is left in.
        assert not [name for name in package.namelist() if "thumbnail" in name or "customXml" in name]


def test_file_says_whose_report_it_is(document: WordDocument) -> None:
    assert document.core_properties.title == "青禾县水务局2024年政府信息公开工作年度报告"
    assert document.core_properties.author == "青禾县水务局"


def test_text_that_no_xml_can_hold_does_not_stop_the_writer(make_report: MakeReport, tmp_path: Path) -> None:
    report = make_report([("0", "青禾县水务局2024年度报告"), ("", "发布\x0b46条\ud800。")])
    assert Document(io.BytesIO(write(report))).paragraphs[-1].text == "发布46条。"


def test_the_signature_never_stands_alone_on_a_page(document: WordDocument) -> None:
    last_of_text, organ, date = document.paragraphs[-3:]
    assert (organ.text, date.text) == ("青禾县水务局", "2025年1月20日")
    assert last_of_text.paragraph_format.keep_with_next and organ.paragraph_format.keep_with_next
    assert not date.paragraph_format.keep_with_next
