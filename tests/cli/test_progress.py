"""The bar of slow reading: drawn on a terminal, never in a pipe, and gone when the work is done."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest

from drafter.cli import source
from drafter.cli.progress import progress_shown

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in the place of standard error, from now on: pytest sets its own before every test."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm-256color")
    return stream


def test_steps_are_counted_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    with progress_shown() as progress:
        time.sleep(0.6)
        progress("文字识别", 2, 9)
        time.sleep(0.2)
    assert "文字识别" in terminal.getvalue()
    assert "2/9" in terminal.getvalue()


def test_quick_jobs_draw_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    with progress_shown() as progress:
        progress("读取 PDF", 1, 2)
    assert terminal.getvalue() == ""


def test_a_job_without_steps_turns_a_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    with progress_shown() as progress:
        progress("用 LibreOffice 转换", 0, 0)
        time.sleep(0.2)
    assert "LibreOffice" in terminal.getvalue()


def test_nothing_is_drawn_into_a_pipe(capfd: pytest.CaptureFixture[str]) -> None:
    with progress_shown() as progress:
        time.sleep(0.6)
        progress("文字识别", 2, 9)
    assert capfd.readouterr().err == ""


def test_fast_reading_stays_silent_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    report = source.report_from(str(next(CORPUS.glob("*.html"))))
    assert report.figures
    assert terminal.getvalue() == ""
