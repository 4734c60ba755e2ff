"""Reports made by hand for the writers, about agencies that do not exist."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import pytest

from drafter.documents import Report, Section, Source
from drafter.form import Amount

Lines = Sequence[tuple[str, str]]
MakeReport = Callable[..., Report]

TITLE = "青禾县水务局2024年政府信息公开工作年度报告"
LINES: Lines = (
    ("0", TITLE),
    ("", "依照《中华人民共和国政府信息公开条例》第五十条的要求，青禾县水务局编制本报告，数据起止时间为2024年全年。"),
    ("1", "一、总体情况"),
    ("1.1", "（一）主动公开"),
    ("", "全年在县政府门户网站发布水库水位、供水水质等信息46条，其中“水质月报”12条。"),
    ("1.2", "（二）依申请公开。新收申请9件，都在期限内答复。【待补充：较上年增减的原因】"),
    ("2", "二、主动公开政府信息情况"),
    ("3", "三、收到和处理政府信息公开申请情况"),
    ("", "申请内容集中在河道采砂和饮水工程。"),
    ("4", "四、政府信息公开行政复议、行政诉讼情况"),
    ("5", "五、存在的主要问题及改进情况"),
    ("5.1", "1.灌区信息更新偏慢。已定专人逐旬更新。"),
    ("6", "六、其他需要报告的事项"),
    ("", "没有收取信息处理费。"),
    ("", "青禾县水务局"),
    ("", "2025年1月20日"),
)
# Titles that a reader would give to the lines whose heading runs into the paragraph.
RUN_IN = {"1.2": "（二）依申请公开", "5.1": "1.灌区信息更新偏慢"}


@pytest.fixture
def make_report() -> MakeReport:
    """A function from (lines, figures, edition) to a report with those; every one of them has a default."""

    def make(
        lines: Lines = LINES,
        figures: Mapping[str, Amount | None] | None = None,
        edition: Literal["2021", "2019"] = "2021",
    ) -> Report:
        starts: list[tuple[str, str, int]] = []
        offset = 0
        for section, line in lines:
            if section:
                starts.append((section, RUN_IN.get(section, line), offset))
            offset += len(line) + 1
        text = "\n".join(line for _, line in lines)
        sections = []
        for index, (section, title, start) in enumerate(starts):
            ends = (s for other, _, s in starts[index + 1 :] if other.count(".") <= section.count("."))
            sections.append(Section(id=section, title=title, start=start, end=next(ends, len(text))))
        return Report(
            source=Source(name="水务.json", sha256="", format="json"),
            agency="青禾县水务局",
            year=2024,
            edition=edition,
            text=text,
            sections=tuple(sections),
            figures=dict(figures or {}),
        )

    return make
