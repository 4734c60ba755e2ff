"""How the fill-in workbook looks: faces, tints, borders, and the locks that keep a clerk to the cells to fill in."""

from __future__ import annotations

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

MATCHED, BROKEN, DOUBTFUL, WAITING = "相符", "不符", "请核对", "待填"

INPUT_TINT = "FFF8E1"
SUM_TINT = "E3F2FD"
HEAD_TINT = "ECEFF1"
_VERDICT_TINTS = {BROKEN: ("FFCDD2", "B71C1C"), DOUBTFUL: ("FFE0B2", "E65100"), MATCHED: ("C8E6C9", "1B5E20")}

CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_THIN = Side(style="thin", color="546E7A")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FACE = "宋体"


def at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell at a 1-based row and column that is not covered by a merged one."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def words(cell: Cell, text: str) -> None:
    """Text of the writer's own: never run as a formula, and without the control characters no workbook can hold."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
    if cell.value:
        cell.data_type = "s"


def title(sheet: Worksheet, row: int, text: str) -> None:
    """The title of a sheet or of a part of it, in column A."""
    cell = at(sheet, row, 1)
    cell.value = text
    cell.font = Font(name="黑体", size=14)
    cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[row].height = 26


def remark(cell: Cell, text: str) -> None:
    """Explanatory text beside or under a table."""
    cell.value = text
    cell.font = Font(name=_FACE, size=10, color="455A64")
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def line(cell: Cell, text: str) -> None:
    """Explanatory text on one line that may run over the cells beside it."""
    remark(cell, text)
    cell.alignment = Alignment(vertical="center")


def head(cell: Cell, text: str, *, horizontal: str = "center") -> None:
    """A label of the form."""
    cell.value = text
    cell.font = Font(name=_FACE, size=10)
    cell.fill = PatternFill("solid", fgColor=HEAD_TINT)
    cell.border = _BOX
    cell.alignment = _aligned(horizontal)


def entry(cell: Cell, *, tint: str = INPUT_TINT, horizontal: str = "center", number_format: str = "General") -> None:
    """A cell to be filled in: tinted and not locked."""
    cell.font = Font(name=_FACE, size=11)
    cell.fill = PatternFill("solid", fgColor=tint)
    cell.border = _BOX
    cell.alignment = _aligned(horizontal)
    cell.protection = Protection(locked=False)
    cell.number_format = number_format


def _aligned(horizontal: str) -> Alignment:
    if horizontal == "center":
        return CENTRED
    return Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)


def plain(cell: Cell, *, horizontal: str = "left") -> None:
    """A cell of a list, its text wrapped and begun at the top of the row."""
    cell.font = Font(name=_FACE, size=10)
    cell.border = _BOX
    cell.alignment = Alignment(horizontal=horizontal, vertical="top", wrap_text=True)


def verdict(cell: Cell, formula: str) -> None:
    """A cell that works something out; its colour follows from what it shows."""
    cell.value = formula
    cell.font = Font(name=_FACE, size=10)
    cell.border = _BOX
    cell.alignment = CENTRED


def merge(sheet: Worksheet, row: int, column: int, rows: int, columns: int) -> None:
    """Merge cells and draw the lines round each of them; without them right and lower edges stay open."""
    if rows == columns == 1:
        return
    for line in sheet.iter_rows(row, row + rows - 1, column, column + columns - 1):
        for cell in line:
            cell.border = _BOX
    sheet.merge_cells(start_row=row, start_column=column, end_row=row + rows - 1, end_column=column + columns - 1)


def refuse(validation: DataValidation, message: str) -> None:
    """Let the sheet refuse what `validation` does not allow, saying what belongs there; blanks are allowed."""
    validation.allowBlank = True
    validation.showErrorMessage = True
    validation.errorStyle = "stop"
    validation.errorTitle = "填写有误"
    validation.error = message


def colour_verdicts(sheet: Worksheet, area: str) -> None:
    """Green, orange and red for what the formulas of `area` find."""
    start = area.split(":")[0]
    for word, (tint, ink) in _VERDICT_TINTS.items():
        style = DifferentialStyle(
            font=Font(color=ink, bold=word == BROKEN), fill=PatternFill("solid", bgColor=tint, fgColor=tint)
        )
        formula = f'ISNUMBER(SEARCH("{word}",{start}))'
        rule = Rule(type="expression", dxf=style, stopIfTrue=True, formula=[formula])
        sheet.conditional_formatting.add(area, rule)


def lock(sheet: Worksheet) -> None:
    """Protect the sheet without a password; widths and heights may still be changed."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = False
    protection.formatRows = False


def set_page(sheet: Worksheet, *, landscape: bool = False, pages: int = 0) -> None:
    """Print on A4, as wide as the page and on `pages` of them (0: as many as it takes); no grid lines on screen."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = pages
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
