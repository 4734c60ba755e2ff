"""Mendings of figures stated without a digit: 未收到申请, 均予以公开, 较上年有所增加."""

from __future__ import annotations

import re

from drafter.check.directions import COMPARED
from drafter.documents import Finding, Mention
from drafter.draft.changes import changed
from drafter.draft.phrase import Phrase, joined, plain
from drafter.draft.phrases import names, results
from drafter.draft.revising.figures import WAYS
from drafter.draft.revising.scene import Answer, Doubt, Mending, Scene
from drafter.form import Expression

_DENIED = re.compile(
    r"(?:均|都|也|暂|尚)?(?P<no>未|没有|没)(?:再|曾)?(?P<verb>收到|接到|接收|受理|发生|出现|产生|接获)(?:过)?(?P<what>[^，。；0-9]+)"
)
_AND = re.compile("、|以及|和|及|与|或")
_LARGE = re.compile("大幅|明显|显著|较大|小幅|略|稍")
_GROUPS = ("t4.review", "t4.direct", "t4.after_review", "t4.litigation")
_DONE = "t3.processed.total"


def none(scene: Scene, finding: Finding) -> Answer:
    """未收到申请 of what the tables count: 收到申请3件; of several things denied, those that are none stay so."""
    mention = scene.mention(finding)
    denied = _DENIED.fullmatch(mention.text) if mention else None
    keys = _counted(mention)
    if mention is None or denied is None or not keys:
        return Doubt("正文说没有，表中却有数。哪一边对？", _sides(finding))
    amounts = [scene.brief.amount(key) for key in keys]
    if any(amount is None for amount in amounts):
        return Doubt("正文说没有，表中却有数，而且没有读全。请核对。")
    if not all(scene.is_sure(key) for key, amount in zip(keys, amounts, strict=True) if amount):
        return Doubt("正文说没有，表中却有数，表中的数又没有勾稽关系可以佐证。哪一边对？", _sides(finding))
    nouns = [denied["what"]] if len(keys) == 1 else _AND.split(denied["what"])
    if len(nouns) != len(keys) or not all(nouns):
        return Doubt("正文把几项合在一起说没有，表中有的不为 0，请分开写。", _sides(finding))
    told = [
        f"{noun}{scene.brief.listed([('', key)]).text}" for noun, key, n in zip(nouns, keys, amounts, strict=True) if n
    ]
    left = [noun for noun, amount in zip(nouns, amounts, strict=True) if not amount]
    words = f"{denied['verb']}{'、'.join(told)}"
    if left:
        words += f"，{denied['no']}{denied['verb']}{'、'.join(left)}"
    return Mending((scene.edit(mention.start, mention.end, words),), _more(keys), origin="composer")


def every(scene: Scene, finding: Finding) -> Answer:
    """均予以公开 where there are exceptions: what there is of each kind, by the tables."""
    mention = scene.mention(finding)
    if mention is None or not mention.refs or not all(scene.is_sure(key) for key in mention.refs):
        return Doubt("正文说全部如此，表中另有其他情形。哪一边对？", _sides(finding))
    clause = _kinds(scene, mention)
    if clause is None or not _stands_alone(scene, mention):
        choices = (f"按表写：{clause.text}",) if clause else _sides(finding)
        return Doubt("正文说全部如此，表中另有其他情形，请分开写。", choices)
    return Mending((scene.edit(mention.start, mention.end, clause.text),), origin="composer")


def direction_words(scene: Scene, finding: Finding) -> Answer:
    """较上年有所增加 of what fell: the other word; of what stayed, 与上年持平."""
    if finding.start is None or finding.end is None or not all(scene.is_sure(key) for key in finding.refs):
        return Doubt("增减的方向与两年的表不符，请核对两年的数。")
    said = COMPARED.match(scene.text, finding.start)
    own = [key for key in finding.refs if not key.startswith("prev.")]
    trend = scene.brief.trend(*own)
    if said is None or trend is None:
        return Doubt("增减的方向与两年的表不符，句子要一起改。")
    if trend == 0:
        return Mending((scene.edit(finding.start, finding.end, "与上年持平"),), origin="composer")
    way = "rise" if said["rise"] else "fall"
    if _LARGE.search(said[0]) or said[way] not in WAYS:
        clauses = [clause.text for key in own if (clause := changed(scene.brief, key))]
        return Doubt("增减的方向与两年的表不符，而且写了幅度，请按两年的数改写。", tuple(clauses))
    return Mending((scene.edit(said.start(way), said.end(way), WAYS[said[way]]),))


def _stands_alone(scene: Scene, mention: Mention) -> bool:
    """Whether a statement on a whole is a clause of its own, and the sentence tells nothing more of the kinds.

    Behind 18件均予以公开，部分公开6件 stands what the exceptions are already: there 均 is what is wrong.
    """
    left, right = scene.sentence(mention.start, mention.end)
    begins = scene.text[mention.start - 1 : mention.start] in ("", "，", "、", "：", "已", "\n")
    wholes = {key for key in mention.refs if key.endswith((".processed.total", ".new.total")) or key.count(".") == 2}
    others = [m for m in scene.review.mentions if mention.end <= m.start and m.end <= right and m.refs]
    return begins and not any(set(m.refs) - wholes for m in others) and left <= mention.start


def _counted(mention: Mention | None) -> tuple[str, ...]:
    """The cells that are said to be none, in the order said; none where they are not plainly counted."""
    try:
        expression = Expression.parse((mention.expr if mention else "") or "")
    except ValueError:
        return ()
    plainly = not expression.over and all(term.sign > 0 for term in expression.terms)
    counted = all(term.key.startswith(("t3.", "t4.")) for term in expression.terms)
    return tuple(term.key for term in expression.terms) if plainly and counted else ()


def _sides(finding: Finding) -> tuple[str, ...]:
    if finding.expected is None:
        return ()
    return (f"表对：正文改为 {finding.expected} 件", "正文对：改表中的数")


def _more(keys: tuple[str, ...]) -> str:
    """What else has to be told once there is something."""
    if any(key.startswith("t3.new") for key in keys):
        return "申请人、办理结果也请补写。"
    return "结果（维持、纠正、其他、尚未审结）也请补写。" if any(key.startswith("t4.") for key in keys) else ""


def _kinds(scene: Scene, mention: Mention) -> Phrase | None:
    """The kinds that a whole consists of, with their counts; None where they do not add up to it."""
    group = next((g for g in _GROUPS if f"{g}.total" in mention.refs), "")
    brief = scene.brief
    if group:
        rows = [(result.name, f"{group}.{column}") for column, result in results().items()]
        whole = f"{group}.total"
    elif _DONE in mention.refs:
        rows = [(label, f"t3.{row}.total") for row, label in names("outcomes").items()]
        whole = _DONE
    else:
        return _left(scene, mention)
    there = [(name, key) for name, key in rows if brief.amount(key)]
    if sum(int(brief.amount(key) or 0) for _, key in there) != brief.amount(whole) or not there:
        return None
    if len(there) > 1:
        return joined([plain("其中"), brief.listed(there)])
    return Phrase(results()[there[0][1].rpartition(".")[2]].all) if group else plain(f"均为{there[0][0]}")


def _left(scene: Scene, mention: Mention) -> Phrase | None:
    """全部办结 where some are carried over: how many were finished and how many were not."""
    if mention.refs != ("t3.carried_out.total",) or not scene.is_sure(_DONE):
        return None
    return scene.brief.listed([("办结", _DONE), ("结转下年度继续办理", "t3.carried_out.total")], "，")
