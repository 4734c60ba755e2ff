"""Documents built for the tests: the three tables of either edition in several layouts, from any figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, groupby

import docx
import openpyxl
import pytest

from drafter.form import Amount, Edition, edition

Figures = Mapping[str, Amount | None]
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass(frozen=True)
class Box:
    """A cell of a drawn table: text and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


Drawn = list[list[Box]]


def shown(figures: Figures, key: str) -> str:
    """The figure as a document prints it; empty for a blank."""
    value = figures.get(key)
    return "" if value is None else str(value)


def items(form: Edition, figures: Figures) -> Drawn:
    """Table 2 as one grid, four columns wide, with a caption and a head for each block."""
    rows: Drawn = []
    for block in form.table(2).blocks:
        last = 4 - len(block.columns)
        wide = [1] * (len(block.columns) - 1) + [last]
        rows.append([Box(block.caption, columns=4)])
        heads = [Box(c.label, columns=w) for c, w in zip(block.columns, wide, strict=True)]
        rows.append([Box("信息内容"), *heads])
        for row in block.rows:
            keys = [block.cell(row, column).key for column in block.columns]
            cells = [Box(shown(figures, key), columns=w) for key, w in zip(keys, wide, strict=True)]
            rows.append([Box(row.label), *cells])
    return rows


def applicants(form: Edition, figures: Figures) -> Drawn:
    """Table 3 with a head of three rows and row labels in three columns, as in the official form."""
    block = form.table(3).blocks[0]
    legal = [Box(c.label) for c in block.columns if c.group]
    rows: Drawn = [
        [Box(CORNER, 3, 3), Box("申请人情况", columns=7)],
        [Box("自然人", rows=2), Box("法人或其他组织", columns=5), Box("总计", rows=2)],
        legal,
    ]
    for group, members in groupby(block.rows, key=lambda row: row.group):
        in_group = list(members)
        for subgroup, lines in groupby(in_group, key=lambda row: row.subgroup):
            parts = list(lines)
            for row in parts:
                labels = []
                if group and row is in_group[0]:
                    labels.append(Box(group, rows=len(in_group)))
                if subgroup and row is parts[0]:
                    labels.append(Box(subgroup, rows=len(parts)))
                labels.append(Box(row.label, columns=3 - bool(group) - bool(subgroup)))
                rows.append(labels + [Box(shown(figures, block.cell(row, c).key)) for c in block.columns])
    return rows


def cases(form: Edition, figures: Figures) -> Drawn:
    """Table 4 on its side: three groups of five columns over one row of figures."""
    block = form.table(4).blocks[0]
    leaves = [Box(c.label) for c in block.columns]
    figures_row = [Box(shown(figures, block.cell(row, c).key)) for row in block.rows for c in block.columns]
    return [
        [Box("行政复议", columns=5), Box("行政诉讼", columns=10)],
        [Box(c.label, rows=2) for c in block.columns]
        + [Box("未经复议直接起诉", columns=5), Box("复议后起诉", columns=5)],
        leaves + leaves,
        figures_row,
    ]


def html_table(drawn: Drawn) -> str:
    """A drawn table as HTML with rowspan and colspan."""
    lines = (
        "".join(f'<td rowspan="{b.rows}" colspan="{b.columns}">{b.text or "&nbsp;"}</td>' for b in row) for row in drawn
    )
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def matrix(drawn: Drawn) -> list[list[str]]:
    """A drawn table with every merged cell as its text followed by empty cells, as plain text has it."""
    taken: dict[tuple[int, int], str] = {}
    for r, row in enumerate(drawn):
        free = (c for c in count() if (r, c) not in taken)
        column = next(free)
        for box in row:
            while (r, column) in taken:
                column += 1
            for dr in range(box.rows):
                for dc in range(box.columns):
                    taken[r + dr, column + dc] = box.text if dr == dc == 0 else ""
            column += box.columns
    width = max(c for _, c in taken) + 1
    return [[taken.get((r, c), "") for c in range(width)] for r in range(len(drawn))]


