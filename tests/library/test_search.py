"""What is found, for one text and for several points of a place at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from drafter.documents import Report
from drafter.library import Half, Query, Shelf, examples, open_index, search
from drafter.read import read, read_file

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
NAMES = ("weichuan_tongji_2024.html", "tongting_gongan_2022.html", "hejin_weijian_2019.html", "yanhe_ziran_2023.html")
Made = Callable[..., Shelf]


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [read_file(CORPUS / name) for name in NAMES]


@pytest.fixture
def shelf(reports: list[Report], counting: Any) -> Shelf:
    return Shelf.of(reports, counting())


def own(agency: str, year: int, words: str) -> Report:
    text = f"{agency}{year}年政府信息公开工作年度报告\n一、总体情况\n{words}\n"
    return read(text.encode(), f"{agency}{year}.txt").model_copy(update={"agency": agency, "year": year})


def test_every_point_of_a_section_gets_its_example(shelf: Shelf) -> None:
    points = ["全年新收政府信息公开申请{t3.new.total}件", "没有发生行政复议和行政诉讼", "不予公开的理由是国家秘密"]
    found = examples(shelf, "云河县水务局", "1.2", points, 6)
    told = [kept.pattern for kept in found]
    assert len(set(told)) == 6 and {kept.place for kept in found} == {"1.2"}
    assert any("{t3.new.total}件" in text for text in told)
    assert any("行政复议" in text for text in told)
    assert any("国家秘密" in text for text in told)


def test_examples_are_of_other_organs_and_of_the_edition_asked(shelf: Shelf) -> None:
    points = ["组织培训{数}次", "领导小组"]
    found = examples(shelf, "桐汀县公安局", "1.5", points, 20, edition="2021")
    assert found and not {kept.agency for kept in found} & {"桐汀县公安局", "禾津县卫生健康局"}
    assert "禾津县卫生健康局" in {kept.agency for kept in examples(shelf, "桐汀县公安局", "1.5", points, 20)}


def test_examples_carry_no_figure_date_or_name(shelf: Shelf) -> None:
    found = examples(shelf, "云河县水务局", "1.5", ["新警培训", "局党组研究"], 12)
    assert not [kept.pattern for kept in found if "桐汀" in kept.pattern or "砚河" in kept.pattern]
    assert any("{数}" in kept.pattern for kept in found)


def test_a_library_full_of_own_reports_is_searched_to_the_others(counting: Any) -> None:
    ours = [
        own("甲河县财政局", year, f"（五）监督保障。组织政务公开培训{year}场，参加人员较多。")
        for year in range(1900, 2020)
    ]
    theirs = own("乙山县财政局", 2024, "（五）监督保障。组织业务培训3场。")
    shelf = Shelf.of([*ours, theirs], counting())
    found = search(shelf, Query("组织政务公开培训，参加人员较多", agency="甲河县财政局"))
    assert [hit.passage.agency for hit in found] == ["乙山县财政局"]


@pytest.mark.parametrize("half", list(Half))
@pytest.mark.parametrize("text", ["", "  ", "{数}", "，。！", "{t3.new.total}"])
def test_nothing_is_found_where_nothing_is_said(shelf: Shelf, half: Half, text: str) -> None:
    assert search(shelf, Query(text, half=half)) == []
    assert examples(shelf, "", "1.2", [text, ""], 5) == ()


@pytest.mark.parametrize("half", list(Half))
def test_a_place_without_passages_has_none_to_find(shelf: Shelf, half: Half) -> None:
    assert search(shelf, Query("公开", ["3"], half=half)) == []


@pytest.mark.parametrize("half", list(Half))
def test_one_report_makes_a_library(tmp_path: Path, counting: Any, reports: list[Report], half: Half) -> None:
    with open_index(str(tmp_path / "library"), tmp_path / "cache", counting()) as index:
        index.add(reports[:1])
        assert 0 < len(search(index, Query("信息公开", wanted=50, half=half))) <= index.entries()[0].passages
        assert search(index, Query("信息公开", agency=str(reports[0].agency), half=half)) == []


def test_memory_and_chroma_find_the_same(tmp_path: Path, counting: Any, reports: list[Report]) -> None:
    shelf = Shelf.of(reports, counting())
    with open_index(str(tmp_path / "library"), tmp_path / "cache", counting()) as index:
        index.add(reports)
        for query in (Query("组织培训"), Query("申请人对答复不满意", ["1.2"], agency="云河县公安局", wanted=9)):
            assert [hit.passage for hit in search(index, query)] == [hit.passage for hit in search(shelf, query)]


def test_what_is_kept_in_a_folder_is_found_again(tmp_path: Path, counting: Any, shelf: Shelf) -> None:
    shelf.save(tmp_path / "deep" / "kept")
    shelf.save(tmp_path / "deep" / "kept")
    again = Shelf.load(tmp_path / "deep" / "kept", counting())
    assert search(again, Query("组织培训")) == search(shelf, Query("组织培训"))
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["kept"]
