"""`drafter corpus` from the command line, with the embedding it ships with."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.cli.app import run

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(autouse=True)
def _own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DRAFTER_LIBRARY", raising=False)


def test_reports_are_added_listed_found_and_removed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    for name in ("tongting_gongan_2022.html", "liuheng_zhen_2024.md"):
        (tmp_path / "in" / name).write_bytes((CORPUS / name).read_bytes())
    (tmp_path / "in" / "坏.docx").write_bytes(b"PK not a document")
    assert run(["corpus", "add", str(tmp_path / "in")]) == 3
    told = capfd.readouterr()
    assert "桐汀县公安局" in told.out and "坏.docx" in told.err and "新收 2 份，已有 0 份，读不了 1 份" in told.err
    assert run(["corpus", "add", str(tmp_path / "in" / "*.md")]) == 0
    assert "新收 0 份，已有 1 份" in capfd.readouterr().err
    assert run(["corpus", "search", "新警培训", "--section", "1.5", "-n", "1"]) == 0
    assert "桐汀县公安局 2022年度 1.5" in capfd.readouterr().out
    assert run(["corpus", "list"]) == 0
    listed = capfd.readouterr().out.splitlines()
    assert len(listed) == 2
    assert run(["corpus", "remove", listed[0].split()[0]]) == 0
    assert run(["corpus", "remove", "0000"]) == 2
    assert "没有编号为 0000 的报告" in capfd.readouterr().err
    assert run(["corpus", "rebuild"]) == 0
    assert "重建 1 份" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["add", "没有这个文件夹"], 3, "没有这个文件或文件夹"),
        (["search", "培训", "--section", "9"], 2, "没有 9 这一部分"),
        (["rebuild", "--embedding", "foo"], 2, "没有嵌入模型 foo"),
        (["list", "--library", "http://127.0.0.1:9"], 3, "示例库"),
        (["add", str(CORPUS / "liuheng_zhen_2024.md"), "--library", "http://127.0.0.1:9"], 3, "示例库"),
        (["list", "--library", "打错的路径"], 3, "没有示例库 打错的路径"),
        (["search", "培训", "--library", "打错的路径"], 3, "没有示例库 打错的路径"),
        (["remove", "0000", "--library", "打错的路径"], 3, "没有示例库 打错的路径"),
        (["rebuild", "--library", "打错的路径"], 3, "没有示例库 打错的路径"),
        (["list"], 3, "没有示例库"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], code: int, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["corpus", *arguments]) == code
    assert told in capfd.readouterr().err
    assert not Path("打错的路径").exists()


def test_without_a_library_the_shipped_reports_are_searched(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for _ in range(2):
        assert run(["corpus", "search", "新警入职培训安排了信息公开课程", "--section", "1.5", "-n", "1"]) == 0
        told = capfd.readouterr()
        assert "桐汀县公安局 2022年度 1.5" in told.out and "随 drafter 附带的示例报告" in told.err
    assert not (tmp_path / "home" / "library").exists()
    assert run(["corpus", "search", "。", "--section", "1.5"]) == 0
    assert "没有找到" in capfd.readouterr().err


def test_a_paragraph_of_another_organ_is_found_through_the_library(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    theirs = (CORPUS / "liuheng_zhen_2024.md").read_text("utf-8")
    ours = theirs.replace("榆垭县柳桁镇", "石门县青桥镇").replace("柳桁", "青桥")
    (tmp_path / "ours.md").write_text(ours, "utf-8")
    assert run(["corpus", "add", str(CORPUS / "liuheng_zhen_2024.md"), str(CORPUS / "tongting_gongan_2022.html")]) == 0
    capfd.readouterr()
    library = str(tmp_path / "home" / "library")
    run(["check", str(tmp_path / "ours.md"), "--library", library, "--select", "CPY102", "--fail-on", "never"])
    told = capfd.readouterr().out
    assert "CPY102" in told and "榆垭县柳桁镇人民政府2024年度" in told and "桐汀" not in told


def test_a_library_that_is_not_there_does_not_pass(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    report = str(CORPUS / "liuheng_zhen_2024.md")
    assert run(["check", report, "--library", str(tmp_path / "none")]) == 3
    assert "没有示例库" in capfd.readouterr().err
