"""A block while a model words it: its sentences judged where they would stand, taken, or sent back with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from drafter.documents import Fallen
from drafter.draft.answer import Worded
from drafter.draft.assembling import Taken, assembled, place_of, stands_for
from drafter.draft.evidence import Evidence, Said
from drafter.draft.guards import judge, untold
from drafter.draft.material import Material, without_mark
from drafter.draft.script import Block
from drafter.draft.writing import Example

IMPROVEMENT = "5"
_UNSAID = "没有写到"
_PAIRED = "问题和措施要一条对一条，一句只写一条，不要合并"


@dataclass
class Reworded:
    """What was taken of a model's answers for a block, and for each item why not yet."""

    material: Material
    evidence: Evidence
    taken: list[Taken] = field(default_factory=list)
    reasons: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    dropped: list[Fallen] = field(default_factory=list)

    @property
    def told(self) -> set[str]:
        """The ids told by sentences taken."""
        return {key for sentence in self.taken for key in sentence.ids}

    @property
    def open(self) -> list[str]:
        """The ids still to be told, in order."""
        return [item.id for item in self.material.items if item.id not in self.told]

    def block(self) -> Block:
        """The block as it now stands."""
        return assembled(self.material, self.taken)

    def misplaced(self) -> list[Taken]:
        """The sentences that do not pass where they came to stand: what now precedes them makes them read otherwise."""
        found = []
        for lines in self.block().paragraphs:
            before = ""
            for written in (written for line in lines for written in line.written):
                taken = next((t for t in self.taken if stands_for(written.phrase.text, t)), None)
                if written.origin == "model" and taken and self._reads_otherwise(taken, before):
                    found.append(taken)
                before += written.phrase.text
        return found

    def _reads_otherwise(self, taken: Taken, before: str) -> bool:
        return before != taken.before and judge(taken.said, self.evidence, before).phrase is None

    def withdraw(self, sentences: Sequence[Taken], reason: str) -> None:
        """Take sentences back; the composer's words stand for what they told."""
        for sentence in sentences:
            self.taken.remove(sentence)
            for key in sentence.ids:
                self.reasons[key] = (sentence.phrase.text, (reason,))

    def fallen(self) -> Iterator[Fallen]:
        """Yield what of the model's answers was not taken, an item each, and what of it fits no item."""
        section = self.material.block.id
        for key in self.open:
            text, reasons = self.reasons.get(key, ("", (_UNSAID,)))
            yield Fallen(section=section, text=text, reasons=reasons)
        yield from self.dropped


def take(done: Reworded, said: Sequence[Worded], examples: Mapping[str, Example]) -> Iterator[str]:
    """Judge the sentences in the order in which they would stand, and take those that pass; yield what goes back."""
    at = done.material.by_id
    known = [(words, _ids(words, done.material)) for words in map(_said, said)]
    done.dropped += [_dropped(words, done) for words, ids in known if not ids]
    passed: list[Taken] = []
    for words, ids in sorted((pair for pair in known if pair[1]), key=lambda pair: at[pair[1][0]].index):
        if done.told.issuperset(ids) or _said_already(ids, passed, done.evidence):
            continue
        if len(ids) > 1 and done.material.block.id == IMPROVEMENT:
            done.reasons |= dict.fromkeys(ids, (words.text, (_PAIRED,)))
            yield f"{words.text}｜{_PAIRED}"
            continue
        before = _before(done, passed, ids)
        judged = judge(words, done.evidence, before)
        if judged.phrase is None:
            done.reasons |= {key: (words.text, tuple(f.reason for f in judged.faults)) for key in ids}
            yield f"{words.text}｜{'；'.join(fault.reason for fault in judged.faults)}"
            continue
        shown = tuple(examples[key].id for key in words.evidence if key in examples)
        passed.append(Taken(words, judged.phrase, ids, shown, before))
    yield from _settled(done, passed)


def _said_already(ids: tuple[str, ...], passed: Sequence[Taken], evidence: Evidence) -> bool:
    """Whether the items are told in full by the sentences before: another on the same would only repeat them."""
    cited = {key for taken in passed for key in taken.ids}
    return cited.issuperset(ids) and not untold(ids, [(taken.said, taken.phrase) for taken in passed], evidence)


def _said(one: Worded) -> Said:
    return Said(text=without_mark(one.text.strip()), evidence=tuple(one.evidence))


def _dropped(words: Said, done: Reworded) -> Fallen:
    """A sentence that tells none of the items."""
    reasons = tuple(fault.reason for fault in judge(words, done.evidence, "").faults)
    unfounded = reasons or ("没有写明依据哪个要点或者素材",)
    return Fallen(section=done.material.block.id, text=words.text, reasons=unfounded, instead="dropped")


def _settled(done: Reworded, passed: list[Taken]) -> Iterator[str]:
    """Take the sentences that passed but for those of items not told in full, which are told anew as a whole."""
    while True:
        cited = dict.fromkeys(key for taken in passed for key in taken.ids)
        missing = set(untold(tuple(cited), [(taken.said, taken.phrase) for taken in passed], done.evidence))
        partly = [taken for taken in passed if missing & set(taken.ids)]
        if not partly:
            break
        for taken in partly:
            passed.remove(taken)
            reason = f"没有把 {'、'.join(sorted(missing & set(taken.ids)))} 写全"
            done.reasons |= dict.fromkeys(taken.ids, (taken.said.text, (reason,)))
            yield f"{taken.said.text}｜{reason}：数字、名称和意思都要写到"
    done.taken += passed
    yield from (f"（{key}）｜{_UNSAID}" for key in done.open if key not in done.reasons)


def _ids(words: Said, material: Material) -> tuple[str, ...]:
    """The items a sentence says it tells, in the order of the block."""
    return tuple(item.id for item in material.items if item.id in words.evidence)


def _before(done: Reworded, passed: Sequence[Taken], ids: Sequence[str]) -> str:
    """What stands before a sentence in its paragraph, as far as the model has worded it."""
    paragraph, index = place_of(ids, done.material)
    standing = [(place_of(taken.ids, done.material), taken.phrase.text) for taken in (*done.taken, *passed)]
    return "".join(text for place, text in sorted(standing) if place[0] == paragraph and place[1] <= index)
