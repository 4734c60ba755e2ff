"""Guard: every word comes from what the sentence rests on, or states nothing by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.draft.guards.cover import stands_in
from drafter.draft.guards.fault import Fault
from drafter.draft.guards.grounding import closest, has, is_composed
from drafter.draft.guards.lexicon import Role, lexicon
from drafter.draft.guards.slots import MARKS
from drafter.draft.guards.view import Clause, View

_NAMED = re.compile(r"《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕")
_LATIN = re.compile(r"[A-Za-z0-9@:/._+-]{2,}")
_ALWAYS = ("《条例》", "《中华人民共和国政府信息公开条例》", "《政府信息公开信息处理费管理办法》", "“三安全一稳定”")
_EXACT_KINDS = ("date", "citation", "name", "contact")


def names(view: View) -> Iterator[Fault]:
    """Yield titles, quotations, dates, 文号, addresses and Latin words that the evidence does not have just so."""
    spans = [(m[0], m.start(), m.end()) for pattern in (_NAMED, _LATIN) for m in pattern.finditer(view.masked)]
    for mention in view.mentions:
        if mention.kind in _EXACT_KINDS:
            spans.append((mention.text, *view.masked_span(mention.start, mention.end)))
    for text, _, _ in spans:
        known = text in _ALWAYS or MARKS.search(text) or stands_in(text, view.grounds)
        if not known and not stands_in(text.removeprefix(f"{view.evidence.brief.year}年"), view.grounds):
            reason = f"“{text}”在素材和要点中没有，名称、日期、文号、地址只能照素材写，请删去"
            yield Fault("name.unknown", reason, text)


def unknown(view: View) -> Iterator[Fault]:
    """Yield stretches that neither the evidence nor the neutral words account for."""
    runs: list[str] = []
    end = -1
    for token in view.tokens:
        if token.role is not Role.UNKNOWN:
            continue
        if token.start == end:
            runs[-1] += token.text
        else:
            runs.append(token.text)
        end = token.end
    for run in dict.fromkeys(runs):
        uncited = [id_ for id_, note in view.evidence.notes.items() if id_ not in view.cited and run in note.text]
        hint = f"；如果出自素材{uncited[0]}，请在evidence中写上它" if uncited else ""
        yield Fault("word.unknown", f"“{run}”在所引的素材和要点中没有，不能添加，请删去或照素材的词来写{hint}", run)


def degrees(view: View) -> Iterator[Fault]:
    """Yield words that claim more than the evidence says of the same thing, outside statements the tables bear out."""
    borne = [view.masked_span(m.start, m.end) for m in view.mentions if m.kind == "claim" and m.verdict == "matched"]
    for clause in view.clauses:
        for token in clause.tokens:
            word = token.text
            claims = lexicon().words.get(word) is Role.DEGREE and token.role in (Role.DEGREE, Role.EVIDENCE)
            if not claims or any(start <= token.start < end for start, end in borne) or _borne(view, clause, word):
                continue
            yield Fault("word.degree", f"“{word}”说得比依据多，素材和要点中没有这个说法，请删去", word)


def _borne(view: View, clause: Clause, word: str) -> bool:
    """Whether the clause's source says the word too."""
    return is_composed(view, clause) or any(has(source.text, word) for source in closest(view, clause))


def struck(view: View) -> Iterator[Fault]:
    """Yield slogans and self-praise that reviewers strike out, unless a cited note has them."""
    for word in lexicon().struck:
        if word in view.masked and not any(word in note for note in view.cited.values()):
            yield Fault("word.slogan", f"“{word}”是空泛的评价，审稿时会删去，请只写做了什么", word)
