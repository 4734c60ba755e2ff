"""How well the library finds passages: on queries with judged answers, for the search and each of its halves."""

from __future__ import annotations

import hashlib
import math
import random
import time
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Literal

from pydantic import Field, ValidationError

from drafter.documents import Report
from drafter.documents.report import Frozen
from drafter.errors import InputError
from drafter.library import Half, Query, Shelves, search
from drafter.library.entry import cut, passage_id
from drafter.library.search import Weights

DEPTH = 10
"""Finds looked at: more than that nobody reads."""

_RESAMPLES = 2000
_PLAIN = Weights(relevance=1.0)
"""The ranking itself: the choice for variety is not what is judged here."""


class Asked(Frozen):
    """A query, and its answers as the file tells them: grade, report, mark and beginning of the passage."""

    half: Literal["dev", "test"]
    text: str
    places: tuple[str, ...] = ()
    agency: str = ""
    relevant: tuple[str, ...] = Field(min_length=1)


class _File(Frozen):
    queries: tuple[Asked, ...]


@dataclass(frozen=True)
class Judged:
    """A query with the grade (2 says just this, 1 is of use) of every passage that answers it, by passage id."""

    asked: Asked
    grades: Mapping[str, int]


class Score(Frozen):
    """Means over queries. `ndcg`: of the first ten; `mrr`: one over the place of the first answer, 0 where none is."""

    hit1: float
    hit5: float
    ndcg: float
    mrr: float


class Gain(Frozen):
    """How much better the search is than a half of it: the mean of the differences in a measure, query by query.

    `low` and `high` bound 95 % of the means of as many queries drawn with replacement: a gain is none of luck where
    both are above 0.
    """

    over: Half
    measure: Literal["hit1", "ndcg"]
    mean: float
    low: float
    high: float


class Ranked(Frozen):
    """What one embedding came to on one half of the queries. `milliseconds`: the median of a search."""

    embedding: str
    half: Literal["dev", "test"]
    queries: int
    scores: Mapping[Half, Score]
    gains: tuple[Gain, ...]
    milliseconds: float


def read_queries(path: Path, reports: Mapping[str, Report]) -> tuple[Judged, ...]:
    """The queries of a file; `reports` by the names the file gives them.

    Raises:
        InputError: the file cannot be read, or a passage it judges is not there or reads otherwise now.
    """
    try:
        found = _File.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise InputError(f"读不了查询文件：{error}。请核对路径和写法。", name=str(path)) from error
    known = {name: _texts(report) for name, report in reports.items()}
    return tuple(Judged(asked, dict(_graded(line, known, path) for line in asked.relevant)) for asked in found.queries)


def score(shelves: Shelves, judged: Iterable[Judged], heard: Callable[[], None] = lambda: None) -> tuple[Ranked, ...]:
    """The scores on each half of the queries; `heard` is called after every query."""
    rows: dict[str, list[Mapping[Half, Score]]] = {}
    took: dict[str, list[float]] = {}
    search(shelves, Query("公开"))  # what is loaded once is no part of a search
    for one in judged:
        started = time.perf_counter()
        found = {Half.HYBRID: _found(shelves, one, Half.HYBRID)}
        took.setdefault(one.asked.half, []).append(time.perf_counter() - started)
        found |= {half: _found(shelves, one, half) for half in (Half.DENSE, Half.LEXICAL)}
        rows.setdefault(one.asked.half, []).append({half: measured(ids, one.grades) for half, ids in found.items()})
        heard()
    return tuple(
        Ranked(
            embedding=shelves.embedding.name,
            half=half,
            queries=len(rows[half]),
            scores={ranking: _mean([row[ranking] for row in rows[half]]) for ranking in Half},
            gains=_gains(rows[half]),
            milliseconds=round(median(took[half]) * 1000, 1),
        )
        for half in ("dev", "test")
        if half in rows
    )


def measured(found: Sequence[str], grades: Mapping[str, int]) -> Score:
    """The measures of one ranking: `found` best first."""
    got = [grades.get(key, 0) for key in found[:DEPTH]]
    first = next((rank for rank, grade in enumerate(got, 1) if grade), None)
    ideal = _gain(sorted(grades.values(), reverse=True)[:DEPTH])
    return Score(
        hit1=float(any(got[:1])),
        hit5=float(any(got[:5])),
        ndcg=_gain(got) / ideal if ideal else 0.0,
        mrr=1 / first if first else 0.0,
    )


def _gain(grades: Sequence[int]) -> float:
    return sum(float(2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def _found(shelves: Shelves, one: Judged, half: Half) -> list[str]:
    asked = one.asked
    query = Query(asked.text, asked.places, asked.agency, wanted=DEPTH, half=half, weights=_PLAIN)
    return [hit.passage.id for hit in search(shelves, query)]


def _mean(rows: Sequence[Score]) -> Score:
    return Score(
        hit1=fmean(row.hit1 for row in rows),
        hit5=fmean(row.hit5 for row in rows),
        ndcg=fmean(row.ndcg for row in rows),
        mrr=fmean(row.mrr for row in rows),
    )


def _gains(rows: Sequence[Mapping[Half, Score]]) -> tuple[Gain, ...]:
    found = []
    for over in (Half.DENSE, Half.LEXICAL):
        pairs = [(row[Half.HYBRID], row[over]) for row in rows]
        found.append(_interval(over, "hit1", [ours.hit1 - theirs.hit1 for ours, theirs in pairs]))
        found.append(_interval(over, "ndcg", [ours.ndcg - theirs.ndcg for ours, theirs in pairs]))
    return tuple(found)


def _interval(over: Half, measure: Literal["hit1", "ndcg"], differences: Sequence[float]) -> Gain:
    drawn = random.Random(20240101)  # the same interval for the same scores
    means = sorted(fmean(drawn.choices(differences, k=len(differences))) for _ in range(_RESAMPLES))
    low, high = means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES) - 1]
    return Gain(over=over, measure=measure, mean=fmean(differences), low=low, high=high)


def _texts(report: Report) -> list[tuple[str, str]]:
    """The id and text of each passage of a report."""
    entry, found = cut(report)
    return [(passage_id(entry, passage.place, number), passage.text) for number, passage in enumerate(found)]


def _graded(line: str, known: Mapping[str, Sequence[tuple[str, str]]], path: Path) -> tuple[str, int]:
    """The passage a line of `relevant` means, by id, and its grade."""
    grade, name, mark, beginning = (*line.split(" ", 3), "", "", "")[:4]
    if grade not in ("1", "2") or name not in known:
        raise InputError(f"“{line}”要写成“等级（1 或 2） 报告 摘要 开头”。", name=str(path))
    for key, text in known[name]:
        if text.startswith(beginning) and hashlib.sha256(text.encode()).hexdigest().startswith(mark):
            return key, int(grade)
    raise InputError(f"报告 {name} 里没有这一句段，或文字已经改动，要重新判断：{beginning}", name=str(path))
