"""Work notes and supplementary figures of invented organs, drawn from deeds.toml in varying words and layouts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from drafter.documents import ExtraFigure

_CHOICE = re.compile(r"\[([^\[\]{}]*(?:\{[^{}]*\}[^\[\]{}]*)*)\]")
_FILL = re.compile(r"\{([a-z]+)(?::(\d+)-(\d+))?\}")
_HEADINGS = {
    "1.1": ("主动公开", "主动公开情况"),
    "1.2": ("依申请公开",),
    "1.3": ("政府信息管理", "信息管理"),
    "1.4": ("平台建设", "政府信息公开平台建设"),
    "1.5": ("监督保障",),
    "6": ("其他", "其他需要报告的事项"),
}
_BULLETS = ("- ", "* ", "1. ", "（一）")
_MOST_NOTES = 12


@dataclass(frozen=True, slots=True)
class Setting:
    """Whose notes they are: the kind of organ (as in deeds.toml) and the report year."""

    kind: str
    year: int


def kind_of(agency: str) -> str:
    """The kind of organ a name tells, as deeds.toml calls it."""
    endings = {
        "township": ("镇人民政府", "乡人民政府", "镇", "乡"),
        "street": ("街道办事处", "街道"),
        "committee": ("管理委员会", "管委会"),
        "government": ("人民政府", "政府"),
    }
    return next((kind for kind, names in endings.items() if agency.endswith(names)), "bureau")


def drawn_agency(kind: str, draw: Random) -> str:
    """The name of an invented organ of that kind."""
    return _filled(draw.choice(_raw()["names"][kind]), draw, 0)


def drawn_notes(setting: Setting, draw: Random, *, hostile: bool = False) -> str:
    """A file of work notes: none, a few or many, under headings or with prefixes; with `hostile` one that lies."""
    deeds = [row for row in _raw()["deeds"] if setting.kind in row.get("kinds", (setting.kind,))]
    chosen = draw.sample(deeds, draw.choice((0, 2, 5, 9, min(_MOST_NOTES, len(deeds)))))
    found = [(row["place"], _filled(row["text"], draw, setting.year)) for row in chosen]
    troubles = draw.sample(_raw()["troubles"], draw.choice((0, 1, 2, 3)))
    measures = troubles[: draw.choice((len(troubles), len(troubles), max(0, len(troubles) - 1)))]
    listed = {
        "问题": [_filled(row["problem"], draw, setting.year) for row in troubles],
        "改进": [_filled(row["measure"], draw, setting.year) for row in measures],
    }
    for place in sorted(_HEADINGS):
        told = [text for where, text in found if where == place]
        if told:
            listed[draw.choice(_HEADINGS[place])] = told
    lines = _laid_out(listed, draw)
    if hostile:
        lines.append(f"- {_filled(draw.choice(_raw()['hostile']['notes']), draw, setting.year)}")
    return "".join(f"{line}\n" for line in lines)


def drawn_extras(draw: Random) -> tuple[ExtraFigure, ...]:
    """Some supplementary figures, the first of them with parts that add up or leave something over."""
    found: list[ExtraFigure] = []
    for row in draw.sample(_raw()["extras"], draw.choice((0, 0, 1, 3, 5))):
        least, most = row["range"]
        whole = draw.randint(least, most)
        found.append(_extra(row["name"], whole, row["unit"]))
        left = whole
        for part in row.get("parts", ()):
            told = draw.randint(1, max(1, left // 2))
            left -= told
            found.append(_extra(part, told, row["unit"]))
    return tuple(found)


def _extra(name: str, value: int, unit: str) -> ExtraFigure:
    return ExtraFigure(name=name, value=Decimal(value), unit=unit, source="台账")


def _laid_out(listed: Mapping[str, list[str]], draw: Random) -> list[str]:
    """The notes under headings, or each with its place before it."""
    bullet = draw.choice(_BULLETS)
    if draw.random() < 0.25:
        return [f"{bullet}{heading}：{text}" for heading, texts in listed.items() for text in texts]
    lines = []
    for heading, texts in listed.items():
        lines += [f"# {heading}", *(f"{bullet}{text}" for text in texts)] if texts else []
    return lines


def _filled(pattern: str, draw: Random, year: int) -> str:
    """The pattern with one wording of each choice and every fill drawn."""
    words = _CHOICE.sub(lambda match: draw.choice(match[1].split("|")), pattern)
    while _FILL.search(words):
        words = _FILL.sub(lambda match: _fill(match, draw, year), words)
    return words


def _fill(match: re.Match[str], draw: Random, year: int) -> str:
    name, least, most = match.groups()
    if least:
        return str(draw.randint(int(least), int(most)))
    if name == "day":
        return f"{draw.randint(1, 12)}月{draw.randint(1, 28)}日"
    if name == "number":
        place = draw.choice(_raw()["fills"]["place"])
        return f"{place[0]}政办发〔{year}〕{draw.randint(2, 60)}号"
    return str(draw.choice(_raw()["fills"][name]))


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(resources.files("drafter.evaluate.drafts").joinpath("deeds.toml").read_text("utf-8"))
