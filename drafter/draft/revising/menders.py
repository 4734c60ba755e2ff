"""Which finding is mended how, and what is asked where no mending can be the only right one."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.documents import Finding
from drafter.draft.revising import cited, fees, figures, inner, marks, names, parts, statements, years
from drafter.draft.revising.scene import Answer, Doubt, Mender, Scene

MENDERS: Mapping[str, Mender] = {
    "NUM101": figures.number,
    "NUM102": figures.number,
    "NUM103": figures.number,
    "CHG101": figures.number,
    "CHG102": figures.number,
    "CHG103": figures.direction,
    "CHG104": figures.alike,
    "CHG105": statements.direction_words,
    "CHG106": inner.moved,
    "ZER101": statements.none,
    "ZER102": statements.every,
    "STR101": parts.missing,
    "STR104": years.period,
    "STR105": fees.statement,
    "SUM101": inner.total,
    "SUM102": inner.total,
    "SUM103": inner.total,
    "SUM104": inner.total,
    "SUM105": inner.total,
    "PCT101": inner.share,
    "REP101": inner.otherwise,
    "REP102": inner.otherwise,
    "YER101": years.sentence_of_last_year,
    "YER102": years.signed,
    "YER103": years.own_name,
    "ORG101": names.another_organ,
    "ORG102": names.signature,
    "LAW101": cited.in_force,
    "LAW102": cited.number,
    "LAW103": cited.article,
    "LAW104": cited.title,
    "UNI101": figures.money,
    "UNI102": inner.changed_unit,
    "UNI103": inner.impossible_unit,
    "PRI101": names.masked_number,
    "PRI102": names.mobile_number,
    "PRI103": names.masked_number,
    "PRI104": names.person,
    "TXT102": marks.repeated,
    "TXT104": marks.half_width,
    "TXT105": marks.doubled,
}

ASKED: Mapping[str, str] = {
    "TAB": "请对照原始登记核对表格，改表后再核对正文。",
    "YOY": "请对照上年报告核对：是本年的数填错，还是上年报告有误？",
    "NUM105": "正文写明几处数字，才能与表格核对。",
    "STR102": "请按规定的次序排列。",
    "STR103": "请换用报告年度适用的表格。",
    "STR106": "请附上这张表，或换成可以读出的表格。",
    "STR107": "有没有开展？开展了的写结果，没有的也写明。",
    "STR108": "请补写这一项。",
    "STR109": "请核实公布日期。",
    "PCT": "请核对占比是怎么算的。",
    "CPY": "哪些是本年度、本机关的情况？请改写，没有变化的可以删去。",
    "PLA": "请核对原始数据。",
    "TXT101": "请填写。",
    "TXT103": "请补上或删去这个符号。",
}


def answer(scene: Scene, finding: Finding) -> Answer:
    """How a finding is mended, or why it is not."""
    mender = MENDERS.get(finding.rule)
    if mender is not None:
        return mender(scene, finding)
    asked = next((asks for code, asks in ASKED.items() if finding.rule.startswith(code)), "")
    return Doubt(asked or "请核实。")
