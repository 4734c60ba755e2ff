"""The library in a real Chroma, in a folder and behind a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from drafter.documents import Report
from drafter.errors import LibraryError
from drafter.library import Half, Index, Query, open_index, search
from drafter.read import read, read_file

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
NAMES = ("weichuan_tongji_2024.html", "tongting_gongan_2022.html", "liuheng_zhen_2024.md", "yanhe_ziran_2023.html")
Opened = Callable[..., Index]


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [read_file(CORPUS / name) for name in NAMES]


@pytest.fixture
def opened(tmp_path: Path, counting: Any) -> Iterator[Opened]:
    with ExitStack() as left:

        def open_(where: str = "", name: str = "counting", size: int = 64) -> Index:
            index = open_index(where or str(tmp_path / "library"), tmp_path / "cache", counting(name, size))
            return left.enter_context(index)

        yield open_


def test_what_is_added_is_found(opened: Opened, reports: list[Report]) -> None:
    index = opened()
    assert index.add(reports) == len(reports)
    best = search(index, Query("局党委研究政府信息公开工作，新警入职培训安排了课时", ["1.5"], wanted=3))
    assert best[0].passage.agency == "桐汀县公安局"
    assert all(hit.passage.place == "1.5" for hit in best)
    assert "{数}" in best[0].passage.pattern and "{" not in best[0].passage.text


@pytest.mark.parametrize("half", list(Half))
def test_each_half_ranks_by_itself(opened: Opened, reports: list[Report], half: Half) -> None:
    index = opened()
    index.add(reports)
    assert search(index, Query("未收取政府信息公开信息处理费", half=half))[0].passage.place == "6"


def test_the_library_outlives_the_process(opened: Opened, reports: list[Report]) -> None:
    opened().add(reports)
    again = opened()
    assert [entry.agency for entry in again.entries()] == sorted(str(r.agency) for r in reports)
    assert again.report(again.entries()[0].id) in reports
    assert search(again, Query("培训"))


def test_the_same_file_is_kept_once(opened: Opened, reports: list[Report]) -> None:
    index = opened()
    index.add(reports)
    before = index.entries()
    heard: list[bool] = []
    assert index.add(reports, lambda _entry, new: heard.append(new)) == 0
    assert heard == [False] * len(reports) and index.entries() == before


def test_an_interrupted_addition_is_taken_up(opened: Opened, reports: list[Report]) -> None:
    def broken() -> Iterator[Report]:
        yield from reports[:2]
        raise KeyboardInterrupt

    index = opened()
    with pytest.raises(KeyboardInterrupt):
        index.add(broken())
    before = len(index.entries())
    assert index.add(reports) == len(reports) - before
    assert len(index.entries()) == len(reports)


def test_an_organ_does_not_learn_from_itself_unless_asked(opened: Opened, reports: list[Report]) -> None:
    index = opened()
    index.add(reports)
    for own in (False, True):
        hits = search(index, Query("培训", agency="桐汀县公安局", wanted=20, own=own))
        assert ("桐汀县公安局" in {hit.passage.agency for hit in hits}) is own


def test_like_organs_come_first(opened: Opened) -> None:
    def report(agency: str, year: int) -> Report:
        told = f"（五）监督保障。全年组织政务公开培训{year}场，参加40人次。"
        words = f"{agency}2024年政府信息公开工作年度报告\n一、总体情况\n{told}\n"
        return read(words.encode(), f"{agency}.txt").model_copy(update={"agency": agency})

    index = opened()
    index.add([report("甲河县财政局", 2), report("乙山县公安局", 3), report("丙江市人民政府", 4)])
    first = search(index, Query("政务公开培训", ["1.5"], agency="丁湖县公安局"))[0].passage
    assert first.agency == "乙山县公安局"


def test_what_is_removed_is_not_found(opened: Opened, reports: list[Report]) -> None:
    index = opened()
    index.add(reports)
    gone = next(e for e in index.entries() if e.agency == "桐汀县公安局")
    index.remove(gone.id)
    assert index.entry(gone.id) is None and index.report(gone.id) is None
    assert all(h.passage.report != gone.id for h in search(index, Query("公安", wanted=50)))


def test_vectors_of_two_embeddings_are_not_mixed(opened: Opened, reports: list[Report]) -> None:
    opened().add(reports[:2])
    other = opened(name="other", size=32)
    for job in (lambda: other.add(reports), lambda: search(other, Query("培训"))):
        with pytest.raises(LibraryError, match=r"counting.*other.*corpus rebuild --embedding other"):
            job()
    assert other.rebuild() == 2
    assert other.add(reports) == len(reports) - 2
    assert search(other, Query("培训"))
    with pytest.raises(LibraryError, match="other"):
        search(opened(), Query("培训"))


def test_an_interrupted_rebuild_is_taken_up(opened: Opened, reports: list[Report]) -> None:
    opened().add(reports)
    other = opened(name="other", size=32)
    other.batch = 1

    def stop(_entry: object, _new: bool) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        other.rebuild(stop)
    assert opened(name="other", size=32).rebuild() == len(reports) - 1
    assert len(opened(name="other", size=32).entries()) == len(reports)


def test_a_server_serves_as_a_folder_does(opened: Opened, reports: list[Report], server: str) -> None:
    index = opened(server)
    assert index.add(reports) == len(reports)
    assert [entry.agency for entry in opened(server).entries()] == sorted(str(r.agency) for r in reports)
    assert search(index, Query("未收取政府信息公开信息处理费"))[0].passage.place == "6"


@pytest.mark.parametrize("where", ["http://127.0.0.1:9", "http://"])
def test_a_server_that_is_not_there_is_told(opened: Opened, where: str) -> None:
    with pytest.raises(LibraryError, match="示例库"):
        opened(where)


def test_an_empty_library_finds_nothing(opened: Opened) -> None:
    assert search(opened(), Query("培训")) == []


def test_the_default_embedding_finds_by_meaning(tmp_path: Path, reports: list[Report]) -> None:
    with open_index(str(tmp_path / "library"), tmp_path / "cache") as index:
        index.add(reports)
        found = search(index, Query("给新入职的民警上课", ["1.5"], half=Half.DENSE))
    assert found[0].passage.agency == "桐汀县公安局"


def test_what_another_client_rebuilt_is_found_at_once(opened: Opened, reports: list[Report], server: str) -> None:
    index, other = opened(server), opened(server)
    index.add(reports)
    query = Query("未收取政府信息公开信息处理费")
    before = search(index, query)
    assert other.rebuild() == len(reports)
    assert search(index, query) == before
