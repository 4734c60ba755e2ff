"""The words of the binder, read once from lexicon.toml, and their meaning under one edition of the form."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import cache, reduce
from importlib.resources import files
from itertools import product
from operator import or_
from typing import Any

from drafter.form import Edition, edition


class Sense(IntEnum):
    """What a word contributes to the meaning of the figure beside it. Each is one bit: senses are joined with `|`."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[int]) -> int:
        """Give each sense a bit of its own."""
        return 1 << count

    APPLICATION = auto()
    ATTRIBUTE = auto()
    REQUEST = auto()
    FRESH = auto()
    RECEIVE = auto()
    SUBMIT = auto()
    BOTH = auto()
    TAKE_UP = auto()
    UNSETTLED = auto()
    PROCESS = auto()
    CARRIED_IN = auto()
    CARRIED_OUT = auto()
    OUTCOME = auto()
    REASON = auto()
    APPLICANT = auto()
    CHANNEL = auto()
    CASES = auto()
    RESULT = auto()
    DOCUMENT = auto()
    DRAWN = auto()
    POWER = auto()
    DECIDED = auto()
    ITEMS = auto()
    POSTED = auto()
    FEES = auto()
    PROCURED = auto()
    FREE = auto()
    WEAK = auto()
    ABSENT = auto()
    CHARGED = auto()
    SUM = auto()
    PART = auto()
    SPREAD = auto()
    REST = auto()
    ETCETERA = auto()
    AGAINST = auto()
    TIMES = auto()
    RISE = auto()
    FALL = auto()
    SHARE = auto()
    FINISHED = auto()
    OPENED = auto()
    TIMELY = auto()
    YEAR = auto()
    LAST_YEAR = auto()
    PART_YEAR = auto()
    LONG = auto()
    ELSEWHERE = auto()
    UNRELATED = auto()
    BELOW = auto()
    OWN = auto()
    ABOUT_APPLICATIONS = auto()
    ABOUT_CASES = auto()
    ABOUT_NOTHING = auto()
    NEUTRAL = auto()


@dataclass(frozen=True, slots=True)
class Meaning:
    """A sense and the keys of rows or columns that go with it."""

    sense: Sense
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """lexicon.toml as read: the folding of characters, a search for any to fold, words by sense, patterns by name."""

    folding: Mapping[int, str]
    odd: re.Pattern[str]
    words: Mapping[str, tuple[Meaning, ...]]
    keyed: Mapping[str, tuple[Meaning, ...]]
    documents: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    filler: re.Pattern[str]
    heads: Mapping[str, Mapping[str, str]]
    patterns: Mapping[str, str]
    statements: Mapping[str, str]
    exempt: Mapping[str, tuple[str, ...]]

    def folded(self, text: str) -> str:
        """`text` with the one spelling of every character that the words here have."""
        return self.odd.sub(lambda found: self.folding[ord(found[0])], text)


_SHORT = (2, 1)


@dataclass(frozen=True)
class Vocabulary:
    """Every word and phrase under one edition.

    `phrases` finds every place where a phrase with gaps begins, without moving on behind it. `pairs` has the two
    characters that words begin with, `lengths` the lengths of longer words by their first three, longest first; `alone`
    finds words of one character. `words` tells what a word means, `senses` its senses joined with `|`.
    """

    phrases: re.Pattern[str]
    pairs: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]
    alone: re.Pattern[str]
    words: Mapping[str, tuple[Meaning, ...]]
    senses: Mapping[str, int]

    def longest(self, text: str, start: int) -> str | None:
        """The longest word that stands at `start`, or None."""
        for length in self.lengths.get(text[start : start + 3], _SHORT):
            word = text[start : start + length]
            if word in self.words:
                return word
        return None


_PLAIN_SENSES = {
    ("words", "request"): Sense.REQUEST,
    ("words", "fresh"): Sense.FRESH,
    ("words", "receive"): Sense.RECEIVE,
    ("words", "submit"): Sense.SUBMIT,
    ("words", "receive_and_process"): Sense.BOTH,
    ("words", "take_up"): Sense.TAKE_UP,
    ("words", "process"): Sense.PROCESS,
    ("words", "unsettled"): Sense.UNSETTLED,
    ("words", "channel"): Sense.CHANNEL,
    ("powers", "decided"): Sense.DECIDED,
    ("powers", "items"): Sense.ITEMS,
    ("powers", "posted"): Sense.POSTED,
    ("procurement", "nouns"): Sense.PROCURED,
    ("procurement", "amounts"): Sense.PROCURED,
    ("words", "free", "strong"): Sense.FREE,
    ("words", "free", "weak"): Sense.WEAK,
    ("words", "free", "absent"): Sense.ABSENT,
    ("words", "free", "charged"): Sense.CHARGED,
    ("words", "joint", "sum"): Sense.SUM,
    ("words", "joint", "part"): Sense.PART,
    ("words", "joint", "spread"): Sense.SPREAD,
    ("words", "joint", "rest"): Sense.REST,
    ("words", "joint", "etcetera"): Sense.ETCETERA,
    ("words", "joint", "neutral"): Sense.NEUTRAL,
    ("words", "change", "rise"): Sense.RISE,
    ("words", "change", "fall"): Sense.FALL,
    ("words", "change", "times"): Sense.TIMES,
    ("words", "ratio", "share"): Sense.SHARE,
    ("words", "ratio", "finished"): Sense.FINISHED,
    ("words", "ratio", "opened"): Sense.OPENED,
    ("words", "ratio", "timely"): Sense.TIMELY,
    ("words", "time", "year"): Sense.YEAR,
    ("words", "time", "last"): Sense.LAST_YEAR,
    ("words", "time", "part"): Sense.PART_YEAR,
    ("words", "time", "long"): Sense.LONG,
    ("words", "scope", "other"): Sense.ELSEWHERE,
    ("words", "scope", "unrelated"): Sense.UNRELATED,
    ("words", "scope", "below"): Sense.BELOW,
    ("words", "scope", "own"): Sense.OWN,
    ("words", "frame", "application"): Sense.ABOUT_APPLICATIONS,
    ("words", "frame", "cases"): Sense.ABOUT_CASES,
    ("words", "frame", "none"): Sense.ABOUT_NOTHING,
}

