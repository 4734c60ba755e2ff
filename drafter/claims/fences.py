"""Fences of time and scope: whether a figure is of this whole year and of this body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto

from drafter.claims.claim import Kind
from drafter.claims.exempt import Mark
from drafter.claims.lexicon import Sense
from drafter.claims.words import Word

_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"(\d{1,2})月")
_PART = re.compile(r"季度|上半年|下半年|[一二三四五六七八九十]{1,2}月")
# What was done then, not counted then: 3月至5月逐件清理文件.
_EVENT = re.compile("[^，。；]{0,8}(?:清理|培训|排查|检查|督查|召开|举办|组织|启动|上线|改版|部署)")
# 镇街收到12件 is of a part even before the whole is told; 全市各部门收到 is not.
_ACTS = re.compile(
    r"(?<!部门)(?<!单位)(?:共|共计|累计|一共|合计|则|另|又|直接|自身)?(?:收到|受理|接收|接到|办理|办结|答复)"
)
# 全区各部门、镇街收到 is of all of them together.
_JOINED_BEFORE = re.compile("[门关位局办区会镇街乡府级][、和及与]$")
_JOINED_AFTER = re.compile("(?:[、和及与])[^，。；：]{0,12}(?:部门|单位|镇街?|街道|乡镇?|局|办|机关|区|会)")
_BESIDE = re.compile(
    "[，；、](?!其中|含|包括)[^，。；（]{0,6}(?:各|下属|所属|基层)[^，。；（]{0,6}(?:部门|单位|乡镇|镇街|街镇|街道|分局|局办|县区|区县|所)(?:共|共计|合计)?(?:收到|受理|接收)"
)
_WHOLE = re.compile("全[市区县省镇局系州旗乡]|共|总|合计|累计|我[市县区省]|本级")
_OPENERS = frozenset("，。；：、！？\n（在自从至止到截于以由是况面")
_FULL_YEAR = "12"
FENCING = Sense.YEAR | Sense.LAST_YEAR | Sense.PART_YEAR | Sense.LONG | Sense.ELSEWHERE | Sense.OWN | Sense.BELOW


class Period(StrEnum):
    """The time a figure is of, as far as the tables know it."""

    THIS_YEAR = auto()
    LAST_YEAR = auto()
    OTHER = auto()


@dataclass
class Fence:
    """The period and the body that the words since the sentence's start have set.

    `is_office` tells that the reporting organ is a government's own office (政府办公室), `is_unknown` that it may be.
    `is_wide` tells that figures of all bodies (全市) have been told, so that 市政府本级 is a part.
    """

    year: int | None
    is_office: bool = False
    is_unknown: bool = False
    is_wide: bool = False
    period: Period = Period.THIS_YEAR
    note: str = ""
    elsewhere: str = ""
    lasting: bool = False
    outside: list[tuple[Period, str]] = field(default_factory=list)

    def open_bracket(self) -> None:
        """Remember the period outside the bracket: 收到18件（上年15件），办结17件."""
        self.outside.append((self.period, self.note))

    def close_bracket(self) -> None:
        """Go on in the period outside."""
        if self.outside:
            self.period, self.note = self.outside.pop()

    def pass_last_year(self) -> None:
        """What 上年 was said of has been counted; the words behind are of this year again."""
        if self.period is Period.LAST_YEAR:
            self.period, self.note = Period.THIS_YEAR, ""

    def pass_years(self) -> None:
        """What was said of several years is over."""
        if self.lasting:
            self.period, self.note, self.lasting = Period.THIS_YEAR, "", False

    @staticmethod
    def is_beside_others(text: str, clause: str, end: int) -> bool:
        """局机关收到40件，各分局收到80件: the first is no more the whole than the second."""
        return _BESIDE.match(text, end) is not None and _WHOLE.search(clause) is None

    def start_sentence(self, *, goes_on: bool) -> None:
        """A new sentence is of the whole year and of the reporting body until its words say otherwise.

        One that `goes_on` with 其中 stays inside the fences of the one before.
        """
        self.outside.clear()
        if not goes_on:
            self.period, self.note, self.elsewhere, self.lasting = Period.THIS_YEAR, "", "", False

    def pass_over(self, text: str, words: Sequence[Word], marks: Sequence[Mark], *, counted: bool) -> None:
        """Take in what stands between the figure before and the next one.

        `counted` tells that the sentence already gave the applications of the whole body.
        """
        dates = [mark for mark in marks if mark.kind is Kind.DATE and not _is_inside(mark, words)]
        told = [word for word in words if word.senses & FENCING]
        events: list[Word | Mark] = [*told, *dates]
        for event in sorted(events, key=lambda event: event.start):
            if isinstance(event, Mark):
                self._date(text, event)
            elif event.has(Sense.BELOW):
                self._part(text, event, counted=counted)
            else:
                self._word(text, event)

    def _part(self, text: str, word: Word, *, counted: bool) -> None:
        """Take in a part of the body, which may be the reporting organ itself."""
        said = text[word.start : word.end]
        own = said.endswith("政府本级")
        if own and not (self.is_wide or counted):
            return
        counted = counted or own or text.endswith(("其中", "其中，"), 0, word.start)
        if "政府办" in said and (self.is_office or (self.is_unknown and not counted)):
            return
        joined = _JOINED_BEFORE.search(text, max(0, word.start - 2), word.start)
        listed = joined is not None or _JOINED_AFTER.match(text, word.end) is not None
        if counted or (_ACTS.match(text, word.end) is not None and not listed):
            self.elsewhere = f"{said}的数，只是一部分"

    def _word(self, text: str, word: Word) -> None:
        said = text[word.start : word.end]
        if word.has(Sense.YEAR):
            self.period, self.note = Period.THIS_YEAR, ""
        elif word.has(Sense.LAST_YEAR):
            self.period, self.note = Period.LAST_YEAR, "上年的数"
        elif word.has(Sense.PART_YEAR):
            self.period, self.note = Period.OTHER, f"只是{said}的数，不是全年的数"
        elif word.has(Sense.LONG):
            self.period, self.note = Period.OTHER, f"{said}的累计数，不是本年的数"
            self.lasting = True
        elif word.has(Sense.ELSEWHERE) and not text.startswith(("及", "和", "以及", "、", "与"), word.end):
            self.elsewhere = f"{said}的数，不是本报告范围的数"
        elif word.has(Sense.OWN):
            self.elsewhere = ""
            self.is_wide = self.is_wide or said.startswith("全")

    def _date(self, text: str, mark: Mark) -> None:
        if not self._governs(text, mark):
            return
        said = text[mark.start : mark.end]
        if text.startswith(("以来", "来", "至今", "开始"), mark.end):
            self._since(said)
            return
        found = _YEAR.match(said)
        year = int(found[0]) if found else None
        if year is not None and self.year is not None and year != self.year:
            last = year == self.year - 1
            self.period = Period.LAST_YEAR if last else Period.OTHER
            self.note = f"{year}年的数，不是本年的数"
        elif self._is_partial(text, mark, said) and _EVENT.match(text, mark.end):
            return
        elif self._is_partial(text, mark, said):
            self.period, self.note = Period.OTHER, f"只是{said}的数，不是全年的数"
        elif year is not None or self._closes_the_year(said):
            self.period, self.note = Period.THIS_YEAR, ""

    def _since(self, said: str) -> None:
        found = _YEAR.match(said)
        if found and self.year is not None and int(found[0]) >= self.year:
            self.period, self.note = Period.THIS_YEAR, ""
        elif found or not said.startswith("一"):
            self.period, self.note = Period.OTHER, f"{said}以来的累计数，不是本年的数"

    @staticmethod
    def _governs(text: str, mark: Mark) -> bool:
        """A date that opens a clause (or follows 截至, 自) dates the figures behind it; within a phrase it does not."""
        before = text[mark.start - 1] if mark.start else "\n"
        return before in _OPENERS or text[max(0, mark.start - 2) : mark.start] in (
            "截止",
            "截至",
            "我局",
            "我市",
            "我县",
            "我区",
            "其中",
            "今年",
            "本年",
            "当年",
        )

    @staticmethod
    def _closes_the_year(said: str) -> bool:
        """截至12月底 behind 截至6月底 is the whole year again."""
        months = _MONTH.findall(said)
        return bool(months) and months[-1] == _FULL_YEAR

    @staticmethod
    def _is_partial(text: str, mark: Mark, said: str) -> bool:
        if _PART.search(said):
            return True
        months = _MONTH.findall(said)
        return bool(months) and months[-1] != _FULL_YEAR


def _is_inside(mark: Mark, words: Sequence[Word]) -> bool:
    """Tell whether the date is part of a phrase that has been read as a whole: 结转至2025年, 较2023年."""
    return any(word.start <= mark.start and mark.end <= word.end for word in words)
