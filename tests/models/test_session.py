"""A session: what leaves, what is kept, what is recorded, what it comes to."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from drafter.errors import (
    BadCompletion,
    BudgetExceeded,
    DryRun,
    ModelRefused,
    ModelUnavailable,
    PromptTooLong,
    SettingsError,
)
from drafter.models import Price, Prompt, Usage, read_budget
from tests.models.small_chat import SmallChat, Words, lines, prompt, session

PRICE = Price(Decimal(2), Decimal(8))


@dataclass(frozen=True)
class Blacked:
    text: str
    kinds: dict[str, int] = field(default_factory=dict)


def black(text: str) -> Blacked:
    found = text.count("13900001111")
    return Blacked(text.replace("13900001111", "【已遮盖：手机号】"), {"手机号": found} if found else {})


def test_the_answer_comes_in_the_form_asked_for_with_what_it_cost(tmp_path: Path) -> None:
    asked = session(tmp_path, SmallChat(), price=PRICE)
    answer = asked.ask(prompt("一"), Words)
    assert answer.value == Words(text="答一")
    assert answer.raw == '{"text": "答一"}'
    assert answer.usage == asked.usage == Usage(1, 0, 100, 50, 0.5, Decimal("0.0006"))


def test_usage_adds_up_over_calls(tmp_path: Path) -> None:
    asked = session(tmp_path, SmallChat(), cache=tmp_path / "cache")
    for user in ("一", "二", "一"):
        asked.ask(prompt(user), Words)
    assert asked.usage == Usage(2, 1, 200, 100, 1.0, None)


def test_another_session_asks_nothing_again(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = session(tmp_path, SmallChat(), cache=cache).ask(prompt("一"), Words)
    silent = SmallChat(rule=lambda _: pytest.fail("asked again"))
    second = session(tmp_path, silent, cache=cache, price=PRICE).ask(prompt("一"), Words)
    assert (second.value, second.raw) == (first.value, first.raw)
    assert second.usage == Usage(0, 1, 0, 0, 0.0, Decimal(0))


class Longer(Words):
    more: str = ""


@pytest.mark.parametrize(
    ("changed", "form", "others"),
    [
        (prompt("二"), Words, {}),
        (Prompt("write", "3", "1", "你是另一个起草人。", "一"), Words, {}),
        (prompt("一"), Longer, {}),
        (prompt("一"), Words, {"address": "http://127.0.0.1:2/v1"}),
        (prompt("一"), Words, {"options": {"temperature": 1}}),
    ],
    ids=["user", "system", "form", "address", "options"],
)
def test_whatever_shapes_the_answer_is_asked_anew(
    tmp_path: Path, changed: Prompt, form: type[Words], others: dict[str, object]
) -> None:
    chat = SmallChat()
    cache = tmp_path / "cache"
    session(tmp_path, chat, cache=cache).ask(prompt("一"), Words)
    session(tmp_path, chat, cache=cache, **others).ask(changed, form)
    assert len(chat.asked) == 2


def test_another_model_is_asked_anew(tmp_path: Path) -> None:
    one, two = SmallChat(), SmallChat(id="small:two")
    for chat in (one, two):
        session(tmp_path, chat, cache=tmp_path / "cache").ask(prompt("一"), Words)
    assert len(two.asked) == 1


def test_a_place_does_not_shape_the_answer(tmp_path: Path) -> None:
    chat = SmallChat()
    asked = session(tmp_path, chat, cache=tmp_path / "cache")
    asked.ask(prompt("一", place="1"), Words)
    asked.ask(prompt("一", place="6"), Words)
    assert len(chat.asked) == 1


def test_personal_data_is_masked_before_anything_leaves(tmp_path: Path) -> None:
    chat = SmallChat()
    session(tmp_path, chat, mask=black, kept=tmp_path / "kept").ask(prompt("请回电13900001111，13900001111。"), Words)
    assert chat.asked == [prompt("请回电【已遮盖：手机号】，【已遮盖：手机号】。")]
    assert lines(tmp_path)[0]["masked"] == {"手机号": 2}
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert "已遮盖".encode() in written and b"13900001111" not in written


def test_the_record_says_what_was_sent_where(tmp_path: Path) -> None:
    asked = session(tmp_path, SmallChat(), price=PRICE, address="https://key:secret@api.example.cn:8443/v1")
    asked.ask(prompt("一", place="6"), Words)
    sent, ended = lines(tmp_path)
    text = "你是起草人。\n\n一"
    assert sent.pop("time") <= ended.pop("time")
    assert sent.pop("call") == ended.pop("call")
    assert sent == {
        "event": "sent",
        "address": "api.example.cn:8443",
        "model": "small:one",
        "task": "write",
        "version": "3",
        "place": "6",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "characters": len(text),
        "masked": {},
    }
    assert ended == {
        "event": "ended",
        "outcome": "answered",
        "way": "schema",
        "cut": False,
        "calls": 1,
        "prompt_tokens": 100,
        "completion_tokens": 50,
        "seconds": 0.5,
        "cost": "0.0006",
    }


def test_the_sending_is_on_the_disk_before_the_provider_hears_of_it(tmp_path: Path) -> None:
    seen: list[int] = []

    def look(_: Prompt) -> str:
        seen.append(len(lines(tmp_path)))
        return "好"

    session(tmp_path, SmallChat(rule=look)).ask(prompt("一"), Words)
    assert seen == [1]


def test_what_cannot_be_recorded_is_not_sent(tmp_path: Path) -> None:
    chat = SmallChat()
    asked = session(tmp_path, chat, ledger=tmp_path / "record" / "sent.jsonl", budget=read_budget("3万"))
    (tmp_path / "record" / "sent.jsonl").unlink()
    (tmp_path / "record" / "sent.jsonl").mkdir()
    for _ in range(20):  # nothing was sent, so nothing of the budget is gone
        with pytest.raises(SettingsError, match="留痕文件写不进去"):
            asked.ask(prompt("一"), Words)
    assert chat.asked == []


def test_a_session_without_a_record_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="留痕文件写不进去"):
        session(tmp_path, SmallChat(), ledger=tmp_path / "file" / "sent.jsonl")


def test_the_texts_sent_are_kept_on_request_only(tmp_path: Path) -> None:
    session(tmp_path, SmallChat()).ask(prompt("一"), Words)
    assert [path.name for path in tmp_path.iterdir()] == ["sent.jsonl"]
    session(tmp_path, SmallChat(), kept=tmp_path / "kept").ask(prompt("二"), Words)
    (kept,) = (tmp_path / "kept").iterdir()
    assert kept.read_text(encoding="utf-8") == "你是起草人。\n\n二"
    assert kept.name == hashlib.sha256(kept.read_bytes()).hexdigest() + ".txt" == lines(tmp_path)[-2]["sha256"] + ".txt"


def test_what_cannot_be_kept_as_asked_is_not_sent(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("")
    chat = SmallChat()
    with pytest.raises(SettingsError, match="原文写不进去"):
        session(tmp_path, chat, kept=tmp_path / "kept").ask(prompt("一"), Words)
    assert chat.asked == []


def raising(error: Exception) -> Callable[[Prompt], str]:
    def fail(_: Prompt) -> str:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (ModelUnavailable("连不上"), "unavailable"),
        (PromptTooLong("太长"), "too_long"),
        (ModelRefused("不答"), "refused"),
        (BadCompletion("不成形", raw="{"), "unusable"),
        (RuntimeError("defect"), "failed"),
    ],
)
def test_a_failure_is_recorded_and_not_cached(tmp_path: Path, error: Exception, outcome: str) -> None:
    chat = SmallChat(rule=raising(error))
    asked = session(tmp_path, chat, cache=tmp_path / "cache")
    with pytest.raises(type(error)):
        asked.ask(prompt("一"), Words)
    assert lines(tmp_path)[1]["outcome"] == outcome
    assert asked.usage == Usage()
    chat.rule = lambda _: "好了"
    assert asked.ask(prompt("一"), Words).value == Words(text="好了")


def test_what_a_failed_call_cost_counts(tmp_path: Path) -> None:
    refused = ModelRefused("不答")
    refused.spent = (900, 90)
    asked = session(tmp_path, SmallChat(rule=raising(refused)), budget=read_budget("2000"), answer_tokens=100)
    for _ in range(2):
        with pytest.raises(ModelRefused):
            asked.ask(prompt("一"), Words)
    with pytest.raises(BudgetExceeded, match="已用 1980词元"):
        asked.ask(prompt("一"), Words)
    assert asked.usage.prompt_tokens == 1800
    assert lines(tmp_path)[-1]["prompt_tokens"] == 900


def test_over_the_budget_nothing_is_sent(tmp_path: Path) -> None:
    chat = SmallChat()
    asked = session(tmp_path, chat, budget=read_budget("1000"), answer_tokens=2000)
    with pytest.raises(BudgetExceeded, match="预算 1000词元，已用 0词元"):
        asked.ask(prompt("一"), Words)
    assert chat.asked == [] and lines(tmp_path) == []


def test_a_model_that_needs_more_tokens_than_thought_is_known_after_one_answer(tmp_path: Path) -> None:
    thirsty = SmallChat(tokens=(900, 10))
    asked = session(tmp_path, thirsty, budget=read_budget("2000"), answer_tokens=10)
    asked.ask(prompt("一"), Words)
    asked.ask(prompt("二"), Words)
    with pytest.raises(BudgetExceeded, match="已用 1820词元，下一次最多要用 1000词元"):
        asked.ask(prompt("三"), Words)
    assert len(thirsty.asked) == 2


def test_an_answer_that_broke_off_is_asked_for_anew(tmp_path: Path) -> None:
    chat = SmallChat(cut=True)
    asked = session(tmp_path, chat, cache=tmp_path / "cache")
    for _ in range(2):
        assert asked.ask(prompt("一"), Words).value == Words(text="答一")
    assert len(chat.asked) == 2 and lines(tmp_path)[1]["cut"] is True


def test_a_budget_in_yuan_needs_a_price(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="没有这个模型的价格"):
        session(tmp_path, SmallChat(), budget=read_budget("5元"))


def test_a_cached_answer_costs_nothing_of_the_budget(tmp_path: Path) -> None:
    session(tmp_path, SmallChat(), cache=tmp_path / "cache").ask(prompt("一"), Words)
    poor = session(tmp_path, SmallChat(), cache=tmp_path / "cache", budget=read_budget("1"))
    assert poor.ask(prompt("一"), Words).value == Words(text="答一")


def test_a_dry_run_shows_what_would_leave_and_sends_nothing(tmp_path: Path) -> None:
    shown: list[Prompt] = []
    chat = SmallChat()
    asked = session(tmp_path, chat, dry_run=shown.append, mask=black)
    with pytest.raises(DryRun):
        asked.ask(prompt("电话13900001111"), Words)
    assert shown == [prompt("电话【已遮盖：手机号】")]
    assert chat.asked == [] and lines(tmp_path) == [] and asked.usage == Usage()


def test_pieces_are_heard_with_their_place(tmp_path: Path) -> None:
    heard: list[tuple[str, str]] = []
    session(tmp_path, SmallChat(), heard=lambda place, piece: heard.append((place, piece))).ask(
        prompt("一", "5"), Words
    )
    assert heard == [("5", "答"), ("5", "一")]


def test_asking_again_is_recorded_and_counted_beforehand(tmp_path: Path) -> None:
    session(tmp_path, SmallChat(twice=True), kept=tmp_path / "kept").ask(prompt("一"), Words)
    assert [line["event"] for line in lines(tmp_path)] == ["sent", "again", "ended"]
    again = lines(tmp_path)[1]
    assert (tmp_path / "kept" / f"{again['sha256']}.txt").read_text(encoding="utf-8") == "一不对"
    asked = session(tmp_path, SmallChat(twice=True), budget=read_budget("900"), answer_tokens=400)
    with pytest.raises(BudgetExceeded):
        asked.ask(prompt("一"), Words)
    assert [line["event"] for line in lines(tmp_path)[3:]] == ["sent", "ended"]
    assert lines(tmp_path)[-1]["outcome"] == "over_budget"


def failing(*errors: Exception | None) -> Callable[[Prompt], str]:
    left = list(errors)

    def fail(_: Prompt) -> str:
        error = left.pop(0)
        if error is not None:
            raise error
        return "好"

    return fail


def lasting(words: str) -> ModelUnavailable:
    error = ModelUnavailable(words)
    error.lasting = True
    return error


@pytest.mark.parametrize(
    ("errors", "sent"),
    [
        ([lasting("密钥不对")], 1),
        ([ModelUnavailable("连不上")] * 3, 3),
        ([ModelUnavailable("连不上"), ModelUnavailable("连不上"), None, *[ModelUnavailable("连不上")] * 3], 6),
        ([*[PromptTooLong("太长")] * 4, ModelRefused("不答"), lasting("余额不足")], 6),
    ],
    ids=["for good", "three in a row", "one in between", "of the prompt"],
)
def test_a_provider_that_is_out_is_not_asked_again_and_again(
    tmp_path: Path, errors: list[Exception | None], sent: int
) -> None:
    chat = SmallChat(rule=failing(*errors))
    asked = session(tmp_path, chat, cache=tmp_path / "cache")
    for number, error in enumerate(errors):
        if error is None:
            asked.ask(prompt(str(number)), Words)
        else:
            with pytest.raises(type(error), match=str(error)):
                asked.ask(prompt(str(number)), Words)
    with pytest.raises(ModelUnavailable, match="没有再发出请求"):
        asked.ask(prompt("又"), Words)
    assert len(chat.asked) == sent
    for number, error in enumerate(errors):
        if error is None:  # what is known is still had
            assert asked.ask(prompt(str(number)), Words).usage.cached == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.models.small_chat import SmallChat, Words, prompt, session
folder = Path(sys.argv[1])
def rule(prompt):
    if prompt.user == "三":
        os.kill(os.getpid(), signal.SIGKILL)
    return "答" + prompt.user
asked = session(folder, SmallChat(rule=rule), cache=folder / "cache")
for user in "一二三四":
    asked.ask(prompt(user), Words)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_after_a_kill_only_what_was_not_answered_is_asked(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=root, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [line["event"] for line in lines(tmp_path)] == ["sent", "ended", "sent", "ended", "sent"]
    chat = SmallChat()
    asked = session(tmp_path, chat, cache=tmp_path / "cache")
    for user in "一二三四":
        asked.ask(prompt(user), Words)
    assert [prompt.user for prompt in chat.asked] == ["三", "四"]
