"""How requests were answered: outcomes with their shares, and the reasons behind those that were not granted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from drafter.draft.brief import Brief
from drafter.draft.phrase import Phrase, joined, plain
from drafter.draft.phrases import names, reasons
from drafter.draft.plan import Gap, Point, Step

PROCESSED = "t3.processed.total"
_SHARED_FROM = 10
_LARGE = 50
# A sentence is packed with clauses up to here, so that with its opening it stays under the 90 characters of good style.
_SENTENCE = 72
# Up to this many reasons are all named; of more the largest are, and the rest is counted together.
_ALL, _LARGEST = 4, 3


@dataclass(frozen=True, slots=True)
class _Outcome:
    row: str
    label: str
    count: int


def outcomes(brief: Brief) -> list[Step]:
    """Plan the sentences on outcomes; a table whose outcomes do not come to its total is asked about, not told."""
    processed = int(brief.amount(PROCESSED) or 0)
    found = [
        _Outcome(row, label, int(count))
        for row, label in names("outcomes").items()
        if (count := brief.amount(f"t3.{row}.total"))
    ]
    told = sum(outcome.count for outcome in found)
    if told != processed:
        asks = f"表三各项办理结果之和为{told}件，“总计”为{processed}件，正文没有写办理结果。请核对表格后重新起草。"
        return [Gap(asks)]
    if len(found) == 1:
        return _single(brief, found[0])
    if processed < _SHARED_FROM:
        short = _few(brief, found)
        if short:
            return [short]
    return _shared(brief, found)


def _single(brief: Brief, outcome: _Outcome) -> list[Step]:
    key = f"t3.{outcome.row}.total"
    reason = _reasons(brief, outcome, 0)
    words = {"outcome": plain(outcome.label), "reasons": joined([plain("，"), reason]) if reason else plain("")}
    return [Point("outcome.one" if outcome.count == 1 else f"outcome.{outcome.row}", words, refs=(key, PROCESSED))]


def _few(brief: Brief, found: list[_Outcome]) -> Point | None:
    """All outcomes in one sentence with their reasons in brackets, or None where that grows too long."""
    items = []
    for index, outcome in enumerate(found):
        item = brief.listed([(outcome.label, f"t3.{outcome.row}.total")])
        reason = _reasons(brief, outcome, index)
        items.append(joined([item, plain("（"), reason, plain("）")]) if reason else item)
    outcomes = joined(items, "，" if any("（" in item.text for item in items) else "、")
    return Point("outcome.few", {"outcomes": outcomes}) if len(outcomes.text) <= _SENTENCE else None


def _shared(brief: Brief, found: list[_Outcome]) -> list[Step]:
    """Outcome by outcome with its share of the answered requests, packed into sentences."""
    clauses = [_clause(brief, outcome, index, found) for index, outcome in enumerate(found)]
    packs: list[list[Phrase]] = [[]]
    for clause in clauses:
        if packs[-1] and len(joined([*packs[-1], clause], "；").text) > _SENTENCE:
            packs.append([])
        packs[-1].append(clause)
    keys = ["outcome.first", *["outcome.next"] * (len(packs) - 1)]
    return [Point(key, {"clauses": joined(pack, "；")}) for key, pack in zip(keys, packs, strict=True)]


def _clause(brief: Brief, outcome: _Outcome, index: int, found: list[_Outcome]) -> Phrase:
    key = f"t3.{outcome.row}.total"
    whole = brief.clause("outcome.whole") if index == 0 else plain("")
    share = brief.fill(f"share:{key}/{PROCESSED}")
    counted = brief.listed([(outcome.label, key)])
    parts = [counted]
    if share and whole:
        count = brief.fill(key) or plain("")
        parts = [brief.clause("outcome.clause", label=outcome.label, count=count, of=whole, share=share) or counted]
    reason = _reasons(brief, outcome, index)
    if reason:
        parts += [plain("，"), reason]
    if outcome.row == "partial" and index and found[0].row == "granted":
        parts.append(_opened(brief) or plain(""))
    return joined(parts)


def _opened(brief: Brief) -> Phrase | None:
    """The share of granted and partial together, where it is also what a reader gets by adding the two shares shown."""
    rows = ("t3.granted.total", "t3.partial.total")
    shown = [brief.fill(f"share:{row}/{PROCESSED}") for row in (*rows, "+".join(rows))]
    parts = [Decimal(share.text.rstrip("%")) for share in shown if share]
    large = (brief.amount(PROCESSED) or 0) >= _LARGE
    return brief.clause("outcome.sum") if large and len(parts) == 3 and parts[0] + parts[1] == parts[2] else None


def _reasons(brief: Brief, outcome: _Outcome, index: int) -> Phrase | None:
    """The reasons of an outcome as a clause: the only one, all of a few, or the largest and the rest together."""
    known = reasons()
    rows = [(row, int(count)) for row in brief.rows(outcome.row) if (count := brief.amount(f"t3.{row}.total"))]
    rows.sort(key=lambda item: -item[1])
    if not rows or sum(count for _, count in rows) != outcome.count:
        return None
    given = [row for row, _ in rows if row in known]
    if len(rows) == 1:
        row, count = rows[0]
        return Phrase(("均" if count > 1 else "") + known[row].why, (f"t3.{row}.total",)) if given else None
    if not given:
        return None
    shown = given if len(given) <= _ALL else given[:_LARGEST]
    items = [brief.listed([(known[row].name, f"t3.{row}.total")]) for row in shown]
    rest = "+".join(f"t3.{row}.total" for row, _ in rows if row not in shown)
    listed = joined(items, "、")
    listed = joined([listed, brief.listed([("，其余", rest)])]) if rest else listed
    return brief.clause("outcome.reasons_main" if rest else "outcome.reasons", index, reasons=listed)
