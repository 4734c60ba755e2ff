"""Where the words of a clause come from: what it says of its own, and the clauses of notes that say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.draft.guards.cover import Token
from drafter.draft.guards.lexicon import Role, lexicon
from drafter.draft.guards.slots import MARKS
from drafter.draft.guards.view import Clause, View, bare, denied
from drafter.draft.phrases import deeds

_CLAUSES = re.compile(r"[，。；：！？\n]")
_SAYING = (Role.EVIDENCE, Role.FORM, Role.LIGHT)
_MOST = 0.6  # of the words of a clause that says nothing of its own: what shares less is not its source


@dataclass(frozen=True, slots=True)
class Source:
    """A clause of a cited note (or of a composer's sentence: `id` is ""), figures masked, with the whole it is of."""

    id: str
    text: str
    whole: str


def sources(view: View) -> Iterator[Source]:
    """Yield every clause a sentence may rest on."""
    for id_, note in (*view.cited.items(), *(("", line) for line in view.composed.split("\n"))):
        for text in _CLAUSES.split(note):
            if bare(text):
                yield Source(id_, text, note)


def content(view: View, tokens: Sequence[Token]) -> list[str]:
    """The words that come from evidence and say something: not neutral through and through, nor the organ's own."""
    return [token.text for token in tokens if _says(view, token)]


def closest(view: View, clause: Clause) -> list[Source]:
    """The sources that share most with a clause: of its content, else of all its words; none where that is little."""
    words = content(view, clause.tokens)
    said = words or [t.text for t in clause.tokens if t.role in _SAYING and t.text not in view.own]
    scored = [(sum(len(word) for word in said if has(source.text, word)), source) for source in sources(view)]
    most = max((score for score, _ in scored), default=0)
    enough = 1 if words else _MOST * sum(map(len, said))
    return [source for score, source in scored if score == most] if most and most >= enough else []


def has(text: str, word: str) -> bool:
    """Whether a text has a word or one that says the same."""
    return word in text or any(other in text for other in lexicon().synonyms.get(word, ()))


def in_words_of(said: str, text: str) -> str:
    """What is said, and behind it the words of `text` that its words may stand for."""
    known = [said]
    for word, others in lexicon().synonyms.items():
        if word in said:
            known += [other for other in others if other in text]
    return "|".join(known)


def pairs(text: str) -> list[str]:
    """Every two characters that stand side by side in one run of words."""
    return [run[i : i + 2] for run in re.findall(r"[\w“”《》]+", MARKS.sub("|", text)) for i in range(len(run) - 1)]


def told_of_tables(view: View, clause: Clause) -> bool:
    """Whether a clause tells a figure of the tables, states what the tables bear out, or is the composer's."""
    told = any(use.figure.expression for use in view.uses_in(clause))
    return told or view.states(clause) or is_composed(view, clause)


def is_composed(view: View, clause: Clause) -> bool:
    """Whether a clause is most of one of the composer's that has no figure, in one run."""
    size = len(bare(clause.text))
    for token in clause.tokens:
        run = token.text
        others = [other for other in clause.tokens if other is not token and other.role in _SAYING]
        if token.role is Role.EVIDENCE and not others and len(run) >= _MOST * size and run in view.composed:
            whole = [text for text in _CLAUSES.split(view.composed) if run in text and not MARKS.search(text)]
            if any(len(run) >= _MOST * len(text) and not contradict(clause.text, text) for text in whole):
                return True
    return False


def contradict(said: str, text: str) -> bool:
    """Whether one of two clauses denies what the other affirms."""
    here, there = denied(said), denied(text)
    if (here.heads & there.told) - there.reached or (there.heads & here.told) - here.reached:
        return True
    # 更新不及时 says what 未及时更新 says.
    return not here.reached & there.reached and bool(here.told & there.reached)


def says_of_its_own(view: View, tokens: Sequence[Token]) -> bool:
    """Whether the words name a thing and not only verbs that any note may have."""
    return any(not _only_verbs(word) for word in content(view, tokens))


def _only_verbs(word: str) -> bool:
    return word in lexicon().synonyms or word in deeds()


def _says(view: View, token: Token) -> bool:
    if token.role is Role.SYNONYM:
        return True
    return token.role is Role.EVIDENCE and token.text not in view.own and not _neutral(token.text)


def _neutral(text: str) -> bool:
    """Whether a run of evidence is made up of neutral words."""
    words = lexicon()
    reach = {0}
    for start in range(len(text)):
        if start in reach:
            ends = range(start + 1, min(len(text), start + words.longest) + 1)
            reach |= {end for end in ends if text[start:end] in words.words}
    return len(text) in reach
