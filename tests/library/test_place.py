from __future__ import annotations

import pytest

from drafter.library.place import Place, names_a_place, place_of, place_of_words


@pytest.mark.parametrize(
    ("note", "place"),
    [
        ("在政府网站公布部门预算和决算。", Place.DISCLOSURE),
        ("发布政策解读12篇，回应群众关切5次。", Place.DISCLOSURE),
        ("公布年度统计公报。", Place.DISCLOSURE),
        ("依申请公开答复文书统一编号，答复前征求第三方意见。", Place.REQUESTS),
        ("受理点每个工作日接待申请人咨询。", Place.REQUESTS),
        ("修订主动公开目录1次。", Place.MANAGEMENT),
        ("公文制作时同步确定公开属性，发布前保密审查。", Place.MANAGEMENT),
        ("清理行政规范性文件，宣布失效3件。", Place.MANAGEMENT),
        ("网站新开专栏2个，清理失效链接9个。", Place.PLATFORM),
        ("政务新媒体账号由3个整合为1个。", Place.PLATFORM),
        ("在办事大厅设查阅点1处。", Place.PLATFORM),
        ("组织业务培训2次，68人次参加。", Place.SUPERVISION),
        ("公开工作列入年度考核，占5分。", Place.SUPERVISION),
        ("社会评议得分92分。", Place.SUPERVISION),
        ("未发生责任追究情形。", Place.SUPERVISION),
        ("栏目更新不及时。", Place.PROBLEMS),
        ("政策解读形式单一，群众看不懂。", Place.PROBLEMS),
        ("针对更新不及时的问题，每周核对一次。", Place.MEASURES),
        ("下一步，增加图解和短视频。", Place.MEASURES),
        ("全年未收取信息处理费。", Place.OTHER),
        ("联系电话0000-0000000。", Place.CONTACT),
        ("食堂改造完成。", None),
    ],
)
def test_words_place_a_note(note: str, place: Place | None) -> None:
    assert place_of(None, note) is place


def test_a_heading_goes_before_the_words() -> None:
    assert place_of("监督保障", "网站新开专栏2个。") is Place.SUPERVISION
    assert place_of("（四）平台建设", "组织培训2次。") is Place.PLATFORM


def test_a_heading_that_names_no_place_leaves_it_to_the_words() -> None:
    assert place_of("今年做的事", "组织培训2次。") is Place.SUPERVISION


def test_a_heading_over_problems_and_measures_is_split_by_words() -> None:
    heading = "五、存在的主要问题及改进情况"
    assert place_of(heading, "栏目更新不及时。") is Place.PROBLEMS
    assert place_of(heading, "每周由办公室核对一次。") is Place.MEASURES


def test_a_short_name_inside_a_longer_heading_names_nothing() -> None:
    assert place_of("其他工作", "组织培训2次。") is Place.SUPERVISION
    assert place_of("其他", "组织培训2次。") is Place.OTHER


def test_only_a_whole_name_makes_a_line_a_heading() -> None:
    assert names_a_place("主动公开情况", whole=True)
    assert not names_a_place("主动公开工作有序推进并取得进展", whole=True)


def test_the_words_are_weighed_among_the_places_asked_for() -> None:
    assert place_of_words("业务培训", (Place.DISCLOSURE, Place.SUPERVISION)) is Place.SUPERVISION
    assert place_of_words("业务培训", (Place.DISCLOSURE,)) is None


def test_every_place_knows_its_section() -> None:
    assert {place.section for place in Place} == {"0", "1.1", "1.2", "1.3", "1.4", "1.5", "5", "6"}


@pytest.mark.parametrize(
    ("note", "place"),
    [
        ("镇长办公会专题研究政务公开工作2次。", Place.SUPERVISION),
        ("召开政务公开推进会。", Place.SUPERVISION),
        ("将政务公开纳入年度绩效考核，分值3分。", Place.SUPERVISION),
        ("将每月核对一次更新。", Place.MEASURES),
        ("将进一步丰富解读形式。", Place.MEASURES),
        ("人大代表建议办理答复5件全部公开。", Place.DISCLOSURE),
        ("去年目录不全的问题已解决。", Place.SOLVED),
        ("上年度提出的更新不及时问题已整改到位。", Place.SOLVED),
    ],
)
def test_words_that_pull_two_ways_are_weighed(note: str, place: Place) -> None:
    assert place_of(None, note) is place


@pytest.mark.parametrize(
    "heading", ["上年问题整改", "上年问题改进情况", "上年存在问题整改情况", "上一年度存在的问题及改进", "去年问题整改"]
)
def test_last_years_problems_are_not_this_years(heading: str) -> None:
    assert place_of(heading, "目录不全的问题，已补全目录。") is Place.SOLVED


def test_every_place_that_notes_can_go_to_can_be_named_to_the_writer() -> None:
    assert all(place.heading for place in Place)
