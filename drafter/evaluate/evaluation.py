"""The whole evaluation of a folder: every document checked in a process of its own accord, results in order."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from pydantic import Field

from drafter import pipeline
from drafter.documents import Frozen, Review
from drafter.errors import DrafterError
from drafter.evaluate.caught import Findings, Planted, summed
from drafter.evaluate.compare import compare
from drafter.evaluate.confusion import Confusion, confusions
from drafter.evaluate.labels import Sample, samples
from drafter.evaluate.plant import Plant, planted
from drafter.evaluate.score import Score, by_class, score
from drafter.evaluate.tally import Deviation, Difference, Tally

_CHUNK = 4  # documents handed to a process at a time

Progress = Callable[[str, int, int], None]
"""Hears a job in Chinese, the steps done, and their number."""

Job = TypeVar("Job")
Result = TypeVar("Result", covariant=True)


class Evaluation(Frozen):
    """Scores, counts by class, confusions, every difference, and what became of planted errors where asked for."""

    schema_: Literal["drafter.evaluation/1"] = Field(default="drafter.evaluation/1", alias="schema")
    score: Score
    by_class: dict[str, dict[str, dict[str, int]]]
    confusion: tuple[Confusion, ...]
    deviations: tuple[Deviation, ...]
    seeds: Planted | None = None


class Mapped(Protocol):
    """Does a job for each of many, perhaps at once, and yields the results in the order of the jobs."""

    def __call__(self, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[Result]: ...  # noqa: D102


def evaluate(
    folder: Path, *, workers: int | None = None, seeds: bool = False, progress: Progress = lambda *_: None
) -> Evaluation:
    """Score drafter on the labelled documents of `folder`; with `seeds`, also on errors planted in them.

    `workers` processes share the work, as many as the machine has cores where it is None; what comes out does not
    depend on their number.

    Raises:
        InputError: the folder has no labelled document, or a label file is not of the form.
    """
    found = samples(folder)
    total = Tally()
    with mapping(workers or os.cpu_count() or 1) as mapped:
        for tally in told("核对标注的报告", mapped(tallied, found), len(found), progress):
            total.add(tally)
        sown = _sown(planted(found), mapped, progress) if seeds else None
    return Evaluation(
        score=score(total),
        by_class=by_class(total),
        confusion=confusions(total.deviations),
        deviations=tuple(total.deviations),
        seeds=sown,
    )


def tallied(sample: Sample) -> Tally:
    """Check one document and hold the review against its labels; one that cannot be checked counts as all missed."""
    checked = reviewed(sample.document, sample.previous)
    tally = Tally() if isinstance(checked, str) else compare(sample, checked)
    tally.counts["docs"] += 1
    if isinstance(checked, str):
        _fail(tally, sample, checked)
    return tally


def _fail(tally: Tally, sample: Sample, why: str) -> None:
    scored = [label for label in sample.labels.mentions if not label.soft]
    tally.counts["failed"] += 1
    tally.counts["labelled"] += len(scored)
    tally.counts["labelled_table"] += sum(bool(label.refs) for label in scored)
    tally.counts["labelled_free"] += sum(not label.refs for label in scored)
    tally.counts["inconsistencies"] += sum(wrong.certain for wrong in sample.labels.findings)
    failed = Deviation(
        document=sample.labels.id, what=Difference.FAILED, place=sample.document.name, expected="", given=why
    )
    tally.deviations.append(failed)


def reviewed(document: Path, previous: Path | None) -> Review | str:
    """The review as `drafter check` gives it, or why there is none."""
    try:
        last_year = pipeline.load(previous) if previous else None
        return pipeline.check_report(pipeline.load(document), last_year)
    except DrafterError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - one document's defect must not hide what the others come to
        return f"程序缺陷：{type(error).__name__}：{error}"


def _sown(plants: Sequence[Plant], mapped: Mapped, progress: Progress) -> Planted:
    """Check each document without and with its error."""
    documents = list(dict.fromkeys(plant.sample.document for plant in plants))
    before = dict(zip(documents, mapped(_findings, documents), strict=True))
    after = told("核对埋入错误的报告", mapped(_findings_with, plants), len(plants), progress)
    return summed((plant, before[plant.sample.document], found) for plant, found in zip(plants, after, strict=True))


def _findings(document: Path) -> Findings:
    checked = reviewed(document, None)
    return checked if isinstance(checked, str) else checked.findings


def _findings_with(plant: Plant) -> Findings:
    with tempfile.TemporaryDirectory() as folder:
        # Under its own name, which may tell the organ or the year.
        document = Path(folder) / plant.sample.document.name
        document.write_text(plant.text, "utf-8")
        return _findings(document)


@contextmanager
def mapping(workers: int) -> Iterator[Mapped]:
    """Where jobs are done: one by one in this process, or in that many processes made ready to check reports."""
    if workers == 1:
        yield _one_by_one
        return
    # Processes started afresh behave the same on every system.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=pipeline.settle) as pool:
        yield partial(pool.map, chunksize=_CHUNK)


def _one_by_one(work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[Result]:
    return map(work, jobs)


def told(job: str, results: Iterable[Result], total: int, progress: Progress) -> Iterator[Result]:
    """The results as they come, `progress` told of each."""
    for done, result in enumerate(results, 1):
        progress(job, done, total)
        yield result
