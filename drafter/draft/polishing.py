"""One sentence of a draft said otherwise by a model: the same points and notes, judged where the sentence stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.documents import Draft, Sentence
from drafter.draft.answer import Wordings
from drafter.draft.brief import Brief
from drafter.draft.evidence import Evidence, Said, offers
from drafter.draft.filling import figures_of
from drafter.draft.guards import judge, untold
from drafter.draft.lines import note_lines, organ_lines, slot_lines
from drafter.draft.material import without_mark
from drafter.draft.phrase import Phrase, joined, plain
from drafter.draft.tone import asked
from drafter.draft.writing import Writing


def otherwise(draft: Draft, sentence: Sentence, wanted: int, brief: Brief, writing: Writing) -> tuple[Phrase, ...]:
    """At most `wanted` other wordings of a sentence by the model; those that do not pass go back once.

    Raises:
        ModelError: the model could not be asked or gave no usable answer.
    """
    mark, evidence = _marked(sentence), _evidence(draft, sentence, brief)
    found: list[Phrase] = []
    returned: list[str] = []
    for _ in range(writing.rounds):
        prompt = writing.prompts["polish"].prompt(
            sentence.section,
            organ=organ_lines(brief),
            section=evidence.heading,
            sentence=without_mark(sentence.slotted or sentence.text),
            notes=note_lines(evidence, evidence.notes),
            slots=slot_lines(offers(evidence)),
            wanted=str(wanted - len(found)),
            tone=asked(writing.tone),
            returned="\n".join(returned),
        )
        texts = writing.asked.ask(prompt, Wordings).value.texts[: 2 * wanted]
        returned = list(_taken(texts, found, evidence, _before(draft, sentence)))
        if len(found) >= wanted or not returned:
            break
    return tuple(joined([plain(mark), phrase]) for phrase in found[:wanted])


def _taken(texts: Sequence[str], found: list[Phrase], evidence: Evidence, before: str) -> Iterator[str]:
    """Add the wordings that pass and tell everything; yield what goes back."""
    ids = (*evidence.points, *evidence.notes)
    for text in texts:
        said = Said(text=without_mark(text.strip()), evidence=ids)
        judged = judge(said, evidence, before)
        if judged.phrase is None:
            yield f"{text}｜{'；'.join(fault.reason for fault in judged.faults)}"
        elif untold(ids, [(said, judged.phrase)], evidence):
            yield f"{text}｜原句的数字、名称和意思没有写全"
        elif judged.phrase.text not in [phrase.text for phrase in found]:
            found.append(judged.phrase)


def _evidence(draft: Draft, sentence: Sentence, brief: Brief) -> Evidence:
    """The notes the sentence tells; where it tells cells, the sentence itself as a point."""
    notes = {f"n{note.number}": note for note in brief.notes if note.number in sentence.notes}
    points = {} if notes and not sentence.refs else {"p1": Phrase(sentence.text, sentence.refs, figures_of(sentence))}
    heading = next((s.title for s in draft.report.sections if s.id == sentence.section), "")
    return Evidence(brief, heading, points, notes, {})


def _before(draft: Draft, sentence: Sentence) -> str:
    """What stands before the sentence in its paragraph."""
    text = draft.report.text
    return text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]


def _marked(sentence: Sentence) -> str:
    return sentence.text.removesuffix(without_mark(sentence.text))
