"""The list of findings as a workbook: what stands in it, how it is answered, and how it prints."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest

from drafter.check import check, rules
from drafter.documents import Finding, Report, Review, Severity, Source
from drafter.read import read_file
from drafter.write.review_xlsx import ANSWERS, FINDINGS, NUMBERS, REPORTS, RULES, write

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
TITLES = {rule.code: rule.title for rule in rules()}
FIRST = 4


def wrong_review() -> Review:
    report = read_file(CORPUS / "yanhe_ziran_2023.html")
    return check(report.model_copy(update={"figures": read_file(CORPUS / "yanhe_ziran_2022.html").figures}))


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *lines = sheet.iter_rows(min_row=FIRST - 1, values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_every_finding_has_a_row_with_its_words_and_cells() -> None:
    review = wrong_review()
    listed = rows(opened(write([review], TITLES))[FINDINGS])
    assert [row["规则"] for row in listed] == [finding.rule for finding in review.findings]
    first = listed[0]
    assert (first["机关"], first["年度"], first["序号"], first["程度"]) == ("砚河县自然资源局", 2023, 1, "错误")
    assert (first["报告写的"], first["应为"]) == ("61件", "47件")
    assert first["涉及表格单元"] == "表三“一、本年新收政府信息公开申请数量”行“总计”列"
    assert first["位置"] == "（二）依申请公开"
    sentence = first["原句"]
    assert "新收申请61件" in str(sentence)
    assert [block.text for block in sentence if getattr(block, "font", None) and block.font.b] == ["61件"]
    assert first["处理意见"] is None


def test_the_answers_are_chosen_from_a_list() -> None:
    review = wrong_review()
    sheet = opened(write([review], TITLES))[FINDINGS]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == f'"{",".join(ANSWERS)}"'
    column = [cell.value for cell in sheet[FIRST - 1]].index("处理意见") + 1
    letter = openpyxl.utils.get_column_letter(column)
    assert str(choice.sqref) == f"{letter}{FIRST}:{letter}{FIRST + len(review.findings) - 1}"


def test_the_other_sheets_account_for_rules_numbers_and_reports() -> None:
    review = wrong_review()
    book = opened(write([review, review], TITLES))
    assert book.sheetnames == [FINDINGS, RULES, NUMBERS, REPORTS]
    assert len(rows(book[RULES])) == 2 * len(review.obligations)
    assert {row["结论"] for row in rows(book[RULES])} <= {"通过", "不符", "未能判断", "不适用"}
    numbers = rows(book[NUMBERS])
    assert len(numbers) == 2 * review.summary.mentions
    assert sum(row["结论"] == "不符" for row in numbers) == 2 * review.summary.contradicted
    assert [row["不符"] for row in rows(book[REPORTS])] == [review.summary.contradicted] * 2
    assert len(rows(book[FINDINGS])) == 2 * len(review.findings)
    assert "共 2 份报告" in book[FINDINGS]["A2"].value


@pytest.mark.parametrize("name", [FINDINGS, RULES, NUMBERS, REPORTS])
def test_sheets_are_set_for_reading_and_printing(name: str) -> None:
    sheet = opened(write([wrong_review()], TITLES))[name]
    assert sheet.freeze_panes == f"A{FIRST}"
    assert sheet.auto_filter.ref.startswith(f"A{FIRST - 1}:")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == f"${FIRST - 1}:${FIRST - 1}"


def test_words_of_a_report_are_never_run() -> None:
    text = "=HYPERLINK(1)\x07"
    finding = Finding(rule="TXT101", severity=Severity.INFO, message=text, start=0, end=len(text), quote=text)
    source = Source(name="=1+1", sha256="", format="text")
    book = opened(write([Review(source=source, agency="=2", text=text, findings=(finding,))], TITLES))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if str(cell.value).startswith("=")]
    assert cells and all(cell.data_type == "s" for cell in cells)


def test_nothing_found_and_nothing_checked_are_told_apart() -> None:
    good = check(read_file(CORPUS / "yanhe_ziran_2023.html"))
    bare = check(Report(source=Source(name="甲.txt", sha256="", format="text"), text="政府信息公开工作，收到申请9件。"))
    assert "没有发现问题" in opened(write([good], TITLES))[FINDINGS]["A2"].value
    assert "不能视为通过" in opened(write([bare], TITLES))[FINDINGS]["A2"].value
    assert "不能视为通过" in opened(write([good, bare], TITLES))[FINDINGS]["A2"].value
    assert "不能视为通过" in rows(opened(write([good, bare], TITLES))[REPORTS])[1]["说明"]


def test_the_same_reviews_give_the_same_bytes() -> None:
    assert write([wrong_review()], TITLES) == write([wrong_review()], TITLES)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_office_program_prints_it_across_the_page_with_heads(tmp_path: Path) -> None:
    (tmp_path / "l.xlsx").write_bytes(write([wrong_review()], TITLES))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "l.xlsx"], check=True, capture_output=True, timeout=180)
    with pdfplumber.open(tmp_path / "l.pdf") as pages:
        assert all(page.width > page.height for page in pages.pages)
        words = ["".join(page.extract_text().split()) for page in pages.pages]
    listed = [text for text in words if "涉及表格单元" in text and "处理意见" in text]
    assert len(listed) >= 2, "the heads of the list repeat on its second page"
    assert all("机关" in text and "年度" in text for text in words)
