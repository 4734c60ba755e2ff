from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from drafter.documents import CellSource, Draft
from drafter.draft import compose, parse_notes
from drafter.form import Ledger, Supplementary, edition

Build = Callable[..., Ledger]
NOTES = """
# 主动公开
- 在县政府网站公布进度数据和分析46条
- 5月公布上年统计公报
# 政府信息管理
- 修订主动公开目录1次
# 平台建设
- 对“统计数据”栏目重新分类，清理失效链接9个
# 监督保障
- 调整领导小组成员，由办公室承办
- 组织业务培训2次，68人次参加
# 存在问题
- 数据解读偏专业
- 栏目更新不及时
# 改进措施
- 每季度配发图解
- 每周由办公室核对一次更新
# 其他
- 全年未收取信息处理费
"""
BUSY = {
    "t3.granted.natural": 40,
    "t3.granted.commercial": 5,
    "t3.partial.natural": 12,
    "t3.denied.process.natural": 3,
    "t3.denied.internal.natural": 2,
    "t3.unable.not_held.natural": 20,
    "t3.refused.repeat.natural": 4,
    "t3.carried_out.natural": 6,
    "t3.carried_in.natural": 2,
    "t4.review.upheld": 3,
    "t4.review.corrected": 1,
    "t4.direct.upheld": 2,
    "t4.after_review.pending": 1,
    "t2.normative.issued": 2,
    "t2.normative.valid": 9,
    "t2.licensing.decisions": 120,
    "t2.fees.amount": Decimal("3.5"),
}


def section(draft: Draft, section_id: str) -> str:
    found = draft.report.section(section_id)
    assert found is not None
    return draft.report.text[found.start : found.end].rstrip("\n")


def written(ledger: Ledger, agency: str = "云河县统计局", year: int = 2024, notes: str = "") -> Draft:
    return compose(ledger, agency=agency, year=year, notes=parse_notes(notes))


