from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from drafter.documents import ExtraFigure, Report
from drafter.draft import parse_notes
from drafter.form import EDITION_NAMES, Amount, edition
from drafter.pipeline import draft_report
from drafter.read.workbook import read
from drafter.write.workbook import template
from drafter.write.workbook.lists import HEADINGS, USUAL_NAMES

MakeReport = Callable[..., Report]
SHEETS = ["填报说明", "表二", "表三", "表四", "上年数据", "补充数据", "工作素材", "_键"]
APPLICANTS = ("natural", "commercial", "research", "public_welfare", "legal_service", "other")


def opened(data: bytes, *, results: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(data), data_only=results)


def sheet(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def places(book: Workbook) -> dict[str, tuple[str, str]]:
    rows = sheet(book, "_键").iter_rows(min_row=3, values_only=True)
    return {str(key): (str(name), str(area)) for name, area, key, *_ in rows}


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled(data: bytes, values: Mapping[str, int | str]) -> bytes:
    book = opened(data)
    at = places(book)
    for key, value in values.items():
        name, area = at[key]
        book[name][area] = value
    return saved(book)


# ---------------------------------------------------------------- what the clerk finds


@pytest.mark.parametrize("name", EDITION_NAMES)
def test_every_cell_of_the_form_has_its_place(name: str) -> None:
    book = opened(template(edition(name)))
    assert book.sheetnames == SHEETS
    assert sheet(book, "_键").sheet_state == "hidden"
    head = next(sheet(book, "_键").iter_rows(max_row=1, max_col=3, values_only=True))
    assert head == ("drafter.workbook", 1, name)
    at = places(book)
    printed = set(edition(name).printed)
    assert {key for key in at if key[:2] in ("t2", "t3", "t4")} == printed
    assert {key.removeprefix("prev.") for key in at if key.startswith("prev.")} == printed
    assert len(set(at.values())) == len(at)


@pytest.mark.parametrize("name", EDITION_NAMES)
def test_only_cells_to_fill_in_are_unlocked(name: str) -> None:
    book = opened(template(edition(name)))
    expected: dict[str, set[str]] = {title: set() for title in SHEETS}
    for title, area in places(book).values():
        block = sheet(book, title)[area]
        lines = block if isinstance(block, tuple) else ((block,),)
        expected[title] |= {cell.coordinate for line in lines for cell in line}
    for title in SHEETS:
        found = sheet(book, title)
        assert found.protection.sheet
        assert found.protection.password is None
        cells = (cell for row in found.iter_rows() for cell in row if isinstance(cell, Cell))
        open_cells = {cell.coordinate for cell in cells if not cell.protection.locked}
        assert open_cells == expected[title]


def test_tables_are_laid_out_as_in_the_form() -> None:
    book = opened(template(edition("2021")))
    assert "A9:A30" in {str(area) for area in sheet(book, "表三").merged_cells.ranges}
    assert sheet(book, "表三")["A9"].value == "三、本年度办理结果"
    assert places(book)["t3.new.natural"] == ("表三", "D7")
    assert places(book)["t3.carried_out.total"] == ("表三", "J31")
    assert places(book)["t4.after_review.total"] == ("表四", "P7")


def test_cells_refuse_what_does_not_belong_there() -> None:
    book = opened(template(edition("2019")))
    at = places(book)
    wanted = {
        "t3.new.natural": ("whole", "greaterThanOrEqual", "0"),
        "t3.new.total": ("whole", "greaterThanOrEqual", "0"),
        "t2.fees.change": ("whole", "between", "-100000000"),
        "t2.procurement.amount": ("decimal", "greaterThanOrEqual", "0"),
        "year": ("whole", "between", "2008"),
    }
    for key, rule in wanted.items():
        title, area = at[key]
        (found,) = [v for v in sheet(book, title).data_validations.dataValidation if area in v.cells]
        assert (found.type, found.operator, found.formula1) == rule
        assert found.showErrorMessage
        assert found.errorStyle == "stop"
        assert found.allow_blank
        assert found.error
        assert len(found.error) <= 225  # what Excel shows of it


def test_work_notes_may_choose_a_sub_heading_the_composer_knows() -> None:
    (choice,) = sheet(opened(template(edition("2021"))), "工作素材").data_validations.dataValidation
    assert choice.type == "list"
    assert str(choice.formula1).strip('"').split(",") == list(HEADINGS)
    assert len(str(choice.formula1)) <= 255
    notes = parse_notes("\n".join(f"- {heading}：全年开展一次。" for heading in HEADINGS))
    assert [note.heading for note in notes] == list(HEADINGS)


def test_usual_names_are_offered_and_others_allowed() -> None:
    offered = sheet(opened(template(edition("2021"))), "补充数据").data_validations.dataValidation
    (choice,) = [validation for validation in offered if validation.type == "list"]
    assert str(choice.formula1).strip('"').split(",") == list(USUAL_NAMES)
    assert len(str(choice.formula1)) <= 255
    assert not choice.showErrorMessage


@pytest.mark.parametrize("name", USUAL_NAMES)
def test_a_usual_name_makes_a_sentence_that_holds(name: str, make_report: MakeReport) -> None:
    figures = dict.fromkeys(edition("2021").printed, 0)
    extra = ExtraFigure(name=name, value=Decimal(12), unit="元" if name == "信息处理费" else "条")
    report = make_report(figures=figures).model_copy(update={"supplementary": (extra,)})
    drafted = draft_report(report)
    assert f"12{extra.unit}" in drafted.draft.report.text
    assert drafted.review.summary.errors == 0


def test_same_arguments_same_bytes() -> None:
    data = template(edition("2021"), year=2024, agency="青禾县水务局")
    assert data == template(edition("2021"), year=2024, agency="青禾县水务局")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


# ---------------------------------------------------------------- filled in from a report


def test_a_report_fills_in_what_it_has(make_report: MakeReport) -> None:
    figures: dict[str, Amount | None] = {
        "t3.new.natural": 9,
        "t3.granted.natural": None,
        "t2.fees.amount": Decimal("0.5"),
    }
    extra = ExtraFigure(name="=政策解读", value=Decimal("40"), unit="条", source="办公室台账")
    report = make_report(figures=figures).model_copy(
        update={"supplementary": (extra,), "notes": ("主动公开：发布水质月报12期。", "备注：=SUM(A1)")}
    )
    book = opened(template(edition("2021"), report=report))
    at = places(book)
    values = {key: book[title][area].value for key, (title, area) in at.items() if ":" not in area}
    assert values["agency"] == "青禾县水务局"
    assert values["year"] == 2024
    assert (values["t3.new.natural"], values["t3.granted.natural"], values["t2.fees.amount"]) == (9, None, 0.5)
    row = [cell.value for cell in sheet(book, "补充数据")["A5:D5"][0]]
    assert row == ["=政策解读", 40, "条", "办公室台账"]
    assert sheet(book, "补充数据")["A5"].data_type == "s"
    notes = [[cell.value for cell in line] for line in sheet(book, "工作素材")["A5:B6"]]
    assert notes == [["主动公开", "发布水质月报12期。"], [None, "备注：=SUM(A1)"]]


def test_a_total_stays_live_unless_the_report_contradicts_it(make_report: MakeReport) -> None:
    figures: dict[str, Amount | None] = {
        **{f"t3.new.{column}": 1 for column in APPLICANTS},
        **{f"t3.granted.{column}": 1 for column in APPLICANTS},
        "t3.new.total": 6,
        "t3.granted.total": 7,
        "t3.partial.total": None,
        "t3.carried_in.total": 4,
    }
    book = opened(template(edition("2021"), report=make_report(figures=figures)))
    at = places(book)
    values = {key: book[title][area].value for key, (title, area) in at.items() if key in figures}
    assert values["t3.new.total"] == '=IF(COUNT(D7:I7)=0,"",SUM(D7:I7))'
    assert values["t3.granted.total"] == 7
    assert str(values["t3.partial.total"]).startswith("=")
    # Only the total column is filled in: there is nothing to add up.
    assert values["t3.carried_in.total"] == 4


# ---------------------------------------------------------------- the formulas, worked out by a real office program


def sound_figures() -> dict[str, int | str]:
    """Applicants' columns of table 3 that keep every identity; tables 2 and 4; last year's carried_out."""
    figures: dict[str, int | str] = {}
    for column, new in zip(APPLICANTS, (20, 5, 0, 1, 2, 0), strict=True):
        figures |= {f"t3.new.{column}": new, f"t3.carried_in.{column}": 1, f"t3.carried_out.{column}": 0}
        figures |= {f"t3.granted.{column}": new, f"t3.denied.internal.{column}": 1, f"prev.t3.carried_out.{column}": 1}
    figures |= {"t2.normative.issued": 3, "t2.normative.repealed": 1, "t2.normative.valid": 12}
    figures |= {"prev.t2.normative.valid": 10, "t4.review.upheld": 2, "t4.review.pending": 1}
    return figures


@pytest.fixture(scope="module")
def work_out(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], bytes]:
    """A function from a workbook to the same saved by LibreOffice, with the results of its formulas."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here, so nothing works the formulas out")
    folder = tmp_path_factory.mktemp("office")

    def convert(data: bytes) -> bytes:
        source = folder / "填报表.xlsx"
        source.write_bytes(data)
        out = folder / "out"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, "--headless", profile, "--convert-to", "xlsx", "--outdir", str(out), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=240, env={**os.environ, "HOME": str(folder)})
        return (out / source.name).read_bytes()

    return convert


def verdicts(book: Workbook, title: str) -> dict[str, object]:
    """Address → what a check shows, on one sheet."""
    words = ("相符", "不符", "请核对", "待填", "上年未填")
    return {c.coordinate: c.value for row in sheet(book, title).iter_rows() for c in row if c.value in words}


def summary(book: Workbook) -> dict[str, object]:
    return {str(row[0]): row[1] for row in sheet(book, "填报说明").iter_rows(9, 11, 1, 2, values_only=True)}


def test_an_empty_form_shows_no_figures(work_out: Callable[[bytes], bytes]) -> None:
    book = opened(work_out(template(edition("2021"))), results=True)
    at = places(book)
    assert {book[t][a].value for key, (t, a) in at.items() if ":" not in a} <= {None, ""}
    assert set(verdicts(book, "表三").values()) == {"待填"}
    assert summary(book) == {"表二": "待填", "表三": "待填", "表四": "待填"}


def test_totals_come_by_themselves_and_the_identities_hold(work_out: Callable[[bytes], bytes]) -> None:
    book = opened(work_out(filled(template(edition("2021")), sound_figures())), results=True)
    at = places(book)

    def value(key: str) -> object:
        title, area = at[key]
        return book[title][area].value

    assert value("t3.new.total") == 28
    assert value("t3.processed.natural") == 21
    assert value("t3.processed.total") == 34
    assert value("t4.review.total") == 3
    assert value("prev.t3.carried_out.total") == 6
    assert value("t4.direct.total") in (None, "")
    assert set(verdicts(book, "表二").values()) == {"相符", "待填"}
    assert set(verdicts(book, "表三").values()) == {"相符", "待填"}
    assert summary(book) == {"表二": "已填的都相符", "表三": "已填的都相符", "表四": "已填的都相符"}


def test_a_broken_identity_is_flagged_where_it_breaks(work_out: Callable[[bytes], bytes]) -> None:
    broken = sound_figures() | {
        "t3.carried_out.natural": 3,  # breaks 新收加结转 of the column, and 总计's
        "t3.granted.total": 99,  # overtyped: breaks the row, and the outcomes of 总计
        "prev.t3.carried_out.commercial": 2,
        "t2.normative.repealed": 2,
        "t2.rules.issued": 2,
        "t2.rules.valid": 1,
        "t4.review.total": 5,
    }
    book = opened(work_out(filled(template(edition("2021")), broken)), results=True)
    assert summary(book) == {"表二": "1处不符，1处请核对", "表三": "6处不符", "表四": "1处不符"}
    wrong = {address for address, word in verdicts(book, "表三").items() if word == "不符"}
    granted = int(places(book)["t3.granted.total"][1][1:])
    assert f"M{granted}" in wrong
    assert {address[0] for address in wrong} == {"D", "E", "J", "M"}
    assert {address for address, word in verdicts(book, "表四").items() if word == "不符"} == {"B10"}


def test_the_2019_form_checks_its_own_identities(work_out: Callable[[bytes], bytes]) -> None:
    figures: dict[str, int | str] = {
        "t2.licensing.items_last_year": 8,
        "prev.t2.licensing.items_last_year": 10,
        "prev.t2.licensing.change": -2,
        "t2.penalty.items_last_year": 8,
        "prev.t2.penalty.items_last_year": 10,
        "prev.t2.penalty.change": 2,
        "t2.normative.published": 5,
        "t2.normative.total": 4,
        "t2.rules.made": -1,
    }
    book = opened(work_out(filled(template(edition("2019")), figures)), results=True)
    assert summary(book)["表二"] == "1处不符，2处请核对"


def test_what_an_office_program_saved_reads_back(work_out: Callable[[bytes], bytes]) -> None:
    data = filled(
        template(edition("2021"), year=2024), sound_figures() | {"t2.fees.amount": "126.5", "t3.granted.total": 99}
    )
    as_saved, as_written = read(work_out(data), "填报表.xlsx"), read(data, "填报表.xlsx")
    assert as_saved.figures == as_written.figures
    assert as_saved.figures["t3.granted.total"] == 99
    assert (as_saved.year, as_saved.edition) == (2024, "2021")
    assert as_saved.notices == ()
    assert [notice.code for notice in as_written.notices] == ["totals_computed"]
    assert as_saved.last_year == as_written.last_year != {}
