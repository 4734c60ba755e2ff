"""Drawn tables as files: pages, Word, Markdown, texts, sheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from html import escape
from random import Random
from typing import NamedTuple

import openpyxl

from tests.read.damage import packed
from tests.read.sheets_drawn import Box, Sheet

TITLE = "云岭县水利局2023年政府信息公开工作年度报告"
_SENTENCE = "本局按照条例做好各项公开工作，及时更新信息，回应群众关切。"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Spot(NamedTuple):
    """A box where it stands: row, column, rows and columns it covers."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int


Parts = Sequence[str | Sheet]


def spots(sheet: Sheet) -> Iterator[Spot]:
    """Every cell of the table from its top left corner; places of one box that hang together are one cell."""
    taken: set[tuple[int, int]] = set()
    rows = sheet.rows
    for r, row in enumerate(rows):
        for c, box in enumerate(row):
            if (r, c) in taken:
                continue
            right = c + 1
            while right < len(row) and row[right] is box and (r, right) not in taken:
                right += 1
            down = r + 1
            while down < len(rows) and all(_at(rows[down], i) is box for i in range(c, right)):
                down += 1
            taken |= {(i, j) for i in range(r, down) for j in range(c, right)}
            yield Spot(box, r, c, down - r, right - c)


def _at(row: Sequence[Box], column: int) -> Box | None:
    return row[column] if column < len(row) else None


def parts_of(titles: Sequence[str], sheets: Sequence[Sheet]) -> Iterator[str | Sheet]:
    """Title, section titles, sentences, and each table in its section."""
    yield TITLE
    for number, title in enumerate(titles, 1):
        yield f"{'一二三四五六'[number - 1]}、{title}"
        if number not in (2, 3, 4):
            yield _SENTENCE
        for sheet in sheets:
            if sheet.number == number:
                if sheet.caption:
                    yield sheet.caption
                yield sheet


def html(parts: Parts, random: Random) -> bytes:
    """A web page; figures are now and then split over tags."""
    empty = random.choice(("&nbsp;", "", "<br>", "<p>&nbsp;</p>"))

    def cell(spot: Spot) -> str:
        text = escape(spot.box.text).replace("\n", random.choice(("<br>", "\n", "<br/>")))
        if spot.box.kind == "figure" and len(text) > 1 and text.isdecimal() and random.random() < 0.1:
            text = f"<span>{text[:1]}</span><span>{text[1:]}</span>"
        spans = f' rowspan="{spot.rows}"' * (spot.rows > 1) + f' colspan="{spot.columns}"' * (spot.columns > 1)
        return f"<td{spans}>{text or empty}</td>"

    return _page(parts, cell)


def _page(parts: Parts, cell: Callable[[Spot], str]) -> bytes:
    body = []
    for part in parts:
        if isinstance(part, str):
            body.append(f"<p>{part}</p>")
            continue
        rows: dict[int, str] = dict.fromkeys(range(len(part.rows)), "")
        for spot in spots(part):
            rows[spot.row] += cell(spot)
        body.append("<table>" + "".join(f"<tr>{cells}</tr>" for cells in rows.values()) + "</table>")
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(body)}</body></html>".encode()


def docx(parts: Parts, random: Random) -> bytes:
    """A Word file, written by hand: python-docx takes half a second for the merged cells of one report."""
    body = "".join(_paragraph(part) if isinstance(part, str) else _word_table(part) for part in parts)
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return packed([("word/document.xml", xml.encode())])


def _paragraph(text: str) -> str:
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def _word_table(sheet: Sheet) -> str:
    lines = [""] * len(sheet.rows)
    order: list[list[tuple[int, str]]] = [[] for _ in sheet.rows]
    for spot in spots(sheet):
        for r in range(spot.row, spot.row + spot.rows):
            span = f'<w:gridSpan w:val="{spot.columns}"/>' * (spot.columns > 1)
            merge = ("" if r > spot.row else ' w:val="restart"') if spot.rows > 1 else None
            span += f"<w:vMerge{merge}/>" if merge is not None else ""
            text = spot.box.text if r == spot.row else ""
            order[r].append((spot.column, f"<w:tc><w:tcPr>{span}</w:tcPr>{_paragraph(text)}</w:tc>"))
    for r, cells in enumerate(order):
        lines[r] = "<w:tr>" + "".join(cell for _, cell in sorted(cells)) + "</w:tr>"
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def _full(sheet: Sheet) -> list[list[str]]:
    """A merged cell as its text followed by empty cells."""
    width = max(map(len, sheet.rows))
    texts = [[""] * width for _ in sheet.rows]
    for spot in spots(sheet):
        texts[spot.row][spot.column] = spot.box.text
    return texts


