"""A part of the report that is missing: its heading, and what the tables and notes would have it say."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.documents import Finding
from drafter.draft.revising.fees import fee_statement
from drafter.draft.revising.scene import Answer, Doubt, Scene

NUMERALS = "一二三四五六"
_CASES = ("t4.review.total", "t4.direct.total", "t4.after_review.total")
_RECEIVED = ("t3.new.total", "t3.carried_in.total")


def missing(scene: Scene, finding: Finding) -> Answer:
    """A missing part is the writer's to write; its heading and the sentences that the tables give are offered."""
    title = next((t for n, t in _titles(scene) if f"{n}、{t}" in finding.message), "")
    number = next((n for n, t in _titles(scene) if t == title), "")
    if not title:
        return Doubt("请补上这一部分的标题和内容。")
    offered = [f"标题：{number}、{title}", *(f"内容可写：{text}" for text in _sentences(scene, number))]
    return Doubt("请补上这一部分的标题和内容。", tuple(offered))


def zeros(scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield (what is not told, the composer's sentence) for what the tables count as none and the text passes over."""
    told = _narrative(scene)
    if "复议" not in told and "诉讼" not in told and scene.brief.is_zero(*_CASES):
        yield "复议和诉讼", _clause(scene, "dispute.none")
    if "申请" not in told and scene.brief.is_zero(*_RECEIVED):
        yield "依申请公开", _clause(scene, "requests.none")


def _narrative(scene: Scene) -> str:
    """The sentences of the six parts; headings and the preamble, which list the parts by name, left out."""
    bodies = (scene.case.body(part) for part in scene.case.parts)
    return "\n".join(line for body in bodies for line in body.split("\n") if "。" in line)


def _titles(scene: Scene) -> list[tuple[str, str]]:
    return list(zip(NUMERALS, scene.ledger.edition.sections, strict=True))


def _sentences(scene: Scene, number: str) -> Iterator[str]:
    if number == "三" and scene.brief.is_zero(*_RECEIVED):
        yield _clause(scene, "requests.none")
    if number == "四" and scene.brief.is_zero(*_CASES):
        yield _clause(scene, "dispute.none")
    if number == "六" and (told := fee_statement(scene)):
        yield told + _clause(scene, "closing.nothing")


def _clause(scene: Scene, key: str) -> str:
    clause = scene.brief.clause(key)
    return clause.text if clause else ""
