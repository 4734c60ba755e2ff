"""The laws a report may cite, read once from laws.toml, and the citations found in a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九")}
_NUMERAL = r"[一二三四五六七八九十百]{1,5}|\d{1,3}"
ARTICLE = re.compile(
    # Most places are passed over by one look at the character there.
    r"(?=[《中政])(?P<law>《?(?:中华人民共和国)?政府信息公开条例》?|《条例》)(?:[（(][^（）()]{0,40}[）)])?"
    rf"第(?P<number>{_NUMERAL})条(?:第?[（(](?P<item>{_NUMERAL})[）)]项?)?"
)
DECREE = re.compile(r"国务院(?:第)?令?\s?第?\s?(?P<number>\d{3})\s?号(?:令)?")
NUMBER = re.compile(
    r"(?P<organ>国办[一-鿿]{0,5})\s?[〔\[［(（【]\s?(?P<year>\d{4})\s?[〕\]］)）】]\s?(?P<number>\d{1,4})\s?号"
)
# The code and its decree belong together where nothing but brackets and 国务院令 stands between them.
CODE_BEFORE = re.compile(r"政府信息公开条例》?[（(]?(?:中华人民共和国|修订)?[，,]?$")
TITLE = re.compile(r"《(?P<title>[^《》\n]{4,60})》")


@dataclass(frozen=True, slots=True)
class Law:
    """A law or document: its title, number, the report years it serves (None: open), its number of articles.

    `titles` are the names it is rightly called by; `items` gives how many items an article has.
    """

    title: str
    number: str
    note: str
    titles: tuple[str, ...]
    first: int | None = None
    last: int | None = None
    articles: int | None = None
    items: Mapping[int, int] = field(default_factory=dict)

    def serves(self, year: int) -> bool:
        """Whether a report for that year rests on it."""
        return (self.first or year) <= year <= (self.last or year)


@dataclass(frozen=True, slots=True)
class Citation:
    """A number cited in the text (0-based offsets, end exclusive), in the spelling of laws.toml.

    `of_code` tells that it is given as the decree of the code on disclosure.
    """

    start: int
    end: int
    number: str
    of_code: bool = False


@cache
def laws() -> tuple[Law, ...]:
    """Every law known."""
    raw = tomllib.loads(resources.files("drafter.check").joinpath("laws.toml").read_text("utf-8"))
    return tuple(
        Law(
            item["title"],
            item["number"],
            item["note"],
            tuple(item["titles"]),
            item.get("from"),
            item.get("until"),
            item.get("articles"),
            {int(article): most for article, most in item.get("items", {}).items()},
        )
        for item in raw["laws"]
    )


def citations(text: str) -> Iterator[Citation]:
    """The decree and document numbers of `text` whose kind is known, in order of their kind and place."""
    for match in DECREE.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        number = f"国务院令第{match['number']}号"
        yield Citation(match.start(), match.end(), number, bool(CODE_BEFORE.search(before)))
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


def spelt(title: str) -> str:
    """A title without white space, its brackets full width, as laws.toml spells titles."""
    return "".join(title.split()).replace("(", "（").replace(")", "）")


def misspelt(title: str) -> str:
    """The known title that `title` (as `spelt`) is with a character wrong, missing or too many; "" where there is none.

    A character more at either end makes another title (某省政府信息公开条例 and the like are titles of their own).
    """
    known = dict.fromkeys(name for law in laws() for name in law.titles if len(name) >= LONG_TITLE)
    if title in known:
        return ""
    return next((name for name in known if differs_by_one(title, name)), "")


LONG_TITLE = 8  # a shorter one with a character wrong may be another title


def differs_by_one(said: str, name: str) -> bool:
    """Whether `said` is `name` with a character wrong, missing or too many inside, or two neighbours changed over."""
    if len(said) == len(name):
        wrong = [at for at, (one, other) in enumerate(zip(said, name, strict=True)) if one != other]
        turned = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        swapped = turned and said[wrong[0]] == name[wrong[1]] and said[wrong[1]] == name[wrong[0]]
        return len(wrong) == 1 or swapped
    longer, shorter = (said, name) if len(said) > len(name) else (name, said)
    if len(longer) - len(shorter) != 1:
        return False
    inside = range(1, len(longer) - 1) if longer == said else range(len(longer))
    return any(longer[:at] + longer[at + 1 :] == shorter for at in inside)
