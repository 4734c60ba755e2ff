from __future__ import annotations

import pytest

from drafter.draft.place import Place, names_a_place, place_of, place_of_words


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
