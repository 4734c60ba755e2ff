"""Tracked changes in the reviewed Word file: rejecting gives the original back, accepting what the tables say."""

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
from lxml import etree

from drafter.check import check
from drafter.documents import Review
from drafter.form import edition
from drafter.pipeline import corrections_of, obstacles_of
from drafter.read import read, read_file
from drafter.write import docx as report_docx
from drafter.write.review_docx import mark, write

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
COLUMNS = ("natural", "commercial", "research", "public_welfare", "legal_service", "other")
ROWS = {"new": 156, "carried_in": 12, "processed": 160, "carried_out": 8, "granted": 100, "partial": 60}
FIGURES = dict.fromkeys(edition("2021").printed, 0) | {
    f"t3.{row}.{column}": total for row, total in ROWS.items() for column in ("natural", "total")
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def reviewed(data: bytes) -> Review:
    """A review of the file's text against tables in which 156 applications were received."""
    return check(read(data, "报告.docx").model_copy(update={"figures": FIGURES, "edition": "2021"}), select=["NUM"])


def fixed(data: bytes) -> bytes:
    review = reviewed(data)
    return write(review, data, corrections_of(review))


def texts(data: bytes) -> list[str]:
    document: Any = docx.Document(io.BytesIO(data))
    return [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]


def looks(data: bytes) -> list[tuple[str, bytes]]:
    """(letter, properties of its run) of every letter of the body, cut into runs as it may be."""
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    found = []
    for text in body.iter(f"{W}t"):
        run = text.getparent()
        look = run.find(f"{W}rPr") if run is not None else None
        found += [(letter, b"" if look is None else etree.tostring(look)) for letter in text.text or ""]
    return found


def other_parts(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    changed = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    return {name: archive.read(name) for name in archive.namelist() if name not in changed}


def test_the_other_parts_stay_byte_for_byte(word: Any) -> None:
    original = word.file(
        word.run("一、总体情况"),
        word.numbered + word.run("全年新收政府信息公开申请166件") + word.footnote + word.run("。") + word.picture,
    )
    marked = fixed(original)
    assert marked != original
    assert other_parts(marked) == other_parts(original)
    assert b"word/media/image1.png" in zipfile.ZipFile(io.BytesIO(marked)).read("word/_rels/document.xml.rels") or (
        b"media/image1.png" in zipfile.ZipFile(io.BytesIO(marked)).read("word/_rels/document.xml.rels")
    )
    body = zipfile.ZipFile(io.BytesIO(marked)).read("word/document.xml")
    assert all(mark in body for mark in (b"footnoteReference", b"numPr", b"drawing", b"headerReference"))
    assert word.shown(word.judged(marked, accept=False)) == word.shown(original)
    assert word.shown(word.judged(marked, accept=True))[-1] == "全年新收政府信息公开申请156件。"


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["全年新收政府信息公开申请166件。"], "全年新收政府信息公开申请156件。"),
        (["全年新收政府信息公开申", "请1", "6", "6件。"], "全年新收政府信息公开申请156件。"),
        (["新收申请１６", "６件，办结161件。"], "新收申请１５６件，办结160件。"),
        (["新收申请一百", "六十六件，结转下年度9件。"], "新收申请一百五十六件，结转下年度8件。"),
        (["新收申请 1,1", "66 件，上年结转三件。"], "新收申请 156 件，上年结转十二件。"),
        (
            ["办结政府信息公开申请160件，予以公开90件，占", "5", "0.0%。"],
            "办结政府信息公开申请160件，予以公开100件，占62.5%。",
        ),
    ],
)
def test_numbers_split_over_runs_keep_their_look(word: Any, pieces: list[str], expected: str) -> None:
    original = word.file("".join(word.run(p, word.bold if i % 2 else "") for i, p in enumerate(pieces)))
    marked = fixed(original)
    assert word.shown(word.judged(marked, accept=False)) == word.shown(original)
    assert looks(word.judged(marked, accept=False)) == looks(original)
    assert word.shown(word.judged(marked, accept=True))[-1] == expected
    assert read(marked, "报告.docx").text.endswith(read(word.judged(marked, accept=True), "甲.docx").text[-9:])
    assert reviewed(marked).summary.contradicted == 0
    kept = dict.fromkeys(look for _, look in looks(original))
    assert set(dict(looks(word.judged(marked, accept=True))).values()) <= set(kept)


def test_the_comment_stays_on_the_number_and_tells_of_the_change(word: Any) -> None:
    marked = fixed(word.file(word.run("全年新收政府信息公开申请166件。")))
    document = docx.Document(io.BytesIO(marked))
    _, comment = document.comments
    assert "NUM101" in comment.text and "已用修订把“166”改为“156”" in comment.text
    inside, open_now = "", False
    for element in document.element.body.iter():
        if element.tag in (qn("w:commentRangeStart"), qn("w:commentRangeEnd")) and element.get(qn("w:id")) == "1":
            open_now = element.tag == qn("w:commentRangeStart")
        inside += (element.text or "") if open_now and element.tag in (qn("w:t"), qn("w:delText")) else ""
    assert inside == "166156件"


def test_the_comment_tells_why_a_number_is_not_changed(word: Any) -> None:
    original = word.file(word.run("新收政府信息公开申请166件。本年制发行政规范性文件3件。"))
    review = reviewed(original)
    data, made = mark(review, original, corrections_of(review), obstacles_of(review))
    told = {comment.text for comment in docx.Document(io.BytesIO(data)).comments}
    assert [correction.new for correction in made] == ["156"]
    assert sum("已用修订" in text for text in told) == 1
    (left,) = [text for text in told if "没有用修订改" in text]
    assert "3件" in left and "没有勾稽关系可以佐证" in left


