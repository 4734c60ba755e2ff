"""How a draft is worded: deeds nobody told, words over and over again, runs copied from other organs, length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter.documents import Draft, Sentence
from drafter.evaluate.drafts.backing import Backing, clauses, plain_digits

COPIED = 20
"""Characters from which words taken over are no chance."""
_OWNED = 15
"""Characters of a run that, standing in the draft's own sources, make the run one of them."""
_STRANGE = 4
"""Chinese characters side by side, no pair of them ever said by the writer or the composer, that make a new deed."""
_GRAM = 4
_OPENING = 2
_REMEMBERED = 4
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_DIGITS = re.compile(r"[\d.%％]+|[^\S\n]+")
_LENGTHS = {"1": {"bureau": (600, 1200), "government": (1500, 3000)}, "5": {"": (200, 500)}}


@dataclass(frozen=True, slots=True)
class Strange:
    """A clause with a run of words that nobody supplied; `run` is the longest of them."""

    start: int
    end: int
    text: str
    run: str


def strange_clauses(draft: Draft, backing: Backing) -> tuple[int, list[Strange]]:
    """(clauses looked at, those telling what stands in no note and is not the composer's wording either)."""
    text, looked, found = draft.report.text, 0, []
    headings = [(s.start, s.end) for s in draft.sentences if s.origin == "form"]
    for clause in clauses(text):
        if any(start <= clause.start() < end for start, end in headings):
            continue
        looked += 1
        run = max(_strange_runs(clause[0], backing.pairs), key=len, default="")
        if len(run) >= _STRANGE:
            found.append(Strange(clause.start(), clause.end(), clause[0], run))
    return looked, found


def _strange_runs(words: str, known: frozenset[str]) -> Iterator[str]:
    for run in _HAN_RUN.findall(words):
        start = 0
        for index in range(len(run)):
            if index + 1 == len(run) or run[index : index + 2] in known:
                yield run[start : index + 1]
                start = index + 1


def repeated_grams(draft: Draft) -> tuple[int, int]:
    """(four characters side by side that stood in the draft before, all of them); the form's own words left out."""
    seen: set[str] = set()
    repeated = total = 0
    for sentence in _told(draft):
        for run in _HAN_RUN.findall(sentence.text):
            for index in range(len(run) - _GRAM + 1):
                gram = run[index : index + _GRAM]
                total += 1
                repeated += gram in seen
                seen.add(gram)
    return repeated, total


def like_openings(draft: Draft) -> tuple[int, int]:
    """(sentences that begin as one of the few before them in the same section, all sentences)."""
    alike = 0
    told = _told(draft)
    for index, sentence in enumerate(told):
        before = [s.text[:_OPENING] for s in told[max(0, index - _REMEMBERED) : index] if s.section == sentence.section]
        alike += sentence.text[:_OPENING] in before
    return alike, len(told)


def copied_runs(draft: Draft, backing: Backing, others: tuple[tuple[str, str], ...]) -> list[tuple[int, int]]:
    """Runs of `COPIED` characters or more that stand in another organ's report and are not the draft's own words.

    `others`: (organ, narrative). Figures and white space are left out on both sides. What is the writer's or the
    composer's wording but for a character or two is no copy. Offsets are into the draft's text.
    """
    grams = [_grams(text) for agency, text in others if agency != draft.report.agency]
    own = _flat(f"{backing.words}\n{backing.composed}")
    text = plain_digits(draft.report.text)
    kept = [i for i, c in enumerate(text) if not _DIGITS.fullmatch(c)]
    flat = "".join(text[i] for i in kept)
    found: list[tuple[int, int]] = []
    for at in range(len(flat) - COPIED + 1):
        gram = flat[at : at + COPIED]
        if any(gram in known for known in grams) and not _owned(gram, own):
            start, end = kept[at], kept[at + COPIED - 1] + 1
            joins = bool(found) and start <= found[-1][1]
            found = [*found[:-1], (found[-1][0], end)] if joins else [*found, (start, end)]
    return found


def _owned(gram: str, own: str) -> bool:
    return any(gram[at : at + _OWNED] in own for at in range(COPIED - _OWNED + 1))


def section_lengths(draft: Draft, kind: str) -> dict[str, tuple[int, str]]:
    """Section → (characters without headings' line feeds, 少 or 多 or 合适 by how long such a section should be)."""
    found = {}
    for section, spans in _LENGTHS.items():
        written = draft.report.section(section)
        length = len("".join(draft.report.text[written.start : written.end].split())) if written else 0
        least, most = spans.get("") or spans.get(kind, spans["bureau"])
        found[section] = (length, "少" if length < least else "多" if length > most else "合适")
    return found


def _told(draft: Draft) -> Sequence[Sentence]:
    return [s for s in draft.sentences if s.origin not in ("form", "placeholder")]


@lru_cache(maxsize=512)
def _grams(text: str) -> frozenset[str]:
    words = _flat(text)
    found = (words[at : at + COPIED] for at in range(len(words) - COPIED + 1))
    return frozenset(gram for gram in found if "\n" not in gram)  # a heading between two paragraphs is no run


def _flat(text: str) -> str:
    return _DIGITS.sub("", plain_digits(text))
