"""Mendings of punctuation, and of a sentence that stands twice."""

from __future__ import annotations

import re

from drafter.check.rules.wording import HALF_WIDTH
from drafter.documents import Edit, Finding
from drafter.draft.revising.scene import Answer, Doubt, Mending, Scene

_WIDE = str.maketrans(",;:?!.()", "，；：？！。（）")
_BRACKET = {"(": ")", ")": "("}
_CHINESE = "[\u4e00-\u9fff《》“”（）〔〕]"
# Once one mark is exchanged the others of the text are too, as far as one side of them is Chinese.
_BESIDE = re.compile(rf"(?<={_CHINESE})[,;:?!]|(?<![,;:?!])[,;:?!](?={_CHINESE})")
_WORD = re.compile(r"\w")


def half_width(scene: Scene, finding: Finding) -> Answer:
    """Full-width marks between characters all over the text; a bracket together with its partner."""
    places = {match.start(): None for match in _BESIDE.finditer(scene.text)}
    for match in HALF_WIDTH.finditer(scene.text):
        places[match.start()] = None
        if match[0] in _BRACKET:
            partner = _partner(scene.text, match.start())
            if partner is None:
                del places[match.start()]
            else:
                places[partner] = None
    edits = [scene.edit(at, at + 1, scene.text[at].translate(_WIDE)) for at in sorted(places)]
    return Mending(tuple(edits), apart=True) if edits else Doubt("汉字之间用了半角标点，请改为全角。")


def doubled(scene: Scene, finding: Finding) -> Answer:
    """One mark for two: of two alike one, of a stop with others the stop, of a pause with others those."""
    marks = finding.quote or ""
    if finding.start is None or finding.end is None:
        return Doubt("标点重叠，请删去多余的。")
    left = set(marks)
    if len(left) == 2 and "、" in left:
        left.discard("、")
    one = next(iter(left)) if len(left) == 1 else "。" if marks.endswith("。") else ""
    if not one:
        return Doubt("标点重叠，留哪一个？", tuple(dict.fromkeys(marks)))
    at = finding.start + marks.rindex(one)
    edits = [(finding.start, at), (at + 1, finding.end)]
    return Mending(tuple(scene.edit(start, end, "") for start, end in edits if start < end))


def repeated(scene: Scene, finding: Finding) -> Answer:
    """The second of two sentences alike is struck out, unless nothing else would be left of its section.

    A paragraph that stands twice, or in which every sentence does, goes as a whole, with the line feed before it.
    """
    if finding.start is None or finding.end is None:
        return Doubt("同一句话说了两遍，请删去一处。")
    again = [f for f in scene.review.findings if f.rule == finding.rule and f.start is not None]
    left = scene.text.rfind("\n", 0, finding.start) + 1
    right = scene.text.find("\n", finding.end)
    right = len(scene.text) if right < 0 else right
    inside = [(f.start or 0, f.end or 0) for f in again if left <= (f.start or 0) and (f.end or 0) <= right]
    twice = _stood(scene.text, left, right)
    if twice or not _WORD.search(_without(scene.text, left, right, inside)):
        edit = scene.edit(max(left - 1, 0), right, "")
    else:
        edit = scene.edit(finding.start, finding.end, "")
    section = scene.review.section_at(finding.start)
    if section is None or not _is_told_else(scene, section.start, section.end, edit):
        return Doubt("同一句话说了两遍，删去哪一处？")
    return Mending((edit,))


def _stood(text: str, start: int, end: int) -> bool:
    """Whether the paragraph text[start:end] stands further up too."""
    words = "".join(text[start:end].split())
    return any("".join(line.split()) == words for line in text[:start].split("\n"))


def _partner(text: str, at: int) -> int | None:
    """Where the other bracket of the one at `at` stands in its paragraph; None where there is no half-width one."""
    sign, other = text[at], _BRACKET[text[at]]
    step, depth = (1, 0) if sign == "(" else (-1, 0)
    place = at + step
    while 0 <= place < len(text) and text[place] != "\n":
        if text[place] == sign:
            depth += 1
        elif text[place] == other:
            if not depth:
                return place
            depth -= 1
        place += step
    return None


def _without(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """text[start:end] without the stretches of `spans`."""
    kept, at = "", start
    for first, last in sorted(spans):
        kept += text[at:first]
        at = last
    return kept + text[at:end]


def _is_told_else(scene: Scene, start: int, end: int, edit: Edit) -> bool:
    """Whether a section keeps a sentence besides its heading once `edit` is made."""
    rest = _without(scene.text, start, end, [(edit.start, edit.end)])
    return any(line.strip().endswith(("。", "；")) for line in rest.split("\n"))
