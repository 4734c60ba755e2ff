"""`drafter draft` in a project, section by section, explained, commented and reworded."""

from __future__ import annotations

import json
import tomllib
import unicodedata
import zipfile
from pathlib import Path

import pytest

from drafter.cli.app import run
from drafter.read import read_file
from tests.cli.edited import replace

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
MANIFEST = tomllib.loads((CORPUS / "manifest.toml").read_text("utf-8"))
ENTRIES = {entry["id"]: entry for entry in MANIFEST["reports"]}
DEMO = ENTRIES[MANIFEST["demo"]]
REPORT = CORPUS / DEMO["file"]
LAST_YEAR = CORPUS / ENTRIES[DEMO["previous"]]["file"]
NOTES = CORPUS / MANIFEST["demo_notes"]
SOURCES = [str(REPORT), "--previous", str(LAST_YEAR), "--notes", str(NOTES)]
Told = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> str:
    path = tmp_path / "项目"
    assert run(["draft", *SOURCES, "--project", str(path)]) == 0
    return str(path)


def sentence(project: str, key: str) -> tuple[int, str]:
    draft = json.loads((Path(project) / "草稿.json").read_text("utf-8"))
    return next((i, s["text"]) for i, s in enumerate(draft["sentences"], 1) if s["key"] == key)


def test_the_clerks_words_are_kept_and_said_so(project: str, capfd: Told) -> None:
    capfd.readouterr()
    text = Path(project) / "正文.docx"
    _, said = sentence(project, "done.some")
    own = said.replace("全年办结", "全年共办结申请")
    replace(text, said, own)
    assert run(["draft", "--project", project]) == 0
    told = capfd.readouterr()
    assert "第2版" in told.err
    assert "您的改动都保留了：改过 1 句" in told.err
    assert told.out == ""
    assert own in read_file(text).text


def test_a_conflict_is_findings_and_says_which_cell(project: str, capfd: Told) -> None:
    capfd.readouterr()
    text = Path(project) / "正文.docx"
    _, said = sentence(project, "done.some")
    replace(text, said, said.replace("418", "417"))
    own = text.read_bytes()
    assert run(["draft", "--project", project]) == 1
    told = capfd.readouterr().err
    assert "“417件”与表格不符" in told
    assert "表三“（七）总计”行“总计”列应为418件" in told
    assert f"可改为：“{said}”" in told
    assert text.read_bytes() == own
    with zipfile.ZipFile(Path(project) / "正文（待核对）.docx") as waiting:
        assert "表三“（七）总计”行“总计”列为418" in waiting.read("word/comments.xml").decode()


def test_an_alternative_is_shown_then_taken_and_outlives_new_figures(project: str, tmp_path: Path, capfd: Told) -> None:
    number, said = sentence(project, "outcome.first")
    capfd.readouterr()
    asked = ["draft", "--project", project, "--sentence", str(number)]
    assert run([*asked, "--alternatives", "3"]) == 0
    shown = capfd.readouterr().out
    ways = [line.partition(". ")[2] for line in shown.splitlines() if line.startswith("  ")]
    assert len(ways) == len(set(ways)) == 3
    assert said not in ways
    assert run([*asked, "--take", "2"]) == 0
    assert sentence(project, "outcome.first")[1] == ways[1]
    assert ways[1] in read_file(Path(project) / "正文.docx").text
    figures = json.loads((Path(project) / "数据.json").read_text("utf-8"))
    for row in ("new", "processed", "granted"):
        for column in ("natural", "total"):
            figures["figures"][f"t3.{row}.{column}"] += 1
    changed = tmp_path / "数据.json"
    changed.write_text(json.dumps(figures, ensure_ascii=False), "utf-8")
    assert run(["draft", str(changed), "--project", project]) == 0
    begins = ways[1].partition("151件")[0]
    assert sentence(project, "outcome.first")[1].startswith(f"{begins}152件")


