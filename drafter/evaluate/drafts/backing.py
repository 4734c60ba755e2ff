"""What a draft may say: the words its writer supplied, and those of the form and of the composer's patterns.

The judges of this package go by these words as plain text. They ask neither the guards of the drafting room nor its
reading of notes: an evaluation that believes what it judges proves nothing.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from drafter.documents import Report
from drafter.form import Edition, edition, edition_for_year

_HAN = re.compile(r"[\u3400-\u9fff]+")
_DATE = re.compile(r"(20\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_BULLET = re.compile(r"^\s*(?:[-*]\s|\d{1,2}[.、](?!\d)\s*|（[一二三四五六七八九十]）)\s*", re.MULTILINE)
_CLAUSE = re.compile(r"[^，。；：！？、\n]+")
_SENTENCE = re.compile(r"[^。；！？\n]+")
_SLOT = re.compile(r"\{[^{}]*\}")
_OWN_WORDS = (("drafter.draft", "patterns.toml"), ("drafter.draft", "phrases.toml"), ("drafter.library", "organs.toml"))
_LAW = "《中华人民共和国政府信息公开条例》第五十条、第二十条；《政府信息公开信息处理费管理办法》国办函〔2020〕109号"


@dataclass(frozen=True)
class Backing:
    """The words behind one draft: `notes` the writer's, `composed` the composer's draft of the same set."""

    report: Report
    previous: Report | None
    notes: str
    composed: str

    @cached_property
    def given(self) -> str:
        """The notes, as figures and names are looked for in them: plain digits, no white space, dates written out."""
        words = _THOUSANDS.sub("", plain_digits(_BULLET.sub("", self.notes)))
        words = _DATE.sub(lambda date: f"{date[1]}年{int(date[2])}月{int(date[3])}日", words)
        return "\n".join("".join(line.split()) for line in words.splitlines())

    @cached_property
    def supplied(self) -> str:
        """Everything the writer supplied: notes, names of supplementary figures with them, the organ's name."""
        extras = "\n".join(f"{extra.name}{extra.value}{extra.unit}" for extra in self.report.supplementary)
        return f"{self.given}\n{extras}\n{self.report.agency}"

    @cached_property
    def words(self) -> str:
        """Everything that may be said: what was supplied, and the words of the form and of the composer's patterns."""
        return "\n".join([self.supplied, _form_words(self.form), *self.sources, own_words()])

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The character pairs of all words that may be said, those of the composer's draft included."""
        return frozenset(han_pairs(f"{self.words}\n{self.composed}"))

    @property
    def sources(self) -> tuple[str, str]:
        """The 文号 of the form the figures are under, and of the one in force in their year."""
        return self.form.source, edition_for_year(self.report.year or 9999).source

    @property
    def form(self) -> Edition:
        """The edition of the form the figures are under."""
        return edition(self.report.edition or "2021")


def plain_digits(text: str) -> str:
    """`text` of the same length with every decimal digit of any script, encircled or full width, as an ASCII one."""
    return "".join(map(_digit, text))


def han_pairs(text: str) -> Iterator[str]:
    """Yield every two Chinese characters that stand side by side."""
    for run in _HAN.findall(text):
        yield from (run[index : index + 2] for index in range(len(run) - 1))


def clause_at(text: str, start: int, end: int) -> str:
    """What stands between the marks round a place of the text."""
    return _around(_CLAUSE, text, start, end)


def sentence_at(text: str, start: int, end: int) -> str:
    """What stands between the full stops round a place of the text."""
    return _around(_SENTENCE, text, start, end)


def clauses(text: str) -> Iterator[re.Match[str]]:
    """Yield what stands between the marks of a text, in order."""
    return _CLAUSE.finditer(text)


@cache
def own_words() -> str:
    """The composer's patterns and the words of organs and rows they are filled with, as one text without slots."""
    files = (resources.files(room).joinpath(name).read_text("utf-8") for room, name in _OWN_WORDS)
    return "\n".join(_SLOT.sub("", words) for file in files for words in _strings(tomllib.loads(file)))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


@cache
def _form_words(form: Edition) -> str:
    lines = [line for table in form.tables for block in table.blocks for line in (*block.rows, *block.columns)]
    derived = [item.line for item in form.derived]
    labels = [word for line in (*lines, *derived) for word in (line.label, *line.variants, *line.spoken)]
    return "\n".join([form.name, form.source, _LAW, *form.sections, *labels])


def _around(pattern: re.Pattern[str], text: str, start: int, end: int) -> str:
    return next((found[0] for found in pattern.finditer(text) if found.start() <= start < found.end()), text[start:end])


def _digit(character: str) -> str:
    value = unicodedata.digit(character, None)
    return character if value is None or character.isascii() else str(value)