def test_all_sections_stand_in_order_with_their_headings(build: Build) -> None:
    report = written(build()).report
    assert [s.id for s in report.sections] == [
        *("0", "1", "1.1", "1.2", "1.3", "1.4", "1.5", "2", "3", "4", "5", "6"),
    ]
    for found in report.sections:
        assert report.text[found.start : found.end].startswith(found.title)
    titles = [s.title for s in report.sections]
    assert titles[0] == ""
    assert report.text.startswith("云河县统计局2024年政府信息公开工作年度报告\n")
    assert titles[1] == "一、总体情况"
    assert titles[7:] == [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


def test_sections_follow_each_other_without_a_gap(build: Build) -> None:
    report = written(build(BUSY), notes=NOTES).report
    tops = [s for s in report.sections if "." not in s.id]
    assert [s.end for s in tops] == [*(s.start for s in tops[1:]), len(report.text)]


def test_sub_headings_lie_inside_section_one(build: Build) -> None:
    report = written(build()).report
    whole = report.section("1")
    assert whole is not None
    inside = [s for s in report.sections if s.id.startswith("1.")]
    assert all(whole.start < s.start < s.end <= whole.end for s in inside)


def test_every_character_of_the_text_belongs_to_one_sentence(build: Build) -> None:
    draft = written(build(BUSY), notes=NOTES)
    covered = "".join(draft.report.text[s.start : s.end] for s in draft.sentences)
    assert covered == draft.report.text.replace("\n", "")
    assert all(draft.report.text[s.start : s.end] == s.text for s in draft.sentences)
    assert {s.section for s in draft.sentences} == {s.id for s in draft.report.sections}


def test_the_report_carries_the_figures_it_was_made_from(build: Build) -> None:
    ledger = replace(build(BUSY), supplementary=(Supplementary("推文", Decimal(30), "篇", "公众号"),))
    report = written(ledger).report
    assert report.figures == dict(ledger.cells)
    assert [(s.name, s.value, s.unit, s.source) for s in report.supplementary] == [
        ("推文", Decimal(30), "篇", "公众号")
    ]
    assert (report.agency, report.year, report.edition) == ("云河县统计局", 2024, "2021")
    assert len(report.source.sha256) == 64


def test_the_same_input_gives_the_same_bytes(build: Build) -> None:
    first, second = (written(build(BUSY), notes=NOTES).model_dump_json() for _ in range(2))
    assert first == second


def test_other_organs_read_differently(build: Build) -> None:
    texts = {
        written(build(BUSY), agency=f"云河县{name}局").report.text.replace(name, "") for name in "甲乙丙丁戊己庚辛"
    }
    assert len(texts) == 8


def test_nothing_happened_is_one_sentence(build: Build) -> None:
    requests = section(written(build(), notes=NOTES), "1.2")
    assert requests.count("政府信息公开申请") == 1
    assert "行政复议" in requests and "行政诉讼" in requests
    assert "0件" not in written(build()).report.text


def test_a_zero_report_asks_what_keeps_the_channel_open(build: Build) -> None:
    assert "【待补充：申请受理渠道和咨询服务情况】" in section(written(build()), "1.2")
    kept = written(build(), notes="- 依申请公开受理点照常开放")
    assert "受理点照常开放" in section(kept, "1.2")
    assert "【待补充" not in section(kept, "1.2")


def test_a_busy_year_is_told_with_parts_shares_and_outcomes(build: Build) -> None:
    text = section(written(build(BUSY), agency="青山市水利局"), "1.2")
    for told in ("90件", "自然人申请85件", "法人或其他组织申请5件", "2件", "86件", "6件", "45件", "52.3%", "12件"):
        assert told in text
    assert "属于四类过程性信息3件、属于三类内部事务信息2件" in text
    assert "均因本机关不掌握相关政府信息" in text
    assert "结果维持3件、结果纠正1件" in text


def test_share_words_follow_the_figures_of_each_row(build: Build) -> None:
    text = section(written(build(BUSY)), "1.2")
    assert "无法提供20件" in text and "23.3%" in text
    assert "不予处理4件" in text and "4.7%" in text


def test_few_requests_are_told_without_shares(build: Build) -> None:
    text = section(written(build({"t3.granted.natural": 2, "t3.denied.inquiry.natural": 1})), "1.2")
    assert "%" not in text
    assert "不予公开1件（属于行政查询事项）" in text


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (20, 25, ("增加5件，增长25.0%",)),
        (20, 15, ("减少5件，下降25.0%",)),
        (20, 20, ("与上年持平",)),
        (0, 3, ("增加3件",)),
        (3, 0, ("减少3件",)),
    ],
)
def test_changes_have_the_right_direction(build: Build, before: int, now: int, told: tuple[str, ...]) -> None:
    previous = build({"t3.granted.natural": before})
    text = section(written(build({"t3.granted.natural": now}, previous=previous)), "1.2")
    assert all(words in text for words in told)
    assert ("增长" in text) == (now > before > 0)
    assert ("下降" in text) == (before > now > 0)


def test_without_last_year_nothing_is_compared(build: Build) -> None:
    text = written(build(BUSY), notes=NOTES).report.text
    assert not any(word in text for word in ("较上年", "比上年", "与上年", "增长", "下降"))


def test_a_blank_cell_is_asked_about_and_not_told_as_zero(build: Build) -> None:
    ledger = build()
    draft = written(replace(ledger, cells={**ledger.cells, "t3.new.total": None, "t4.review.total": None}))
    text = section(draft, "1.2")
    assert "未收到" not in text and "未发生政府信息公开行政复议" not in text
    assert "【待补充：本年新收政府信息公开申请件数】" in text
    assert any("表三" in question.text for question in draft.questions)
    assert any("表四" in question.text for question in draft.questions)


def test_absent_tables_leave_the_draft_without_claims() -> None:
    draft = written(Ledger(edition("2021"), {}))
    assert not [s for s in draft.sentences if s.origin == "composer"]
    assert draft.report.section("6") is not None


def test_outcomes_above_their_total_are_asked_about(build: Build) -> None:
    ledger = build({"t3.granted.natural": 3})
    draft = written(replace(ledger, cells={**ledger.cells, "t3.granted.total": 5}))
    assert "予以公开5件" not in draft.report.text
    assert any("之和为5件，“总计”为3件" in question.text for question in draft.questions)


