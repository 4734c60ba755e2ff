"""Title, preamble and the opening of section one."""

from __future__ import annotations

from drafter.draft.brief import Brief
from drafter.draft.notes import Note
from drafter.draft.phrase import plain
from drafter.draft.place import Place
from drafter.draft.plan import Gap, Part, Point, Step
from drafter.draft.wording import clause
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
    return Part("0", title.text, ((basis, parts, period, _contact(brief), *asks),))


def overview(brief: Brief) -> tuple[Step, ...]:
    """The sentence that opens section one."""
    return (Point("overview.lead", form=True),)


def _contact(brief: Brief) -> Step:
    notes = brief.notes_at(Place.CONTACT)
    if not notes:
        return Gap("报告公布在哪个网站？编制单位的办公地址、邮编和联系电话是什么？", "公布网站和联系地址、电话")
    told = "；".join(_labelled(note) for note in notes)
    return Point("preamble.contact", {"contact": plain(told)}, notes=tuple(note.number for note in notes))


def _labelled(note: Note) -> str:
    """The contact note with the label it was written under, unless that is only 联系方式 or the note has it itself."""
    label = note.heading or ""
    text = clause(note.text)
    bare = not label or label.startswith("联系方式") or label in text
    return text if bare else f"{label}：{text}"