def _compact(sheet: Sheet) -> list[list[str]]:
    """Each row as the cells that begin in it."""
    rows: list[list[str]] = [[] for _ in sheet.rows]
    for spot in spots(sheet):
        rows[spot.row].append(spot.box.text)
    return [row for row in rows if row]


def _flat(text: str) -> str:
    return text.replace("\n", "").replace("\t", " ")


def markdown(parts: Parts, random: Random) -> bytes:
    """A text with upright strokes; merged cells are left empty, or only cells that begin in a row are written."""
    rows_of = random.choice((_full, _full, _compact))
    rule = random.choice((True, True, False))
    out = []
    for part in parts:
        if isinstance(part, str):
            out.append(f"# {part}" if part == TITLE else part)
            continue
        lines = []
        for i, row in enumerate(rows_of(part)):
            lines.append("| " + " | ".join(text.strip().replace("\n", "<br>") for text in row) + " |")
            if i == 0 and rule:
                lines.append("|" + " --- |" * len(row))
        out.append("\n".join(lines))
    return "\n\n".join(out).encode()


def tabs(parts: Parts, random: Random) -> bytes:
    """A text with tabs, some with the empty cells at the ends of rows left out."""
    rows_of = random.choice((_full, _full, _compact))
    cut = random.random() < 0.3
    lines = (("\t".join(map(_flat, row)) for row in rows_of(part)) for part in parts if isinstance(part, Sheet))
    tables = ("\n".join(line.rstrip("\t") if cut else line for line in table) for table in lines)
    return "\n\n".join(part if isinstance(part, str) else next(tables) for part in parts).encode()


def spaces(parts: Parts, random: Random) -> bytes:
    """A text with a row of a table on each line, its cells parted by spaces: empty ones are gone."""
    return _loose(parts, " ", "\n")


def lines(parts: Parts, random: Random) -> bytes:
    """A text with every cell on a line of its own: empty ones are gone."""
    return _loose(parts, "\n\n", "\n\n")


def _loose(parts: Parts, cell: str, row: str) -> bytes:
    out = []
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        else:
            rows = ([_flat(text).strip() for text in texts] for texts in _compact(part))
            out.append(row.join(cell.join(filter(None, texts)) for texts in rows if any(texts)))
    return "\n\n".join(out).encode()


def table(parts: Parts, random: Random) -> bytes:
    """A file of comma-separated values with everything in it, as office programs save a sheet."""
    rows: list[list[str]] = []
    for part in parts:
        rows += [[part]] if isinstance(part, str) else _full(part)
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def xlsx(parts: Parts, random: Random) -> bytes:
    """A workbook: everything on one sheet or each table on its own, anywhere on it, figures as numbers or as text."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    top, left, typed = 1, random.choice((1, 1, 3)), random.random() < 0.7
    own = random.random() < 0.3
    for part in parts:
        if isinstance(part, str):
            sheet.cell(top, left, part)
            top += 1
            continue
        if own:
            sheet, top = book.create_sheet(), random.choice((1, 4))
        for spot in spots(part):
            value = _typed(spot.box.text) if typed else spot.box.text
            sheet.cell(top + spot.row, left + spot.column, value if value != "" else None)
            if spot.rows * spot.columns > 1:
                last = top + spot.row + spot.rows - 1, left + spot.column + spot.columns - 1
                sheet.merge_cells(None, top + spot.row, left + spot.column, *last)
        top += len(part.rows)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _typed(text: str) -> str | int | float:
    bare = text.strip()
    if bare.isascii() and bare.removeprefix("-").isdecimal():
        return int(bare)
    return float(bare) if bare.isascii() and bare.replace(".", "", 1).isdecimal() else text


WRITERS: dict[str, tuple[str, Callable[[Parts, Random], bytes]]] = {
    "html": ("html", html),
    "docx": ("docx", docx),
    "markdown": ("md", markdown),
    "tabs": ("txt", tabs),
    "spaces": ("txt", spaces),
    "lines": ("txt", lines),
    "csv": ("csv", table),
    "xlsx": ("xlsx", xlsx),
}
"""How a document can be written: suffix and writer."""
