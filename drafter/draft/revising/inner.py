"""Mendings of numbers that the text itself gives otherwise: shares, sums, what is said twice, units."""

from __future__ import annotations

from fractions import Fraction

from drafter.check.rules.shares import BETWEEN
from drafter.claims import Claim
from drafter.documents import Edit, Finding, Verdict
from drafter.draft.revising.scene import Answer, Doubt, Mending, Scene
from drafter.numerals import Bound
from drafter.numerals.spelling import restated

_CASES = ("t3.", "t4.")
_COUNTED = "件"
_FEWEST = 2  # parts whose shares are worth more than the whole they are of


def share(scene: Scene, finding: Finding) -> Answer:
    """A share beside counts that vouch for each other: its parts add up to the whole, so the share is what is wrong."""
    choices = (f"占比改为{finding.expected}%", "件数写错：改件数") if finding.expected else ()
    reading = scene.reading(finding)
    if reading is None or finding.start is None:
        return Doubt("占比、件数、总数三者对不上，哪一个写错了？", choices)
    for found in scene.case.breakdowns:
        exact = _exact(found.whole, *found.parts)
        part = next((p for p in reversed(found.parts) if p.end <= reading.claim.start), None)
        adds_up = exact and sum((p.value or Fraction(0) for p in found.parts), Fraction(0)) == found.whole.value
        if part is None or not adds_up or len(found.parts) < 2 or reading.claim.start - part.end > 8:
            continue
        due = 100 * Fraction(part.value or 0) / Fraction(found.whole.value or 1)
        right = restated(reading.claim.text, due)
        if right:
            return Mending((scene.edit(finding.start + right[0], finding.start + right[1], right[2]),))
    return Doubt("占比、件数、总数三者对不上，哪一个写错了？", choices)


def total(scene: Scene, finding: Finding) -> Answer:
    """A whole beside parts that do not add up to it: it is wrong where the shares of all parts are of their sum.

    Otherwise the text cannot tell which of them is.
    """
    if edit := _borne_by_shares(scene, finding):
        return Mending((edit,))
    if finding.expected is None:
        return Doubt("总数和各部分对不上，哪一个写错了？")
    return Doubt(
        "总数和各部分对不上，是总数写错，还是某一部分写错、漏列或重复？",
        (f"各部分对：总数改为{finding.expected}", f"总数{finding.found}对：核对各部分"),
    )


def _borne_by_shares(scene: Scene, finding: Finding) -> Edit | None:
    """The exchange of a whole for the sum of its parts, where each part has a share and every share is of that sum."""
    found = next(
        (b for b in scene.case.breakdowns if (b.whole.start, b.whole.end) == (finding.start, finding.end)), None
    )
    if found is None or len(found.parts) < _FEWEST or not _exact(found.whole, *found.parts):
        return None
    due = sum((part.value or Fraction(0) for part in found.parts), Fraction(0))
    for part in found.parts:
        share = next((r.claim for r in scene.case.readings if r.claim.start >= part.end), None)
        beside = share is not None and share.unit == "%" and BETWEEN.fullmatch(scene.text, part.end, share.start)
        if share is None or not beside or share.quantity is None or not due:
            return None
        if not share.quantity.admits(100 * Fraction(part.value or 0) / due):
            return None
    right = restated(found.whole.text, due)
    return scene.edit(found.whole.start + right[0], found.whole.start + right[1], right[2]) if right else None


def _exact(*claims: Claim) -> bool:
    return all(claim.bound is Bound.EXACT and claim.value is not None for claim in claims)


def moved(scene: Scene, finding: Finding) -> Answer:
    """A change beside the two values it lies between; where the tables bear out both values the change is wrong."""
    asks = Doubt(
        "两个数和增减对不上，哪一个写错了？", (f"增减改为{finding.expected}",) if finding.expected is not None else ()
    )
    mention = scene.mention(finding)
    if mention is None or finding.start is None or finding.expected is None:
        return asks
    before = [m for m in scene.review.mentions if m.end <= mention.start and m.kind == "figure"][-2:]
    left = scene.sentence(mention.start, mention.end)[0]
    sure = len(before) == 2 and all(m.verdict is Verdict.MATCHED and m.start >= left for m in before)
    right = restated(mention.text, abs(Fraction(finding.expected))) if sure and _is_number(finding.expected) else None
    if right is None or mention.unit != before[0].unit:
        return asks
    return Mending((scene.edit(finding.start + right[0], finding.start + right[1], right[2]),))


def otherwise(scene: Scene, finding: Finding) -> Answer:
    """The same thing with two numbers, neither of them in the tables."""
    choices = (f"此处改为{finding.expected}", f"前文改为{finding.found}") if finding.expected and finding.found else ()
    return Doubt("两处说的是同一个数，哪一处对？", choices)


def changed_unit(scene: Scene, finding: Finding) -> Answer:
    """Applications and cases are counted in 件; of other things the writer chooses the unit."""
    mention = scene.mention(finding)
    if mention is None or finding.expected is None or finding.found is None or finding.start is None:
        return Doubt("同一个数用了两个单位，请统一。")
    counted = bool(mention.refs) and all(ref.startswith(_CASES) for ref in mention.refs)
    if not counted or finding.expected != _COUNTED or not mention.text.endswith(finding.found):
        return Doubt("同一个数用了两个单位，请统一。", (f"此处改为“{finding.expected}”", f"前文改为“{finding.found}”"))
    at = mention.end - len(finding.found)
    return Mending((scene.edit(at, mention.end, _COUNTED),))


def impossible_unit(scene: Scene, finding: Finding) -> Answer:
    """A count of the tables told in a unit that no count has: 件."""
    mention = scene.mention(finding)
    bound = mention is not None and mention.refs and all(ref.startswith(_CASES) for ref in mention.refs)
    if (
        mention is None
        or not bound
        or mention.verdict is not Verdict.MATCHED
        or not mention.text.endswith(mention.unit)
    ):
        return Doubt("单位与所说的事不配，请核对。")
    return Mending((scene.edit(mention.end - len(mention.unit), mention.end, _COUNTED),))


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()
