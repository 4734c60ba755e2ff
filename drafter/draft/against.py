"""What the tables say of a number that is against them, in the words of whoever has to mend it."""

from __future__ import annotations

import re

from drafter.documents import Mention
from drafter.draft.brief import Brief
from drafter.draft.slot import numeral
from drafter.form import Amount

_MARK = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])")
_GUIDANCE = re.compile(r"(?<=.)（[^（）]*）$")
_MOST = 3


def against(brief: Brief, mention: Mention) -> str:
    """按表格应为12件, 按表格应为下降29.8%, or 表三“结转下年度继续办理”为1件 where the text gives no number."""
    if mention.kind == "claim" or mention.expected is None:
        return _cells(brief, mention.refs)
    if " - prev." not in (mention.expr or ""):
        return f"按表格应为{mention.expected}{mention.unit}"
    if mention.expected.lstrip("-") == "0":
        return "按表格应为与上年持平"
    fell = mention.expected.startswith("-")
    words = ("下降" if fell else "增长") if mention.unit == "%" else ("减少" if fell else "增加")
    return f"按表格应为{words}{mention.expected.lstrip('-')}{mention.unit}"


def cell_name(brief: Brief, key: str) -> str:
    """A cell as a clerk calls it: 表三“结转下年度继续办理”, last year's with 上年."""
    now = key.removeprefix("prev.")
    cell = brief.ledger.edition.cell(now)
    if cell is None:
        return key
    row = _GUIDANCE.sub("", _MARK.sub("", cell.row.label))
    column = "" if cell.column.key in ("total", "decisions") else f"“{cell.column.label}”"
    return f"{'上年' if now != key else ''}表{'〇一二三四'[cell.table]}“{row}”{column}"


def cell_says(brief: Brief, key: str, amount: Amount) -> str:
    """What a cell holds: 表二“行政许可”为64件."""
    return f"{cell_name(brief, key)}为{numeral(amount)}{_unit(brief, key)}"


def _cells(brief: Brief, refs: tuple[str, ...]) -> str:
    """What the cells hold; of several only those that are not 0, if any is not."""
    known = {key: amount for key in refs if (amount := brief.amount(key)) is not None}
    shown = [key for key in known if known[key]] or list(known)
    listed = "、".join(cell_says(brief, key, known[key]) for key in shown[:_MOST])
    return f"{listed}等" if len(shown) > _MOST else listed


def _unit(brief: Brief, key: str) -> str:
    cell = brief.ledger.edition.cell(key.removeprefix("prev."))
    return cell.column.unit if cell else ""
