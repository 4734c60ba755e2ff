"""A form out of answers that are nearly right, and the one more question where they are not."""

import pytest

from drafter.errors import BadCompletion
from drafter.evaluate.loopback import Reply, in_turn
from tests.models.served import GOOD, talking

NEARLY = {
    "fenced": f"```json\n{GOOD}\n```",
    "words around": f"好的，按要求写成如下：\n{GOOD}\n如需修改请告诉我。",
    "slots in words before": f"可用 {{{{sup.items|条}}}} 等数字。\n{GOOD}",
    "an example first": f'格式如 {{"sentences": []}}，正式回答：{GOOD}',
    "bare list": GOOD.removeprefix('{"sentences": ').removesuffix("}"),
    "fenced with a missing end": f"```json\n{GOOD[:-1]}\n```",
    "line break in a string": GOOD.replace("全年", "全年\n"),
}
MENDED = {
    "trailing comma": GOOD.replace('"p1"]', '"p1",],'),
    "single quotes": GOOD.replace('"', "'"),
    "comment": GOOD.replace('{"text"', '// 第一句\n{"text"'),
    "python words": "{'sentences': [{'text': '全年公开信息{{sup.items|条}}。', 'evidence': ['p1'],}]}",
}


@pytest.mark.parametrize("text", NEARLY.values(), ids=NEARLY)
def test_an_answer_with_something_around_it_is_read_as_it_is(text: str) -> None:
    with talking(in_turn(Reply(text)), "deepseek") as session:
        done = session.ask()
    assert done.value.sentences[0].text.replace("\n", "") == "全年公开信息{{sup.items|条}}。"
    assert (done.way, done.raw, len(session.log)) == ("json", text, 2)


@pytest.mark.parametrize("text", MENDED.values(), ids=MENDED)
def test_an_answer_with_a_slip_is_mended(text: str) -> None:
    with talking(in_turn(Reply(text)), "vllm") as session:
        done = session.ask()
    assert [(said.text, said.evidence) for said in done.value.sentences] == [
        ("全年公开信息{{sup.items|条}}。", ("p1",))
    ]
    assert (done.way, done.raw, len(session.log)) == ("repair", text, 1)


def test_an_answer_that_is_none_is_asked_for_once_more_with_the_fault() -> None:
    wrong = '{"sentences": [{"words": "没有按要求"}]}'
    with talking(in_turn(Reply(wrong, tokens=(10, 5)), Reply(GOOD, tokens=(20, 7))), "vllm") as session:
        done = session.ask()
    assert (done.way, done.calls) == ("repair", 2)
    assert (done.prompt_tokens, done.completion_tokens) == (30, 12)
    *_, answered, asked = session.log[-1].messages
    assert answered == {"role": "assistant", "content": wrong}
    assert "sentences.0.text" in asked["content"] and "JSON Schema" in asked["content"]


NOTHING = {
    "silence": "",
    "blanks": "  \n",
    "words": "写不出来。",
    "another list": "[1, 2]",
    "another value": "null",
    "another form": '{"paragraphs": []}',
    "wrong kind": '{"sentences": "无"}',
    "half an item": '{"sentences": [{"text": "本年度',
    "an opened list": '{"sentences": [' + "\n" * 3000,
    "brackets": "{" * 30_000,
    "brackets and quotes": '["' * 15_000,
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_two_answers_that_are_none_end_it_with_the_text_kept(text: str) -> None:
    with talking(in_turn(Reply(text)), "vllm") as session, pytest.raises(BadCompletion, match="两次") as caught:
        session.ask()
    assert caught.value.raw == text
    assert caught.value.spent is not None
    assert len(session.log) == 2


def test_silence_is_followed_by_one_message_of_the_user_only() -> None:
    with talking(in_turn(Reply("", "想了很久"), Reply(GOOD)), "vllm") as session:
        session.ask()
    assert [said["role"] for said in session.log[-1].messages] == ["system", "user"]


def test_thinking_alone_is_named() -> None:
    with (
        talking(in_turn(Reply("", "想了很久", finish="length")), "vllm") as session,
        pytest.raises(BadCompletion, match="只有思考过程"),
    ):
        session.ask()


TWO = (
    '{"sentences": [{"text": "公开信息{{sup.items|条}}。", "evidence": ["p1", "p2"]}, '
    '{"text": "受理申请{{t3.new|件}}。", "evidence": ["p3", "p4"]}]}'
)


@pytest.mark.parametrize("end", range(TWO.index("]}") + 2, len(TWO) - 3))
def test_of_an_answer_cut_short_whole_sentences_are_kept(end: int) -> None:
    with talking(in_turn(Reply(TWO[:end], finish="length")), "vllm") as session:
        done = session.ask()
    kept = 2 if end >= len(TWO) - 2 else 1
    assert [said.evidence for said in done.value.sentences] == [("p1", "p2"), ("p3", "p4")][:kept]
    assert done.cut
    assert len(session.log) == 1


@pytest.mark.parametrize("end", [3, 20, TWO.index("]}")])
def test_an_answer_cut_before_a_whole_sentence_is_asked_for_again_and_shorter(end: int) -> None:
    with talking(in_turn(Reply(TWO[:end], finish="length"), Reply(GOOD)), "vllm") as session:
        done = session.ask()
    assert not done.cut
    assert "短一些" in session.log[-1].user


def test_a_whole_answer_is_no_less_for_a_server_that_calls_it_cut() -> None:
    with talking(in_turn(Reply(TWO, finish="length")), "vllm") as session:
        done = session.ask()
    assert (len(done.value.sentences), done.cut, done.way) == (2, False, "schema")


def test_an_answer_that_stops_in_the_middle_without_saying_so_is_cut_too() -> None:
    with talking(in_turn(Reply(TWO[:-20])), "vllm") as session:
        done = session.ask()
    assert (len(done.value.sentences), done.cut) == (1, True)
