"""Spreadsheets and CSV files of any layout: cells as the clerk sees them, tables wherever they stand."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from drafter.documents import Report
from drafter.errors import UnreadableDocument
from drafter.form import Amount, Edition, edition
from drafter.read import read
from drafter.read.sheet_cells import Typed, text_of
from tests.read.damage import packed

FORM = edition("2021")


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    """A workbook with `change` made to its first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book.worksheets[0])
    return saved(book)


def address(data: bytes, value: object) -> tuple[int, int]:
    """1-based row and column of the cell of the first sheet that holds `value`."""
    sheet: Any = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return next((c.row, c.column) for row in sheet.iter_rows() for c in row if c.value == value)


def messages(report: Report, code: str) -> str:
    return "\n".join(notice.message for notice in report.notices if notice.code == code)


def test_everything_on_one_sheet(forms: Any, form: Edition, unique: dict[str, Amount | None]) -> None:
    report = read(forms.xlsx(form, unique), "a.xlsx")
    assert report.figures == unique
    assert (report.agency, report.year, report.source.format) == ("云岭县水利局", 2023, "xlsx")
    assert [s.id for s in report.sections] == ["0", "1", "2", "3", "4", "5", "6"]
    assert "第1节的正文写在这里" in report.text
    assert report.notices == ()


def test_blanks_stay_blank(forms: Any, form: Edition, unique: dict[str, Amount | None]) -> None:
    some = {key: None if i % 3 else value for i, (key, value) in enumerate(unique.items())}
    assert read(forms.xlsx(form, some), "a.xlsx").figures == some


def test_a_sheet_for_each_table_and_one_for_the_text(
    forms: Any, form: Edition, unique: dict[str, Amount | None]
) -> None:
    whole = openpyxl.load_workbook(io.BytesIO(forms.xlsx(form, unique)))
    for title in ("二", "三", "四"):
        copy = whole.copy_worksheet(whole.worksheets[0])
        copy.title = title
    starts = [address(forms.xlsx(form, unique), f"{'一二三四五六'[i]}、{form.sections[i]}")[0] for i in range(6)]
    for sheet, (first, last) in zip(whole.worksheets[1:], [(1, 2), (2, 3), (3, 4)], strict=True):
        keep = range(starts[first], starts[last])
        _clear(sheet, lambda row, keep=keep: row not in keep)  # type: ignore[misc]
    _clear(whole.worksheets[0], lambda row: starts[1] < row < starts[4])
    report = read(saved(whole), "a.xlsx")
    assert report.figures == unique
    assert {source.table for source in report.provenance.values()} == {2, 3, 4}


def _clear(sheet: Any, chosen: Callable[[int], bool]) -> None:
    for area in [a for a in sheet.merged_cells.ranges if chosen(a.min_row)]:
        sheet.unmerge_cells(str(area))
    for row in sheet.iter_rows():
        for cell in row:
            if chosen(cell.row):
                cell.value = None


def test_places_are_those_of_the_sheet(forms: Any, unique: dict[str, Amount | None]) -> None:
    unique = {key: 100 + i for i, key in enumerate(FORM.printed)}
    data = forms.xlsx(FORM, unique)
    report = read(data, "a.xlsx")
    for key in ("t2.rules.issued", "t3.granted.natural", "t4.review.total"):
        row, column = address(data, unique[key])
        source = report.provenance[key]
        assert (source.row + 1, source.column + 1) == (row, column)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,234", 1234),
        (12.0, 12),
        ("１２", 12),
        (" 12 ", 12),
        ("12件", 12),
        ("/", None),
        ("—", None),
        ("22（其中修订16件）", 22),
    ],
)
def test_what_may_stand_in_a_cell(typed: object, amount: Amount | None, forms: Any) -> None:
    data = forms.xlsx(FORM, {key: 100 + i for i, key in enumerate(FORM.printed)})
    row, column = address(data, 100)
    report = read(changed(data, lambda sheet: sheet.cell(row, column, typed)), "a.xlsx")
    assert report.figures["t2.rules.issued"] == amount


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        (datetime.datetime(2024, 1, 2), "cell_unread", "2024年1月2日"),
        ("=1+1", "formula_without_result", "公式"),
        ("#REF!", "formula_failed", "#REF!"),
        (0.25, "", ""),
    ],
)
def test_what_is_no_count_is_left_out_and_named(typed: object, code: str, says: str, forms: Any) -> None:
    data = forms.xlsx(FORM, {key: 100 + i for i, key in enumerate(FORM.printed)})
    row, column = address(data, 100)

    def put(sheet: Any) -> None:
        sheet.cell(row, column, typed)
        if isinstance(typed, float):
            sheet.cell(row, column).number_format = "0%"

    report = read(changed(data, put), "a.xlsx")
    if code:
        assert "t2.rules.issued" not in report.figures
        assert says in messages(report, code)
    else:
        assert report.figures["t2.rules.issued"] != 25
    assert len(report.figures) >= len(FORM.printed) - 1


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (12.0, "General", "12"),
        (12, '0"件"', "12件"),
        (43.788, "0.000_ ", "43.788"),
        (1234.5, "#,##0.00;[Red]-#,##0.00", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (7, "000", "7"),
        (5, "@", "5"),
    ],
)
def test_numbers_read_as_typed(value: float, code: str, text: str) -> None:
    assert text_of(Typed(value, code, False)) == (text, None)


