"""Word documents: order, merges, numbers, and what Word does not show."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from drafter.errors import UnreadableDocument
from drafter.read.document import Document, Grid, Paragraph
from drafter.read.docx import read
from drafter.read.ordinals import ordinal

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document: docx.document.Document) -> Document:
    stream = io.BytesIO()
    document.save(stream)
    return read(stream.getvalue(), "a.docx")


NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def package(body: str, main: str = "word/document.xml", **parts: str) -> bytes:
    """A document with the given body XML and other parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(main, f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMESPACES}>{content}</w:{name}>")
    return stream.getvalue()


def whole(body: str, **parts: str) -> Document:
    return read(package(body, **parts), "a.docx")


def raw(body: str, **parts: str) -> list[str]:
    """The paragraphs of a document with the given body XML and other parts."""
    return [block.text for block in whole(body, **parts).blocks if isinstance(block, Paragraph)]


def grids(body: str) -> list[list[list[str | None]]]:
    """The tables of a document with the given body XML."""
    found = (block for block in whole(body).blocks if isinstance(block, Grid))
    return [[[cell.text if cell else None for cell in row] for row in grid.cells] for grid in found]


def codes(body: str, **parts: str) -> list[str]:
    return [notice.code for notice in whole(body, **parts).notices]


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def field(code: str, result: str) -> str:
    """A field as Word stores it: its code and its result between three marks."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText> {code} </w:instrText></w:r>{marks[1]}{run(result)}{marks[2]}"


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


def test_accepted_changes_are_counted_and_told() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>5</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2">{run("移走")}</w:moveFrom>'
    body = paragraph(run("共"), deleted, f'<w:ins w:id="3">{run("6")}</w:ins>', run("件"), moved)
    assert raw(body) == ["共6件"]
    (notice,) = whole(body).notices
    assert notice.code == "tracked_changes"
    assert "插入 1 处、删除 2 处" in notice.message


def test_a_deleted_paragraph_end_joins_what_follows_and_counts_no_number() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = paragraph(f"<w:del>{run('旧')}</w:del>", properties=f"{listed}<w:rPr><w:del/></w:rPr>")
    cut = paragraph(run("前半"), properties="<w:rPr><w:del/></w:rPr>")
    body = gone + paragraph(run("甲"), properties=listed) + cut + paragraph(run("后半"))
    assert raw(body, numbering=numbering) == ["1.甲", "前半后半"]


def test_deleted_rows_and_cells_are_gone() -> None:
    gone = f"<w:trPr><w:del/></w:trPr>{cell('旧')}{cell('9')}"
    kept = cell("新") + cell("8", "<w:cellDel/>") + cell("7")
    assert grids(table(gone, kept)) == [[["新", "7"]]]


def test_page_numbers_and_contents_are_left_out_and_other_results_stay() -> None:
    simple = f'<w:fldSimple w:instr=" NUMPAGES ">{run("12")}</w:fldSimple>'
    assert raw(paragraph(run("共"), field("PAGE", "3"), simple, field("= SUM(ABOVE)", "15"), run("件"))) == ["共15件"]
    start, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    code = "<w:r><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType='separate'/></w:r>"
    body = paragraph(start, code, run("一、总体情况 1")) + paragraph(run("二、其他 2"), end) + paragraph(run("正文"))
    assert raw(body) == ["正文"]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    start = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'
    assert raw(paragraph(start, run("正文"))) == ["正文"]


@pytest.mark.parametrize("properties", ["<w:vanish/>", "<w:strike/>", "<w:dstrike/>"])
def test_what_is_hidden_or_struck_out_never_runs_into_a_number(properties: str) -> None:
    body = paragraph(run("收到1", ""), run("5", properties), run("件"))
    assert raw(body) == ["收到1件"]
    assert codes(body) == ["hidden_text" if "vanish" in properties else "struck_out"]


def test_a_switch_set_off_hides_nothing() -> None:
    assert raw(paragraph(run("文", '<w:vanish w:val="0"/><w:strike w:val="false"/>'))) == ["文"]


def test_raised_note_marks_are_left_out_and_powers_kept() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    body = paragraph(run("收到12"), run("1", raised), run("件，面积30m"), run("2", raised))
    assert raw(body) == ["收到12件，面积30m²"]
    assert codes(body) == ["note_marks"]


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    notes = (
        '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run("其中网上申请4件。"))}</w:footnote>'
    )
    reference = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph(run("收到申请9件"), reference, run("。")) + paragraph(run("后"))
    assert raw(body, footnotes=notes) == ["收到申请9件。", "注：其中网上申请4件。", "后"]
    assert codes(body, footnotes=notes) == ["notes_read"]


def test_a_text_box_stored_twice_is_read_once_wherever_it_stands() -> None:
    box = f"<w:txbxContent>{paragraph(run('框'))}</w:txbxContent>"
    both = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert raw(paragraph(run("前"), both)) == ["前", "框"]
    assert grids(table(f"<w:tc>{paragraph(run('3'), both)}</w:tc>{cell('4')}")) == [[["3\n框", "4"]]]


def test_a_table_in_a_text_box_is_a_table() -> None:
    box = f"<w:txbxContent>{table(cell('a') + cell('1'))}<w:p/></w:txbxContent>"
    assert grids(paragraph(f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>")) == [[["a", "1"]]]


def test_boxes_inside_boxes_are_read_once() -> None:
    def boxed(inner: str) -> str:
        return f"<w:r><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></w:r>"

    assert raw(paragraph(run("一"), boxed(paragraph(run("二"), boxed(paragraph(run("三"))))))) == ["一", "二", "三"]


def test_merges_that_continue_nothing_begin_a_cell() -> None:
    merge = '<w:vMerge w:val="{}"/>'
    rows = (
        cell("a", merge.format("continue")) + cell("1"),
        cell("", "<w:vMerge/>") + cell("2"),
        cell("b") + cell("3"),
        cell("c", "<w:vMerge/>") + cell("4"),
    )
    assert grids(table(*rows)) == [[["a", "1"], ["a", "2"], ["b", "3"], ["c", "4"]]]


def test_shifted_rows_and_old_sideways_merges() -> None:
    shifted = f'<w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>{cell("c")}'
    merged = cell("a", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("b")
    assert grids(table(merged, shifted)) == [[["a", "a", "b"], ["", "c", None]]]


def test_symbols_of_known_fonts_are_characters_and_others_are_told() -> None:
    circled = '<w:r><w:sym w:font="Wingdings" w:char="F082"/></w:r>'
    digit = '<w:r><w:sym w:font="Symbol" w:char="F033"/></w:r>'
    strange = '<w:r><w:sym w:font="Webdings" w:char="F033"/></w:r>'
    assert raw(paragraph(circled, run("收到"), digit, run("件"))) == ["②收到3件"]
    assert codes(paragraph(strange, run("文"))) == ["symbols_unread"]


def test_a_fraction_in_a_formula_keeps_its_stroke() -> None:
    def part(tag: str, text: str) -> str:
        return f"<m:{tag}><m:r><m:t>{text}</m:t></m:r></m:{tag}>"

    fraction = f"<m:oMath><m:f><m:fPr/>{part('num', '1')}{part('den', '3')}</m:f></m:oMath>"
    assert raw(paragraph(run("占"), fraction)) == ["占1/3"]


def test_breaks_tabs_and_hyphens() -> None:
    body = paragraph(run("一"), "<w:r><w:tab/></w:r>", run("公"), "<w:r><w:softHyphen/></w:r>")
    assert raw(body + paragraph(run("A"), "<w:r><w:noBreakHyphen/></w:r>", run("B"))) == ["一 公", "A-B"]


def numbered(*items: tuple[int, str, str], levels: str, lists: str) -> list[str]:
    """Paragraphs of lists: depth, list id and text of each."""
    body = "".join(
        paragraph(run(text), properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{id}"/></w:numPr>')
        for depth, id, text in items
    )
    return raw(body, numbering=f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}')


def level(depth: int, form: str, text: str, more: str = "") -> str:
    values = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{values}</w:lvl>'


def test_lists_of_one_definition_count_on_unless_told_to_restart() -> None:
    plain = '<w:num w:numId="{}"><w:abstractNumId w:val="0"/>{}</w:num>'
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = plain.format(1, "") + plain.format(2, "") + plain.format(3, restart)
    items = [(0, "1", "甲"), (0, "2", "乙"), (0, "3", "丙"), (0, "3", "丁")]
    assert numbered(*items, levels=level(0, "chineseCounting", "%1、"), lists=lists) == [
        "一、甲",
        "二、乙",
        "一、丙",
        "二、丁",
    ]


def test_levels_that_never_restart_and_levels_written_in_digits() -> None:
    levels = (
        level(0, "chineseCounting", "%1、")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "upperRoman", "%3.", '<w:lvlRestart w:val="0"/>')
    )
    lists = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    items = [(0, "1", "甲"), (1, "1", "乙"), (2, "1", "丙"), (0, "1", "丁"), (1, "1", "戊"), (2, "1", "己")]
    assert numbered(*items, levels=levels, lists=lists) == ["一、甲", "1.1乙", "I.丙", "二、丁", "2.1戊", "II.己"]


def test_a_list_number_never_runs_into_a_figure() -> None:
    lists = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    assert numbered((0, "1", "2023年收到"), levels=level(0, "decimal", "%1."), lists=lists) == ["1. 2023年收到"]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCounting", "一百零五"),
        (3, "ideographTraditional", "丙"),
        (12, "ideographZodiac", "亥"),
        (21, "decimalEnclosedCircle", "㉑"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (14, "lowerRoman", "xiv"),
        (28, "upperLetter", "BB"),
        (3, "chineseLegalSimplified", "叁"),
        (4, "hebrew1", "4"),
        (0, "upperRoman", "0"),
    ],
)
def test_numbers_of_lists_as_word_writes_them(number: int, form: str, written: str) -> None:
    assert ordinal(number, form) == written


def test_styles_based_on_headings_are_headings() -> None:
    styles = (
        '<w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="x"><w:name w:val="小标题"/><w:basedOn w:val="a1"/></w:style>'
        '<w:style w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    )
    body = paragraph(run("节"), properties='<w:pStyle w:val="x"/>') + paragraph(
        run("节 1"), properties='<w:pStyle w:val="t"/>'
    )
    (found,) = whole(body, styles=styles).blocks
    assert isinstance(found, Paragraph)
    assert (found.text, found.level) == ("节", 2)


def test_strict_documents_read_like_any_other() -> None:
    data = package(paragraph(run("文")))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.namelist():
            xml = old.read(entry).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            new.writestr(entry, xml)
    (found,) = read(stream.getvalue(), "a.docx").blocks
    assert isinstance(found, Paragraph)
    assert found.text == "文"


def test_the_package_says_where_the_body_is() -> None:
    stream = io.BytesIO(package(paragraph(run("文")), main="word/document2.xml"))
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="/word/document2.xml"/></Relationships>'
    )
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("_rels/.rels", links)
    assert len(read(stream.getvalue(), "a.docx").blocks) == 1


def test_embedded_files_are_told_and_pictures_placed() -> None:
    document = whole(paragraph(run("前"), "<w:subDoc/>") + "<w:altChunk/>" + paragraph("<w:r><w:drawing/></w:r>"))
    assert [notice.code for notice in document.notices] == ["embedded_unread"] * 2
    assert document.pictures == ("第1段之后",)


def test_paragraphs_know_their_place_in_the_body() -> None:
    body = paragraph(run("一")) + table(cell("a") + cell("1")) + "<w:p/>" + paragraph(run("二"))
    places = [block.at for block in whole(body).blocks if isinstance(block, Paragraph)]
    assert [(at.kind, at.first) for at in places if at] == [("paragraph", 0), ("paragraph", 4)]


def test_tables_nested_without_end_are_refused() -> None:
    deep = 1500
    with pytest.raises(UnreadableDocument):
        whole("<w:tbl><w:tr><w:tc>" * deep + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * deep)
