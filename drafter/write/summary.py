"""What was read of a document, in a few lines for the person who gave it."""

from __future__ import annotations

from drafter.documents import Report
from drafter.form import edition


def write(report: Report) -> str:
    """The organ, year and edition, how many cells of each table were read, left blank or not found, and the notices."""
    lines = [f"{report.source.name}：{report.agency or '未识别机关名称'}，{_year(report)}，{_edition(report)}"]
    if report.edition:
        lines += [_table(report, number) for number in (2, 3, 4)]
    lines.append(f"  正文 {len(report.text)} 字，章节 {len(report.sections)} 个")
    if report.supplementary or report.notes:
        lines.append(f"  补充数据 {len(report.supplementary)} 项，工作素材 {len(report.notes)} 条")
    lines += [f"  说明：{notice.message}" for notice in report.notices]
    return "\n".join(lines) + "\n"


def _year(report: Report) -> str:
    return f"{report.year}年度" if report.year else "未识别年度"


def _edition(report: Report) -> str:
    return edition(report.edition).name if report.edition else "没有官方表格"


def _table(report: Report, number: int) -> str:
    form = edition(report.edition or "2021")
    keys = [cell.key for cell in form.table(number).cells()]
    shown = [key for key in keys if key in report.figures]
    blank = sum(report.figures[key] is None for key in shown)
    numeral = "〇一二三四"[number]
    return f"  表{numeral}：读到 {len(shown)} 格，其中空白 {blank} 格；缺 {len(keys) - len(shown)} 格"
