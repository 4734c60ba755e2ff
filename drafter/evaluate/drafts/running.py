"""Drafts made and judged, many of them: every set in a process of its own accord, results in the order of the sets."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from functools import partial

from drafter import pipeline
from drafter.errors import DrafterError
from drafter.evaluate.drafts.backing import Backing
from drafter.evaluate.drafts.figure_set import FigureSet
from drafter.evaluate.drafts.judged import judged
from drafter.evaluate.drafts.outcome import DraftEvaluation, Outcome, Spent, summed
from drafter.evaluate.evaluation import Progress, mapping, told

Others = tuple[tuple[str, str], ...]
"""(organ, narrative) of the reports that a draft must not be copied from."""


def evaluate_drafts(
    sets: Sequence[FigureSet],
    others: Others,
    *,
    writer: str = "composer",
    workers: int | None = None,
    progress: Progress = lambda *_: None,
) -> DraftEvaluation:
    """Draft every set and judge what came out; what comes out does not depend on the number of processes."""
    job = partial(outcome_of, others=others, writer=writer)
    with mapping(workers or os.cpu_count() or 1) as mapped:
        found = list(told("起草并评判", mapped(job, sets), len(sets), progress))
    return summed(writer, found)


def outcome_of(figures: FigureSet, others: Others, writer: str) -> Outcome:
    """One set drafted and judged; a draft that does not come about is an outcome too."""
    begun = time.perf_counter()
    try:
        drafted = pipeline.draft_report(figures.report, figures.previous, notes=figures.notes)
    except DrafterError as error:
        return _failed(figures, str(error), begun)
    except Exception as error:  # noqa: BLE001 - one set's defect must not hide what the others come to
        return _failed(figures, f"程序缺陷：{type(error).__name__}：{error}", begun)
    spent = Spent(seconds=time.perf_counter() - begun)
    composed = drafted.draft.report.text
    backing = Backing(figures.report, figures.previous, figures.notes, composed)
    return Outcome(name=figures.name, spent=spent, judged=judged(drafted.draft, backing, others))


def _failed(figures: FigureSet, why: str, begun: float) -> Outcome:
    return Outcome(name=figures.name, failed=why, spent=Spent(seconds=time.perf_counter() - begun))
