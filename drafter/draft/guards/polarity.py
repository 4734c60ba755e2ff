"""Guard: what a note denies or softens stays so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.draft.guards.fault import Fault
from drafter.draft.guards.grounding import Source, closest, content, contradict, told_of_tables
from drafter.draft.guards.lexicon import Role, lexicon
from drafter.draft.guards.view import Clause, View, bare, denies, negations

_OPEN = re.compile("尚?未(?:办结|审结|办理完毕)|不再(?=受理)")  # said of what is carried over; the checker reads these
_DOUBLE = 2
_ALL_NOT = re.compile("(?:全部|[均都])(?:没有|未|不再)")
_TWICE = re.compile("(?:没有|未|不再|无)(?:没有|未|不再)")
_DENIAL = re.compile("^(?:没有|未)")
_TELLING = 4
"""Characters of a name without its denial that can be nothing else: 审结 alone may stand anywhere."""
_UNFINISHED = re.compile("carried_out|pending")


def faults(view: View) -> Iterator[Fault]:
    """Yield clauses that turn their source round, or leave out what softens it."""
    for clause in view.clauses:
        said = "".join(token.text for token in clause.tokens if token.role is not Role.SYNONYM)
        words = content(view, clause.tokens)
        found = closest(view, clause)
        if told_of_tables(view, clause):
            yield from _denied_figure(view, clause)
            found = [source for source in found if source.id] if words else []
        if _lost_denial(view, clause):
            yield Fault("deed.denied", f"“{bare(clause.text)}”与要点的肯定、否定相反，请照要点写", clause.text)
        yield from _turned(view, clause, said, found)
        if words and found and all(source.id for source in found):
            yield from _softened(view, found)


def _denied_figure(view: View, clause: Clause) -> Iterator[Fault]:
    """A figure above 0 said of what was not done, or a statement on all with a denial in it: 全部没有办结."""
    figures = [use.figure for use in view.uses_in(clause) if use.figure.expression and use.figure.value != "0"]
    unfinished = all(_UNFINISHED.search(figure.slot) for figure in figures)
    counted = figures and denies(_OPEN.sub("", clause.text) if unfinished else clause.text)
    everything = _ALL_NOT.search(clause.text) and any(m.value is None for m in view.mentions if view.touches(m, clause))
    if counted or everything or _TWICE.search(clause.text):
        yield Fault("deed.denied", f"“{bare(clause.text)}”的肯定、否定与数字不合，请照要点写", clause.text)


def _lost_denial(view: View, clause: Clause) -> bool:
    """Whether a name has lost its denial: 有现成信息 of 没有现成信息, 已经复议直接起诉 of 未经复议直接起诉."""
    for phrase in lexicon().set_phrases:
        rest = _DENIAL.sub("", phrase)
        if (
            rest != phrase
            and len(rest) >= _TELLING
            and phrase in view.composed
            and rest in clause.text.replace(phrase, "")
        ):
            return True
    return False


def _turned(view: View, clause: Clause, said: str, found: list[Source]) -> Iterator[Fault]:
    told = told_of_tables(view, clause)
    twice = negations(said) >= _DOUBLE and all(negations(said) > negations(source.text) for source in found)
    if (found and all(contradict(said, source.text) for source in found)) or (twice and not told):
        against = f"与“{bare(found[0].text)}”" if found else "前后"
        reason = f"“{bare(clause.text)}”{against}的肯定、否定相反，请照依据的意思写"
        yield Fault("deed.denied", reason, clause.text)
    elif denies(said) and not any(denies(source.text) for source in found) and not told:
        yield Fault("deed.denied", f"“{bare(clause.text)}”是没有依据的否定说法，请删去", clause.text)


def _softened(view: View, found: list[Source]) -> Iterator[Fault]:
    """Words such as 部分, 拟, 正在 that every source of a clause has and the sentence has not."""
    for kind in lexicon().hedges:
        kept = any(word in view.masked for word in kind)
        softened = [next((word for word in kind if word in source.text and word != "将"), "") for source in found]
        if found and all(softened) and not kept:
            reason = f"素材说的是“{softened[0]}”，这里漏掉了，说得比素材多，请补上"
            yield Fault("deed.hedge", reason, softened[0])