def test_a_number_that_shows_rounded_is_read_as_stored_and_named() -> None:
    text, remark = text_of(Typed(12.4, "0", False))
    assert text == "12.4"
    assert remark is not None and "显示为 12" in remark[1]


def test_hidden_sheets_are_passed_over(forms: Any, unique: dict[str, Amount | None], form: Edition) -> None:
    book = openpyxl.load_workbook(io.BytesIO(forms.xlsx(form, unique)))
    hidden = book.copy_worksheet(book.worksheets[0])
    hidden.title, hidden.sheet_state = "上年", "hidden"
    row, column = address(saved(book), 100)
    hidden.cell(row, column, 99)
    report = read(saved(book), "a.xlsx")
    assert report.figures == unique
    assert "“上年”" in messages(report, "sheet_hidden")


def test_two_years_side_by_side_are_not_mixed_up(forms: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(forms.xlsx(FORM, dict.fromkeys(FORM.printed, 4))))
    other = book.copy_worksheet(book.worksheets[0])
    for line in other.iter_rows():
        for cell in line:
            if cell.value == 4:
                cell.value = 5
    report = read(saved(book), "a.xlsx")
    assert report.figures == {}
    assert "数值不同" in messages(report, "cell_repeated")


def test_a_workbook_with_nothing_of_a_report(tmp_path: Any) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["姓名", "电话"])
    book.worksheets[0].append(["某人", 7])
    report = read(saved(book), "a.xlsx")
    assert report.figures == {}
    assert "不是格式规定的表" in messages(report, "table_not_in_form")


def test_far_too_many_rows() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("长")
    for i in range(6000):
        sheet.append([i])
    with pytest.raises(UnreadableDocument, match=r"工作表“长”.*5000 行的上限"):
        read(saved(book), "a.xlsx")


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.tsv", "\t"), ("a.csv", "\t"), ("a.csv", ";")])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_with_marks_between_cells(
    name: str, mark: str, charset: str, forms: Any, form: Edition, unique: dict[str, Amount | None]
) -> None:
    report = read(forms.csv(form, unique, mark).encode(charset), name)
    assert report.figures == unique
    assert report.year == 2023
    assert report.source.format == "csv"


def test_a_quoted_thousand_is_a_thousand(forms: Any) -> None:
    text = forms.csv(FORM, {key: 1000 + i for i, key in enumerate(FORM.printed)}, ",").replace(",1000,", ',"1,000",')
    assert read(text.encode(), "a.csv").figures["t2.rules.issued"] == 1000


def test_money_keeps_its_decimals(forms: Any) -> None:
    figures = {**dict.fromkeys(FORM.printed, 1), "t2.fees.amount": Decimal("43.788")}
    assert read(forms.xlsx(FORM, figures), "a.xlsx").figures["t2.fees.amount"] == Decimal("43.788")
    assert read(forms.csv(FORM, figures, ",").encode(), "a.csv").figures["t2.fees.amount"] == Decimal("43.788")


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(UnreadableDocument, match=r"控制字符|编码"):
        read(b"a,b\n\x00\x01\xff", "a.csv")
    with pytest.raises(UnreadableDocument, match="引号没有配对"):
        read(b'a,b\n"c' + b"x" * 200_000, "a.csv")


@pytest.mark.parametrize("value", ["1e300", "123456789012345678901234567890", "-1e99", "5e-324"])
def test_numbers_beyond_all_counts_are_read_without_fail(value: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["行政复议", 0.5])
    sheet.cell(1, 2).number_format = "0.00"
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = [
            (part, archive.read(part).replace(b"<v>0.5</v>", f"<v>{value}</v>".encode())) for part in archive.namelist()
        ]
    assert read(packed(parts), "a.xlsx").source.format == "xlsx"


def test_a_style_numbered_beyond_all_styles_is_damage() -> None:
    with zipfile.ZipFile(io.BytesIO(saved(openpyxl.Workbook()))) as archive:
        parts = [(part, archive.read(part)) for part in archive.namelist()]
    bad = [(part, content.replace(b'numFmtId="0"', b'numFmtId="99999999999"')) for part, content in parts]
    with pytest.raises(UnreadableDocument, match=r"a\.xlsx：打不开这个工作簿"):
        read(packed(bad), "a.xlsx")
