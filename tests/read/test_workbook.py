from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from drafter.errors import UnreadableDocument, UnsupportedFormat
from drafter.form import EDITION_NAMES, edition
from drafter.read import read as read_any
from drafter.read.workbook import read
from drafter.write.workbook import template

Value = int | float | str | bool | Decimal | datetime | None
APPLICANTS = ("natural", "commercial", "research", "public_welfare", "legal_service", "other")
BLANK = {name: template(edition(name), year=2024, agency="青禾县水务局") for name in EDITION_NAMES}


def filled(values: Mapping[str, Value], name: str = "2021") -> bytes:
    """The template with values in the cells of the given keys; lists by key and 1-based row, e.g. notes.text:5."""
    book = load_workbook(io.BytesIO(BLANK[name]))
    places = {str(key): (str(sheet), str(area)) for sheet, area, key, *_ in book["_键"].iter_rows(values_only=True)}
    for key, value in values.items():
        column, _, row = key.partition(":")
        sheet, area = places[column]
        book[sheet][f"{area[0]}{row}" if row else area] = value
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# ---------------------------------------------------------------- what was filled in


@pytest.mark.parametrize("name", EDITION_NAMES)
def test_an_empty_form_is_all_blanks(name: str) -> None:
    report = read(BLANK[name], "填报表.xlsx")
    assert (report.agency, report.year, report.edition) == ("青禾县水务局", 2024, name)
    assert report.figures == dict.fromkeys(edition(name).printed)
    assert (report.supplementary, report.notes, report.notices, report.text) == ((), (), (), "")
    assert report.source.format == "xlsx"
    assert report.last_years_report() is None


def test_agency_and_year_may_be_left_empty() -> None:
    report = read(template(edition("2021")), "填报表.xlsx")
    assert (report.agency, report.year) == (None, None)


@settings(max_examples=12, deadline=None)
@given(data=st.data(), name=st.sampled_from(EDITION_NAMES))
def test_figures_come_back_as_they_were_filled_in(data: st.DataObject, name: str) -> None:
    form = edition(name)
    values: dict[str, Value] = {}
    for key, cell in form.printed.items():
        counts = st.integers(-9999 if cell.column.signed else 0, 9_999_999)
        money = st.decimals(0, 99_999, places=4, allow_nan=False).filter(lambda amount: amount != int(amount))
        # Totals are numbers here, so that nothing is left to add up.
        total = cell.column.key == "total" or cell.row.key == "processed"
        values[key] = data.draw((money if cell.column.decimal else counts) | (counts if total else st.none()))
    assert read(filled(values, name), "填报表.xlsx").figures == values


def test_cells_know_where_they_were_read() -> None:
    report = read(filled({"t3.new.natural": 4}), "填报表.xlsx")
    source = report.provenance["t3.new.natural"]
    assert (source.table, source.row, source.column, source.raw) == (3, 6, 3, "4")
    assert source.where.startswith("工作表“")


def test_totals_of_the_template_are_added_up() -> None:
    parts: dict[str, Value] = {f"t3.{row}.{c}": 2 for row in ("granted", "partial") for c in APPLICANTS[:3]}
    report = read(filled(parts), "填报表.xlsx")
    assert report.figures["t3.granted.total"] == 6
    assert report.figures["t3.processed.natural"] == 4
    assert report.figures["t3.processed.other"] is None
    assert report.figures["t3.processed.total"] == 12
    assert report.figures["t3.new.total"] is None
    (notice,) = report.notices
    assert notice.code == "totals_computed"


def test_an_overtyped_total_is_taken_as_it_is() -> None:
    report = read(filled({"t4.review.upheld": 2, "t4.review.total": 9, "t4.direct.total": 1}), "填报表.xlsx")
    assert (report.figures["t4.review.total"], report.figures["t4.direct.total"]) == (9, 1)
    assert report.notices == ()


def test_a_stale_saved_total_gives_way_to_its_parts() -> None:
    data = filled({"t4.review.upheld": 2, "t4.review.pending": 1})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    formula = b'<f>IF(COUNT(B7:E7)=0,"",SUM(B7:E7))</f>'
    (name,) = [name for name, content in parts.items() if formula in content]
    parts[name] = re.sub(
        re.escape(formula) + rb"<v ?/>|" + re.escape(formula) + rb"<v></v>", formula + b"<v>7</v>", parts[name]
    )
    assert formula + b"<v>7</v>" in parts[name]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    report = read(out.getvalue(), "填报表.xlsx")
    assert report.figures["t4.review.total"] == 3
    (notice,) = report.notices
    assert notice.code == "totals_stale"
    assert "表四F7" in notice.message


