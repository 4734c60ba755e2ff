"""Problems and measures a model sees in figures and notes: questions to the writer, never text of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.check.phrase import cell_name
from drafter.draft.answer import Suggestion, Suggestions
from drafter.draft.brief import Brief
from drafter.draft.evidence import Evidence
from drafter.draft.lines import note_lines, organ_lines
from drafter.draft.notes import Note
from drafter.draft.slot import numeral
from drafter.draft.writing import Writing
from drafter.numerals import scan

_SLOT = re.compile(r"\{\{([^{}|]*)(?:\|([^{}]*))?\}\}")
_TOTALS = re.compile(r"t3\.[a-z_.]+\.total|t4\.[a-z_]+\.[a-z]+|t2\.[a-z]+\.(?:decisions|issued|repealed|valid|amount)")
_MOST = 5


def suggestions(brief: Brief, notes: Sequence[Note], writing: Writing) -> tuple[str, ...]:
    """Questions on what section five might say, each with what it was seen from; at most five.

    Those that rest on nothing given, or type a figure, are left out.

    Raises:
        ModelError: the model could not be asked or gave no usable answer.
    """
    evidence = Evidence(brief, "五、存在的主要问题及改进情况", {}, {f"n{note.number}": note for note in notes}, {})
    prompt = writing.prompts["suggest"].prompt(
        "5",
        organ=organ_lines(brief),
        figures="\n".join(_figures(brief, "")),
        last_year="\n".join(_figures(brief, "prev.")),
        notes=note_lines(evidence, evidence.notes),
    )
    found = writing.asked.ask(prompt, Suggestions).value.suggestions
    return tuple(question for one in found if (question := _question(one, evidence)))[:_MOST]


def _figures(brief: Brief, year: str) -> Iterator[str]:
    """Yield a line for each total that is not 0: slot, meaning, value."""
    for key in brief.ledger.edition.printed:
        value = brief.amount(year + key) if _TOTALS.fullmatch(key) else None
        if value:
            yield f"{{{{{year}{key}}}}}｜{cell_name(brief.ledger.edition, year + key)}｜{numeral(value)}"


def _question(one: Suggestion, evidence: Evidence) -> str | None:
    seen = [name for given in one.evidence if (name := _seen_from(given.strip("{} "), evidence))]
    texts = [_filled(text, evidence) for text in (one.problem, one.measure)]
    if not seen or None in texts or not one.problem.strip():
        return None
    problem, measure = (str(text).strip("。； ") for text in texts)
    return f"第五部分可考虑写：问题“{problem}”；措施“{measure}”（从{'、'.join(seen)}看出）。请核实后再写进工作素材。"


def _seen_from(given: str, evidence: Evidence) -> str | None:
    if given in evidence.notes:
        return f"工作素材第{given[1:]}条"
    figure = evidence.figure(given)
    return cell_name(evidence.brief.ledger.edition, given) if figure and figure.expression else None


def _filled(text: str, evidence: Evidence) -> str | None:
    """The text with its slots filled, None where a slot is unknown or a figure is typed."""
    if scan(_SLOT.sub("", text)):
        return None
    known = [evidence.figure(match[1]) for match in _SLOT.finditer(text)]
    if None in known:
        return None
    fills = iter([figure for figure in known if figure])
    return _SLOT.sub(lambda match: (figure := next(fills)).value + (match[2] or figure.unit), text)
