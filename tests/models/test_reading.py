"""No text, however odd, leads to anything but a form or the statement that there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from drafter.models.reading import Unreadable, read
from tests.models.served import Section

NAMES = ["政务公开", '他说"好"', "a\\b", "{{t3.new|件}}", "", "第一\n第二"]
PARTS = [
    '{"',
    '"sentences"',
    ": [",
    "{",
    "}",
    "]",
    '"text": ',
    '"',
    "，",
    "```json\n",
    "```",
    "'",
    "null",
    "\\",
    "\n",
    "1.5",
]
SENTENCES = st.lists(
    st.fixed_dictionaries(
        {"text": st.sampled_from(NAMES), "evidence": st.lists(st.sampled_from(["p1", "n2"]), max_size=3)}
    ),
    min_size=1,
    max_size=4,
)


class Flat(BaseModel):
    title: str
    body: str = ""


@given(st.lists(st.sampled_from(PARTS), max_size=25), st.booleans())
def test_an_odd_text_is_read_or_is_not(parts: list[str], broken_off: bool) -> None:
    for form in (Section, Flat):
        try:
            reading = read("".join(parts), form, broken_off=broken_off)
        except Unreadable as fault:
            assert str(fault)
        else:
            assert isinstance(reading.value, form)


@given(SENTENCES, st.data())
def test_what_is_kept_of_a_cut_answer_was_said_in_full(sentences: list[dict[str, object]], data: st.DataObject) -> None:
    whole = Section.model_validate({"sentences": sentences})
    text = whole.model_dump_json()
    end = data.draw(st.integers(0, len(text) - 1))
    try:
        reading = read(text[:end], Section, broken_off=True)
    except Unreadable:
        return
    assert reading.cut or reading.value == whole
    assert reading.value.sentences == whole.sentences[: len(reading.value.sentences)]


FLAT = '{"title": "存在的问题", "body": "公开不够及时"}'


@pytest.mark.parametrize("end", range(len(FLAT)))
def test_a_flat_answer_is_not_kept_in_part(end: int) -> None:
    with pytest.raises(Unreadable):
        read(FLAT[:end], Flat, broken_off=True)
