"""YOY: the tables against those of last year's report."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.amounts import LAST_YEAR
from drafter.check.balance import MESSAGE, identities, weigh
from drafter.check.case import Case, Need
from drafter.check.outcome import NotApplicable, Outcome
from drafter.check.rule import rule
from drafter.documents import Severity
from drafter.form import Edition, Identity

BOTH = (Need.TABLES, Need.PREVIOUS)


def _across(case: Case, code: str) -> Iterator[Outcome]:
    """Weigh the identities of that code where both years' forms have them."""
    previous = case.ledger.previous
    if previous is None:
        return
    if not previous.cells:
        yield NotApplicable("上年报告没有读到附表")
    elif _beyond(previous.edition, identities(case, code)):
        yield NotApplicable(f"上年报告用的是{previous.edition.name}的表，没有相应的格")
    else:
        yield from weigh(case, code)


def _beyond(form: Edition, found: tuple[Identity, ...]) -> bool:
    """Whether some cell of last year that the identities ask for is not in that year's form."""
    asked = {key for identity in found for key in identity.keys if key.startswith(LAST_YEAR)}
    return any(form.cell(key) is None for key in asked)


@rule("YOY101", "years.carried_forward", Severity.ERROR, MESSAGE, BOTH)
def carried_forward(case: Case) -> Iterator[Outcome]:
    """表三每一列，上年结转数等于上年报告的结转下年度继续办理数。

    Flags: 本年“二、上年结转政府信息公开申请数量”与上年报告“四、结转下年度继续办理”不同的列。
    Accepts: 空白格当作0时相等的列；没有给出上年报告，或给出的不是同一机关、不是相邻年度的。
    Leaves to others: 本年表内的关系（TAB101至TAB104）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号附表三第二项、第四项。
    """
    yield from _across(case, "carried_forward")


@rule("YOY102", "years.valid_documents", Severity.ERROR, MESSAGE, BOTH)
def valid_documents(case: Case) -> Iterator[Outcome]:
    """规章和行政规范性文件，现行有效件数等于上年现行有效件数加本年制发减本年废止。

    Flags: 两年的现行有效件数之差与本年制发、废止件数对不上。
    Accepts: 空白格当作0时相等的；上年用2019年版表而无此项的；没有给出合用的上年报告的。
    Leaves to others: 现行有效少于本年制发减废止（TAB201）。
    Source: 国办公开办函〔2021〕30号附表二第二十条第（一）项。
    """
    yield from _across(case, "valid_documents")


@rule("YOY103", "years.items_forward", Severity.ERROR, MESSAGE, BOTH)
def items_forward(case: Case) -> Iterator[Outcome]:
    """2019年版表二，上一年项目数量等于上年报告的上一年项目数量加其本年增减。

    Flags: 行政许可、其他对外管理服务事项、行政处罚、行政强制或行政事业性收费的项目数量与上年报告接不上。
    Accepts: 空白格当作0时相等的；2021年版表没有这一关系；没有给出合用的上年报告的。
    Leaves to others: 规章、规范性文件（YOY102）。
    Source: 国办公开办函〔2019〕60号附表二第二十条第（五）、（六）、（八）项。
    """
    yield from _across(case, "items_forward")


RULES = (carried_forward, valid_documents, items_forward)
