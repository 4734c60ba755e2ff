"""Weak passages are asked about; a passage with a fact in it is not called empty."""

from collections.abc import Callable

import pytest

from drafter.documents import Revision

Told = Callable[..., Revision]

OPENING = (
    "一、总体情况\n2024年，我局主动公开政府信息302条，收到申请12件，更新目录和指南，网站改版，开展培训2次。{more}\n"
)
MIDDLE = "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n"
CLOSING = "五、存在的主要问题及改进情况\n{five}\n六、其他需要报告的事项\n本年度未收取信息处理费。"
FIVE = "水质公告专业名词多，水厂来电问过17次。下一步，公告后附名词说明。"


def weak(revised: Told, more: str = "", five: str = FIVE, notes: str = "") -> list[tuple[str, str]]:
    text = OPENING.format(more=more) + MIDDLE + CLOSING.format(five=five)
    found = revised(text, notes=notes, headed=True)
    assert found.text == text, "a weakness is never rewritten without a model"
    return [(remark.rule, remark.quote) for remark in found.remarks if remark.kind == "weakness"]


def test_a_plain_report_has_none(revised: Told) -> None:
    assert weak(revised) == []


def test_a_problem_that_everybody_has(revised: Told) -> None:
    five = "一是公开意识有待进一步提高。二是水质公告专业名词多，水厂来电问过17次。下一步，公告后附名词说明。"
    assert weak(revised, five=five) == [("笼统的问题", "一是公开意识有待进一步提高。")]


@pytest.mark.parametrize(
    "sentence",
    [
        "个别股室对目录更新不够重视，第三季度有4条信息晚了10天。",
        "政策解读形式不够丰富，例如灌溉水价调整只有文字没有图解。",
    ],
)
def test_a_problem_with_a_fact_is_none(revised: Told, sentence: str) -> None:
    assert weak(revised, five=f"{sentence}下一步，按月检查。") == []


def test_words_without_a_deed(revised: Told) -> None:
    empty = "我局高度重视政务公开工作，扎实推进各项任务，不断提升公开水平。"
    assert weak(revised, more=empty) == [("空泛的话", empty)]
    assert weak(revised, more="我局高度重视政务公开工作，扎实推进目录更新，补录水库信息46条。") == []


def test_a_sentence_too_long(revised: Told) -> None:
    long = "围绕供水、排水、灌溉、防汛、水土保持五方面，" * 7 + "公开信息。"
    assert [rule for rule, _ in weak(revised, more=long)] == ["过长的句子"]


def test_a_measure_for_no_problem(revised: Told) -> None:
    five = (
        "一是水质公告专业名词多，看不懂。二是水库水情更新迟，汛期晚了2天。改进措施：一是水质公告附名词说明。"
        "二是水库水情由监测站直接上传。三是举办一次书画比赛，营造氛围。"
    )
    assert weak(revised, five=five) == [("没有对应问题的措施", "三是举办一次书画比赛，营造氛围。")]


def test_a_problem_without_measure(revised: Told) -> None:
    five = (
        "一是水质公告专业名词多，看不懂。二是灌溉水价解读少，只有1篇。三是水库水情更新迟，汛期晚了2天。"
        "改进措施：一是水质公告附名词说明。二是水库水情由监测站直接上传。"
    )
    assert weak(revised, five=five) == [("没有措施的问题", "二是灌溉水价解读少，只有1篇。")]


def test_a_note_that_the_text_does_not_tell(revised: Told) -> None:
    assert weak(revised, notes="- 新建河长制公示牌查询专栏，收录河长名录和巡河记录。") == [
        ("素材没有写进正文", "一、总体情况")
    ]
    assert weak(revised, notes="- 网站改版。") == []


def test_a_point_that_is_missing(revised: Told) -> None:
    text = "一、总体情况\n2024年，我局主动公开政府信息302条，收到申请12件，更新目录和指南，网站改版。\n"
    found = revised(text + MIDDLE + CLOSING.format(five=FIVE), headed=True)
    assert [remark.rule for remark in found.remarks if remark.kind == "weakness"] == ["没有写到监督保障"]
