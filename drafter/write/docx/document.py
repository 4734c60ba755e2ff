"""The paragraphs of a report on the official page, each in the style of its kind."""

from __future__ import annotations

import io

from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from drafter.documents import Report
from drafter.write.container import settle
from drafter.write.docx.page import blank_page
from drafter.write.docx.table import add_table
from drafter.write.flow import (
    PLACEHOLDER,
    Kind,
    Paragraph,
    closing_indents,
    flow,
    printable,
    title_of,
    title_parts,
    width,
)
from drafter.write.layout import Grid

_STYLES = {
    Kind.TITLE: "Title",
    Kind.SUBTITLE: "Subtitle",
    Kind.HEADING: "heading 1",
    Kind.SUBHEADING: "heading 2",
    Kind.BODY: "Body Text",
    Kind.SIGNATURE: "Signature",
    Kind.DATE: "Date",
}
_TOP = (Kind.TITLE, Kind.SUBTITLE)
_FACES = {Kind.HEADING: "黑体", Kind.SUBHEADING: "楷体_GB2312"}
_BODY_SIZE = 16
# Characters of 二号 (22 pt) that a line of 156 mm holds.
_TITLE_ROOM = 20
_ABOVE_TABLE = Pt(6)
_BELOW_TITLE = Pt(29)
_ABOVE_SIGNATURE = Pt(29)
_CLOSING = (Kind.SIGNATURE, Kind.DATE)


def write(report: Report) -> bytes:
    """The report as a .docx file; the same report gives the same bytes.

    Gaps left for the writer (【待补充：…】) are marked in yellow.

    Raises:
        InputError: the figures name a cell that the report's edition does not have.
    """
    document = blank_page()
    blocks = flow(report)
    _describe(document, blocks, report.agency or "")
    signature, date = closing_indents(blocks)
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            add_table(document, block)
            continue
        paragraph = _add_paragraph(document, block)
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if isinstance(after, Grid):
            paragraph.paragraph_format.space_after = _ABOVE_TABLE
            paragraph.paragraph_format.keep_with_next = True
        elif block.kind in _TOP and after is not None and after.kind not in _TOP:
            # One empty line under the title, without an empty paragraph in the text.
            paragraph.paragraph_format.space_after = _BELOW_TITLE
        elif after is not None and after.kind in _CLOSING:
            # The signature never stands on a page without text.
            paragraph.paragraph_format.keep_with_next = True
        if block.kind is Kind.SIGNATURE:
            paragraph.paragraph_format.space_before = _ABOVE_SIGNATURE
        if block.kind in _CLOSING:
            _indent_right(paragraph, signature if block.kind is Kind.SIGNATURE else date)
    out = io.BytesIO()
    document.save(out)
    return settle(out.getvalue())


def _describe(document: Document, blocks: tuple[Paragraph | Grid, ...], agency: str) -> None:
    """Set the file's properties; the format holds no more than 255 characters of each."""
    properties = document.core_properties
    properties.title = title_of(blocks)[:255]
    properties.author = properties.last_modified_by = printable(agency)[:255]
    properties.comments = ""
    properties.revision = 1
    properties.language = "zh-CN"


def _add_paragraph(document: Document, block: Paragraph) -> WordParagraph:
    paragraph = document.add_paragraph(style=document.styles[_STYLES[block.kind]])
    parts = title_parts(block.text) if block.kind is Kind.TITLE and width(block.text) > _TITLE_ROOM else ()
    # Left to itself a title somewhat longer than a line leaves two characters on the next.
    for part in parts[:-1]:
        _add_run(paragraph, part, None)
        paragraph.runs[-1].add_break()
    done = sum(map(len, parts[:-1]))
    if block.lead:
        _add_runs(paragraph, block.text[: block.lead], _FACES.get(block.lead_kind))
    _add_runs(paragraph, block.text[done + block.lead :], None)
    return paragraph


def _add_runs(paragraph: WordParagraph, text: str, face: str | None) -> None:
    at = 0
    for gap in PLACEHOLDER.finditer(text):
        _add_run(paragraph, text[at : gap.start()], face)
        _add_run(paragraph, gap.group(), face, marked=True)
        at = gap.end()
    _add_run(paragraph, text[at:], face)


def _add_run(paragraph: WordParagraph, text: str, face: str | None, *, marked: bool = False) -> None:
    if not text:
        return
    run = paragraph.add_run(text)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    # Without the hint Word sets “ ” — … narrow, in the Latin face.
    fonts.set(qn("w:hint"), "eastAsia")
    if face:
        for script in ("ascii", "hAnsi", "eastAsia"):
            fonts.set(qn(f"w:{script}"), face)
    if marked:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _indent_right(paragraph: WordParagraph, characters: float) -> None:
    paragraph.paragraph_format.right_indent = Pt(round(characters * _BODY_SIZE))
