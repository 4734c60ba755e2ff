"""A session over a real server: repairs, retries, a server that dies, many threads and one budget."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from drafter.errors import BadCompletion, BudgetExceeded, ModelError, ModelUnavailable
from drafter.evaluate.loopback import Reply, Request, failure, in_turn, serve
from drafter.models import Session, read_budget, together
from drafter.models.completion import ChatOptions
from drafter.models.spec import open_chat
from drafter.models.tokens import estimate
from tests.models.small_chat import Words, lines, prompt, session

QUICK = ChatOptions(first_pause=0.0, attempts=2, tokens=200)
GOOD = Reply('{"text": "好"}', tokens=(300, 100))


def served(folder: Path, base_url: str, **others: object) -> Session:
    chat = open_chat("openai:good", key="sk-secret", base_url=base_url, options=QUICK)
    return session(folder, chat, address=base_url, answer_tokens=200, **others)


def test_a_repair_counts_with_both_its_questions(tmp_path: Path) -> None:
    with serve(in_turn(Reply("我不会写JSON。", tokens=(300, 20)), GOOD), dialect="vllm") as base_url:
        asked = served(tmp_path, base_url, budget=read_budget("5000"))
        answer = asked.ask(prompt("一"), Words)
    assert answer.value == Words(text="好")
    assert (answer.usage.calls, answer.usage.prompt_tokens, answer.usage.completion_tokens) == (2, 600, 120)
    assert [(line["event"], line.get("way")) for line in lines(tmp_path)] == [
        ("sent", None),
        ("again", None),
        ("ended", "repair"),
    ]


def test_what_a_server_that_turns_away_took_is_on_the_record(tmp_path: Path) -> None:
    with serve(in_turn(failure("openai", "too_fast"), GOOD), dialect="vllm") as base_url:
        assert served(tmp_path, base_url).ask(prompt("一"), Words).usage.calls == 2
    assert lines(tmp_path)[-1]["calls"] == 2


def test_an_answer_that_is_none_twice_is_paid_for(tmp_path: Path) -> None:
    with serve(lambda _: Reply("不会。", tokens=(300, 20)), dialect="vllm") as base_url:
        asked = served(tmp_path, base_url, budget=read_budget("1500"))
        with pytest.raises(BadCompletion):
            asked.ask(prompt("一"), Words)
        assert (asked.usage.prompt_tokens, asked.usage.completion_tokens) == (600, 40)
        with pytest.raises(BadCompletion):
            asked.ask(prompt("二"), Words)
        with pytest.raises(BudgetExceeded, match="已用 1280词元"):
            asked.ask(prompt("三"), Words)


def test_when_the_server_dies_the_next_run_goes_on_from_there(tmp_path: Path) -> None:
    users = [f"第{number}部分" for number in range(6)]
    with serve(lambda _: GOOD, dialect="vllm") as base_url:
        first = served(tmp_path, base_url, cache=tmp_path / "cache")
        for user in users[:3]:
            first.ask(prompt(user), Words)
    with pytest.raises(ModelUnavailable):
        first.ask(prompt(users[3]), Words)
    assert lines(tmp_path)[-1]["outcome"] == "unavailable"
    log: list[Request] = []
    with serve(lambda _: GOOD, dialect="vllm", log=log) as elsewhere:
        chat = open_chat("openai:good", key="sk-secret", base_url=elsewhere, options=QUICK)
        second = session(tmp_path, chat, address=base_url, cache=tmp_path / "cache")
        for user in users:
            second.ask(prompt(user), Words)
    assert [request.user for request in log] == users[3:]


def test_what_the_server_counts_never_passes_the_budget(tmp_path: Path) -> None:
    counted: list[int] = []
    turn = threading.Lock()

    def answer(request: Request) -> Reply:
        tokens = (sum(estimate(said["content"]) for said in request.messages), 150)
        with turn:
            counted.append(sum(tokens))
            # Every third answer is none, and has to be asked for again.
            good = len(counted) % 3
        return Reply('{"text": "好"}' if good else "不会。", tokens=tokens)

    with serve(answer, dialect="vllm") as base_url:
        asked = served(tmp_path, base_url, budget=read_budget("6000"))

        def ask(number: int) -> bool:
            try:
                asked.ask(prompt(f"第{number}部分" + "素材" * 40), Words)
            except ModelError:
                return False
            return True

        done = together(ask, range(40), workers=8)
    assert 0 < done.count(True) < 40
    assert sum(counted) <= 6000
    usage = asked.usage
    assert usage.prompt_tokens + usage.completion_tokens == sum(counted)
    events = [line["event"] for line in lines(tmp_path)]
    assert events.count("sent") == events.count("ended")
    assert events.count("sent") + events.count("again") == len(counted)