@pytest.mark.parametrize("mark", ["/", "—", " ", "无", "／"])
def test_marks_for_nothing_are_blanks(mark: str) -> None:
    assert read(filled({"t3.new.natural": mark}), "填报表.xlsx").figures["t3.new.natural"] is None


@pytest.mark.parametrize(
    ("key", "typed", "amount"),
    [
        ("t3.new.natural", "１２", 12),
        ("t3.new.natural", "12 ", 12),
        ("t3.new.natural", 3.0, 3),
        ("t2.licensing.change", "-3", -3),
        ("t2.procurement.amount", "0.50", Decimal("0.50")),
    ],
)
def test_numbers_stored_as_text_are_numbers(key: str, typed: Value, amount: int | Decimal) -> None:
    found = read(filled({key: typed}, "2019"), "填报表.xlsx").figures[key]
    assert found == amount
    assert type(found) is type(amount)


@pytest.mark.parametrize("typed", ["2024年", "2024年度", 2024.0, "２０２４"])
def test_year_as_clerks_write_it(typed: Value) -> None:
    assert read(filled({"year": typed}), "填报表.xlsx").year == 2024


def test_lists_become_supplementary_figures_and_notes() -> None:
    data = filled(
        {
            "supplementary.name:5": "政策解读",
            "supplementary.value:5": 32,
            "supplementary.unit:5": "条",
            "supplementary.source:5": "局办公室台账",
            "supplementary.name:9": "政务新媒体阅读量",
            "supplementary.value:9": 1.25,
            "supplementary.unit:9": "万次",
            "notes.heading:5": "主动公开",
            "notes.text:5": "发布水质月报12期。\n覆盖全部水厂。",
            "notes.text:7": "组织培训两次。",
            "notes.text:130": "写在表外的一行。",
        }
    )
    report = read(data, "填报表.xlsx")
    assert [(f.name, f.value, f.unit, f.source) for f in report.supplementary] == [
        ("政策解读", Decimal(32), "条", "局办公室台账"),
        ("政务新媒体阅读量", Decimal("1.25"), "万次", ""),
    ]
    assert report.notes == ("主动公开：发布水质月报12期。覆盖全部水厂。", "组织培训两次。", "写在表外的一行。")


@pytest.mark.parametrize(("tick", "amount"), [("是", 0), ("否", None), (None, None)])
def test_blanks_are_zeros_where_the_clerk_says_so(tick: str | None, amount: int | None) -> None:
    report = read(filled({"blank_is_zero": tick, "t3.new.natural": 4}), "填报表.xlsx")
    assert report.figures["t3.new.natural"] == report.figures["t3.new.total"] == 4
    assert report.figures["t3.carried_in.natural"] == report.figures["t4.review.total"] == amount
    assert report.provenance["t3.carried_in.natural"].raw == ""
    assert report.last_year == {}
    assert ("blanks_as_zeros" in {notice.code for notice in report.notices}) == (amount == 0)


def test_an_empty_form_stays_blank_whatever_is_ticked() -> None:
    assert set(read(filled({"blank_is_zero": "是"}), "填报表.xlsx").figures.values()) == {None}


def test_a_template_without_the_tick_is_still_read() -> None:
    book = load_workbook(io.BytesIO(filled({"t3.new.natural": 4})))
    keys = book["_键"]
    (row,) = [at for at in range(3, keys.max_row + 1) if keys.cell(at, 3).value == "blank_is_zero"]
    keys.delete_rows(row)
    assert read(saved(book), "填报表.xlsx").figures["t3.carried_in.natural"] is None


def test_half_filled_lines_are_said_to_be_left_out() -> None:
    data = filled({"supplementary.name:5": "政策解读", "supplementary.value:7": 3, "notes.heading:6": "主动公开"})
    report = read(data, "填报表.xlsx")
    assert (report.supplementary, report.notes) == ((), ())
    assert [notice.message for notice in report.notices] == [
        "工作表“补充数据”第 5 行没有填数值，这一行没有读入。",
        "工作表“补充数据”第 7 行没有填名称，这一行没有读入。",
        "工作表“工作素材”第 6 行没有填内容，这一行没有读入。",
    ]


def test_last_year_is_a_report_of_its_own() -> None:
    data = filled({"t3.new.natural": 9, "prev.t3.carried_out.natural": 2, "prev.t4.review.upheld": 0})
    assert read(data, "填报表.xlsx").figures["t3.carried_out.natural"] is None
    previous = read(data, "填报表.xlsx").last_years_report()
    assert previous is not None
    assert (previous.agency, previous.year, previous.edition) == ("青禾县水务局", 2023, "2021")
    assert previous.figures["t3.carried_out.natural"] == 2
    assert previous.figures["t3.carried_out.total"] == 2
    assert previous.figures["t4.review.total"] == 0
    assert previous.figures["t3.new.natural"] is None
    # Table 2 was left empty as a whole: it is not part of last year's figures.
    assert not [key for key in previous.figures if key.startswith("t2")]


