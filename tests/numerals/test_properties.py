"""What holds for every number and every text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.numerals import Bound, scan

HOSTILE = Path(__file__).resolve().parents[1] / "hostile.yaml"
SMALL, CAPITAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")
COUNTS = st.integers(0, 10**12)


def spelt(number: int, digits: str = SMALL, places: tuple[str, str, str] = ("十", "百", "千")) -> str:
    """Write a whole number below 10^16 in Chinese, by the school rules."""
    if number == 0:
        return digits[0]
    sections = []
    for scale in ("", "万", "亿", "万亿"):
        number, section = divmod(number, 10**4)
        sections.append((section, scale))
        if not number:
            break
    text, gap = "", False
    for section, scale in reversed(sections):
        if section == 0:
            gap = True
            continue
        if text and (gap or section < 1000):
            text += digits[0]
        text += _section(section, digits, places) + (scale if scale != "万亿" or sections[2][0] == 0 else "万")
        gap = False
    return text


def _section(number: int, digits: str, places: tuple[str, str, str]) -> str:
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = gap or bool(text)
            continue
        text += (digits[0] if gap else "") + digits[digit] + (places[power - 1] if power else "")
        gap = False
    return text


WRITINGS: dict[str, Callable[[int], str]] = {
    "arabic": str,
    "grouped": lambda number: f"{number:,}",
    "full_width": lambda number: str(number).translate(FULL_WIDTH),
    "full_width_grouped": lambda number: f"{number:,}".translate(FULL_WIDTH),
    "chinese": spelt,
    "capital": lambda number: spelt(number, CAPITAL, ("拾", "佰", "仟")),
    "traditional": lambda number: spelt(number).replace("万", "萬").replace("亿", "億"),
}


@pytest.mark.parametrize("writing", sorted(WRITINGS))
@given(number=COUNTS)
@settings(max_examples=150, deadline=None)
def test_every_number_reads_back(writing: str, number: int) -> None:
    # A lone 零 makes a word with 件 (零件), and single capital digits are words of their own.
    unit = "元" if number < 10 else "件"
    text = f"本机关公开{WRITINGS[writing](number)}{unit}。"
    (found,) = scan(text)
    assert (int(found.value), found.unit, found.bound) == (number, unit, Bound.EXACT)
    assert text[found.start : found.end] == found.text


@given(
    number=st.integers(1, 99_999_999), scale=st.sampled_from([("万", 10**4), ("亿", 10**8)]), decimals=st.integers(0, 3)
)
@settings(max_examples=150, deadline=None)
def test_a_scaled_number_is_held_to_its_last_digit(number: int, scale: tuple[str, int], decimals: int) -> None:
    name, worth = scale
    written = f"{number / 10**decimals:.{decimals}f}"
    (found,) = scan(f"访问{written}{name}人次")
    assert found.step * 10**decimals == worth
    assert found.value == number * found.step


CHARACTERS = (
    "0123456789０５零一二两三五十百千万亿壹拾廿半翻余多几约近超数上过不足至到—-.，、%成折点分之又第负件条个人次年 \n"
)
WORDS = ("个百分点", "以上", "左右", "统一", "至少", "报告", "A", "+", "/")
PIECES = st.sampled_from([*CHARACTERS, *WORDS])


@given(pieces=st.lists(PIECES, max_size=60))
@settings(max_examples=400, deadline=None)
def test_spans_slice_the_text_in_order_and_never_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    end = 0
    for found in scan(text):
        assert end <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        assert found.step > 0
        assert (found.high is not None) == (found.bound is Bound.RANGE)
        assert found.high is None or found.high > found.value
        end = found.end


@given(before=st.text(max_size=20), number=st.integers(0, 99999))
@settings(max_examples=100, deadline=None)
def test_a_sentence_before_never_changes_the_next(before: str, number: int) -> None:
    found = scan(f"{before}。全年共公开信息{number}件。")[-1]
    assert (int(found.value), found.unit) == (number, "件")


@pytest.mark.parametrize("piece", yaml.safe_load(HOSTILE.read_text("utf-8"))["numerals"])
def test_hostile_text_costs_what_its_length_costs(piece: str, calls: Callable[[Callable[[], object]], int]) -> None:
    def cost(repeats: int) -> int:
        return calls(lambda: scan(piece * repeats))

    cost(100)
    # Eight times the text; a quadratic scan would take some sixty-four times as long.
    assert cost(4_000) < 10 * cost(500) + 1000