def test_each_sub_heading_has_one_placeholder_at_most(build: Build) -> None:
    for agency in ("云河县统计局", "云河县人民政府"):
        draft = written(build(), agency=agency)
        for found in draft.report.sections:
            if found.id not in ("1", "6"):
                assert draft.report.text[found.start : found.end].count("【待补充") <= 1
        asked = {question.placeholder for question in draft.questions if question.placeholder}
        assert asked == {s.text for s in draft.sentences if s.origin == "placeholder"}


def test_notes_fill_the_gaps_and_keep_their_words(build: Build) -> None:
    draft = written(build(), notes=NOTES)
    assert "公布进度数据和分析46条。5月公布上年统计公报。" in section(draft, "1.1")
    assert "修订主动公开目录1次。" in section(draft, "1.3")
    assert "清理失效链接9个。" in section(draft, "1.4")
    assert "组织业务培训2次，68人次参加。" in section(draft, "1.5")
    told = {number for s in draft.sentences for number in s.notes}
    assert told == set(range(1, 12))
    assert all("待补充" not in section(draft, number) for number in ("1.1", "1.3", "1.4", "1.5", "5"))


def test_problems_and_measures_are_paired_in_order(build: Build) -> None:
    text = section(written(build(), notes=NOTES), "5")
    problems, measures = text.split("\n")[1:]
    assert problems.index("一是数据解读偏专业") < problems.index("二是栏目更新不及时")
    assert measures.index("一是每季度配发图解") < measures.index("二是每周由办公室核对一次更新")


def test_problems_without_measures_are_asked_about(build: Build) -> None:
    draft = written(build(), notes="存在问题：更新不及时")
    assert "更新不及时。\n【待补充：针对上述问题的改进措施】" in section(draft, "5")


def test_an_unplaceable_note_is_asked_about_and_not_written(build: Build) -> None:
    draft = written(build(), notes="- 食堂改造完成")
    assert "食堂" not in draft.report.text
    assert any("食堂改造完成" in question.text for question in draft.questions)


def test_a_note_against_the_tables_is_asked_about_and_not_written(build: Build) -> None:
    draft = written(build({"t3.granted.natural": 3}), notes="- 全年收到政府信息公开申请5件，均按时答复")
    assert "5件" not in draft.report.text
    assert any("5件" in question.text and "按表格应为3件" in question.text for question in draft.questions)


def test_what_a_note_repeats_of_a_zero_is_said_once(build: Build) -> None:
    draft = written(build(), notes="- 全年未收到政府信息公开申请，受理点照常开放")
    assert section(draft, "1.2").endswith("受理点照常开放。")
    assert section(draft, "1.2").count("收到政府信息公开申请") == 1


def test_contact_and_date_come_from_notes(build: Build) -> None:
    draft = written(build(), notes="联系电话：0000-1234567\n成文日期：2025年1月15日")
    assert "联系（电话：0000-1234567）" in section(draft, "0")
    assert draft.report.text.endswith("\n云河县统计局\n2025年1月15日")


def test_the_fee_is_never_guessed(build: Build) -> None:
    silent = written(build())
    assert "未收取政府信息公开信息处理费" not in silent.report.text
    assert any("是否收取信息处理费" in question.text for question in silent.questions)
    told = replace(build(), supplementary=(Supplementary("信息处理费", Decimal(0), "元"),))
    assert "收取政府信息公开信息处理费" in section(written(told), "6")
    some = replace(build(), supplementary=(Supplementary("收取信息处理费", Decimal("340"), "元"),))
    assert "收取信息处理费340元" in section(written(some), "6")


def test_before_the_fee_rules_no_fee_is_asked_for(build: Build) -> None:
    draft = written(build(edition_name="2019"), year=2020)
    assert not any("信息处理费" in question.text for question in draft.questions)
    assert draft.report.edition == "2019"


