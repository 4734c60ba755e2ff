"""The fill-in workbook: the three tables as in the form, with live totals and checks, for a clerk to fill in.

A hidden sheet says for every cell to be filled in which cell of the form it is, so that reading the workbook needs
nothing but the workbook: rows of (sheet, address, key, keys it sums up, formula of the sum), after a first row with the
kind of file, the template's version and the edition of the form.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from drafter.documents import Report
from drafter.form import Amount, Edition
from drafter.write.container import settle
from drafter.write.layout import empty_grids
from drafter.write.workbook import look
from drafter.write.workbook.checks import add_checks
from drafter.write.workbook.grid import Placed, draw
from drafter.write.workbook.guide import add_guide, finish_guide
from drafter.write.workbook.lists import add_notes, add_supplementary
from drafter.write.workbook.sums import own_sums, sum_formula

KIND = "drafter.workbook"
VERSION = 1
KEYS = "_键"
PREVIOUS = "上年数据"
_SHEETS = {2: "表二", 3: "表三", 4: "表四"}
# Table 4 has no labels of its own at the left; its checks need a column for theirs.
_LEFT = {2: 1, 3: 1, 4: 2}
_TOP = 4
_NUMERALS = {2: "二", 3: "三", 4: "四"}
# Where last year's tables begin, and over how many columns of table 3 (three of labels, seven of figures) theirs go;
# the fifteen of table 4 go on beyond it.
_PREVIOUS_PLACES: Mapping[int, tuple[int, tuple[int, ...]]] = {3: (1, ()), 2: (1, (3, 2, 2, 3)), 4: (4, (1,) * 15)}
_PREVIOUS_COLUMNS = 18

Entry = tuple[str, str, str, str, str]
Figures = Mapping[str, Amount | None]


def template(
    form: Edition,
    *,
    year: int | None = None,
    agency: str = "",
    report: Report | None = None,
    previous: Report | None = None,
) -> bytes:
    """The workbook for one report under `form`, as .xlsx; the same arguments give the same bytes.

    `report` fills in what it has: figures, agency, year, supplementary figures and work notes. A total that it leaves
    blank, or that is the sum of its parts, stays a live formula; one that is not the sum is written as it is.
    `previous` fills in last year's figures, which else are those that `report` carries.
    """
    book = Workbook()
    keys: list[Entry] = []
    guide = book.active
    assert isinstance(guide, Worksheet)
    named = agency or (report.agency if report and report.agency else "")
    keys += add_guide(guide, form, agency=named, year=year or (report.year if report else None))
    placed = [_add_table(book, form, number) for number in sorted(_SHEETS)]
    last_years = _add_previous(book, form)
    places = _places(placed, last_years)
    for table in placed:
        keys += _fill(table, form, report.figures if report else {})
    last_year = previous.figures if previous else report.last_year if report else {}
    for table in last_years:
        keys += _fill(table, form, last_year, prefix="prev.")
    keys += add_supplementary(book, report.supplementary if report else ())
    keys += add_notes(book, report.notes if report else ())
    verdicts = {table.sheet.title: _check(table, form, places) for table in placed}
    finish_guide(guide, verdicts)
    _add_keys(book, form, keys)
    book.properties.title = "政府信息公开工作年度报告数据填报表"
    book.properties.creator = "drafter"
    out = io.BytesIO()
    book.save(out)
    return settle(out.getvalue())


def _add_table(book: Workbook, form: Edition, number: int) -> Placed:
    sheet = book.create_sheet(_SHEETS[number])
    grid = next(grid for grid in empty_grids(form) if grid.table == number)
    table = form.table(number)
    look.title(sheet, 1, f"表{_NUMERALS[number]}　{table.title}")
    sums = own_sums(form).keys() & {cell.key for cell in grid.cells}
    automatic = "浅蓝色格自动合计（可直接改填）；" if sums else ""
    look.line(sheet["A2"], f"浅黄色格填数字；{automatic}没有发生的填 0，不适用的留空。")
    if number == 4:
        sheet.column_dimensions["A"].width = 26
    placed = draw(sheet, grid, form, top=_TOP, left=_LEFT[number], sums=sums)
    if grid.head_rows:
        sheet.freeze_panes = look.at(sheet, _TOP + grid.head_rows, placed.stops[grid.label_columns])
    look.lock(sheet)
    look.set_page(sheet, landscape=number != 3, pages=1)
    return placed


def _add_previous(book: Workbook, form: Edition) -> list[Placed]:
    """Last year's three tables under each other on the columns of table 3."""
    sheet = book.create_sheet(PREVIOUS)
    look.title(sheet, 1, "上年数据（可不填）")
    look.line(sheet["A2"], "照上年年度报告的三张表填写，用来核对上年结转和写同比增减；不填不影响其他表。")
    placed: list[Placed] = []
    top = _TOP + 1
    for number in (3, 2, 4):
        look.title(sheet, top - 1, f"上年表{_NUMERALS[number]}　{form.table(number).title}")
        grid = next(grid for grid in empty_grids(form) if grid.table == number)
        left, stretch = _PREVIOUS_PLACES[number]
        placed.append(draw(sheet, grid, form, top=top, left=left, stretch=stretch, sums=own_sums(form)))
        top = placed[-1].bottom + 3
        if number == 3:
            for column in range(placed[0].stops[-1], _PREVIOUS_COLUMNS + 1):
                width = sheet.column_dimensions[get_column_letter(placed[0].stops[-2])].width
                sheet.column_dimensions[get_column_letter(column)].width = width
    look.lock(sheet)
    look.set_page(sheet, landscape=True)
    return placed


def _places(placed: list[Placed], previous: list[Placed]) -> Mapping[str, tuple[str, str]]:
    """Cell key → (sheet, address), last year's under `prev.`."""
    now = {key: (table.sheet.title, at) for table in placed for key, at in table.addresses().items()}
    then = {f"prev.{key}": (PREVIOUS, at) for table in previous for key, at in table.addresses().items()}
    return now | then


def _fill(placed: Placed, form: Edition, figures: Figures, prefix: str = "") -> Iterator[Entry]:
    """Write sums and known figures, and yield where each cell of the form stands, its key under `prefix`."""
    addresses = placed.addresses()
    sums = own_sums(form)
    for key, address in addresses.items():
        parts = sums.get(key, ())
        formula = sum_formula(addresses[part] for part in parts) if parts else ""
        value = figures.get(key)
        placed.sheet[address].value = formula if parts and _follows(value, parts, figures) else value
        summed = " ".join(f"{prefix}{part}" for part in parts)
        yield placed.sheet.title, address, f"{prefix}{key}", summed, formula.removeprefix("=")


def _follows(total: Amount | None, parts: tuple[str, ...], figures: Figures) -> bool:
    """Whether the live sum may stand for `total`: it is blank, or what the parts that are known add up to."""
    known = [amount for part in parts if (amount := figures.get(part)) is not None]
    return total is None or (bool(known) and total == sum(known))


def _check(placed: Placed, form: Edition, places: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    def address(key: str) -> str:
        sheet, at = places[key]
        return at if sheet == placed.sheet.title else f"'{sheet}'!{at}"

    own = placed.addresses()
    identities = [i for i in form.identities if any(key in own for key in i.keys)]
    return add_checks(placed, identities, address)


def _add_keys(book: Workbook, form: Edition, keys: list[Entry]) -> None:
    sheet = book.create_sheet(KEYS)
    sheet.append((KIND, VERSION, form.id))
    sheet.append(("工作表", "格", "键", "合计自", "公式"))
    for entry in keys:
        sheet.append(entry)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
