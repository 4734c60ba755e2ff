"""A revision in the Word file: accepting all gives the revised text, rejecting all the original text."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from drafter.check import check
from drafter.documents import Edit, Proposal, Remark, Report, Review, Revision, Severity
from drafter.draft.revising import revise
from drafter.draft.revising.facts import applied
from drafter.read import read, read_file
from drafter.write import docx as report_docx
from drafter.write.revision_docx import mark

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def revision_of(report: Report, changes: list[tuple[str, str]], remarks: tuple[Remark, ...] = ()) -> Revision:
    """A revision that exchanges words where they first stand; ("", new) puts words in behind the first line."""
    proposals = []
    for number, (old, new) in enumerate(changes, 1):
        start = report.text.index(old) if old else report.text.index("\n")
        edit = Edit(start=start, end=start + len(old), old=old, new=new)
        proposals.append(
            Proposal(
                number=number, rules=("NUM101",), severity=Severity.ERROR, start=start, end=edit.end,
                before=old, after=new, why="与表不符", edits=(edit,),
            )
        )  # fmt: skip
    text = applied(report.text, [edit for proposal in proposals for edit in proposal.edits])
    return Revision(report=report, text=text, proposals=tuple(proposals), remarks=remarks)


def letters(data: bytes) -> str:
    return "".join(read(data, "报告.docx").text.split())


def test_exchanged_struck_out_and_put_in(word: Any) -> None:
    original = word.file(
        word.run("一、总体情况"),
        word.run("收到申请", word.bold) + word.run("1") + word.run("5件，均已办结") + word.run("，，结转1件。"),
        word.run("同一句话在这里又说了一遍。"),
        word.run("完。"),
    )
    report = read(original, "报告.docx")
    revision = revision_of(
        report,
        [
            ("15件", "12件"),
            ("，，", "，"),
            ("\n同一句话在这里又说了一遍。", ""),
            ("", "（修订稿）"),
            ("完。", "完毕。"),
        ],
    )
    data, made = mark(revision, original)
    assert len(made) == 5
    accepted, rejected = word.judged(data, accept=True), word.judged(data, accept=False)
    assert letters(accepted) == "".join(revision.text.split())
    assert word.shown(rejected) == word.shown(original)
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    assert {change.get(f"{W}author") for change in body.iter(f"{W}ins", f"{W}del")} == {"drafter"}
    # The end of the paragraph that goes is struck out with it.
    assert len(body.findall(f".//{W}pPr/{W}rPr/{W}del")) == 1
    comments = [comment.text for comment in docx.Document(io.BytesIO(data)).comments]
    assert "5 处修改，0 处只加批注" in comments[0]
    assert any("把“15件”改为“12件”" in text and "与表不符" in text for text in comments)
    assert any("补入“（修订稿）”" in text for text in comments)


def test_words_that_stand_in_no_certain_place_are_only_commented_on(word: Any) -> None:
    original = word.file(word.run("收到申请15件。") + word.picture)
    report = read(original, "报告.docx")
    elsewhere = report.model_copy(update={"text": report.text.replace("15件", "１５件")})
    data, made = mark(revision_of(elsewhere, [("１５件", "12件")]), original)
    assert made == ()
    assert b"<w:del " not in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    assert any("没有用修订改" in comment.text for comment in docx.Document(io.BytesIO(data)).comments)


def test_a_remark_gives_the_choices_and_an_example(word: Any) -> None:
    original = word.file(word.run("收到申请15件。"))
    report = read(original, "报告.docx")
    remark = Remark(
        rule="REP102",
        severity=Severity.WARNING,
        start=report.text.index("15件"),
        end=len(report.text) - 1,
        quote="15件",
        why="与前文不同",
        asks="哪一处对？",
        choices=("改为12件", "前文改为15件"),
        example="收到申请{数}件。",
    )
    data, _ = mark(revision_of(report, [], (remark,)), original)
    (_, comment) = docx.Document(io.BytesIO(data)).comments
    assert comment.text.split("\n") == [
        "提醒 REP102：与前文不同",
        "哪一处对？",
        "可选：改为12件",
        "可选：前文改为15件",
        "别的机关这样写（仅供参考，数字和名称已隐去）：收到申请×件。",
    ]


def test_words_put_in_beside_another_authors_insertion(word: Any) -> None:
    original = word.file(word.run("一、总体情况"), word.inserted(word.run("收到申请15件。") + word.run("办结。")))
    report = read(original, "报告.docx")
    data, made = mark(revision_of(report, [("办结", "已办结")]), original)
    assert len(made) == 1
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    assert not body.findall(f".//{W}ins//{W}ins")
    assert word.shown(word.judged(data, accept=True))[-1] == "收到申请15件。已办结。"
    ours = word.judged(data, accept=False, author="drafter")
    assert word.shown(ours) == word.shown(original)


def corpus_revision() -> tuple[Report, Revision]:
    """A page held against another year's tables, with marks and a sentence that need mending besides."""
    report = read_file(CORPUS / "yanhe_ziran_2023.html")
    figures = read_file(CORPUS / "yanhe_ziran_2022.html").figures
    wrong = report.model_copy(update={"figures": figures})

    def again(changed: Report) -> Review:
        return check(changed)

    return wrong, revise(again(wrong), again=again)


def test_a_page_is_drawn_and_revised(word: Any) -> None:
    report, revision = corpus_revision()
    data, made = mark(revision)
    assert len(made) == len(revision.proposals) > 20
    plain = report_docx.write(report)
    assert word.shown(word.judged(data, accept=False)) == word.shown(plain)
    accepted = read(word.judged(data, accept=True), "甲.docx")
    assert "".join(accepted.text.split()) == "".join(revision.text.split())
    assert check(accepted).summary.contradicted == revision.after.contradicted
    assert mark(revision)[0] == data


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_office_program_accepts_and_rejects_alike(word: Any, tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, rejecting gives the original and accepting the revised text."""
    report, revision = corpus_revision()
    (tmp_path / "修订.docx").write_bytes(mark(revision)[0])
    profile, wanted = f"-env:UserInstallation=file://{tmp_path}/profile", "docx:MS Word 2007 XML"
    command = ["soffice", "--headless", profile, "--convert-to", wanted, "--outdir", str(tmp_path / "saved")]
    subprocess.run([*command, str(tmp_path / "修订.docx")], check=True, capture_output=True, timeout=180)
    saved = (tmp_path / "saved" / "修订.docx").read_bytes()
    assert letters(word.judged(saved, accept=False)) == letters(report_docx.write(report))
    assert check(read(word.judged(saved, accept=True), "甲.docx")).summary.contradicted == revision.after.contradicted


def test_a_comment_does_not_keep_the_number_that_goes(word: Any) -> None:
    original = word.file(word.run("申请人身份证号110101199003078515。"))
    report = read(original, "报告.docx")
    revision = revision_of(report, [("110101199003078515", "110***************")])
    personal = tuple(p.model_copy(update={"rules": ("PRI101",), "before": ""}) for p in revision.proposals)
    data, made = mark(revision.model_copy(update={"proposals": personal}), original)
    assert len(made) == 1
    assert not any("110101199003078515" in comment.text for comment in docx.Document(io.BytesIO(data)).comments)
    assert "110101199003078515" not in letters(word.judged(data, accept=True))
