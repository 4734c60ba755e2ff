"""Mendings of names: another organ's left in from a copied text, and those of persons."""

from __future__ import annotations

import re

from drafter.check.rules.organs import ORGAN
from drafter.documents import Finding
from drafter.draft.revising.scene import Answer, Doubt, Mending, Scene

_OF_OTHERS = re.compile(
    r"赴|到|向|与|和|同|会同|联合|学习|借鉴|考察|调研|交流|转|移送|移交|起诉|被告|投诉|等单位|兄弟|邻|代|由|对|请|征求"
)
_BEFORE = re.compile(r"(?:^|[，。；：、（“\n\s年]|^[一二三四五六七八九十]是)$")
_APPLICANT = re.compile("申请人|当事人|原告|第三人|投诉人|信访人|群众|村民|居民|身份证|银行卡")
_SHOWN = 3
_NEAR = 24


def another_organ(scene: Scene, finding: Finding) -> Answer:
    """The organ's own name where another of its kind stands as the doer; not where a sentence may be on both."""
    agency = "".join((scene.review.agency or "").split())
    if finding.start is None or finding.end is None or not agency:
        return Doubt("这是另一机关的名称，是否套用了别处的文字？")
    asks = "是套用其他机关的文字没有改名，还是本来就说这个机关的事？"
    choices = (f"改为“{agency}”", "确是说这个机关，不改")
    left, right = scene.sentence(finding.start, finding.end)
    rest = scene.text[left : finding.start] + scene.text[finding.end : right]
    doer = _BEFORE.search(scene.text[max(0, finding.start - 1) : finding.start]) or finding.start == 0
    if not doer or _OF_OTHERS.search(rest) or agency in rest or not _is_of_its_kind(agency, finding.quote or ""):
        return Doubt(asks, choices)
    return Mending((scene.edit(finding.start, finding.end, agency),), "整段是否套用了别处的文字，也请核实。")


def signature(scene: Scene, finding: Finding) -> Answer:
    """The name under the report where title and text call the organ otherwise."""
    agency = "".join((scene.review.agency or "").split())
    name = finding.quote or ""
    asks = "标题和落款不是同一机关，哪一个对？"
    if finding.start is None or finding.end is None or not agency:
        return Doubt(asks)
    plain = "".join(scene.text.split())
    alone = plain.count("".join(name.split())) == 1 and plain.count(agency) > 1
    if not alone or not _is_of_its_kind(agency, name):
        return Doubt(asks, (f"落款改为“{agency}”", "标题改为落款的机关"))
    return Mending((scene.edit(finding.start, finding.end, agency),))


def masked_number(scene: Scene, finding: Finding) -> Answer:
    """A number that belongs to a person, its first digits kept and the others covered."""
    if finding.start is None or finding.end is None:
        return Doubt("正文出现个人号码，应当删去或遮盖。")
    digits = scene.text[finding.start : finding.end]
    return Mending((scene.edit(finding.start, finding.end, digits[:_SHOWN] + "*" * (len(digits) - _SHOWN)),))


def mobile_number(scene: Scene, finding: Finding) -> Answer:
    """A mobile number is covered where it is an applicant's; it may also be the one an office gives to be called."""
    start, end = finding.start or 0, finding.end or 0
    if _APPLICANT.search(scene.text, max(0, start - _NEAR), start):
        return masked_number(scene, finding)
    number = scene.text[start:end]
    return Doubt("是个人号码还是办公电话？", (f"个人号码：遮盖为{number[:_SHOWN]}********", "办公电话：改留固定电话"))


def person(scene: Scene, finding: Finding) -> Answer:
    """The name of an applicant or party: the family name alone."""
    name = finding.quote or ""
    if finding.start is None or finding.end is None or not name:
        return Doubt("正文写明了当事人的姓名，应当隐去。")
    return Mending((scene.edit(finding.start, finding.end, name[0] + "某" * (len(name) - 1)),))


def _is_of_its_kind(agency: str, name: str) -> bool:
    """Whether two names differ in the place alone."""
    own, other = ORGAN.fullmatch(agency), ORGAN.fullmatch("".join(name.split()))
    return own is not None and other is not None and own["body"] == other["body"]
