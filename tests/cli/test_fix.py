"""`drafter check --fix`: tracked changes in the reviewed Word file."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from drafter.cli.app import run
from drafter.read import read_file
from drafter.write import docx as report_docx

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REPORT, OTHER = CORPUS / "yanhe_ziran_2023.html", CORPUS / "yanhe_ziran_2022.html"


def contradicted(path: Path, capfd: pytest.CaptureFixture[str]) -> int:
    capfd.readouterr()
    run(["check", str(path), "--figures", str(OTHER), "--format", "json", "--fail-on", "never"])
    return int(json.loads(capfd.readouterr().out)["summary"]["contradicted"])


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_numbers_with_one_right_value_are_changed(
    suffix: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    report, out = tmp_path / f"报告{suffix}", tmp_path / "修订.docx"
    report.write_bytes(report_docx.write(read_file(REPORT)) if suffix == ".docx" else REPORT.read_bytes())
    before = contradicted(report, capfd)
    code = run(["check", str(report), "--figures", str(OTHER), "--format", "docx", "--fix", "-o", str(out)])
    told = capfd.readouterr().err
    assert code == 1
    made = int(told.split("用修订改了 ")[1].split()[0])
    assert made > 20 and f"其余 {before - made} 个问题只加了批注" in told
    assert contradicted(out, capfd) == before - made


def test_a_sound_report_is_not_changed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "修订.docx"
    assert run(["check", str(REPORT), "--format", "docx", "--fix", "-o", str(out)]) == 0
    assert "不必修订" in capfd.readouterr().err
    assert read_file(out).text == read_file(REPORT).text


@pytest.mark.parametrize("arguments", [["--fix"], ["--fix", "--format", "html", "-o", "x.html"]])
def test_changes_are_made_in_word_files_alone(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(REPORT), *arguments]) == 2
    assert "--format docx" in capfd.readouterr().err


def test_a_file_with_macros_keeps_its_suffix(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "报告.docm"
    report.write_bytes(with_macros(report_docx.write(read_file(REPORT))))
    assert run(["check", str(report), "--format", "docx", "-o", str(tmp_path / "批注.docx")]) == 2
    assert ".docm" in capfd.readouterr().err
    assert run(["check", str(report), "--format", "docx", "-o", str(tmp_path / "批注.docm")]) == 0


def with_macros(data: bytes) -> bytes:
    """The file as Word saves one with macros: its main part is of another type."""
    out = io.BytesIO()
    plain, other = (
        b"openxmlformats-officedocument.wordprocessingml.document.main",
        b"ms-word.document.macroEnabled.main",
    )
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(plain, other) if name == "[Content_Types].xml" else content)
    return out.getvalue()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_older_word_file_keeps_its_look(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What the clerk's program made of the file is marked, not a page drawn anew."""
    document = docx.Document()
    document.add_paragraph("青禾县水务局2024年政府信息公开工作年度报告").style = "Title"
    document.add_paragraph().add_run("全年新收政府信息公开申请166件。").font.name = "Courier New"
    document.save(str(tmp_path / "报告.docx"))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "doc"]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "报告.docx"], check=True, capture_output=True, timeout=180
    )
    out = tmp_path / "批注.docx"
    arguments = ["--figures", str(OTHER), "--select", "NUM", "--format", "docx", "--fix", "-o", str(out)]
    assert run(["check", str(tmp_path / "报告.doc"), *arguments]) == 1
    assert "用修订改了 1 处数字" in capfd.readouterr().err
    marked = docx.Document(str(out))
    assert [run.font.name for run in marked.paragraphs[1].runs][:1] == ["Courier New"]
    assert marked.tables == []
