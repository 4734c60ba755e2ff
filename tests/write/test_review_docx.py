"""The reviewed Word file: comments on the exact characters, and nothing else changed."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from drafter.check import check
from drafter.documents import Report, Review
from drafter.read import read, read_file
from drafter.write import docx as report_docx
from drafter.write.review_docx import write

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REPORT = CORPUS / "yanhe_ziran_2023.html"
OTHER = CORPUS / "yanhe_ziran_2022.html"


def wrong_review(report: Report) -> Review:
    """The report held against another year's tables, so that many numbers are contradicted."""
    return check(report.model_copy(update={"figures": read_file(OTHER).figures}))


def commented(data: bytes) -> list[tuple[str, str]]:
    """(words under the comment, text of the comment) of every comment, in order of its number."""
    document = docx.Document(io.BytesIO(data))
    texts = {comment.comment_id: comment.text for comment in document.comments}
    found: dict[int, str] = {}
    open_at: set[int] = set()
    for element in document.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            number = int(str(element.get(qn("w:id"))))
            open_at.add(number)
            found[number] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            open_at.discard(int(str(element.get(qn("w:id")))))
        elif element.tag == qn("w:t"):
            for number in open_at:
                found[number] += element.text or ""
    return [(found[number], texts[number]) for number in sorted(found)]


def paragraphs(data: bytes) -> list[str]:
    document: Any = docx.Document(io.BytesIO(data))
    return [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]


def test_every_finding_has_a_comment_on_its_own_words() -> None:
    original = report_docx.write(read_file(REPORT))
    review = wrong_review(read(original, "报告.docx"))
    first, *marked = commented(write(review, original))
    assert first[0] == review.text.partition("\n")[0] and "错误 44" in first[1]
    assert len(marked) == len(review.findings) > 20
    for (words, comment), finding in zip(marked, review.findings, strict=True):
        assert finding.message in comment
        if finding.quote is not None:
            assert "".join(words.split()) == "".join(finding.quote.split())


def test_the_words_of_the_original_stay_as_they_are() -> None:
    original = report_docx.write(read_file(REPORT))
    marked = write(wrong_review(read(original, "报告.docx")), original)
    assert paragraphs(marked) == paragraphs(original)
    before, after = (zipfile.ZipFile(io.BytesIO(data)) for data in (original, marked))
    assert before.read("word/styles.xml") == after.read("word/styles.xml")
    assert [n for n in before.namelist() if n not in after.namelist()] == []


def test_a_page_is_drawn_as_word_first() -> None:
    review = wrong_review(read_file(REPORT))
    data = write(review)
    assert len(commented(data)) == 1 + len(review.findings)
    assert write(review) == data
    assert read(data, "批注.docx").text == review.text


def test_numbers_split_over_runs_and_beside_pictures_are_found() -> None:
    document = docx.Document()
    document.add_paragraph("某某县水务局2024年政府信息公开工作年度报告")
    paragraph = document.add_paragraph()
    for piece, bold in (("全年新收政府信息公开申", False), ("请1", True), ("2", False), ("件，均已办结。", False)):
        paragraph.add_run(piece).bold = bold
    stream = io.BytesIO()
    document.save(stream)
    report = read(stream.getvalue(), "报告.docx").model_copy(update={"figures": {"t3.new.total": 9}, "edition": "2021"})
    data = write(check(report, select=["NUM"]), stream.getvalue())
    assert [words for words, _ in commented(data)[1:]] == ["12件"]
    assert paragraphs(data) == paragraphs(stream.getvalue())


@pytest.mark.parametrize("drawn", [True, False])
def test_a_finding_about_a_table_stands_on_its_cell(drawn: bool) -> None:
    report = read_file(REPORT)
    figures = {**report.figures, "t4.review.total": 99}
    original = report_docx.write(report.model_copy(update={"figures": figures}))
    review = check(read(original, "报告.docx"), select=["TAB104"])
    _, (words, comment) = commented(write(review, None if drawn else original))
    assert words == "99" and "TAB104" in comment


def test_a_finding_about_a_cell_the_file_lacks_stands_on_its_section() -> None:
    report = read_file(REPORT)
    original = report_docx.write(report.model_copy(update={"figures": {}}))
    figures = {**report.figures, "t3.carried_out.total": 99}
    lacking = read(original, "报告.docx").model_copy(update={"figures": figures, "edition": "2021"})
    _, (words, comment) = commented(write(check(lacking, select=["TAB101"]), original))
    assert words.startswith("三、") and "TAB101" in comment


def test_a_file_with_nothing_checked_says_so() -> None:
    original = report_docx.write(read_file(REPORT).model_copy(update={"figures": {}}))
    ((words, comment),) = commented(write(check(read(original, "报告.docx"), select=["NUM101"]), original))
    assert words == "砚河县自然资源局2023年政府信息公开工作年度报告"
    assert "不能视为通过" in comment and "NUM101 未能判断" in comment


def test_places_of_another_file_are_not_used() -> None:
    """A report file keeps where a Word file had its paragraphs; the page drawn of it has them elsewhere."""
    document = docx.Document()
    for text in ("", "", "某某县水务局2024年政府信息公开工作年度报告", "", "全年新收政府信息公开申请12件。"):
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    report = read(stream.getvalue(), "报告.docx").model_copy(update={"figures": {"t3.new.total": 9}, "edition": "2021"})
    assert report.places
    review = check(report, select=["NUM"])
    assert [words for words, _ in commented(write(review, stream.getvalue()))[1:]] == ["12件"]
    assert [words for words, _ in commented(write(review))[1:]] == ["12件"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_office_program_opens_the_marked_file(tmp_path: Path) -> None:
    review = wrong_review(read_file(REPORT))
    (tmp_path / "m.docx").write_bytes(write(review))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "odt",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "m.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    content = zipfile.ZipFile(tmp_path / "m.odt").read("content.xml").decode()
    assert content.count("<office:annotation ") == 1 + len(review.findings)
