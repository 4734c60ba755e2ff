"""Errors planted one at a time in a labelled document, to see which are caught.

Draws come from one stream of random numbers in a fixed order, so that the same folder gives the same errors anywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from drafter.evaluate.labels import Label, Labels, Sample
from drafter.read.ordinals import chinese

PER_CLASS = 40
SUFFIXES = (".html", ".htm", ".txt", ".md")
_PAGES = (".html", ".htm")
_CONTEXT = 6
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WHOLE = re.compile(r"\d+")
_TABLE = re.compile(r"<table.*?</table>", re.IGNORECASE | re.DOTALL)
_OF_APPLICATIONS = ("本年新收", "本年度办理结果")
_CELL = re.compile(r"(<td[^>]*>\s*(?:<p[^>]*>)?\s*)(?P<count>\d+)\s*(?:</p>)?\s*</td>")
_CELLS = 2
_PERIOD = re.compile(r"统计(?:期限|时限|时段|周期|时间|范围)[^。<]{0,12}?(?P<year>20\d\d)年1月1日")
_PLACE = re.compile(r".{2,8}?[市县区旗州]")
_ELSEWHERE = "临江县"
_OVERVIEW = "总体情况"
_LARGE, _SMALL = 20, 5
_SPELT_BELOW = 10_000


@dataclass(frozen=True)
class Plant:
    """A document with one error: the changed text, the words that changed (None: a cell), the cells they are of.

    `kind`: text (a figure), numeral (the same, spelt in Chinese), percent, cell, period, organ.
    """

    sample: Sample
    kind: str
    text: str
    words: str | None
    refs: tuple[str, ...]


def planted(samples: Sequence[Sample], seed: int = 1, most: int = PER_CLASS) -> tuple[Plant, ...]:
    """Errors in the documents that are plain text or a page, `most` of each kind, in the order drawn."""
    draw = Random(seed)
    every = []
    for sample in samples:
        if sample.document.suffix in SUFFIXES and sample.document.is_file():
            every += list(_plants(sample, sample.document.read_text("utf-8"), draw))
    draw.shuffle(every)
    taken: Counter[str] = Counter()
    kept = []
    for plant in every:
        if taken[plant.kind] < most:
            taken[plant.kind] += 1
            kept.append(plant)
    return tuple(kept)


def _plants(sample: Sample, text: str, draw: Random) -> Iterator[Plant]:
    for label in sample.labels.mentions:
        if not label.soft and (label.verdict, label.kind, label.bound) == ("matched", "figure", "exact"):
            for kind, quote in _wrong_quotes(label, text, draw):
                before = label.before[-_CONTEXT:]
                changed = text.replace(before + label.quote, before + quote)
                yield Plant(sample, kind, changed, quote, label.refs)
    if sample.document.suffix in _PAGES:
        for changed in _wrong_cells(text, draw):
            yield Plant(sample, "cell", changed, None, ("t3.",))
    if period := _PERIOD.search(text):
        year = str(int(period["year"]) - 1)
        changed = text[: period.start("year")] + year + text[period.end("year") :]
        yield Plant(sample, "period", changed, f"{year}年1月1日", ())
    if renamed := _other_organ(sample.labels, text, draw):
        yield Plant(sample, "organ", *renamed, ())


def _wrong_quotes(label: Label, text: str, draw: Random) -> Iterator[tuple[str, str]]:
    """(kind, quotation with another number) for a figure whose words stand once in the text."""
    number = _NUMBER.search(label.quote)
    if number is None or text.count(label.before[-_CONTEXT:] + label.quote) != 1:
        return
    stated, value = number[0], label.value or ""
    if label.unit == "%":
        share = abs(float(value) + draw.choice([-7, -3, 3, 7]))
        yield "percent", label.quote.replace(stated, f"{share:g}")
    elif _WHOLE.fullmatch(value) and stated.replace(",", "") == value:
        wrong = _another(int(value), draw)
        yield "text", label.quote.replace(stated, str(wrong))
        if wrong < _SPELT_BELOW:
            yield "numeral", label.quote.replace(stated, chinese(wrong))


def _another(count: int, draw: Random) -> int:
    """Another count of the same size, never 0."""
    step = draw.choice([1, 2, 3, 10]) if count > _LARGE else draw.choice([1, 2, 3])
    return count + step if count < _SMALL or draw.random() < 0.5 else count - min(step, count)


def _wrong_cells(text: str, draw: Random) -> Iterator[str]:
    """The page with one cell of table 3 changed, for two of its cells that are not 0."""
    table = next((t for t in _TABLE.finditer(text) if any(words in t[0] for words in _OF_APPLICATIONS)), None)
    if table is None:
        return
    filled = [cell for cell in _CELL.finditer(text, table.start(), table.end()) if int(cell["count"])]
    for cell in draw.sample(filled, min(_CELLS, len(filled))):
        wrong = _another(int(cell["count"]), draw)
        yield text[: cell.start("count")] + str(wrong) + text[cell.end("count") :]


def _other_organ(labels: Labels, text: str, draw: Random) -> tuple[str, str] | None:
    """The text with the organ's name once replaced by a like one of another county, and that name."""
    name = labels.agency or ""
    place = _PLACE.match(name)
    if place is None or place[0] == name:
        return None
    every = [found.start() for found in re.finditer(re.escape(name), text)]
    inside = [start for start in every if start > text.find(_OVERVIEW)]
    if not inside or len(every) <= 2:
        return None
    other = _ELSEWHERE + name[place.end() :]
    start = draw.choice(inside)
    return text[:start] + other + text[start + len(name) :], other
