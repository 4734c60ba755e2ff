"""The first sheet of a fill-in workbook: whose report, which year, how to fill in, and how the checks stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from drafter.form import Edition
from drafter.write.workbook import look

GUIDE = "填报说明"
_AGENCY, _YEAR, _ZERO = "B4", "B5", "B6"
_FIRST_CHECK = 9
_LONG_STEP = 80  # characters that two lines hold
_STEPS = (
    "先填上面的机关名称（全称）和年度，再依次填表二、表三、表四。",
    "浅黄色格填数字；浅蓝色格会自动合计，一般不用填，确需改动时直接填数字。其余格已锁定，不用动。",
    "没有发生的填 0；本机关不适用的留空。只填数字，不带“件”“万元”等字，不写“约”“余”。"
    "三张表里空着的格全都是 0 的，可在上面“空白即为0”选“是”，不必逐格填。",
    "表旁和表下的“核对”随填随算：绿色“相符”，红色“不符”要改到相符为止，橙色“请核对”的请再看一遍原始台账。",
    "“上年数据”照上年年度报告填写，用来核对上年结转、写同比增减；可以不填。",
    "“补充数据”写三张表以外、报告里要写到的数字；“工作素材”一行写一件事，起草时写进相应的小标题。",
    "不要改工作表的名称，不要插入或删除行列。填好后保存，交给 drafter 导入。",
)

Entry = tuple[str, str, str, str, str]


def add_guide(sheet: Worksheet, form: Edition, *, agency: str, year: int | None) -> Iterator[Entry]:
    """Fill the first sheet but for its checks; yields where agency and year stand."""
    sheet.title = GUIDE
    for letter, width in (("A", 14), ("B", 58), ("C", 30)):
        sheet.column_dimensions[letter].width = width
    look.title(sheet, 1, "政府信息公开工作年度报告数据填报表")
    look.line(sheet["A2"], f"适用表格：{form.name}（{form.source}）")
    for row, label in ((4, "机关名称"), (5, "年度"), (6, "空白即为0")):
        look.head(look.at(sheet, row, 1), label)
        look.entry(look.at(sheet, row, 2), horizontal="left")
        sheet.row_dimensions[row].height = 24
    look.words(sheet[_AGENCY], agency)
    sheet[_YEAR].value = year
    look.line(sheet["C4"], "　全称，如：某某县水务局")
    look.line(sheet["C5"], "　四位数字，如：2024")
    look.line(sheet["C6"], "　选“是”：三张表里空着的格按 0 读入")
    years = DataValidation("whole", operator="between", formula1="2008", formula2="2100")
    look.refuse(years, "年度填四位数字，如 2024：报告的是哪一年的工作就填哪一年。")
    years.add(_YEAR)
    sheet.add_data_validation(years)
    tick = DataValidation("list", formula1='"是,否"')
    look.refuse(tick, "请选“是”或“否”，空着等于“否”。")
    tick.add(_ZERO)
    sheet.add_data_validation(tick)
    look.lock(sheet)
    look.set_page(sheet)
    yield GUIDE, _AGENCY, "agency", "", ""
    yield GUIDE, _YEAR, "year", "", ""
    yield GUIDE, _ZERO, "blank_is_zero", "", ""


def finish_guide(sheet: Worksheet, verdicts: Mapping[str, Sequence[str]]) -> None:
    """Set how the checks stand and how to fill in; `verdicts` maps a sheet to the addresses of its verdicts."""
    look.title(sheet, _FIRST_CHECK - 2, "勾稽核对")
    look.head(look.at(sheet, _FIRST_CHECK - 1, 1), "工作表")
    look.head(look.at(sheet, _FIRST_CHECK - 1, 2), "核对结果")
    row = _FIRST_CHECK
    for title, addresses in verdicts.items():
        look.head(look.at(sheet, row, 1), title)
        look.verdict(look.at(sheet, row, 2), _summary(title, addresses))
        sheet.row_dimensions[row].height = 22
        row += 1
    look.colour_verdicts(sheet, f"B{_FIRST_CHECK}:B{row - 1}")
    look.title(sheet, row + 1, "怎么填")
    for number, step in enumerate(_STEPS, start=1):
        line = row + 1 + number
        look.remark(look.at(sheet, line, 1), f"{number}")
        look.at(sheet, line, 1).alignment = look.CENTRED
        look.remark(look.at(sheet, line, 2), step)
        sheet.merge_cells(start_row=line, start_column=2, end_row=line, end_column=3)
        sheet.row_dimensions[line].height = 32 if len(step) < _LONG_STEP else 46


def _summary(title: str, addresses: Sequence[str]) -> str:
    broken, doubtful, matched = (
        "+".join(f"COUNTIF('{title}'!{area},\"{word}\")" for area in _areas(addresses))
        for word in (look.BROKEN, look.DOUBTFUL, look.MATCHED)
    )
    return (
        f'=IF({broken}>0,({broken})&"处{look.BROKEN}"&IF({doubtful}>0,"，"&({doubtful})&"处{look.DOUBTFUL}",""),'
        f'IF({doubtful}>0,({doubtful})&"处{look.DOUBTFUL}",IF({matched}>0,"已填的都{look.MATCHED}","{look.WAITING}")))'
    )


def _areas(addresses: Sequence[str]) -> Sequence[str]:
    """One area over all verdicts of a sheet: nothing else on it reads like a verdict."""
    letters = sorted({address.rstrip("0123456789") for address in addresses}, key=lambda each: (len(each), each))
    rows = sorted(int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for address in addresses)
    return [f"{letters[0]}{rows[0]}:{letters[-1]}{rows[-1]}"] if addresses else []
