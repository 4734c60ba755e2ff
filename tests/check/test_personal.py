"""Personal data taken out of a text: by the patterns of PRI, whatever surrounds it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.check import masked, personal

IDENTITY = "11010519491231002X"
SLIPPED = "110105194912310021"
CARD = "6222600260001072444"


@pytest.mark.parametrize(
    ("text", "left", "kinds"),
    [
        ("全年新收申请12件。", "全年新收申请12件。", {}),
        (f"证件{IDENTITY}。", "证件【已遮盖：身份证号】。", {"身份证号": 1}),
        (f"证件{SLIPPED}。", "证件【已遮盖：身份证号】。", {"身份证号": 1}),
        (
            "手机139 0000 1111、１３９００００２２２２。",
            "手机【已遮盖：手机号】、【已遮盖：手机号】。",
            {"手机号": 2},
        ),
        (f"卡号{CARD}。", "卡号【已遮盖：银行卡号】。", {"银行卡号": 1}),
        ("申请人张小兰对答复不服。", "申请人【已遮盖：姓名】对答复不服。", {"姓名": 1}),
        (
            "联系李大明，手机13900001111。",
            "联系【已遮盖：姓名】，手机【已遮盖：手机号】。",
            {"姓名": 1, "手机号": 1},
        ),
        ("联系电话0971-6310000，邮编810000。", "联系电话0971-6310000，邮编810000。", {}),
        ("服务热线12345，400-800-1234。", "服务热线12345，400-800-1234。", {}),
        ("填{{t3.new.total|件}}。", "填{{t3.new.total|件}}。", {}),
    ],
)
def test_what_is_personal_is_taken_out_and_counted(text: str, left: str, kinds: dict[str, int]) -> None:
    done = masked(text)
    assert (done.text, dict(done.kinds)) == (left, kinds)


WORDS = ["申请人", "张小兰", "，手机", "13900001111", IDENTITY, CARD, "于5月", "对答复不服。", "0971-6310000", "１"]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
def test_nothing_personal_is_left_and_nothing_else_is_lost(text: str) -> None:
    spans = personal(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    done = masked(text)
    assert sum(done.kinds.values()) == len(spans)
    kept = [
        text[a:b] for a, b in zip([0, *(one.end for one in spans)], [*(one.start for one in spans), None], strict=True)
    ]
    position = 0
    for piece in kept:
        position = done.text.index(piece, position) + len(piece)


@pytest.mark.parametrize("number", [IDENTITY, SLIPPED, CARD, "13900001111", "139-0000-1111"])
@pytest.mark.parametrize("around", ["", "，", "号", "（", "\n", "一"])
def test_a_number_is_seen_whatever_stands_round_it(number: str, around: str) -> None:
    assert number not in masked(f"{around}{number}{around}").text
