"""Guard: what a note denies, softens or dates otherwise stays so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.draft.guards.fault import Fault
from drafter.draft.guards.grounding import Source, closest, content, contradict, told_of_tables
from drafter.draft.guards.lexicon import Role, lexicon
from drafter.draft.guards.view import Clause, View, bare, denies

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_TITLE = re.compile(r"《[^《》]*》")
_PERIOD = re.compile(r"[上下]半年|第?[一二三四]季度|前[一二三]季度|截至|\d{1,2}月|[一二三四五六七八九十]{1,2}月")
_WHOLE_YEAR = re.compile(r"全年|年内|本年|今年|当年")


def faults(view: View) -> Iterator[Fault]:
    """Yield clauses that turn their source round, leave out what softens it, or move it into another year."""
    for clause in view.clauses:
        words = content(view, clause.tokens)
        if told_of_tables(view, clause) and not words:
            continue
        found = closest(view, clause)
        yield from _turned(view, clause, found)
        if words and found and all(source.id for source in found):
            yield from _softened(view, found)
            yield from _moved(view, clause, found)


def _turned(view: View, clause: Clause, found: list[Source]) -> Iterator[Fault]:
    said = "".join(token.text for token in clause.tokens if token.role is not Role.SYNONYM)
    if found and all(contradict(said, source.text) for source in found):
        reason = f"“{bare(clause.text)}”与“{bare(found[0].text)}”的肯定、否定相反，请照依据的意思写"
        yield Fault("deed.denied", reason, clause.text)
    elif denies(said) and not any(denies(source.text) for source in found) and not told_of_tables(view, clause):
        yield Fault("deed.denied", f"“{bare(clause.text)}”是没有依据的否定说法，请删去", clause.text)


def _softened(view: View, found: list[Source]) -> Iterator[Fault]:
    """Words such as 部分, 拟, 正在 that every source of a clause has and the sentence has not."""
    for kind in lexicon().hedges:
        kept = any(word in view.masked for word in kind)
        softened = [next((word for word in kind if word in source.text), "") for source in found]
        if all(softened) and not kept:
            reason = f"素材说的是“{softened[0]}”，这里漏掉了，说得比素材多，请补上"
            yield Fault("deed.hedge", reason, softened[0])


def _moved(view: View, clause: Clause, found: list[Source]) -> Iterator[Fault]:
    """A year the note does not name, where it names another."""
    own = {str(view.evidence.brief.year)}
    said = set(_YEAR.findall(clause.text))
    for source in found:
        years = set(_YEAR.findall(_TITLE.sub("", source.whole))) - own
        if years and (said - years or not years & set(_YEAR.findall(view.masked))):
            named = "、".join(sorted(years))
            yield Fault("deed.year", f"素材说的是{named}年的事，请写明年份，不能写成别的年份", named)
            return
    for source in found:
        part, whole = _PERIOD.search(source.text), _WHOLE_YEAR.search(clause.text)
        if part and whole and whole[0] not in source.text and part[0] not in clause.text:
            yield Fault("deed.period", f"素材说的是“{part[0]}”，不能写成“{whole[0]}”", whole[0])
            return
