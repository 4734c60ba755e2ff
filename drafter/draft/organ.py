"""What kind of organ an agency is by its name: how it calls itself, what its figures span, what it must report."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Organ:
    """An agency as its report speaks of it.

    `we` is how the report calls the organ (我局, 我镇), `scope` whose figures the tables hold (全县 where departments
    and townships are included, else the organ itself). Governments also report 社会评议 and 责任追究结果.
    """

    agency: str
    we: str
    scope: str
    is_government: bool


def organ(agency: str) -> Organ:
    """The organ called `agency`, known by the longest ending of its name; 本机关 where no ending is known."""
    name = agency.strip()
    for row in _endings():
        if name.endswith(row.ending):
            return Organ(name, row.we, row.scope or row.we, row.is_government)
    return Organ(name, "本机关", "本机关", False)


@dataclass(frozen=True, slots=True)
class _Ending:
    ending: str
    we: str
    scope: str
    is_government: bool


@cache
def _endings() -> tuple[_Ending, ...]:
    raw = tomllib.loads(resources.files("drafter.draft").joinpath("organs.toml").read_text("utf-8"))
    rows = [
        _Ending(ending, group["we"], group.get("scope", ""), group.get("government", False))
        for group in raw["organs"]
        for ending in group["endings"]
    ]
    return tuple(sorted(rows, key=lambda row: len(row.ending), reverse=True))
