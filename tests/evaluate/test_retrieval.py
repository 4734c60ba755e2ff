"""The judged queries fit the example reports, and the measures are what their names say."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from drafter.documents import Report
from drafter.errors import InputError, UsageError
from drafter.evaluate import searching
from drafter.evaluate.retrieval import measured, read_queries, score
from drafter.library import PLACES, Half, Shelf, open_index
from drafter.read import read_file
from tests.library.conftest import Counting

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def reports() -> Mapping[str, Report]:
    manifest: dict[str, Any] = tomllib.loads((CORPUS / "manifest.toml").read_text("utf-8"))
    return {entry["id"]: read_file(CORPUS / entry["file"]) for entry in manifest["reports"]}


def test_every_judged_passage_is_there_as_it_was_judged(reports: Mapping[str, Report]) -> None:
    judged = read_queries(CORPUS / "queries.toml", reports)
    assert len(judged) >= 60
    assert {half: sum(one.asked.half == half for one in judged) for half in ("dev", "test")} == {"dev": 46, "test": 46}
    assert sum(bool(one.asked.agency) for one in judged) >= 20 <= sum(bool(one.asked.places) for one in judged)
    for one in judged:
        assert 2 in one.grades.values()
        assert set(one.asked.places) <= set(PLACES)
        assert not one.asked.places or {key.split(":")[1] for key in one.grades} <= set(one.asked.places)


def test_a_passage_that_reads_otherwise_is_noticed(tmp_path: Path, reports: Mapping[str, Report]) -> None:
    text = (CORPUS / "queries.toml").read_text("utf-8")
    one = text[text.index("[[queries]]") :].split("\n\n")[0]
    (tmp_path / "queries.toml").write_text(one.replace("027907", "000000"), "utf-8")
    with pytest.raises(InputError, match=r"chengling-zhengfu-2023 .*文字已经改动"):
        read_queries(tmp_path / "queries.toml", reports)


@pytest.mark.parametrize(
    "line", ["3 a 000000 全县", "全县", "2 没有的报告 000000 全县"], ids=["grade", "no fields", "unknown report"]
)
def test_a_line_that_judges_nothing_is_refused(tmp_path: Path, reports: Mapping[str, Report], line: str) -> None:
    path = tmp_path / "queries.toml"
    path.write_text(f'[[queries]]\nhalf = "dev"\ntext = "公开"\nrelevant = ["{line}"]\n', "utf-8")
    with pytest.raises(InputError, match="要写成"):
        read_queries(path, reports)


@pytest.mark.parametrize("text", ["[[queries]", '[[queries]]\nhalf = "dev"\ntext = "公开"\nrelevant = []\n'])
def test_a_file_that_is_none_of_queries_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "queries.toml").write_text(text, "utf-8")
    with pytest.raises(InputError, match="读不了查询文件"):
        read_queries(tmp_path / "queries.toml", {})


def test_measures() -> None:
    grades = {"a": 2, "b": 1, "c": 1}
    perfect = measured(["a", "b", "c"], grades)
    assert (perfect.hit1, perfect.hit5, perfect.ndcg, perfect.mrr) == (1, 1, 1, 1)
    late = measured(["x", "b"], grades)
    ideal = 3 + 1 / math.log2(3) + 1 / math.log2(4)
    assert (late.hit1, late.hit5, late.mrr) == (0, 1, 0.5)
    assert late.ndcg == pytest.approx(1 / math.log2(3) / ideal)
    none = measured([], grades)
    assert (none.hit1, none.hit5, none.ndcg, none.mrr) == (0, 0, 0, 0)
    assert measured([*"uvwxyzklmn", "a"], grades).mrr == 0


def test_halves_and_gains_are_told_of_both_halves(reports: Mapping[str, Report]) -> None:
    judged = read_queries(CORPUS / "queries.toml", reports)
    heard: list[None] = []
    found = score(Shelf.of(reports.values(), Counting()), judged, lambda: heard.append(None))
    assert len(heard) == len(judged)
    assert [(one.half, one.queries, one.embedding) for one in found] == [
        ("dev", 46, "counting"),
        ("test", 46, "counting"),
    ]
    for one in found:
        assert one.scores.keys() == set(Half)
        for gain in one.gains:
            difference = getattr(one.scores[Half.HYBRID], gain.measure) - getattr(one.scores[gain.over], gain.measure)
            assert gain.mean == pytest.approx(difference) and gain.low <= gain.mean <= gain.high
    told = searching.write(found)
    assert "嵌入模型 counting，只用来验收的一半（test）：46 个查询" in told and "95% 区间" in told


def test_words_alone_find_what_the_judges_found(reports: Mapping[str, Report]) -> None:
    judged = read_queries(CORPUS / "queries.toml", reports)
    for one in score(Shelf.of(reports.values(), Counting()), judged):
        assert one.scores[Half.LEXICAL].hit1 > 0.8 and one.scores[Half.LEXICAL].hit5 > 0.95


def test_a_library_in_chroma_is_scored_as_it_is(
    tmp_path: Path, reports: Mapping[str, Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_HOME", str(tmp_path / "home"))
    with pytest.raises(UsageError, match="--embedding"):
        searching.evaluate_search(library=str(tmp_path), embeddings=["use"])
    judged = read_queries(CORPUS / "queries.toml", reports)[:6]
    with open_index(str(tmp_path / "library"), tmp_path / "cache", Counting()) as index:
        index.add(list(reports.values()))
        by_index = score(index, judged)
    by_shelf = score(Shelf.of(reports.values(), Counting()), judged)
    assert [one.scores for one in by_index] == [one.scores for one in by_shelf]
