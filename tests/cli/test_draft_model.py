"""`drafter draft --model` against a real server on loopback: what is written, told, shown and refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.cli.app import run
from drafter.evaluate.drafts.personas.echo import answer as echo
from drafter.evaluate.loopback import Reply, Request, serve
from drafter.settings import shipped

FIGURES = str(shipped("corpus") / "weichuan_tongji_2024.html")
NOTES = "# 监督保障\n- 组织业务培训2次，68人次参加\n- 申请人联系电话13800138000已登记\n# 平台建设\n- 清理失效链接19个\n"
Say = Callable[[Request], Reply]


@pytest.fixture
def home(own: Path) -> Path:
    """A user's folder of its own, with the notes."""
    (own / "素材.md").write_text(NOTES, "utf-8")
    return own


def draft(home: Path, *options: str) -> int:
    notes = ["--notes", str(home / "素材.md")]
    return run(["draft", FIGURES, *notes, "--model", "openai:test", "-o", str(home / "稿.json"), *options])


def answered(home: Path, say: Say, monkeypatch: pytest.MonkeyPatch, *options: str) -> tuple[int, list[Request]]:
    asked: list[Request] = []

    def answer(request: Request) -> Reply:
        asked.append(request)
        return say(request)

    with serve(answer) as url:
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        return draft(home, *options), asked


