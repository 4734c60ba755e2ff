"""A sentence cut into words of its evidence, neutral words, and what neither of them accounts for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.draft.guards.lexicon import Lexicon, Role, lexicon
from drafter.draft.guards.slots import MARKS

STOPS = "，。；：、！？（）“”‘’—…·\n"
NUMERALS = "0123456789零〇一二三四五六七八九十百千万亿两"
_BREAK = re.compile(rf"{MARKS.pattern}|[，。；：]")
_FIGURE = "\ue000"  # what stands for a figure in evidence
_CUT = 0.7  # for each end of a run that cuts a known word: 本机关|不掌握, not 本机关不掌|握
_UNDER = "副"  # makes another person of the one behind it
_UNKNOWN = 10.0
_COST = {
    Role.EVIDENCE: 0.9,
    Role.SYNONYM: 0.95,
    Role.FORM: 0.98,
    Role.FRAME: 1.0,
    Role.MANNER: 1.0,
    Role.LIGHT: 1.0,
    Role.DEGREE: 1.0,
    Role.NEGATION: 1.0,
    Role.FUNCTION: 1.1,
}


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the masked sentence and what it is to the guards."""

    start: int
    end: int
    text: str
    role: Role


def cover(text: str, evidence: str) -> tuple[Token, ...]:
    """The cheapest way to account for every character of a masked sentence: by words of `evidence` above all."""
    words = lexicon()
    best: list[tuple[float, int, Role]] = [(0.0, 0, Role.STOP)]
    reach, inside = _runs(text, evidence), _inside_words(text, words)
    for end in range(1, len(text) + 1):
        best.append(min(_endings(text, end, best, reach, inside, evidence, words), key=lambda way: way[0]))
    return tuple(reversed(list(_traced(text, best))))


def _endings(
    text: str,
    end: int,
    best: Sequence[tuple[float, int, Role]],
    reach: Sequence[int],
    inside: frozenset[int],
    evidence: str,
    words: Lexicon,
) -> Iterator[tuple[float, int, Role]]:
    last = text[end - 1]
    before = best[end - 1][0]
    if MARKS.match(last):
        yield before, end - 1, Role.FIGURE
        return
    if last in STOPS:
        yield before, end - 1, Role.STOP
    if end > 1 and MARKS.match(text[end - 2]) and _FIGURE + last in evidence:
        yield before + _COST[Role.EVIDENCE], end - 1, Role.EVIDENCE  # 3个村: what is counted, one character long
    yield before + _UNKNOWN, end - 1, Role.UNKNOWN
    for start in range(max(0, end - words.longest), end):
        word = text[start:end]
        if role := words.words.get(word):
            yield best[start][0] + _COST[role], start, role
        if any(other in evidence for other in words.synonyms.get(word, ())):
            yield best[start][0] + _COST[Role.SYNONYM], start, Role.SYNONYM
    for start in range(end - 2, -1, -1):
        if reach[start] < end:
            break
        if stands_in(text[start:end], evidence):
            cuts = (start in inside) + (end in inside)
            yield best[start][0] + _COST[Role.EVIDENCE] + _CUT * cuts, start, Role.EVIDENCE


def _inside_words(text: str, words: Lexicon) -> frozenset[int]:
    """The places of a text inside a known word, where a run of evidence should neither begin nor end."""
    spans = ((start, end) for start in range(len(text)) for end in range(start + 2, start + words.longest + 1))
    return frozenset(at for start, end in spans if text[start:end] in words.words for at in range(start + 1, end))


def _runs(text: str, evidence: str) -> list[int]:
    """For each place of `text`, how far a run from there on stands in the evidence."""
    reach = []
    for start in range(len(text)):
        end = start
        while end < len(text) and not _BREAK.match(text[end]) and text[start : end + 1] in evidence:
            end += 1
        reach.append(end)
    return reach


def _traced(text: str, best: Sequence[tuple[float, int, Role]]) -> Iterator[Token]:
    end = len(text)
    while end:
        _, start, role = best[end]
        yield Token(start, end, text[start:end], role)
        end = start


def stands_in(run: str, evidence: str) -> bool:
    """Whether a run stands in the evidence with no numeral cut through at either end, nor 局长 cut out of 副局长."""
    at = evidence.find(run)
    while at >= 0:
        before, after = evidence[at - 1 : at] if at else "", evidence[at + len(run) : at + len(run) + 1]
        if before != _UNDER and not _is_cut(before, run[0]) and not _is_cut(run[-1], after):
            return True
        at = evidence.find(run, at + 1)
    return False


def _is_cut(left: str, right: str) -> bool:
    """Whether two characters are of one numeral."""
    digits = left.isdigit() and right.isdigit()
    return digits or (left != "" and right != "" and left in NUMERALS and right in NUMERALS)
