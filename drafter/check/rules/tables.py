"""TAB: the identities between the cells of one report, and amounts no cell can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from drafter.check.balance import MESSAGE, identities, judged, missing, weigh
from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.phrase import NUMERALS, cell_name, cell_names, row_name, shown
from drafter.check.rule import rule
from drafter.documents import Severity
from drafter.form import Balance, Cell, Identity

TOO_FEW = "{place}{left}，少于{right}，相差{difference}"
TOO_MANY = "{place}{left}，多于{right}，相差{difference}"
TABLES = (Need.TABLES,)
HELD = Held()  # of one cell among hundreds: which one is plain from the form
TOTALS = ("row_total", "cases_total")  # identities whose left side is a printed total of its own row


@rule("TAB101", "tables.applications_balance", Severity.ERROR, MESSAGE, TABLES)
def applications_balance(case: Case) -> Iterator[Outcome]:
    """表三每一列，本年新收加上年结转等于办理结果总计加结转下年度。

    Flags: 某一列的四个数都有，而两边之和不相等；或者空白处填任何数都不能使两边相等。
    Accepts: 空白格当作0时两边相等的列；整列没有填的列。
    Leaves to others: 办理结果总计是否等于各项结果之和（TAB102），每行的总计（TAB103）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号附表三：“第一项加第二项之和，等于第三项加第四项之和”。
    """
    yield from weigh(case, "applications_balance")


@rule("TAB102", "tables.outcomes_total", Severity.ERROR, MESSAGE, TABLES)
def outcomes_total(case: Case) -> Iterator[Outcome]:
    """表三每一列，“（七）总计”等于（一）至（六）各项办理结果之和。

    Flags: 某一列的总计与各项结果之和不相等，且空白处填任何数都不能使其相等。
    Accepts: 空白格当作0时相等的列；整列没有填的列。
    Leaves to others: 新收、结转与办结之间的关系（TAB101），每行的总计（TAB103）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号附表三“（七）总计”行。
    """
    yield from weigh(case, "outcomes_total")


@rule("TAB103", "tables.row_total", Severity.ERROR, MESSAGE, TABLES)
def row_total(case: Case) -> Iterator[Outcome]:
    """表三每一行，“总计”列等于自然人与五类法人或其他组织之和。

    Flags: 某一行的总计与六类申请人之和不相等，且空白处填任何数都不能使其相等。
    Accepts: 空白格当作0时相等的行；整行没有填的行。
    Leaves to others: 总计空白而各列有数的行（TAB301），列的关系（TAB101、TAB102）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号附表三“总计”列。
    """
    yield from weigh(case, "row_total")


@rule("TAB104", "tables.cases_total", Severity.ERROR, MESSAGE, TABLES)
def cases_total(case: Case) -> Iterator[Outcome]:
    """表四行政复议和两类行政诉讼，各自的总计等于四种结果之和。

    Flags: 某一类的总计与结果维持、结果纠正、其他结果、尚未审结之和不相等，且空白处填任何数都不能使其相等。
    Accepts: 空白格当作0时相等的；整组没有填的。
    Leaves to others: 总计空白而各项有数的（TAB301）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号附表四。
    """
    yield from weigh(case, "cases_total")


@rule("TAB201", "tables.valid_at_least_net", Severity.WARNING, TOO_FEW, TABLES)
def valid_at_least_net(case: Case) -> Iterator[Outcome]:
    """表二规章和行政规范性文件，现行有效件数不少于本年制发减本年废止。

    Flags: 现行有效件数比本年制发件数减去本年废止件数还少。
    Accepts: 2019年版表没有这一关系；有空白而看不出多少的。
    Leaves to others: 与上年现行有效件数的衔接（YOY102）。
    Source: 国办公开办函〔2021〕30号附表二第二十条第（一）项。
    """
    yield from weigh(case, "valid_at_least_net")


@rule("TAB202", "tables.published_within_total", Severity.WARNING, TOO_MANY, TABLES)
def published_within_total(case: Case) -> Iterator[Outcome]:
    """2019年版表二规章和规范性文件，本年新公开数量不超过对外公开总数量。

    Flags: 本年新公开数量大于对外公开总数量。
    Accepts: 2021年版表没有这一关系；有空白而看不出多少的。
    Leaves to others: 负数（TAB203）。
    Source: 国办公开办函〔2019〕60号附表二第二十条第（一）项。
    """
    yield from weigh(case, "published_within_total")


def _filled(case: Case) -> Iterator[tuple[str, Cell, int | Decimal]]:
    """Every printed cell of the form that the report fills, with its amount."""
    for key, cell in case.edition.printed.items():
        amount = case.ledger.cells.get(key)
        if amount is not None:
            yield key, cell, amount


@rule("TAB203", "tables.not_negative", Severity.WARNING, "{cell}为{amount}，件数和金额不应是负数", TABLES)
def not_negative(case: Case) -> Iterator[Outcome]:
    """除“本年增/减”外，表中的数不为负数。

    Flags: “本年增/减”以外的任何一格是负数，本年新制作数量也在内。
    Accepts: “本年增/减”列的负数；空白格。
    Leaves to others: 小数（TAB204）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    for key, cell, amount in _filled(case):
        if amount < 0 and not cell.column.signed:
            fields = {"cell": cell_name(case.edition, key), "amount": shown(amount)}
            yield Hit(fields, refs=(key,), found=shown(amount))
        else:
            yield HELD


