"""Bad input gets a Chinese message with file and remedy, exit code 3, and no traceback."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.cli.app import run

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def half_a_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>" * 500)
    return stream.getvalue()[:300]


def gbk_called_utf8() -> bytes:
    return b'<html><head><meta charset="utf-8"></head><body><p>' + "总体情况".encode("gbk") + b"</p></body></html>"


def letters_in_a_cell() -> bytes:
    rows = "".join(
        f"<tr><td>{label}</td>{''.join(f'<td>{v}</td>' for v in values)}</tr>"
        for label, values in (
            ("一、本年新收政府信息公开申请数量", ["3", "x7", "0", "0", "0", "0", "3"]),
            ("二、上年结转政府信息公开申请数量", ["0"] * 7),
            ("四、结转下年度继续办理", ["0"] * 7),
        )
    )
    heads = "".join(
        f"<td>{name}</td>"
        for name in ("", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    )
    title = "<p>某县档案局2024年政府信息公开工作年度报告</p>"
    return f"<html><body>{title}<table><tr>{heads}</tr>{rows}</table></body></html>".encode()


CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an empty file": ("空白.html", lambda: b""),
    "a picture named docx": ("照片.docx", lambda: PNG),
    "half a zip": ("半个.docx", half_a_zip),
    "half a zip as a workbook": ("半个.xlsx", half_a_zip),
    "GBK declared as UTF-8": ("编码.html", gbk_called_utf8),
    "letters in a table cell": ("字母.html", letters_in_a_cell),
    "an unknown format": ("报告.xyz", lambda: b"\x00\x01\x02\x03" * 40),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("command", ["read", "check"])
def test_bad_input(case: str, command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    name, content = CASES[case]
    (tmp_path / name).write_bytes(content())
    assert run([command, str(tmp_path / name)]) == 3
    captured = capfd.readouterr()
    assert name in captured.err
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert captured.err.count("\n") <= 4


def test_a_cell_with_letters_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "字母.html").write_bytes(letters_in_a_cell())
    run(["read", str(tmp_path / "字母.html")])
    message = capfd.readouterr().err
    assert "x7" in message and "本年新收" in message and "商业企业" in message


def test_a_huge_text_is_refused_unread(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "巨大.txt"
    with path.open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)
    assert run(["check", str(path)]) == 3
    assert "MB" in capfd.readouterr().err


def test_a_missing_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(tmp_path / "没有.html")]) == 3
    assert "没有.html" in capfd.readouterr().err


def test_a_folder_is_not_a_report(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(tmp_path)]) == 3
    assert str(tmp_path) in capfd.readouterr().err
