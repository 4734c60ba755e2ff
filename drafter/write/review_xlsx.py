"""Reviews as the office's list of findings: one row a finding, to be answered and sent round.

Three sheets follow it: what every rule came to, every number with its verdict, and a line for each report.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from drafter.documents import Finding, Mention, Review, Severity, State, Verdict
from drafter.write.container import settle
from drafter.write.flow import printable, width
from drafter.write.words import (
    SEVERITY,
    STATE,
    VERDICT,
    cells_named,
    finding_line,
    section_title,
    sentence_around,
    verdict_line,
)
from drafter.write.workbook import look

FINDINGS, RULES, NUMBERS, REPORTS = "问题清单", "核对情况", "数字明细", "各份报告"
ANSWERS = ("已改正", "说明理由", "误报")
_TITLE = "政府信息公开工作年度报告核对问题清单"
_HEAD_ROW = 3
_LINE, _HIGHEST = 14.0, 405.0  # points; no row may be higher than 409
_REACH = 90  # characters of the sentence told on either side of the words in question
_LONGEST = 32_000  # a cell holds 32,767 characters
_TINTS = {
    SEVERITY[Severity.ERROR]: "FFCDD2",
    SEVERITY[Severity.WARNING]: "FFE0B2",
    VERDICT[Verdict.CONTRADICTED]: "FFCDD2",
    VERDICT[Verdict.UNDECIDED]: "FFF3CD",
    VERDICT[Verdict.MATCHED]: "E8F5E9",
    STATE[State.UNDECIDED]: "FFF3CD",
    STATE[State.HELD]: "E8F5E9",
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence with the words in question between what stands before and behind them."""

    before: str
    words: str
    after: str


Value = str | int | None | Quoted
Column = tuple[str, int, str]
"""A column's heading, its width in characters, and how its cells are aligned."""

_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    FINDINGS: (
        ("机关", 12, "left"),
        ("年度", 6, "center"),
        ("序号", 5, "center"),
        ("程度", 6, "center"),
        ("规则", 8, "center"),
        ("位置", 12, "left"),
        ("原句", 30, "left"),
        ("报告写的", 10, "center"),
        ("应为", 9, "center"),
        ("涉及表格单元", 22, "left"),
        ("问题", 30, "left"),
        ("处理意见", 10, "center"),
        ("说明", 14, "left"),
    ),
    RULES: (
        ("机关", 20, "left"),
        ("年度", 6, "center"),
        ("规则", 9, "center"),
        ("要求", 52, "left"),
        ("结论", 10, "center"),
        ("说明", 52, "left"),
    ),
    NUMBERS: (
        ("机关", 12, "left"),
        ("年度", 6, "center"),
        ("序号", 6, "center"),
        ("位置", 14, "left"),
        ("原句", 44, "left"),
        ("数字", 12, "center"),
        ("结论", 12, "center"),
        ("对应表格单元", 34, "left"),
        ("应为", 9, "center"),
        ("说明", 22, "left"),
    ),
    REPORTS: (
        ("文件", 30, "left"),
        ("机关", 22, "left"),
        ("年度", 6, "center"),
        ("数字", 7, "center"),
        ("相符", 7, "center"),
        ("不符", 7, "center"),
        ("无表可对", 9, "center"),
        ("无法判断", 9, "center"),
        ("错误", 7, "center"),
        ("提醒", 7, "center"),
        ("提示", 7, "center"),
        ("说明", 44, "left"),
    ),
}


def write(reviews: Sequence[Review], titles: Mapping[str, str]) -> bytes:
    """The findings of one or more reviews as .xlsx; `titles` gives each rule code its requirement.

    The same reviews give the same bytes.
    """
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = FINDINGS
    count = _fill(first, _TITLE, _gist(reviews), (row for review in reviews for row in _findings(review)))
    if count:
        _add_answers(first, count)
    for name, remark, rows in (
        (RULES, "每条规则对每份报告的结论；没能核对的不算通过。", (r for v in reviews for r in _rules(v, titles))),
        (NUMBERS, "正文里的每一个数字和数字性表述。", (r for v in reviews for r in _numbers(v))),
        (REPORTS, "每份报告一行。", (_report(review) for review in reviews)),
    ):
        _fill(book.create_sheet(name), name, remark, rows)
    book.properties.title = _TITLE
    book.properties.creator = "drafter"
    out = io.BytesIO()
    book.save(out)
    return settle(out.getvalue())


# ---------------------------------------------------------------- rows


def _gist(reviews: Sequence[Review]) -> str:
    if len(reviews) == 1:
        return f"{verdict_line(reviews[0])}{finding_line(reviews[0])}"
    totals = (sum(getattr(review.summary, name) for review in reviews) for name in ("errors", "warnings", "infos"))
    told = "、".join(f"{name} {number}" for name, number in zip(SEVERITY.values(), totals, strict=True))
    idle = sum(not (review.summary.matched + review.summary.contradicted) for review in reviews)
    warning = f"其中 {idle} 份没有一处数字能与表格核对，不能视为通过。" if idle else ""
    return f"共 {len(reviews)} 份报告，问题 {sum(len(r.findings) for r in reviews)} 个：{told}。{warning}"


def _organ(review: Review) -> tuple[Value, Value]:
    return review.agency or review.source.name, review.year


def _findings(review: Review) -> Iterator[tuple[Value, ...]]:
    for number, finding in enumerate(review.findings, 1):
        yield (
            *_organ(review),
            number,
            SEVERITY[finding.severity],
            finding.rule,
            _place(review, finding.start, finding.section),
            _sentence(review, finding.start, finding.end),
            finding.quote or finding.found,
            _wanted(review, finding),
            cells_named(review, finding.refs),
            finding.message,
            None,
            None,
        )


