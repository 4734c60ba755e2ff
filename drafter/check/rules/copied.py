"""CPY: paragraphs taken over word for word."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.case import Case, Need
from drafter.check.copies import copies
from drafter.check.outcome import Held, Hit, NotApplicable, Outcome
from drafter.check.rule import rule
from drafter.documents import Severity

PROBLEMS = "5"
# The sections with a narrative of the organ's own; the others are tables and the customary fee statement.
NARRATIVE = ("1", PROBLEMS)


@rule(
    "CPY101",
    "copied.from_last_year",
    Severity.INFO,
    "这一段（{size}字）除数字外与上年报告一字不差{remark}",
    (Need.TEXT, Need.PREVIOUS),
)
def from_last_year(case: Case) -> Iterator[Outcome]:
    """总体情况、存在的主要问题及改进情况两部分，不整段照抄上年报告。

    Flags: 去掉数字和年份后与上年报告逐句相同的段落，相连的并为一条；第五部分照抄的作提醒。
    Accepts: 编制依据、统计期限、六部分组成、下载和联系方式、信息处理费等每年相同的套话；报告表中各数的句子；
    不足三十六字的。
    Leaves to others: 沿用上年文字而没有改的年份（YER101），同一报告内重复的句子（TXT102）。
    Source: 国务院令第711号《政府信息公开条例》第五十条；国办公开办函〔2021〕30号：报告上一年度的情况。
    """
    last = case.previous.text if case.previous else ""
    spans = [(part.start, part.end) for part in case.parts if part.id in NARRATIVE]
    if not last.strip() or not spans:
        yield NotApplicable("上年报告没有正文" if not last.strip() else "没有找到第一、第五部分")
        return
    told = [(reading.claim.start, reading.claim.end) for reading in case.readings if reading.claim.refs]
    found = list(copies(case.report.text, last, spans, told))
    for copy in found:
        in_problems = any(part.id == PROBLEMS and part.start <= copy.start < part.end for part in case.parts)
        yield Hit(
            {
                "size": str(copy.size),
                "remark": "，请写本年度的问题和改进情况" if in_problems else "，请核实是否本年度的情况",
            },
            start=copy.start,
            end=copy.end,
            severity=Severity.WARNING if in_problems else None,
        )
    if not found:
        yield Held()


@rule(
    "CPY102",
    "copied.from_another_organ",
    Severity.INFO,
    "这一段（{size}字）除数字外与{organ}的报告一字不差，请核实写的是否本机关的情况",
    (Need.TEXT,),
)
def from_another_organ(case: Case) -> Iterator[Outcome]:
    """总体情况、存在的主要问题及改进情况两部分，不整段照抄其他机关的报告。

    Flags: 去掉数字和年份后与示例库里其他机关的报告逐句相同的段落，相连的并为一条。
    Accepts: 每份报告都有的套话；报告表中各数的句子；不足三十六字的；本机关自己往年的报告。
    Leaves to others: 与上年报告雷同（CPY101），留下的其他机关名称（ORG101）。
    Source: 国务院令第711号《政府信息公开条例》第五十条；国办公开办函〔2021〕30号：报告本机关上一年度的情况。
    """
    spans = [(part.start, part.end) for part in case.parts if part.id in NARRATIVE]
    if not case.others or not spans:
        yield NotApplicable("没有找到第一、第五部分" if case.others else "没有其他机关的报告可比（--library）")
        return
    told = [(reading.claim.start, reading.claim.end) for reading in case.readings if reading.claim.refs]
    found = [(copy, other) for other in case.others for copy in copies(case.report.text, other.text, spans, told)]
    free = 0
    for copy, other in sorted(found, key=lambda pair: (pair[0].start, -pair[0].size)):
        if copy.start < free:
            continue
        free = copy.end
        organ = f"{other.agency or other.source.name}{f'{other.year}年度' if other.year else ''}"
        yield Hit({"size": str(copy.size), "organ": organ}, start=copy.start, end=copy.end)
    if not found:
        yield Held()


RULES = (from_last_year, from_another_organ)
