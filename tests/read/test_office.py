"""Documents of other office programs, through LibreOffice: real files, limits, and what must not happen."""

from __future__ import annotations

import http.server
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from drafter.errors import MissingExtra, UnreadableDocument
from drafter.form import Amount, edition
from drafter.read import read
from drafter.read.office import convert

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
Saved = Callable[[bytes, str, str], bytes]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """Saves a file as another type with LibreOffice, as a clerk would."""
    folder = tmp_path_factory.mktemp("office")

    def save(data: bytes, suffix: str, target: str) -> bytes:
        source = folder / f"a{suffix}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder), str(source)]
        subprocess.run(command, capture_output=True, check=True, timeout=100)
        return (folder / f"a.{target}").read_bytes()

    return save


@needs_office
@pytest.mark.parametrize(
    ("target", "name"), [("doc", "报告.doc"), ("doc", "报告.wps"), ("rtf", "报告.rtf"), ("odt", "报告.odt")]
)
def test_texts_give_what_the_word_file_gives(
    target: str, name: str, forms: Any, balanced_2021: dict[str, Amount | None], saved: Saved
) -> None:
    original = forms.docx(edition("2021"), balanced_2021)
    report = read(saved(original, ".docx", target), name)
    assert report.figures == balanced_2021
    assert report.text == read(original, "a.docx").text
    assert report.source.format == target
    assert report.source.name == name


@needs_office
@pytest.mark.parametrize(("target", "name"), [("xls", "三张表.xls"), ("xls", "三张表.et"), ("ods", "三张表.ods")])
def test_spreadsheets_give_their_cells(
    target: str, name: str, forms: Any, balanced_2021: dict[str, Amount | None], saved: Saved
) -> None:
    report = read(saved(forms.xlsx(edition("2021"), balanced_2021), ".xlsx", target), name)
    assert report.figures == balanced_2021
    assert report.year == 2023


@needs_office
def test_a_file_under_the_name_of_another_office_file_is_read_for_what_it_is(forms: Any, saved: Saved) -> None:
    word = forms.docx(edition("2021"), {})
    old = saved(word, ".docx", "doc")
    assert read(word, "报告.doc").source.format == "docx"
    assert read(old, "报告.docx").source.format == "doc"
    assert read(old, "没有扩展名").source.format == "doc"
    assert read(forms.html(edition("2021"), {}), "报告.doc").source.format == "html"


@needs_office
def test_broken_files_name_the_remedy() -> None:
    with pytest.raises(UnreadableDocument, match=r"^坏\.doc：LibreOffice 打不开.*另存为 \.docx"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(5000), "坏.doc")


@needs_office
def test_a_conversion_that_takes_too_long_is_stopped_with_all_it_started(forms: Any, saved: Saved) -> None:
    old = saved(forms.docx(edition("2021"), {}), ".docx", "doc")
    with pytest.raises(UnreadableDocument, match=r"0\.2 秒的时间上限"):
        convert(old, "慢.doc", "docx", seconds=0.2)
    assert not [folder for folder in Path(tempfile.gettempdir()).glob("drafter-*") if _is_in_use(folder)]


def _is_in_use(folder: Path) -> bool:
    """Whether a running process has `folder` on its command line."""
    lines = (path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists())
    return any(str(folder).encode() in line for line in lines)


@needs_office
def test_nothing_is_left_behind(forms: Any, saved: Saved, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    read(saved(forms.docx(edition("2021"), {}), ".docx", "doc"), "a.doc")
    assert list(tmp_path.iterdir()) == []


@needs_office
def test_pictures_and_links_from_elsewhere_are_not_fetched() -> None:
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_address[1]}"
        field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{url}/a.png" \\d}}{{\fldrslt x}}}}'
        text = rf'{{\field{{\*\fldinst INCLUDETEXT "{url}/b.rtf"}}{{\fldrslt y}}}}'
        report = read(rf"{{\rtf1\ansi{{\*\template {url}/c.dot}}{field}{text} plain words\par}}".encode(), "a.rtf")
    finally:
        server.shutdown()
        server.server_close()
    assert "plain words" in report.text
    assert asked == []


def test_without_libreoffice_the_message_names_the_way_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingExtra, match=r"^a\.rtf：.*没有找到.*另存为 \.docx"):
        read(b"{\\rtf1 a}", "a.rtf")
