"""Which numbers of a text may be corrected from the tables, and what the corrected text comes to."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from drafter.check import check
from drafter.documents import Report, Review, Source
from drafter.form import edition
from drafter.pipeline import corrections_of
from drafter.write.corrections import Obstacle, corrected, corrections, obstacles

COLUMNS = ("natural", "commercial", "research", "public_welfare", "legal_service", "other")
TITLE = "青禾县水务局2024年政府信息公开工作年度报告\n一、总体情况\n"


def tables(**cells: int | None) -> dict[str, int | None]:
    """Tables that hold in every identity: 156 new, 12 carried in, 160 processed, 8 carried out; `cells` override."""
    figures: dict[str, int | None] = dict.fromkeys(edition("2021").printed, 0)
    rows = {"new": 156, "carried_in": 12, "processed": 160, "carried_out": 8, "granted": 100, "partial": 60}
    for row, total in rows.items():
        split = (total - total // 4, total // 4, 0, 0, 0, 0)
        figures |= {f"t3.{row}.{column}": part for column, part in zip(COLUMNS, split, strict=True)}
        figures[f"t3.{row}.total"] = total
    figures |= {"t4.review.upheld": 5, "t4.review.corrected": 2, "t4.review.total": 7}
    return figures | {key.replace("__", "."): value for key, value in cells.items()}


def report(text: str, figures: Mapping[str, int | None], year: int = 2024) -> Report:
    source = Source(name="报告.json", sha256="", format="json")
    return Report(
        source=source, agency="青禾县水务局", year=year, edition="2021", text=TITLE + text, figures=dict(figures)
    )


def after(review: Review, previous: Report | None = None) -> str:
    made = corrections_of(review, previous)
    return corrected(review, made).text.removeprefix(TITLE)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("全年新收政府信息公开申请166件。", "全年新收政府信息公开申请156件。"),
        ("全年新收政府信息公开申请１６６件。", "全年新收政府信息公开申请１５６件。"),
        ("全年新收政府信息公开申请一百六十六件。", "全年新收政府信息公开申请一百五十六件。"),
        ("全年新收政府信息公开申请1,156件。", "全年新收政府信息公开申请156件。"),
        ("全年办结160件，予以公开90件，占55.0%。", "全年办结160件，予以公开100件，占62.5%。"),
        ("全年新收申请156件，上年结转11件，办结161件。", "全年新收申请156件，上年结转12件，办结160件。"),
        ("行政复议9件，其中维持5件、纠正三件。", "行政复议7件，其中维持5件、纠正两件。"),
    ],
)
def test_a_number_is_put_right_in_its_own_manner(wrong: str, right: str) -> None:
    review = check(report(wrong, tables()))
    assert review.summary.contradicted
    assert after(review) == right
    assert check(report(right, tables())).summary.contradicted == 0


@pytest.mark.parametrize(
    ("text", "figures", "why"),
    [
        pytest.param("全年新收申请二十余件。", tables(), Obstacle.LOOSE, id="not exact"),
        pytest.param("全年新收申请约20件。", tables(), Obstacle.LOOSE, id="about"),
        pytest.param("全年未收到政府信息公开申请。", tables(), Obstacle.WORDS, id="told without a digit"),
        pytest.param(
            "因保护第三方合法权益不予公开3件。", tables(), Obstacle.WORDS, id="nothing is told in other words"
        ),
        pytest.param(
            "全年收到政府信息公开申请168件。", tables(), Obstacle.DOUBTFUL, id="perhaps with what was carried in"
        ),
        pytest.param(
            "全年新收申请166件。", tables(t3__new__total=157), Obstacle.UNVOUCHED, id="the table contradicts itself"
        ),
        pytest.param(
            "全年新收申请166件。", tables(t3__carried_in__total=13), Obstacle.UNVOUCHED, id="a neighbour contradicts it"
        ),
        pytest.param(
            "全年新收申请166件。", tables(t3__new__other=None, t3__new__total=157), Obstacle.UNVOUCHED, id="undecided"
        ),
        pytest.param(
            "本年制发行政规范性文件3件。",
            tables(t2__normative__issued=2),
            Obstacle.UNVOUCHED,
            id="no sum vouches for table 2",
        ),
    ],
)
def test_what_leaves_a_doubt_is_left_to_people(text: str, figures: dict[str, int | None], why: Obstacle) -> None:
    review = check(report(text, figures))
    assert [m for m in review.mentions if m.refs], "the number must be bound, or nothing is tried"
    assert corrections_of(review) == ()
    wrong = {(m.start, m.end) for m in review.mentions if m.verdict == "contradicted"}
    assert obstacles(review).keys() == wrong
    assert set(obstacles(review).values()) <= {why}


def test_a_blank_sum_of_nothing_vouches_for_nothing() -> None:
    figures = dict.fromkeys(tables(), 0) | {"t4.review.total": 1, "t4.review.upheld": 1}
    review = check(report("全年新收申请5件。行政复议3件。", figures))
    assert review.summary.contradicted == 2
    assert after(review) == "全年新收申请5件。行政复议1件。"


def test_a_change_needs_last_years_tables_to_hold_too() -> None:
    text = "新收申请156件，比上年增加30件。"
    good = report("", tables(), 2023)
    half = {key: value // 2 if isinstance(value, int) else value for key, value in tables().items()}
    last_year = good.model_copy(update={"figures": half | {"t3.carried_out.total": 12, "t3.carried_out.natural": 9}})
    review = check(report(text, tables()), last_year)
    wrong = [m for m in review.mentions if m.verdict == "contradicted"]
    assert [m.text for m in wrong] == ["30件"]
    assert corrections_of(review, last_year) == (), "its carried_out row no longer fits its column"
    steady = report("", half | balanced(), 2023)
    again = check(report(text, tables()), steady)
    assert after(again, steady) == f"新收申请156件，比上年增加{156 - 68}件。"


def balanced() -> dict[str, int | None]:
    """Rows of a year with 68 new, 4 carried in, 60 processed and 12 carried out."""
    cells: dict[str, int | None] = {}
    rows = {"new": (50, 18), "carried_in": (3, 1), "granted": (44, 16), "partial": (0, 0), "processed": (44, 16)}
    for row, (natural, commercial) in (rows | {"carried_out": (9, 3)}).items():
        cells |= {f"t3.{row}.{column}": 0 for column in COLUMNS}
        cells |= {f"t3.{row}.natural": natural, f"t3.{row}.commercial": commercial}
        cells[f"t3.{row}.total"] = natural + commercial
    return cells


def test_a_wrong_direction_is_not_mended_by_a_number() -> None:
    steady = report("", tables() | balanced(), 2023)
    review = check(report("新收申请156件，比上年减少30件。", tables()), steady)
    assert review.summary.contradicted == 1
    assert corrections_of(review, steady) == ()


def test_offsets_follow_the_corrections() -> None:
    review = check(report("新收申请一千一百六十六件。上年结转3件。", tables()))
    made = corrections(review)
    text = corrected(review, made).text
    assert [review.text[c.start : c.end] for c in made] == [c.old for c in made] == ["一千一百六十六", "3"]
    assert text.endswith("新收申请一百五十六件。上年结转12件。")
