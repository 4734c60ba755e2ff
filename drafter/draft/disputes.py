"""Reviews and lawsuits over disclosure, and how they ended (table 4)."""

from __future__ import annotations

from drafter.draft.brief import Brief
from drafter.draft.changes import changed
from drafter.draft.phrase import Phrase, joined, plain
from drafter.draft.phrases import results
from drafter.draft.plan import Gap, Point, Step

CASES = ("t4.review.total", "t4.direct.total", "t4.after_review.total")
_REVIEW, _LITIGATION = "t4.review", "t4.litigation"
_GROUPS = {_REVIEW: "行政复议", "t4.direct": "未经复议直接起诉", "t4.after_review": "复议后起诉"}
_UNEVEN = "表四“{}”各项结果之和与“总计”不符，正文没有写结果。请核对表格后重新起草。"


def disputes(brief: Brief) -> list[Step]:
    """Plan the sentences on disputes; where nobody disputed anything, one sentence says so."""
    review, litigation = brief.amount(f"{_REVIEW}.total"), brief.amount(f"{_LITIGATION}.total")
    if review == 0 and litigation == 0:
        return [Point("dispute.none", refs=CASES)]
    steps: list[Step] = []
    if review is not None:
        steps += _review(brief) if review else [Point("dispute.no_review", refs=CASES[:1])]
    if litigation is not None:
        steps += _litigation(brief) if litigation else [Point("dispute.no_litigation", refs=CASES[1:])]
    steps += [Gap(_UNEVEN.format(name)) for group, name in _GROUPS.items() if _uneven(brief, group)]
    if any(brief.is_positive(f"{group}.corrected") for group in (_REVIEW, _LITIGATION)):
        steps.append(Gap("有复议或诉讼被纠正，原因和整改情况是否要写入第五部分？"))
    return steps


def _uneven(brief: Brief, group: str) -> bool:
    """Whether the results of a group are all known and do not add up to its total."""
    ended, total = [brief.ledger.amount(f"{group}.{column}") for column in results()], brief.amount(f"{group}.total")
    known = [count for count in ended if count is not None]
    return total is not None and len(known) == len(ended) and sum(known) != total


def _review(brief: Brief) -> list[Step]:
    change = _change(brief, _REVIEW)
    # Behind a change 其中 would be read as parts of the change: a semicolon brings it back to the cases.
    words = {"change": change, "results": _results(brief, _REVIEW, "；其中，" if change.text else "，其中")}
    return [Point("dispute.review", words)]


def _litigation(brief: Brief) -> list[Step]:
    change = _change(brief, _LITIGATION)
    if brief.is_positive(*CASES[1:]):
        paths = {group: _results(brief, f"t4.{group}", listed_by="，") for group in ("direct", "after_review")}
        total = Point("dispute.litigation", {"change": change, "results": plain("")})
        # A full stop between the two ways: behind a semicolon the results of one would be read as those of both.
        return [total, Point("dispute.direct", paths), Point("dispute.after_review", paths)]
    return [Point("dispute.litigation", {"change": change, "results": _only_path(brief)})]


def _only_path(brief: Brief) -> Phrase:
    """The one way all lawsuits came about, and how they ended."""
    group, name = (
        ("t4.direct", "未经复议直接起诉") if brief.is_positive(CASES[1]) else ("t4.after_review", "为复议后起诉")
    )
    total = f"{group}.total"
    way = Phrase(f"，{'均' if (brief.amount(total) or 0) > 1 else ''}{name}", (total,))
    return joined([way, _results(brief, group)])


def _change(brief: Brief, group: str) -> Phrase:
    change = changed(brief, f"{group}.total")
    return joined([plain("，"), change]) if change else plain("")


def _results(brief: Brief, group: str, listed_by: str = "，其中") -> Phrase:
    """How the cases of a group ended, from its first comma on; empty where the table does not say."""
    known = results()
    found = [(column, int(count)) for column in known if (count := brief.amount(f"{group}.{column}"))]
    told, total = sum(count for _, count in found), int(brief.amount(f"{group}.total") or 0)
    if not found or told != total:
        return plain("")
    if len(found) == 1 and told == total:
        result = known[found[0][0]]
        text = result.one if total == 1 else result.all
        return Phrase(f"，{text}", (f"{group}.{found[0][0]}",))
    listed = brief.listed([(known[column].name, f"{group}.{column}") for column, _ in found])
    return joined([plain(listed_by), listed])
