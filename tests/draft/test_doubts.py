"""Work notes held against the tables before they are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.check import check
from drafter.documents import Draft, Verdict
from drafter.draft import compose, parse_notes
from drafter.form import Ledger

Build = Callable[..., Ledger]
Strategy = Callable[[str, bool], st.SearchStrategy[Ledger]]
RELAXED = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
ON_REQUESTS = (
    *("全年收到申请{}件，全部按期办结", "新收申请{}件", "上年结转{}件，均已答复", "办结申请{}件，其中予以公开{}件"),
    *("制发规范性文件{}件", "发生行政复议{}件", "未收到申请，但接待咨询{}人次", "收到申请{}件，较上年增长{}%"),
)


def written(ledger: Ledger, notes: str, agency: str = "云河县石桥镇人民政府") -> Draft:
    return compose(ledger, agency=agency, year=2024, notes=parse_notes(notes))


def section(draft: Draft, section_id: str) -> str:
    found = draft.report.section(section_id)
    assert found is not None
    return draft.report.text[found.start : found.end]


def questions(draft: Draft) -> list[str]:
    return [question.text for question in draft.questions]


BUSY = {"t3.granted.natural": 50, "t3.partial.natural": 7, "t3.carried_out.natural": 4, "t4.review.upheld": 2}


@given(data=st.data())
@RELAXED
def test_notes_on_the_tables_own_figures_never_contradict_them(consistent: Strategy, data: st.DataObject) -> None:
    ledger = data.draw(consistent("2021", False))
    picked = data.draw(st.lists(st.tuples(st.sampled_from(ON_REQUESTS), st.integers(0, 80)), max_size=5))
    draft = written(ledger, "\n".join(f"- {text.format(value, value)}" for text, value in picked))
    wrong = [m.text for m in check(draft.report).mentions if m.verdict is Verdict.CONTRADICTED]
    assert wrong == [], draft.report.text
    new, carried_in = ledger.amount("t3.new.total"), ledger.amount("t3.carried_in.total")
    for text, value in picked:
        if text == ON_REQUESTS[0] and value not in (new, int(new or 0) + int(carried_in or 0)):
            assert text.format(value) not in draft.report.text


@pytest.mark.parametrize("heading", ["", "# 依申请公开\n", "# 监督保障\n"])
def test_a_false_note_is_asked_about_wherever_it_would_stand(build: Build, heading: str) -> None:
    draft = written(build(BUSY), f"{heading}- 全年收到申请70件，全部按期办结")
    assert "70件" not in draft.report.text and "按期办结" not in draft.report.text
    assert any("“70件”" in text and "按表格应为61件" in text for text in questions(draft))


def test_nothing_received_and_something_received_are_never_both_said(build: Build) -> None:
    draft = written(build(), "- 全年收到申请70件，全部按期办结")
    assert "未收到政府信息公开申请" in section(draft, "1.2") or "没有收到政府信息公开申请" in section(draft, "1.2")
    assert "70件" not in draft.report.text


def test_notes_on_applications_stand_before_the_disputes(build: Build) -> None:
    notes = "# 依申请公开\n- 答复文书由法规股逐件审核\n- 复议案件由分管领导出庭答辩"
    text = section(written(build(BUSY), notes), "1.2")
    assert text.index("逐件审核") < text.index("行政复议2件") < text.index("出庭答辩")


def test_a_wrong_direction_is_told_as_a_direction(build: Build) -> None:
    before = build({"t3.granted.natural": 100})
    draft = written(build(BUSY, previous=before), "- 收到政府信息公开申请61件，较上年增长39%")
    assert "增长39%" not in draft.report.text
    assert any("按表格应为下降39" in text for text in questions(draft))


def test_a_statement_without_a_number_is_answered_by_its_cell(build: Build) -> None:
    draft = written(build(BUSY), "- 依申请公开：无结转下年度继续办理件")
    assert any(
        "“无结转下年度继续办理件”" in text and "表三“结转下年度继续办理”为4件" in text for text in questions(draft)
    )


def test_all_done_is_not_said_while_some_are_carried_over(build: Build) -> None:
    for words in ("全部按期办结", "均已办结", "均在法定期限内办结"):
        draft = written(build(BUSY), f"- 依申请公开：收到的申请{words}")
        assert words not in draft.report.text
        assert any(f"“{words}”" in text and "表三“结转下年度继续办理”为4件" in text for text in questions(draft))
    assert "均已办结" in written(build(), "- 依申请公开：来信咨询件均已办结").report.text


def test_questions_on_notes_come_in_the_order_of_the_notes(build: Build) -> None:
    notes = "- 食堂改造完成\n- 收到申请70件\n- 车库改造完成\n- 全年新收申请80件"
    numbers = [text[5] for text in questions(written(build(BUSY), notes)) if text.startswith("工作素材第")]
    assert numbers == ["1", "2", "3", "4"]


def test_questions_are_numbered(build: Build) -> None:
    draft = written(build(), "- 食堂改造完成")
    assert [question.number for question in draft.questions] == list(range(1, len(draft.questions) + 1))


def test_an_unknown_heading_leaves_it_to_the_words_and_says_so(build: Build) -> None:
    draft = written(build(), "# 亮点\n- 组织业务培训2次\n- 清理失效链接9个\n# 平台建设\n- 网站新开专栏1个")
    assert "组织业务培训2次" in section(draft, "1.5")
    told = [text for text in questions(draft) if "亮点" in text]
    assert len(told) == 1
    assert "第1条写入“（五）监督保障”" in told[0] and "第2条写入“（四）" in told[0] and "第3条" not in told[0]


def test_a_title_above_the_headings_is_no_unknown_heading(build: Build) -> None:
    draft = written(build(), "# 今年的工作素材\n## 监督保障\n- 组织业务培训2次")
    assert not any("今年的工作素材" in text for text in questions(draft))


def test_a_note_with_slots_of_a_template_is_asked_about(build: Build) -> None:
    draft = written(
        build(BUSY), "- 主动公开：{{t3.new.total|件}}、{{发布数}}条，按此填写\n- 主动公开：公布补贴名单3次\n"
    )
    assert "{{" not in draft.report.text and "公布补贴名单3次" in draft.report.text
    assert any("第1条里有没填的花括号" in question for question in questions(draft))


@pytest.mark.parametrize(
    ("words", "written_so"),
    [
        ("行政处罚比上年减少", False),
        ("与上年相比行政处罚减少，执法更加规范", False),
        ("与上年相比，行政处罚有所增加", True),
        ("道路运输行政处罚比上年减少", True),
    ],
)
def test_a_direction_without_a_number_is_held_against_both_years(build: Build, words: str, written_so: bool) -> None:
    before = build({"t2.penalty.decisions": 21})
    draft = written(build({"t2.penalty.decisions": 30}, previous=before), f"- 主动公开：{words}")
    asked = [text for text in questions(draft) if "与表格不符" in text]
    assert (words.strip("，") in draft.report.text) is written_so
    assert bool(asked) is not written_so
    assert all("“行政处罚”为30件" in text and "上年表二“行政处罚”为21件" in text for text in asked)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("申请数量较上年增加，主要是征地项目集中公示", False),
        ("受机构改革影响，全年申请有所下降", False),
        ("申请增加因新开发区落地", False),
        ("申请较上年增加，因此增设受理窗口1个", True),
        ("复议案件减少，主要是事前沟通充分", True),
        ("申请登记由专人负责", True),
    ],
)
def test_the_cause_of_a_change_is_not_asked_for_where_a_note_tells_it(build: Build, words: str, asked: bool) -> None:
    before = build({"t3.granted.natural": 100})
    now = {"t3.granted.natural": 50} if "下降" in words else {"t3.granted.natural": 150}
    draft = written(build(now, previous=before), f"# 依申请公开\n- {words}")
    assert any("变化的主要原因" in text for text in questions(draft)) is asked
