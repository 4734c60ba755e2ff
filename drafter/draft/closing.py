"""六、其他需要报告的事项: the processing fee and whatever else the notes report; then signature and date."""

from __future__ import annotations

from drafter.draft.brief import Brief
from drafter.draft.extras import extras_at, figure
from drafter.draft.phrase import joined, plain
from drafter.draft.plan import Gap, Part, Point, Step, Told
from drafter.draft.wording import full_date
from drafter.library.place import Place

_FEE = "处理费"
_FEE_WORDS = (_FEE, "收费通知", "收费")
_FEE_FROM = 2021  # the first report year under 国办函〔2020〕109号


def closing(brief: Brief, heading: str) -> Part:
    """Plan section six. The form does not hold the processing fee: what is said of it comes from notes and figures."""
    notes = tuple(Told(note) for note in brief.notes_at(Place.OTHER))
    fee = _fee(brief, notes)
    others = any(_FEE not in step.note.text for step in notes)
    fee_known = bool(notes) or any(isinstance(step, Point) for step in fee)
    # That there is nothing else is said only beside what is known of the fee; otherwise it is part of the question.
    rest = (Point("closing.nothing", form=True),) if fee_known and not others else ()
    return Part("6", heading, ((*fee, *notes, *rest),), (_signature(brief),))


def _signature(brief: Brief) -> Part:
    """The organ's name and the date that close the report."""
    dates = brief.notes_at(Place.DATE)
    date: Step = Gap("报告的成文日期是哪一天？", "成文日期")
    if dates:
        date = Point("closing.date", {"date": plain(full_date(dates[0].text.rstrip("。")))}, notes=(dates[0].number,))
    return Part("", "", ((Point("closing.signature", form=True),), (date,)))


def _fee(brief: Brief, notes: tuple[Told, ...]) -> list[Step]:
    if any(_FEE in step.note.text for step in notes):
        return []
    figures = [extra for extra in extras_at(brief, Place.OTHER) if any(word in extra.name for word in _FEE_WORDS)]
    if figures:
        if not any(extra.value for extra in figures):
            return [Point("closing.no_fee", refs=tuple(f"sup.{extra.name}" for extra in figures))]
        items = [joined([plain(extra.name), figure(extra)]) for extra in figures]
        return [Point("closing.fee", {"items": joined(items, "，")})]
    if notes and brief.year < _FEE_FROM:
        return []
    if brief.year < _FEE_FROM:
        return [Gap("有无其他需要报告的事项？没有的，写“无其他需要报告的事项”。", "有无其他需要报告的事项")]
    asks = "本年度是否收取信息处理费？收取的，写明收费通知件数、总金额和实际收取金额；没有收取的，也要写明。"
    if notes:
        return [Gap(asks, "信息处理费收取情况")]
    return [Gap(f"{asks}有无其他需要报告的事项？没有的，写“无”。", "信息处理费收取情况；有无其他需要报告的事项")]
