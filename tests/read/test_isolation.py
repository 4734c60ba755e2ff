"""Readers in a process of their own: whatever they do, the caller gets a document or an error in time."""

from __future__ import annotations

import os
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from drafter.documents import Notice, Report
from drafter.errors import Defect, DrafterError, MissingExtra, UnreadableDocument
from drafter.read.document import Document, Grid, Paragraph
from drafter.read.formats import Format
from drafter.read.isolation import read_apart
from drafter.read.limits import Limits
from drafter.read.progress import heard_by

# For readers that are to be stopped, and for those that are not, however busy the machine is.
QUICK = Limits(silence=1.5, seconds=3, memory=1024**3)
PATIENT = Limits(silence=60, seconds=60, memory=1024**3)


@pytest.fixture(autouse=True)
def readers_can_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


def apart(reader: str, data: bytes = b"x", limits: Limits = PATIENT) -> Document | Report:
    return read_apart(f"unruly_readers:{reader}", data, "甲.pdf", limits)


def test_a_document_comes_back_as_it_was_made() -> None:
    told: list[tuple[str, int, int]] = []
    with heard_by(lambda *step: told.append(step)):
        found = apart("well", "正文".encode())
    assert isinstance(found, Document)
    paragraph, grid = found.blocks
    assert paragraph == Paragraph("正文", "第1段")
    assert isinstance(grid, Grid) and [cell.text for cell in grid.row(0)] == ["甲", "1"]
    assert (found.title, found.notices) == ("甲.pdf", (Notice(code="a", message="b"),))
    assert told == [("读取", 1, 2)]


def test_a_report_comes_back_with_exact_figures() -> None:
    found = apart("report")
    assert isinstance(found, Report)
    assert found.figures == {"t3.new.total": 3, "t2.fees.amount": Decimal("1.50")}


def test_large_documents_pass_through_the_pipe() -> None:
    found = apart("well", "长".encode() * 10_000_000, Limits())
    assert isinstance(found, Document)
    paragraph = found.blocks[0]
    assert isinstance(paragraph, Paragraph) and len(paragraph.text) == 10_000_000


@pytest.mark.parametrize("reader", ["hangs", "spins"])
def test_a_reader_that_hangs_is_stopped(reader: str) -> None:
    with pytest.raises(UnreadableDocument, match=r"^甲\.pdf：读取1\.5 秒没有进展.*时间上限.*另存"):
        apart(reader, limits=QUICK)


def test_progress_does_not_buy_endless_time() -> None:
    with pytest.raises(UnreadableDocument, match="超过 1 秒"):
        apart("keeps_telling", limits=Limits(silence=5, seconds=1))


def test_progress_buys_time() -> None:
    assert apart("tells_on", limits=Limits(silence=4, seconds=60)) == Document(())


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the process in /proc")
def test_what_a_reader_started_goes_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    with pytest.raises(UnreadableDocument, match="时间上限"):
        apart("hangs_with_a_child", str(note).encode(), Limits(silence=6, seconds=60))
    state = Path("/proc") / note.read_text() / "stat"
    for _ in range(50):
        if not state.exists() or ") Z " in state.read_text():
            return
        time.sleep(0.05)
    pytest.fail("the child of the worker is still there")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="memory of a process cannot be limited here")
def test_a_reader_that_eats_memory_is_stopped() -> None:
    with pytest.raises(UnreadableDocument, match=r"1024 MB 的内存上限.*另存"):
        apart("eats_memory", limits=Limits(memory=1024**3))


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_a_crash_is_an_unreadable_document() -> None:
    with pytest.raises(UnreadableDocument, match=r"崩溃（SIGSEGV）.*1024 MB"):
        apart("crashes")


def test_a_reader_that_leaves_without_a_word() -> None:
    with pytest.raises(UnreadableDocument, match="崩溃（退出码 3）"):
        apart("leaves")


def test_errors_travel_with_class_place_and_message() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        apart("refuses")
    assert (str(caught.value), caught.value.name, caught.value.place) == (
        "甲.pdf（第1页）：坏了。请修好。",
        "甲.pdf",
        "第1页",
    )
    with pytest.raises(MissingExtra, match=r"drafter\[ocr\]"):
        apart("lacks")


def test_a_format_runs_its_reader_apart_and_names_what_to_install() -> None:
    form = Format("x", "怪文件", (".x",), (), "unruly_readers:well", isolated=True)
    assert isinstance(form.reader()(b"x", "甲.x"), Document)
    lacking = Format("x", "扫描件", (".x",), (), "unruly_readers:lacks_a_module", extra="ocr", isolated=True)
    with pytest.raises(MissingExtra, match=r"读取扫描件.*drafter\[ocr\]"):
        lacking.reader()(b"x", "甲.x")


@pytest.mark.parametrize(("reader", "says"), [("fails", "ZeroDivisionError：一个错"), ("no_such", "no_such")])
def test_a_fault_of_a_reader_is_a_defect(reader: str, says: str) -> None:
    with pytest.raises(Defect, match=says) as caught:
        apart(reader)
    assert "Traceback" in caught.value.__notes__[0]


def test_nothing_but_documents_is_taken_from_a_worker() -> None:
    with pytest.raises(DrafterError) as caught:
        apart("betrays")
    assert isinstance(caught.value, UnreadableDocument)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_no_descriptor_leaks() -> None:
    apart("well")
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for _ in range(3):
        apart("well")
    time.sleep(0.2)
    assert len(os.listdir("/proc/self/fd")) <= before  # noqa: PTH208