def test_governments_must_tell_assessment_and_accountability(build: Build) -> None:
    asked = written(build(), agency="云河县人民政府")
    assert "社会评议情况和责任追究结果" in section(asked, "1.5")
    told = written(build(), agency="云河县人民政府", notes="- 社会评议得分92分\n- 未发生责任追究情形")
    assert "【待补充" not in section(told, "1.5")
    assert "社会评议" not in written(build()).report.text


def test_the_wrong_edition_for_the_year_is_asked_about(build: Build) -> None:
    draft = written(build(edition_name="2019"), year=2023)
    assert any("2021年版" in question.text for question in draft.questions)


def test_supplementary_figures_go_where_their_names_belong(build: Build) -> None:
    figures = (
        Supplementary("主动公开政府信息", Decimal(698), "条"),
        Supplementary("其中：政务动态", Decimal(407), "条"),
        Supplementary("其中：政策文件", Decimal(291), "条"),
        Supplementary("业务培训", Decimal(2), "次"),
        Supplementary("网站访问量", Decimal(78540), "次"),
    )
    draft = written(replace(build(), supplementary=figures))
    assert "主动公开政府信息698条，其中政务动态407条、政策文件291条" in section(draft, "1.1")
    assert "网站访问量78540次" in section(draft, "1.4")
    assert "组织业务培训2次" in section(draft, "1.5")


def test_a_supplementary_figure_that_a_note_tells_is_not_told_again(build: Build) -> None:
    ledger = replace(build(), supplementary=(Supplementary("业务培训", Decimal(2), "次"),))
    assert written(ledger, notes=NOTES).report.text.count("培训2次") == 1


def test_both_editions_tell_their_own_columns(build: Build) -> None:
    cells = {
        "t2.normative.made": 3,
        "t2.normative.published": 2,
        "t2.normative.total": 8,
        "t2.licensing.items_last_year": 20,
        "t2.licensing.change": -3,
        "t2.licensing.decisions": 44,
        "t2.procurement.items": 6,
        "t2.procurement.amount": Decimal("120.50"),
    }
    ledger = build(cells, edition_name="2019")
    printed = {"t2.procurement.amount": CellSource(table=2, row=9, column=2, raw="120.50万元")}
    text = written(replace(ledger, provenance=printed), year=2020).report.text
    assert "新制作规范性文件3件，新公开2件" in text and "总数量8件" in text
    assert "行政许可上一年项目20项，本年减少3项" in text
    assert "采购项目6个，采购总金额120.5万元" in text
    current = written(build(BUSY)).report.text
    assert "行政规范性文件2件" in current and "现行有效9件" in current
    assert "行政事业性收费" in current and "3.5万元" in current


def test_sentences_of_the_composer_stay_short(build: Build) -> None:
    for agency in ("云河县统计局", "青山市人民政府", "石桥镇人民政府"):
        cells = {key: value * 97 if isinstance(value, int) else value for key, value in BUSY.items()}
        draft = written(build(cells), agency=agency)
        assert max(len(s.text) for s in draft.sentences if s.origin == "composer") <= 90


def test_no_sentence_is_said_twice(build: Build) -> None:
    draft = written(build(BUSY), notes=NOTES)
    texts = [s.text for s in draft.sentences if s.origin in ("composer", "notes")]
    assert len(texts) == len(set(texts))


def test_last_years_problems_are_told_first_and_need_no_measures(build: Build) -> None:
    notes = "# 上年问题整改\n- 目录不全的问题已解决\n# 存在问题\n- 更新不及时\n# 改进措施\n- 每周核对一次"
    draft = written(build({"t3.granted.natural": 3}, previous=build()), notes=notes)
    text = section(draft, "5")
    assert text.index("目录不全的问题已解决。") < text.index("更新不及时") < text.index("每周核对一次")
    assert not any("改进措施" in question.text or "上年度报告" in question.text for question in draft.questions)


