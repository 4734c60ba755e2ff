"""Agency and year."""

from __future__ import annotations

import pytest

from drafter.read.identity import identify


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        ("云岭县水利局2023年政府信息公开工作年度报告", "云岭县水利局", 2023),
        ("云岭县水利局 2 0 2 3 年政府信息公开工作年度报告", "云岭县水利局", 2023),
        ("2024年云岭县水利局政府信息公开工作年度报告", "云岭县水利局", 2024),
        ("云岭县人民政府2022年度政府信息公开工作年度报告", "云岭县人民政府", 2022),
        ("云岭县水利局关于2021年度政府信息公开工作的报告", "云岭县水利局", 2021),
        ("云岭县水利局政府信息公开工作2020年度报告", "云岭县水利局", 2020),
        ("云岭县二〇二三年政府信息公开工作年度报告", "云岭县", 2023),
        ("云岭县人民政府信息公开工作年度报告（2023年度）报告", "云岭县人民政府", 2023),
    ],
)
def test_from_the_title(title: str, agency: str, year: int) -> None:
    identity = identify([title, "正文。"])
    assert (identity.agency, identity.year, identity.assumed) == (agency, year, False)


def test_a_title_over_two_lines() -> None:
    identity = identify(["云岭县水利局", "2023年政府信息公开工作年度报告", "正文。"])
    assert identity.year == 2023
    assert identity.agency == "云岭县水利局"


def test_a_title_cut_in_mid_word_under_a_stray_line() -> None:
    identity = identify(["正文", "2025 年云岭县人民政府办公室政府信息公开", "工作年度报告", "一、总体情况"])
    assert (identity.agency, identity.year, identity.assumed) == ("云岭县人民政府办公室", 2025, False)


def test_a_note_after_the_title_is_no_part_of_it() -> None:
    assert identify(["云岭县水利局2023年政府信息公开工作年度报告（全文）"]).year == 2023


def test_the_pages_title_helps_out() -> None:
    identity = identify(["正文。"], "云岭县水利局2023年政府信息公开工作年度报告")
    assert (identity.agency, identity.year, identity.in_text) == ("云岭县水利局", 2023, False)


def test_the_period_and_the_signature_help_out() -> None:
    lines = ["统计期限自2022年1月1日至2022年12月31日。", "正文。", "云岭县水利局", "2023年1月9日"]
    identity = identify(lines)
    assert (identity.agency, identity.year) == ("云岭县水利局", 2022)


def test_the_year_before_the_signature() -> None:
    assert identify(["正文。", "云岭县水利局 2024年1月9日"]).year == 2023


def test_the_year_most_spoken_of_is_an_assumption() -> None:
    identity = identify(["2023年，本局收到2022年结转的申请1件。", "2023年，转2024年办理2件，比2022年多。"])
    assert (identity.year, identity.assumed) == (2023, True)


def test_nothing_is_made_up() -> None:
    identity = identify(["本局公开信息3条。"])
    assert (identity.agency, identity.year) == (None, None)


def test_a_report_among_papers_posted_is_not_this_one() -> None:
    posted = "全年公开2023年度政府信息公开工作年度报告、2024年工作计划等9项。2024年，清溪局受理申请2件。2024年无复议。"
    assert identify([posted]).year == 2024
    assert identify(["现公布2023年度政府信息公开工作年度报告。2024年无复议。2024年1月印发。"]).year == 2023
