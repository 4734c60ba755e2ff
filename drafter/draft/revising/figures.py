"""Mendings of numbers that the tables contradict: counts, shares, sums of money, changes and their direction."""

from __future__ import annotations

import re
from fractions import Fraction

from drafter.check.money import slip
from drafter.documents import Edit, Finding, Mention, Verdict
from drafter.draft.changes import changed
from drafter.draft.revising.scene import Answer, Doubt, Mending, Scene
from drafter.numerals import scan
from drafter.numerals.spelling import restated
from drafter.write.corrections import Correction, Obstacle, is_plainly_wrong, value_of, vouched

WAYS = {
    "增加": "减少",
    "增长": "下降",
    "上升": "下降",
    "攀升": "下降",
    "增多": "减少",
    "上涨": "下跌",
    "提高": "降低",
    "提升": "下降",
    "多": "少",
    "减少": "增加",
    "下降": "增长",
    "降低": "提高",
    "下跌": "上涨",
    "回落": "上升",
    "下滑": "上升",
    "减小": "增加",
    "少": "多",
}
"""A word for a rise or a fall → the word for the other."""
_WAY = re.compile(f"{'|'.join(word for word in WAYS if len(word) > 1)}|[多少](?=了?[\\d０-９])")
_THAN = r"(?:较|比|与|同)?(?:20\d\d年度?|上一?年度?|去年|同比|同期)(?:同期)?(?:相比)?[，,]?"
_MOVED = r"(?:增加|增长|上升|增多|上涨|提高|减少|下降|降低|下跌)了?"
_NONE_MOVED = re.compile(
    rf"{_THAN}{_MOVED}(?P<first>[^，。；、（(\n]{{1,12}})(?:[，、（(]{_MOVED}[^，。；、）)\n]{{1,12}}[）)]?)?"
)
_NEAR = 30
_SLIP = 3  # units, or the part of the whole, by which a number is off that was only written wrong


def number(scene: Scene, finding: Finding) -> Answer:
    """A count, share or change of the wrong size: the numeral that the tables give, in the manner of the old one."""
    mention = scene.mention(finding)
    found = scene.weighed.get((mention.start, mention.end)) if mention else None
    if mention is None or found is None:
        return Doubt("这个数和表中的数不同，哪一个对？")
    if found is Obstacle.WORDS and (nought := _nought(scene, mention)):
        return Mending((nought,), "为 0 的，也可以删去这一项")
    if isinstance(found, Obstacle):
        return Doubt(f"没有直接改：{found.value}。", _either(mention))
    if said := _said_again(scene, mention):
        return Doubt(f"正文另有 {said} 处也是这个数，不像笔误，请核对表格。", _either(mention))
    if not _is_near(scene, mention):
        return Doubt("两个数相差很大，也可能是统计范围不同（如含不含下级机关），请核对。", _either(mention))
    return Mending((_edit(found),))


def direction(scene: Scene, finding: Finding) -> Answer:
    """A rise told of what fell, or a fall of what rose: the other word, and the right number if need be."""
    mention = scene.mention(finding)
    exact = value_of(mention, scene.ledger) if mention else None
    if mention is None or exact is None or not all(scene.is_sure(key) for key in mention.refs):
        return Doubt("增减的方向与两年的表不符，请核对两年的数。", _either(mention) if mention else ())
    if exact == 0:
        return _unmoved(scene, mention)
    word = _way_before(scene, mention)
    if word is None:
        return Doubt("增减的方向与两年的表不符，句子要一起改。")
    edits = [scene.edit(word.start(), word.end(), WAYS[word[0]])]
    quantities = scan(mention.text)
    if len(quantities) != 1 or mention.bound != "exact":
        return Doubt("增减的方向与两年的表不符，而且是概数，句子要一起改。")
    if not quantities[0].admits(abs(exact)):
        right = restated(mention.text, abs(exact))
        if right is None:
            return Doubt("方向和数都与两年的表不符，句子要一起改。", _either(mention))
        edits.append(scene.edit(mention.start + right[0], mention.start + right[1], right[2]))
    return Mending(tuple(edits))


