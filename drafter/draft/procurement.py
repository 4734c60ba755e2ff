"""政府集中采购 of the 2019 edition, whose head names no unit for the amount: the unit is what the cell itself says."""

from __future__ import annotations

import re

from drafter.draft.brief import Brief
from drafter.draft.phrase import Filled, Phrase
from drafter.draft.plan import Gap, Point, Step
from drafter.draft.slot import numeral

_ITEMS, _AMOUNT = "t2.procurement.items", "t2.procurement.amount"
_UNIT = re.compile(r"\d\s*(亿元|万元|元)")


def procurement(brief: Brief) -> list[Step]:
    """Plan the sentence on purchases; an amount without a unit is asked about, not told."""
    if not brief.is_positive(_ITEMS):
        return []
    if not brief.is_positive(_AMOUNT):
        return [Point("decisions.procured")]
    amount = numeral(brief.amount(_AMOUNT) or 0)
    found = brief.ledger.provenance.get(_AMOUNT)
    unit = _UNIT.search(found.raw) if found else None
    if unit is None:
        return [
            Point("decisions.procured"),
            Gap(f"表二采购总金额{amount}的单位是元还是万元？表中没有写明，金额没有写入。"),
        ]
    told = Phrase(amount + unit[1], (_AMOUNT,), (Filled(0, len(amount), _AMOUNT),))
    return [Point("decisions.procurement", {"amount": told})]
