"""Guard: a deed keeps its words together: nothing pieced together from scraps, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from drafter.draft.guards.fault import Fault
from drafter.draft.guards.grounding import closest, content, in_words_of, pairs, told_of_tables
from drafter.draft.guards.lexicon import Role, lexicon
from drafter.draft.guards.slots import MARKS
from drafter.draft.guards.view import Clause, View, bare

_SHORT = 2  # characters of a word that may be a scrap of a longer one
_ENOUGH = 3  # pairs of characters of what stands before 的 by which it is seen to be told


def faults(view: View) -> Iterator[Fault]:
    """Yield words pieced together from scraps, and deeds whose object has lost its head."""
    for clause in view.clauses:
        yield from _pieced(view, clause)
        if not told_of_tables(view, clause):
            yield from _beheaded(view, clause)


def _beheaded(view: View, clause: Clause) -> Iterator[Fault]:
    """A deed whose object has lost what it is all about: 制定施工合同 of 制定施工合同的区分处理指引."""
    for source in closest(view, clause):
        before, _, behind = source.text.rpartition("的")
        known = in_words_of(clause.text, source.text)
        told = sum(pair in known for pair in pairs(before))
        head = behind[:2]
        free = len(head) < _SHORT or head in lexicon().words or MARKS.search(head)
        if told >= _ENOUGH and head not in known and not free:
            reason = f"素材说的是“的{bare(behind)}”，这里漏掉了，意思变了，请写全"
            yield Fault("deed.cut", reason, clause.text)
            return


def _pieced(view: View, clause: Clause) -> Iterator[Fault]:
    """Three short words in a row that stand so in no evidence: 选定补偿机构 from 补偿方案 and 选定评估机构."""
    fresh = 0
    for one, other in pairwise(clause.tokens):
        short = all(t.role is Role.EVIDENCE and len(t.text) <= _SHORT and content(view, [t]) for t in (one, other))
        fresh = fresh + 1 if short and one.text + other.text not in view.grounds else 0
        if fresh >= _SHORT:
            words = f"{one.text}{other.text}"
            yield Fault("deed.pieced", f"“{words}”是用素材中的零碎字词拼成的，请照素材的词来写", words)
            return
