"""Every rule of drafter, family by family; a rule that is not listed here does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.check.rule import Rule
from drafter.check.rules import (
    changes,
    copied,
    duties,
    figures,
    law,
    leftovers,
    organs,
    percents,
    plausible,
    privacy,
    repeats,
    shares,
    statements,
    structure,
    sums,
    tables,
    units,
    wording,
    years,
)
from drafter.documents import Severity
from drafter.errors import Defect, UnknownRule

SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "提示"}


@dataclass(frozen=True, slots=True)
class Family:
    """A family of rules: the three letters their codes begin with, its Chinese name, its rules in order."""

    prefix: str
    name: str
    rules: tuple[Rule, ...]


FAMILIES = (
    Family("TAB", "表内勾稽", tables.RULES),
    Family("NUM", "正文与表", figures.RULES),
    Family("CHG", "增减比较", changes.RULES),
    Family("ZER", "没有与全部", statements.RULES),
    Family("YOY", "与上年报告", years.RULES),
    Family("STR", "结构与期限", (*structure.RULES, *duties.RULES)),
    Family("SUM", "正文合计", sums.RULES),
    Family("PCT", "正文占比", (*shares.RULES, *percents.RULES)),
    Family("REP", "前后一致", repeats.RULES),
    Family("YER", "年份", leftovers.RULES),
    Family("CPY", "照抄", copied.RULES),
    Family("ORG", "机关名称", organs.RULES),
    Family("LAW", "所引法规", law.RULES),
    Family("UNI", "单位", units.RULES),
    Family("PLA", "是否合理", plausible.RULES),
    Family("PRI", "个人信息", privacy.RULES),
    Family("TXT", "文字", wording.RULES),
)


# Codes of rules that are no more, with those that took over; a code is never given to another rule.
RETIRED = {"NUM104": ("ZER101", "ZER102", "CHG104")}


def gather(families: Iterable[Family]) -> dict[str, Rule]:
    """Code → rule over all families, in their order.

    Raises:
        Defect: a code is used twice or again, or does not begin with its family's letters.
    """
    gathered: dict[str, Rule] = {}
    for family in families:
        for item in family.rules:
            if item.code in gathered or item.code in RETIRED or item.family != family.prefix:
                raise Defect(f"规则编号 {item.code} 重复，或不属于 {family.prefix} 类")
            gathered[item.code] = item
    return gathered


REGISTRY = gather(FAMILIES)


def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the families and of their codes."""
    return tuple(REGISTRY.values())


def successors(code: str) -> str:
    """What became of a retired code, in Chinese; "" for any other."""
    named = code.strip().upper()
    return f"规则 {named} 已停用，现由 {'、'.join(RETIRED[named])} 核对。" if named in RETIRED else ""


def rule_of(code: str) -> Rule:
    """The rule of that code, small letters allowed. Raises: UnknownRule."""
    found = REGISTRY.get(code.strip().upper())
    if found is None and (moved := successors(code)):
        raise UnknownRule(moved)
    if found is None:
        raise UnknownRule(f"没有编号为“{code}”的规则。用 drafter rules 查看全部规则。")
    return found


def chosen(select: Sequence[str] = (), ignore: Sequence[str] = (), own: Sequence[Rule] = ()) -> tuple[Rule, ...]:
    """The rules that `select` names (all where it is empty) without those that `ignore` names.

    Both take codes and beginnings of codes (`TAB`, `TAB1`, `TAB101`), small letters allowed. `own` are an agency's own
    rules: they run besides those chosen unless `select` names some of them, or `ignore` does.

    Raises:
        UnknownRule: an entry fits no rule.
    """
    pool = {**REGISTRY, **{item.code: item for item in own}}
    wanted = _named(select, pool) if select else set(pool)
    if not any(item.code in wanted for item in own):
        wanted |= {item.code for item in own}
    wanted -= _named(ignore, pool)
    return tuple(item for item in pool.values() if item.code in wanted)


def _named(entries: Sequence[str], pool: Iterable[str]) -> set[str]:
    named: set[str] = set()
    for entry in entries:
        prefix = entry.strip().upper()
        fitting = {code for code in pool if prefix and code.startswith(prefix)}
        if not fitting and (moved := successors(prefix)):
            raise UnknownRule(moved)
        if not fitting:
            families = "、".join(f"{family.prefix}（{family.name}）" for family in FAMILIES)
            raise UnknownRule(
                f"没有编号为“{entry}”的规则或规则类。现有的类：{families}；用 drafter rules 查看全部规则。"
            )
        named |= fitting
    return named


def explain(code: str) -> str:
    """What a rule asks, reports and lets pass, and what it rests on, in Chinese. Raises: UnknownRule."""
    item = rule_of(code)
    family = next(family.name for family in FAMILIES if family.prefix == item.family)
    told = (("会报", item.flags), ("不报", item.accepts), ("归其他规则", item.leaves), ("依据", item.source))
    head = f"{item.code}　{item.title}\n类别：{family}　级别：{SEVERITY_NAMES[item.severity]}"
    return "\n".join((head, *(f"{label}：{text}" for label, text in told if text)))
