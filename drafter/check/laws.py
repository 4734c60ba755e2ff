"""The laws a report may cite, read once from laws.toml, and the citations found in a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九")}
ARTICLE = re.compile(
    r"(?P<law>《?(?:中华人民共和国)?政府信息公开条例》?|《条例》)(?:[（(][^（）()]{0,40}[）)])?第(?P<number>[一二三四五六七八九十百]{1,5}|\d{1,3})条"
)
DECREE = re.compile(r"国务院(?:第)?令?\s?第?\s?(?P<number>\d{3})\s?号(?:令)?")
NUMBER = re.compile(
    r"(?P<organ>国办公开办函|国办函)\s?[〔\[［(（【]\s?(?P<year>\d{4})\s?[〕\]］)）】]\s?(?P<number>\d{1,4})\s?号"
)


@dataclass(frozen=True, slots=True)
class Law:
    """A law or document: its title, number, the report years it serves (None: open), its number of articles."""

    title: str
    number: str
    note: str
    first: int | None = None
    last: int | None = None
    articles: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A number cited in the text (0-based offsets, end exclusive), in the spelling of laws.toml."""

    start: int
    end: int
    number: str


@cache
def laws() -> tuple[Law, ...]:
    """Every law known."""
    raw = tomllib.loads(resources.files("drafter.check").joinpath("laws.toml").read_text("utf-8"))
    return tuple(
        Law(item["title"], item["number"], item["note"], item.get("from"), item.get("until"), item.get("articles"))
        for item in raw["laws"]
    )


def citations(text: str) -> Iterator[Citation]:
    """The decree and document numbers of `text` whose kind is known, in order of their kind and place."""
    for match in DECREE.finditer(text):
        yield Citation(match.start(), match.end(), f"国务院令第{match['number']}号")
    for match in NUMBER.finditer(text):
        yield Citation(match.start(), match.end(), f"{match['organ']}〔{match['year']}〕{match['number']}号")


def article_number(text: str) -> int:
    """The number of an article, Arabic or Chinese (up to 999)."""
    if text.isdigit():
        return int(text)
    total = digit = 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = CHINESE[char]
    return total + digit