def unique_figures(form: Edition) -> dict[str, Amount | None]:
    """A different number for every cell of the form, so that no cell can be mistaken for another."""
    return {key: 100 + i for i, key in enumerate(form.printed)}


def sections(form: Edition, tables: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """The six section titles with what stands in each: a sentence, or its table."""
    for number, title in enumerate(form.sections, 1):
        heading = f"{'一二三四五六'[number - 1]}、{title}"
        yield heading, tables.get(number, f"第{number}节的正文写在这里，讲本局做过的工作。")


TITLE = "云岭县水利局2023年政府信息公开工作年度报告"


def html_report(form: Edition, tables: Mapping[int, str]) -> bytes:
    """A whole page with the given HTML in sections 2, 3 and 4."""
    body = "".join(
        f"<p>{heading}</p>{text if text.startswith('<') else f'<p>{text}</p>'}"
        for heading, text in sections(form, tables)
    )
    return f'<html><head><meta charset="utf-8"></head><body><h1>{TITLE}</h1>{body}</body></html>'.encode()


def text_report(form: Edition, tables: Mapping[int, str]) -> bytes:
    """A whole text with the given lines in sections 2, 3 and 4."""
    return "\n\n".join([TITLE, *(f"{h}\n\n{t}" for h, t in sections(form, tables))]).encode()


def docx_report(form: Edition, tables: Mapping[int, Drawn]) -> bytes:
    """A whole Word document, cells merged as drawn."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    for heading, text in sections(form, {}):
        document.add_paragraph(heading)
        drawn = tables.get("一二三四五六".index(heading[0]) + 1)
        if drawn is None:
            document.add_paragraph(text)
        else:
            _add_word_table(document, drawn)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_word_table(document: docx.document.Document, drawn: Drawn) -> None:
    width = len(matrix(drawn)[0])
    table = document.add_table(rows=len(drawn), cols=width)
    cells = [row.cells for row in table.rows]  # asked for once: python-docx counts through the table at every call
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(drawn):
        column = 0
        for box in row:
            while (r, column) in taken:
                column += 1
            corner = cells[r][column]
            if box.rows * box.columns > 1:
                corner = corner.merge(cells[r + box.rows - 1][column + box.columns - 1])
            corner.text = box.text
            taken |= {(r + i, column + j) for i in range(box.rows) for j in range(box.columns)}
            column += box.columns


def xlsx_report(form: Edition, tables: Mapping[int, Drawn]) -> bytes:
    """A whole report on one sheet, cells merged as drawn, figures typed as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    for heading, text in sections(form, {}):
        sheet.append([heading])
        drawn = tables.get("一二三四五六".index(heading[0]) + 1)
        if drawn is None:
            sheet.append([text])
            continue
        top = sheet.max_row
        for r, line in enumerate(matrix(drawn), 1):
            for c, value in enumerate(line, 1):
                sheet.cell(top + r, c, float(value) if value.replace(".", "").isdecimal() else value or None)
        for r, c, box in corners(drawn):
            if box.rows * box.columns > 1:
                sheet.merge_cells(None, top + r + 1, c + 1, top + r + box.rows, c + box.columns)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def corners(drawn: Drawn) -> Iterator[tuple[int, int, Box]]:
    """Row and column, both 0-based, of the top left corner of every box."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(drawn):
        column = 0
        for box in row:
            while (r, column) in taken:
                column += 1
            yield r, column, box
            taken |= {(r + i, column + j) for i in range(box.rows) for j in range(box.columns)}
            column += box.columns


def tabbed(drawn: Drawn) -> str:
    """A drawn table as lines with tabs."""
    return "\n".join("\t".join(row) for row in matrix(drawn))


def piped(drawn: Drawn) -> str:
    """A drawn table as lines with upright strokes, a rule under the first."""
    first, *rest = ("| " + " | ".join(row) + " |" for row in matrix(drawn))
    return "\n".join([first, "|" + "---|" * len(matrix(drawn)[0]), *rest])


@dataclass(frozen=True)
class Forms:
    """What the tests draw with."""

    items: Callable[[Edition, Figures], Drawn] = items
    applicants: Callable[[Edition, Figures], Drawn] = applicants
    cases: Callable[[Edition, Figures], Drawn] = cases

    def drawn(self, form: Edition, figures: Figures) -> dict[int, Drawn]:
        """The three tables by section number."""
        return {2: items(form, figures), 3: applicants(form, figures), 4: cases(form, figures)}

    def html(self, form: Edition, figures: Figures) -> bytes:
        """A page."""
        return html_report(form, {n: html_table(t) for n, t in self.drawn(form, figures).items()})

    def docx(self, form: Edition, figures: Figures) -> bytes:
        """A Word document."""
        return docx_report(form, self.drawn(form, figures))

    def xlsx(self, form: Edition, figures: Figures) -> bytes:
        """A workbook with everything on one sheet."""
        return xlsx_report(form, self.drawn(form, figures))

    def csv(self, form: Edition, figures: Figures, mark: str) -> str:
        """A text with cells parted by `mark`, everything in one table as office programs export a sheet."""
        rows: list[list[str]] = [[TITLE]]
        for heading, text in sections(form, {}):
            drawn = self.drawn(form, figures).get("一二三四五六".index(heading[0]) + 1)
            rows += [[heading], *(matrix(drawn) if drawn else [[text]])]
        stream = io.StringIO()
        csv.writer(stream, delimiter=mark).writerows(rows)
        return stream.getvalue()

    def text(self, form: Edition, figures: Figures) -> bytes:
        """A text with tabs."""
        return text_report(form, {n: tabbed(t) for n, t in self.drawn(form, figures).items()})

    def markdown(self, form: Edition, figures: Figures) -> bytes:
        """A text with upright strokes."""
        return text_report(form, {n: piped(t) for n, t in self.drawn(form, figures).items()})


@pytest.fixture
def forms() -> Forms:
    """The drawing functions."""
    return Forms()


@pytest.fixture(params=["2021", "2019"])
def form(request: pytest.FixtureRequest) -> Edition:
    """Each edition in turn."""
    return edition(request.param)


@pytest.fixture
def unique(form: Edition) -> dict[str, Amount | None]:
    """A different number in every cell."""
    return unique_figures(form)


def balanced_figures(form: Edition) -> dict[str, Amount | None]:
    """Figures of every length that satisfy every identity of the form; some cells of table 2 blank."""
    columns = [column.key for column in form.table(3).blocks[0].columns if column.key != "total"]
    rows = [row.key for row in form.table(3).blocks[0].rows]
    outcomes = [row for row in rows if row not in ("new", "carried_in", "processed", "carried_out")]
    values = (0, 7, 11, 100, 1888, 26, 3, 0, 45, 999, 1, 6007, 3900, 58, 0, 22, 4)
    figures: dict[str, Amount | None] = {
        key: values[i % len(values)] if i % 6 else None
        for i, key in enumerate(key for key in form.printed if key.startswith("t2."))
    }
    for i, column in enumerate(columns):
        known = {row: values[(3 * i + j) % len(values)] for j, row in enumerate(outcomes)}
        known["processed"] = sum(known.values())
        known |= {"carried_in": 2, "carried_out": 5 + i}
        known["new"] = known["processed"] + known["carried_out"] - 2
        figures |= {f"t3.{row}.{column}": amount for row, amount in known.items()}
    for row in rows:
        figures[f"t3.{row}.total"] = sum(int(figures[f"t3.{row}.{column}"] or 0) for column in columns)
    for group in (row.key for row in form.table(4).blocks[0].rows):
        parts = {"upheld": 10, "corrected": 0, "other": 2, "pending": 1}
        figures |= {f"t4.{group}.{column}": amount for column, amount in parts.items()}
        figures[f"t4.{group}.total"] = 13
    return {key: figures[key] for key in form.printed}


@pytest.fixture
def balanced(form: Edition) -> dict[str, Amount | None]:
    """Figures that satisfy every identity."""
    return balanced_figures(form)


@pytest.fixture(scope="session")
def balanced_2021() -> dict[str, Amount | None]:
    """Figures that satisfy every identity of the 2021 edition."""
    return balanced_figures(edition("2021"))