def test_the_common_reader_knows_the_workbook() -> None:
    report = read_any(filled({"t3.new.natural": 4}), "填报表.xlsx")
    assert report.figures["t3.new.natural"] == 4
    assert report.source.format == "xlsx"
    assert len(report.source.sha256) == 64


# ---------------------------------------------------------------- what cannot be used


@pytest.mark.parametrize(
    "typed", ["5件", "约20", "a", "12,5", "12.5万元", True, datetime(2024, 1, 5), "#REF!", "1e400"]
)
def test_what_is_no_number_is_refused_with_its_place(typed: Value) -> None:
    with pytest.raises(UnreadableDocument, match=r"填报表\.xlsx（工作表“表三”的 D7 格）：“.+”不是数字。.*请改正"):
        read(filled({"t3.new.natural": typed}), "填报表.xlsx")


@pytest.mark.parametrize("typed", [-3, "-3", 2.5, "0.50"])
@pytest.mark.parametrize("key", ["t3.new.natural", "prev.t3.new.natural"])
def test_what_is_no_count_is_refused_with_its_place(key: str, typed: Value) -> None:
    with pytest.raises(
        UnreadableDocument, match=r"填报表\.xlsx：工作表“(?:表三|上年数据)”的 D\d+ 格“.+”不是件数"
    ) as told:
        read(filled({key: typed}), "填报表.xlsx")
    assert "合计" not in str(told.value) and str(told.value).count("格") == 1, "its total is wrong by it alone"


def test_many_wrong_counts_are_told_together() -> None:
    wrong: dict[str, Value] = {f"t3.granted.{column}": -1 for column in APPLICANTS}
    with pytest.raises(UnreadableDocument, match="等 6 处不是件数"):
        read(filled(wrong), "填报表.xlsx")


def test_a_foreign_formula_without_a_result_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match=r"工作表“表二”的 B7 格.*是公式.*打开、保存一次"):
        read(filled({"t2.normative.issued": "=1+2"}), "填报表.xlsx")


@pytest.mark.parametrize("typed", ["去年", 202, "24年", 20245])
def test_what_is_no_year_is_refused(typed: Value) -> None:
    with pytest.raises(UnreadableDocument, match=r"工作表“填报说明”的 B5 格.*不是年度"):
        read(filled({"year": typed}), "填报表.xlsx")


def test_text_for_a_supplementary_value_is_refused() -> None:
    data = filled({"supplementary.name:6": "公众号推文", "supplementary.value:6": "300余"})
    with pytest.raises(UnreadableDocument, match=r"工作表“补充数据”的 B6 格.*“300余”不是数字"):
        read(data, "填报表.xlsx")


def test_a_foreign_workbook_is_told_how_to_get_ours() -> None:
    with pytest.raises(UnsupportedFormat, match=r"其他表\.xlsx：.*drafter figures template"):
        read(saved(Workbook()), "其他表.xlsx")


def test_a_missing_sheet_is_named() -> None:
    book = load_workbook(io.BytesIO(BLANK["2021"]))
    del book["表四"]
    with pytest.raises(UnreadableDocument, match="缺少工作表“表四”"):
        read(saved(book), "填报表.xlsx")


@pytest.mark.parametrize(
    ("address", "value"),
    [("B1", 99), ("C1", "2030"), ("A1", "别的"), ("C3", None), ("B3", "第四格"), ("D9", "t3.nowhere"), ("B9", "A1:B2")],
)
def test_a_damaged_key_is_refused(address: str, value: Value) -> None:
    book = load_workbook(io.BytesIO(BLANK["2021"]))
    book["_键"][address] = value
    with pytest.raises(UnsupportedFormat, match="模板版本不认识"):
        read(saved(book), "填报表.xlsx")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95, 0.999])
def test_half_a_file_is_refused(share: float) -> None:
    data = BLANK["2021"]
    with pytest.raises(UnreadableDocument, match="可能不完整"):
        read(data[: int(len(data) * share)], "填报表.xlsx")


def test_a_damaged_part_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(BLANK["2021"])) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content[: len(content) // 2] if part.endswith("sheet3.xml") else content)
    with pytest.raises(UnreadableDocument, match="可能不完整"):
        read(out.getvalue(), "填报表.xlsx")


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * (70 * 1024 * 1024))
    with pytest.raises(UnreadableDocument, match="展开后过大"):
        read(out.getvalue(), "填报表.xlsx")


def test_reading_says_nothing_to_the_terminal() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read(BLANK["2021"], "填报表.xlsx")
