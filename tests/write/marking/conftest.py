"""A Word file made by hand, with most of what a clerk's file has, and what Word does when changes are judged."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HEAD = f'xmlns:w="{WORD}" xmlns:r="{_OFFICE}"'

BOLD = "<w:rPr><w:b/><w:color w:val='FF0000'/></w:rPr>"
PICTURE = (
    f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWN}/wordprocessingDrawing"><wp:extent cx="360000" cy="360000"/>'
    f'<wp:docPr id="1" name="p"/><a:graphic xmlns:a="{_DRAWN}/main"><a:graphicData uri="{_DRAWN}/picture">'
    f'<pic:pic xmlns:pic="{_DRAWN}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="rId4"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
FOOTNOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def inserted(content: str, number: int = 70) -> str:
    return f'<w:ins w:id="{number}" w:author="科长" w:date="2025-01-08T09:00:00Z">{content}</w:ins>'


def deleted(text: str, number: int = 80) -> str:
    return (
        f'<w:del w:id="{number}" w:author="科长" w:date="2025-01-08T09:00:00Z">'
        f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'
    )


def word_file(*paragraphs: str) -> bytes:
    """The bytes of a .docx with a title, then `paragraphs` (the XML inside each w:p), header, footnote and picture."""
    title = run("青禾县水务局2024年政府信息公开工作年度报告")
    body = "".join(f"<w:p>{content}</w:p>" for content in (title, *paragraphs))
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    notes = "".join(
        f'<w:footnote w:id="{number}"{kind}><w:p>{content}</w:p></w:footnote>'
        for number, kind, content in (
            (0, ' w:type="separator"', "<w:r><w:separator/></w:r>"),
            (1, ' w:type="continuationSeparator"', "<w:r><w:continuationSeparator/></w:r>"),
            (2, "", run("含网上申请。")),
        )
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    style = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _links(("rId1", "officeDocument", "word/document.xml")).replace("</Relationships>", "")
        + f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2025-01-09T08:30:00Z</dcterms:modified></cp:coreProperties>',
        "word/document.xml": f"{_XML}<w:document {_HEAD}><w:body>{body}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": _links(
            ("rId1", "styles", "styles.xml"),
            ("rId2", "numbering", "numbering.xml"),
            ("rId3", "footnotes", "footnotes.xml"),
            ("rId4", "image", "media/image1.png"),
            ("rId5", "header", "header1.xml"),
        ),
        "word/styles.xml": f"{_XML}<w:styles {_HEAD}>{style}</w:styles>",
        "word/numbering.xml": f"{_XML}<w:numbering {_HEAD}>{numbering}</w:numbering>",
        "word/footnotes.xml": f"{_XML}<w:footnotes {_HEAD}>{notes}</w:footnotes>",
        "word/header1.xml": f"{_XML}<w:hdr {_HEAD}><w:p>{run('内部 资料')}</w:p></w:hdr>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 9, 8, 30, 0)), xml)
        archive.writestr(zipfile.ZipInfo("word/media/image1.png", (2025, 1, 9, 8, 30, 0)), _dot())
    return out.getvalue()


def judged(data: bytes, *, accept: bool, author: str | None = None) -> bytes:
    """The file with every tracked change (or those of `author`) accepted or rejected, as Word does it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                root = etree.fromstring(content)
                _judge(root, accept, author)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(entry, content)
    return out.getvalue()


def shown(data: bytes) -> list[str]:
    """The letters of each paragraph of the body as they stand, struck out ones left out."""
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return ["".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in body.iter(f"{W}p")]


class Word:
    """What the tests write Word files with, gathered for the fixture."""

    bold, picture, footnote, numbered = BOLD, PICTURE, FOOTNOTE, NUMBERED
    run, inserted, deleted = staticmethod(run), staticmethod(inserted), staticmethod(deleted)
    file, judged, shown = staticmethod(word_file), staticmethod(judged), staticmethod(shown)


@pytest.fixture
def word() -> type[Word]:
    """Functions that make a Word file, judge its changes and tell its text."""
    return Word


def _judge(root: etree._Element, accept: bool, author: str | None) -> None:
    kept, dropped = (f"{W}ins", f"{W}del") if accept else (f"{W}del", f"{W}ins")
    for change in list(root.iter(kept, dropped)):
        parent = change.getparent()
        if parent is None or (author is not None and change.get(f"{W}author") != author):
            continue
        if change.tag == kept:
            for child in list(change):
                change.addprevious(child)
        parent.remove(change)
    for text in list(root.iter(f"{W}delText")):
        if next(text.iterancestors(f"{W}del"), None) is None:
            text.tag = f"{W}t"


def _types() -> str:
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for name, kind in (kinds | {"header1": "header"}).items()
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{parts}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _links(*links: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in links)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _dot() -> bytes:
    """A PNG of one black point."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
