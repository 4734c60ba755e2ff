"""Guard: nothing is moved into another year or period than its evidence has it in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.draft.guards.fault import Fault
from drafter.draft.guards.grounding import Source, closest, has
from drafter.draft.guards.view import View

_TITLE = re.compile(r"《[^《》]*》")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
# What a year may be said with, of the figures of the tables: 比2022年增加, 2022年结转, 结转2024年.
_BESIDE = re.compile(r"(?:[比较与和同自至于]|结转)((?:19|20)\d\d)年|((?:19|20)\d\d)年度?(?:结转|同期|相比)")
_PERIOD = re.compile(r"[上下]半年|第?[一二三四]季度|前[一二三]季度|截至|\d{1,2}月|[一二三四五六七八九十]{1,2}月")
_WHOLE_YEAR = re.compile(r"全年|年内|本年|今年|当年")
_OTHER_YEAR = re.compile("(?<![较比与和同])(?:[上去前明下]一?年度?)(?!结转)")


def faults(view: View) -> Iterator[Fault]:
    """Yield years that no evidence has, and clauses that leave out or change the time their note speaks of."""
    yield from _years(view)
    for clause in view.clauses:
        found = closest(view, clause)
        if found and all(source.id for source in found) and not any(u.figure.expression for u in view.uses_in(clause)):
            yield from _moved(view, clause.text, found)
            yield from _period(clause.text, found)


def _years(view: View) -> Iterator[Fault]:
    """Years other than the report's, in words that neither a cited note nor a composer's sentence has them in."""
    own = str(view.evidence.brief.year)
    text = _TITLE.sub("", view.masked)
    told = {year for pair in _BESIDE.findall(text) for year in pair if year} if view.parsed.uses else set()
    noted = set(_YEAR.findall("\n".join(view.cited.values())))
    for year in dict.fromkeys(_YEAR.findall(text)):
        if year != own and year not in told | noted and not view.composers:
            yield Fault("time.year", f"报告说的是{own}年的事，素材中没有{year}年，请改正", f"{year}年")


def _moved(view: View, said: str, found: list[Source]) -> Iterator[Fault]:
    """A year the note does not name, where it names another."""
    own = {str(view.evidence.brief.year)}
    years = [set(_YEAR.findall(_TITLE.sub("", source.whole))) - own for source in found]
    here = set(_YEAR.findall(_TITLE.sub("", said)))
    if all(years) and all(here - named or not named & set(_YEAR.findall(view.masked)) for named in years):
        yield Fault("time.moved", f"素材说的是{'、'.join(sorted(years[0]))}年的事，请写明年份，不能写成别的年份", said)
    other = _OTHER_YEAR.search(said)
    if other and not any(has(source.whole, other[0]) for source in found):
        yield Fault("time.moved", f"素材说的不是“{other[0]}”的事，请照素材的时间写", other[0])


def _period(said: str, found: list[Source]) -> Iterator[Fault]:
    """The whole year said of what happened in a part of it."""
    for source in found:
        part, whole = _PERIOD.search(source.text), _WHOLE_YEAR.search(said)
        if part and whole and whole[0] not in source.text and part[0] not in said:
            yield Fault("time.period", f"素材说的是“{part[0]}”，不能写成“{whole[0]}”", whole[0])
            return
