"""Supplementary figures: told in Chinese where they belong, held against the tables, and never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.check import check
from drafter.documents import Draft, Verdict
from drafter.draft import compose, parse_notes
from drafter.draft.slot import numeral
from drafter.form import Ledger, Supplementary

Build = Callable[..., Ledger]
Strategy = Callable[[str, bool], st.SearchStrategy[Ledger]]
RELAXED = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
CLERKS = (
    *(
        "行政许可|件",
        "行政处罚决定数|件",
        "规范性文件|件",
        "制发规范性文件|件",
        "新收申请|件",
        "依申请公开|件",
        "行政复议|件",
    ),
    *(
        "依申请公开线上申请|件",
        "信函申请|件",
        "代表建议答复公开|件",
        "委员提案办理|件",
        "12345热线答复|件",
        "办结申请|件",
    ),
    *(
        "组织培训场次|场",
        "组织培训|次",
        "业务培训人次|人次",
        "网站公开信息|条",
        "其中：惠农信息|条",
        "其中：规划信息|条",
    ),
    *(
        "公众号推送信息|条",
        "政务公开专栏数|个",
        "信息员|名",
        "查阅点接待群众|人次",
        "公开指南修订|次",
        "清理失效信息|条",
    ),
    *(
        "信息处理费收取金额|元",
        "发出收费通知|件",
        "社会评议满意率|%",
        "食堂改造|处",
        "网站访问量|万次",
        "无单位的数|",
        "|条",
    ),
)
NOTES = "# 监督保障\n- 组织培训2次，68人次参加\n- 镇长办公会专题研究政务公开3次\n- 清理失效信息5条\n"


def written(
    ledger: Ledger, *rows: tuple[str, str, str], notes: str = "", agency: str = "云河县石桥镇人民政府"
) -> Draft:
    extras = tuple(Supplementary(name, Decimal(value), unit) for name, value, unit in rows)
    return compose(replace(ledger, supplementary=extras), agency=agency, year=2024, notes=parse_notes(notes))


def section(draft: Draft, section_id: str) -> str:
    found = draft.report.section(section_id)
    assert found is not None
    return draft.report.text[found.start : found.end]


def asked(draft: Draft, *words: str) -> bool:
    return any(all(word in question.text for word in words) for question in draft.questions)


@given(data=st.data())
@RELAXED
def test_every_figure_is_written_or_asked_about(consistent: Strategy, data: st.DataObject) -> None:
    ledger = data.draw(consistent(data.draw(st.sampled_from(("2021", "2019"))), data.draw(st.booleans())))
    picked = data.draw(st.lists(st.tuples(st.sampled_from(CLERKS), st.integers(-1, 40)), max_size=14))
    rows = [(row.split("|")[0], str(value), row.split("|")[1]) for row, value in picked]
    draft = written(ledger, *rows, notes=data.draw(st.sampled_from(("", NOTES))))
    for name, value, unit in rows:
        figure = f"{numeral(Decimal(value))}{unit}"
        fee_of_nothing = value == "0" and "收" in name and "收取政府信息公开信息处理费" in draft.report.text
        assert figure in draft.report.text or asked(draft, f"{name}{figure}") or fee_of_nothing, (name, figure)


@given(data=st.data())
@RELAXED
def test_no_figure_brings_a_contradiction_in(consistent: Strategy, data: st.DataObject) -> None:
    ledger = data.draw(consistent("2021", False))
    picked = data.draw(st.lists(st.tuples(st.sampled_from(CLERKS), st.integers(1, 40)), max_size=14, unique=True))
    draft = written(ledger, *((row.split("|")[0], str(value), row.split("|")[1]) for row, value in picked))
    wrong = [m.text for m in check(draft.report).mentions if m.verdict is Verdict.CONTRADICTED]
    assert wrong == [], draft.report.text


def test_a_figure_of_the_tables_is_held_against_them(build: Build) -> None:
    ledger = build({"t2.licensing.decisions": 64, "t3.granted.natural": 12, "t2.normative.issued": 2})
    rows = (("行政许可", "70", "件"), ("新收申请", "13", "件"), ("规范性文件制发数", "3", "件"))
    draft = written(ledger, *rows)
    assert not any(figure in draft.report.text for figure in ("70件", "13件", "3件"))
    assert asked(draft, "行政许可70件", "表二“行政许可”为64件") and asked(draft, "新收申请13件", "12件")
    assert asked(draft, "规范性文件制发数3件", "为2")


def test_a_figure_equal_to_its_cell_is_not_said_twice(build: Build) -> None:
    draft = written(build({"t2.licensing.decisions": 64}), ("行政许可", "64", "件"))
    assert draft.report.text.count("64件") == 1
    assert not asked(draft, "行政许可64件")


def test_a_figure_of_a_blank_cell_is_asked_about(build: Build) -> None:
    ledger = build()
    draft = written(replace(ledger, cells={**ledger.cells, "t2.licensing.decisions": None}), ("行政许可", "64", "件"))
    assert "64件" not in draft.report.text
    assert asked(draft, "行政许可64件", "空着")


def test_posts_about_decisions_are_figures_of_their_own(build: Build) -> None:
    draft = written(build({"t2.licensing.decisions": 64}), ("行政许可公示信息", "70", "条"))
    assert "行政许可公示信息70条" in draft.report.text


def test_only_a_note_that_names_the_figure_tells_it(build: Build) -> None:
    row = ("组织培训", "2", "次")
    other = written(build(), row, notes="- 镇长办公会专题研究政务公开工作2次")
    assert "组织培训2次" in section(other, "1.5")
    unplaced = written(build(), row, notes="- 食堂改造2次")
    assert "组织培训2次" in section(unplaced, "1.5")
    told = written(build(), row, notes="- 组织全镇干部培训2次，覆盖各村")
    assert section(told, "1.5").count("2次") == 1


def test_a_note_with_another_number_is_asked_about(build: Build) -> None:
    draft = written(build(), ("清理失效信息", "23", "条"), notes="- 修订公开目录，清理失效信息32条")
    assert "23条" not in draft.report.text
    assert asked(draft, "清理失效信息23条", "工作素材第1条")


@pytest.mark.parametrize(
    ("name", "value", "unit", "place", "told"),
    [
        ("县政府网站石桥镇专栏公开信息", "312", "条", "1.1", "县政府网站石桥镇专栏公开信息312条"),
        ("微信公众号推送信息", "186", "条", "1.1", "微信公众号推送信息186条"),
        ("政协提案答复公开", "4", "件", "1.1", "政协提案答复公开4件"),
        ("人大代表建议答复公开", "5", "件", "1.1", "人大代表建议答复公开5件"),
        ("12345热线答复", "210", "件", "1.1", "12345热线答复210件"),
        ("依申请公开线上申请", "7", "件", "1.2", "依申请公开线上申请7件"),
        ("信息公开专区接待群众", "430", "人次", "1.4", "信息公开专区接待群众430人次"),
        ("政务公开专栏数", "3", "个", "1.4", "政务公开专栏3个"),
        ("组织培训场次", "2", "场", "1.5", "组织培训2场"),
        ("组织培训人次", "67", "人次", "1.5", "组织培训67人次"),
        ("信息员", "23", "名", "1.5", "信息员23名"),
    ],
)
def test_a_clerks_figure_is_told_in_chinese_where_it_belongs(
    build: Build, name: str, value: str, unit: str, place: str, told: str
) -> None:
    text = section(written(build({"t3.granted.natural": 12}), (name, value, unit)), place)
    assert told in text
    assert not any(f"{verb}{told}" in text for verb in ("推送", "发布", "开设", "组织", "办理"))


def test_more_applications_by_channel_than_there_were_are_asked_about(build: Build) -> None:
    draft = written(build(), ("依申请公开线上申请", "7", "件"))
    assert "7件" not in draft.report.text
    assert asked(draft, "依申请公开线上申请7件", "多于表三")


def test_parts_that_come_to_more_than_their_whole_are_asked_about(build: Build) -> None:
    rows = (("网站公开信息", "10", "条"), ("其中：规划信息", "8", "条"), ("其中：土地信息", "7", "条"))
    draft = written(build(), *rows)
    assert "网站公开信息10条。" in draft.report.text
    assert asked(draft, "规划信息8条", "多于") and asked(draft, "土地信息7条", "多于")


def test_what_follows_the_parts_begins_a_sentence_of_its_own(build: Build) -> None:
    rows = (("网站公开信息", "10", "条"), ("其中：规划信息", "8", "条"), ("公众号推送信息", "6", "条"))
    assert "其中规划信息8条。" in written(build(), *rows).report.text


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", "3", "条"), "没有名称"),
        (("政策解读", "3", ""), "没有单位"),
        (("政策解读", "-3", "篇"), "负数"),
        (("政策解读", "0", "篇"), "为零"),
    ],
)
def test_a_row_that_cannot_be_told_says_why(build: Build, row: tuple[str, str, str], reason: str) -> None:
    assert asked(written(build(), row), "".join(row), reason)


def test_the_same_name_with_two_values_is_asked_about(build: Build) -> None:
    draft = written(build(), ("政策解读", "3", "篇"), ("政策解读", "5", "篇"), ("政策解读", "3", "篇"))
    assert draft.report.text.count("政策解读3篇") == 1
    assert asked(draft, "政策解读5篇", "同名")


def test_a_fee_of_nothing_that_a_note_tells_needs_no_question(build: Build) -> None:
    rows = (("信息处理费收取金额", "0", "元"), ("发出收费通知", "0", "件"))
    draft = written(build(), *rows, notes="其他：本年度未收取信息处理费")
    assert not asked(draft, "补充数据")
    against = written(build(), ("信息处理费收取金额", "0", "元"), notes="其他：收取信息处理费40元")
    assert asked(against, "信息处理费收取金额0元")


def test_a_figure_on_assessment_tells_the_assessment(build: Build) -> None:
    text = section(written(build(), ("社会评议参与人数", "200", "人"), notes="- 未发生责任追究情形"), "1.5")
    assert "社会评议参与人数200人" in text and "社会评议情况" not in text
