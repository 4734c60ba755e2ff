"""What is known of servers beforehand, and what is learned of them."""

import pytest

from drafter.models.dialects import Fault, Way, dialect_of, fault_in, manners_of
from drafter.models.tokens import estimate

DOWNWARDS = (Way.SCHEMA, Way.JSON, Way.TEXT)


@pytest.mark.parametrize(
    ("base_url", "model", "ways"),
    [
        ("https://api.openai.com/v1", "gpt-5", DOWNWARDS),
        ("https://eu.api.openai.com/v1", "gpt-5", DOWNWARDS),
        ("https://api.deepseek.com/v1", "deepseek-chat", DOWNWARDS[1:]),
        ("https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen-plus", DOWNWARDS[1:]),
        ("https://open.bigmodel.cn/api/paas/v4", "glm-4.6", DOWNWARDS[1:]),
        ("https://api.moonshot.cn/v1", "kimi-k2.6", DOWNWARDS[1:]),
        ("https://api.moonshot.cn/v1", "kimi-k3", DOWNWARDS),
        ("http://10.1.2.3:8000/v1", "deepseek-chat", DOWNWARDS),
        ("https://api.deepseek.com.example.cn/v1", "deepseek-chat", DOWNWARDS),
    ],
)
def test_known_addresses_are_not_asked_for_what_they_refuse(base_url: str, model: str, ways: tuple[Way, ...]) -> None:
    assert dialect_of(base_url, model).ways == ways


def test_only_the_official_address_wants_the_newer_name_of_the_bound() -> None:
    assert dialect_of("https://api.openai.com/v1", "m").ceiling == "max_completion_tokens"
    assert dialect_of("http://10.1.2.3/v1", "m").ceiling == "max_tokens"


def test_what_is_learned_holds_for_one_model_at_one_address() -> None:
    manners = manners_of("http://a.invalid/v1", "m")
    manners.settle(Way.JSON)
    manners.refuse("temperature")
    assert manners_of("http://a.invalid/v1", "m").ways == DOWNWARDS[1:]
    assert manners_of("http://a.invalid/v1", "n").ways == DOWNWARDS
    assert manners_of("http://b.invalid/v1", "m").refused == frozenset()


def test_a_way_given_up_meanwhile_does_not_bring_the_others_back() -> None:
    manners = manners_of("http://c.invalid/v1", "m")
    manners.settle(Way.TEXT)
    manners.settle(Way.JSON)
    assert manners.ways == (Way.TEXT,)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Insufficient Balance", Fault.NO_MONEY),
        ("{'code': '1113', 'message': '余额不足或无可用资源包,请充值。'}", Fault.NO_MONEY),
        ("the request exceeds the available context size", Fault.TOO_LONG),
        ("Rate limit reached for requests", None),
        ("This response_format type is unavailable now", None),
        ("", None),
    ],
)
def test_causes_are_told_by_words(words: str, fault: Fault | None) -> None:
    assert fault_in(words) is fault


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("政务公开", 4), ("abcdef", 2), ("a", 1), ("公开3件", 4)])
def test_tokens_are_estimated_by_the_kind_of_character(text: str, tokens: int) -> None:
    assert estimate(text) == tokens
