from __future__ import annotations

import pytest

from drafter.draft import Note, parse_notes
from drafter.draft.wording import normalised, sentences


def texts(source: str) -> list[str]:
    return [note.text for note in parse_notes(source)]


@pytest.mark.parametrize(
    "bullet", ["- ", "* ", "+ ", "• ", "1. ", "1.", "1、", "1) ", "（1）", "(1)", "①", "一、", "（一）", "一是", "-"]
)
def test_every_kind_of_bullet_is_taken_off(bullet: str) -> None:
    assert texts(f"{bullet}修订公开目录1次") == ["修订公开目录1次。"]


def test_notes_are_numbered_in_the_order_written() -> None:
    assert parse_notes("- 甲事项办完\n- 乙事项办完") == (Note(1, "甲事项办完。", None), Note(2, "乙事项办完。", None))


def test_lines_without_bullets_are_notes_of_their_own() -> None:
    assert texts("组织培训2次\n修订指南1次") == ["组织培训2次。", "修订指南1次。"]


def test_a_wrapped_line_belongs_to_the_bullet_above_it() -> None:
    assert texts("- 组织业务培训2次，\n  参加68人次\n- 修订指南\n1次") == [
        "组织业务培训2次，参加68人次。",
        "修订指南1次。",
    ]


def test_a_blank_line_ends_a_note() -> None:
    assert texts("- 组织业务培训2次\n\n修订指南1次") == ["组织业务培训2次。", "修订指南1次。"]


def test_a_decimal_a_year_and_a_minus_are_no_bullets() -> None:
    assert texts("12.5万元经费到位") == ["12.5万元经费到位。"]
    assert texts("1.2024年印发方案") == ["2024年印发方案。"]
    assert texts("-5%的降幅") == ["-5%的降幅。"]


def test_a_heading_holds_until_the_next_one() -> None:
    notes = parse_notes("# 监督保障\n- 甲事\n- 乙事\n## 主动公开情况\n- 丙事\n# 今年的工作\n- 丁事")
    assert [note.heading for note in notes] == ["监督保障", "监督保障", "主动公开情况", None]


def test_a_numbered_heading_without_a_hash_is_a_heading() -> None:
    notes = parse_notes("（五）监督保障\n通报两期\n存在问题：\n更新慢")
    assert [(note.text, note.heading) for note in notes] == [("通报两期。", "监督保障"), ("更新慢。", "存在问题")]


def test_a_prefix_places_its_own_note_only() -> None:
    notes = parse_notes("# 监督保障\n- 平台建设：清理链接9个\n- 通报两期")
    assert [(note.text, note.heading) for note in notes] == [
        ("清理链接9个。", "平台建设"),
        ("通报两期。", "监督保障"),
    ]


def test_a_colon_that_names_no_place_stays_in_the_note() -> None:
    assert texts("- 开放时间：每周一") == ["开放时间：每周一。"]


def test_emphasis_rules_and_empty_bullets_leave_nothing_behind() -> None:
    assert texts("- **通报**两期\n---\n-\n\ufeff") == ["通报两期。"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("组织培训 2 次,参加68人次.", "组织培训2次，参加68人次。"),
        ("发布信息1,234条；", "发布信息1234条。"),
        ("发布信息１２条（含图解３条）", "发布信息12条（含图解3条）。"),
        ('开设"一件事"专栏(试运行)', "开设“一件事”专栏（试运行）。"),
        ("网址 http://a.example/x?y=1,2 已公布", "网址http://a.example/x?y=1,2已公布。"),
        ("占比98.5%,较好", "占比98.5%，较好。"),
        ("上午8:30开放", "上午8:30开放。"),
        ("，。；", ""),
    ],
)
def test_punctuation_is_normalised_and_facts_are_kept(written: str, told: str) -> None:
    assert normalised(written) == told


def test_sentences_put_together_are_the_text() -> None:
    text = "甲事办完。乙事“已办。”丙事待办"
    assert "".join(sentences(text)) == text
    assert len(sentences(text)) == 3


def test_a_hostile_file_is_parsed_in_one_go() -> None:
    assert texts("- " + "（" * 50_000) == []
    assert len(texts("- " + "甲，" * 100_000)[0]) == 200_000
