"""The writer's copy of a draft held against it: which sentences stand, were changed, moved, put in or taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from drafter.documents import Draft
from drafter.draft.identity import HEADING, identities

GAP_OPENS = "【待补充"
# A sentence with its stop and closing quotes, a placeholder, or what is left; before 二是 a semicolon ends one.
_SENTENCE = re.compile(
    r"【待补充[^【】]*】|(?:(?!【待补充)[^。！？；]|；(?![一二三四五六七八九十]是))*(?:[。！？]+[”’）〕」]*|；)"
    r"|(?:(?!【待补充).)+|."
)
_BOUNDARY = frozenset("。！？；：】”’）〕」")
_QUOTES = str.maketrans("“”‘’「」", '""\'\'""')
# From here on a sentence is another one changed: alone in its place, among others there, anywhere else in the text.
_INSTEAD, _BESIDE, _ELSEWHERE = 0.3, 0.5, 0.6
_TAKEN_IN = 0.6  # as much of a sentence stands in another that was joined with it


_Stretch = tuple[int, int, int, int]
"""First and last (exclusive) sentence of the draft, first and last of the copy."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of the writer's copy: its words and paragraph there.

    `bases`: the sentences of the draft (by index) that it was; several where they were joined, none where it is new.
    `same`: its words are those of the draft, but for white space and the kind of quotation marks.
    `moved`: it stands elsewhere than in the draft.
    """

    text: str
    paragraph: int
    bases: tuple[int, ...] = ()
    same: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """The writer's copy: its sentences in order, and the sentences of the draft (by index) that are gone from it."""

    units: tuple[Unit, ...]
    gone: tuple[int, ...]


def align(draft: Draft, text: str) -> Copy:
    """Hold `text`, paragraphs joined by line feeds, against the sentences of `draft`."""
    old = [levelled(sentence.text) for sentence in draft.sentences]
    known = set(old)
    units = [
        Unit(words, number) for number, paragraph in enumerate(text.split("\n")) for words in _cut(paragraph, known)
    ]
    heads = [i for i, idents in enumerate(identities(draft)) if any(ident.startswith(HEADING) for ident in idents)]
    return _Aligner(old, units).copy(heads)


def likeness(draft: Draft, text: str) -> float:
    """The share of the draft's sentences that stand in `text` as they are."""
    copy = align(draft, text)
    return sum(unit.same for unit in copy.units) / max(1, len(draft.sentences))


def levelled(text: str) -> str:
    """A sentence without white space and with one kind of quotation marks: Word changes both by itself."""
    return "".join(text.split()).translate(_QUOTES)


