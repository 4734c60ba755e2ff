"""What may stand in a figure cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.read.cells import UnreadableCell, is_value, parse


@pytest.mark.parametrize("raw", ["", " ", "\u00a0", "/", "／", "-", "—", "－", "——", "无", "\n/\n"])
def test_marks_for_nothing_are_blank_never_zero(raw: str) -> None:
    assert parse(raw).amount is None


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("0", 0),
        ("１２", 12),
        ("1,234", 1234),
        ("1，234，567", 1234567),
        ("12件", 12),
        ("2笔", 2),
        ("3.00", 3),
        ("2.5", Decimal("2.5")),
        ("-3", -3),
        ("+1", 1),
        ("零", 0),
        ("〇", 0),
        ("22（其中修订 16 件）", 22),
        ("22\n（其中修订 16 件）", 22),
    ],
)
def test_counts(raw: str, amount: int | Decimal) -> None:
    reading = parse(raw)
    assert reading.amount == amount
    assert type(reading.amount) is type(amount)


@pytest.mark.parametrize("raw", ["22（其中修订 16 件）", "不涉及"])
def test_an_interpretation_is_said(raw: str) -> None:
    assert parse(raw).note


@pytest.mark.parametrize(
    ("raw", "amount"),
    [("增98", 98), ("减4", -4), ("增加5", 5), ("减少 12 项", -12), ("+1", 1), ("-18", -18), ("0/0", 0)],
)
def test_changes(raw: str, amount: int) -> None:
    assert parse(raw, signed=True).amount == amount


@pytest.mark.parametrize("raw", ["减4", "增98"])
def test_words_of_change_are_no_count(raw: str) -> None:
    with pytest.raises(UnreadableCell):
        parse(raw)


@pytest.mark.parametrize(
    "raw", ["3/2", "1 2", "3\n4", "12,34", "1.2.3", "约5", "五件", "见附件", "3（2）4", "5件3", "１２ａ", "O", "2x"]
)
def test_what_is_no_figure_is_refused(raw: str) -> None:
    with pytest.raises(UnreadableCell):
        parse(raw)


def test_letters_are_told_from_words() -> None:
    with pytest.raises(UnreadableCell) as letters:
        parse("1O")
    with pytest.raises(UnreadableCell) as words:
        parse("见附件")
    assert letters.value.letters
    assert not words.value.letters


@pytest.mark.parametrize(
    ("raw", "head", "amount", "noted"),
    [
        ("2059.2090万元", "万元", Decimal("2059.2090"), False),
        ("251000元", "万元", Decimal("25.1"), True),
        ("0.3亿元", "万元", Decimal("3000"), True),
        ("984361元", "", 984361, True),
        ("24252.311082", "万元", Decimal("24252.311082"), False),
    ],
)
def test_money(raw: str, head: str, amount: int | Decimal, noted: bool) -> None:
    reading = parse(raw, decimal=True, head_unit=head)
    assert reading.amount == amount
    assert bool(reading.note) is noted


def test_a_note_on_the_unit_and_one_on_a_remark_are_both_kept() -> None:
    reading = parse("5000元（含滞纳金）", decimal=True, head_unit="万元")
    assert reading.amount == Decimal("0.5")
    assert "万元" in reading.note
    assert "括号" in reading.note


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_come_back_exactly(number: int) -> None:
    assert parse(str(number)).amount == number
    assert parse(f"{number:,}").amount == number


@given(st.decimals(0, 10**9, allow_nan=False, places=6))
def test_amounts_of_money_are_exact_in_either_unit(amount: Decimal) -> None:
    assert parse(f"{amount:f}", decimal=True, head_unit="万元").amount == amount
    assert parse(f"{amount:f}元", decimal=True, head_unit="万元").amount == amount / 10000


@pytest.mark.parametrize("raw", ["1.属于国家秘密", "3.其他", "一、本年新收", "信息内容", "1、重复申请"])
def test_labels_are_not_taken_for_figures(raw: str) -> None:
    assert not is_value(raw)


@pytest.mark.parametrize("raw", ["3", "3.5", "", "/", "增5", "22（其中修订16件）", "约5", "984361元"])
def test_places_for_figures_are_known(raw: str) -> None:
    assert is_value(raw)
