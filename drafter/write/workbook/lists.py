"""The sheets of a fill-in workbook that are plain lists: supplementary figures and work notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from drafter.documents import ExtraFigure
from drafter.write.workbook import look

SUPPLEMENTARY, NOTES = "补充数据", "工作素材"
HEADINGS = (
    "主动公开",
    "依申请公开",
    "政府信息管理",
    "平台建设",
    "监督保障",
    "存在问题",
    "改进措施",
    "其他事项",
    "联系方式",
    "成文日期",
)
# Names under which these figures are usually told; any other may be written.
USUAL_NAMES = (
    "主动公开信息",
    "网站发布信息",
    "政务微信发布信息",
    "政务微博发布信息",
    "政策解读",
    "新闻发布会",
    "公开建议提案答复",
    "回复网民留言",
    "受理咨询",
    "政府公报",
    "业务培训",
    "培训人员",
    "意见征集",
    "收费通知",
    "信息处理费",
)
_FIRST = 5
_ROOM = {SUPPLEMENTARY: 60, NOTES: 120}

Entry = tuple[str, str, str, str, str]


def add_supplementary(book: Workbook, figures: Sequence[ExtraFigure]) -> Iterator[Entry]:
    """Add the sheet of figures that no official table holds; yields the areas of its columns."""
    sheet = book.create_sheet(SUPPLEMENTARY)
    look.title(sheet, 1, "补充数据（三张表以外、报告里要写到的数字）")
    look.line(
        sheet["A2"],
        "一行写一个数字，例如：发布政策解读 | 32 | 条 | 局办公室台账。数值只填数字；来源写明出处，便于日后核对。",
    )
    last = _list(sheet, (("名称", 40), ("数值", 14), ("单位", 10), ("来源", 44)), len(figures))
    for row, figure in enumerate(figures, start=_FIRST):
        look.at(sheet, row, 2).value = figure.value
        for column, text in ((1, figure.name), (3, figure.unit), (4, figure.source)):
            look.words(look.at(sheet, row, column), text)
    for row in range(_FIRST, last + 1):
        look.at(sheet, row, 2).alignment = look.CENTRED
        look.at(sheet, row, 3).alignment = look.CENTRED
    usual = DataValidation("list", formula1=f'"{",".join(USUAL_NAMES)}"', allowBlank=True)
    usual.showErrorMessage = False
    usual.showInputMessage = True
    usual.promptTitle, usual.prompt = "名称", "可从下拉表里选，也可以直接写别的名称。"
    usual.add(f"A{_FIRST}:A{last}")
    sheet.add_data_validation(usual)
    number = DataValidation("decimal", operator="between", formula1="-1000000000000", formula2="1000000000000")
    look.refuse(number, "这里只填数字，不带单位和“余”“约”等字；单位填在右边一格。")
    number.add(f"B{_FIRST}:B{last}")
    sheet.add_data_validation(number)
    return _anchors(sheet, last, ("name", "value", "unit", "source"))


def add_notes(book: Workbook, notes: Sequence[str]) -> Iterator[Entry]:
    """Add the sheet of work notes; yields the areas of its columns."""
    sheet = book.create_sheet(NOTES)
    look.title(sheet, 1, "工作素材（起草时要写进报告的事）")
    look.line(
        sheet["A2"], "一行写一件事，写清做了什么、数字和结果。小标题可从下拉表里选，也可以空着，由起草时按内容归类。"
    )
    last = _list(sheet, (("小标题（可选）", 18), ("内容", 92)), len(notes))
    for row, note in enumerate(notes, start=_FIRST):
        heading, colon, rest = note.partition("：")
        chosen = heading if colon and heading in HEADINGS and rest else None
        look.at(sheet, row, 1).value = chosen
        look.words(look.at(sheet, row, 2), rest if chosen else note)
    choice = DataValidation("list", formula1=f'"{",".join(HEADINGS)}"')
    look.refuse(choice, "请从下拉表里选一个小标题，或者空着。")
    choice.add(f"A{_FIRST}:A{last}")
    sheet.add_data_validation(choice)
    return _anchors(sheet, last, ("heading", "text"))


def _list(sheet: Worksheet, columns: Sequence[tuple[str, int]], filled: int) -> int:
    """Heads and entry rows with some to spare; returns the last entry row."""
    last = _FIRST + max(_ROOM[sheet.title], filled + 20) - 1
    for column, (label, width) in enumerate(columns, start=1):
        head = look.at(sheet, _FIRST - 1, column)
        look.head(head, label)
        sheet.column_dimensions[head.column_letter].width = width
        for row in range(_FIRST, last + 1):
            look.entry(look.at(sheet, row, column), horizontal="left")
    sheet.row_dimensions[_FIRST - 1].height = 22
    sheet.freeze_panes = look.at(sheet, _FIRST, 1)
    look.lock(sheet)
    look.set_page(sheet, landscape=True)
    sheet.print_title_rows = f"{_FIRST - 1}:{_FIRST - 1}"
    return last


def _anchors(sheet: Worksheet, last: int, columns: Sequence[str]) -> Iterator[Entry]:
    prefix = "supplementary" if sheet.title == SUPPLEMENTARY else "notes"
    for letter, column in zip("ABCD", columns, strict=False):
        yield sheet.title, f"{letter}{_FIRST}:{letter}{last}", f"{prefix}.{column}", "", ""
