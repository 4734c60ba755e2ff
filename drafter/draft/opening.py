"""Title, preamble and the opening of section one."""

from __future__ import annotations

from drafter.draft.brief import Brief
from drafter.draft.contact import contact
from drafter.draft.phrase import plain
from drafter.draft.plan import Gap, Part, Point, Step
from drafter.form import edition_for_year


def opening(brief: Brief) -> Part:
    """Plan title and preamble: legal basis, parts, period, and where to find the report and its makers."""
    form = edition_for_year(brief.year)
    basis = Point("preamble.basis", {"source": plain(form.source)}, form=True)
    parts = Point("preamble.parts", {"sections": plain("、".join(form.sections))}, form=True)
    period = Point("preamble.period", form=True)
    asks: tuple[Step, ...] = ()
    if brief.ledger.edition.id != form.id:
        asks = (
            Gap(
                f"{brief.year}年度报告应当使用{form.name}表格，所给数据用的是{brief.ledger.edition.name}，请换表核对。"
            ),
        )
    title = brief.clause("preamble.title") or plain("")
    return Part("0", title.text, ((basis, parts, period, *contact(brief), *asks),))


def overview(brief: Brief) -> tuple[Step, ...]:
    """The sentence that opens section one."""
    return (Point("overview.lead", form=True),)
