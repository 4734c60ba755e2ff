"""STR: sections, their order, the edition of the form, the statistics period, the fee statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, NotApplicable, Outcome, Undecided
from drafter.check.period import Period, periods
from drafter.check.phrase import NUMERALS
from drafter.check.rule import rule
from drafter.documents import Severity
from drafter.form import edition_for_year

FORM_YEAR = 2019  # the first report year with a common form
FEE_YEAR = 2021  # the first report year whose section six must tell of processing fees
FEE_SECTION = "6"
# Words that show a section's matter to be there although its heading was not found.
MATTER = {
    "1": re.compile(r"[一二三1-3][）)、.．]\s*(?:主动公开|依申请公开)"),
    "5": re.compile(r"(?:存在|主要|突出).{0,6}(?:问题|不足)|问题.{0,6}改进|改进(?:措施|情况|方向)"),
    "6": re.compile(r"信息处理费|其他(?:需要|需)?报告(?:的)?事项"),
}
FEE = re.compile(r"处理费|收费|费用|收取.{0,12}费")


@rule("STR101", "structure.sections", Severity.ERROR, "缺少“{title}”部分{remark}", (Need.TEXT, Need.WHOLE))
def sections(case: Case) -> Iterator[Outcome]:
    """报告包括规定的六个部分，各有标题。

    Flags: 六个部分中找不到的部分；标题找不到而内容或附表还在的作提醒。
    Accepts: 标题文字略有出入的部分；只找到一两个部分标题的摘录。
    Leaves to others: 次序（STR102），附表（STR106），处理费说明（STR105）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号。
    """
    present = {part.id for part in case.parts}
    for number, title in enumerate(case.edition.sections, start=1):
        if str(number) in present:
            yield Held()
        else:
            yield _missing(case, str(number), f"{NUMERALS[number]}、{title}")


def _missing(case: Case, number: str, title: str) -> Hit:
    """The hit of a missing section; only its heading is missing where its matter stands elsewhere."""
    if number in MATTER:
        # The preamble lists the parts by name; only the first part's matter can have run into it.
        places = [s for s in case.report.sections if s.id != "0" or number == "1"]
        told = any(MATTER[number].search(case.body(place)) for place in places)
    else:
        told = any(key.startswith(f"t{number}.") for key in case.report.figures)
    remark = "的标题，内容似在其他部分" if told else ""
    severity = Severity.WARNING if told else None
    return Hit({"title": title, "remark": remark}, severity=severity, subject=number)


@rule("STR102", "structure.order", Severity.WARNING, "“{later}”排在“{earlier}”之前", (Need.TEXT, Need.WHOLE))
def order(case: Case) -> Iterator[Outcome]:
    """六个部分按规定的次序排列。

    Flags: 后面的部分排到了前面。
    Accepts: 缺了中间部分而其余次序不乱的；同一编号重复出现的。
    Leaves to others: 缺少的部分（STR101）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号。
    """
    for before, after in pairwise(case.parts):
        if before.id > after.id:
            heading = case.report.text.find("\n", after.start, after.end)
            end = after.end if heading < 0 else heading
            fields = {"later": before.title, "earlier": after.title}
            yield Hit(fields, start=after.start, end=end, subject=after.id)
        else:
            yield Held()


@rule(
    "STR103", "structure.edition", Severity.ERROR, "{year}年度报告用了{used}的表，应当用{due}（{source}）", (Need.YEAR,)
)
def form_edition(case: Case) -> Iterator[Outcome]:
    """附表用报告年度适用的格式：2021年度起用2021年版，2019、2020年度用2019年试行版。

    Flags: 2021年度及以后仍用2019年试行版的表；2019、2020年度用了2021年版的表（作提醒）。
    Accepts: 2018年度及以前没有统一格式的报告；没有读到附表的报告。
    Leaves to others: 表内的数（TAB各规则）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号。
    """
    year, used = case.report.year, case.report.edition
    if year is None or used is None:
        yield NotApplicable("没有读到附表，看不出用的是哪一版格式")
        return
    if year < FORM_YEAR:
        yield NotApplicable(f"{year}年度还没有统一的格式")
        return
    due = edition_for_year(year)
    if used == due.id:
        yield Held()
        return
    fields = {"year": str(year), "used": case.edition.name, "due": due.name, "source": due.source}
    severity = Severity.WARNING if used > due.id else None
    yield Hit(fields, found=used, expected=due.id, severity=severity)


@rule("STR104", "structure.period", Severity.ERROR, "统计期限写作“{stated}”，{fault}", (Need.TEXT,))
def period(case: Case) -> Iterator[Outcome]:
    """统计期限是报告年度的1月1日至12月31日。

    Flags: 统计期限（“所列数据时间”“数据所属期”等说法相同）的起止年份不是报告年度，
    起止年份不同，年份多写或少写数字，起止不是1月1日和12月31日；漏写“年”字作提醒。
    Accepts: 没有写统计期限的报告；只写“某年度”的；止日不再写年份的。
    Leaves to others: 正文其他地方的年份。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号；《政府信息公开条例》第五十条所称上一年度。
    """
    for stated in periods(case.report.text):
        if isinstance(stated, int):
            yield Undecided("写有统计期限，但看不出起止日期")
        else:
            yield from _judge_period(case, stated)


def _judge_period(case: Case, stated: Period) -> Iterator[Outcome]:
    text = case.report.text[stated.start : stated.end]
    due = str(case.report.year) if case.report.year else max((y for y in stated.years if len(y) == 4), default="")
    fault, severity = _fault(stated, due)
    if fault:
        yield Hit(
            {"stated": text, "fault": fault},
            start=stated.start,
            end=stated.end,
            found=text,
            expected=f"{due}年1月1日至{due}年12月31日" if due else None,
            severity=severity,
        )
    elif case.report.year is None:
        yield Undecided("看不出是哪一年的报告，统计期限的年份无从核对")
    else:
        yield Held()


def _fault(stated: Period, due: str) -> tuple[str, Severity | None]:
    """What is wrong with a period, and the severity where it is not the rule's own."""
    malformed = [year for year in stated.years if len(year) != 4]
    if malformed:
        return f"年份“{malformed[0]}”写错了", None
    if len(set(stated.years)) > 1:
        return "起止不在同一年", None
    if due and any(year != due for year in stated.years):
        return f"与报告年度{due}年不符", None
    if (stated.first, stated.last) not in (((1, 1), (12, 31)), (None, None)):
        return "应为1月1日至12月31日", None
    return ("", None) if stated.clean else ("漏写了“年”字", Severity.WARNING)


