"""A grid of the official form as a Word table: real merged cells, fixed widths, heads that repeat on every page."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Mm
from lxml.etree import _Element

from drafter.write.layout import Align, Grid, GridCell


@dataclass(frozen=True, slots=True)
class _Setting:
    """How one table is set: text style, space at the sides of a cell and least height of a row in twips.

    `whole`: no page break inside the table, or for table 2 inside one of its blocks.
    """

    style: str
    side: int
    height: int
    whole: bool


# Fifteen columns of four characters leave table 4 little space beside its text; table 3 fills a page with 28 rows.
_SETTINGS = {
    2: _Setting("TableTextWide", 57, 425, True),
    3: _Setting("TableText", 45, 300, False),
    4: _Setting("TableText", 28, 400, True),
}


_ROWS_TOGETHER = 4
# Above and below the text of a cell, in twips.
_UPRIGHT_SPACE = 15


def add_table(document: Document, grid: Grid) -> None:
    """Append `grid` to `document`, followed by a thin line of space."""
    table = document.add_table(rows=0, cols=0, style=document.styles["Table Grid"])
    _frame(table._tbl, grid)
    for index, cells in enumerate(_with_continuations(grid)):
        table._tbl.append(_row(grid, index, cells))
    document.add_paragraph(style=document.styles["Table Gap"])


def _frame(table: CT_Tbl, grid: Grid) -> None:
    properties = table.tblPr
    for child in list(properties):
        if child.tag != qn("w:tblStyle"):
            properties.remove(child)
    total = sum(_twips(width) for width in grid.widths)
    properties.append(_element("w:tblW", w=str(total), type="dxa"))
    properties.append(_element("w:jc", val="center"))
    properties.append(_element("w:tblLayout", type="fixed"))
    margins = _element("w:tblCellMar")
    side_space = _SETTINGS[grid.table].side
    for side, space in (
        ("top", _UPRIGHT_SPACE),
        ("left", side_space),
        ("bottom", _UPRIGHT_SPACE),
        ("right", side_space),
    ):
        margins.append(_element(f"w:{side}", w=str(space), type="dxa"))
    properties.append(margins)
    for width in grid.widths:
        table.tblGrid.append(_element("w:gridCol", w=str(_twips(width))))


def _with_continuations(grid: Grid) -> list[list[tuple[GridCell, bool]]]:
    """Each row's cells, left to right, as (cell, whether it only continues a cell merged from above)."""
    lines: list[list[tuple[GridCell, bool]]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            lines[row].append((cell, row > cell.row))
    return [sorted(line, key=lambda item: item[0].column) for line in lines]


def _row(grid: Grid, index: int, cells: list[tuple[GridCell, bool]]) -> _Element:
    setting = _SETTINGS[grid.table]
    properties = _element("w:trPr")
    properties.append(_element("w:cantSplit"))
    properties.append(_element("w:trHeight", val=str(setting.height), hRule="atLeast"))
    if index < grid.head_rows:
        properties.append(_element("w:tblHeader"))
    row = _element("w:tr")
    row.append(properties)
    # Heads never end a page: they stay with the figures under them.
    heads_only = all(cell.is_head for cell, _ in cells)
    keep = heads_only or _stays_with_next(grid, index, whole=setting.whole)
    for cell, continued in cells:
        row.append(_cell(grid, cell, continued, _paragraph(setting.style, cell.align, keep)))
    return row


def _stays_with_next(grid: Grid, index: int, *, whole: bool) -> bool:
    """Whether no page may end after row `index`: inside a block, and a few rows at either end of a long table."""
    last = grid.rows - 1
    if not whole:
        return index < grid.head_rows + _ROWS_TOGETHER - 1 or last - _ROWS_TOGETHER < index < last
    starts_block = any(cell.row == index + 1 and cell.colspan == grid.columns for cell in grid.cells)
    return index < last and not starts_block


def _cell(grid: Grid, cell: GridCell, continued: bool, paragraph: _Element) -> _Element:
    width = sum(_twips(width) for width in grid.widths[cell.column : cell.column + cell.colspan])
    properties = _element("w:tcPr")
    properties.append(_element("w:tcW", w=str(width), type="dxa"))
    if cell.colspan > 1:
        properties.append(_element("w:gridSpan", val=str(cell.colspan)))
    if cell.rowspan > 1:
        properties.append(_element("w:vMerge") if continued else _element("w:vMerge", val="restart"))
    properties.append(_element("w:vAlign", val="center"))
    if cell.text and not continued:
        paragraph.append(_run(cell.text))
    element = _element("w:tc")
    element.append(properties)
    element.append(paragraph)
    return element


def _paragraph(style: str, align: Align, keep: bool) -> _Element:
    properties = _element("w:pPr")
    properties.append(_element("w:pStyle", val=style))
    if keep:
        properties.append(_element("w:keepNext"))
    properties.append(_element("w:jc", val=align.value))
    paragraph = _element("w:p")
    paragraph.append(properties)
    return paragraph


def _run(text: str) -> _Element:
    properties = _element("w:rPr")
    properties.append(_element("w:rFonts", hint="eastAsia"))
    content = _element("w:t")
    content.text = text
    run = _element("w:r")
    run.append(properties)
    run.append(content)
    return run


def _element(tag: str, **attributes: str) -> _Element:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _twips(millimetres: float) -> int:
    return round(float(Mm(millimetres).pt) * 20)
