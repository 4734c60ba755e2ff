"""Whether a statement admits an exact value."""

from __future__ import annotations

from fractions import Fraction

import pytest

from drafter.numerals import scan


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        pytest.param("12件", ["12"], ["11", "13"], id="a count is itself"),
        pytest.param("61.5%", ["61.5", "61.538", "61.46", "61.599"], ["61.44", "61.6"], id="rounded or truncated"),
        pytest.param("33%", ["33", "33.4", "32.5", "33.9"], ["32.4", "34"], id="whole percent rounded or truncated"),
        pytest.param("-3.2%", ["-3.2", "-3.24", "-3.16", "-3.29"], ["-3.1", "-3.3", "3.2"], id="negative"),
        pytest.param("3.2万人次", ["32000", "32499", "31500", "32999"], ["31499", "33000"], id="ten thousands"),
        pytest.param("三十件", ["30"], ["29", "31"], id="a spelt count is itself"),
        pytest.param("20余篇", ["20", "21", "29"], ["19", "30"], id="余 up to the next ten"),
        pytest.param("1100余条", ["1100", "1180"], ["1099", "1200"], id="余 up to the next hundred"),
        pytest.param("18万余条", ["180000", "189999"], ["179999", "190000"], id="余 behind 万"),
        pytest.param("十几万次", ["100000", "150000"], ["99999", "200000"], id="几 inside"),
        pytest.param("超3170万", ["31700000", "31740000"], ["31600000", "60000000"], id="超过 a little more"),
        pytest.param("98.5%以上", ["98.5", "99.9", "100"], ["98.4"], id="以上 is open above"),
        pytest.param("不少于5次", ["5", "40"], ["4"], id="at least"),
        pytest.param("约30个", ["28", "30", "33"], ["26", "34"], id="about thirty"),
        pytest.param("约3万次", ["27500", "32000"], ["24000", "36000"], id="about thirty thousand"),
        pytest.param("近 45.9 万人", ["458600", "459000"], ["450000", "470000"], id="about, with three digits shown"),
        pytest.param("不足百件", ["99", "40"], ["101"], id="short of a hundred"),
        pytest.param("30分钟内", ["1", "30"], ["31"], id="within is open below"),
        pytest.param("3至5天", ["3", "4", "5"], ["2", "6"], id="a range has its ends"),
        pytest.param("三分之二", ["0.6667", "0.66"], ["0.6", "0.71"], id="two thirds"),
        pytest.param("0件", ["0"], ["1"], id="none"),
    ],
)
def test_admits(text: str, inside: list[str], outside: list[str]) -> None:
    (stated,) = scan(text)
    assert [value for value in inside if not stated.admits(Fraction(value))] == []
    assert [value for value in outside if stated.admits(Fraction(value))] == []


def test_an_amount_in_yuan_is_held_against_a_cell_in_ten_thousands() -> None:
    (stated,) = scan("收费43.788万元")
    in_ten_thousands = stated.rescaled(Fraction(1, 10_000))
    assert in_ten_thousands.admits(Fraction("43.788"))
    assert in_ten_thousands.admits(Fraction("43.7884"))
    assert not in_ten_thousands.admits(Fraction("43.79"))
    assert (in_ten_thousands.text, in_ten_thousands.step) == ("43.788万元", Fraction(1, 1000))
