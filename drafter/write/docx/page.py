"""The page of GB/T 9704 for Word: size, margins, styles, faces and page numbers, without any content."""

from __future__ import annotations

from importlib import resources

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

_STYLES_WITH_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
# Parts of python-docx's default document that an official document has no use for.
_UNUSED = {_STYLES_WITH_EFFECTS, RELATIONSHIP_TYPE.CUSTOM_XML, RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.THUMBNAIL}
# One character of the footer's 四号, by which page numbers stand in from the outer edge.
_FOOTER_CHARACTER = Pt(14)


def blank_page() -> Document:
    """An empty document with the styles of `templates/styles.xml`, A4, the standard's margins and page numbers."""
    document = docx.Document()
    _drop_unused(document)
    _restyle(document)
    _paper(document)
    _number_pages(document)
    return document


def template(name: str) -> bytes:
    """A file of this room's `templates`."""
    return resources.files("drafter.write").joinpath("templates", name).read_bytes()


def _drop_unused(document: Document) -> None:
    for rels in (document.part.rels, document.part.package.rels):
        for rid in [rid for rid, rel in rels.items() if rel.reltype in _UNUSED]:
            del rels[rid]


def _restyle(document: Document) -> None:
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in list(parse_xml(template("styles.xml"))):
        styles.append(child)
    fonts = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    assert isinstance(fonts, Part)
    # The library has no way to set a part's content.
    fonts._blob = template("fontTable.xml")
    settings = document.settings.element
    for language in settings.iterchildren(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _paper(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    # The number stands 7 mm under the text: 35 mm less 7 mm and the height of the line.
    section.header_distance, section.footer_distance = Mm(15), Mm(22)


def _number_pages(document: Document) -> None:
    """Number the pages — 1 —: on the right of odd pages, on the left of even ones, a character in from the edge."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["footer"]
        paragraph.alignment = side
        if side is WD_ALIGN_PARAGRAPH.RIGHT:
            paragraph.paragraph_format.right_indent = _FOOTER_CHARACTER
        else:
            paragraph.paragraph_format.left_indent = _FOOTER_CHARACTER
        paragraph.add_run("— ")
        _add_field(paragraph, "PAGE")
        paragraph.add_run(" —")


def _add_field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