def test_problems_and_measures_are_one_list_behind_a_colon(build: Build) -> None:
    text = section(written(build(), notes=NOTES), "5")
    assert "问题：一是数据解读偏专业；二是栏目更新不及时。" in text
    assert "：一是每季度配发图解；二是每周由办公室核对一次更新。" in text
    long = section(written(build(), notes="# 存在问题\n- 更新慢。人手少\n- 解读少"), "5")
    assert "一是更新慢。人手少。二是解读少。" in long


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("社会评议：发放问卷200份，满意率98%", "社会评议方面，发放问卷200份，满意率98%。"),
        ("社会评议：开展社会评议1次", "开展社会评议1次。"),
        ("责任追究：无", "本年度未发生责任追究情形。"),
        ("责任追究结果：未发生责任追究", "未发生责任追究。"),
    ],
)
def test_a_topic_label_is_told_as_a_sentence(build: Build, note: str, told: str) -> None:
    text = section(written(build(), agency="云河县人民政府", notes=f"- {note}"), "1.5")
    assert told in text and note not in text


@pytest.mark.parametrize("date", ["2025.1.18", "2025-01-18", "2025/1/18", "2025年1月18日"])
def test_the_date_is_written_out(build: Build, date: str) -> None:
    assert written(build(), notes=f"成文日期：{date}").report.text.endswith("\n2025年1月18日")


def test_that_nothing_else_is_to_report_is_said_only_where_the_fee_is_known(build: Build) -> None:
    known = section(written(build(), notes="其他：全年未收取信息处理费"), "6")
    assert "没有其他需要报告的事项" in known or "无其他需要报告的事项" in known
    unknown = written(build())
    assert "其他需要报告的事项。" not in section(unknown, "6")
    assert any("有无其他需要报告的事项" in question.text for question in unknown.questions)
    before = written(build(edition_name="2019"), year=2020)
    assert "【待补充：有无其他需要报告的事项】" in section(before, "6")
    noted = written(build(edition_name="2019"), year=2020, notes="其他：无其他需要报告的事项")
    assert "【待补充" not in section(noted, "6").split("\n")[1]


def test_a_place_signs_with_its_full_name_and_keeps_its_title(build: Build) -> None:
    draft = written(build(), agency="临川市", notes="成文日期：2025年1月15日")
    assert draft.report.text.startswith("临川市2024年政府信息公开工作年度报告\n")
    assert draft.report.text.endswith("\n临川市人民政府\n2025年1月15日")


def test_applications_that_do_not_add_up_are_asked_about(build: Build) -> None:
    ledger = build({"t3.granted.natural": 12, "t3.carried_out.natural": 1, "t3.carried_in.natural": 1})
    draft = written(replace(ledger, cells={**ledger.cells, "t3.carried_out.total": 2}))
    text = section(draft, "1.2")
    assert "其余" not in text and "办结12件，结转下年度继续办理2件" in text
    assert any("表三不平" in question.text and "14件" in question.text for question in draft.questions)


def test_the_blanks_of_a_table_are_asked_about_once(build: Build) -> None:
    ledger = build({"t3.granted.natural": 12, "t2.licensing.decisions": 3})
    kept = {key: value or None for key, value in ledger.cells.items()}
    draft = written(replace(ledger, cells=kept))
    asked = [question.text for question in draft.questions if "空白" in question.text]
    assert [text[:2] for text in asked] == ["表二", "表三", "表四"]
    third = sum(1 for key, value in kept.items() if key.startswith("t3.") and value is None)
    assert f"表三有{third}格空白，是否均为0？" in asked[1]
    assert "均予以公开" in section(draft, "1.2") or "结果均为予以公开" in section(draft, "1.2")


def test_a_rule_row_left_blank_is_no_gap(build: Build) -> None:
    ledger = build()
    blank = {key: None for key in ledger.cells if key.startswith("t2.rules.")}
    draft = written(replace(ledger, cells={**ledger.cells, **blank}))
    assert not any("空白" in question.text for question in draft.questions)


def test_results_are_told_to_the_last_one(build: Build) -> None:
    rows = ("secret", "law_forbids", "third_party", "internal", "process", "inquiry")
    cells = {f"t3.denied.{row}.natural": 10 - index for index, row in enumerate(rows)}
    cells |= {"t3.granted.natural": 20, "t3.other.misc.natural": 3, "t3.other.overdue_correction.natural": 2}
    text = section(written(build(cells)), "1.2")
    assert "等" not in text
    assert "属于国家秘密10件、法律行政法规禁止公开9件、保护第三方合法权益8件，其余18件" in text
    assert "申请人逾期不补正2件，其余3件" in text


