from __future__ import annotations

from decimal import Decimal

import pytest

from drafter.draft.calling import Manner, called, is_part
from drafter.form import Supplementary


def figure(name: str, unit: str) -> Supplementary:
    return Supplementary(name, Decimal(7), unit)


@pytest.mark.parametrize(
    ("name", "unit", "words", "manner"),
    [
        ("组织培训场次", "场", "组织培训", Manner.DEED),
        ("组织培训人次", "人次", "组织培训", Manner.DEED),
        ("业务培训次数", "次", "组织业务培训", Manner.DEED),
        ("业务培训", "人次", "业务培训", Manner.DEED),
        ("政策解读", "篇", "发布政策解读", Manner.DEED),
        ("全年主动公开政府信息总数", "条", "主动公开政府信息", Manner.DEED),
        ("公开指南修订", "次", "修订公开指南", Manner.DEED),
        ("网站错敏词清理数", "处", "清理网站错敏词", Manner.DEED),
        ("微信公众号推送信息", "条", "微信公众号推送信息", Manner.ACT),
        ("区政府网站柳林专栏公开信息", "条", "区政府网站柳林专栏公开信息", Manner.ACT),
        ("政务公开专区接待人次", "人次", "政务公开专区接待", Manner.ACT),
        ("12345热线答复", "件", "12345热线答复", Manner.ACT),
        ("微信公众号", "条", "微信公众号发布信息", Manner.ACT),
        ("视频号", "期", "视频号发布", Manner.ACT),
        ("政务公开专栏数", "个", "设有政务公开专栏", Manner.STATE),
        ("信息员", "名", "信息员", Manner.STATE),
        ("公众号关注人数", "人", "公众号关注人数", Manner.STATE),
        ("满意度指数", "分", "满意度指数", Manner.STATE),
        ("网站访问量", "万次", "网站访问量", Manner.STATE),
        ("政策咨询答复率", "%", "政策咨询答复率", Manner.STATE),
        ("公开信息（条）", "条", "公开信息", Manner.DEED),
        ("网站 公开\n信息", "条", "网站公开信息", Manner.ACT),
    ],
)
def test_a_clerks_name_becomes_words_before_the_figure(name: str, unit: str, words: str, manner: Manner) -> None:
    found = called(figure(name, unit))
    assert (found.words, found.manner) == (words, manner)


@pytest.mark.parametrize("name", ["其中：政务动态", "其中政务动态", "其中 ：政务动态"])
def test_a_part_is_known_by_its_mark(name: str) -> None:
    assert is_part(name)
    assert called(figure(name, "条")).words.endswith("政务动态")


def test_a_name_that_is_nothing_but_a_measure_stays() -> None:
    assert called(figure("人次", "人次")).words == "人次"
