"""A model opened from what the user says and has set, asked over a real socket."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import BaseModel

from drafter.errors import BudgetExceeded, DryRun, MissingKey, SettingsError, UnknownModel, UsageError
from drafter.evaluate.loopback import Reply, Request, serve
from drafter.models import Prompt
from drafter.pipeline import open_model, open_served_embedding
from tests.models.test_local import MODEL, Choice, wants_model

PROMPT = Prompt("write", "2", "1", "你写年度报告。", "请回电13900001111。")


class Words(BaseModel):
    text: str


class Office:
    """A user's folder, and a server that answers everything alike."""

    def __init__(self, folder: Path, base_url: str, log: list[Request]) -> None:
        self.folder = folder
        self.base_url = base_url
        self.log = log
        self.notices: list[str] = []
        self.environment = {"DRAFTER_HOME": str(folder), "OPENAI_BASE_URL": base_url, "OPENAI_API_KEY": "sk-one"}

    def set(self, text: str) -> None:
        (self.folder / "settings.toml").write_text(text, encoding="utf-8")

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in (self.folder / "sent" / "sent.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    log: list[Request] = []
    with serve(lambda _: Reply('{"text": "好"}', tokens=(1000, 100)), dialect="vllm", log=log) as base_url:
        yield Office(tmp_path, base_url, log)


def test_without_a_model_there_is_no_session(office: Office) -> None:
    for named in (None, "composer"):
        assert open_model(named, notice=office.notices.append, environment=office.environment) is None
    assert list(office.folder.iterdir()) == []


def test_a_model_is_asked_at_the_address_set_with_the_key_set(office: Office) -> None:
    office.set('[models."openai:good"]\nprice_in = 2\nprice_out = 8\ntemperature = 0.3\nanswer_tokens = 900\n')
    heard: list[tuple[str, str]] = []
    asked = open_model(
        "openai:good",
        notice=office.notices.append,
        heard=lambda *piece: heard.append(piece),
        budget="1元",
        environment=office.environment,
    )
    assert asked is not None
    assert asked.ask(PROMPT, Words).value == Words(text="好")
    assert asked.usage.cost == Decimal("0.0028")
    (request,) = office.log
    assert request.headers["authorization"] == "Bearer sk-one"
    assert (request.body["temperature"], request.body["max_tokens"]) == (0.3, 900)
    assert request.user == "请回电【已遮盖：手机号】。"
    assert "".join(piece for _, piece in heard) == '{"text": "好"}' and {place for place, _ in heard} == {"1"}
    sent, ended = office.lines()
    assert office.base_url == f"http://{sent['address']}/v1"
    assert (sent["masked"], ended["cost"]) == ({"手机号": 1}, "0.0028")
    again = open_model("openai:good", notice=office.notices.append, environment=office.environment)
    assert again is not None and again.ask(PROMPT, Words).usage.cached == 1
    assert len(office.log) == 1 and office.notices == []


def test_a_models_own_table_goes_before_the_environment(office: Office) -> None:
    office.set(f'[models."openai:own"]\nbase_url = "{office.base_url}"\nkey_variable = "OWN_KEY"\n')
    elsewhere = {**office.environment, "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "OWN_KEY": "sk-own"}
    asked = open_model("openai:own", notice=office.notices.append, environment=elsewhere)
    assert asked is not None and asked.ask(PROMPT, Words).value == Words(text="好")
    assert office.log[0].headers["authorization"] == "Bearer sk-own"
    with pytest.raises(MissingKey, match="OWN_KEY"):
        open_model("openai:own", notice=office.notices.append, environment=office.environment)


def test_a_dry_run_needs_no_key_and_sends_nothing(office: Office) -> None:
    shown: list[Prompt] = []
    bare = {"DRAFTER_HOME": str(office.folder), "OPENAI_BASE_URL": "https://api.deepseek.com/v1"}
    asked = open_model("openai:deepseek-chat", notice=office.notices.append, dry_run=shown.append, environment=bare)
    assert asked is not None
    with pytest.raises(DryRun):
        asked.ask(PROMPT, Words)
    assert [prompt.user for prompt in shown] == ["请回电【已遮盖：手机号】。"]


def test_prompts_are_kept_on_request(office: Office) -> None:
    for named, keep in (("openai:one", False), ("openai:two", True)):
        asked = open_model(named, notice=office.notices.append, keep_prompts=keep, environment=office.environment)
        assert asked is not None
        asked.ask(PROMPT, Words)
        assert (office.folder / "sent" / "prompts").exists() is keep


def test_a_budget_in_tokens_is_kept_to(office: Office) -> None:
    asked = open_model("openai:good", notice=office.notices.append, budget="5000", environment=office.environment)
    assert asked is not None
    asked.ask(PROMPT, Words)
    with pytest.raises(BudgetExceeded, match="已用 1100词元"):
        asked.ask(Prompt("write", "2", "2", "你写年度报告。", "另一部分"), Words)
    assert len(office.log) == 1


def test_an_embedding_is_opened_as_a_model_is(office: Office) -> None:
    office.set(f'[models."openai:bge-m3"]\nbase_url = "{office.base_url}"\nkey_variable = "OWN_KEY"\n')
    environment = {"DRAFTER_HOME": str(office.folder), "OWN_KEY": "sk-own"}
    embedding = open_served_embedding("openai:bge-m3", notice=office.notices.append, environment=environment)
    assert embedding.queries(["请回电13900001111。"]).shape == (1, 64)
    (request,) = office.log
    assert request.headers["authorization"] == "Bearer sk-own"
    assert request.body["input"] == ["请回电【已遮盖：手机号】。"]
    assert [line["event"] for line in office.lines()] == ["sent", "ended"]


@wants_model
def test_a_model_file_on_this_machine_costs_nothing(tmp_path: Path) -> None:
    office = Office(tmp_path, "", [])
    office.set("[local]\ncontext = 1024\nthreads = 1\n")
    asked = open_model(f"local:{MODEL}", notice=office.notices.append, budget="1元", environment=office.environment)
    assert asked is not None and asked.workers == 1
    narrow = Prompt("write", "2", "1", "你写年度报告。", "以什么为单位？")
    assert asked.ask(narrow, Choice).value.unit in ("件", "条", "次")
    assert asked.usage.cost == 0 and asked.usage.prompt_tokens > 0
    assert office.lines()[0]["address"] == "本机"
    assert len(office.notices) == 1 and "正在加载" in office.notices[0]


@pytest.mark.parametrize(
    ("named", "budget", "error", "told"),
    [
        ("openai:good", "5元", SettingsError, "没有这个模型的价格"),
        ("openai:good", "许多", UsageError, "看不懂预算"),
        ("nobody:good", None, UnknownModel, "nobody:good"),
    ],
)
def test_what_cannot_be_opened_is_said_so(
    office: Office, named: str, budget: str | None, error: type[UsageError], told: str
) -> None:
    with pytest.raises(error, match=told):
        open_model(named, notice=office.notices.append, budget=budget, environment=office.environment)
    assert office.log == []
