"""Where a work note belongs: sub-headings （一）to（五）, the problems and measures of section five, section six.

Headings and words are data (`places.toml`). Every word a note contains counts once with its weight; the heaviest place
wins, the earlier place of the file on a tie, and a note too light for any place has none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

_SHORT = 2  # a name as short as 其他 or 问题 makes a heading only by itself: 其他工作 is no section six
_LIGHTEST = 2  # one weak word of chance is no ground to put a writer's sentence anywhere


class Place(StrEnum):
    """A place of the report that notes can go to."""

    CONTACT = "contact"
    DISCLOSURE = "1.1"
    REQUESTS = "1.2"
    MANAGEMENT = "1.3"
    PLATFORM = "1.4"
    SUPERVISION = "1.5"
    SOLVED = "solved"
    PROBLEMS = "problems"
    MEASURES = "measures"
    OTHER = "6"
    DATE = "date"

    @property
    def section(self) -> str:
        """The id of the section the place is in."""
        of_five = dict.fromkeys(("solved", "problems", "measures"), "5")
        return ({"contact": "0", "date": "6"} | of_five).get(self.value, self.value)

    @property
    def heading(self) -> str:
        """The heading under which a reader finds the place."""
        return _TITLES.get(self.section, "")


def title_of(section: str) -> str:
    """The heading of a section by its id, "" for one without."""
    return _TITLES.get(section, "")


_TITLES = {
    "0": "标题和引言",
    "1.1": "（一）主动公开",
    "1.2": "（二）依申请公开",
    "1.3": "（三）政府信息管理",
    "1.4": "（四）政府信息公开平台建设",
    "1.5": "（五）监督保障",
    "5": "五、存在的主要问题及改进情况",
    "6": "六、其他需要报告的事项",
}


def place_of(heading: str | None, text: str) -> Place | None:
    """The place of a note: by its heading (by words among places a heading names together), else by its words."""
    named = tuple(row.place for row in _places() if heading and row.named_in(heading))
    if Place.SOLVED in named:  # 上年存在问题整改情况 names problems too, but those of another year
        return Place.SOLVED
    if len(named) > 1:
        return place_of_words(text, named) or named[0]
    return named[0] if named else place_of_words(text)


def names_a_place(title: str, *, whole: bool = False) -> bool:
    """Whether a heading names a place of the report; with `whole`, whether it is such a name and nothing else."""
    return any(row.is_called(title) or (not whole and row.named_in(title)) for row in _places())


def place_of_words(text: str, among: Container[Place] = tuple(Place)) -> Place | None:
    """The place of `among` that the words of `text` weigh heaviest for, or None where they say too little."""
    best: Place | None = None
    heaviest = _LIGHTEST - 1
    for row in _places():
        weight = row.weight(text) if row.place in among else 0
        if weight > heaviest:
            best, heaviest = row.place, weight
    return best


@dataclass(frozen=True, slots=True)
class _Row:
    place: Place
    headings: tuple[str, ...]
    words: tuple[tuple[str, int], ...]
    openings: tuple[tuple[str, int], ...]
    counted: tuple[tuple[str, int], ...]

    def is_called(self, title: str) -> bool:
        bare = title.strip("：: 。、（）()").removesuffix("方面").removesuffix("情况")
        return any(bare == name.removesuffix("情况") for name in self.headings)

    def named_in(self, title: str) -> bool:
        return self.is_called(title) or any(len(name) > _SHORT and name in title for name in self.headings)

    def weight(self, text: str) -> int:
        inside = sum(weight for word, weight in self.words if word in text)
        inside += sum(weight for unit, weight in self.counted if re.search(rf"\d余?{unit}", text))
        return inside + max((weight for word, weight in self.openings if text.startswith(word)), default=0)


@cache
def _places() -> tuple[_Row, ...]:
    raw = tomllib.loads(resources.files("drafter.library").joinpath("places.toml").read_text("utf-8"))
    return tuple(
        _Row(
            place=Place(item["place"]),
            headings=tuple(item["headings"]),
            words=tuple(item.get("words", {}).items()),
            openings=tuple(item.get("openings", {}).items()),
            counted=tuple(item.get("counted", {}).items()),
        )
        for item in raw["places"]
    )
