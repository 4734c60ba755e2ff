from __future__ import annotations

import re
from pathlib import Path

import drafter.draft
from drafter.draft.pattern import drawn, patterns, turned
from drafter.draft.slot import parse_slot
from drafter.form import edition

SOURCE = Path(drafter.draft.__file__).parent
# What the composer hands to patterns beside expressions over cells.
WORDS = {
    *(
        "agency",
        "signed",
        "we",
        "scope",
        "year",
        "first_day",
        "last_day",
        "than",
        "source",
        "sections",
        "contact",
        "site",
        "date",
    ),
    *("items", "made", "zeros", "kinds", "changes", "name", "by", "rate", "change", "only", "who"),
    *("outcome", "outcomes", "clauses", "label", "count", "of", "share", "reasons", "results", "direct"),
    *("after_review", "amount", "doc", "issued", "repealed", "valid", "published", "total", "problem", "measure"),
}


def test_no_pattern_has_a_figure_typed_into_it() -> None:
    typed = [(key, p.text) for key, known in patterns().items() for p in known if re.search(r"[\d０-９]", p.text)]
    assert typed == []


def test_every_slot_is_an_expression_over_real_cells_or_a_known_word() -> None:
    cells = {*edition("2021").cells, *edition("2019").cells}
    for key, known in patterns().items():
        for slot in (slot for pattern in known for slot in pattern.slots):
            parsed = parse_slot(slot)
            assert parsed or slot in WORDS, (key, slot)
            if parsed:
                assert {ref.removeprefix("prev.") for ref in parsed.expression.refs} <= cells, (key, slot)


def test_every_point_that_the_code_asks_for_has_patterns_and_every_pattern_is_asked_for() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SOURCE.glob("*.py"))
    for key in patterns():
        group, point = key.split(".")
        assert re.search(rf'"{group}\.({point}|{{)|"{point}"|"{point}s?"|{group}\.\{{', code), key


def test_points_that_open_sub_headings_have_several_ways_to_be_said() -> None:
    for key in (
        "requests.nothing",
        "requests.some",
        "dispute.none",
        "documents.kept",
        "preamble.basis",
        "extras.deeds",
    ):
        assert len({pattern.text for pattern in patterns()[key]}) >= 3, key


def test_patterns_are_chosen_by_the_seed_and_differ_between_organs() -> None:
    seeds = [f"第{number}局|2024" for number in range(40)]
    first = [turned("requests.some", seed)[0] for seed in seeds]
    assert first == [turned("requests.some", seed)[0] for seed in seeds]
    assert len(set(first)) == len(patterns()["requests.some"])


def test_a_point_said_again_is_said_otherwise() -> None:
    first, second = (turned("extras.more", "某局|2024", times)[0] for times in (0, 1))
    assert first != second


def test_a_draw_stays_below_its_bound() -> None:
    assert {drawn(f"{number}", 3) for number in range(60)} == {0, 1, 2}
