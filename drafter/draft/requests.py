"""（二）依申请公开: what came in, from whom, and how far it got."""

from __future__ import annotations

import re

from drafter.draft.blanks import blanks
from drafter.draft.brief import Brief
from drafter.draft.changes import changed, explains_change
from drafter.draft.disputes import CASES, disputes
from drafter.draft.extras import tell_extras
from drafter.draft.outcomes import outcomes
from drafter.draft.phrase import Phrase, joined, plain
from drafter.draft.phrases import names
from drafter.draft.plan import Gap, Part, Point, Step
from drafter.draft.telling import told
from drafter.library.place import Place

NEW, CARRIED_IN = "t3.new.total", "t3.carried_in.total"
PROCESSED, CARRIED_OUT = "t3.processed.total", "t3.carried_out.total"
_KINDS = ("commercial", "research", "public_welfare", "legal_service", "other")
# Fewer requests than this are told by their counts alone: a share of a handful says nothing more.
_SHARED_FROM = 10
_SHORT = 5
_CASES = re.compile(r"复议|诉讼|应诉|败诉|起诉")


def requests(brief: Brief) -> Part:
    """Plan the sub-heading: receipts and applicants, outcomes, disputes, the writer's notes."""
    notes = told(brief, Place.REQUESTS, alone=False)
    # What a note says of applications must not stand behind the disputes: it would be read as more of them.
    on_cases = [step for step in notes if _CASES.search(step.note.text)]
    on_requests: list[Step] = [step for step in notes if step not in on_cases]
    extras = tell_extras(brief, Place.REQUESTS)
    if _nothing_at_all(brief):
        zero = Point("requests.nothing", refs=(NEW, CARRIED_IN, *CASES))
        steps = (
            zero,
            *_fewer(brief),
            *extras,
            *on_requests,
            *on_cases,
            *_channel(notes),
            *blanks(brief, 3),
            *blanks(brief, 4),
        )
        return Part("1.2", "（二）依申请公开", (steps,))
    receipts, results = [*_receipts(brief), *extras], _handled(brief)
    cases = [*disputes(brief), *on_cases]
    if len(receipts) + len(results) + len(cases) <= _SHORT:
        paragraphs = [[*receipts, *results, *on_requests, *cases]]
    else:
        paragraphs = _gathered([receipts, results, on_requests, cases])
    paragraphs[-1] += _asked(
        brief, notes, explained=any(explains_change(s.note.text) for s in notes if s not in on_cases)
    )
    return Part("1.2", "（二）依申请公开", tuple(tuple(p) for p in paragraphs if p))


def _gathered(paragraphs: list[list[Step]]) -> list[list[Step]]:
    """The paragraphs, a single sentence put together with its neighbour."""
    found: list[list[Step]] = []
    for steps in paragraphs:
        if found and (len(steps) <= 1 or len(found[-1]) <= 1):
            found[-1] = found[-1] + steps
        else:
            found.append(list(steps))
    return found


def _nothing_at_all(brief: Brief) -> bool:
    return brief.is_zero(NEW, CARRIED_IN, *CASES)


def _receipts(brief: Brief) -> list[Step]:
    new = brief.amount(NEW)
    if new is None:
        return [
            Gap(
                "表三“本年新收政府信息公开申请数量”总计为空：全年收到多少件？请补填表格。",
                "本年新收政府信息公开申请件数",
            )
        ]
    if new == 0:
        return [_none(brief), *_fewer(brief)]
    words = {"change": _after_comma(changed(brief, NEW)), "only": _after_comma(_only(brief))}
    carried: list[Step] = [Point("requests.carried")] if brief.is_positive(CARRIED_IN) else []
    return [Point("requests.some", words), *_applicants(brief), *carried]


def _after_comma(clause: Phrase | None) -> Phrase:
    return joined([plain("，"), clause]) if clause else plain("")


def _none(brief: Brief) -> Step:
    if brief.is_positive(CARRIED_IN):
        return Point("requests.none_but_carried", refs=(NEW,))
    if brief.is_zero(CARRIED_IN):
        return Point("requests.none", refs=(NEW, CARRIED_IN))
    return Point("requests.none_new", refs=(NEW,))


