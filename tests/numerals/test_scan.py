"""What scan() finds in one phrase after the other; the cases stand in cases.yaml."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.numerals import Bound, Quantity, ordinals, scan

GROUPS: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))
CASES = [
    pytest.param(case["text"], case["finds"], id=f"{group}.{name}")
    for group, cases in GROUPS.items()
    for name, case in cases.items()
]


def written(quantity: Quantity) -> str:
    value = str(quantity.value) if quantity.high is None else f"{quantity.value}..{quantity.high}"
    return f"{quantity.text} | {value} | {quantity.unit} | {quantity.bound.value}"


@pytest.mark.parametrize(("text", "finds"), CASES)
def test_phrase(text: str, finds: list[str]) -> None:
    assert [written(quantity) for quantity in scan(text)] == finds


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("156件", Fraction(1)),
        ("3.2万人次", Fraction(1000)),
        ("1.5亿", Fraction(10**7)),
        ("18万余条", Fraction(10**4)),
        ("61.5%", Fraction(1, 10)),
        ("98.50%", Fraction(1, 100)),
        ("千分之三", Fraction(1, 10)),
        ("三十件", Fraction(1)),
        ("三十万件", Fraction(10**4)),
        ("一万三千件", Fraction(1000)),
        ("一万零五十件", Fraction(1)),
        ("3千件", Fraction(1000)),
        ("八成", Fraction(10)),
        ("43.788万元", Fraction(10)),
        ("三分之二", Fraction(1, 30)),
    ],
)
def test_step_is_the_worth_of_the_last_written_digit(text: str, step: Fraction) -> None:
    (found,) = scan(text)
    assert found.step == step


def test_offsets_are_into_the_text_as_given() -> None:
    text = "街道办 全年公开\u3000１２３ 条，解答近\n百件。"
    assert [text[q.start : q.end] for q in scan(text)] == ["１２３ 条", "近\n百件"]
    assert all(q.text == text[q.start : q.end] for q in scan(text))


def test_a_number_longer_than_any_count_is_left_out() -> None:
    assert scan("序列号" + "7" * 41) == ()
    assert scan("一" * 200 + "件") == ()


def test_the_bound_in_front_never_reaches_into_the_quantity_before() -> None:
    first, second = scan("12件超过5件")
    assert (first.text, first.bound) == ("12件", Bound.EXACT)
    assert (second.text, second.bound) == ("超过5件", Bound.OVER)


def test_ordinals_have_their_place_and_span() -> None:
    text = "第二百五十期、第 3 批，第三方，第十、十一条"
    assert [(q.text, int(q.value)) for q in ordinals(text)] == [
        ("第二百五十", 250),
        ("第 3", 3),
        ("第三", 3),
        ("第十", 10),
    ]
