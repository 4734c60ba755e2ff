"""Guard: every word comes from what the sentence rests on, or states nothing by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.draft.guards.cover import stands_in
from drafter.draft.guards.fault import Fault
from drafter.draft.guards.lexicon import Role, lexicon
from drafter.draft.guards.slots import MARKS
from drafter.draft.guards.view import Clause, View, bare, denies

_NAMED = re.compile(r"《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕")
_LATIN = re.compile(r"[A-Za-z0-9@:/._+-]{2,}")
_ALWAYS = ("《条例》", "《中华人民共和国政府信息公开条例》", "《政府信息公开信息处理费管理办法》", "“三安全一稳定”")
_CLAUSES = re.compile(r"[，。；：\n]")
_SAYING = (Role.EVIDENCE, Role.FORM, Role.LIGHT)
_MOST = 0.6  # of the words of a clause that says nothing of its own: what shares less is not its source
_EXACT_KINDS = ("date", "citation", "name", "contact")


def names(view: View) -> Iterator[Fault]:
    """Yield titles, quotations, dates, 文号, addresses and Latin words that the evidence does not have just so."""
    spans = [(m[0], m.start(), m.end()) for pattern in (_NAMED, _LATIN) for m in pattern.finditer(view.masked)]
    for mention in view.mentions:
        if mention.kind in _EXACT_KINDS:
            spans.append((mention.text, *view.masked_span(mention.start, mention.end)))
    for text, _, _ in spans:
        if text not in _ALWAYS and not (stands_in(text, view.grounds) or MARKS.search(text)):
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
    """Yield words that claim more than the evidence says, outside statements the tables bear out."""
    borne = [view.masked_span(m.start, m.end) for m in view.mentions if m.kind == "claim" and m.verdict == "matched"]
    for token in view.tokens:
        if token.role is not Role.DEGREE or any(start <= token.start < end for start, end in borne):
            continue
        yield Fault("word.degree", f"“{token.text}”说得比依据多，素材和要点中没有这个说法，请删去", token.text)


def struck(view: View) -> Iterator[Fault]:
    """Yield slogans and self-praise that reviewers strike out, unless a cited note has them."""
    for word in lexicon().struck:
        if word in view.masked and not any(word in note for note in view.cited.values()):
            yield Fault("word.slogan", f"“{word}”是空泛的评价，审稿时会删去，请只写做了什么", word)


def deeds(view: View) -> Iterator[Fault]:
    """Yield clauses that state a deed without evidence, or one made up of several notes."""
    for clause in view.clauses:
        roles = {token.role for token in clause.tokens}
        content = _content(view, clause)
        grounded = any(view.uses_in(clause)) or view.states(clause) or _composed(view, clause)
        if content:
            if not _from_one(view, content) and not all(_from_one(view, part) for part in _parts(view, clause)):
                reason = f"“{bare(clause.text)}”把不同素材的词拼成了一件事，请分开写，各用各的词"
                yield Fault("deed.mixed", reason, clause.text)
        elif not grounded and roles & {Role.LIGHT, Role.FORM, Role.SYNONYM}:
            reason = f"“{bare(clause.text)}”没有依据，也没有说出具体的事，请删去这一分句"
            yield Fault("deed.empty", reason, clause.text)


def polarity(view: View) -> Iterator[Fault]:
    """Yield clauses that deny what the evidence affirms, or affirm what it denies."""
    for clause in view.clauses:
        if _stated(view, clause) and not _content(view, clause):
            continue
        sources = _sources(view, clause)
        says = denies(clause.text)
        if sources and all(denies(source) != says for source in sources):
            reason = f"“{bare(clause.text)}”与“{bare(sources[0])}”的肯定、否定相反，请照依据的意思写"
            yield Fault("deed.denied", reason, clause.text)
        elif says and not sources and not _stated(view, clause):
            yield Fault("deed.denied", f"“{bare(clause.text)}”是没有依据的否定说法，请删去", clause.text)


def form_verbs(view: View) -> Iterator[Fault]:
    """Yield verbs of the form (废止, 收取) beside a note's words where no cited note has the verb."""
    notes = "\n".join(view.cited.values())
    for clause in view.clauses:
        if _stated(view, clause) or not _content(view, clause):
            continue
        for token in clause.tokens:
            verb = next((verb for verb in lexicon().form_verbs if verb in token.text), None)
            if verb and token.text not in notes and not _has(notes, verb):
                reason = f"“{bare(clause.text)}”中的“{verb}”没有依据，请照素材的词来写"
                yield Fault("deed.verb", reason, clause.text)


def _stated(view: View, clause: Clause) -> bool:
    """Whether a clause that denies is a figure's, a statement borne out by the tables, or the composer's."""
    return any(view.uses_in(clause)) or view.states(clause) or _composed(view, clause)


def _content(view: View, clause: Clause) -> list[str]:
    """The words of a clause that come from evidence and say something: not neutral through and through."""
    return [
        token.text
        for token in clause.tokens
        if token.role is Role.SYNONYM or (token.role is Role.EVIDENCE and not _said_freely(view, token.text))
    ]


def _said_freely(view: View, text: str) -> bool:
    return text in view.own or _neutral(text)


def _neutral(text: str) -> bool:
    """Whether a run of evidence is made up of neutral words."""
    words = lexicon()
    reach = {0}
    for start in range(len(text)):
        if start in reach:
            reach |= {
                end
                for end in range(start + 1, min(len(text), start + words.longest) + 1)
                if text[start:end] in words.words
            }
    return len(text) in reach


def _composed(view: View, clause: Clause) -> bool:
    """Whether most of a clause stands in one run in a composer's sentence."""
    runs = [t for t in clause.tokens if t.role is Role.EVIDENCE and t.text in view.composed]
    size = len(bare(clause.text))
    return any(3 * len(run.text) >= 2 * size for run in runs)


def _from_one(view: View, words: list[str]) -> bool:
    """Whether one note, with the composer's sentences, has all the words or words that say the same."""
    base = f"{view.composed}\n{view.own}"
    return any(all(_has(f"{note}\n{base}", word) for word in words) for note in (*view.cited.values(), ""))


def _has(text: str, word: str) -> bool:
    return word in text or any(other in text for other in lexicon().synonyms.get(word, ()))


def _parts(view: View, clause: Clause) -> Iterator[list[str]]:
    """The content words of a clause between 、, 和, 及, 并, 与 and the like."""
    part: list[str] = []
    for token in clause.tokens:
        if token.text in ("、", "和", "及", "并", "与", "以及", "或", "通过", "，"):
            yield part
            part = []
        elif token.role is Role.SYNONYM or (token.role is Role.EVIDENCE and not _said_freely(view, token.text)):
            part.append(token.text)
    yield part


def _sources(view: View, clause: Clause) -> list[str]:
    """The clauses of cited notes and composer's sentences that share most with a clause, of its content above all."""
    content = _content(view, clause)
    words = content or [t.text for t in clause.tokens if t.role in _SAYING and t.text not in view.own]
    texts = [c for text in (*view.cited.values(), view.composed) for c in _CLAUSES.split(text) if c]
    scored = [(sum(len(word) for word in words if _has(text, word)), text) for text in texts]
    most = max((score for score, _ in scored), default=0)
    enough = 1 if content else _MOST * sum(map(len, words))
    return [text for score, text in scored if score == most] if most and most >= enough else []