def _fewer(brief: Brief) -> list[Step]:
    return [Point("requests.fewer")] if brief.is_zero(NEW) and brief.trend(NEW) == -1 else []


def _applicants(brief: Brief) -> list[Step]:
    new, natural, legal = (brief.amount(f"t3.new.{column}") for column in ("total", "natural", "legal"))
    if new is None or natural is None or legal is None or natural + legal != new:
        return []
    if not natural or not legal:
        return _legal_kinds(brief)
    key = "applicants.both" if new >= _SHARED_FROM else "applicants.both_few"
    if brief.clause(key) is None:
        key = "applicants.both_few"
    return [Point(key), *_legal_kinds(brief)]


def _only(brief: Brief) -> Phrase | None:
    """That all applicants are of one kind, as a clause; None where they are not or the table does not say."""
    total = brief.amount(NEW)
    found = [column for column in ("natural", *_KINDS, "legal") if brief.amount(f"t3.new.{column}") == total]
    if not total or not found:
        return None
    clause = brief.clause("applicants.only" if total > 1 else "applicants.only_one", who=names("applicants")[found[0]])
    return clause and Phrase(clause.text, (f"t3.new.{found[0]}",))


def _legal_kinds(brief: Brief) -> list[Step]:
    present = [column for column in _KINDS if brief.is_positive(f"t3.new.{column}")]
    if len(present) < 2:
        return []
    called = names("applicants")
    ranked = sorted(present, key=lambda column: -(brief.amount(f"t3.new.{column}") or 0))
    kinds = brief.listed([(called[column], f"t3.new.{column}") for column in ranked])
    return [Point("applicants.kinds", {"kinds": kinds})]


def _handled(brief: Brief) -> list[Step]:
    processed, left = brief.amount(PROCESSED), brief.amount(CARRIED_OUT)
    received = brief.fill(f"{NEW}+{CARRIED_IN}")
    if not brief.is_positive(NEW) and not brief.is_positive(CARRIED_IN):
        return []
    if processed is None:
        return [Gap("表三办理结果“总计”为空：全年办结多少件？请补填表格。", "本年办结件数")]
    if processed == 0:
        return [Point("done.none", refs=(PROCESSED,))] if left else []
    known = received is not None and left is not None
    balanced = known and received is not None and int(received.text) == processed + (left or 0)
    if left == 0 and balanced:
        fresh = brief.is_zero(CARRIED_IN)
        refs = (CARRIED_OUT, CARRIED_IN) if fresh else (CARRIED_OUT,)
        return [Point("done.all_fresh" if fresh else "done.all", refs=refs), *outcomes(brief)]
    if known and not balanced:
        return [Gap(_unbalanced(brief)), Point("done.apart" if left else "done.counted"), *outcomes(brief)]
    return [Point("done.some" if left else "done.counted"), *outcomes(brief)]


def _unbalanced(brief: Brief) -> str:
    """The question on a table 3 whose applications do not add up; nothing is written that rests on their adding up."""
    new, carried_in, done, left = (int(brief.amount(key) or 0) for key in (NEW, CARRIED_IN, PROCESSED, CARRIED_OUT))
    return (
        f"表三不平：新收{new}件＋上年结转{carried_in}件＝{new + carried_in}件，"
        f"办结{done}件＋结转下年度{left}件＝{done + left}件。请核对表格后重新起草。"
    )


def _channel(notes: tuple[Step, ...]) -> list[Step]:
    if notes:
        return []
    return [
        Gap("没有收到申请的，受理渠道是怎样保持畅通的（受理点、网上申请、咨询电话）？", "申请受理渠道和咨询服务情况")
    ]


def _asked(brief: Brief, notes: tuple[Step, ...], *, explained: bool) -> list[Step]:
    asked: list[Step] = []
    asked += [*blanks(brief, 3), *blanks(brief, 4)]
    if brief.is_zero(NEW, CARRIED_IN):
        asked += _channel(notes)
    elif not notes:
        asked.append(Gap("依申请公开的登记、审核、办理、答复、归档有哪些具体做法？可写入工作素材后重新起草。"))
    if not explained and brief.trend(NEW) and (brief.amount(f"prev.{NEW}") or 0) >= _SHARED_FROM:
        asked.append(Gap("申请数量与上年相比变化的主要原因是什么？可在（二）中补写一句。"))
    return asked
