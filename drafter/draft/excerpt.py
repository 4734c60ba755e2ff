"""One section of a draft: found by its id or by its name, and taken out."""

from __future__ import annotations

from drafter.documents import Draft, Report, Section
from drafter.errors import UsageError
from drafter.library.place import place_of

_TABLES = ("2", "3", "4")


def section_named(report: Report, name: str) -> Section:
    """The section of `report` called `name`: an id such as 1.2, or words of its heading such as 依申请公开.

    Raises:
        UsageError: there is none, or several have these words.
    """
    words = name.strip().strip("（）()、. ")
    found = [s for s in report.sections if s.id == words] or [s for s in report.sections if words and words in s.title]
    if not found and (place := place_of(words, "")) is not None:
        found = [s for s in report.sections if s.id == place.section]
    named = "、".join(f"{s.id} {s.title}" for s in report.sections if s.id != "0")
    if len(found) > 1:
        listed = "、".join(f"{s.id} {s.title}" for s in found)
        raise UsageError(f"名称里有“{name}”的部分不止一个：{listed}。请用编号给出 --section。")
    if not found:
        raise UsageError(f"报告里没有“{name}”这一部分。可以给出：0 标题和引言、{named}。")
    return found[0]


def excerpt(draft: Draft, section: Section) -> Draft:
    """The draft of one section alone, with the table that stands in it and the questions about it."""
    report = draft.report
    start, end = section.start, section.end
    text = report.text[start:end].rstrip("\n")
    inside = [s for s in report.sections if start <= s.start and s.end <= end and _within(s.id, section.id)]
    shifted = [s.model_copy(update={"start": s.start - start, "end": min(s.end - start, len(text))}) for s in inside]
    table = f"t{section.id}." if section.id in _TABLES else "none"
    figures = {key: amount for key, amount in report.figures.items() if key.startswith(table)}
    return draft.model_copy(
        update={
            "report": report.model_copy(update={"text": text, "sections": tuple(shifted), "figures": figures}),
            "sentences": tuple(
                s.model_copy(update={"start": s.start - start, "end": s.end - start})
                for s in draft.sentences
                if start <= s.start < end
            ),
            "questions": tuple(q for q in draft.questions if _within(q.section, section.id)),
            "fallen": tuple(f for f in draft.fallen if _within(f.section, section.id)),
        }
    )


def _within(section: str, whole: str) -> bool:
    return section == whole or section.startswith(f"{whole}.")
