"""Files that mean harm: bombs, entities, endless nesting and spans, macros, paths. Each is refused by name, or read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from drafter.documents import Report
from drafter.errors import InputError, UnreadableDocument
from drafter.read import read
from drafter.read.document import Document
from drafter.read.isolation import read_apart
from drafter.read.limits import Limits
from tests.read.damage import packed
from tests.read.seeds import seeds

MB = 1024 * 1024
# A page of plain text is read in a fraction of this; what is not will not be in ten times as much either.
BOUNDS = Limits(silence=30, seconds=60, memory=2 * 1024 * MB)
PACKAGES = ("docx", "xlsx", "ofd")
# The part of each kind that holds what is read.
BODIES = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml", "ofd": "Doc_0/Pages/Page_0/Content.xml"}


def members(kind: str) -> dict[str, bytes]:
    """The members of a sound file."""
    with zipfile.ZipFile(io.BytesIO(seeds(kind)[0])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(kind: str, changed: Mapping[str, bytes], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    return packed(list((members(kind) | dict(changed)).items()), how)


def within_bounds(data: bytes, name: str, limits: Limits = BOUNDS) -> Document | Report:
    """What the whole of reading makes of a file, in a process of its own under limits of time and memory."""
    return read_apart("drafter.read.reading:read", data, name, limits)


def attempt(data: bytes, name: str, limits: Limits = BOUNDS) -> str:
    """The message of the error, "" where a report comes out; no limit of time or memory may be what ends it."""
    try:
        assert isinstance(within_bounds(data, name, limits), Report)
    except InputError as error:
        assert name in str(error)
        assert "时间上限" not in str(error) and "内存上限" not in str(error)
        return str(error)
    return ""


def here(data: bytes, name: str) -> str:
    """As `attempt`, without a process of its own: for what native code has met elsewhere and Python must bear."""
    try:
        assert isinstance(read(data, name), Report)
    except InputError as error:
        assert name in str(error)
        return str(error)
    return ""


class TestBombs:
    @pytest.mark.parametrize("kind", PACKAGES)
    def test_what_unpacks_to_hundreds_of_times_its_size(self, kind: str) -> None:
        with pytest.raises(UnreadableDocument, match=r"64 MB，超过压缩前后之比 200 倍的上限，疑为压缩炸弹"):
            read(repacked(kind, {"media/x.bin": bytes(64 * MB)}), f"年报.{kind}")

    @pytest.mark.parametrize("kind", PACKAGES)
    def test_what_unpacks_to_more_than_any_report(self, kind: str) -> None:
        data = claiming(repacked(kind, {"media/x.bin": b"7" * 12_345_678}), 12_345_678, 600 * MB)
        with pytest.raises(UnreadableDocument, match="600 MB，超过 512 MB 的上限"):
            read(data, f"年报.{kind}")

    @pytest.mark.parametrize("kind", PACKAGES)
    def test_a_size_that_is_a_lie_is_found_out_without_unpacking_all(self, kind: str) -> None:
        body = BODIES[kind]
        content = members(kind)[body] + b" " * (30 * MB)
        data = claiming(repacked(kind, {body: content}), len(content), 5000)
        assert "损坏" in attempt(data, f"年报.{kind}", Limits(silence=30, seconds=60, memory=400 * MB))

    def test_a_picture_of_endless_pixels(self) -> None:
        pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
        header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
        picture = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        with pytest.raises(UnreadableDocument, match="100 百万像素的上限"):
            read(picture + chunk(b"IEND", b""), "扫描.png")


def claiming(data: bytes, size: int, claimed: int) -> bytes:
    """An archive whose headers say of the member of `size` bytes that it has as many as `claimed`."""
    found = data.replace(struct.pack("<I", size), struct.pack("<I", claimed))
    assert found != data
    return found


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


LAUGHS = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "哈" * 50}">' for i in range(9))


class TestEntities:
    @pytest.mark.parametrize("kind", PACKAGES)
    @pytest.mark.parametrize("declared", [LAUGHS, '<!ENTITY e8 SYSTEM "{file}">', '<!ENTITY e8 "9">'])
    def test_packages_that_declare_any_are_refused(self, kind: str, declared: str, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("不该读到的内容", "utf-8")
        xml = members(kind)[BODIES[kind]].decode()
        start = xml.index("?>") + 2 if xml.startswith("<?xml") else 0
        end = xml.rindex("</")
        doctype = f"<!DOCTYPE a [{declared.replace('{file}', secret.as_uri())}]>"
        bad = xml[:start] + doctype + xml[start:end] + "&e8;" + xml[end:]
        message = here(repacked(kind, {BODIES[kind]: bad.encode()}), f"年报.{kind}")
        assert "XML 实体（DOCTYPE）" in message and BODIES[kind] in message

    @pytest.mark.parametrize("name", ["年报.html", "年报.xhtml"])
    def test_pages_neither_fetch_nor_grow(self, name: str, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("不该读到的内容", "utf-8")
        for declared in (LAUGHS, f'<!ENTITY e8 SYSTEM "{secret.as_uri()}">'):
            page = f'<?xml version="1.0"?><!DOCTYPE html [{declared}]><html><body><p>收到&e8;申请</p></body></html>'
            report = within_bounds(page.encode(), name)
            assert isinstance(report, Report)
            assert "不该" not in report.text and len(report.text) < 100_000


class TestNesting:
    DEEP = 20_000

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("年报.html", "<div>" * DEEP + "年报"),
            ("年报.html", "<table><tr><td>" * 3000 + "年报"),
            ("年报.xhtml", "<html><body>" + "<div>" * DEEP + "年报" + "</div>" * DEEP + "</body></html>"),
            ("年报.md", ">" * DEEP + "年报"),
            ("年报.md", "- " * DEEP + "年报"),
            ("年报.json", '{"a":' * DEEP),
            ("年报.json", '{"schema": "drafter.report/1", "text": ' + "[" * DEEP),
            ("年报.txt", "（" * DEEP),
        ],
    )
    def test_texts(self, name: str, data: str) -> None:
        here(data.encode(), name)

    @pytest.mark.parametrize("kind", PACKAGES)
    @pytest.mark.parametrize("deep", [200, 3000])
    def test_packages(self, kind: str, deep: int) -> None:
        part = BODIES[kind]
        xml = members(kind)[part].decode()
        tag = {"docx": "w:tbl><w:tr><w:tc", "xlsx": "c", "ofd": "ofd:PageBlock"}[kind]
        closing = {"docx": "w:tc></w:tr></w:tbl", "xlsx": "c", "ofd": "ofd:PageBlock"}[kind]
        place = {"docx": "<w:p>", "xlsx": "<row ", "ofd": "<ofd:TextObject"}[kind]
        assert place in xml
        nested = xml.replace(place, f"<{tag}>" * deep + f"</{closing}>" * deep + place, 1)
        here(repacked(kind, {part: nested.encode()}), f"年报.{kind}")

    def test_parts_of_a_page_archive_inside_each_other(self) -> None:
        marks = [f"b{i}" for i in range(400)]
        opened = "".join(f'Content-Type: multipart/related; boundary="{mark}"\r\n\r\n--{mark}\r\n' for mark in marks)
        here(("MIME-Version: 1.0\r\n" + opened + "Content-Type: text/html\r\n\r\n<p>年报</p>").encode(), "年报.mht")


class TestSpans:
    ROW = '<tr><td rowspan="1000000000" colspan="1000000000">一、本年新收政府信息公开申请数量</td><td>5</td></tr>'

    def test_pages(self) -> None:
        assert attempt(f"<table>{self.ROW * 40}</table>".encode(), "年报.html") == ""

    def test_word_files(self) -> None:
        cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc>'
        spans = ("999999999", "9999", "-1", "1e9")
        tables = (f"<w:tbl>{f'<w:tr>{cell.format(span) * 30}</w:tr>' * 30}</w:tbl>" for span in spans)
        xml = members("docx")[BODIES["docx"]].decode().replace("<w:body>", "<w:body>" + "".join(tables), 1)
        assert attempt(repacked("docx", {BODIES["docx"]: xml.encode()}), "年报.docx") == ""

    def test_sheets(self) -> None:
        areas = "".join(f'<mergeCell ref="A{i}:XFD1048576"/>' for i in range(1, 3000))
        part = BODIES["xlsx"]
        xml = members("xlsx")[part].decode()
        end = xml.index("</sheetData>") + len("</sheetData>")
        more = f"<mergeCells>{areas}</mergeCells>"
        assert attempt(repacked("xlsx", {part: (xml[:end] + more + xml[end:]).encode()}), "年报.xlsx") == ""

    def test_a_cell_at_the_end_of_an_endless_sheet(self) -> None:
        part = BODIES["xlsx"]
        cell = '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
        xml = members("xlsx")[part].decode().replace("</sheetData>", cell, 1)
        attempt(repacked("xlsx", {part: xml.encode()}), "年报.xlsx")

    def test_a_row_of_the_fill_in_workbook_with_an_endless_number(self) -> None:
        with zipfile.ZipFile(io.BytesIO(seeds("xlsx")[-1])) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
        changed = [(name, content.replace(b'<row r="5"', b'<row r="999999999"')) for name, content in parts]
        attempt(packed([(n, c.replace(b'r="A5"', b'r="A999999999"')) for n, c in changed]), "填报表.xlsx")


class TestMacros:
    PROJECT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b'Attribut\0e VB_Nam\0e = "AutoOpen"\nSub AutoOpen()\nEnd Sub'

    @pytest.mark.parametrize(("kind", "suffix"), [("docx", "docm"), ("docx", "dotm"), ("xlsx", "xlsm")])
    def test_they_are_data_that_nobody_reads(self, kind: str, suffix: str) -> None:
        folder = "word" if kind == "docx" else "xl"
        data = repacked(kind, {f"{folder}/vbaProject.bin": self.PROJECT})
        plain, with_macros = read(seeds(kind)[0], f"年报.{kind}"), read(data, f"年报.{suffix}")
        assert with_macros.figures == plain.figures
        assert with_macros.text == plain.text


class TestPaths:
    TRICKS = ("../../x.xml", "/etc/passwd", "C:\\x.xml", "word/../../x", "..\\..\\x", "a" * 300, "con", "x\n.xml")

    @pytest.mark.parametrize("kind", PACKAGES)
    def test_members_are_never_written_anywhere(
        self, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a" / "b").mkdir(parents=True)
        monkeypatch.chdir(tmp_path / "a" / "b")
        data = repacked(kind, dict.fromkeys(self.TRICKS, "不该写出".encode()))
        assert read(data, f"年报.{kind}").figures == read(seeds(kind)[0], f"年报.{kind}").figures
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]

    @pytest.mark.parametrize("kind", PACKAGES)
    @pytest.mark.parametrize("again", [str, str.upper])
    def test_two_members_of_one_name_are_refused_where_they_differ(self, kind: str, again: type[str]) -> None:
        parts = list(members(kind).items())
        rival = (again(BODIES[kind]), members(kind)[BODIES[kind]].replace(b"1", b"7"))
        with pytest.raises(UnreadableDocument, match="同名而内容不同"):
            read(packed([*parts, rival]), f"年报.{kind}")
        assert isinstance(read(packed([*parts, parts[0]]), f"年报.{kind}"), Report)

    def test_parts_that_point_out_of_the_package(self) -> None:
        links = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
            ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
            ' Target="../../../../etc/passwd"/></Relationships>'
        )
        assert "没有 Word 正文" in attempt(repacked("docx", {"_rels/.rels": links.encode()}), "年报.docx")


def pdf(objects: Sequence[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF file of objects numbered from 1."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start))


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"


def stream(body: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(body), more, body)


HOSTILE_PDF = {
    "pages that hold each other": pdf([CATALOG, b"<</Type/Pages/Count 1/Kids[2 0 R]>>"]),
    "a parent that is its own": pdf([CATALOG, b"<</Type/Pages/Parent 2 0 R/Count 1/Kids[3 0 R 3 0 R 2 0 R]>>", PAGE]),
    "more pages than there are": pdf([CATALOG, b"<</Type/Pages/Count 2147483647/Kids[3 0 R]>>", PAGE, stream(b"")]),
    "a form that paints itself": pdf(
        [
            CATALOG,
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            PAGE,
            stream(b"/X Do"),
            stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"),
        ]
    ),
    "a reference to itself": pdf([b"1 0 R", b"2 0 R"]),
    "a length that is its own": pdf(
        [CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", PAGE, b"<</Length 4 0 R>>stream\n"]
    ),
    "a table of places before itself": pdf([CATALOG, b"<</Kids[]>>"], b"/Root 1 0 R/Prev 9").replace(
        b"/Prev 9", b"/Prev 0"
    ),
    "arrays without end": pdf([b"[" * 100_000, b"<<" * 100_000]),
    "a stream that unpacks twice": pdf(
        [
            CATALOG,
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            PAGE,
            stream(zlib.compress(zlib.compress(b" " * (64 * MB), 1)), b"/Filter[/FlateDecode/FlateDecode]"),
        ]
    ),
}


@pytest.mark.parametrize("data", HOSTILE_PDF.values(), ids=HOSTILE_PDF.keys())
def test_pdf_files_that_make_parsers_hang_or_swell(data: bytes) -> None:
    limits = Limits(silence=4, seconds=20, memory=1024 * MB)
    with pytest.raises(InputError, match=r"年报\.pdf.*(损坏|没有文字层|4 秒没有进展，达到时间上限|1024 MB 的内存上限)"):
        read_apart("drafter.read.pdf:read", data, "年报.pdf", limits)
