"""Chinese names for the values of a review, shared by every writer of reviews."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.documents import Report, Review, Section, Severity, State, Verdict
from drafter.form import Cell, edition, edition_for_year

SEVERITY = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "提示"}
LEFT_OUT = ("waived", "baseline")  # notices that findings are there and are not shown
VERDICT = {
    Verdict.MATCHED: "相符",
    Verdict.CONTRADICTED: "不符",
    Verdict.UNSUPPORTED: "无表可对",
    Verdict.UNDECIDED: "无法判断",
    Verdict.EXEMPT: "不属统计数字",
}
STATE = {
    State.HELD: "通过",
    State.FAILED: "不符",
    State.UNDECIDED: "未能判断",
    State.NOT_APPLICABLE: "不适用",
}

_NUMERALS = "〇一二三四"
# The bracketed guidance after a row's label.
_GUIDANCE = re.compile(r"(?<=.)（[^（）]*）$")


def headline(review: Review) -> str:
    """One line naming the report: agency, year, edition, number of table cells read."""
    edition = f"{review.edition}年版表格，{len(review.figures)} 格" if review.edition else "没有读到官方表格"
    year = f"{review.year}年度" if review.year else "（年度未识别）"
    return f"{review.agency or '（机关名称未识别）'}{year}报告（{edition}）"


def verdict_line(review: Review) -> str:
    """What became of every number of the text; says so plainly where none could be checked."""
    summary = review.summary
    counts = "、".join(f"{VERDICT[verdict]} {getattr(summary, verdict.value)}" for verdict in Verdict)
    if not review.text.strip():
        return "只有数据，没有正文，只核对了附表。"
    line = f"文中数字和数字性表述 {summary.mentions} 处：{counts}。"
    if summary.matched + summary.contradicted:
        return line
    return line + "没有一处能与表格核对，不能视为通过。"


def cell_name(report: Report, ref: str) -> str:
    """A cell in a clerk's words; last year's says so, a supplementary figure gives its own name."""
    form = edition(report.edition) if report.edition else edition_for_year(report.year or 9999)
    cell = form.cell(ref)
    if cell is None:
        return ref.removeprefix("sup.")
    whose = "上年报告" if ref.startswith("prev.") else ""
    return f"{whose}表{_NUMERALS[cell.table]}{row_name(cell)}行“{cell.column.label}”列"


def row_name(cell: Cell) -> str:
    """A row in a clerk's words, without the form's bracketed guidance: “（六）其他处理”中“3.其他”."""
    label = _GUIDANCE.sub("", cell.row.label)
    return f"“{cell.row.subgroup}”中“{label}”" if cell.row.subgroup else f"“{label}”"


_CELLS_NAMED = 3


def cells_named(report: Report, refs: Sequence[str]) -> str:
    """Cells in a clerk's words; many of them by the row or column they share: 表三“总计”列（25格）."""
    if len(refs) > _CELLS_NAMED:
        form = edition(report.edition) if report.edition else edition_for_year(report.year or 9999)
        cells = [cell for ref in refs if not ref.startswith("prev.") and (cell := form.cell(ref))]
        columns = {f"表{_NUMERALS[cell.table]}“{cell.column.label}”列" for cell in cells}
        rows = {f"表{_NUMERALS[cell.table]}{row_name(cell)}行" for cell in cells}
        for shared in (columns, rows):
            if len(cells) == len(refs) and len(shared) == 1:
                return f"{shared.pop()}（{len(refs)}格）"
    named = "、".join(cell_name(report, ref) for ref in refs[:_CELLS_NAMED])
    return f"{named}等{len(refs)}格" if len(refs) > _CELLS_NAMED else named


def section_title(section: Section | None) -> str:
    """A section as it is called in lists; 开头 for what stands before the first, "" for none."""
    if section is None:
        return ""
    return "开头" if section.id == "0" else section.title


def cautions(review: Review) -> list[str]:
    """What the reader of the review must know before all else: last year's report that could not be used."""
    return [f"注意：{notice.message}。" for notice in review.notices if notice.code == "previous_set_aside"]


def state_line(review: Review) -> str:
    """How many rules were met, broken, undecided or not applicable."""
    counts = {state: sum(o.state is state for o in review.obligations) for state in State}
    return f"规则 {len(review.obligations)} 条：" + "、".join(f"{STATE[s]} {n}" for s, n in counts.items()) + "。"


def finding_line(review: Review) -> str:
    """How many findings of each severity; where nothing could be held against anything, that is no clean bill."""
    summary = review.summary
    if not review.findings and any(notice.code in LEFT_OUT for notice in review.notices):
        return "没有其他问题（按免查清单或以前的结果略去的，见末尾说明）。"
    if not review.findings:
        held = any(obligation.state is State.HELD for obligation in review.obligations)
        return "没有发现问题。" if held else "没有可以核对的内容。"
    return f"发现问题 {len(review.findings)} 个：错误 {summary.errors}、提醒 {summary.warnings}、提示 {summary.infos}。"


def sentence_around(text: str, start: int, end: int, reach: int = 40) -> tuple[int, int]:
    """The offsets of the sentence that holds text[start:end], cut to `reach` code points on either side."""
    stops = "。；！？\n"
    left = max((text.rfind(stop, 0, start) for stop in stops), default=-1) + 1
    ends = [found for stop in stops if (found := text.find(stop, end)) >= 0]
    right = min(ends, default=len(text) - 1) + 1
    return max(left, start - reach), min(right, end + reach)
