"""What kind of organ an agency is by its name: how it calls itself, what its figures span, what it must report."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Organ:
    """An agency as its report speaks of it.

    `we` is how the report calls the organ (我局, 我镇), `scope` whose figures the tables hold (全县 where departments
    and townships are included, else the organ itself). Governments also report 社会评议 and 责任追究结果. `signed` is
    the organ's full name: a place signs as its government.
    """

    agency: str
    we: str
    scope: str
    is_government: bool
    signed: str


def organ(agency: str) -> Organ:
    """The organ called `agency`, known by the longest ending of its name; 本机关 where no ending is known."""
    name = agency.strip()
    for row in _endings():
        if name.endswith(row.ending):
            place = row.signs_as and not name.endswith(_NO_PLACES)
            return Organ(name, row.we, row.scope or row.we, row.is_government, name + row.signs_as * bool(place))
    return Organ(name, "本机关", "本机关", False, name)


# Areas that are no places of their own level: they have a 管理委员会, whose name their writer must give.
_NO_PLACES = (
    "开发区",
    "实验区",
    "高新区",
    "经开区",
    "新区",
    "园区",
    "度假区",
    "合作区",
    "示范区",
    "保税区",
    "风景区",
    "功能区",
    "社区",
)


@dataclass(frozen=True, slots=True)
class _Ending:
    ending: str
    we: str
    scope: str
    is_government: bool
    signs_as: str


@cache
def _endings() -> tuple[_Ending, ...]:
    raw = tomllib.loads(resources.files("drafter.library").joinpath("organs.toml").read_text("utf-8"))
    rows = [
        _Ending(ending, group["we"], group.get("scope", ""), group.get("government", False), _suffix(group, ending))
        for group in raw["organs"]
        for ending in group["endings"]
    ]
    return tuple(sorted(rows, key=lambda row: len(row.ending), reverse=True))


def _suffix(group: Mapping[str, Any], ending: str) -> str:
    """What a name with this ending lacks of the organ's full name, "" where it lacks nothing."""
    suffix: str = group.get("signs_as", {}).get(ending, "")
    return suffix
