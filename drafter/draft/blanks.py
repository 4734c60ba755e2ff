"""Blank cells: one question a table, however many there are."""

from __future__ import annotations

from drafter.draft.brief import Brief
from drafter.draft.plan import Gap

_NAMES = {2: "表二", 3: "表三", 4: "表四"}


def blanks(brief: Brief, table: int) -> list[Gap]:
    """The question on the blank cells of a table, if it has any.

    规章 left blank altogether is no gap: few organs may make them.
    """
    blank = [key for key in brief.ledger.cells if key.startswith(f"t{table}.") and brief.ledger.blank(key)]
    rules = [key for key in brief.ledger.cells if key.startswith("t2.rules.")]
    if all(brief.ledger.blank(key) for key in rules):
        blank = [key for key in blank if key not in rules]
    if not blank:
        return []
    return [Gap(f"{_NAMES[table]}有{len(blank)}格空白，是否均为0？请补填表格后重新起草。")]
