"""Which shares a small count can have: GRIM, tried against every part."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.check.rules.percents import has_part
from drafter.numerals import scan


@given(st.integers(2, 500), st.integers(0, 1000), st.sampled_from(("{:.0f}%", "{:.1f}%", "{:.2f}%")))
def test_a_share_is_found_as_by_trying_every_part(count: int, tenths: int, form: str) -> None:
    (share,) = scan(form.format(tenths / 10))
    every = any(share.admits(Fraction(100 * part, count)) for part in range(count + 1))
    assert has_part(share, count) == every


@pytest.mark.parametrize(
    ("share", "count", "possible"),
    [
        ("98.7%", 30, False),
        ("96.7%", 30, True),
        ("96.6%", 30, True),
        ("100%", 7, True),
        ("0%", 7, True),
        ("99%", 7, False),
    ],
)
def test_shares_of_small_counts(share: str, count: int, possible: bool) -> None:
    (quantity,) = scan(share)
    assert has_part(quantity, count) == possible
