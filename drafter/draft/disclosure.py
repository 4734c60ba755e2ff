"""（一）主动公开: what was published, and the decisions and fees of table 2."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.draft.blanks import blanks
from drafter.draft.brief import Brief
from drafter.draft.extras import tell_extras
from drafter.draft.phrase import Filled, Phrase, joined, plain
from drafter.draft.phrases import names
from drafter.draft.plan import Gap, Part, Point, Step
from drafter.draft.procurement import procurement
from drafter.draft.telling import told
from drafter.library.place import Place

_SENTENCE = 72
_DECISIONS = ("licensing", "services", "penalty", "coercion")


def disclosure(brief: Brief) -> Part:
    """Plan the sub-heading: supplementary figures, notes, then what table 2 says of decisions, fees and purchases."""
    extras = tell_extras(brief, Place.DISCLOSURE)
    notes = told(brief, Place.DISCLOSURE, alone=not extras)
    missing: tuple[Step, ...] = ()
    if not notes:
        asks = "主动公开了哪些信息，各多少条，通过哪些渠道（网站、新媒体、公开栏、公报）？"
        missing = (Gap(asks, "主动公开的渠道和重点内容"),)
    # The gap stands last: a sentence that followed it would be read together with its words.
    return Part("1.1", "（一）主动公开", ((*extras, *notes), (*_table_two(brief), *missing)))


def _table_two(brief: Brief) -> list[Step]:
    return [*_decisions(brief), *_change(brief), *_items(brief), *_fees(brief), *procurement(brief), *blanks(brief, 2)]


def _decisions(brief: Brief) -> list[Step]:
    made = [row for row in _DECISIONS if brief.is_positive(_key(row))]
    zeros = _zeros(brief, [row for row in _DECISIONS if brief.is_zero(_key(row))])
    decided = brief.listed([(names("decisions")[row], _key(row)) for row in made])
    if made and zeros:
        return [Point("decisions.made_not", {"made": decided, "zeros": zeros})]
    if made:
        return [Point("decisions.made", {"made": decided})]
    return [Point("decisions.none", {"zeros": zeros})] if zeros else []


def _zeros(brief: Brief, unmade: Sequence[str]) -> Phrase | None:
    """Everything of table 2's decisions and fees that is 0, said once; None where nothing is."""
    parts = []
    if unmade:
        kinds = "和".join(filter(None, ["、".join(_kind(row) for row in unmade[:-1]), names("decisions")[unmade[-1]]]))
        clause = brief.clause("decisions.unmade", kinds=kinds)
        parts += [Phrase(clause.text, tuple(_key(row) for row in unmade))] if clause else []
    if brief.is_zero("t2.fees.amount"):
        clause = brief.clause("decisions.no_fees")
        parts += [Phrase(clause.text, ("t2.fees.amount",))] if clause else []
    return joined(parts, "，") if parts else None


def _kind(row: str) -> str:
    """What is decided on, before another decision in a list: 行政许可、行政处罚和行政强制决定."""
    return names("decisions")[row].removesuffix("决定").removesuffix("处理")


def _change(brief: Brief) -> list[Step]:
    """The rows of decisions that rose or fell against last year's, where last year's table has them."""
    changes: list[Phrase] = []
    for row in _DECISIONS:
        trend = brief.trend(_key(row))
        by = brief.fill(f"change:{_key(row)}")
        if trend and by:
            way = ("more" if trend > 0 else "fewer") + ("_also" if changes else "")
            changes.append(brief.clause(f"decisions.{way}", name=names("decisions")[row], by=by) or plain(""))
    return [Point("decisions.change", {"changes": joined(changes, "，")})] if changes else []


def _items(brief: Brief) -> list[Step]:
    """The 2019 edition's columns 上一年项目数量 and 本年增/减, of the rows that have projects."""
    called = names("projects")
    found = []
    for row in (*_DECISIONS, "fees"):
        last, change = f"t2.{row}.items_last_year", f"t2.{row}.change"
        before, by = brief.amount(last), brief.amount(change)
        if before is None or by is None or not (before or by):
            continue
        told = joined([plain(f"{called[row]}上一年项目"), brief.fill(last) or plain(""), plain("项")])
        found.append(joined([told, _way(brief, change)], "，"))
    packs: list[list[Phrase]] = []
    for item in found:
        if packs and len(joined([*packs[-1], item], "；").text) <= _SENTENCE:
            packs[-1].append(item)
        else:
            packs.append([item])
    keys = ["decisions.items", *["decisions.items_next"] * len(packs)]
    return [Point(key, {"items": joined(pack, "；")}) for key, pack in zip(keys, packs, strict=False)]


def _way(brief: Brief, key: str) -> Phrase:
    by = brief.amount(key) or 0
    if not by:
        return Phrase("本年无增减", (key,))
    digits = str(abs(by))
    lead = "本年增加" if by > 0 else "本年减少"
    return Phrase(f"{lead}{digits}项", (key,), (Filled(len(lead), len(lead) + len(digits), f"abs:{key}"),))


def _fees(brief: Brief) -> list[Step]:
    return [Point("decisions.fees")] if brief.is_positive("t2.fees.amount") else []


def _key(row: str) -> str:
    return f"t2.{row}.decisions"
