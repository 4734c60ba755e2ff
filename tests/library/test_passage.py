from __future__ import annotations

from drafter.documents import Report
from drafter.library import Passage, passages, searchable
from drafter.read import read

TEXT = """云河县水务局2024年政府信息公开工作年度报告
一、总体情况
（一）主动公开。全年发布水质监测信息40余条，组织培训2场。
（二）依申请公开。新收政府信息公开申请7件，办结8件，云河县水务局均按时答复。
五、存在的主要问题及改进情况
存在两个问题：一是水价调整的说明不够细，来电询问较多，窗口每月要解释几十次。二是河道划界成果公布得晚，村里看不到图纸，群众多次到局里来问。改进上，今后批复后十日内公布图件，并在涉及的行政村各张贴一份纸质图。
六、其他需要报告的事项
无。
"""


def report() -> Report:
    return read(TEXT.encode(), "云河县水务局2024.txt")


def test_figures_dates_and_the_own_name_are_taken_out() -> None:
    requests = next(p for p in passages(report()) if p.place == "1.2")
    assert "{t3.new.total}件" in requests.pattern and "{t3.processed.total}件" in requests.pattern
    assert "{机关}" in requests.pattern and "云河县水务局" not in requests.pattern
    assert "7件" in requests.text


def test_every_point_is_one_passage_and_has_its_place() -> None:
    found = passages(report())
    assert [(p.place, p.text[:6]) for p in found] == [
        ("1.1", "全年发布水质"),
        ("1.2", "新收政府信息"),
        ("5", "一是水价调整"),
        ("5", "二是河道划界"),
        ("6", "无。"),
    ]


def test_titles_and_headings_are_no_passages() -> None:
    assert not [p for p in passages(report()) if "年度报告" in p.text or p.text.startswith("一、")]


def test_passages_are_the_text_of_their_report_in_order() -> None:
    text, at = report().text, 0
    for passage in passages(report()):
        at = text.index(passage.text, at) + len(passage.text)


def test_slots_are_not_searched() -> None:
    assert searchable("全年收到申请{t3.new.total}件") == "全年收到申请件"


def test_a_report_without_text_has_no_passages() -> None:
    none: tuple[Passage, ...] = passages(report().model_copy(update={"text": "", "sections": ()}))
    assert none == ()
