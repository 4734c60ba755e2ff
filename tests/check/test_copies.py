"""What counts as taken over from another report, and what is everybody's wording."""

from __future__ import annotations

from drafter.check.copies import Copy, copies

OWN = "水库移民后期扶持资金按批次公示，附村组名单和银行流水编号，公示牌立在村口，逾期不撤。"
MORE = "灌区放水计划提前五天张贴，因天气调整的当天改贴，改动处用红笔标明，并由水管员电话告知用水大户。"
NEW = "今年起在渡口设电子屏，滚动播放水位和停航通知，屏幕故障由航运站当天修复并补发纸质通知。"


def found(text: str, other: str, told: list[tuple[int, int]] | None = None) -> list[str]:
    return [text[c.start : c.end] for c in copies(text, other, [(0, len(text))], told or [])]


def test_neighbouring_paragraphs_are_one_copy() -> None:
    assert found(f"{OWN}\n（二）\n{MORE}\n{NEW}", f"{MORE}\n{OWN}") == [f"{OWN}\n（二）\n{MORE}"]


def test_a_new_paragraph_between_makes_two() -> None:
    assert found(f"{OWN}\n{NEW}\n{MORE}", f"{OWN}{MORE}") == [OWN, MORE]


def test_marks_white_space_and_numbers_do_not_tell_apart() -> None:
    assert found("  " + OWN.replace("，", ", ").replace("按批次", "按 批次"), OWN) == [
        OWN.replace("，", ", ").replace("按批次", "按 批次")
    ]
    assert found(f"2024年共38批。{OWN}", f"2023年共105批。{OWN}")


def test_another_word_tells_apart() -> None:
    assert found(OWN.replace("村口", "路口"), OWN) == []


def test_a_sentence_that_tells_a_figure_of_the_tables_is_not_weighed() -> None:
    assert found(OWN, OWN, [(4, 6)]) == []


def test_size_counts_own_wording_alone() -> None:
    (copy,) = copies(f"　{OWN}", OWN, [(0, len(OWN) + 1)], [])
    assert copy == Copy(1, len(OWN) + 1, copy.size)
    assert 0 < copy.size < len(OWN)


def test_only_inside_the_spans() -> None:
    text = f"{OWN}\n{MORE}"
    assert [text[c.start : c.end] for c in copies(text, text, [(len(OWN) + 1, len(text))], [])] == [MORE]
