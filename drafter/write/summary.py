"""What was read of a document, in a few lines for the person who gave it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from drafter.documents import Notice, Report, Review, Severity, State
from drafter.form import Cell, edition

# What these notices tell of is in the document and not in the report.
_UNREAD = frozenset(
    (
        *("cell_unread", "cell_repeated", "cell_contradicted", "row_unread", "row_incomplete", "row_not_in_form"),
        *("table_unread", "table_in_picture", "table_not_in_form", "formula_failed", "symbols_unread"),
        *("page_picture", "embedded_unread", "sheet_hidden", "other_documents"),
    )
)
# More rows, or notices of one kind, are not read by anybody on a terminal.
_MOST_ROWS = 4
_MOST_OF_A_KIND = 8


def write(report: Report) -> str:
    """The organ, year and edition; how many cells of each table were read, left blank or not found, and which; what
    could not be read, and what else there is to know.
    """
    lines = [f"{report.source.name}：{report.agency or '未识别机关名称'}，{_year(report)}，{_edition(report)}"]
    if report.edition:
        lines += [_table(report, number) for number in (2, 3, 4)]
    lines.append(f"  正文 {len(report.text)} 字，章节 {len(report.sections)} 个")
    if report.supplementary or report.notes:
        lines.append(f"  补充数据 {len(report.supplementary)} 项，工作素材 {len(report.notes)} 条")
    unread = [notice for notice in report.notices if notice.code in _UNREAD]
    others = [notice for notice in report.notices if notice.code not in _UNREAD]
    lines += [f"  未读入：{line}" for line in _shortened(unread)]
    lines += [f"  说明：{line}" for line in _shortened(others)]
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


def _shortened(notices: Sequence[Notice]) -> Iterator[str]:
    """The messages of notices; of very many of one kind the first ones, and how many more there are."""
    counts = Counter(notice.code for notice in notices)
    seen: Counter[str] = Counter()
    for notice in notices:
        seen[notice.code] += 1
        if seen[notice.code] <= _MOST_OF_A_KIND or counts[notice.code] == _MOST_OF_A_KIND + 1:
            yield notice.message
        elif seen[notice.code] == _MOST_OF_A_KIND + 1:
            rest = counts[notice.code] - _MOST_OF_A_KIND
            yield f"以上一类另有 {rest} 条，都写在数据文件的 notices（{notice.code}）里。"


def _year(report: Report) -> str:
    return f"{report.year}年度" if report.year else "未识别年度"


def _edition(report: Report) -> str:
    return edition(report.edition).name if report.edition else "没有官方表格"


def _table(report: Report, number: int) -> str:
    form = edition(report.edition or "2021")
    cells = list(form.table(number).cells())
    shown = [cell for cell in cells if cell.key in report.figures]
    blank = [cell for cell in shown if report.figures[cell.key] is None]
    missing = [cell for cell in cells if cell.key not in report.figures]
    numeral = "〇一二三四"[number]
    counts = f"读到 {len(shown)} 格，其中空白 {len(blank)} 格{_named(blank, cells)}；缺 {len(missing)} 格"
    return f"  表{numeral}：{counts}{_named(missing, cells) if shown else ''}"


def _named(some: Sequence[Cell], cells: Sequence[Cell]) -> str:
    """Which of all `cells` of a table these are, by rows and columns; nothing where they are too many to be named."""
    if not some:
        return ""
    keys = {cell.key for cell in some}
    rows = [list(row) for _, row in groupby(cells, lambda cell: cell.row.key)]
    columns = {cell.column.key: cell.column.label for cell in some}
    for key, label in columns.items():
        column = [cell for cell in cells if cell.column.key == key]
        if len(column) > 1 and keys == {cell.key for cell in column}:
            return f"（“{label}”整列）"
    names = []
    for row in rows:
        found = [cell for cell in row if cell.key in keys]
        if len(found) == len(row):
            names.append(f"“{row[0].row.label}”行")
        elif found:
            names.append(f"“{row[0].row.label}”行{'、'.join(f'“{cell.column.label}”' for cell in found)}")
    return f"（{'；'.join(names)}）" if len(names) <= _MOST_ROWS else ""