def test_results_that_do_not_come_to_their_total_are_not_told(build: Build) -> None:
    ledger = build({"t3.granted.natural": 6, "t3.partial.natural": 2})
    more = {"t3.processed.total": 12, "t3.processed.natural": 12, "t3.new.total": 12, "t3.new.natural": 12}
    draft = written(replace(ledger, cells={**ledger.cells, **more}))
    assert "部分公开" not in section(draft, "1.2")
    assert any("之和为8件，“总计”为12件" in question.text for question in draft.questions)


@pytest.mark.parametrize(("raw", "unit"), [("73802895.90元", "元"), ("120.5 万元", "万元"), ("120.5", "")])
def test_the_purchases_have_the_unit_their_cell_shows(build: Build, raw: str, unit: str) -> None:
    value = Decimal(raw.split("元")[0].split("万")[0])
    ledger = build({"t2.procurement.items": 6, "t2.procurement.amount": value}, edition_name="2019")
    draft = written(
        replace(ledger, provenance={"t2.procurement.amount": CellSource(table=2, row=9, column=2, raw=raw)}), year=2020
    )
    told = f"采购总金额{value.normalize():f}{unit}。"
    assert (told in draft.report.text) == bool(unit)
    assert any("元还是万元" in question.text for question in draft.questions) != bool(unit)


def test_decisions_are_called_as_they_are_spoken_of(build: Build) -> None:
    before = build({"t2.licensing.decisions": 60, "t2.penalty.decisions": 15})
    text = section(written(build({"t2.licensing.decisions": 64, "t2.penalty.decisions": 12}, previous=before)), "1.1")
    assert "行政许可决定64件、行政处罚决定12件" in text and "作出行政强制决定" in text
    assert "处理决定" not in text
    assert "增加4件，行政处罚决定减少3件。" in text


def test_results_are_parts_of_the_cases_and_not_of_their_change(build: Build) -> None:
    before = build({"t4.review.upheld": 1})
    draft = written(build({"t4.review.upheld": 3, "t4.review.corrected": 1}, previous=before))
    assert "增加3件；其中，结果维持3件、结果纠正1件。" in section(draft, "1.2")


def test_the_two_ways_to_court_are_two_sentences(build: Build) -> None:
    text = section(written(build({"t4.direct.upheld": 1, "t4.after_review.pending": 2})), "1.2")
    assert "未经复议直接起诉1件，结果为维持。复议后起诉2件，均在审理中。" in text


def test_cases_that_do_not_add_up_are_asked_about(build: Build) -> None:
    ledger = build({"t4.review.upheld": 1})
    draft = written(replace(ledger, cells={**ledger.cells, "t4.review.total": 2}))
    assert "维持" not in section(draft, "1.2")
    assert any("表四“行政复议”各项结果之和" in question.text for question in draft.questions)


def test_last_years_problems_are_named_where_the_note_does_not(build: Build) -> None:
    named = section(written(build(), notes="上年问题整改：去年目录不全的问题已解决"), "5")
    assert "\n去年目录不全的问题已解决。" in named
    bare = section(written(build(), notes="上年问题整改：目录已补全"), "5")
    assert "\n上年问题改进情况：目录已补全。" in bare


def test_the_projects_of_the_trial_edition_are_told_in_short_sentences(build: Build) -> None:
    rows = ("licensing", "services", "penalty", "coercion", "fees")
    cells = {f"t2.{row}.items_last_year": 120 + index for index, row in enumerate(rows)}
    cells |= {f"t2.{row}.change": index - 2 for index, row in enumerate(rows)}
    draft = written(build(cells, edition_name="2019"), year=2020)
    told = [s.text for s in draft.sentences if "上一年项目" in s.text]
    assert len(told) > 1 and max(map(len, told)) <= 90
    assert sum(text.count("上一年项目") for text in told) == len(rows)