def test_a_sentence_is_found_by_its_words(project: str, capfd: Told) -> None:
    capfd.readouterr()
    assert run(["draft", "--project", project, "--sentence", "新收政府信息公开申请", "--alternatives", "1"]) == 0
    assert capfd.readouterr().out.startswith("第")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--sentence", "一"], "一起给出"),
        (["--alternatives", "2"], "--sentence"),
        (["--sentence", "999", "--alternatives", "2"], "没有第999句"),
        (["--sentence", "没有这几个字", "--alternatives", "2"], "没有一句里有"),
        (["--sentence", "申请", "--alternatives", "2"], "不止一句"),
        (["--sentence", "6", "--alternatives", "2"], "标题"),
        (["--sentence", "15", "--take", "99"], "--take 99"),
        (["--section", "七"], "没有“七”这一部分"),
    ],
)
def test_what_cannot_be_done_is_said(project: str, arguments: list[str], says: str, capfd: Told) -> None:
    assert run(["draft", "--project", project, *arguments]) == 2
    assert says in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "FIGURES"),
        (["--section", "1.2"], "FIGURES"),
        ([str(REPORT), "--sentence", "3", "--take", "1"], "--project"),
        ([str(REPORT), "--comments"], "--comments"),
        ([str(REPORT), "--comments", "-o", "x.md"], "--comments"),
    ],
)
def test_options_that_need_others_say_so(arguments: list[str], says: str, capfd: Told) -> None:
    assert run(["draft", *arguments]) == 2
    assert says in capfd.readouterr().err


@pytest.mark.parametrize("name", ["1.2", "依申请公开", "（二）依申请公开"])
def test_one_section_alone_without_a_project(name: str, capfd: Told) -> None:
    assert run(["draft", *SOURCES, "--section", name]) == 0
    out = capfd.readouterr().out
    assert out.startswith("### （二）依申请公开\n")
    assert "政府信息管理" not in out
    assert "|" not in out


def test_a_section_with_a_table_has_its_table_alone(tmp_path: Path) -> None:
    out = tmp_path / "三.json"
    assert run(["draft", *SOURCES, "--section", "3", "-o", str(out)]) == 0
    report = json.loads(out.read_text("utf-8"))["report"]
    assert {key[:3] for key in report["figures"]} == {"t3."}
    assert report["text"] == "三、收到和处理政府信息公开申请情况"


def test_every_sentence_is_explained_within_a_hundred_columns(project: str, capfd: Told) -> None:
    capfd.readouterr()
    assert run(["draft", "--project", project, "--explain"]) == 0
    out = capfd.readouterr().out
    widths = [sum(2 if unicodedata.east_asian_width(c) in "FWA" else 1 for c in line) for line in out.splitlines()]
    assert max(widths) <= 100
    number, _ = sentence(project, "requests.some")
    part = out.partition(f"\n{number:>4}  ")[2].partition(f"\n{number + 1:>4}  ")[0]
    told = "".join(part.split())
    assert "表格生成｜表三“一、本年新收政府信息公开申请数量”420件" in told
    assert "上年表三“一、本年新收政府信息公开申请数量”385件" in told
    assert "素材｜第1条" in out


def test_what_the_clerk_changed_is_explained_as_theirs(project: str, capfd: Told) -> None:
    _, said = sentence(project, "done.some")
    replace(Path(project) / "正文.docx", said, said.replace("全年办结", "全年共办结申请"))
    capfd.readouterr()
    run(["draft", "--project", project, "--explain"])
    assert "您改的｜表三“（七）总计” 418件" in capfd.readouterr().out


def test_comments_go_into_the_word_file_and_do_not_disturb_the_next_run(project: str, capfd: Told) -> None:
    text = Path(project) / "正文.docx"
    assert run(["draft", "--project", project, "--comments"]) == 0
    with zipfile.ZipFile(text) as archive:
        assert "素材第1条" in archive.read("word/comments.xml").decode()
    capfd.readouterr()
    assert run(["draft", "--project", project]) == 0
    assert "您的改动" not in capfd.readouterr().err


def test_a_draft_beside_the_project_goes_where_it_is_asked(project: str, tmp_path: Path) -> None:
    out = tmp_path / "稿.html"
    assert run(["draft", "--project", project, "--comments", "-o", str(out)]) == 0
    assert "素材" in out.read_text("utf-8")