class _Aligner:
    """Pairs sentences by what they say: first those that are the same, then those that are alike."""

    def __init__(self, old: Sequence[str], units: list[Unit]) -> None:
        self._old = old
        self._units = units
        self._new = [levelled(unit.text) for unit in units]
        self._of_old: dict[int, int] = {}
        self._of_new: dict[int, int] = {}

    def copy(self, heads: Sequence[int]) -> Copy:
        """Pair everything; `heads` are the headings of the draft, which stand fast where what is between them moved."""
        gaps = [gap for stretch in self._between(heads) for gap in self._in_place(*stretch)]
        self._moved()
        for first, last, begin, end in gaps:
            alone = last - first == end - begin == 1
            self._alike(range(first, last), range(begin, end), _INSTEAD if alone else _BESIDE, moved=False)
        self._alike(range(len(self._old)), range(len(self._new)), _ELSEWHERE, moved=True)
        gone = [i for i in range(len(self._old)) if i not in self._of_old]
        joined = [i for i in gone if self._taken_in(i)]
        return Copy(tuple(self._units), tuple(i for i in gone if i not in joined))

    def _between(self, heads: Sequence[int]) -> list[_Stretch]:
        """The stretches of both sides from one heading that stands in its order to the next."""
        words = {self._old[i] for i in heads}
        there = [j for j, new in enumerate(self._new) if new in words]
        matcher = SequenceMatcher(None, [self._old[i] for i in heads], [self._new[j] for j in there], autojunk=False)
        starts = [(heads[b.a + k], there[b.b + k]) for b in matcher.get_matching_blocks() for k in range(b.size)]
        edges = [(0, 0), *starts, (len(self._old), len(self._new))]
        return [(i, k, j, n) for (i, j), (k, n) in pairwise(edges)]

    def _in_place(self, first: int, last: int, begin: int, end: int) -> Iterator[_Stretch]:
        """Pair what stands in the same order in two stretches; yield what is left between."""
        matcher = SequenceMatcher(None, self._old[first:last], self._new[begin:end], autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "equal":
                for k in range(b - a):
                    self._pair(first + a + k, begin + c + k, same=True)
            else:
                yield first + a, first + b, begin + c, begin + d

    def _moved(self) -> None:
        for i, words in enumerate(self._old):
            if i not in self._of_old:
                found = next((j for j, other in enumerate(self._new) if other == words and j not in self._of_new), None)
                if found is not None:
                    self._pair(i, found, same=True, moved=True)

    def _alike(self, old: range, new: range, least: float, *, moved: bool) -> None:
        scored = [
            (score, -i, -j)
            for i in old
            if i not in self._of_old
            for j in new
            if j not in self._of_new and (score := _alikeness(self._old[i], self._new[j])) >= least
        ]
        for _, i, j in sorted(scored, reverse=True):
            if -i not in self._of_old and -j not in self._of_new:
                self._pair(-i, -j, same=False, moved=moved)

    def _taken_in(self, i: int) -> bool:
        """Whether a sentence that is gone stands, for the most part, in a changed one that was its neighbour."""
        for neighbour in (i - 1, i + 1):
            j = self._of_old.get(neighbour)
            if j is None or self._units[j].same:
                continue
            matcher = SequenceMatcher(None, self._old[i], self._new[j], autojunk=False)
            shared = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
            if shared >= _TAKEN_IN * len(self._old[i]) and not self._old[i].startswith(GAP_OPENS):
                self._units[j] = replace(self._units[j], bases=tuple(sorted((*self._units[j].bases, i))))
                self._of_old[i] = j
                return True
        return False

    def _pair(self, i: int, j: int, *, same: bool, moved: bool = False) -> None:
        self._of_old[i], self._of_new[j] = j, i
        self._units[j] = replace(self._units[j], bases=(i,), same=same, moved=moved)


def _alikeness(old: str, new: str) -> float:
    """How alike two sentences are; a placeholder is like nothing but a placeholder."""
    if old.startswith(GAP_OPENS) != new.startswith(GAP_OPENS):
        return 0.0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    hopeful = matcher.real_quick_ratio() >= _INSTEAD and matcher.quick_ratio() >= _INSTEAD
    return matcher.ratio() if hopeful else 0.0


def _cut(paragraph: str, known: set[str]) -> Iterator[str]:
    """Yield the sentences of a paragraph: whole sentences of the draft first, then what stops give between them.

    The draft has sentences that no stop ends and such as hold several.
    """
    letters = [(at, letter) for at, letter in enumerate(paragraph) if not letter.isspace()]
    level = "".join(letter for _, letter in letters).translate(_QUOTES)
    starts = [at for at, _ in letters] + [len(paragraph)]
    at = loose = 0
    longest = sorted(known, key=len, reverse=True)
    while at < len(level):
        words = next((w for w in longest if w and level.startswith(w, at) and _stands_alone(level, at, len(w))), None)
        if words is None:
            at += 1
            continue
        yield from _loose(paragraph[starts[loose] : starts[at]])
        yield paragraph[starts[at] : starts[at + len(words)]].rstrip()
        at = loose = at + len(words)
    yield from _loose(paragraph[starts[loose] :])


def _stands_alone(level: str, at: int, length: int) -> bool:
    """Whether a stretch of a paragraph begins where a sentence may begin and ends where one may end."""
    begins = at == 0 or level[at - 1] in _BOUNDARY or level[at - 1] in "\"'"
    end = at + length
    return begins and (end == len(level) or level[end - 1] in "。！？；：】\"'" or level.startswith(GAP_OPENS, end))


def _loose(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(text):
        if match[0].strip():
            yield match[0].strip()