def test_changes_that_stand_in_the_file_are_left_to_their_author(word: Any) -> None:
    original = word.file(
        word.run("全年新收政府信息公开申请")
        + word.deleted("200")
        + word.inserted(word.run("166件") + word.run("，比") + word.run("较多"))
        + word.run("。")
    )
    marked = fixed(original)
    ours = word.judged(marked, accept=False, author="drafter")
    assert word.shown(ours) == word.shown(original)
    assert word.shown(word.judged(ours, accept=True)) == word.shown(word.judged(original, accept=True))
    assert word.shown(word.judged(marked, accept=False)) == word.shown(word.judged(original, accept=False))
    assert word.shown(word.judged(marked, accept=True))[-1] == "全年新收政府信息公开申请156件，比较多。"
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(marked)).read("word/document.xml"))
    numbers = [change.get(f"{W}id") for change in body.iter(f"{W}ins", f"{W}del")]
    assert len(numbers) == len(set(numbers))
    assert not body.findall(f".//{W}ins//{W}ins")


def test_a_number_that_stands_twice_is_changed_where_it_is_meant(word: Any) -> None:
    original = word.file(word.run("受理信访166件，新收政府信息公开申请166件，视频166条。"))
    assert (
        word.shown(word.judged(fixed(original), accept=True))[-1]
        == "受理信访166件，新收政府信息公开申请156件，视频166条。"
    )


def test_a_number_around_a_picture_is_only_commented(word: Any) -> None:
    holder = word.picture.replace("<w:r>", '<w:r><w:t xml:space="preserve">1</w:t>').replace(
        "</w:r>", "<w:t>66</w:t></w:r>"
    )
    original = word.file(word.run("新收申请") + holder + word.run("件。"))
    review = reviewed(original)
    assert corrections_of(review), "the text itself could be corrected"
    marked = fixed(original)
    assert b"<w:del " not in zipfile.ZipFile(io.BytesIO(marked)).read("word/document.xml")
    assert len(list(docx.Document(io.BytesIO(marked)).comments)) == 2


def test_marks_are_dated_as_the_file_and_the_same_review_gives_the_same_bytes(word: Any) -> None:
    original = word.file(word.run("新收申请166件。"))
    assert fixed(original) == fixed(original)
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(fixed(original))).read("word/document.xml"))
    assert {change.get(f"{W}date") for change in body.iter(f"{W}ins", f"{W}del")} == {"2025-01-09T08:30:00Z"}
    assert {change.get(f"{W}author") for change in body.iter(f"{W}ins", f"{W}del")} == {"drafter"}


def test_comments_that_stand_in_the_file_are_kept(word: Any) -> None:
    once = write(reviewed(word.file(word.run("新收申请166件。"))), word.file(word.run("新收申请166件。")))
    twice = fixed(once)
    texts_of = [comment.text for comment in docx.Document(io.BytesIO(twice)).comments]
    assert len(texts_of) == 4 and texts_of[1] in texts_of[3]
    assert [c.comment_id for c in docx.Document(io.BytesIO(twice)).comments] == [0, 1, 2, 3]


def page_review() -> Review:
    """A page held against another year's tables, which contradict many of its numbers."""
    report = read_file(CORPUS / "yanhe_ziran_2023.html")
    return check(report.model_copy(update={"figures": read_file(CORPUS / "yanhe_ziran_2022.html").figures}))


def test_a_page_drawn_as_word_gets_the_same_changes(word: Any) -> None:
    review = page_review()
    made = corrections_of(review)
    assert len(made) > 20
    marked = write(review, None, made)
    assert texts(word.judged(marked, accept=False)) == texts(report_docx.write(review.report()))
    accepted = read(word.judged(marked, accept=True), "甲.docx")
    again = check(accepted)
    assert again.summary.contradicted == review.summary.contradicted - len(made)
    assert write(review, None, made) == marked


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_office_program_keeps_every_change(word: Any, tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, rejecting still gives the original and accepting the corrected text."""
    review = page_review()
    made = corrections_of(review)
    marked = write(review, None, made)
    named = {
        "marked": marked,
        "rejected": word.judged(marked, accept=False),
        "accepted": word.judged(marked, accept=True),
        "original": report_docx.write(review.report()),
    }
    for name, data in named.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    saved = tmp_path / "saved"
    convert(tmp_path, "docx", [tmp_path / "marked.docx"], saved)
    convert(tmp_path, "txt:Text", [tmp_path / f"{name}.docx" for name in ("rejected", "accepted", "original")], saved)
    assert (saved / "rejected.txt").read_bytes() == (saved / "original.txt").read_bytes()
    assert (saved / "accepted.txt").read_bytes() != (saved / "original.txt").read_bytes()
    again = (saved / "marked.docx").read_bytes()
    assert narrative(word.judged(again, accept=False)) == narrative(named["original"])
    accepted = read(word.judged(again, accept=True), "甲.docx")
    assert check(accepted).summary.contradicted == review.summary.contradicted - len(made)


def narrative(data: bytes) -> list[str]:
    document: Any = docx.Document(io.BytesIO(data))
    return [p.text for p in document.paragraphs if p.text]


def convert(home: Path, kind: str, files: list[Path], out: Path) -> None:
    profile = f"-env:UserInstallation=file://{home}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
