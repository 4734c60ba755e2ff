"""Drafts made and judged, many of them: every set in a process of its own accord, results in the order of the sets."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from functools import partial

from drafter import pipeline
from drafter.documents import Draft
from drafter.draft.writing import Writing
from drafter.errors import DrafterError
from drafter.evaluate.drafts.backing import Backing
from drafter.evaluate.drafts.figure_set import FigureSet
from drafter.evaluate.drafts.judged import judged
from drafter.evaluate.drafts.modelled import COMPOSER, ModelTerms, writing_of
from drafter.evaluate.drafts.outcome import DraftEvaluation, Outcome, Spent, summed
from drafter.evaluate.evaluation import Progress, mapping, told
from drafter.models import Usage

Others = tuple[tuple[str, str], ...]
"""(organ, narrative) of the reports that a draft must not be copied from."""


def evaluate_drafts(
    sets: Sequence[FigureSet],
    others: Others,
    *,
    terms: ModelTerms = COMPOSER,
    workers: int | None = None,
    progress: Progress = lambda *_: None,
) -> DraftEvaluation:
    """Draft every set and judge what came out; what comes out does not depend on the number of processes."""
    job = partial(outcome_of, others=others, terms=terms)
    with mapping(workers or os.cpu_count() or 1) as mapped:
        found = list(told("起草并评判", mapped(job, sets), len(sets), progress))
    return summed(terms.name, found)


def outcome_of(figures: FigureSet, others: Others, terms: ModelTerms) -> Outcome:
    """One set drafted and judged; a draft that does not come about is an outcome too."""
    begun = time.perf_counter()
    try:
        composed = _drafted(figures)
        draft, spent = _modelled(figures, terms) if terms.writes else (composed, Usage())
    except DrafterError as error:
        return _failed(figures, str(error), begun)
    except Exception as error:  # noqa: BLE001 - one set's defect must not hide what the others come to
        return _failed(figures, f"程序缺陷：{type(error).__name__}：{error}", begun)
    took = Spent(
        seconds=round(time.perf_counter() - begun, 3),
        waited=round(spent.seconds, 3),
        calls=spent.calls,
        prompt_tokens=spent.prompt_tokens,
        completion_tokens=spent.completion_tokens,
    )
    backing = Backing(figures.report, figures.previous, figures.notes, composed.report.text)
    return Outcome(name=figures.name, spent=took, judged=judged(draft, backing, others))


def _drafted(figures: FigureSet, writing: Writing | None = None) -> Draft:
    return pipeline.draft_report(figures.report, figures.previous, notes=figures.notes, writing=writing).draft


def _modelled(figures: FigureSet, terms: ModelTerms) -> tuple[Draft, Usage]:
    with writing_of(terms, figures.report.agency or "") as (writing, session):
        return _drafted(figures, writing), session.usage


def _failed(figures: FigureSet, why: str, begun: float) -> Outcome:
    return Outcome(name=figures.name, failed=why, spent=Spent(seconds=round(time.perf_counter() - begun, 3)))
