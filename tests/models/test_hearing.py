"""An answer is the same however it is cut into pieces; thinking is never part of it."""

from hypothesis import given
from hypothesis import strategies as st

from drafter.models.completion import ChatOptions
from drafter.models.hearing import Hearing
from drafter.models.wire import Piece

MARKED = st.lists(st.sampled_from(["<think>", "</think>", "<", "think>", "\n", "想", '{"a": 1}', " "]), max_size=8)


def heard(pieces: list[str]) -> tuple[str, str, str]:
    told: list[str] = []
    hearing = Hearing(ChatOptions(), told.append)
    for piece in pieces:
        hearing.hear(Piece(piece))
    hearing.end()
    return hearing.text, hearing.reasoning, "".join(told)


@given(MARKED, st.data())
def test_cuts_make_no_difference(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    whole = heard([text])
    assert heard(pieces) == whole
    assert whole[0] == whole[2]


@given(st.text(alphabet="想<>/think\n ").filter(lambda text: "</think>" not in text), st.sampled_from(["好", "{", "<"]))
def test_only_thinking_at_the_beginning_is_taken_out(thought: str, answer: str) -> None:
    assert heard([f" <think>{thought}</think>\n{answer}"])[:2] == (answer, thought)
    said = f"{answer}<think>{thought}</think>"
    assert heard([said])[:2] == (said, "")
