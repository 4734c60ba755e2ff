"""`drafter revise`: what changes, in every format, and what is only commented on."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from drafter.cli.app import run
from drafter.evaluate.loopback import Reply, serve
from drafter.read import read_file
from drafter.write import docx as report_docx

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REPORT = CORPUS / "yanhe_ziran_2023.html"
LAST = CORPUS / "yanhe_ziran_2022.html"


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A report with the numbers of its requests and the number of the form changed."""
    text = REPORT.read_text("utf-8")
    changed = text.replace("〔2021〕30号", "〔2019〕60号")
    assert changed != text
    path = tmp_path / "报告.html"
    path.write_text(changed.replace("。</p>", "，。</p>", 1), "utf-8")
    return path


@pytest.mark.parametrize("suffix", [".json", ".html", ".md"])
def test_lists_tell_old_and_new(suffix: str, wrong: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / f"修改{suffix}"
    assert run(["revise", str(wrong), "-o", str(out)]) == 0
    assert "处修改，" in capfd.readouterr().err
    text = out.read_text("utf-8")
    assert "LAW101" in text and "30" in text and "60" in text
    if suffix == ".json":
        revision = json.loads(text)
        assert revision["schema"] == "drafter.revision/1"
        assert "〔2021〕30号" in revision["text"] and "〔2019〕60号" in revision["report"]["text"]


def test_the_terminal_shows_sentence_by_sentence(wrong: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["revise", str(wrong)]) == 0
    shown = capfd.readouterr().out
    assert "原文 " in shown and "改为 " in shown and "〔2021〕30号" in shown


def test_a_word_file_gets_tracked_changes_and_comments(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    report, out = tmp_path / "报告.docx", tmp_path / "修订.docx"
    report.write_bytes(report_docx.write(read_file(REPORT)))
    assert run(["revise", str(report), "--figures", str(LAST), "-o", str(out)]) == 1
    told = capfd.readouterr().err
    made = int(told.split(" 处修改")[0].split()[-1])
    assert made > 20
    comments = [comment.text for comment in docx.Document(str(out)).comments]
    assert f"{made} 处修改" in comments[0]
    assert sum("请核对后接受或拒绝" in text for text in comments) == made


def test_a_sound_report_is_not_changed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "修订.docx"
    assert run(["revise", str(REPORT), "--previous", str(LAST), "-o", str(out)]) == 0
    assert "0 处修改" in (told := capfd.readouterr().err) or "没有要改的地方" in told
    assert read_file(out).text == read_file(REPORT).text


def test_severity_decides_the_exit_code(wrong: Path) -> None:
    assert run(["revise", str(wrong), "--fail-on", "warning"]) == 1
    assert run(["revise", str(wrong), "--fail-on", "warning", "--ignore", "LAW"]) == 0


def test_another_suffix_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["revise", str(REPORT), "-o", "修改.pdf"]) == 2
    assert ".docx" in capfd.readouterr().err


def test_notes_that_are_not_told_are_pointed_out(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    notes = tmp_path / "素材.md"
    notes.write_text("- 砂场复垦公示牌加印二维码，扫码可看复垦方案和验收照片。\n", "utf-8")
    assert run(["revise", str(REPORT), "--notes", str(notes)]) == 0
    assert "补写：砂场复垦公示牌" in capfd.readouterr().out


def test_a_library_shows_how_others_put_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    library = tmp_path / "示例库"
    run(["corpus", "add", str(LAST), str(CORPUS / "beizhou_zhujian_2023.html"), "--library", str(library)])
    text = REPORT.read_text("utf-8")
    changed = text.replace("<p>2023年新反映出", "<p>公开意识有待进一步提高。</p><p>2023年新反映出", 1)
    assert changed != text
    report = tmp_path / "报告.html"
    report.write_text(changed, "utf-8")
    capfd.readouterr()
    assert run(["revise", str(report), "--library", str(library)]) == 0
    shown = capfd.readouterr().out
    assert "笼统的问题" in shown
    example = shown.split("别的机关这样写")[1].splitlines()[0]
    assert "{" not in example and "北洲市" not in example
    assert run(["revise", str(report), "--library", str(tmp_path / "没有")]) == 3


LOOSE = "收到政府信息公开申请100余件，均已登记。"


@pytest.fixture
def loose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report with a rounded number against its table."""
    monkeypatch.setenv("DRAFTER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-one")
    path = tmp_path / "报告.html"
    path.write_text(REPORT.read_text("utf-8").replace("新收申请61件", f"2023年，{LOOSE}新收申请61件", 1), "utf-8")
    return path


def test_a_model_rewords_what_the_rules_leave(
    loose: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    good = json.dumps({"texts": ["2023年，收到政府信息公开申请{{t3.new.total|件}}，均已登记。"]}, ensure_ascii=False)
    with serve(lambda _: Reply(good), dialect="vllm") as base:
        monkeypatch.setenv("OPENAI_BASE_URL", base)
        assert run(["revise", str(loose), "--model", "openai:m", "--fail-on", "error"]) in (0, 1)
    shown = capfd.readouterr()
    assert "收到政府信息公开申请61件，均已登记" in shown.out and "（模型改写）" in shown.out
    assert "采用 1 句" in shown.err


def test_a_model_that_fails_leaves_the_comments_and_says_so(
    loose: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with serve(lambda _: Reply(status=401), dialect="vllm") as base:
        monkeypatch.setenv("OPENAI_BASE_URL", base)
        assert run(["revise", str(loose), "--model", "openai:m", "--fail-on", "never"]) == 4
    assert "模型的改写没有采用" in capfd.readouterr().out


def test_a_dry_run_shows_the_prompts_alone(loose: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "修改.md"
    assert run(["revise", str(loose), "--model", "openai:m", "--dry-run", "-o", str(out)]) == 0
    assert "【原句】" in capfd.readouterr().out and not out.exists()
