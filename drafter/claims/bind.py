"""Text in, claims out: every number-like stretch accounted for once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from drafter.claims.binder import Binder
from drafter.claims.claim import Claim, Kind
from drafter.claims.exempt import Mark, marks, named
from drafter.claims.items import Bound, Figure
from drafter.claims.lexicon import vocabulary
from drafter.claims.naming import supplementary_name
from drafter.claims.plain import Plain, plain
from drafter.claims.saying import Saying, Statement, find_statements
from drafter.claims.sorting import sort_out
from drafter.claims.words import Index, find_words
from drafter.form import Edition
from drafter.numerals import scan

_LEADS = re.compile("[，。；：、（\\n]$|其中$|[有另]$")
_CLAUSE_SIGNS = re.compile("[，。；：、！？\n（）]")


def bind(text: str, *, year: int | None, edition: Edition, agency: str | None = None) -> tuple[Claim, ...]:
    """Bind every figure of the narrative `text` by its words, in order of `start`, never overlapping.

    `year` is the report year, None where it is not known (then last year's figures are told only by 上年 and 去年).
    `agency` is the organ's name as the report gives it; a bureau of justice tells of the reviews it decides for others.
    Offsets are 0-based code points into `text` as given. Values are never compared with any table here: a figure is
    bound by what is said of it, or not at all.
    """
    read = plain(text)
    names = named(read.text)
    index = Index(read.text, find_words(read.text, vocabulary(edition.id), year, names))
    figures, exempt = sort_out(read, index, scan(text), marks(read.text, names), names)
    items = _woven(figures, find_statements(index))
    bound = Binder(index, exempt, edition, year, agency).walk(items)
    stated = list(_stated(read, text, items, bound))
    return tuple(sorted((*stated, *_exempt(read, text, exempt, stated)), key=lambda claim: claim.start))


def _woven(figures: Sequence[Figure], statements: Sequence[Statement]) -> list[Figure | Statement]:
    """Figures and statements in order; a statement with a figure in it, or right before it, says no more than that."""
    denied = [statement for statement in statements if statement.saying is Saying.NOT_ONE]
    figures = [f for f in figures if not any(s.start <= f.start < s.end for s in denied)] if denied else figures
    items: list[Figure | Statement] = [*figures]
    starts = [figure.start for figure in figures]
    ends = {figure.end: figure.start for figure in figures}
    for statement in statements:
        start = ends.get(statement.start) if statement.saying is Saying.ALL else None
        if start is not None and _LEADS.search(statement.lead.text, max(0, start - 2), start):
            # 其中3件均按时答复: said of those three alone.
            continue
        if bisect_left(starts, statement.start) == bisect_left(starts, statement.end):
            items.append(statement)
    return sorted(items, key=lambda item: item.start)


def _stated(
    read: Plain, text: str, items: Sequence[Figure | Statement], bound: Mapping[int, Bound | None]
) -> Iterator[Claim]:
    floor = 0
    for item in items:
        meaning = bound[item.start]
        if meaning is None:
            continue
        if isinstance(item, Figure):
            yield _figure(read, item, meaning, floor)
        else:
            start, end = read.span(item.start, item.end)
            value = Fraction(0) if meaning.zero else None
            yield Claim(
                start, end, text[start:end], Kind.CLAIM, value, expression=meaning.expression, note=meaning.note
            )
        floor = item.end


def _figure(read: Plain, figure: Figure, meaning: Bound, floor: int) -> Claim:
    quantity = figure.quantity
    name = "" if meaning.expression else supplementary_name(_CLAUSE_SIGNS.split(read.text[floor : figure.start])[-1])
    return Claim(
        start=quantity.start,
        end=quantity.end,
        text=quantity.text,
        kind=Kind.FIGURE,
        value=quantity.value,
        unit=quantity.unit,
        bound=quantity.bound,
        quantity=quantity,
        expression=meaning.expression,
        supplementary=name,
        note=meaning.note,
        readings=meaning.readings,
    )


def _exempt(read: Plain, text: str, exempt: Sequence[Mark], stated: Sequence[Claim]) -> Iterator[Claim]:
    """The marks, but for a date or name inside a statement, which the statement covers."""
    taken = iter(stated)
    claim = next(taken, None)
    for mark in exempt:
        start, end = read.span(mark.start, mark.end)
        while claim is not None and claim.end <= start:
            claim = next(taken, None)
        if claim is None or end <= claim.start:
            yield Claim(start, end, text[start:end], mark.kind)
