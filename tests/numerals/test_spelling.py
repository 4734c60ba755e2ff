"""Quantities written with another value in the manner of the text."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.numerals import scan
from drafter.numerals.spelling import restated


def written(text: str, value: Fraction | int) -> str | None:
    found = restated(text, Fraction(value))
    return None if found is None else text[: found[0]] + found[2] + text[found[1] :]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("166件", 156, "156件"),
        ("166 件", 156, "156 件"),
        ("１６６件", 156, "１５６件"),
        ("1,166件", 1156, "1,156件"),
        ("1,166件", 156, "156件"),
        ("1,166件", 1001156, "1,001,156件"),
        ("１，１６６件", 1156, "１，１５６件"),
        ("966件", 1156, "1156件"),
        ("5件", 0, "0件"),
        ("0件", 5, "5件"),
        ("一百六十六件", 156, "一百五十六件"),
        ("六件", 10, "十件"),
        ("六件", 16, "十六件"),
        ("六件", 110, "一百一十件"),
        ("六件", 1006, "一千零六件"),
        ("六件", 10050, "一万零五十件"),
        ("六件", 20600, "二万零六百件"),
        ("六件", 100000005, "一亿零五件"),
        ("三件", 2, "两件"),
        ("三件", 12, "十二件"),
        ("三件", 200, "二百件"),
        ("两千件", 2200, "两千两百件"),
        ("一百〇六件", 105, "一百〇五件"),
        ("壹佰陆拾陆件", 156, "壹佰伍拾陆件"),
        ("壹佰陆拾陆件", 16, "壹拾陆件"),
        ("百分之九十八", 95, "百分之九十五"),
        ("百分之三", 2, "百分之二"),
        ("百分之九十八点五", Fraction(200, 3), "百分之六十六点七"),
        ("98.5%", Fraction(200, 3), "66.7%"),
        ("98.5%", 75, "75.0%"),
        ("98.50%", Fraction(200, 3), "66.67%"),
        ("９８．５％", 75, "７５．０％"),
        ("98.5%", 100, "100%"),
        ("98%", Fraction(200, 3), "67%"),
        ("3‰", Fraction(1, 2), "5‰"),
        ("1.2万件", 15000, "1.5万件"),
        ("1.2倍", Fraction(3, 2), "1.5倍"),
    ],
)
def test_the_manner_of_the_text_is_kept(text: str, value: Fraction | int, expected: str) -> None:
    assert written(text, value) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十余件", 25),
        ("约20件", 25),
        ("10至15件", 12),
        ("三分之二", 1),
        ("1/3", 1),
        ("3万2千件", 32500),
        ("三件", 0),
        ("5件", -1),
        ("5件", Fraction(5, 2)),
        ("98.5%", Fraction(9999, 100)),
        ("3.5%", Fraction(1, 100)),
        ("无", 3),
        ("5件和6件", 7),
        ("第5件", 7),
    ],
)
def test_what_has_no_one_manner_is_left(text: str, value: Fraction | int) -> None:
    assert written(text, value) is None


@given(st.integers(10, 10**12 - 1), st.sampled_from(["5", "５", "1,234", "五", "伍拾"]))
def test_what_is_written_reads_back(value: int, like: str) -> None:
    text = written(f"{like}件", value)
    assert text is not None
    assert [quantity.value for quantity in scan(text)] == [value]
