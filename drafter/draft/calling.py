"""How a supplementary figure is said: the clerk's short name made into words that can stand before the figure.

Names come as table heads do (组织培训场次, 政务公开专栏数, 微信公众号推送信息). A verb is put before a name only where
it ends in a noun that plainly takes it and holds no verb itself; what is unsure stands as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from drafter.draft.phrases import channels, deeds, nouns_with_deeds, turned_round, verb_of
from drafter.form import Supplementary

_SPACE = re.compile(r"\s+")
_PART = re.compile(r"其中[：:，,]?")
_WHEN = re.compile(r"(?:全年|本年度?|年内|今年|当年)(?:共|累计|合计)?(?=.)")
_KEPT = ("指数", "分数", "系数", "基数", "人数", "份数据")
_OF_PEOPLE = ("人", "人次", "名")
_OF_TIMES = ("场", "场次", "次", "期")
_MASK = "＊"


class Manner(StrEnum):
    """What kind of sentence a figure goes into: what the organ did, what went on, or what there is."""

    DEED = "deeds"
    ACT = "acts"
    STATE = "states"


@dataclass(frozen=True, slots=True)
class Called:
    """The words before a supplementary figure, and the kind of sentence they make."""

    words: str
    manner: Manner


def is_part(name: str) -> bool:
    """Whether a name says that its figure is part of the one before it (其中：政务动态)."""
    return _PART.match(_SPACE.sub("", name)) is not None


def bare(extra: Supplementary) -> str:
    """The name without 其中, without the time it tells, and without an ending that only repeats the unit."""
    name = _PART.sub("", _SPACE.sub("", extra.name), count=1)
    for mark in (f"（{extra.unit}）", f"({extra.unit})", "（个数）", "："):
        name = name.removesuffix(mark) if extra.unit else name
    name = _WHEN.sub("", name, count=1) if _WHEN.match(name) else name
    return _without_measure(name, extra.unit) or name


def called(extra: Supplementary) -> Called:
    """The words for a figure that stands by itself."""
    name = bare(extra)
    masked = _masked(name)
    verbs = [verb for verb in deeds() if verb in masked]
    if any(masked.startswith(verb) for verb in verbs):
        return Called(name, Manner.DEED)
    last = next((verb for verb in turned_round() if name.endswith(verb) and masked.endswith(verb)), None)
    if last and len(name) - len(last) > 1 and not any(verb in masked.removesuffix(last) for verb in deeds()):
        return Called(last + name.removesuffix(last), Manner.DEED)
    if verbs:
        return Called(name, Manner.ACT)
    if extra.unit in ("条", "篇", "期") and name.endswith(channels()):
        return Called(name + ("发布信息" if extra.unit == "条" else "发布"), Manner.ACT)
    verb = verb_of(name)
    if verb == "组织" and extra.unit in _OF_PEOPLE:
        return Called(name, Manner.DEED)  # people are trained, sessions are organised
    return Called(verb + name, Manner.STATE if verb in ("", "设有") else Manner.DEED)


def _masked(name: str) -> str:
    """The name with nouns that are written like deeds (信息公开, 发布会) blanked out."""
    for noun in nouns_with_deeds():
        name = name.replace(noun, _MASK * len(noun))
    return name


def _without_measure(name: str, unit: str) -> str:
    """组织培训场次 counted in 场 → 组织培训; 关注人数 and 满意度指数 stay."""
    verbs = any(verb in _masked(name) for verb in deeds()) or "培训" in name
    repeated = [] if unit in _OF_PEOPLE else [f"{unit}数量", f"{unit}数"]
    endings = [*repeated, "数量", "总数", "数"] if unit and unit != "%" else []
    if unit in _OF_TIMES:
        endings = ["场次", "次数", *endings]
    if unit in _OF_PEOPLE:
        endings = ["人次数", "总人次", "人次", *(["总人数", "人数"] if verbs else []), *endings]
    for ending in endings:
        if name.endswith(ending) and (not name.endswith(_KEPT) or ending.endswith("人数")):
            return name.removesuffix(ending)
    return name
