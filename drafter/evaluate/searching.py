"""The search of the library scored on the example reports, in memory or in a library, embedding by embedding."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from drafter import pipeline
from drafter.documents import Report
from drafter.errors import InputError, UsageError
from drafter.evaluate.retrieval import DEPTH, Gain, Ranked, read_queries, score
from drafter.library import DEFAULT, Half, Shelf, Shelves
from drafter.read import read_file
from drafter.read.progress import Progress, silent
from drafter.settings import shipped

_HALVES = {"dev": "调权重用的一半", "test": "只用来验收的一半"}
_RANKINGS = {Half.HYBRID: "混合", Half.DENSE: "只按意思", Half.LEXICAL: "只按字词"}
_MEASURES = {"hit1": "首条命中", "ndcg": f"nDCG@{DEPTH}"}


def evaluate_search(
    queries: Path | None = None,
    *,
    library: str | None = None,
    embeddings: Sequence[str] = (),
    progress: Progress = silent,
) -> tuple[Ranked, ...]:
    """Score the search on the queries of a file, which stands beside the manifest of the reports it judges.

    Without a file on those that ship. `library`: a library that holds these reports, searched as it is; without one
    they are searched in memory, once for each of `embeddings`.

    Raises:
        InputError: the queries or the reports cannot be read, or do not belong together.
        UsageError: an embedding is not there, or both a library and embeddings are given.
    """
    if library is not None and embeddings:
        raise UsageError("--library 已经有自己的嵌入模型，不能再给 --embedding。")
    path = queries or shipped("corpus") / "queries.toml"
    reports = _reports(path.parent)
    judged = read_queries(path, reports)
    runs = [DEFAULT] if library is not None else list(embeddings or [DEFAULT])
    total, done = len(runs) * len(judged), 0

    def heard() -> None:
        nonlocal done
        done += 1
        progress("查询", done, total)

    found: list[Ranked] = []
    for name in runs:
        with _shelves(library, name, reports) as shelves:
            found += score(shelves, judged, heard)
    return tuple(found)


def write(found: Sequence[Ranked]) -> str:
    """The scores as text."""
    return "".join(line + "\n" for ranked in found for line in _lines(ranked))


def _lines(ranked: Ranked) -> Iterator[str]:
    yield (
        f"嵌入模型 {ranked.embedding}，{_HALVES[ranked.half]}（{ranked.half}）："
        f"{ranked.queries} 个查询，每次 {ranked.milliseconds:.0f} 毫秒"
    )
    for half in Half:
        one = ranked.scores[half]
        yield (
            f"  {_RANKINGS[half]}：首条命中 {one.hit1:.3f}，前五命中 {one.hit5:.3f}，"
            f"nDCG@{DEPTH} {one.ndcg:.3f}，MRR {one.mrr:.3f}"
        )
    for gain in ranked.gains:
        yield f"  混合比{_RANKINGS[gain.over]}：{_MEASURES[gain.measure]} {gain.mean:+.3f}（{_within(gain)}）"


def _within(gain: Gain) -> str:
    return f"95% 区间 {gain.low:+.3f} 到 {gain.high:+.3f}"


def _reports(folder: Path) -> Mapping[str, Report]:
    """The reports of a manifest by their names in it."""
    try:
        manifest = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))
        return {str(entry["id"]): read_file(folder / entry["file"]) for entry in manifest["reports"]}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        raise InputError(
            f"读不了报告清单 manifest.toml：{error}。它应当和查询文件放在一起。", name=str(folder)
        ) from error


@contextmanager
def _shelves(library: str | None, embedding: str, reports: Mapping[str, Report]) -> Iterator[Shelves]:
    if library is None:
        yield Shelf.of(reports.values(), pipeline.embedding_named(embedding))
        return
    with pipeline.open_library(library) as index:
        yield index
