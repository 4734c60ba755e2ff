"""Numbers, cells and sentences in words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.check.amounts import Amounts
from drafter.check.phrase import Namer, addition, cell_name, clause, decimal, listed, rounded, worked
from drafter.form import Ledger, Term, edition
from drafter.form.expression import share

FORM = edition("2021")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(5), "5"),
        (Fraction(0), "0"),
        (Fraction(-3), "-3"),
        (Fraction(197, 2), "98.5"),
        (Fraction(1, 20), "0.05"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(2, 3), "2/3"),
        (Fraction(150000000), "150000000"),
    ],
)
def test_decimal(value: Fraction, text: str) -> None:
    assert decimal(value) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_decimal_is_exact(value: object) -> None:
    assert Fraction(decimal(Fraction(str(value)))) == Fraction(str(value))


def test_rounded() -> None:
    assert rounded(Fraction(800, 13), 2) == "61.54"
    assert rounded(Fraction(1, 8), 2) == "0.13"
    assert rounded(Fraction(-1, 8), 2) == "-0.13"
    assert rounded(Fraction(75), 2) == "75"


def test_cells_are_named_with_the_group_they_stand_under() -> None:
    assert cell_name(FORM, "t3.other.misc.total") == "表三“（六）其他处理”中“3.其他”行“总计”列"
    assert cell_name(FORM, "prev.t3.partial.total") == "上年报告表三“（二）部分公开”行“总计”列"
    assert cell_name(FORM, "t9.unheard.of") == "t9.unheard.of"


def test_what_cells_share_is_said_once() -> None:
    column = Namer(FORM, ("t3.new.total", "t3.processed.total"))
    assert (column.place, column("t3.processed.total")) == ("表三“总计”列", "“（七）总计”")
    row = Namer(FORM, ("t4.review.total", "t4.review.upheld"))
    assert (row.place, row("t4.review.upheld")) == ("表四“行政复议”行", "“结果维持”")
    apart = Namer(FORM, ("t3.new.total", "t4.review.upheld"))
    assert apart.place == ""


def test_sums_show_blanks_and_signs() -> None:
    cells = {"a": 8, "b": None, "c": 2}
    terms = (Term("a"), Term("b"), Term("c", -1))
    assert addition(terms, cells.get, str.upper) == "A8＋B空白－C2＝6"
    assert addition(terms[:1], cells.get, str.upper) == "A为8"


def test_long_sums_leave_out_what_is_zero() -> None:
    cells = dict.fromkeys("abcdefg", 0) | {"a": 3, "g": 4}
    assert addition(tuple(map(Term, "abcdefg")), cells.get, str.upper) == "A3＋G4＝7（其余5项为0或空白）"
    assert addition(tuple(map(Term, "bcdef")), cells.get, str.upper) == "各项均为0或空白"


def test_shares_show_both_counts() -> None:
    amounts = Amounts(Ledger(FORM, {"t3.granted.total": 8, "t3.processed.total": 13}))
    told = worked(share(("t3.granted.total",), ("t3.processed.total",)), amounts, "61.54")
    assert told == "表三“（一）予以公开”行“总计”列为8；表三“（七）总计”行“总计”列为13；两者之比为61.54%"


def test_clause_stays_within_the_sentence() -> None:
    text = "前一句。全年收到申请5件；后一句。"
    at = text.index("5件")
    assert clause(text, at, at + 2) == "全年收到申请5件"


def test_long_clauses_are_shortened_on_both_sides() -> None:
    text = "甲" * 50 + "5件" + "乙" * 50
    assert clause(text, 50, 52) == "…" + "甲" * 28 + "5件" + "乙" * 28 + "…"


def test_reasons_are_listed_once() -> None:
    assert listed(["甲", "", "甲", "乙"]) == "甲；乙"
    assert listed("甲乙丙丁") == "甲；乙；丙；等4个原因"
