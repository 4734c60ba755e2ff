"""Who may open a library, and two who write to it at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from drafter.errors import LibraryError
from drafter.library import Query, is_library, open_index, search
from drafter.read import read_file

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def test_a_folder_without_a_library_is_refused_and_left_alone(tmp_path: Path, counting: Any) -> None:
    for where in (tmp_path, tmp_path / "mistyped"):
        with pytest.raises(LibraryError, match=r"没有示例库.*核对路径"):
            open_index(str(where), tmp_path / "cache", counting(), make=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_library(tmp_path: Path, counting: Any) -> None:
    (tmp_path / "file").write_text("不是文件夹", "utf-8")
    with pytest.raises(LibraryError, match="打不开示例库"):
        open_index(str(tmp_path / "file"), tmp_path / "cache", counting(), writing=True)


def test_one_process_writes_at_a_time_and_others_read(tmp_path: Path, counting: Any) -> None:
    where = str(tmp_path / "library")
    with open_index(where, tmp_path / "cache", counting(), writing=True) as index:
        index.add([read_file(CORPUS / "tongting_gongan_2022.html")])
        with pytest.raises(LibraryError, match="另一个 drafter 正在写"):
            open_index(where, tmp_path / "cache", counting(), writing=True, patience=0)
        with open_index(where, tmp_path / "cache", counting(), make=False) as reader:
            assert search(reader, Query("新警培训"))
    with open_index(where, tmp_path / "cache", counting(), make=False, writing=True, patience=0) as index:
        assert len(index) == 1
    assert is_library(tmp_path / "library")


def test_two_processes_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from drafter.cli.app import run; "
        "sys.exit(run(['corpus', 'add', *sys.argv[2:], '--library', sys.argv[1]]))"
    )
    where = tmp_path / "library"
    halves = (
        ["tongting_gongan_2022.html", "weichuan_tongji_2024.html"],
        ["weichuan_tongji_2024.html", "liuheng_zhen_2024.md"],
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(where), *(str(CORPUS / name) for name in names)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=_environment(tmp_path),
        )
        for names in halves
    ]
    for process in running:
        _, told = process.communicate(timeout=300)
        assert process.returncode == 0, told
    with open_index(str(where), tmp_path / "cache", make=False) as index:
        assert sorted(entry.agency for entry in index.entries()) == [
            "桐汀县公安局",
            "榆垭县柳桁镇人民政府",
            "苇川县统计局",
        ]
        for entry in index.entries():
            found = search(index, Query("政府信息公开", wanted=500))
            assert len([hit for hit in found if hit.passage.report == entry.id]) == entry.passages


def _environment(home: Path) -> dict[str, str]:
    import os

    return {**os.environ, "DRAFTER_HOME": str(home / "home"), "PYTHONPATH": str(CORPUS.parent), "PYTHONUTF8": "1"}
