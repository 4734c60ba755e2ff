"""Word documents: order, merges, numbers, and what Word does not show."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from drafter.read.document import Document, Grid, Paragraph
from drafter.read.docx import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document: docx.document.Document) -> Document:
    stream = io.BytesIO()
    document.save(stream)
    return read(stream.getvalue(), "a.docx")


def raw(body: str, **parts: str) -> list[str]:
    """The paragraphs of a document with the given body XML and other parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{content}</w:{name}>')
    found = read(stream.getvalue(), "a.docx").blocks
    return [block.text for block in found if isinstance(block, Paragraph)]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_paragraphs_and_tables_come_in_the_order_of_the_body() -> None:
    document = docx.Document()
    document.add_heading("题", 0)
    document.add_paragraph("前")
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "a"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "b"
    table.cell(1, 1).text = "c"
    document.add_paragraph("后")
    title, before, grid, after = saved(document).blocks
    assert isinstance(grid, Grid)
    assert isinstance(title, Paragraph)
    assert title.level == 1
    assert [block.text for block in (title, before, after) if isinstance(block, Paragraph)] == ["题", "前", "后"]
    assert [[cell.text if cell else None for cell in row] for row in grid.cells] == [["a", "b", "b"], ["a", "c", ""]]


def test_deleted_text_is_gone_and_inserted_text_is_there() -> None:
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    assert raw(f"<w:p>{run('前')}{deleted}<w:ins>{run('新')}</w:ins></w:p>") == ["前新"]


def test_field_codes_are_not_text() -> None:
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    assert raw(f"<w:p>{field}{run('3')}</w:p>") == ["3"]


def test_a_number_split_over_runs_is_one_number() -> None:
    assert raw(f"<w:p>{run('20')}{run('23')}{run('年')}</w:p>") == ["2023年"]


def test_manual_line_breaks_end_a_paragraph() -> None:
    assert raw(f"<w:p>{run('一')}<w:r><w:br/></w:r>{run('二')}</w:p>") == ["一", "二"]


def test_content_controls_are_opened() -> None:
    assert raw(f"<w:sdt><w:sdtContent><w:p>{run('文')}</w:p></w:sdtContent></w:sdt>") == ["文"]


def test_automatic_numbers_are_part_of_the_text() -> None:
    def level(depth: int, form: str, text: str) -> str:
        values = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        return f'<w:lvl w:ilvl="{depth}">{values}</w:lvl>'

    levels = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    )

    def listed(depth: int, text: str) -> str:
        number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr>'
        return f"<w:p><w:pPr>{number}</w:pPr>{run(text)}</w:p>"

    body = "".join(
        listed(depth, text)
        for depth, text in [(0, "总体情况"), (1, "主动公开"), (1, "平台建设"), (2, "网站"), (0, "其他"), (1, "收费")]
    )
    assert raw(body, numbering=numbering) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）平台建设",
        "1.网站",
        "二、其他",
        "（一）收费",
    ]


def test_a_style_can_carry_the_numbers() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = '<w:style w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="S"/></w:pPr>{run("节")}</w:p>'
    assert raw(paragraph * 2, numbering=numbering, styles=styles) == ["三、节", "四、节"]


def test_a_table_that_only_lays_out_the_page_is_opened() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "文"
    inner = cell.add_table(rows=1, cols=2)
    inner.cell(0, 0).text = "a"
    inner.cell(0, 1).text = "1"
    found = saved(document).blocks
    assert [type(block) for block in found] == [Paragraph, Grid]


def test_two_numbers_in_one_cell_never_join() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=2).cell(0, 0)
    cell.text = "3"
    cell.add_paragraph("4")
    (grid,) = saved(document).blocks
    assert isinstance(grid, Grid)
    assert next(grid.row(0)).text == "3\n4"


def test_text_boxes_are_read_once() -> None:
    document = docx.Document()
    run_element = document.add_paragraph("前").add_run()._r
    box = OxmlElement("w:txbxContent")
    paragraph = OxmlElement("w:p")
    inner = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "框"
    inner.append(text)
    paragraph.append(inner)
    box.append(paragraph)
    run_element.append(box)
    assert run_element.tag == qn("w:r")
    assert [block.text for block in saved(document).blocks if isinstance(block, Paragraph)] == ["前", "框"]
