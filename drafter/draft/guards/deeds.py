"""Guard: no deed that nobody did, nor one pieced together from the words of several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.draft.guards.cover import Token
from drafter.draft.guards.doers import DOER
from drafter.draft.guards.fault import Fault
from drafter.draft.guards.grounding import (
    content,
    has,
    in_words_of,
    is_composed,
    pairs,
    says_of_its_own,
    told_of_tables,
)
from drafter.draft.guards.lexicon import Role, lexicon
from drafter.draft.guards.view import Clause, View, bare

_CLAUSES = re.compile(r"[，。；：！？\n]")
_LEAD = re.compile("(?:[中里看]|方面|情况|来说|而言)$")
_SAYING = (Role.LIGHT, Role.FORM)
_JOINTS = ("、", "和", "及", "并", "与", "以及", "或", "通过", "对", "并对", "还")
_WHOLE = 0.8  # of a note's clause that has to be told before words of its neighbours may be added to it
_ABOUT = ("围绕", "就")
_JOINED = 2  # times its own length that a clause may take on in words of its neighbours
_WHEN = re.compile("(?:[前后时的]|方面|以来|期间)$")


def faults(view: View) -> Iterator[Fault]:
    """Yield clauses that state a deed without evidence, and deeds pieced together from several."""
    for clause in view.clauses:
        if not says_of_its_own(view, clause.tokens):
            yield from _idle(view, clause)
        if content(view, clause.tokens) and not _fits(view, clause):
            reason = f"“{bare(clause.text)}”把不同素材或分句的词拼成了一件事，请分开写，各用各的词"
            yield Fault("deed.mixed", reason, clause.text)
    if not _says_something(view):
        yield Fault("deed.nothing", "这句话没有说出任何有依据的事，请删去", bare(view.masked))


def form_words(view: View) -> Iterator[Fault]:
    """Yield words of the form (废止, 行政处罚) beside a note's words where no cited note has them."""
    labels = [use.figure.label for use in view.parsed.uses]
    notes = "\n".join([*view.cited.values(), *labels])
    for clause in view.clauses:
        told = told_of_tables(view, clause)
        if told or not (content(view, clause.tokens) or any(view.uses_in(clause))) or _leads(view, clause):
            continue
        for token in clause.tokens:
            word = next((word for word in lexicon().of_form if word in token.text and word[0] != "新"), None)
            if word and token.text not in notes and not has(notes, word):
                reason = f"“{bare(clause.text)}”中的“{word}”没有依据，请照素材的词来写"
                yield Fault("deed.form", reason, clause.text)


def _idle(view: View, clause: Clause) -> Iterator[Fault]:
    """A clause of neutral words alone may lead to others, but states nothing by itself."""
    if any(view.uses_in(clause)) or view.states(clause) or is_composed(view, clause):
        return
    saying = any(token.role in _SAYING or content(view, [token]) for token in clause.tokens)
    if saying and not _noted(view, clause) and not _leads(view, clause):
        reason = f"“{bare(clause.text)}”没有依据，也没有说出具体的事，请删去这一分句"
        yield Fault("deed.empty", reason, clause.text)


def _noted(view: View, clause: Clause) -> bool:
    """Whether a clause of nothing but neutral words stands so in a cited note."""
    roles = (Role.EVIDENCE, Role.SYNONYM, *_SAYING)
    words = [t.text for t in clause.tokens if t.role in roles and t.text not in view.own]
    texts = [text for note in view.cited.values() for text in _CLAUSES.split(note)]
    return bool(words) and any(all(has(text, word) for word in words) for text in texts)


def _leads(view: View, clause: Clause) -> bool:
    """Whether a clause only says of what the next one tells a figure: 办结的申请中，予以公开…"""
    following = [other for other in view.clauses if other.start > clause.start]
    return bool(_LEAD.search(clause.text) and following and any(view.uses_in(following[0])))


def _fits(view: View, clause: Clause) -> bool:
    if is_composed(view, clause):
        return True
    # A note's deed takes no word of the composer's; figures of the tables and supplementary ones stand among them.
    of_note = not told_of_tables(view, clause) and not any(use.figure.source == "sup" for use in view.uses_in(clause))
    leads = view.masked[clause.end :].startswith("：")
    base = view.own if of_note and not leads else view.grounds
    return _from_one(view, base, clause.text, content(view, clause.tokens)) or all(
        _from_one(view, base, "".join(t.text for t in part), content(view, part)) for part in _parts(clause)
    )


def _from_one(view: View, base: str, said: str, words: Sequence[str]) -> bool:
    """Whether one clause of a note has all the words, or is told nearly whole beside words of its own note."""
    foreign_to_all = [word for word in words if not has(base, word)]
    if not foreign_to_all:
        return True
    for note in view.cited.values():
        if not all(has(note, word) for word in foreign_to_all):
            continue
        if _WHEN.search(said) or said.startswith(_ABOUT):
            return True
        clauses = _CLAUSES.split(note)
        for index, text in enumerate(clauses):
            rest = [word for word in foreign_to_all if not has(text, word)]
            if not rest or (_told(text, said) and _may_join(rest, text, clauses[:index])):
                return True
    return False


def _may_join(rest: Sequence[str], text: str, earlier: Sequence[str]) -> bool:
    """Whether words of other clauses of a note may stand in this one: no other doer, unless it is the note's so far."""
    if sum(map(len, rest)) > _JOINED * len(bare(text)):
        return False
    doers = [word for word in rest if DOER.search(word)]
    if doers and DOER.search(text):
        return False
    return all(any(has(before, word) for before in earlier) for word in doers)


def _told(text: str, said: str) -> bool:
    """Whether a note's clause is said nearly whole, with what it begins and ends with."""
    wanted = pairs(text)
    known = in_words_of(said, text)
    told = [pair in known for pair in wanted]
    return bool(told) and told[0] and told[-1] and sum(told) >= _WHOLE * len(told)


def _parts(clause: Clause) -> Iterator[list[Token]]:
    """The words of a clause between 、, 和, 及, 并, 与 and the like."""
    part: list[Token] = []
    for token in clause.tokens:
        if token.text in _JOINTS:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _says_something(view: View) -> bool:
    """Whether any clause tells a figure, a statement, or something of the evidence; a lead to what follows need not."""
    if view.masked.endswith("：") or view.parsed.uses:
        return True
    return any(
        content(view, clause.tokens) or view.states(clause) or is_composed(view, clause) or _noted(view, clause)
        for clause in view.clauses
    )