@rule("TAB204", "tables.whole_counts", Severity.WARNING, "{cell}为{amount}，件数应是整数", TABLES)
def whole_counts(case: Case) -> Iterator[Outcome]:
    """表中的件数是整数。

    Flags: 以件计的格里填了小数，多半是单位写错或填错了行。
    Accepts: 以万元计的收费金额、采购总金额的小数；空白格。
    Leaves to others: 负数（TAB203）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    for key, cell, amount in _filled(case):
        if cell.column.decimal or cell.row.decimal:
            continue
        if not isinstance(amount, int) and amount != int(amount):
            fields = {"cell": cell_name(case.edition, key), "amount": shown(amount)}
            yield Hit(fields, refs=(key,), found=shown(amount))
        else:
            yield HELD


@rule("TAB301", "tables.blank_totals", Severity.WARNING, "{table}的总计空白：{totals}", TABLES)
def blank_totals(case: Case) -> Iterator[Outcome]:
    """各项有数的行，总计填上了数。

    Flags: 表三某行六类申请人、表四某类四种结果都有数且不全为0，总计却空白。同一张表并为一条。
    Accepts: 各项都是0或空白的行；全表没有总计列的报告。
    Leaves to others: 填了而不相等的总计（TAB103、TAB104）；缺的不是总计的（TAB302）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号附表三、附表四“总计”列。
    """
    due: dict[int, dict[str, str]] = {}
    for identity in identities(case, *TOTALS):
        key = identity.left[0].key
        parts, unknown = case.ledger.total(identity.right)
        if case.ledger.amount(key) is not None:
            yield Held((key,))
        elif case.ledger.blank(key) and not unknown and parts:
            due.setdefault(case.edition.printed[key].table, {})[key] = shown(parts)
    for table, totals in due.items():
        yield _blank_totals(case, table, totals)


def _blank_totals(case: Case, table: int, totals: Mapping[str, str]) -> Hit:
    printed = case.edition.printed
    told = "、".join(f"{row_name(printed[key])}应为{amount}" for key, amount in totals.items())
    only = next(iter(totals.values())) if len(totals) == 1 else None
    return Hit({"table": f"表{NUMERALS[table]}", "totals": told}, refs=tuple(totals), expected=only)


@rule("TAB302", "tables.uncheckable", Severity.INFO, "{count}处“{identity}”无法核对：{cells}空白或没有读到", TABLES)
def uncheckable(case: Case) -> Iterator[Outcome]:
    """表中没有因空白而无法核对的勾稽关系。

    Flags: 有数可加，但因空白或缺格而看不出是否相等的关系；同一种关系并为一条。
    Accepts: 空白当作0即成立的关系；所涉各格全部空白的关系。
    Leaves to others: 只缺总计、可由各项相加得出的（TAB301）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四的勾稽关系。
    """
    open_: dict[str, list[tuple[str, ...]]] = {}
    within = {identity.code for identity in case.edition.identities if not identity.across_years}
    for identity, state in judged(case, *within):
        blank = missing(case, identity) if state is Balance.UNDECIDED else ()
        if state is Balance.UNDECIDED and not _only_total_blank(case, identity, blank):
            open_.setdefault(identity.name, []).append(blank)
        elif state is not Balance.NOT_APPLICABLE:
            yield Held(identity.keys)
    for name, blanks in open_.items():
        keys = tuple(dict.fromkeys(key for blank in blanks for key in blank))
        fields = {"count": str(len(blanks)), "identity": name, "cells": cell_names(case.edition, keys, 3)}
        yield Hit(fields, refs=keys, subject=name)


def _only_total_blank(case: Case, identity: Identity, blank: tuple[str, ...]) -> bool:
    total = identity.left[0].key
    return identity.code in TOTALS and blank == (total,) and case.ledger.blank(total)


RULES = (
    applications_balance,
    outcomes_total,
    row_total,
    cases_total,
    valid_at_least_net,
    published_within_total,
    not_negative,
    whole_counts,
    blank_totals,
    uncheckable,
)