# Rows and columns as clerks say them; those the form itself lists are read from its TOML.
_KEYED_SENSES = {"outcomes": Sense.OUTCOME, "reasons": Sense.REASON, "applicants": Sense.APPLICANT}
DECIDED = ("upheld", "corrected", "other")
CASE_GROUPS = {"review": ("review",), "litigation": ("litigation",), "both": ("review", "litigation")}


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that ships with the package."""
    raw = tomllib.loads(files("drafter.claims").joinpath("lexicon.toml").read_text("utf-8"))
    words: dict[str, list[Meaning]] = defaultdict(list)
    for path, sense in _PLAIN_SENSES.items():
        for word in _at(raw, path):
            words[word].append(Meaning(sense))
    for name, groups in CASE_GROUPS.items():
        for word in _spelled_out(raw["cases"][name]):
            words[word].append(Meaning(Sense.CASES, groups))
    for column, results in raw["results"].items():
        for word in _spelled_out(results):
            words[word].append(Meaning(Sense.RESULT, DECIDED if column == "decided" else (column,)))
    folding = _folding(raw["folding"]["from"], raw["folding"]["to"])
    return Lexicon(
        folding=folding,
        odd=re.compile(f"[{re.escape(''.join(map(chr, folding)))}]"),
        words={word: tuple(meanings) for word, meanings in words.items()},
        keyed=_keyed(raw),
        documents={
            key: (tuple(item["columns"]), tuple(_spelled_out(item["words"]))) for key, item in raw["documents"].items()
        },
        filler=re.compile(trie(_spelled_out(raw["words"]["joint"]["filler"]))),
        heads=raw["heads"],
        patterns=raw["patterns"],
        statements=raw["statements"],
        exempt=_exempt(raw),
    )


def _keyed(raw: Mapping[str, Any]) -> dict[str, tuple[Meaning, ...]]:
    words: dict[str, list[Meaning]] = defaultdict(list)
    for section, sense in _KEYED_SENSES.items():
        for key, templates in raw[section].items():
            for word in _spelled_out(templates):
                words[word].append(Meaning(sense, (key,)))
    return {word: tuple(meanings) for word, meanings in words.items()}


@cache
def vocabulary(name: str) -> Vocabulary:
    """Return the vocabulary under the edition called `name`. Raises: KeyError for an unknown edition."""
    form = edition(name)
    words: dict[str, list[Meaning]] = {word: list(meanings) for word, meanings in lexicon().words.items()}
    for word, meaning in (*_keyed_of(form), *_of_the_form(form)):
        known = words.setdefault(word.translate(lexicon().folding), [])
        if meaning not in known:
            known.append(meaning)
    gapped_heads = "".join(lexicon().heads["patterns"].values())
    # Most places are passed over by one look at the character there.
    phrases = re.compile(f"(?=[{gapped_heads}])(?={alternatives('patterns')})")
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in words:
        if len(word) > 2:
            lengths[word[:3]].add(len(word))
    senses = {word: reduce(or_, (meaning.sense for meaning in meanings)) for word, meanings in words.items()}
    return Vocabulary(
        phrases,
        frozenset(word[:2] for word in words if len(word) > 1),
        {start: (*sorted(found, reverse=True), *_SHORT) for start, found in lengths.items()},
        re.compile(f"[{''.join(word for word in words if len(word) == 1)}]"),
        {word: tuple(meanings) for word, meanings in words.items()},
        senses,
    )


def alternatives(kind: str) -> str:
    """Write a pattern that tries those of `kind` (patterns, statements) by name, each only where it may begin."""
    patterns = lexicon().patterns if kind == "patterns" else lexicon().statements
    heads = lexicon().heads[kind]
    return "|".join(f"(?P<{name}>(?=[{heads[name]}])(?:{pattern}))" for name, pattern in patterns.items())


def trie(words: Iterable[str]) -> str:
    """Write a pattern that matches the longest of `words` at a place, sharing their common beginnings."""
    branches: dict[str, set[str]] = defaultdict(set)
    for word in words:
        if word:
            branches[word[0]].add(word[1:])
    written = []
    for head in sorted(branches):
        tails = branches[head]
        rest = trie(tails)
        optional = "?" if "" in tails and rest else ""
        written.append(re.escape(head) + (f"(?:{rest}){optional}" if rest else ""))
    return "|".join(written)


def _of_the_form(form: Edition) -> Iterator[tuple[str, Meaning]]:
    yield from _of_table_2(form)
    yield from _of_table_3(form)
    for line in form.table(4).blocks[0].rows:
        yield from ((word, Meaning(Sense.CASES, (line.key,))) for word in line.spoken)
    for line in form.table(4).blocks[0].columns:
        yield from ((word, Meaning(Sense.RESULT, (line.key,))) for word in line.spoken)
    for derived in form.derived:
        if derived.table == 4:
            yield from ((word, Meaning(Sense.CASES, (derived.line.key,))) for word in derived.line.spoken)


def _of_table_2(form: Edition) -> Iterator[tuple[str, Meaning]]:
    for block in form.table(2).blocks:
        columns = {column.key for column in block.columns}
        for row in block.rows:
            sense = Sense.FEES if row.key == "fees" else Sense.POWER if "decisions" in columns else Sense.DOCUMENT
            if row.key != "procurement":
                yield from ((word, Meaning(sense, (row.key,))) for word in row.spoken)
    for column in form.table(2).blocks[0].columns:
        yield from ((word, Meaning(Sense.DRAWN, (column.key,))) for word in column.spoken)
    printed = {column.key for column in form.table(2).blocks[0].columns}
    for columns_meant, words in lexicon().documents.values():
        meant = tuple(key for key in columns_meant if key in printed)[:1]
        yield from ((word, Meaning(Sense.DRAWN, meant)) for word in words)


def _keyed_of(form: Edition) -> Iterator[tuple[str, Meaning]]:
    for word, meanings in lexicon().keyed.items():
        for meaning in meanings:
            printed = _printed(meaning, form)
            if printed is not None:
                yield word, printed


def _printed(meaning: Meaning, form: Edition) -> Meaning | None:
    """The meaning under `form`, or None where it has no such row."""
    column = meaning.keys[0] if meaning.sense is Sense.APPLICANT else "total"
    row = "new" if meaning.sense is Sense.APPLICANT else meaning.keys[0]
    return meaning if form.cell(f"t3.{row}.{column}") is not None else None


_ROW_SENSES = {
    "new": Sense.RECEIVE,
    "processed": Sense.PROCESS,
    "carried_in": Sense.CARRIED_IN,
    "carried_out": Sense.CARRIED_OUT,
}


def _of_table_3(form: Edition) -> Iterator[tuple[str, Meaning]]:
    block = form.table(3).blocks[0]
    # 其他处理 is the group, also where the form prints one row of it.
    groups = {word: d.line.key for d in form.derived if d.table == 3 and d.is_row for word in d.line.spoken}
    yield from ((word, Meaning(Sense.OUTCOME, (key,))) for word, key in groups.items())
    for row in block.rows:
        meaning = Meaning(_ROW_SENSES[row.key]) if row.key in _ROW_SENSES else Meaning(Sense.OUTCOME, (row.key,))
        yield from ((word, meaning) for word in row.spoken if word not in groups)
    columns = [*block.columns, *(d.line for d in form.derived if d.table == 3 and not d.is_row)]
    for column in columns:
        yield from ((word, Meaning(Sense.APPLICANT, (column.key,))) for word in column.spoken)


def _exempt(raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    phrases = trie(raw["phrases"]["words"])
    return {
        kind: tuple(pattern.replace("{phrases}", phrases) for pattern in patterns)
        for kind, patterns in raw["exempt"].items()
    }


def _at(raw: Mapping[str, Any], path: tuple[str, ...]) -> list[str]:
    place: Any = raw
    for key in path:
        place = place[key]
    return _spelled_out(place)


_CHOICE = re.compile(r"\{([^{}]*)\}")


def _spelled_out(templates: Iterable[str]) -> list[str]:
    """Every word that the templates stand for: 未{收到|受理} is 未收到 and 未受理."""
    words = []
    for template in templates:
        parts = [part.split("|") for part in _CHOICE.split(template)]
        words += ["".join(choice) for choice in product(*parts)]
    return list(dict.fromkeys(words))


def _folding(odd: str, usual: str) -> dict[int, str]:
    """One character for one: traditional to simplified, letters and digits to half width, marks to Chinese ones."""
    table = {ord(a): b for a, b in zip(odd, usual, strict=True)}
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()})
    table.update({ord(a): b for a, b in zip(",;()?!％﹐﹔", "，；（）？！%，；", strict=True)})
    return table
