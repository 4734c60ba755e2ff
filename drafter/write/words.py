"""Chinese names for the values of a review, shared by every writer of reviews."""

from __future__ import annotations

from drafter.documents import Review, Severity, State, Verdict

SEVERITY = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "提示"}
VERDICT = {
    Verdict.MATCHED: "相符",
    Verdict.CONTRADICTED: "不符",
    Verdict.UNSUPPORTED: "无表可对",
    Verdict.UNDECIDED: "无法判断",
    Verdict.EXEMPT: "不属统计数字",
}
STATE = {
    State.HELD: "通过",
    State.FAILED: "不符",
    State.UNDECIDED: "未能判断",
    State.NOT_APPLICABLE: "不适用",
}


def headline(review: Review) -> str:
    """One line naming the report: agency, year, edition, number of table cells read."""
    edition = f"{review.edition}年版表格，{len(review.figures)} 格" if review.edition else "没有读到官方表格"
    year = f"{review.year}年度" if review.year else "年度未知"
    return f"{review.agency or '（未识别机关名称）'} {year}报告（{edition}）"


def verdict_line(review: Review) -> str:
    """What became of every number of the text; says so plainly where none could be checked."""
    summary = review.summary
    counts = "、".join(f"{VERDICT[verdict]} {getattr(summary, verdict.value)}" for verdict in Verdict)
    line = f"文中数字和数字性表述 {summary.mentions} 处：{counts}。"
    if summary.matched + summary.contradicted:
        return line
    return line + "没有一处能与表格核对，不能视为通过。"


def state_line(review: Review) -> str:
    """How many rules were met, broken, undecided or not applicable."""
    counts = {state: sum(o.state is state for o in review.obligations) for state in State}
    return f"规则 {len(review.obligations)} 条：" + "、".join(f"{STATE[s]} {n}" for s, n in counts.items()) + "。"


def finding_line(review: Review) -> str:
    """How many findings of each severity."""
    summary = review.summary
    if not review.findings:
        return "没有发现问题。"
    return f"发现问题 {len(review.findings)} 个：错误 {summary.errors}、提醒 {summary.warnings}、提示 {summary.infos}。"


def sentence_around(text: str, start: int, end: int, reach: int = 40) -> tuple[int, int]:
    """The offsets of the sentence that holds text[start:end], cut to `reach` code points on either side."""
    stops = "。；！？\n"
    left = max((text.rfind(stop, 0, start) for stop in stops), default=-1) + 1
    ends = [found for stop in stops if (found := text.find(stop, end)) >= 0]
    right = min(ends, default=len(text) - 1) + 1
    return max(left, start - reach), min(right, end + reach)
