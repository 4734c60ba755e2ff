"""STR, continued: what the code asks of some organs only, and of the fee statement and the day of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, NotApplicable, Outcome, Undecided
from drafter.check.rule import rule
from drafter.check.signature import signature
from drafter.documents import Severity
from drafter.numerals import scan

FEE_YEAR = 2021  # the first report year whose section six must tell of processing fees
CODE_YEAR = 2019  # the code in force since 2019 set the duties and the days
GOVERNMENT = re.compile(r"(?:人民政府|[省市州盟县区旗镇乡]政府)$")
COUNTY_OR_ABOVE = re.compile(r"[省市州盟县区旗](?:人民)?政府$")
# 条例第五十条第（四）项: what the report of a government tells besides.
DUTIES = (
    ("工作考核", re.compile(r"考核|考评|绩效")),
    ("社会评议", re.compile(r"评议|测评|满意度|第三方评估|群众评价|社会评价|评估")),
    ("责任追究", re.compile(r"责任追究|追责|问责|追究责任|追究[^，。；]{0,12}责任|约谈|责任[^，。；]{0,6}追究")),
)
FEES = re.compile(r"处理费|信息费|收费|费用")
GAPS = re.compile("【[^【】]*】")
NO_FEES = re.compile(
    r"(?:未|没|无|不)[^，。；]{0,14}(?:收|费)|费[^，。；]{0,10}(?:为|均为|合计)?(?:0|０|零|无)|均?为?(?:0|零)元"
)
NOTICES = re.compile(r"通知")
# Governments of counties and above publish by 31 March, all other organs by 31 January.
DEADLINES = {True: (3, 31), False: (1, 31)}


@rule(
    "STR107",
    "structure.government_duties",
    Severity.WARNING,
    "本报告是一级政府的年度报告，没有写到{missing}的情况",
    (Need.TEXT, Need.WHOLE, Need.YEAR),
)
def government_duties(case: Case) -> Iterator[Outcome]:
    """各级人民政府的年度报告，写明工作考核、社会评议和责任追究结果情况。

    Flags: 政府（不是部门）的报告，全文没有提到考核、评议、责任追究中的一项或几项。
    Accepts: 写明“没有发生责任追究”的；以评估、满意度测评等说到评议的；部门、街道办事处的报告。
    Leaves to others: 缺少的部分（STR101）。
    Source: 国务院令第711号《政府信息公开条例》第五十条第（四）项；国办公开办函〔2021〕30号。
    """
    agency = "".join((case.report.agency or "").split())
    if not GOVERNMENT.search(agency) or (case.report.year or 0) < CODE_YEAR:
        yield NotApplicable("本机关不是一级政府，或机关名称没有认出" if agency else "机关名称没有认出")
        return
    missing = [name for name, words in DUTIES if not words.search(case.report.text)]
    if missing:
        yield Hit({"missing": "、".join(missing)}, subject="、".join(missing))
    else:
        yield Held()


@rule(
    "STR108",
    "structure.fee_details",
    Severity.INFO,
    "收取了信息处理费，没有写明{missing}",
    (Need.TEXT, Need.WHOLE, Need.YEAR),
)
def fee_details(case: Case) -> Iterator[Outcome]:
    """收取了信息处理费的，写明收费通知的件数、总金额和实际收取的金额。

    Flags: 第六部分写有大于0的处理费金额，而没有说发出收费通知几件的；只有件数没有金额的。
    Accepts: 写明没有收取的；2020年度及以前的报告。
    Leaves to others: 完全没有提到处理费的（STR105）；还没有补充的（TXT101）。
    Source: 国办函〔2020〕109号《政府信息公开信息处理费管理办法》；国办公开办函〔2021〕30号。
    """
    part = next((part for part in case.parts if part.id == "6"), None)
    if part is None or (case.report.year or 0) < FEE_YEAR:
        yield NotApplicable("没有找到第六部分，或不是要求写明的年度")
        return
    sentences = [s for s in re.split("[。；\n]", GAPS.sub("", case.body(part))) if FEES.search(s)]
    said = "，".join(sentences)
    told = [q for q in scan(said) if q.value > 0]
    sums = [q for q in told if q.unit.endswith("元")]
    counts = [q for q in told if q.unit in ("件", "份", "次", "笔", "宗")]
    if not sums and (NO_FEES.search(said) or not counts):
        yield Held() if sentences else NotApplicable("第六部分没有提到信息处理费")
        return
    missing = [] if counts and (NOTICES.search(said) or len(sums) > 1) else ["发出收费通知的件数"]
    missing += [] if sums else ["金额"]
    if missing:
        yield Hit({"missing": "和".join(missing)}, start=part.start, end=part.start + len(part.title), subject=part.id)
    else:
        yield Held()


@rule(
    "STR109",
    "structure.deadline",
    Severity.INFO,
    "落款日期{day}，晚于规定的{due}",
    (Need.TEXT, Need.YEAR),
)
def deadline(case: Case) -> Iterator[Outcome]:
    """年度报告在规定的日期之前公布：县级以上政府部门1月31日，县级以上地方政府3月31日。

    Flags: 落款日期晚于次年1月31日（县级以上地方政府晚于次年3月31日）的报告。
    Accepts: 没有写落款日期的；2018年度及以前的报告；日期不在报告年度次年的（YER102）。
    Leaves to others: 落款年份写错（YER102）。
    Source: 国务院令第711号《政府信息公开条例》第四十九条。
    """
    signed = signature(case.report.text)
    year = case.report.year or 0
    if signed is None or year < CODE_YEAR:
        yield NotApplicable("没有写落款日期" if signed is None else "2018年度及以前依旧条例公布")
        return
    if not case.report.agency:
        yield Undecided("机关名称没有认出，看不出应当何时公布")
        return
    month, day = DEADLINES[bool(COUNTY_OR_ABOVE.search("".join(case.report.agency.split())))]
    if signed.day[0] == year + 1 and signed.day[1:] > (month, day):
        shown = case.report.text[signed.day_start : signed.day_end]
        fields = {"day": shown, "due": f"{year + 1}年{month}月{day}日"}
        yield Hit(fields, start=signed.day_start, end=signed.day_end, found=shown)
    else:
        yield Held()


RULES = (government_duties, fee_details, deadline)
