"""The cache of answers: whole or not there, bounded, and never the reason why a draft fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drafter.models.cache import AnswerCache
from tests.models.small_chat import SmallChat, Words, prompt, session

SAID = Words(text="答")


def opened(folder: Path, told: list[str] | None = None, most: int = 10**6) -> AnswerCache:
    return AnswerCache(folder, most=most, notice=pytest.fail if told is None else told.append)


def test_what_is_kept_is_found(tmp_path: Path) -> None:
    opened(tmp_path / "new").keep("abcd", "small:one", SAID, "raw\n文")
    assert opened(tmp_path / "new").find("abcd", Words) == (SAID, "raw\n文")
    assert opened(tmp_path / "new").find("abce", Words) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b'{"model": "m", "value": "{}", "raw": ""}', b'{"model": "m"}', b"[1]"],
    ids=["empty", "cut", "no text", "another form", "missing", "no entry"],
)
def test_a_damaged_answer_is_told_of_and_asked_anew(tmp_path: Path, content: bytes) -> None:
    told: list[str] = []
    chat = SmallChat()
    cache = tmp_path / "cache"
    session(tmp_path, chat, cache=cache).ask(prompt("一"), Words)
    (path,) = cache.rglob("*.json")
    path.write_bytes(content)
    asked = session(tmp_path, chat, cache=cache, notice=told.append)
    assert asked.ask(prompt("一"), Words).value == Words(text="答一")
    assert len(told) == 1 and str(path) in told[0] and "已损坏" in told[0]
    assert asked.ask(prompt("一"), Words).usage.cached == 1
    assert len(chat.asked) == 2


def test_a_folder_that_takes_nothing_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    told: list[str] = []
    asked = session(tmp_path, SmallChat(), cache=tmp_path / "cache", notice=told.append)
    assert asked.ask(prompt("一"), Words).value == Words(text="答一")
    assert any("存不进缓存" in line for line in told)


def test_the_answers_read_longest_ago_go_first(tmp_path: Path) -> None:
    cache = opened(tmp_path)
    for number, key in enumerate(["aa1", "bb2", "cc3", "dd4"]):
        cache.keep(key, "small:one", SAID, "x" * 1000)
        os.utime(next(tmp_path.rglob(f"{key}.json")), (number, number))
    cache.find("aa1", Words)
    opened(tmp_path, most=3500)
    assert {path.stem for path in tmp_path.rglob("*.json")} == {"aa1", "dd4"}


def test_what_a_killed_run_left_half_written_goes(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    for name in ("old.part", "of a run beside this.part"):
        (tmp_path / "ab" / name).write_text("{")
    os.utime(tmp_path / "ab" / "old.part", (0, 0))
    opened(tmp_path)
    assert [path.name for path in tmp_path.rglob("*.part")] == ["of a run beside this.part"]
