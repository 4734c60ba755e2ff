"""Guard: a deed is told of who did it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.draft.guards.fault import Fault
from drafter.draft.guards.grounding import content, has, told_of_tables
from drafter.draft.guards.lexicon import lexicon
from drafter.draft.guards.slots import MARKS
from drafter.draft.guards.view import Clause, View

DOER = re.compile(
    r"办公室|[局科处厅主市县区镇乡]长|书记|科(?![技学普])|[股处]室|股(?!权)|小组|专班|中心|负责人|领导|部门|专人|律师|专家"
)
_BY = re.compile("由(?![于此])")
_SHORTEST = 2  # characters of a name
_CLAUSES = re.compile(r"[，。；：！？\n]")


def faults(view: View) -> Iterator[Fault]:
    """Yield deeds told of another than their note has done them, or of one it does not name."""
    for clause in view.clauses:
        if not told_of_tables(view, clause):
            yield from _done_by(view, clause)


def _done_by(view: View, clause: Clause) -> Iterator[Fault]:
    """A deed that its note says another did: 由承办科室提醒 where 办公室 did."""
    for by in _BY.finditer(clause.text):
        named = _named(clause.text[by.end() :])
        if content(view, clause.tokens) and named and not has("\n".join([view.own, *view.cited.values()]), named):
            reason = f"素材没有说是“{named}”做的，请照素材写明是谁做的"
            yield Fault("deed.doer", reason, clause.text)
    doer = ""
    for token in clause.tokens:
        found = DOER.findall(token.text)
        if not doer or found:
            doer = found[-1] if found else doer
            continue
        if content(view, [token]) and any(_other_doer(note, token.text, doer) for note in view.cited.values()):
            reason = f"素材中做“{token.text}”的不是“{doer}”，请照素材写明是谁做的"
            yield Fault("deed.doer", reason, clause.text)
            return


def _named(text: str) -> str:
    """The known word, or the two characters, that a text begins with; "" where it is a figure or too short."""
    words = (text[:end] for end in range(min(len(text), lexicon().longest), 1, -1))
    named = next((word for word in words if word in lexicon().words), text[:2])
    return "" if len(named) < _SHORTEST or MARKS.search(named) else named


def _other_doer(note: str, deed: str, doer: str) -> bool:
    """Whether a note has a deed and somebody else as the doer in front of it."""
    others = [
        found[-1] for text in _CLAUSES.split(note) if deed in text and (found := DOER.findall(text[: text.index(deed)]))
    ]
    return bool(others) and doer in note and doer not in others