@rule(
    "STR105",
    "structure.fee_statement",
    Severity.WARNING,
    "“{title}”没有说明{year}年度政府信息公开信息处理费的收取情况（没有收取也要写明）",
    (Need.TEXT, Need.WHOLE, Need.YEAR),
)
def fee_statement(case: Case) -> Iterator[Outcome]:
    """2021年度起，第六部分说明发出收费通知的件数、总金额和实际收取的信息处理费。

    Flags: 第六部分没有提到信息处理费的报告，只写一个“无”字的也在内。
    Accepts: 写明没有收取的；2020年度及以前的报告。
    Leaves to others: 缺少第六部分（STR101）；所写金额与正文其他地方是否一致。
    Source: 国办函〔2020〕109号《政府信息公开信息处理费管理办法》；国办公开办函〔2021〕30号。
    """
    year = case.report.year
    if year is None or year < FEE_YEAR:
        yield NotApplicable("2020年度及以前不要求")
        return
    part = next((part for part in case.parts if part.id == FEE_SECTION), None)
    if part is None:
        yield NotApplicable("没有找到第六部分")
    elif FEE.search(case.body(part)):
        yield Held()
    else:
        fields = {"title": part.title, "year": str(year)}
        yield Hit(fields, start=part.start, end=min(part.end, part.start + len(part.title)), subject=part.id)


@rule(
    "STR106",
    "structure.official_tables",
    Severity.WARNING,
    "没有读到表{numeral}“{title}”：报告里如有这张表，可能是图片，或版式没有认出",
    (Need.TEXT, Need.TABLES, Need.WHOLE),
)
def official_tables(case: Case) -> Iterator[Outcome]:
    """报告附有规定的表二、表三、表四。

    Flags: 三张表中有一张或两张一个格也没有读到。
    Accepts: 没有正文和附表的摘录；一张表也没有读到的报告作“无法判断”，可能是图片。
    Leaves to others: 缺少的部分标题（STR101），表中的空白（TAB301、TAB302）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    for table in case.edition.tables:
        if any(key.startswith(f"t{table.number}.") for key in case.report.figures):
            yield Held()
        else:
            yield Hit({"numeral": NUMERALS[table.number], "title": table.title}, subject=str(table.number))


RULES = (sections, order, form_edition, period, fee_statement, official_tables)
