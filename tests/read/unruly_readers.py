"""Readers that misbehave, run by test_isolation in a process of their own."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from decimal import Decimal

from drafter.documents import Notice, Report, Source
from drafter.errors import MissingExtra, UnreadableDocument
from drafter.read.document import Document, Paragraph, plain_grid
from drafter.read.progress import tell


def well(data: bytes, name: str) -> Document:
    sys.stdout.write("parsers print")
    os.write(1, b"even past Python")
    tell("读取", 1, 2)
    blocks = (Paragraph(data.decode(), "第1段"), plain_grid([["甲", "1"]], "第1个表格"))
    return Document(blocks, name, (Notice(code="a", message="b"),))


def report(data: bytes, name: str) -> Report:
    source = Source(name=name, sha256="", format="x")
    return Report(source=source, figures={"t3.new.total": 3, "t2.fees.amount": Decimal("1.50")})


def hangs(data: bytes, name: str) -> Document:
    while True:
        time.sleep(1)


def spins(data: bytes, name: str) -> Document:
    while True:
        pass


def keeps_telling(data: bytes, name: str) -> Document:
    while True:
        tell("读取")
        time.sleep(0.05)


def tells_on(data: bytes, name: str) -> Document:
    for step in range(10):
        tell("读取", step, 10)
        time.sleep(0.5)
    return Document(())


def hangs_with_a_child(data: bytes, name: str) -> Document:
    """Start a process that would outlive this one; its id goes into the file that `data` names."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    with open(data.decode(), "w") as file:  # noqa: PTH123
        file.write(str(child.pid))
    return hangs(data, name)


def eats_memory(data: bytes, name: str) -> Document:
    return Document(tuple([Paragraph(str(i) + "x" * 1_000_000, "") for i in range(100_000)]))


def crashes(data: bytes, name: str) -> Document:
    ctypes.string_at(0)
    return Document(())


def leaves(data: bytes, name: str) -> Document:
    os._exit(3)


def refuses(data: bytes, name: str) -> Document:
    raise UnreadableDocument("坏了。请修好。", name=name, place="第1页")


def lacks(data: bytes, name: str) -> Document:
    raise MissingExtra("请安装：pip install 'drafter[ocr]'")


def lacks_a_module(data: bytes, name: str) -> Document:
    raise ModuleNotFoundError("No module named 'rapidocr'")


def fails(data: bytes, name: str) -> Document:
    raise ZeroDivisionError("一个错")


class _Trojan:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("true",)


def betrays(data: bytes, name: str) -> Document:
    return _Trojan()  # type: ignore[return-value]
