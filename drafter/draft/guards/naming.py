"""Guard: a figure of a note, or a supplementary one, stands beside the words that name it, not beside another's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.draft.figure import Figure
from drafter.draft.guards.fault import Fault
from drafter.draft.guards.lexicon import lexicon
from drafter.draft.guards.slots import MARKS, Use
from drafter.draft.guards.view import View

_SIGNS = re.compile(r"[，。；：、！？（）]")
_COMMON = re.compile(r"政府信息公开|政府信息|政务公开|信息公开|其中|全年|共|计|的|了|等|各|为|约|类|达|有|个")


def faults(view: View) -> Iterator[Fault]:
    """Yield slots of notes and supplementary figures whose words name another figure, or none."""
    for index, use in enumerate(view.parsed.uses):
        if use.figure.expression is not None:
            continue
        said = _beside(view.masked, use.mark)
        own = _label(view, use.figure)
        mine = _likeness(said, own)
        rival = next((f for f in _rivals(view, use.figure) if _likeness(said, _label(view, f)) > mine), None)
        if rival is not None:
            reason = f"这里的文字说的是{rival.slot}（{_label(view, rival)}），不是{use.figure.slot}（{own}），请对应好"
            yield Fault("naming.other", reason, use.figure.slot)
        elif not mine and _pairs(own) and not _follows(view, index) and not _named_before(view, use, own):
            reason = f"没有写明{use.figure.slot}是什么的数量，请写上“{own}”"
            yield Fault("naming.none", reason, use.figure.slot)


def _beside(masked: str, mark: int) -> str:
    """The words around a mark, from the sign or figure before it to the one behind it."""
    left = mark
    while left > 0 and not _SIGNS.match(masked[left - 1]) and not MARKS.match(masked[left - 1]):
        left -= 1
    right = mark + 1
    while right < len(masked) and not _SIGNS.match(masked[right]) and not MARKS.match(masked[right]):
        right += 1
    return f"{masked[left:mark]}|{masked[mark + 1 : right]}"


def _named_before(view: View, use: Use, own: str) -> bool:
    """Whether the clause before, which has no figure of its own, names the figure: 公布主要指标，全年共12期."""
    before = _SIGNS.split(view.masked[: use.mark])[:-1]
    return bool(before) and not MARKS.search(before[-1]) and _likeness(before[-1], own) > 0


def _label(view: View, figure: Figure) -> str:
    """The words that name a figure: its name, or those beside it in its note."""
    if figure.source == "sup":
        return figure.label
    number = int(figure.slot.rpartition(".")[2]) - 1
    masked = view.cited.get(figure.source) or view.evidence.words(figure.source)
    marks = [m.start() for m in MARKS.finditer(masked)]
    return _beside(masked, marks[number]).replace("|", "") if number < len(marks) else ""


def _rivals(view: View, figure: Figure) -> Iterator[Figure]:
    """Yield other figures of the same unit and another value that the sentence might be about."""
    for other in view.evidence.given:
        near = other.source == "sup" or other.source in view.cited
        told_apart = other.source == figure.source != "sup" and other.unit != figure.unit
        if near and not told_apart and other.value != figure.value:
            yield other


def _pairs(text: str) -> set[str]:
    words = _COMMON.sub("|", text)
    return {words[i : i + 2] for i in range(len(words) - 1) if "|" not in words[i : i + 2]}


def _likeness(said: str, label: str) -> int:
    """How many pairs of characters of a label the words have, synonyms counted as the word itself."""
    known = said
    for word, others in lexicon().synonyms.items():
        if word in said:
            known += "|" + "|".join(other for other in others if other in label)
    return len(_pairs(label) & _pairs(known))


def _follows(view: View, index: int) -> bool:
    """Whether a slot follows that of the figure before it in the same note: 组织培训2次、68人次."""
    use: Use = view.parsed.uses[index]
    if index == 0 or use.figure.source == "sup":
        return False
    source, _, number = use.figure.slot.rpartition(".")
    return view.parsed.uses[index - 1].figure.slot == f"{source}.{int(number) - 1}"
