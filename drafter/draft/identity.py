"""What a sentence of a draft tells, so that it is known again in a redraft whatever its words.

An identity is the sentence's key: a point of the plan (requests.some), heading:1.2, gap:1.4. A note is known by its
words (note:1:…, the number counting its sentences), for its own number changes when others come before it. Where a
draft tells one point several times, @ and the first cell tell which. A sentence that tells several points has several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from drafter.documents import Draft, Sentence

HEADING, GAP, NOTE = "heading:", "gap:", "note:"
_SAME_NOTE = 0.6  # from here on two notes are the same one, changed


def identities(draft: Draft, notes: Mapping[str, str] | None = None) -> tuple[tuple[str, ...], ...]:
    """The identities of each sentence of `draft`, in order; none of a sentence that the writer put in.

    `notes` gives the words of the draft's notes that have others now (see `same_notes`).
    """
    told = [_keys(sentence) for sentence in draft.sentences]
    often = Counter(key for keys in told for key in keys)
    seen: Counter[str] = Counter()
    found = []
    for sentence, keys in zip(draft.sentences, told, strict=True):
        idents = []
        for key in keys:
            seen[key] += 1
            if key.startswith(NOTE):
                idents.append(_by_words(key, seen[key], draft.notes, notes or {}))
            else:
                idents.append(_told_apart(key, sentence) if often[key] > 1 else key)
        found.append(tuple(idents))
    return tuple(found)


def key_of(ident: str, notes: Sequence[str]) -> str:
    """The key that has this identity in a draft with these notes: of a note its number, and which of its sentences."""
    if not ident.startswith(NOTE):
        return ident
    count, _, words = ident.removeprefix(NOTE).partition(":")
    return f"{NOTE}{notes.index(words) + 1}#{count}" if words in notes else ident


def renamed(ident: str, notes: Mapping[str, str]) -> str:
    """An identity of an older draft with the words its note has now."""
    if not ident.startswith(NOTE):
        return ident
    count, _, words = ident.removeprefix(NOTE).partition(":")
    return f"{NOTE}{count}:{notes.get(words, words)}"


def same_notes(before: Sequence[str], after: Sequence[str]) -> Mapping[str, str]:
    """The words of a note → the words it has now: the same, or those most alike."""
    same = {words: words for words in before if words in after}
    old = [words for words in before if words not in same]
    new = [words for words in after if words not in same]
    alike = ((SequenceMatcher(None, a, b, autojunk=False).ratio(), a, b) for a in old for b in new)
    for likeness, was, now in sorted(alike, reverse=True):
        if likeness >= _SAME_NOTE and was not in same and now not in same.values():
            same[was] = now
    return same


def paired(before: Iterable[str], after: Iterable[str]) -> Mapping[str, str]:
    """Identity in an older draft → the same in a newer one.

    A point told several times in one of the drafts and once in the other is the same one where nothing else can be.
    """
    old, new = list(dict.fromkeys(before)), list(dict.fromkeys(after))
    found = {ident: ident for ident in old if ident in set(new)}
    left = [ident for ident in old if ident not in found and not ident.startswith(NOTE)]
    free = [ident for ident in new if ident not in found and not ident.startswith(NOTE)]
    stems, others = Counter(map(_stem, left)), Counter(map(_stem, free))
    alone = {_stem(ident): ident for ident in free if others[_stem(ident)] == 1}
    return found | {i: alone[_stem(i)] for i in left if stems[_stem(i)] == 1 and _stem(i) in alone}


def subjects(placeholder: str) -> tuple[str, ...]:
    """What the writer is asked for in a placeholder such as 【待补充：A；B】."""
    return tuple(placeholder.removeprefix("【待补充").removesuffix("】").lstrip("：:").split("；"))


def placeholder(asked: Sequence[str]) -> str:
    """The placeholder that asks for those subjects, "" for none."""
    return f"【待补充：{'；'.join(asked)}】" if asked else ""


def _keys(sentence: Sentence) -> tuple[str, ...]:
    if sentence.key:
        return tuple(sentence.key.split("+"))
    if sentence.origin == "placeholder":
        return (f"{GAP}{sentence.section}",)
    return (f"{HEADING}{sentence.section}",) if sentence.origin == "form" else ()


def _told_apart(key: str, sentence: Sentence) -> str:
    if "@" in key:
        return key
    if key.startswith(GAP):
        return f"{key}@{subjects(sentence.text)[0]}"
    return f"{key}@{sentence.refs[0]}" if sentence.refs else key


def _by_words(key: str, count: int, own: Sequence[str], notes: Mapping[str, str]) -> str:
    number, marked, counted = key.removeprefix(NOTE).partition("#")
    words = own[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(own) else number
    return f"{NOTE}{counted if marked else count}:{notes.get(words, words)}"


def _stem(ident: str) -> str:
    return ident.partition("@")[0]
