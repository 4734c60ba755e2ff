"""Labels as printed."""

from __future__ import annotations

import pytest

from drafter.form import edition
from drafter.read.labels import distance, headless, plain
from drafter.read.order import resolve
from drafter.read.tablewords import is_table_words, table_words
from drafter.read.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("label", "form"),
    [
        ("1. 属于国家秘密", "属于国家秘密"),
        ("（二）部分\n公开", "部分公开"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
        ("总 计", "总计"),
        ("（七）总计", "总计"),
        ("三、本年度办理结果", "本年度办理结果"),
        ("１．属于国家秘密", "属于国家秘密"),
        ("⼀、本年新收", "本年新收"),
    ],
)
def test_plain(label: str, form: str) -> None:
    assert plain(label) == form


def test_headless() -> None:
    assert headless("本年收费金额（单位：万元）") == "本年收费金额"


@pytest.mark.parametrize("name", ["2021", "2019"])
def test_every_official_label_means_its_own_line(name: str) -> None:
    words = vocabulary()
    for table, lexicon in ((3, words.rows3), (4, words.rows4)):
        for row in edition(name).table(table).blocks[0].rows:
            for label in (row.label, *row.variants):
                found = lexicon.find(label)
                assert found is not None
                assert found.keys == (row.key,)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("本年新收政府信息公开申请数", "new"),
        ("上年结转政府信息公开申请的数量", "carried_in"),
        ("2.其他法律行政法规禁止公", "denied.law_forbids"),
        ("无正当理由大量反复申请的", "refused.excessive"),
        ("没有现成信息须要另行制作", "unable.needs_creation"),
        ("申请人无正当理由逾期不补正、行政机关不再处理", "other.overdue_correction"),
    ],
)
def test_slips(label: str, key: str) -> None:
    found = vocabulary().rows3.find(label)
    assert found is not None
    assert found.keys == (key,)
    assert found.slip


@pytest.mark.parametrize("label", ["主动公开信息数", "回应公众关注热点", "合同", "公开", "数量", "12"])
def test_other_words_mean_nothing(label: str) -> None:
    assert vocabulary().rows3.find(label) is None
    assert vocabulary().rows2.find(label) is None


def test_a_stretch_of_two_labels_leaves_both_open() -> None:
    found = vocabulary().rows3.find("行政机关不再处理其政府信息公")
    assert found is not None
    assert set(found.keys) == {"other.overdue_correction", "other.overdue_fee"}


def test_distance() -> None:
    assert distance("结果维持", "结果维待", 3) == 1
    assert distance("abc", "xyz", 1) > 1


def test_words_run_together_are_told() -> None:
    assert table_words("信息内容本年处理决定数量") == ("信息内容", "本年处理决定数量")
    assert table_words("信息内容很多") == ()
    assert is_table_words("行政诉讼（复议后起诉）")
    assert is_table_words("表二：主动公开政府信息情况")
    assert not is_table_words("主动公开政府信息情况")


class TestOrder:
    ORDER = ("a", "b", "c", "d", "e")

    def test_certain_rows_keep_their_keys(self) -> None:
        assert resolve([("c",), ("a",)], self.ORDER) == ["c", "a"]

    def test_a_row_without_label_fills_a_gap_of_one(self) -> None:
        assert resolve([("a",), None, ("c",)], self.ORDER) == ["a", "b", "c"]

    def test_a_wider_gap_is_not_filled(self) -> None:
        assert resolve([("a",), None, ("d",)], self.ORDER) == ["a", None, "d"]

    def test_two_rows_fill_a_gap_of_two(self) -> None:
        assert resolve([("a",), None, ("b", "c"), ("d",)], self.ORDER) == ["a", "b", "c", "d"]

    def test_ambiguous_labels_are_settled_by_order_alone(self) -> None:
        assert resolve([("b", "d"), ("c",)], self.ORDER) == ["b", "c"]
        assert resolve([("a",), ("b", "c"), ("e",)], self.ORDER) == ["a", None, "e"]

    def test_keys_that_are_taken_are_not_given_again(self) -> None:
        assert resolve([("a",), None, ("c",), ("b",)], self.ORDER) == ["a", None, "c", "b"]

    def test_neighbours_in_the_wrong_order_leave_it_open(self) -> None:
        assert resolve([("d",), None, ("a",)], self.ORDER) == ["d", None, "a"]

    def test_many_open_rows_end_soon(self) -> None:
        assert resolve([("a", "b", "c", "d", "e")] * 200, self.ORDER) == [None] * 200
