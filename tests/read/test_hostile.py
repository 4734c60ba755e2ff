"""Whatever the bytes: a report or an error that names the file, within the limits of a document."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafter.documents import Report
from drafter.errors import InputError
from drafter.read import read
from drafter.read.formats import FORMATS
from drafter.read.isolation import read_apart
from drafter.read.limits import Limits

KINDS = [form.name for form in FORMATS]
# What takes time in the square of its length never ends within this; all else does on the busiest machine.
BOUNDS = Limits(silence=180, seconds=180)
SUFFIXES = {form.name: form.suffixes[0] for form in FORMATS}
PIECES = st.sampled_from(
    [
        *(
            "<table>",
            "</table>",
            "<tr>",
            "<td colspan=9>",
            "<td rowspan=0>",
            "<br>",
            "**",
            "# ",
            "---",
            "|",
            "\t",
            "\n",
        ),
        *("规章", "0", "1.", "/", "（一）", "“", "一、总体情况", "自然人", "总计", "行政复议", "2023年", "年度报告"),
        *("第二十条第（一）项", "信息内容", "本年新收政府信息公开申请数量", "3（2）", "增5", "x"),
    ]
)


def attempt(data: bytes, kind: str) -> None:
    try:
        assert isinstance(read(data, "甲.bin", kind), Report)
    except InputError as error:
        assert "甲.bin" in str(error)
        assert error.exit_code == 3


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=300), kind=st.sampled_from(KINDS))
@example(data=b"<", kind="html")
@example(data=b"<!DOCTYPE html>", kind="html")
@example(data=b"\xef\xbb\xbf", kind="text")
@example(data=b"PK\x03\x04", kind="xlsx")
@example(data=b"[" * 100_000, kind="json")
@example(data=b'{"schema": ["drafter.report/1"]}', kind="json")
@example(data=b"null", kind="json")
def test_any_bytes(data: bytes, kind: str) -> None:
    attempt(data, kind)


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(PIECES, max_size=60), kind=st.sampled_from(["html", "text", "markdown"]))
def test_any_jumble_of_what_reports_are_made_of(pieces: list[str], kind: str) -> None:
    attempt("".join(pieces).encode(), kind)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("text", "一" * 3_000_000),
        ("text", "（" * 300_000),
        ("text", "规章\n" * 60_000),
        ("text", "行政许可 1\n" * 40_000),
        ("text", "本年\n" * 60_000),
        ("text", "|" * 300_000),
        ("text", "0|0|0\n" * 40_000),
        ("text", " " * 2_000_000 + "1"),
        ("markdown", "*" * 300_000),
        ("markdown", "[" * 300_000),
        ("markdown", "<table" * 40_000),
        ("markdown", "# a\n" * 60_000),
        ("markdown", "-" * 300_000),
        ("html", "<table>" * 900 + "1"),
        ("html", "<p>" * 100_000),
        ("html", "<table>" + "<tr><td rowspan=60000 colspan=9>1" * 3000),
    ],
    ids=lambda value: value if len(value) < 10 else repr(value[:12]),
)
def test_hostile_input_meets_no_limit(kind: str, data: str) -> None:
    name = f"甲{SUFFIXES[kind]}"
    try:
        assert isinstance(read_apart("drafter.read.reading:read", data.encode(), name, BOUNDS), Report)
    except InputError as error:
        assert name in str(error)
        assert "时间上限" not in str(error) and "内存上限" not in str(error)
