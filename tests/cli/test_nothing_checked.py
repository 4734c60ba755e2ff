"""A text of which nothing could be checked passes in no output, nor does one whose findings were left out."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from drafter.cli.app import run

TEXT = "云岭县水务局政府信息公开工作\n全年公开水情40条，定期更新公开目录。\n"
NO_PASS = "不能视为通过"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "正文.txt"
    path.write_text(TEXT, "utf-8")
    return path


def words_of(data: bytes, form: str) -> str:
    """What a reader of that output reads: of an Office file, the text of all its parts."""
    if form not in ("docx", "xlsx"):
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml")]
    return html.unescape(re.sub(r"<[^>]+>", "", "".join(parts)))


@pytest.mark.parametrize("form", ["text", "json", "html", "docx", "md", "sarif", "xlsx"])
def test_nothing_checked_is_told_in_every_output(form: str, report: Path, tmp_path: Path) -> None:
    out = tmp_path / f"核对.{form}"
    assert run(["check", str(report), "--format", form, "-o", str(out)]) == 0
    shown = words_of(out.read_bytes(), form)
    assert NO_PASS in shown
    assert "没有发现问题" not in shown


def test_nothing_checked_can_fail_a_build(report: Path) -> None:
    assert run(["check", str(report), "--fail-on", "warning"]) == 1


def test_findings_left_out_are_no_clean_bill(report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    older = tmp_path / "上次.json"
    assert run(["check", str(report), "--format", "json", "-o", str(older)]) == 0
    assert json.loads(older.read_text("utf-8"))["findings"]
    capfd.readouterr()
    assert run(["check", str(report), "--baseline", str(older)]) == 0
    shown = capfd.readouterr().out
    assert "没有发现问题" not in shown
    assert "没有其他问题" in shown and "略去以前已有的 1 个" in shown