def test_a_draft_says_which_model_wrote_what_and_what_it_came_to(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = answered(home, echo, monkeypatch)
    made = json.loads((home / "稿.json").read_text("utf-8"))
    assert code == 0
    assert made["record"]["writer"] == "openai:test"
    assert "model" in {sentence["origin"] for sentence in made["sentences"]}
    assert re.search(r"模型 openai:test：写成 \d+ 句；调用 \d+ 次", capsys.readouterr().err)


def test_personal_data_does_not_leave_and_everything_sent_is_on_the_record(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, asked = answered(home, echo, monkeypatch)
    sent = "".join(message["content"] for request in asked for message in request.messages)
    record = [json.loads(line) for line in (home / "home/sent/sent.jsonl").read_text("utf-8").splitlines()]
    assert "组织业务培训" in sent
    assert "13800138000" not in sent
    assert len([row for row in record if row["event"] == "sent"]) == len(asked)


def test_a_second_run_asks_nothing_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Request] = []

    def answer(request: Request) -> Reply:
        asked.append(request)
        return echo(request)

    with serve(answer) as url:
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        draft(home)
        first, text = len(asked), (home / "稿.json").read_text("utf-8")
        draft(home)
    assert len(asked) == first
    assert (home / "稿.json").read_text("utf-8") == text


def test_a_dry_run_shows_every_prompt_and_sends_and_writes_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, asked = answered(home, echo, monkeypatch, "--dry-run")
    shown = capsys.readouterr().out
    assert (code, asked) == (0, [])
    assert not (home / "稿.json").exists()
    assert "（五）监督保障" in shown
    assert "n1｜组织业务培训{{n1.1|次}}" in shown
    assert "13800138000" not in shown


def test_a_server_that_is_not_there_leaves_the_composers_draft_and_exit_code_4(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve(echo) as url:
        pass
    monkeypatch.setenv("OPENAI_BASE_URL", url)
    code = draft(home)
    made = json.loads((home / "稿.json").read_text("utf-8"))
    assert code == 4
    assert "全文由程序起草" in capsys.readouterr().err
    assert "组织业务培训2次" in made["report"]["text"]


def test_a_model_without_sense_is_told_of_and_leaves_no_trace(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def boast(request: Request) -> Reply:
        keys = re.findall(r"^([pn]\d+)｜", request.messages[-1]["content"], re.M)
        said = [{"text": "全年荣获省级表彰3次，群众满意度大幅提升。", "evidence": keys}]
        return Reply(content=json.dumps({"sentences": said}, ensure_ascii=False))

    code, _ = answered(home, boast, monkeypatch)
    told = capsys.readouterr().err
    assert code == 4
    assert "荣获" not in json.loads((home / "稿.json").read_text("utf-8"))["report"]["text"]
    assert "处改用程序的写法" in told


def test_a_budget_too_small_sends_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, asked = answered(home, echo, monkeypatch, "--budget", "100")
    assert (code, asked) == (4, [])
    assert "预算不够" in capsys.readouterr().err


def test_suggestions_become_questions_and_no_text(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def say(request: Request) -> Reply:
        if '"suggestions"' not in request.messages[0]["content"]:
            return echo(request)
        sound = {"problem": "培训场次偏少", "measure": "按季度组织培训", "evidence": ["n1"]}
        unfounded = {"problem": "思想认识不足", "measure": "加强学习", "evidence": ["n99"]}
        typed = {"problem": "培训只有2次", "measure": "增加到4次", "evidence": ["n1"]}
        return Reply(content=json.dumps({"suggestions": [sound, unfounded, typed]}, ensure_ascii=False))

    answered(home, say, monkeypatch, "--suggest")
    made = json.loads((home / "稿.json").read_text("utf-8"))
    asked = [question["text"] for question in made["questions"] if "第五部分可考虑写" in question["text"]]
    assert asked == [
        "第五部分可考虑写：问题“培训场次偏少”；措施“按季度组织培训”（从工作素材第1条看出）。请核实后再写进工作素材。"
    ]
    assert "培训场次偏少" not in made["report"]["text"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--model", "openai:"], "缺少模型名"),
        (["--model", "gpt"], "可用的写法"),
        (["--model", "openai:gpt-5"], "OPENAI_API_KEY"),
        (["--model", "local:没有.gguf"], "没有.gguf"),
        (["--budget", "很多"], "预算"),
        (["--prompts", "没有的目录"], "没有的目录"),
        (["--like", "没有的报告.docx"], "没有的报告.docx"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(
    home: Path,
    options: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if told != "OPENAI_API_KEY":
        monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert draft(home, *options) in (2, 3)
    assert told in capsys.readouterr().err


def test_the_style_of_a_named_report_reaches_model_and_composer(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    like = str(shipped("corpus") / "muqiao_zhengfu_2024.html")
    _, asked = answered(home, echo, monkeypatch, "--like", like)
    assert any("参照指定报告的写法" in request.messages[-1]["content"] for request in asked)
    plain = (
        run(["draft", FIGURES, "-o", str(home / "甲.md")]),
        run(["draft", FIGURES, "--like", like, "-o", str(home / "乙.md")]),
    )
    assert plain == (0, 0)
    assert (home / "甲.md").read_text("utf-8") != (home / "乙.md").read_text("utf-8")


def test_brief_is_shorter(home: Path) -> None:
    full = str(shipped("corpus") / "chengling_zhengfu_2023.html")
    for tone in ("brief", "standard"):
        assert run(["draft", full, "--tone", tone, "-o", str(home / f"{tone}.md")]) == 0
    assert len((home / "brief.md").read_text("utf-8")) < len((home / "standard.md").read_text("utf-8"))


def test_one_section_alone_is_asked_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, asked = answered(home, echo, monkeypatch, "--section", "监督保障")
    assert asked
    assert all("【部分】\n（五）监督保障" in request.messages[-1]["content"] for request in asked)


def test_a_model_gives_other_wordings_and_one_is_taken_into_the_project(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def say(request: Request) -> Reply:
        if '"texts"' not in request.messages[0]["content"]:
            return echo(request)
        texts = ["全年组织业务培训3次，参加68人次。", "全年组织业务培训{{n1.1|次}}，参加{{n1.2|人次}}。"]
        return Reply(content=json.dumps({"texts": texts}, ensure_ascii=False))

    project = ["draft", "--model", "openai:test", "--project", str(home / "项目")]
    with serve(say) as url:
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        assert run([*project, FIGURES, "--notes", str(home / "素材.md")]) == 0
        assert run([*project, "--sentence", "业务培训", "--alternatives", "1"]) == 0
        shown = capsys.readouterr().out
        assert run([*project, "--sentence", "业务培训", "--take", "1"]) == 0
    assert "全年组织业务培训2次，参加68人次。" in shown
    made = json.loads((home / "项目" / "草稿.json").read_text("utf-8"))
    assert "全年组织业务培训2次，参加68人次。" in made["report"]["text"]
    assert "培训3次" not in made["report"]["text"]
