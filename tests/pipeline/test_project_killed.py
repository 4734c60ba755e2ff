"""A run in a project folder killed at any moment: the folder is whole, no edit is lost, the next run goes on."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.documents import Draft, Report
from drafter.pipeline import Given
from drafter.pipeline.folder import as_json
from drafter.read import read_file
from tests.pipeline.conftest import Office

OWN = "清理过期文件目录，并向社会公布。"
KILLS = 10

# The drafting itself, in a process that is warm: so most kills fall on the reading, merging and writing.
RUN = """
import sys
from pathlib import Path
from drafter.pipeline import Given, load, redraft
from drafter.write import docx, markdown, review_docx

def word(draft):
    return docx.write(draft.report)

given = Given(figures=load(Path(sys.argv[2])))
print("ready", flush=True)
redraft(Path(sys.argv[1]), given, word, review_docx.write, plain=lambda draft: markdown.write(draft.report))
"""


def killed_after(arguments: list[str], seconds: float) -> int:
    """Start a run, kill it so long after it is ready, and give its exit code."""
    with subprocess.Popen([sys.executable, "-c", RUN, *arguments], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        return process.wait()


def whole(office: Office) -> None:
    """Every file of the folder can be read, and every version in the history is complete."""
    for path in (office.path / "历史").iterdir():
        if not path.name.startswith("."):
            assert {"草稿.json", "项目.json", "正文.docx", "数据.json", "素材.md"} <= {f.name for f in path.iterdir()}
            json.loads((path / "草稿.json").read_text("utf-8"))
    for name in ("数据.json", "草稿.json", "项目.json"):
        json.loads((office.path / name).read_text("utf-8"))
    assert OWN in read_file(office.path / "正文.docx").text


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_at_any_moment_it_goes_on_and_loses_no_edit(
    office: Office, tmp_path: Path, given_figures: Callable[..., Report]
) -> None:
    office.start()
    office.replace("清理过期文件目录。", OWN)
    draw = random.Random(20241231)
    figures = tmp_path / "新数据.json"
    ended = []
    for number in range(KILLS):
        figures.write_bytes(as_json(given_figures(t2__penalty__decisions=20 + number)))
        ended.append(killed_after([str(office.path), str(figures)], draw.uniform(0, 0.7)))
        whole(office)
    assert -signal.SIGKILL in ended
    office.draft(Given(figures=read_file(figures)))
    whole(office)
    assert f"行政处罚决定{20 + KILLS - 1}件" in office.words()
    assert office.draft().changes == ()
    assert not list(office.path.glob(".*.????????"))
    assert not list((office.path / "历史").glob(".*"))


@pytest.mark.parametrize("at", range(1, 14))
def test_stopped_before_any_single_step_of_writing_it_goes_on(
    office: Office, at: int, monkeypatch: pytest.MonkeyPatch, given_figures: Callable[..., Report]
) -> None:
    """The same without chance: the run ends before the rename of each file in turn, as if the power went."""
    office.start()
    office.replace("清理过期文件目录。", OWN)
    left = at

    class Gone(BaseException):
        pass

    replaced, renamed = Path.replace, Path.rename

    def counted(path: Path) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Gone

    def replace(path: Path, target: Path) -> Path:
        counted(path)
        return replaced(path, target)

    def rename(path: Path, target: Path) -> Path:
        counted(path)
        return renamed(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        patched.setattr(Path, "rename", rename)
        with pytest.raises(Gone):
            office.draft(Given(figures=given_figures(t2__penalty__decisions=15)))
    assert OWN in office.words()
    office.draft()
    assert OWN in office.words()
    office.draft(Given(figures=given_figures(t2__penalty__decisions=15)))
    assert OWN in office.words()
    assert "行政处罚决定15件" in office.words()
    draft = Draft.model_validate_json((office.path / "草稿.json").read_bytes())
    assert [s.text for s in draft.sentences if s.origin == "writer"] == [OWN]
    edits = [line for line in (office.path / "变更.jsonl").read_text("utf-8").splitlines() if '"edited"' in line]
    assert edits
    assert office.draft().changes == ()
