"""Weak passages: what reviewers strike out although no rule is broken. They are asked about, never rewritten here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from drafter.check.case import Need
from drafter.documents import Remark, Severity
from drafter.draft.revising.parts import zeros
from drafter.draft.revising.scene import Scene
from drafter.draft.wording import sentences
from drafter.library.place import place_of

Example = Callable[[str, str], str]
"""(words, place of the form) → how another organ puts such a point, figures and names taken out; "" for none."""

_NARRATIVE = ("1", "5")
_PROBLEMS = "5"
_MOST = 3  # of one weakness; more say nothing new to the writer
_BEGINS = r"(?:^|(?<=[。；：:\n]))\s*"
# The manners of counting, that of the lowest level first: the items of one manner are those that answer each other.
_ORDINALS = tuple(
    re.compile(_BEGINS + mark, re.MULTILINE)
    for mark in ("[一二三四五六七八九十]是", r"\d[.．、](?!\d)", r"[（(][一二三四五六七八九十\d][）)]")
)
_HEADING = re.compile(r"(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十\d]+[.．、])[^，；]{0,18}。?$")
_MEASURES = re.compile(r"下一步|改进措施|改进情况|整改措施|今后|针对(?:上述|以上|存在)")
_TOLD = 0.45  # share of a note's word pairs that a text with the same matter has
_PAIR = re.compile(r"(?=([一-鿿\d]{2}))")


def no_example(words: str, place: str) -> str:
    """Where there is no library."""
    return ""


def weaknesses(scene: Scene, example: Example = no_example) -> Iterator[Remark]:
    """Yield what is weak, in no order."""
    for found in (_empty(scene, example), _long(scene), _answers(scene), _missing(scene, example), _untold(scene)):
        yield from found
    yield from _zeros(scene)


def _empty(scene: Scene, example: Example) -> Iterator[Remark]:
    """General problems in section five, and slogans in the narrative."""
    counts = {"general": 0, "slogan": 0}
    for section, start, sentence in _narrative(scene):
        kind = _is_empty(sentence, in_problems=section == _PROBLEMS)
        if not kind or any(
            f.start is not None and f.start < start + len(sentence) and start < (f.end or 0)
            for f in scene.review.findings
        ):
            continue
        counts[kind] += 1
        if counts[kind] <= _MOST:
            row = _raw()[kind]
            within = scene.review.section_at(start)
            place = within.id if within and section != _PROBLEMS else section
            shown = example(f"{row['seeks']}{sentence}", place)
            yield _remark(scene, row["name"], row["asks"], start, start + len(sentence), shown)


def _is_empty(sentence: str, *, in_problems: bool) -> str:
    """Which kind of empty words a sentence is, "" for none."""
    if _facts().search(sentence):
        return ""
    general, slogan = _raw()["general"], _raw()["slogan"]
    if in_problems and re.search(general["lacking"], sentence) and any(word in sentence for word in general["words"]):
        return "general"
    stacked = sum(word in sentence for word in slogan["words"])
    return "slogan" if stacked >= slogan["fewest"] else ""


def _long(scene: Scene) -> Iterator[Remark]:
    row, told = _raw()["long"], 0
    for _, start, sentence in _narrative(scene):
        size = max(len(part) for part in re.split("[；;]", sentence))
        if size > row["most"] and told < _MOST:
            told += 1
            yield _remark(scene, row["name"], row["asks"].format(size=len(sentence)), start, start + len(sentence))


def _answers(scene: Scene) -> Iterator[Remark]:
    """Problems and measures of section five that are counted and do not come to the same number."""
    section = scene.review.section(_PROBLEMS)
    body = scene.text[section.start : section.end] if section else ""
    turn = _MEASURES.search(body, body.find("\n") + 1)
    if section is None or turn is None:
        return
    counted = ((_items(o, body, 0, turn.start()), _items(o, body, turn.start(), len(body))) for o in _ORDINALS)
    problems, measures = next((pair for pair in counted if min(map(len, pair)) > 1), ([], []))
    if len(problems) == len(measures):
        return
    more = measures if len(measures) > len(problems) else problems
    others = problems if more is measures else measures
    row = _raw()["unanswered" if more is measures else "unmended"]
    asks = row["asks"].format(problems=len(problems), measures=len(measures))
    start, end = min(more, key=lambda item: max(_likeness(body[slice(*item)], body[slice(*o)]) for o in others))
    yield _remark(scene, row["name"], asks, section.start + start, section.start + end)


def _missing(scene: Scene, example: Example) -> Iterator[Remark]:
    """Points that the form asks for and the narrative does not touch."""
    if scene.case.unmet(Need.TEXT) or scene.case.unmet(Need.WHOLE):
        return
    for row in _raw()["points"]:
        section = scene.review.section(row["place"].split(".")[0] if row["place"][:1].isdigit() else _PROBLEMS)
        if section is None:
            continue
        body = scene.text[section.start : section.end]
        heading = body.partition("\n")[0]
        told = body[len(heading) :]
        if re.search(row["words"], told) or len(told) >= row.get("fewest", len(told) + 1):
            continue
        shown = example(f"{row['name']} {row['asks']}", row["place"])
        yield _remark(scene, f"没有写到{row['name']}", row["asks"], section.start, section.start + len(heading), shown)


def _zeros(scene: Scene) -> Iterator[Remark]:
    """What the tables count as none and the text does not speak of, with the composer's sentence for it."""
    if scene.case.unmet(Need.TEXT) or scene.case.unmet(Need.WHOLE):
        return
    section = scene.review.section("1.2") or scene.review.section("1")
    row = _raw()["zero"]
    for name, sentence in zeros(scene) if section else ():
        heading = scene.text[section.start : section.end].partition("\n")[0] if section else ""
        start = section.start if section else 0
        remark = _remark(scene, f"没有写到{name}", row["asks"], start, start + len(heading))
        yield remark.model_copy(update={"choices": (f"补写：{sentence}",)})


