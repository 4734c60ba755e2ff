"""What holds of the claims of any text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafter.claims import Claim, Kind, bind
from drafter.claims.lexicon import vocabulary
from drafter.form import EDITION_NAMES, edition
from drafter.numerals import scan

HOSTILE = Path(__file__).resolve().parents[1] / "hostile.yaml"
_NUMBERS = (
    "5件",
    "0",
    "12.5%",
    "约30条",
    "2倍",
    "三",
    "百余件",
    "1,234件",
    "１２件",
    "十件",
    "3至5天",
    "1/3",
    "98.5 %",
    "6 篇",
)
_SIGNS = (
    *"，，，。；、（）：“”《》\n ",
    "2023年",
    "2024年",
    "12月",
    "第一季度",
    "未收到",
    "均",
    "无",
    "零投诉",
    "与上年持平",
)
_TEXTS = st.lists(
    st.one_of(
        st.sampled_from(sorted(vocabulary("2021").words)),
        st.sampled_from(_NUMBERS),
        st.sampled_from(_SIGNS),
        st.text(alphabet="公开申请信息件条无均第一二0123456789（）《》〔〕，。 \n", max_size=6),
    ),
    max_size=40,
).map("".join)


@given(_TEXTS, st.sampled_from(EDITION_NAMES), st.sampled_from((None, 2020, 2024)))
@settings(max_examples=150, deadline=None)
@example("无活动复议后提起诉讼1/3三不予处理的", "2021", 2024)
def test_claims_are_in_order_and_slice_to_the_text(text: str, form: str, year: int | None) -> None:
    claims = bind(text, year=year, edition=edition(form))
    end = 0
    for claim in claims:
        assert end <= claim.start < claim.end
        assert text[claim.start : claim.end] == claim.text
        end = claim.end


@given(_TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_quantity_is_accounted_for_once(text: str) -> None:
    claims = bind(text, year=2024, edition=edition("2021"))
    for quantity in scan(text):
        covering = [c for c in claims if c.start < quantity.end and quantity.start < c.end]
        assert covering, quantity
        if any(c.kind is Kind.FIGURE for c in covering):
            assert [c.text for c in covering] == [quantity.text]


@given(_TEXTS)
@settings(max_examples=100, deadline=None)
def test_only_figures_and_statements_bind_and_only_to_cells_of_the_form(text: str) -> None:
    form = edition("2019")
    for claim in bind(text, year=2020, edition=form):
        if not claim.kind.states_a_figure:
            assert claim.expression is None and claim.value is None
        assert all(form.cell(key) is not None for key in claim.refs)
        assert claim.kind is not Kind.FIGURE or claim.quantity is not None


@pytest.mark.parametrize(
    ("spaced", "plain"),
    [
        ("收到政府信息公开申请 12 件，上年结转 2 件。", "收到政府信息公开申请12件，上年结转2件。"),
        ("收到政府信息公开申请12件,上年结转2件.", "收到政府信息公开申请12件，上年结转2件。"),
        ("收到政府信息公開申請12件，上年結轉2件。", "收到政府信息公开申请12件，上年结转2件。"),
        ("收到政府信息公开申请１２件，上年结转２件。", "收到政府信息公开申请12件，上年结转2件。"),
    ],
)
def test_spelling_does_not_change_the_meaning(spaced: str, plain: str) -> None:
    assert _meanings(spaced) == _meanings(plain) == ["t3.new.total", "t3.carried_in.total"]


def _meanings(text: str) -> list[str]:
    return [c.expression.text for c in _figures(text) if c.expression]


def _figures(text: str) -> list[Claim]:
    return [c for c in bind(text, year=2024, edition=edition("2021")) if c.kind is Kind.FIGURE]


def test_figures_keep_the_quantity_as_scanned() -> None:
    (claim,) = _figures("发布信息约 1.5 万条。")
    assert claim.quantity == scan("发布信息约 1.5 万条。")[0]
    assert claim.value == 15000
    assert (claim.unit, str(claim.bound)) == ("条", "about")


def test_an_empty_text_claims_nothing() -> None:
    assert bind("", year=2024, edition=edition("2021")) == ()


def test_a_bureau_of_justice_tells_of_the_reviews_it_decides() -> None:
    text = "全年发生行政复议案件320件。因政府信息公开被申请行政复议2件。"
    own, other = (
        [c.refs for c in bind(text, year=2024, edition=edition("2021"), agency=agency) if c.kind is Kind.FIGURE]
        for agency in ("青禾县司法局", "青禾县民政局")
    )
    assert own == [(), ("t4.review.total",)]
    assert other == [("t4.review.total",), ("t4.review.total",)]


@pytest.mark.parametrize("piece", yaml.safe_load(HOSTILE.read_text("utf-8"))["claims"])
def test_hostile_repetition_costs_in_step_with_its_length(
    piece: str, calls: Callable[[Callable[[], object]], int]
) -> None:
    form = edition("2021")

    def cost(length: int) -> int:
        text = piece * (length // len(piece))
        return calls(lambda: bind(text, year=2024, edition=form))

    cost(1_500)
    # Four times the text; work that grows with its square would be sixteen times as much.
    assert cost(6_000) < 6 * cost(1_500) + 1000


def test_work_grows_in_step_with_the_text(calls: Callable[[Callable[[], object]], int]) -> None:
    sentence = "全年收到政府信息公开申请156件（含上年结转12件），同比增长5.5%，均按时答复；公开信息3000余条。\n"
    form = edition("2021")

    def cost(times: int) -> int:
        return calls(lambda: bind(sentence * times, year=2024, edition=form))

    cost(30)
    assert cost(120) < 5 * cost(30)
