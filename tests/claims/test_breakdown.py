"""Wholes and parts of the figures that no official table holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.claims import bind, breakdowns
from drafter.form import edition

Found = list[tuple[str, list[str], bool]]


def found(text: str) -> Found:
    claims = bind(text, year=2024, edition=edition("2021"))
    return [(b.whole.text, [part.text for part in b.parts], b.closed) for b in breakdowns(text, claims)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "主动公开信息100条，其中动态60条、公告30条、其他信息10条。",
            [("100条", ["60条", "30条", "10条"], True)],
        ),
        # Another unit behind 其他 is no part any more.
        (
            "网站公开信息100条，其中动态60条，其他信息40条，公开文件20份，发布解读5篇。",
            [("100条", ["60条", "40条"], True)],
        ),
        # A remark with a bracket in it is passed over whole.
        (
            "公开信息40项，其中门户网站9项（机构职能、镇（街）清单、年度报告），省级平台20项（执法事项），公众号11项。",
            [("40项", ["9项", "20项", "11项"], False)],
        ),
        # The last of a bracket has no parts behind it: they are of what stands before the bracket.
        ("公开文件100件（含规范性文件1件），其中任免文件49件。", [("100件", ["1件"], False)]),
        ("公开信息300条（公众号290条），其中动态295条。", [("300条", ["290条"], False)]),
        (
            "主动公开信息100条，其中动态60条，公告30条。",
            [("100条", ["60条", "30条"], False)],
        ),
        (
            "公开信息90条（其中机构类20条，计划类30条，其它类40条），发布推文12篇。",
            [("90条", ["20条", "30条", "40条"], True)],
        ),
        (
            "公开信息56条：公报1条，指标11条，分析18条，其他26条。",
            [("56条", ["1条", "11条", "18条", "26条"], True)],
        ),
        (
            "公开信息100条。其中，政务动态60条；通知公告30条；其他10条。培训2次。",
            [("100条", ["60条", "30条", "10条"], True)],
        ),
        (
            "公开信息100条，较上年增加20条，其中网站70条、公众号30条。",
            [("100条", ["70条", "30条"], False)],
        ),
        (
            "公开信息80条，其中网站60条，占75%，公众号20条，占25%。",
            [("80条", ["60条", "20条"], False)],
        ),
        (
            "公开信息100条，包括动态60条、公告20条、其他20条等。",
            [("100条", ["60条", "20条", "20条"], False)],
        ),
        (
            "承办件70件，其中建议28件、提案42件，可公开的复文61件全部上网。",
            [("70件", ["28件", "42件"], False)],
        ),
        (
            "征地信息96条，其中预公告31条、方案公告30条；规划信息128条。",
            [("96条", ["31条", "30条"], False)],
        ),
    ],
    ids=str,
)
def test_lists_that_tell_parts(text: str, expected: Found) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Items summed up to another figure than the whole.
        "共公开信息188条。其中专栏公开概况3条、动态9条、其他90条，共发布102条；专题公开86条。",
        "公开信息100条，发布推文60篇，举办培训2次。",
        "公开信息100条，其中涉及12个栏目。",
        "存在两个问题：一是更新慢，8月有2件超期；二是抽查时有3个栏目空白。",
        "网站公开30条，公众号公开40条。其中，推文20条、视频9条。",
        "收到政府信息公开申请12件，其中自然人9件、商业企业3件。",
        "公开信息100条，另有60条待审核。",
        "公开信息100条（不含转载30条）。",
        "登记清单5份、涉及协议216份，核对后重新编号。",
        "专项评分8.6分（满分10分）。",
        "涉及机构职能的0条，涉及财政预算的2条，涉及收费的0条。",
        "",
    ],
)
def test_figures_side_by_side_are_no_parts(text: str) -> None:
    assert found(text) == []


@given(st.lists(st.integers(0, 500), min_size=2, max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_closed_list_of_any_numbers_is_read_whole(numbers: list[int]) -> None:
    names = [f"{'甲乙丙丁戊己庚辛'[index]}类信息" for index in range(len(numbers) - 1)] + ["其他信息"]
    listed = "、".join(f"{name}{number}条" for name, number in zip(names, numbers, strict=True))
    assert found(f"全年公开信息{sum(numbers)}条，其中{listed}。") == [
        (f"{sum(numbers)}条", [f"{number}条" for number in numbers], True)
    ]