def _untold(scene: Scene) -> Iterator[Remark]:
    """Notes of the writer that the text does not tell."""
    pairs = set(_PAIR.findall(scene.text))
    row = _raw()["untold"]
    for note in scene.notes:
        own = _PAIR.findall(note.text)
        place = place_of(note.heading, note.text)
        if not own or sum(pair in pairs for pair in own) >= _told_from(own):
            continue
        section = scene.review.section(place.section) if place else None
        section = section or scene.review.section((place.section if place else "1").split(".")[0])
        start = section.start if section else 0
        end = start + len(section.title) if section else 0
        yield _remark(scene, row["name"], row["asks"], start, end).model_copy(
            update={"choices": (f"补写：{note.text}",)}
        )


def _told_from(pairs: Sequence[str]) -> float:
    return _TOLD * len(pairs)


def _narrative(scene: Scene) -> Iterator[tuple[str, int, str]]:
    """Yield (section, offset, sentence) of the sections that the organ words itself, headings left out."""
    for part in scene.case.parts:
        if part.id not in _NARRATIVE:
            continue
        at = part.start
        for line in scene.text[part.start : part.end].split("\n"):
            offset = at
            for sentence in sentences(line):
                if sentence.rstrip().endswith(("。", "！", "？", "”", "）")) and not _HEADING.match(sentence.strip()):
                    yield part.id, offset, sentence
                offset += len(sentence)
            at += len(line) + 1


def _items(ordinal: re.Pattern[str], body: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of body[start:end] that are counted in one manner, each up to the next one."""
    begins = [match.start() for match in ordinal.finditer(body, start, end)]
    return list(pairwise([*begins, end])) if begins else []


def _likeness(one: str, other: str) -> float:
    """The share of word pairs that two items have in common."""
    pairs, others = set(_PAIR.findall(one)), set(_PAIR.findall(other))
    return len(pairs & others) / (len(pairs | others) or 1)


def _remark(scene: Scene, name: str, asks: str, start: int, end: int, example: str = "") -> Remark:
    quote = scene.text[start:end]
    kept = quote.rstrip()
    left = start + len(kept) - len(kept.lstrip())
    section = scene.review.section_at(left)
    return Remark(
        rule=name,
        kind="weakness",
        severity=Severity.INFO,
        section=section.id if section else None,
        start=left,
        end=start + len(kept),
        quote=kept.strip(),
        why=name,
        asks=asks,
        example=example,
    )


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(resources.files("drafter.draft.revising").joinpath("weakness.toml").read_text("utf-8"))


@cache
def _facts() -> re.Pattern[str]:
    return re.compile("|".join(_raw()["facts"]["words"]))
