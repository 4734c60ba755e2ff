"""Word by word: numbers as a whole, small islands taken in, and the edits always make the new wording."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.draft.revising.diffing import diffed
from drafter.draft.revising.facts import applied
from drafter.draft.revising.slotted import slot_of

WORDS = st.text(alphabet="收到申请12件，。较上年", max_size=30)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("收到申请15件。", "收到申请125件。", [(4, "15", "125")]),
        ("收到申请20余件。", "收到申请12件。", [(4, "20余", "12")]),
        ("均已办结。", "均已按时办结。", [(2, "", "按时")]),
        ("收到各类申请。", "收到申请。", [(2, "各类", "")]),
        ("甲乙丙丁。", "戊乙己丁。", [(0, "甲乙丙", "戊乙己")]),
        ("不变。", "不变。", []),
    ],
)
def test_edits(old: str, new: str, expected: list[tuple[int, str, str]]) -> None:
    assert [(edit.start - 100, edit.old, edit.new) for edit in diffed(100, old, new)] == expected


@given(WORDS, WORDS, st.integers(0, 5))
def test_the_edits_make_the_new_wording(old: str, new: str, lead: int) -> None:
    text = "前" * lead + old + "后"
    edits = diffed(lead, old, new)
    assert applied(text, edits) == "前" * lead + new + "后"
    assert all(text[edit.start : edit.end] == edit.old != edit.new for edit in edits)
    assert all(one.end < other.start for one, other in pairwise(edits))


@pytest.mark.parametrize(
    ("expression", "slot"),
    [
        ("t3.new.total", "t3.new.total"),
        ("t3.new.total + t3.carried_in.total", "t3.new.total+t3.carried_in.total"),
        ("prev.t3.new.total", "prev.t3.new.total"),
        ("t3.granted.total / t3.processed.total", "share:t3.granted.total/t3.processed.total"),
        ("t3.new.total - prev.t3.new.total", "change:t3.new.total"),
        ("(t3.new.total - prev.t3.new.total) / prev.t3.new.total", "growth:t3.new.total"),
        ("t3.granted.total - t3.processed.total", ""),
        ("t3.new.total / prev.t3.new.total", ""),
        ("t3.a.total = t3.b.total", ""),
        ("未知", ""),
    ],
)
def test_what_a_number_means_as_a_slot(expression: str, slot: str) -> None:
    assert slot_of(expression) == slot
