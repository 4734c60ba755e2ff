"""The words around a figure, found once over the whole text and cut into labels."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import compress, count
from operator import add, or_
from typing import NamedTuple

from drafter.claims.lexicon import Meaning, Sense, Vocabulary

_PATTERN_SENSES = {
    "against": (Meaning(Sense.AGAINST),),
    "times": (Meaning(Sense.TIMES),),
    "carried_in": (Meaning(Sense.CARRIED_IN),),
    "carried_out": (Meaning(Sense.CARRIED_OUT),),
    "elsewhere": (Meaning(Sense.ELSEWHERE),),
    "attribute": (Meaning(Sense.ATTRIBUTE),),
    "completed": (Meaning(Sense.PROCESS),),
    "granted": (Meaning(Sense.OUTCOME, ("granted",)),),
    "application": (Meaning(Sense.APPLICATION),),
    "channelled": (Meaning(Sense.APPLICATION), Meaning(Sense.CHANNEL)),
}


class Word(NamedTuple):
    """A word or phrase of the vocabulary at its place in the plain text (0-based, end exclusive)."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]
    senses: int
    year: int | None = None

    def has(self, senses: int) -> bool:
        """Tell whether the word has one of the senses (joined with `|`)."""
        return self.senses & senses != 0

    def keys(self, sense: Sense) -> tuple[str, ...]:
        """The rows or columns the word names in that sense."""
        return tuple(key for meaning in self.meanings if meaning.sense is sense for key in meaning.keys)


def find_words(
    text: str, vocabulary: Vocabulary, year: int | None, names: Sequence[tuple[int, int]]
) -> tuple[Word, ...]:
    """Find every word of the vocabulary in plain `text`, in order, never overlapping; `year` is the report's.

    Words inside a title in 《》 (one of `names`) say nothing of the figures outside it.
    """
    titles = [(start, end) for start, end in names if text[start] in "《<〈"]
    return tuple(_outside(_found(text, vocabulary, year), titles))


def _found(text: str, vocabulary: Vocabulary, year: int | None) -> Iterator[Word]:
    phrases = {match.start(): match for match in vocabulary.phrases.finditer(text)}
    pairs, longest = vocabulary.pairs, vocabulary.longest
    words, senses = vocabulary.words, vocabulary.senses
    # A look-up of every two characters is faster here than a pattern that tries the beginnings of 16,000 words in turn.
    begun = compress(count(), map(pairs.__contains__, map(add, text, text[1:])))
    alone = [match.start() for match in vocabulary.alone.finditer(text)]
    place = 0
    for start in sorted((*begun, *alone, *phrases)):
        if start < place:
            continue
        if start in phrases:
            word = _phrase(phrases[start], year)
            place = word.end
            yield word
        elif (said := longest(text, start)) is not None:
            place = start + len(said)
            yield Word(start, place, words[said], senses[said])


def _outside(words: Iterable[Word], spans: Sequence[tuple[int, int]]) -> Iterator[Word]:
    upcoming = iter(spans)
    span = next(upcoming, None)
    for word in words:
        while span is not None and span[1] <= word.start:
            span = next(upcoming, None)
        if span is None or word.end <= span[0]:
            yield word


def _phrase(match: re.Match[str], year: int | None) -> Word:
    name = match.lastgroup or ""
    start, end = match.span(name)
    if name in ("transfer_from", "transfer_to"):
        said = int(match["from_year"] or match["to_year"])
        sense = _direction(name, said, year)
        return Word(start, end, (Meaning(sense),), sense)
    against = match["against_year"] or match["over_year"] or match["times_year"]
    meanings = _PATTERN_SENSES[name]
    senses = reduce(or_, (meaning.sense for meaning in meanings))
    return Word(start, end, meanings, senses, int(against) if against else None)


def _direction(name: str, said: int, year: int | None) -> Sense:
    """2023年结转 in the report for 2024 was carried in, 结转2025年 is carried out; 结转2024年 came into the year."""
    if year is None:
        return Sense.CARRIED_IN if name == "transfer_from" else Sense.CARRIED_OUT
    last_of_the_past = year - 1 if name == "transfer_from" else year
    return Sense.CARRIED_IN if said <= last_of_the_past else Sense.CARRIED_OUT


class Words:
    """Some words of the text in order, with questions about their senses. Not to be changed."""

    __slots__ = ("_senses", "items", "text")

    def __init__(self, text: str, items: tuple[Word, ...]) -> None:
        """Keep `items`, words of `text` in order."""
        self.text = text
        self.items = items
        self._senses = -1  # those of all the words, joined at the first question: a figure asks dozens

    def __bool__(self) -> bool:
        return bool(self.items)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.items)

    def has(self, senses: int) -> bool:
        """Tell whether some word has one of the senses."""
        if self._senses < 0:
            self._senses = 0
            for word in self.items:
                self._senses |= word.senses
        return self._senses & senses != 0

    def first(self, senses: int) -> Word | None:
        """The first word with one of the senses."""
        for word in self.items:
            if word.senses & senses:
                return word
        return None

    def last(self, senses: int) -> Word | None:
        """The last word with one of the senses."""
        for word in reversed(self.items):
            if word.senses & senses:
                return word
        return None

    def of(self, senses: int) -> tuple[Word, ...]:
        """The words with one of the senses, in order."""
        return tuple(word for word in self.items if word.senses & senses)

    def keys(self, sense: Sense) -> tuple[str, ...]:
        """The rows or columns named in that sense, each once, in order."""
        if not self.has(sense):
            return ()
        return tuple(dict.fromkeys(key for word in self.items if word.senses & sense for key in word.keys(sense)))

    def __add__(self, other: Words) -> Words:
        return Words(self.text, self.items + other.items)


class Index:
    """The words of one text, to be asked for by place."""

    def __init__(self, text: str, words: Iterable[Word]) -> None:
        """Keep `words`, which are in order and do not overlap."""
        self.text = text
        self._words = tuple(words)
        self._starts = [word.start for word in self._words]
        self._ends = [word.end for word in self._words]

    def only(self, senses: int) -> Index:
        """The same with no other words than those with one of the senses."""
        return Index(self.text, (word for word in self._words if word.senses & senses))

    def within(self, start: int, end: int) -> Words:
        """The words that lie wholly between `start` and `end`."""
        first = bisect_left(self._starts, start)
        return Words(self.text, self._words[first : bisect_right(self._ends, end, first)])
