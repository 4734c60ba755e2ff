"""The statement on processing fees that section six owes."""

from __future__ import annotations

import re

from drafter.check.signature import signature
from drafter.documents import Finding, Section
from drafter.draft.revising.scene import Answer, Doubt, Mending, Scene

_NOTHING = re.compile(r"(?:本[局办委镇街机][^，。]{0,8}|我[局办委镇]|本年度)?无(?:其他需要?报告的?事项)?[。.]?")
_LISTED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|[一二三四五六七八九十]是)")
_FEE = "处理费"
_NO_APPLICATIONS = ("t3.new.total", "t3.carried_in.total", "t3.processed.total", "t3.carried_out.total")
_ASKS = "本年度发出收费通知几件、总金额多少、实际收取多少？没有收取的，也要写明。"


def statement(scene: Scene, finding: Finding) -> Answer:
    """What the notes say of fees; else, where no application was there to charge for, that none was taken."""
    section = scene.review.section("6")
    told = fee_statement(scene)
    if section is None or not told:
        no_fee = scene.brief.clause("closing.no_fee")
        return Doubt(_ASKS, (f"没有收取的，可写：{no_fee.text}",) if no_fee else ())
    start, end = _body(scene, section)
    if start == end:
        return Doubt(f"第六部分只有标题，标题下请写：{told}")
    body = scene.text[start:end]
    first = body.split("\n")[0]
    if _LISTED.match(first):
        return Doubt(f"请在第六部分补写：{told}")
    if _NOTHING.fullmatch("".join(first.split())):
        nothing = scene.brief.clause("closing.nothing")
        whole = told + (nothing.text if nothing else "无其他需要报告的事项。")
        return Mending((scene.edit(start, start + len(first), whole),), origin="composer")
    return Mending((scene.edit(start, start, told),), origin="composer")


def fee_statement(scene: Scene) -> str:
    """The sentences on fees that notes and tables answer for, "" where they do not."""
    on_fees = [note.text for note in scene.notes if _FEE in note.text]
    if on_fees:
        return "".join(on_fees)
    if not scene.brief.is_zero(*_NO_APPLICATIONS):
        return ""
    clause = scene.brief.clause("closing.no_fee")
    return clause.text if clause else ""


def _body(scene: Scene, section: Section) -> tuple[int, int]:
    """What stands between the heading of a section and the signature; empty where there is nothing."""
    signed = signature(scene.text)
    closes = min(start for start in (signed.start, signed.day_start) if start >= 0) if signed else section.end
    end = min(section.end, closes) if closes > section.start else section.end
    line = scene.text.find("\n", section.start, end)
    return (line + 1, end) if line >= 0 and scene.text[line + 1 : end].strip() else (end, end)
