"""What was read of a document, in a few lines for the person who gave it."""

from __future__ import annotations

from drafter.documents import Report, Review, Severity, State
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


def balance(review: Review) -> str:
    """Whether the identities of the tables hold, in a few lines; `review` is of the tables alone."""
    broken = [finding for finding in review.findings if finding.severity is Severity.ERROR]
    doubtful = [finding for finding in review.findings if finding.severity is Severity.WARNING]
    held = sum(obligation.state is State.HELD for obligation in review.obligations)
    open_rules = [obligation for obligation in review.obligations if obligation.state is State.UNDECIDED]
    if broken:
        lines = [f"  勾稽关系：{len(broken)} 处不成立，请改正后重新导入"]
    elif held:
        lines = ["  勾稽关系：能核对的都成立" if open_rules else "  勾稽关系：全部成立"]
    else:
        lines = ["  勾稽关系：没有可以核对的数"]
    lines += [f"    {finding.rule} {finding.message}" for finding in (*broken, *doubtful)]
    lines += [f"    {obligation.rule} 未能判断：{obligation.reason}" for obligation in open_rules]
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