def _wanted(review: Review, finding: Finding) -> str | None:
    """What should stand there, with the unit of the number it replaces."""
    mention = next((m for m in review.mentions if (m.start, m.end) == (finding.start, finding.end)), None)
    if finding.expected is None or mention is None or mention.verdict is not Verdict.CONTRADICTED:
        return finding.expected
    return finding.expected + mention.unit


def _rules(review: Review, titles: Mapping[str, str]) -> Iterator[tuple[Value, ...]]:
    for held in review.obligations:
        yield *_organ(review), held.rule, titles.get(held.rule, ""), STATE[held.state], held.reason


def _numbers(review: Review) -> Iterator[tuple[Value, ...]]:
    for number, mention in enumerate(review.mentions, 1):
        yield (
            *_organ(review),
            number,
            _place(review, mention.start, None),
            _sentence(review, mention.start, mention.end),
            mention.text,
            VERDICT[mention.verdict],
            cells_named(review, mention.refs),
            _expected(mention),
            mention.note,
        )


def _expected(mention: Mention) -> str | None:
    wanted = mention.verdict is Verdict.CONTRADICTED and mention.expected is not None
    return f"{mention.expected}{mention.unit}" if wanted else None


def _report(review: Review) -> tuple[Value, ...]:
    told = review.summary
    notices = "；".join(notice.message for notice in review.notices)
    checked = told.matched + told.contradicted
    return (
        review.source.name,
        *_organ(review),
        told.mentions,
        told.matched,
        told.contradicted,
        told.unsupported,
        told.undecided,
        told.errors,
        told.warnings,
        told.infos,
        notices if checked else "；".join(filter(None, ("没有一处数字能与表格核对，不能视为通过", notices))),
    )


def _place(review: Review, start: int | None, section: str | None) -> str:
    if start is None:
        return "附表"
    found = review.section_at(start) if section is None else review.section(section)
    return section_title(found)


def _sentence(review: Review, start: int | None, end: int | None) -> Quoted | None:
    if start is None or end is None:
        return None
    text = review.text
    left, right = sentence_around(text, start, end, _REACH)
    before = "…" if start - left == _REACH else ""
    after = "…" if right - end == _REACH else ""
    told = (text[a:b].replace("\n", " ") for a, b in ((left, start), (start, end), (end, right)))
    quoted = Quoted(*told)
    return Quoted(before + quoted.before, quoted.words, quoted.after + after)


# ---------------------------------------------------------------- sheets


def _fill(sheet: Worksheet, title: str, remark: str, rows: Iterable[Sequence[Value]]) -> int:
    """Set title, remark, headings and rows; returns how many rows there are."""
    columns = _COLUMNS[sheet.title]
    look.title(sheet, 1, title)
    look.line(sheet["A2"], remark)
    for at, (name, room, _) in enumerate(columns, 1):
        look.head(look.at(sheet, _HEAD_ROW, at), name)
        sheet.column_dimensions[get_column_letter(at)].width = room
    row = _HEAD_ROW
    for row, values in enumerate(rows, _HEAD_ROW + 1):
        for at, (value, (_, _, side)) in enumerate(zip(values, columns, strict=True), 1):
            _set(sheet, row, at, value, side)
        # Programs do not find out by themselves how high a row with wrapped text is.
        wanted = max(_lines(value, room) for value, (_, room, _) in zip(values, columns, strict=True))
        sheet.row_dimensions[row].height = min(_LINE * wanted + 3, _HIGHEST)
    last = get_column_letter(len(columns))
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:{last}{row}"
    look.set_page(sheet, landscape=True)
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)
    if sheet.oddFooter and sheet.oddFooter.center:
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    return row - _HEAD_ROW


def _lines(value: Value, room: int) -> int:
    """How many lines a value takes in a column that is `room` digits wide; a Chinese character is as wide as two."""
    text = f"{value.before}{value.words}{value.after}" if isinstance(value, Quoted) else str(value or "")
    return math.ceil(2 * width(text) / max(room - 1, 1)) or 1


def _set(sheet: Worksheet, row: int, column: int, value: Value, side: str) -> None:
    cell = look.at(sheet, row, column)
    if isinstance(value, Quoted):
        cell.value = _rich(value)
    elif isinstance(value, str):
        look.words(cell, printable(value)[:_LONGEST])
    else:
        cell.value = value
    look.plain(cell, horizontal=side)
    tint = _TINTS.get(value) if isinstance(value, str) else None
    if tint:
        cell.fill = PatternFill("solid", fgColor=tint)


def _rich(quoted: Quoted) -> CellRichText:
    """The sentence with its words in question bold and red."""
    marked = TextBlock(InlineFont(rFont="宋体", sz=10, b=True, color=Color("FFB71C1C")), printable(quoted.words))
    before, after = (
        TextBlock(InlineFont(rFont="宋体", sz=10), printable(text)) if text else None
        for text in (quoted.before, quoted.after)
    )
    return CellRichText([block for block in (before, marked, after) if block is not None])


def _add_answers(sheet: Worksheet, count: int) -> None:
    """Let the reviewed office choose how it answers each finding."""
    at = get_column_letter(1 + [name for name, _, _ in _COLUMNS[FINDINGS]].index("处理意见"))
    choice = DataValidation("list", formula1=f'"{",".join(ANSWERS)}"')
    look.refuse(choice, f"请从列表里选：{'、'.join(ANSWERS)}。")
    choice.add(f"{at}{_HEAD_ROW + 1}:{at}{_HEAD_ROW + count}")
    sheet.add_data_validation(choice)
