"""Sound sentences made unsound by one change: none of them may pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drafter.draft.evidence import Evidence, Said
from drafter.draft.guards import judge
from tests.draft.guards.test_cases import cases, evidence

__all__ = ["evidence"]

SLOT = re.compile(r"\{\{[^}]*\}\}")
ADDED = (
    *("，受到上级表彰", "，群众满意度明显提升", "，并组织专家评审", "，由张建国同志负责", "，惠及群众三千余人"),
    *("，在全省推广", "，进一步健全制度", "，及时回应社会关切", "，有效保障了公众知情权", "，并报送市政府办公室"),
    *("，做到应公开尽公开", "，位列全市第一"),
)
BEFORE = ("2017年，", "在省政府指导下，", "为提升群众满意度，")
VERB = re.compile("公布|组织|开展|修订|清理|收到|办结|制发|召开|推送|发布|建立|举办|填写|作出|检查")
LONGEST = 100  # what is made longer than a sentence may be would be refused for that


def turned(text: str, number: int) -> Iterator[str]:
    """Yield changed sentences; `number` says which of the many ways to add to it are tried."""
    yield f"{text.rstrip('。')}{ADDED[number % len(ADDED)]}。"
    yield BEFORE[number % len(BEFORE)] + text
    if slot := SLOT.search(text):
        unit = slot[0].strip("{}").partition("|")[2]
        yield text.replace(slot[0], f"12{unit}", 1)
        yield text.replace(slot[0], f"十二{unit}", 1)
        yield text.replace(slot[0], f"近{slot[0]}", 1)
    for own in ("我局", "我镇", "全县"):
        if own in text:
            yield text.replace(own, "市财政局", 1)
    verb = VERB.search(text)
    if verb and not re.search("[未不没无]有?[^，。]*$", text[: verb.start()]):
        yield f"{text[: verb.start()]}未{text[verb.start() :]}"


SOUND = [case for case in cases("sound") if len(case.values[2]["text"]) <= LONGEST]


@pytest.mark.parametrize("start", range(8))
def test_a_sound_sentence_changed_in_one_point_fails(start: int, evidence: Callable[[Path, str], Evidence]) -> None:
    passed = []
    for number, case in list(enumerate(SOUND))[start::8]:
        path, heading, given = case.values
        section = evidence(path, heading)
        for text in turned(given["text"], number):
            said = Said(text=text, evidence=tuple(given.get("cites", section.points)))
            if judge(said, section, "").phrase is not None:
                passed.append(text)
    assert passed == []