def money(scene: Scene, finding: Finding) -> Answer:
    """元 for 万元 or the other way round, where the number itself tells that the table is right."""
    reading = scene.reading(finding)
    unit = slip(scene.case, reading) if reading else None
    if reading is None or unit is None:
        return Doubt("单位似有误，请核对。")
    exact = reading.claim.expression.evaluate(scene.case.amounts.of) if reading.claim.expression else None
    text = reading.claim.text
    written = re.search("万?元$", text)
    if written is None or written[0] == unit:
        return Doubt("单位似有误，请核对。")
    choices = (f"正文的单位改为“{unit}”", "表中的数改为以万元计")
    # Nobody takes fees of 0.57元; but 251000元 in the text beside 251000 in the table is a table filled in 元.
    if unit == "万元" and (exact is None or exact.denominator == 1):
        return Doubt("是正文的单位写错，还是表中的数没有折成万元？", choices)
    return Mending((scene.edit(reading.claim.start + written.start(), reading.claim.end, unit),))


def alike(scene: Scene, finding: Finding) -> Answer:
    """与上年持平 of what changed: the composer's clause on the change."""
    mention = scene.mention(finding)
    if mention is None or not mention.refs or not all(scene.is_sure(key) for key in mention.refs):
        return Doubt("两年的数并不相等，请核对。")
    own = [key for key in mention.refs if not key.startswith("prev.")]
    clause = changed(scene.brief, own[0]) if len(own) == 1 and len(mention.refs) == 2 else None
    if clause is None:
        return Doubt("两年的数并不相等，请写明增减。")
    return Mending((scene.edit(mention.start, mention.end, clause.text),), origin="composer")


def _edit(made: Correction) -> Edit:
    return Edit(start=made.start, end=made.end, old=made.old, new=made.new)


def _either(mention: Mention) -> tuple[str, ...]:
    """The two sides of a contradiction."""
    if mention.expected is None or mention.value is None:
        return ()
    return (f"表对：正文改为 {mention.expected}", f"正文的“{mention.text}”对：改表中的数")


def _said_again(scene: Scene, mention: Mention) -> int:
    """How often the text says the same of a cell that no identity vouches for."""
    if all(vouched(scene.ledger, key) for key in mention.refs):
        return 0
    same = [m for m in scene.review.mentions if m.expr == mention.expr and m.value == mention.value]
    return len([m for m in same if m.verdict is Verdict.CONTRADICTED]) - 1


def _is_near(scene: Scene, mention: Mention) -> bool:
    """Whether a number that no identity decides against is one that a slip makes of the table's."""
    if all(vouched(scene.ledger, key) for key in mention.refs):
        return True
    try:
        said, due = Fraction(mention.value or ""), Fraction(mention.expected or "")
    except ValueError:
        return False
    return abs(said - due) <= max(Fraction(_SLIP), abs(said) / _SLIP, abs(due) / _SLIP)


def _nought(scene: Scene, mention: Mention) -> Edit | None:
    """The numeral 0 for a count of what the tables know to be none."""
    counts = mention.kind == "figure" and mention.expected == "0" and " - prev." not in (mention.expr or "")
    if not counts or not is_plainly_wrong(scene.review, mention):
        return None
    if not all(vouched(scene.ledger, key) for key in mention.refs):
        return None
    found = restated(mention.text, Fraction(0))
    return scene.edit(mention.start + found[0], mention.start + found[1], found[2]) if found else None


def _way_before(scene: Scene, mention: Mention) -> re.Match[str] | None:
    """The word for a rise or fall that goes with a number: the last one before it, no other number between."""
    since = max((m.end for m in scene.review.mentions if m.end <= mention.start), default=0)
    start = max(since, mention.start - _NEAR, scene.sentence(mention.start, mention.end)[0])
    found = list(_WAY.finditer(scene.text, start, mention.start + 1))
    return found[-1] if len(found) == 1 and found[0].end() <= mention.start else None


def _unmoved(scene: Scene, mention: Mention) -> Answer:
    """A change told of what did not change: the whole comparison becomes 与上年持平."""
    left, right = scene.sentence(mention.start, mention.end)
    for found in _NONE_MOVED.finditer(scene.text, left, right):
        if found.start() <= mention.start and mention.end <= found.end():
            same = scene.brief.clause("change.same")
            told = same.text if same else "与上年持平"
            return Mending((scene.edit(found.start(), found.end(), told),), origin="composer")
    return Doubt("两年的数相等，没有增减，句子要一起改。")
